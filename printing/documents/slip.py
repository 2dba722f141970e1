"""A slip as PDF in any of the forms: codes and title, parties, table with page totals, and its closing block."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Invalid
from app.services.paper import Slip
from printing import codes
from printing.documents.closing import SMALL, Closing
from printing.documents.form import MOST_COPIES, Column, Form, Sheet, common_words, remark
from printing.documents.parties import BODY, FAINT, MOST_FIELDS, Parties
from printing.documents.table import (
    HEAD_LEADING,
    PAD,
    RULE,
    Row,
    cell,
    draw_cell,
    draw_head,
    head_lines,
    places,
    set_row,
)
from printing.fonts import BOLD, REGULAR
from printing.pages import POINT, Page, Pages
from printing.text import cut, wrap

HEADER, NARROW_HEADER = 19.0, 29.5  # mm, of codes and title on each page; where the title stands above the bar code
BELOW = 14.0  # mm, that the bar code stands lower there
CAPTION = 19.0  # mm, from the head of a notice to its words
PROOF, PROOF_ROW = 80.0, 94.0  # mm, of a transfer's signed code with its margins, and with its caption
MOST_LINES, MOST_NOTICES = 12, 20  # what is longer is cut with "…"
LETTER, LETTER_LEADING = 10.5, 6.2  # points and mm, of the opening paragraph


def slip_pdf(slip: Slip, form: Form, proofs: Sequence[str] = (), *, code: str = "") -> bytes:
    """The slip on its form's paper with all its copies, and on pages of their own the codes that prove a transfer.

    `code`: the slip's own signed code, which then stands in the place of its bare number.
    Raises Invalid where it has no lines, no copies or too many fields, or its number or a text cannot be a code.
    """
    copies = form.copies or slip.copies
    if not slip.lines:
        raise Invalid("slip.empty", number=slip.number)
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid("slip.copies", copies=copies, most=MOST_COPIES)
    if len(slip.fields) > MOST_FIELDS:
        raise Invalid("slip.fields", most=MOST_FIELDS)
    return _SlipPages(slip, form, copies, code).draw(proofs)


class _SlipPages:
    def __init__(self, slip: Slip, form: Form, copies: int, code: str) -> None:
        self.slip, self.form, self.copies = slip, form, copies
        self.sheet: Sheet = form.paper()
        self.left, self.right = self.sheet.left, self.sheet.width - self.sheet.right
        self.low = self.sheet.low
        self.row, self.leading = (5.4, 3.7) if self.low else (6.6, 4.1)
        self.title = slip.title or form.title
        self.barcode = codes.code128(slip.number)
        self.qr = codes.long_qr(code) if code else codes.qr(slip.number)
        self.columns = places(self._columns(), self.sheet)
        self.captions = head_lines(self.columns)
        self.head = max(self.row, max(map(len, self.captions)) * HEAD_LEADING + 1.6)
        self.closing = Closing(slip, form, self.sheet, self.columns, self.row)
        self.top = self.sheet.top + (NARROW_HEADER if self.sheet.narrow else HEADER)
        self.room = self.sheet.height - self.sheet.bottom - self.top
        self.opening = self._set_opening()
        self.parties = Parties(slip, form, self.sheet, self.room - self.head - self.row)
        self.notices = self._set_notices()
        tallest = self.room - self.head - self.row - self.closing.height - PAD
        most = max(1, min(MOST_LINES, int(tallest / self.leading)))
        self.rows = [set_row(line, self.columns, self.row, self.leading, most) for line in slip.lines]

    def draw(self, proofs: Sequence[str]) -> bytes:
        parts = self._break()
        size, dots = (self.sheet.width, self.sheet.height), self.sheet.dots_per_inch
        pages = Pages(f"{self.title} {self.slip.number}", self.slip.issued_on, size, dots_per_inch=dots)
        drawn: list[list[str]] = []  # a copy differs from the first in its footer alone
        for copy in range(1, self.copies + 1):
            for number, part in enumerate(parts, 1):
                page = pages.add()
                if copy == 1:
                    self._body(page, number, part, len(parts))
                    drawn.append(list(page.operators))
                else:
                    page.operators += drawn[number - 1]
                self._footer(page, number, len(parts), copy)
        self._proofs(pages, proofs)
        return pages.finish()

    def _body(self, page: Page, number: int, part: list[Row], parts: int) -> None:
        self._header(page, continued=number > 1)
        y = self.top
        if number == 1:
            y = self._notices(page, self.parties.draw(page, self._opening(page, y)))
        if part:
            y = self._table(page, y, part)
            if parts > 1:
                self.closing.draw_subtotal(page, y, [row.line for row in part])
                y += self.row
        if number == parts:
            self.closing.draw(page, y)

    def _break(self) -> list[list[Row]]:
        """The rows of each page: one page if all fits, else pages with their own totals.

        The last page has room for the closing block and at least a row above it.
        """
        opening = self._opening_height()
        whole = opening + self.head + sum(row.height for row in self.rows) + self.closing.height
        if whole <= self.room:
            return [self.rows]
        full = self.room - self.head - self.row
        parts: list[list[Row]] = [[]]
        room = full - opening
        for row in self.rows:
            if row.height > room:
                parts.append([])
                room = full
            parts[-1].append(row)
            room -= row.height
        if room < self.closing.height:
            parts.append([parts[-1].pop()])
        *_, before, last = [[], *parts]
        if len(last) == 1 and len(before) > 2 and before[-1].height + last[0].height + self.closing.height <= full:
            last.insert(0, before.pop())  # one row alone above the signatures looks forgotten
        return parts

    def _columns(self) -> list[Column]:
        """Narrow paper spends no room on a column in which no line says anything."""
        columns = self.form.columns
        said = [it for it in columns if not self.sheet.narrow or any(cell(line, it) for line in self.slip.lines)]
        return said or list(columns)

    # what stands above the table

    def _header(self, page: Page, *, continued: bool) -> None:
        top, left, right = self.sheet.top, self.left, self.right
        module = self.qr.fit(21, self.sheet.dots_per_inch)
        side = self.qr.width * module
        page.code(right - side, top, self.qr, module)
        module = self.barcode.fit(64, self.sheet.dots_per_inch)
        width = self.barcode.width * module
        below = BELOW if self.sheet.narrow else 0.0
        page.code(left, top + below, self.barcode, module, 8.5)
        number = f"{self.form.caption('number')} {self.slip.number}"
        page.text(left + width / 2, top + below + 12.2, number, SMALL, align="center")
        middle = (left + right) / 2
        room = 2 * (middle - left - (side if self.sheet.narrow else width) - 4)
        title = self.title + (f"({common_words()['continued']})" if continued else "")
        page.text(middle, top + 2.9, cut(self.slip.site_name, REGULAR, 9, room / POINT), 9, align="center")
        size = min(18.0, max(11.0, 18.0 * room / (BOLD.width(title, 18) * POINT)))
        title = cut(title, BOLD, size, room / POINT)
        page.text(middle, top + 11.2, title, size, face=BOLD, align="center")

    def _set_opening(self) -> list[tuple[float, str]]:
        """The lines of the opening paragraph, each with how far it is moved in (mm)."""
        em, found = LETTER * POINT, list[tuple[float, str]]()
        width = self.sheet.table / POINT
        for number, part in enumerate(self.form.opening_words(self.slip).split("\n")):
            if not number:
                found += [(0.0, line) for line in wrap(part, REGULAR, LETTER, width, 2)]
                continue
            lines = wrap(f"国国{part}", REGULAR, LETTER, width, MOST_LINES)  # two ems in, as a Chinese letter begins
            found += [(0.0 if more else 2 * em, line[0 if more else 2 :]) for more, line in enumerate(lines)]
        return found

    def _set_notices(self) -> list[str]:
        if not self.slip.remarks:
            return []
        text = "\n".join(f"• {remark(it)}" for it in self.slip.remarks)
        free = self.room - self._opening_height() - self.head - 2 * PAD - 3
        most = max(1, min(MOST_NOTICES, int(free / self.leading)))
        return wrap(text, REGULAR, BODY, (self.sheet.table - CAPTION - 5) / POINT, most)

    def _opening_height(self) -> float:
        height = len(self.opening) * LETTER_LEADING + 3 if self.form.opening else 0.0
        height += self.parties.height
        if notices := getattr(self, "notices", None):
            height += len(notices) * self.leading + 2 * PAD + 3
        return height

    def _opening(self, page: Page, y: float) -> float:
        if not self.form.opening:
            return y
        for number, (indent, line) in enumerate(self.opening):
            page.text(self.left + indent, y + 4.6 + number * LETTER_LEADING, line, LETTER)
        return y + len(self.opening) * LETTER_LEADING + 3

    def _notices(self, page: Page, y: float) -> float:
        if not self.notices:
            return y
        height = len(self.notices) * self.leading + 2 * PAD
        page.fill(self.left, y, self.sheet.table, height, grey=0.93)
        page.fill(self.left, y, 1.2, height, grey=0)
        page.text(self.left + 4, y + PAD + 3.1, self.form.caption("notice"), BODY, face=BOLD)
        for number, line in enumerate(self.notices):
            page.text(self.left + CAPTION, y + PAD + 3.1 + number * self.leading, line, BODY)
        return y + height + 3

    # table

    def _table(self, page: Page, y: float, rows: list[Row]) -> float:
        top = y
        draw_head(page, y, self.head, self.columns, self.captions)
        y += self.head
        for row in rows:
            page.line(self.left, y, self.right, y, weight=0.35, grey=RULE)
            for place, lines in zip(self.columns, row.cells, strict=True):
                draw_cell(page, y, row.height, place, lines, self.leading)
            y += row.height
        for place in self.columns[:-1]:
            page.line(place.right, top, place.right, y, weight=0.35, grey=RULE)
        page.frame(self.left, top, self.sheet.table, y - top, weight=0.8)
        return y

    # below, and on pages of their own

    def _footer(self, page: Page, number: int, pages: int, copy: int) -> None:
        baseline = self.sheet.height - self.sheet.bottom + (4.6 if self.low else 8.0)
        page.text(self.left, baseline, self.form.copy_mark(copy, self.copies), SMALL, grey=FAINT)
        text = self.form.caption("page").format(page=number, pages=pages)
        page.text(self.right, baseline, text, SMALL, grey=FAINT, align="right")

    def _proofs(self, pages: Pages, proofs: Sequence[str]) -> None:
        """As many on a page as it has room for; on low paper a proof is as large as the page lets it be."""
        room = self.room - 8
        across = int(self.sheet.table // (PROOF + 5))
        down = max(1, int(room // PROOF_ROW))
        size = min(PROOF, room - 8)
        for start in range(0, len(proofs), across * down):
            page = pages.add()
            self._header(page, continued=True)
            page.text(self.left, self.top + 4, self.form.caption("proofs"), BODY)
            for place, text in enumerate(proofs[start : start + across * down]):
                code = codes.long_qr(text)
                module = code.fit(size, self.sheet.dots_per_inch)
                x = self.left + 2 + (place % across) * (self.sheet.table / across)
                y = self.top + 9 + (place // across) * PROOF_ROW
                page.code(x, y, code, module)
                caption = f"{start + place + 1} / {len(proofs)}"
                page.text(x, y + code.height * module + 5.5, caption, BODY)
