"""The fields above the table of a slip: captions with their words, beside each other where they are short."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Invalid
from app.services.paper import Slip
from printing.documents.form import Form, Sheet
from printing.fonts import REGULAR
from printing.pages import POINT, Page
from printing.text import cut, wrap

BODY, FAINT = 9.0, 0.35  # points of a caption, and its grey
MOST_FIELDS, MOST_LINES = 24, 4  # what is longer is cut with "…"
_CAPTION = 19.0  # mm, from a caption to what it names
_SPLIT, _NARROW_SPLIT = 115 / 175, 0.56  # of the width: where the right one of two fields begins
_WIDE = 190.0  # mm; on low paper of that width three fields stand beside each other


@dataclass(frozen=True, slots=True)
class Party:
    """A caption at `x` with the lines beside it."""

    x: float
    caption: str
    lines: list[str]


class Parties:
    """The fields as they will be set, no higher than `room` mm. `height` in mm, 0 where the form shows none.

    Raises Invalid where they do not fit although each is cut to one line.
    """

    def __init__(self, slip: Slip, form: Form, sheet: Sheet, room: float) -> None:
        self._slip, self._form, self._sheet = slip, form, sheet
        self._line, self._gap = (4.5, 0.8) if sheet.low else (4.8, 1.2)
        self._edges = self._set_edges()
        self._rows: list[list[Party]] = []
        self.height = 0.0
        if not form.shows_parties:
            return
        for most in range(2 if sheet.low else MOST_LINES, 0, -1):
            self._rows = self._set_rows(most)
            self.height = sum(map(self._row_height, self._rows)) + (1.5 if sheet.low else 3)
            if self.height <= room:
                return
        raise Invalid("slip.fields", most=MOST_FIELDS)

    def draw(self, page: Page, y: float) -> float:
        """Returns where it ends, in mm."""
        end = y + self.height
        for row in self._rows:
            for party in row:
                page.text(party.x, y + 4.2, party.caption, BODY, grey=FAINT)
                for number, line in enumerate(party.lines):
                    page.text(party.x + _CAPTION, y + 4.2 + number * self._line, line, BODY + 1)
            y += self._row_height(row)
        return end

    def _set_edges(self) -> list[float]:
        """Where a field may begin or end, in mm."""
        sheet = self._sheet
        left, table = sheet.left, sheet.table
        if sheet.low and table >= _WIDE:
            return [left + table * part / 3 for part in range(4)]
        return [left, left + table * (_NARROW_SPLIT if sheet.narrow else _SPLIT), left + table]

    def _set_rows(self, most: int) -> list[list[Party]]:
        last = len(self._edges) - 1
        short, long = self._short_and_long()
        organization = self._form.caption("organization"), self._slip.organization
        two_lines = len(wrap(organization[1], REGULAR, BODY + 1, self._room(0, last - 1))) <= 2
        rows = [[self._party(0, last - 1 if two_lines else last, *organization, most)]]
        if two_lines:
            rows[0].append(self._party(last - 1, last, *short.pop(0), most))
        beside = [short[start : start + last] for start in range(0, len(short), last)]
        rows += [[self._party(n, n + 1, *it, most) for n, it in enumerate(some)] for some in beside]
        return rows + [[self._party(0, last, *it, most)] for it in long]

    def _short_and_long(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """(fields that stand beside each other, the day first; fields with a line of their own): caption and words."""
        slip, form = self._slip, self._form
        fitting = min(self._room(n, n + 1) for n in range(len(self._edges) - 1))
        short = [(form.caption("person"), slip.person)] if slip.person else []
        if slip.due_on:
            short.append((form.caption("due_on"), form.date(slip.due_on)))
        said, long = dict(slip.fields), list[tuple[str, str]]()
        signed = {signer.field for signer in form.signers}
        for field in form.fields:
            if text := said.pop(field.field, ""):
                (long if field.wide else short).append((field.caption, text))
        long += [(name, text) for name, text in said.items() if text and name not in signed]
        if slip.reason:
            long.append((form.caption("reason"), slip.reason))
        over = [it for it in short if REGULAR.width(it[1], BODY + 1) > fitting]
        day = form.caption("issued_on"), form.date(slip.issued_on)
        return [day, *(it for it in short if it not in over)], over + long

    def _party(self, first: int, after: int, caption: str, text: str, most: int) -> Party:
        caption = cut(caption, REGULAR, BODY, (_CAPTION - 1) / POINT)
        return Party(self._edges[first], caption, wrap(text, REGULAR, BODY + 1, self._room(first, after), most))

    def _room(self, first: int, after: int) -> float:
        """Points for the words of a field between two edges."""
        gap = 0 if after == len(self._edges) - 1 else 5
        return (self._edges[after] - self._edges[first] - _CAPTION - gap) / POINT

    def _row_height(self, row: list[Party]) -> float:
        return max(1, *(len(party.lines) for party in row)) * self._line + self._gap
