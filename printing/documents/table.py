"""The table of a slip: its cells as text, set in columns, with what is summed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.money import format_yuan, parse_yuan
from app.domain.numbering import group_tag_number
from app.services.paper import SlipLine
from printing.documents.form import Column, Sheet, condition
from printing.fonts import BOLD, REGULAR, Typeface
from printing.pages import POINT, Page
from printing.text import wrap

TEXT = 8.0  # points
PAD, NARROW_PAD = 1.4, 1.0  # mm, from a cell's edge to its text
RULE = 0.6  # grey of inner lines
LEAST_SCALE = 0.8  # of the type: what would be set smaller is broken where it may be
HEAD_LEADING = 3.5  # mm


@dataclass(frozen=True, slots=True)
class Place:
    """A column where it is set; `left` and `right` in mm.

    `narrow`: on narrow paper, where a whole cell that is too long may be broken at its spaces, as a tag number is.
    """

    column: Column
    left: float
    right: float
    narrow: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def pad(self) -> float:
        """mm from its edges to its text."""
        return NARROW_PAD if self.narrow else PAD


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the slip set in its columns."""

    line: SlipLine
    cells: tuple[tuple[str, ...], ...]
    height: float


def places(columns: Sequence[Column], sheet: Sheet) -> tuple[Place, ...]:
    """The columns where they stand on that paper."""
    found, x = [], sheet.left
    for column, width in zip(columns, sheet.widths(columns), strict=True):
        found.append(Place(column, x, x + width, narrow=sheet.narrow))
        x += width
    return tuple(found)


def cell(line: SlipLine, column: Column) -> str:
    """What stands in a cell."""
    match column.field:
        case "position":
            return str(line.position)
        case "tag_number":
            return group_tag_number(line.tag_number)
        case "quantity":
            return str(line.quantity)
        case "value":
            return "" if line.value_fen is None else format_yuan(line.value_fen)
        case "condition":
            return condition(line)
        case "name" | "model" | "unit" | "remark":
            return str(getattr(line, column.field))
    text = dict(line.extra).get(column.field, "")
    if column.kind == "yuan" and (fen := _amount(text)) is not None:
        return format_yuan(fen)
    return text


def _amount(text: str) -> int | None:
    try:
        return parse_yuan(text)
    except ValueError:
        return None


def total(lines: Iterable[SlipLine], column: Column) -> int:
    """The sum of a column: fen, or a count. What is not given, or is no number, counts as nothing."""
    if column.field == "value":
        return sum(line.value_fen or 0 for line in lines)
    if column.field == "quantity":
        return sum(line.quantity for line in lines)
    texts = [dict(line.extra).get(column.field, "") for line in lines]
    if column.kind == "yuan":
        return sum(_amount(text) or 0 for text in texts)
    return sum(int(text) for text in texts if text.removeprefix("-").isdecimal())


def total_words(lines: Iterable[SlipLine], column: Column) -> str:
    """The sum of a column as it is printed."""
    found = total(lines, column)
    return format_yuan(found) if column.kind == "yuan" else f"{found:,}"


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: float, most: int) -> tuple[str, ...]:
    return tuple(wrap(text, REGULAR, TEXT, width, most))


def set_row(line: SlipLine, columns: Sequence[Place], row: float, leading: float, most: int) -> Row:
    """A line in its columns; at most `most` lines of text in a cell, `row` mm high at the least."""
    cells: list[tuple[str, ...]] = []
    for place in columns:
        text = cell(line, place.column)
        if place.narrow and place.column.whole and _too_long(text, place):
            cells.append(_wrapped(text, _broken_at(text, place), most))
        elif place.column.whole:
            cells.append((" ".join(text.split("\n")),) if text else ())
        else:
            cells.append(_wrapped(text, (place.width - 2 * place.pad) / POINT, most))
    lines = max(map(len, cells))
    return Row(line, tuple(cells), max(row, lines * leading + PAD * (row / 6.6)))


def _too_long(text: str, place: Place) -> bool:
    """Whether a text would be set too small in its column."""
    return REGULAR.width(text, TEXT) * POINT * LEAST_SCALE > place.width - 2 * place.pad


def _broken_at(text: str, place: Place) -> float:
    """The width, in points, at which no group of a text is broken: that of the column, or of the longest group."""
    return max((place.width - 2 * place.pad) / POINT, *(REGULAR.width(group, TEXT) for group in text.split()))


def head_lines(columns: Sequence[Place]) -> list[list[str]]:
    """The captions; where a column is much too narrow for one it stands in up to three lines."""
    found = []
    for place in columns:
        caption, room = place.column.caption, (place.width - 2 * place.pad) / POINT
        fits = BOLD.width(caption, TEXT) * LEAST_SCALE <= room
        found.append([caption] if fits else wrap(caption, BOLD, TEXT, max(room, TEXT), 3))
    return found


def draw_head(page: Page, y: float, height: float, columns: Sequence[Place], captions: Sequence[Sequence[str]]) -> None:
    """The captions, on grey."""
    left, right = columns[0].left, columns[-1].right
    page.fill(left, y, right - left, height, grey=0.92)
    for place, lines in zip(columns, captions, strict=True):
        draw_cell(page, y, height, place, lines, HEAD_LEADING, face=BOLD, shrinks=True)


def draw_cell(
    page: Page,
    y: float,
    height: float,
    place: Place,
    lines: Sequence[str],
    leading: float,
    *,
    face: Typeface = REGULAR,
    shrinks: bool = False,
) -> None:
    """The lines of a cell in the middle of its height; a single one that may not break is set smaller."""
    align, room = place.column.align, place.width - 2 * place.pad
    x = {"left": place.left + place.pad, "center": (place.left + place.right) / 2, "right": place.right - place.pad}[
        align
    ]
    baseline = y + (height - len(lines) * leading) / 2 + leading / 2 + 1.0
    for line in lines:
        size = TEXT
        if (shrinks or place.column.whole) and (extent := face.width(line, TEXT) * POINT) > room:
            size = TEXT * room / extent
        page.text(x, baseline, line, size, face=face, align=align)
        baseline += leading
