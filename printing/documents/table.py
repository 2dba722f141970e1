"""The table of a slip: its cells as text, set in columns, with what is summed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.money import format_yuan, parse_yuan
from app.domain.numbering import group_tag_number
from app.services.paper import SlipLine
from printing.documents.form import Column, condition
from printing.fonts import BOLD, REGULAR, Typeface
from printing.pages import POINT, Page
from printing.text import wrap

TEXT = 8.0  # points
PAD = 1.4  # mm, from a cell's edge to its text
RULE = 0.6  # grey of inner lines


@dataclass(frozen=True, slots=True)
class Place:
    """A column where it is set; `left` and `right` in mm."""

    column: Column
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the slip set in its columns."""

    line: SlipLine
    cells: tuple[tuple[str, ...], ...]
    height: float


def places(columns: Sequence[Column], left: float, width: float) -> tuple[Place, ...]:
    """The columns from `left` on, `width` mm together."""
    scale = width / sum(column.width for column in columns)
    found, x = [], left
    for column in columns:
        found.append(Place(column, x, x + column.width * scale))
        x += column.width * scale
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
        if place.column.whole:
            cells.append((" ".join(text.split("\n")),) if text else ())
        else:
            cells.append(_wrapped(text, (place.width - 2 * PAD) / POINT, most))
    lines = max(map(len, cells))
    return Row(line, tuple(cells), max(row, lines * leading + PAD * (row / 6.6)))


def draw_head(page: Page, y: float, height: float, columns: Sequence[Place]) -> None:
    """The captions, on grey."""
    left, right = columns[0].left, columns[-1].right
    page.fill(left, y, right - left, height, grey=0.92)
    for place in columns:
        draw_cell(page, y, height, place, [place.column.caption], 4.1, face=BOLD, shrinks=True)


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
    align, room = place.column.align, place.width - 2 * PAD
    x = {"left": place.left + PAD, "center": (place.left + place.right) / 2, "right": place.right - PAD}[align]
    baseline = y + (height - len(lines) * leading) / 2 + leading / 2 + 1.0
    for line in lines:
        size = TEXT
        if (shrinks or place.column.whole) and (extent := face.width(line, TEXT) * POINT) > room:
            size = TEXT * room / extent
        page.text(x, baseline, line, size, face=face, align=align)
        baseline += leading
