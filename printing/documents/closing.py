"""What stands below the table and is never torn from it: totals, standing, signatures, seal, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.money import capitals
from app.services.paper import Slip, SlipLine
from printing.documents.form import Form, Sheet, standing
from printing.documents.parties import BODY, FAINT
from printing.documents.table import RULE, Place, draw_cell, total, total_words
from printing.fonts import BOLD, REGULAR
from printing.pages import POINT, Page
from printing.text import cut, wrap

SMALL = 8.0  # points
_SEAL = 34.0  # mm, the place of the seal
_INDENT, _COUNT = 4.0, 20.0  # mm, from the left to a total's caption and to its count
_FOOTER, _MOST_FOOTER = 3.5, 4  # mm of a line; lines


@dataclass(frozen=True, slots=True)
class Box:
    """Where somebody signs, or the seal is set; mm, `y` from the top of the signatures."""

    x: float
    y: float
    width: float
    height: float


class Closing:
    """The block as it will be set. `height` in mm."""

    def __init__(self, slip: Slip, form: Form, sheet: Sheet, columns: Sequence[Place], row: float) -> None:
        self._slip, self._form, self._sheet, self._columns, self._row = slip, form, sheet, columns, row
        self._left, self._right = sheet.left, sheet.width - sheet.right
        self._standing = standing(slip)
        self._standing_height = (5.4 if sheet.low else 6.0) if self._standing else 0.0
        self._gap = 2.0 if sheet.low else 5.0
        self._letter_end = (11.0 if sheet.low else 21.0) if form.opening and form.seal else 0.0
        self._boxes, self._signatures = self._set_boxes()
        self._footer = wrap(form.footer, REGULAR, SMALL, sheet.table / POINT, _MOST_FOOTER)
        self._summed = [place for place in columns if place.column.sum]
        self._count = self._count_words(slip.lines)
        amount = next((place.column for place in columns if place.column.field == form.capitals), None)
        self._capitals = capitals(total(slip.lines, amount)) if amount is not None else ""
        space = (self._summed[0].left if self._summed else self._right) - self._left
        count_end = _COUNT + BOLD.width(self._count, BODY) * POINT + 4
        self._sums_below = bool(self._summed) and count_end > space
        caption = BOLD.width(form.caption("capitals"), BODY) * POINT + 3
        extent = caption + REGULAR.width(self._capitals, BODY) * POINT + 3
        beside = sheet.low and bool(self._capitals) and count_end + 4 + extent <= space
        self._capitals_at = self._left + count_end + 4 if beside else 0.0
        rows = 1 + self._sums_below + (bool(self._capitals) and not self._capitals_at)
        self._totals_height = rows * row
        signatures = self._gap + self._signatures if self._boxes else 0.0
        footer = len(self._footer) * _FOOTER + 1.5 if self._footer else 0.0
        self.height = self._totals_height + self._standing_height + self._letter_end + signatures + footer

    def draw(self, page: Page, y: float) -> None:
        y = self._draw_totals(page, y)
        if self._standing:
            page.text(self._left, y + self._standing_height - 1.4, self._standing, BODY)
            y += self._standing_height
        if self._letter_end:
            self._draw_letter_end(page, y)
            y += self._letter_end
        if self._boxes:
            self._draw_signatures(page, y + self._gap)
            y += self._gap + self._signatures
        for number, line in enumerate(self._footer, start=1):
            page.text(self._left, y + 0.6 + number * _FOOTER, line, SMALL, grey=FAINT)

    # totals

    def _count_words(self, lines: Sequence[SlipLine]) -> str:
        form, pieces = self._form, sum(line.quantity for line in lines)
        words = form.caption("total_pieces" if form.counts_pieces else "total_rows")
        count = words.format(rows=len(lines), pieces=pieces)
        unknown = sum(line.value_fen is None for line in lines)
        if unknown and any(place.column.field == "value" for place in self._summed):
            count += f"  ({form.caption('unvalued').format(rows=unknown)})"
        return count

    def draw_subtotal(self, page: Page, y: float, lines: Sequence[SlipLine]) -> None:
        """What the lines of one page come to."""
        baseline = y + self._row / 2 + 1.1
        words = self._form.caption("total_pieces" if self._form.counts_pieces else "total_rows")
        text = words.format(rows=len(lines), pieces=sum(line.quantity for line in lines))
        caption = self._form.caption("subtotal")
        space = (self._summed[0].left if self._summed else self._right) - self._left
        if _COUNT + REGULAR.width(text, SMALL) * POINT > space:
            text = ""
        page.text(self._left + _INDENT, baseline, cut(caption, REGULAR, SMALL, (space - _INDENT) / POINT), SMALL)
        page.text(self._left + _COUNT, baseline, text, SMALL)
        for place in self._summed:
            draw_cell(page, y, self._row, place, [total_words(lines, place.column)], 4.1, shrinks=True)
        page.frame(self._left, y, self._right - self._left, self._row, weight=0.8)

    def _draw_totals(self, page: Page, y: float) -> float:
        top, baseline = y, y + self._row / 2 + 1.15
        page.text(self._left + _INDENT, baseline, self._form.caption("total"), BODY, face=BOLD)
        page.text(self._left + _COUNT, baseline, self._count, BODY)
        if self._capitals_at:
            self._draw_capitals(page, self._capitals_at, baseline)
        if self._sums_below:
            y += self._row
        free = self._left if self._sums_below else self._left + _COUNT + REGULAR.width(self._count, BODY) * POINT + 4
        for place in self._summed:
            self._draw_sum(page, y + self._row / 2 + 1.15, place, free)
            free = place.right
        y += self._row
        if self._capitals and not self._capitals_at:
            page.line(self._left, y, self._right, y, weight=0.35, grey=RULE)
            self._draw_capitals(page, self._left + _INDENT, y + self._row / 2 + 1.15)
            y += self._row
        page.frame(self._left, top, self._right - self._left, y - top, weight=0.8)
        return y

    def _draw_sum(self, page: Page, baseline: float, place: Place, free: float) -> None:
        """Bold, in its column; a long one reaches to the left as far as it is free, and is set smaller then."""
        text = total_words(self._slip.lines, place.column)
        if self._capitals_at:
            free = max(free, place.left)
        extent = BOLD.width(text, BODY) * POINT
        size = min(BODY, BODY * (place.right - place.pad - free) / extent)
        page.text(place.right - place.pad, baseline, text, size, face=BOLD, align="right")

    def _draw_capitals(self, page: Page, x: float, baseline: float) -> None:
        caption = self._form.caption("capitals")
        page.text(x, baseline, caption, BODY, face=BOLD)
        x += BOLD.width(caption, BODY) * POINT + 3
        extent = REGULAR.width(self._capitals, BODY) * POINT
        page.text(x, baseline, self._capitals, min(BODY, BODY * (self._right - 2 - x) / extent))

    # signatures

    def _set_boxes(self) -> tuple[list[Box], float]:
        """A box for each signer and one for the seal, and their height together: side by side, two in a row on narrow
        paper. A letter is sealed at its end.
        """
        form, sheet = self._form, self._sheet
        table, sealed = self._right - self._left, form.seal != "" and not self._letter_end
        count = len(form.signers) + sealed
        if not count:
            return [], 0.0
        if sheet.narrow:
            height, across = 20.0, min(count, 2)
            rows = -(-count // across)
            boxes = [
                Box(self._left + n % across * table / across, n // across * height, table / across, height)
                for n in range(count)
            ]
            boxes[-1] = replace(boxes[-1], width=self._right - boxes[-1].x)
            return boxes, rows * height
        seal = _SEAL if sealed else 0.0
        width = (table - seal) / max(1, len(form.signers))
        height = 26.0 if not sheet.low else 13.0 if self._day_beside(width) else 17.5
        boxes = [Box(self._left + n * width, 0.0, width, height) for n in range(len(form.signers))]
        return boxes + [Box(self._right - seal, 0.0, seal, height)] * sealed, height

    def _draw_signatures(self, page: Page, top: float) -> None:
        names = {"handed_over_by": self._slip.handed_over_by, "received_by": self._slip.received_by}
        names |= dict(self._slip.fields)
        for number, box in enumerate(self._boxes):
            y = top + box.y
            if box.x > self._left:
                page.line(box.x, y, box.x, y + box.height, weight=0.35, grey=RULE)
            elif box.y:
                page.line(self._left, y, self._right, y, weight=0.35, grey=RULE)
            if number < len(self._form.signers):
                signer = self._form.signers[number]
                self._draw_signer(page, box, y, signer.caption, names.get(signer.field, ""))
            else:
                self._draw_seal(page, box, y)
        page.frame(self._left, top, self._right - self._left, self._signatures, weight=0.8)

    def _draw_signer(self, page: Page, box: Box, y: float, caption: str, name: str) -> None:
        """Who it is, where to sign, and the day; on low paper these two beside each other where there is room."""
        x, right, low = box.x + 3, box.x + box.width - 3, self._sheet.low
        baseline = y + (4.6 if low else 5.4)
        page.text(x, baseline, caption, BODY, face=BOLD)
        start = x + BOLD.width(caption, BODY) * POINT + 3
        page.text(start, baseline, cut(name, REGULAR, BODY + 1, max(0.0, right + 1 - start) / POINT), BODY + 1)
        signed_on, line = self._form.caption("signed_on"), y + (10.6 if low else box.height * 0.55)
        page.text(x, line, self._form.caption("signature"), SMALL, grey=FAINT)
        day = y + box.height - 2.4
        line_end = right
        if low and self._day_beside(box.width):
            day, line_end = line, right - REGULAR.width(signed_on, SMALL) * POINT - 2
        page.text(right, day, signed_on, SMALL, grey=FAINT, align="right")
        page.line(x + 8, line + (0.8 if low else 1.0), line_end, line + (0.8 if low else 1.0), weight=0.5)

    def _day_beside(self, width: float) -> bool:
        return width > REGULAR.width(self._form.caption("signed_on"), SMALL) * POINT + 30

    def _draw_seal(self, page: Page, box: Box, y: float) -> None:
        """An outline where there is room for one; a seal is larger than low paper's boxes and reaches over them."""
        middle, centre = box.x + box.width / 2, y + box.height / 2
        if self._form.seal == "round" and not self._sheet.low:
            page.circle(middle, centre, min(box.width, box.height) / 2 - 1.2, weight=0.6, grey=0.5, dashed=True)
        elif self._form.seal == "box":
            page.frame(box.x + 2, y + 2, box.width - 4, box.height - 4, weight=0.6, grey=0.5, dashed=True)
        page.text(middle, centre + 1.0, self._form.caption("seal"), SMALL, grey=0.5, align="center")

    def _draw_letter_end(self, page: Page, y: float) -> None:
        """Who writes, and when, to the right, as a letter ends; its seal is set over both."""
        room, size = self._right - self._left - 4, BODY + 1.5
        words = self._slip.site_name + self._form.caption("sealed")
        extent = min(REGULAR.width(words, size) * POINT, room)
        middle, step = self._right - max(extent, 50.0) / 2 - 2, 5.0 if self._sheet.low else 7.0
        page.text(middle, y + step, cut(words, REGULAR, size, room / POINT), size, align="center")
        page.text(middle, y + 2 * step, self._form.date(self._slip.issued_on), size, align="center")
