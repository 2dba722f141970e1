"""What stands below the table and is never torn from it: totals, standing, signatures, seal, footer."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.money import capitals
from app.services.paper import Slip, SlipLine
from printing.documents.form import Form, Sheet, standing
from printing.documents.table import PAD, RULE, Place, draw_cell, total, total_words
from printing.fonts import BOLD, REGULAR
from printing.pages import POINT, Page
from printing.text import cut, wrap

BODY, SMALL = 9.0, 8.0  # points
FAINT = 0.35
_SEAL = 34.0  # mm, the place of the seal
_INDENT, _COUNT = 4.0, 20.0  # mm, from the left to a total's caption and to its count
_FOOTER, _MOST_FOOTER = 3.5, 4  # mm of a line; lines


class Closing:
    """The block as it will be set. `height` in mm."""

    def __init__(self, slip: Slip, form: Form, sheet: Sheet, columns: Sequence[Place], row: float) -> None:
        self._slip, self._form, self._sheet, self._columns, self._row = slip, form, sheet, columns, row
        self._left, self._right = sheet.left, sheet.width - sheet.right
        self._standing = standing(slip)
        self._standing_height = (5.4 if sheet.low else 6.0) if self._standing else 0.0
        self._signatures = 13.0 if sheet.low else 26.0
        self._gap = 2.0 if sheet.low else 5.0
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
        signatures = self._gap + self._signatures if form.signers or form.seal else 0.0
        footer = len(self._footer) * _FOOTER + 1.5 if self._footer else 0.0
        self.height = self._totals_height + self._standing_height + signatures + footer

    def draw(self, page: Page, y: float) -> None:
        y = self._draw_totals(page, y)
        if self._standing:
            page.text(self._left, y + self._standing_height - 1.4, self._standing, BODY)
            y += self._standing_height
        if self._form.signers or self._form.seal:
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
        size = min(BODY, BODY * (place.right - PAD - free) / extent)
        page.text(place.right - PAD, baseline, text, size, face=BOLD, align="right")

    def _draw_capitals(self, page: Page, x: float, baseline: float) -> None:
        caption = self._form.caption("capitals")
        page.text(x, baseline, caption, BODY, face=BOLD)
        x += BOLD.width(caption, BODY) * POINT + 3
        extent = REGULAR.width(self._capitals, BODY) * POINT
        page.text(x, baseline, self._capitals, min(BODY, BODY * (self._right - 2 - x) / extent))

    # signatures

    def _draw_signatures(self, page: Page, y: float) -> None:
        form, height = self._form, self._signatures
        names = {"handed_over_by": self._slip.handed_over_by, "received_by": self._slip.received_by}
        names |= dict(self._slip.fields)
        seal = _SEAL if form.seal else 0.0
        width = (self._right - self._left - seal) / max(1, len(form.signers))
        for number, signer in enumerate(form.signers):
            x = self._left + number * width
            if number:
                page.line(x, y, x, y + height, weight=0.35, grey=RULE)
            caption_end = x + 3 + BOLD.width(signer.caption, BODY) * POINT + 3
            page.text(x + 3, y + (4.6 if self._sheet.low else 5.4), signer.caption, BODY, face=BOLD)
            name = cut(names.get(signer.field, ""), REGULAR, BODY + 1, max(0.0, x + width - 2 - caption_end) / POINT)
            page.text(caption_end, y + (4.6 if self._sheet.low else 5.4), name, BODY + 1)
            self._draw_line(page, x, y, width)
        if form.seal:
            x = self._right - seal
            page.line(x, y, x, y + height, weight=0.35, grey=RULE)
            self._draw_seal(page, x, y, seal, height)
        page.frame(self._left, y, self._right - self._left, height, weight=0.8)

    def _draw_line(self, page: Page, x: float, y: float, width: float) -> None:
        """Where to sign, and the day; on low paper beside each other."""
        signed_on = self._form.caption("signed_on")
        if not self._sheet.low:
            page.text(x + 3, y + 14.4, self._form.caption("signature"), SMALL, grey=FAINT)
            page.line(x + 11, y + 15.4, x + width - 3, y + 15.4, weight=0.5)
            page.text(x + width - 3, y + 23, signed_on, SMALL, grey=FAINT, align="right")
            return
        day = REGULAR.width(signed_on, SMALL) * POINT
        page.text(x + 3, y + 10.6, self._form.caption("signature"), SMALL, grey=FAINT)
        line_end = x + width - 3
        if width > day + 30:
            page.text(line_end, y + 10.6, signed_on, SMALL, grey=FAINT, align="right")
            line_end -= day + 2
        page.line(x + 11, y + 11.4, line_end, y + 11.4, weight=0.5)

    def _draw_seal(self, page: Page, x: float, y: float, width: float, height: float) -> None:
        middle, centre = x + width / 2, y + height / 2
        if self._form.seal == "round":
            page.circle(middle, centre, min(width, height) / 2 - 1.2, weight=0.6, grey=0.5, dashed=True)
        else:
            page.frame(x + 2, y + 2, width - 4, height - 4, weight=0.6, grey=0.5, dashed=True)
        page.text(middle, centre + 1.0, self._form.caption("seal"), SMALL, grey=0.5, align="center")
