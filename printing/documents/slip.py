"""The handover slip as PDF: codes and title, parties, table, totals, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Invalid
from app.domain.money import capitals, format_yuan
from app.domain.numbering import group_tag_number
from app.services.paper import Slip, SlipLine
from printing import codes
from printing.documents.form import TABLE_WIDTH, Column, Form
from printing.fonts import BOLD, REGULAR
from printing.pages import A4, POINT, Page, Pages
from printing.text import cut, wrap

LEFT = 20.0  # wider than on the right, for the file
RIGHT = LEFT + TABLE_WIDTH
TOP, BOTTOM = 12.0, 280.0
HEADER = 18.0  # codes and title on each page
DOTS_PER_INCH = 300

BODY, SMALL = 9.0, 8.0  # points
LEADING = 4.1  # mm, of table text
PAD = 1.4  # mm, from a cell's edge to its text
ROW = 6.6  # mm, the least height of a row
CAPTION = 19.0  # mm, from a caption to what it names
SIGNATURES = 26.0
PROOF, PROOFS = 80.0, 4  # mm, of a signed code with its margins; how many a sheet has
STANDING = 6.0  # mm, the line between totals and signatures
MOST_LINES, MOST_PARTY_LINES, MOST_NOTICES = 12, 4, 20  # what is longer is cut with "…"
FAINT, RULE = 0.35, 0.6  # greys of captions and of inner lines


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the slip set in its columns."""

    cells: tuple[list[str], ...]
    height: float


@dataclass(frozen=True, slots=True)
class Party:
    """A caption at `x` with the lines beside it."""

    x: float
    caption: str
    lines: list[str]


def slip_pdf(slip: Slip, form: Form, proofs: Sequence[str] = ()) -> bytes:
    """The slip on A4 with all its copies, and on sheets of their own the codes that prove it, four on each.

    Raises Invalid where it has no lines or no copies, or its number cannot be a code.
    """
    if not slip.lines:
        raise Invalid("slip.empty", number=slip.number)
    if not 1 <= slip.copies <= 9:
        raise Invalid("slip.copies", copies=slip.copies, most=9)
    return _SlipPages(slip, form).draw(proofs)


class _SlipPages:
    def __init__(self, slip: Slip, form: Form) -> None:
        self.slip = slip
        self.form = form
        self.barcode = codes.code128(slip.number)
        self.qr = codes.qr(slip.number)
        self.rows = [_set_row(line, form) for line in slip.lines]
        self.parties = self._set_parties()
        notices = "\n".join(f"• {form.remark(text)}" for text in slip.remarks)
        self.notices = wrap(notices, REGULAR, BODY, (TABLE_WIDTH - CAPTION - 5) / POINT, MOST_NOTICES)

    def draw(self, proofs: Sequence[str]) -> bytes:
        parts = self._break()
        pages = Pages(f"{self.form.title(self.slip)} {self.slip.number}", self.slip.issued_on)
        for copy in range(1, self.slip.copies + 1):
            for number, part in enumerate(parts, 1):
                page = pages.add()
                self._header(page, continued=number > 1)
                y = TOP + HEADER
                if number == 1:
                    y = self._notices(page, self._parties(page, y))
                if part:
                    y = self._table(page, y, part)
                if number == len(parts):
                    self._signatures(page, self._standing(page, self._totals(page, y)) + 5)
                self._footer(page, number, len(parts), copy)
        sheets = [proofs[start : start + PROOFS] for start in range(0, len(proofs), PROOFS)]
        for sheet, some in enumerate(sheets):
            page = pages.add()
            self._header(page, continued=True)
            page.text(LEFT, TOP + HEADER + 4, self.form.captions["proofs"], BODY)
            for place, text in enumerate(some):
                self._proof(page, place, text, f"{sheet * PROOFS + place + 1} / {len(proofs)}")
        return pages.finish()

    def _proof(self, page: Page, place: int, text: str, caption: str) -> None:
        code = codes.long_qr(text)
        module = code.fit(PROOF, DOTS_PER_INCH)
        x = LEFT + (place % 2) * (PROOF + 10)
        y = TOP + HEADER + 14 + (place // 2) * (PROOF + 14)
        page.code(x, y, code, module)
        page.text(x, y + code.height * module + 6, caption, BODY)

    def _break(self) -> list[list[Row]]:
        """The rows of each page. The last page has room for totals and signatures, and a row above them."""
        first = BOTTOM - TOP - HEADER - self._opening_height() - ROW
        later = BOTTOM - TOP - HEADER - ROW
        closing = 2 * ROW + (STANDING if self.slip.standing else 0) + 5 + SIGNATURES
        parts: list[list[Row]] = [[]]
        room = first
        for row in self.rows:
            if row.height > room and parts[-1]:
                parts.append([])
                room = later
            parts[-1].append(row)
            room -= row.height
        if room < closing:
            carried = [parts[-1].pop()] if len(parts[-1]) > 1 else []
            parts.append(carried)
        return parts

    # what stands above the table

    def _header(self, page: Page, *, continued: bool) -> None:
        module = self.barcode.fit(62, DOTS_PER_INCH)
        width = self.barcode.width * module
        page.code(LEFT, TOP, self.barcode, module, 8.5)
        page.text(LEFT + width / 2, TOP + 12.2, self.slip.number, SMALL, align="center")
        module = self.qr.fit(17, DOTS_PER_INCH)
        page.code(RIGHT - self.qr.width * module, TOP, self.qr, module)
        middle, room = (LEFT + RIGHT) / 2, 2 * ((LEFT + RIGHT) / 2 - LEFT - width - 4)
        title = self.form.title(self.slip) + (f"({self.form.captions['continued']})" if continued else "")
        page.text(middle, TOP + 2.9, cut(self.slip.site_name, REGULAR, 9, room / POINT), 9, align="center")
        size = min(18.0, max(11.0, 18.0 * room / (BOLD.width(title, 18) * POINT)))
        title = cut(title, BOLD, size, room / POINT)
        page.text(middle, TOP + 11.2, title, size, face=BOLD, align="center")

    def _set_parties(self) -> list[list[Party]]:
        slip, form = self.slip, self.form
        middle = LEFT + 115

        def party(x: float, right: float, name: str, text: str) -> Party:
            room = (right - x - CAPTION - 5) / POINT
            return Party(x, form.caption(name, slip.kind), wrap(text, REGULAR, BODY + 1, room, MOST_PARTY_LINES))

        organization = party(LEFT, middle, "organization", slip.organization)
        person = party(LEFT, middle, "person", slip.person)
        rows = [[organization, party(middle, RIGHT, "issued_on", form.date(slip.issued_on))], [person]]
        if slip.due_on:
            rows[1].append(party(middle, RIGHT, "due_on", form.date(slip.due_on)))
        if slip.reason:
            rows.append([party(LEFT, RIGHT, "reason", slip.reason)])
        return rows

    def _opening_height(self) -> float:
        parties = sum(_parties_height(row) for row in self.parties) + 3
        return parties + (len(self.notices) * LEADING + 2 * PAD + 3 if self.notices else 0)

    def _parties(self, page: Page, y: float) -> float:
        for row in self.parties:
            for party in row:
                page.text(party.x, y + 4.2, party.caption, BODY, grey=FAINT)
                for number, line in enumerate(party.lines):
                    page.text(party.x + CAPTION, y + 4.2 + number * 4.8, line, BODY + 1)
            y += _parties_height(row)
        return y + 3

    def _notices(self, page: Page, y: float) -> float:
        if not self.notices:
            return y
        height = len(self.notices) * LEADING + 2 * PAD
        page.fill(LEFT, y, TABLE_WIDTH, height, grey=0.93)
        page.fill(LEFT, y, 1.2, height, grey=0)
        page.text(LEFT + 4, y + PAD + 3.1, self.form.captions["notice"], BODY, face=BOLD)
        for number, line in enumerate(self.notices):
            page.text(LEFT + CAPTION, y + PAD + 3.1 + number * LEADING, line, BODY)
        return y + height + 3

    # table

    def _table(self, page: Page, y: float, rows: list[Row]) -> float:
        top = y
        page.fill(LEFT, y, TABLE_WIDTH, ROW, grey=0.92)
        _draw_cells(page, y, ROW, self.form.columns, [[column.caption] for column in self.form.columns], bold=True)
        y += ROW
        for row in rows:
            page.line(LEFT, y, RIGHT, y, weight=0.35, grey=RULE)
            _draw_cells(page, y, row.height, self.form.columns, row.cells)
            y += row.height
        x = LEFT
        for column in self.form.columns[:-1]:
            x += column.width
            page.line(x, top, x, y, weight=0.35, grey=RULE)
        page.frame(LEFT, top, TABLE_WIDTH, y - top, weight=0.8)
        return y

    def _totals(self, page: Page, y: float) -> float:
        lines, captions = self.slip.lines, self.form.captions
        total = sum(line.value_fen or 0 for line in lines)
        unknown = sum(line.value_fen is None for line in lines)
        count = captions["total_pieces"].format(rows=len(lines), pieces=sum(line.quantity for line in lines))
        if unknown:
            count += f"  ({captions['unvalued'].format(rows=unknown)})"
        edges = {column.field: edge for column, edge in zip(self.form.columns, _edges(self.form.columns), strict=True)}
        baseline = y + ROW / 2 + 1.15
        page.text(LEFT + 4, baseline, captions["total"], BODY, face=BOLD)
        page.text(LEFT + 24, baseline, count, BODY)
        page.text(edges["value"] - PAD, baseline, format_yuan(total), BODY, face=BOLD, align="right")
        page.line(LEFT, y + ROW, RIGHT, y + ROW, weight=0.35, grey=RULE)
        page.text(LEFT + 4, baseline + ROW, captions["capitals"], BODY, face=BOLD)
        page.text(LEFT + 24, baseline + ROW, capitals(total), BODY)
        page.frame(LEFT, y, TABLE_WIDTH, 2 * ROW, weight=0.8)
        return y + 2 * ROW

    # below

    def _standing(self, page: Page, y: float) -> float:
        """Whether this paper settles where the pieces are."""
        if self.slip.standing is None:
            return y
        page.text(LEFT, y + 4.6, self.form.standings[self.slip.standing.value], BODY)
        return y + STANDING

    def _signatures(self, page: Page, y: float) -> None:
        width = TABLE_WIDTH / len(self.form.signers)
        names = {"handed_over_by": self.slip.handed_over_by, "received_by": self.slip.received_by}
        for number, (field, caption) in enumerate(self.form.signers.items()):
            x = LEFT + number * width
            if number:
                page.line(x, y, x, y + SIGNATURES, weight=0.35, grey=RULE)
            caption = self.form.kinds[self.slip.kind.value].get(field) or caption
            page.text(x + 4, y + 5.4, caption, BODY, face=BOLD)
            name = cut(names.get(field, ""), REGULAR, BODY + 1, (width - CAPTION - 4) / POINT)
            page.text(x + CAPTION, y + 5.4, name, BODY + 1)
            page.text(x + 4, y + 14.4, self.form.captions["signature"], SMALL, grey=FAINT)
            page.line(x + 12, y + 15.4, x + width - 4, y + 15.4, weight=0.5)
            page.text(x + width - 4, y + 23, self.form.captions["signed_on"], SMALL, grey=FAINT, align="right")
        page.frame(LEFT, y, TABLE_WIDTH, SIGNATURES, weight=0.8)

    def _footer(self, page: Page, number: int, pages: int, copy: int) -> None:
        baseline = A4[1] - 9
        page.text(LEFT, baseline, self.form.copy_mark(copy, self.slip.copies), SMALL, grey=FAINT)
        text = self.form.captions["page"].format(page=number, pages=pages)
        page.text(RIGHT, baseline, text, SMALL, grey=FAINT, align="right")


def _parties_height(row: list[Party]) -> float:
    return max(1, *(len(party.lines) for party in row)) * 4.8 + 1.2


def _set_row(line: SlipLine, form: Form) -> Row:
    words = {
        "position": str(line.position),
        "tag_number": group_tag_number(line.tag_number),
        "name": line.name,
        "model": line.model,
        "unit": line.unit,
        "quantity": str(line.quantity),
        "value": "—" if line.value_fen is None else format_yuan(line.value_fen),
        "condition": form.condition(line),
        "remark": line.remark,
    }
    cells = tuple(
        [words[column.field]]
        if column.whole
        else wrap(words[column.field], REGULAR, SMALL, (column.width - 2 * PAD) / POINT, MOST_LINES)
        for column in form.columns
    )
    return Row(cells, max(ROW, max(map(len, cells)) * LEADING + 2 * PAD - 0.3))


def _edges(columns: tuple[Column, ...]) -> list[float]:
    """The right edge of each column."""
    edges, x = [], LEFT
    for column in columns:
        x += column.width
        edges.append(x)
    return edges


def _draw_cells(
    page: Page,
    y: float,
    height: float,
    columns: tuple[Column, ...],
    cells: tuple[list[str], ...] | list[list[str]],
    *,
    bold: bool = False,
) -> None:
    face = BOLD if bold else REGULAR
    for column, right, lines in zip(columns, _edges(columns), cells, strict=True):
        left = right - column.width
        x = {"left": left + PAD, "center": left + column.width / 2, "right": right - PAD}[column.align]
        baseline = y + (height - len(lines) * LEADING) / 2 + 3.05
        for line in lines:
            extent = face.width(line, SMALL) * POINT
            size = SMALL * min(1.0, (column.width - 2 * PAD) / extent) if column.whole and extent else SMALL
            page.text(x, baseline, line, size, face=face, align=column.align)
            baseline += LEADING
