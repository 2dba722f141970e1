"""The first rows of a list as they will be understood under a mapping. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.ledger import Column, LedgerCard, LedgerRules, Rejection
from app.exchange import LedgerPeek, SheetMapping
from app.exchange.header import propose_mapping
from app.exchange.page import Furniture, Heading, read_heading

_ATTRIBUTES = {Column.VALUE: "value_fen", Column.DEPRECIATION: "depreciation_fen"}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`row` counts from 1 as Excel shows it. `result` is None while required columns are not named."""

    row: int
    texts: Mapping[Column, str]
    result: LedgerCard | Rejection | None

    def value(self, column: Column) -> object:
        """The value understood; the text as read where the row is no card."""
        if isinstance(self.result, LedgerCard):
            return getattr(self.result, _ATTRIBUTES.get(column, column.value))
        return None if column in _ATTRIBUTES or column in _NOT_TEXT else self.texts.get(column, "")


_NOT_TEXT = frozenset({Column.QUANTITY, Column.ACQUIRED_ON, Column.SERVICE_YEARS})


def heading_of(peek: LedgerPeek, mapping: SheetMapping | None) -> Heading | None:
    """What the lines above the header tell."""
    return read_heading(peek.preview, mapping) if mapping is not None else None


def header_at(peek: LedgerPeek, row: int) -> SheetMapping:
    """A mapping with this row (from 1) as the header: what is recognised in it, else nothing named yet."""
    labels = tuple(peek.preview[row - 1])
    proposed = propose_mapping([labels])
    return SheetMapping(proposed.columns if proposed else {}, labels, (row,))


def renamed(mapping: SheetMapping, column: Column, index: int | None) -> SheetMapping:
    """The mapping with one meaning given to another column of the sheet, or to none."""
    columns = {one: at for one, at in mapping.columns.items() if one != column and at != index}
    if index is not None:
        columns[column] = index
    return SheetMapping(columns, mapping.labels, mapping.header_rows)


def understood(peek: LedgerPeek, mapping: SheetMapping, today: date) -> list[PreviewRow]:
    """The rows below the header, as the rules of lists read them."""
    rules = None
    if not mapping.missing:
        heading = read_heading(peek.preview, mapping)
        # The preview is text: 2020-01-07 for a date cell, 9939 for a number.
        rules = LedgerRules(cut_off=heading.cut_off or today, typed=False)
    furniture = Furniture(peek.preview, mapping) if Column.CARD_NUMBER in mapping.columns else None
    first = mapping.header_rows[-1]
    rows = []
    for number, cells in enumerate(peek.preview[first:], first + 1):
        if not any(cells) or (furniture is not None and furniture.holds(cells)):
            continue
        result = rules.read(number, mapping.pick(cells)) if rules else None
        rows.append(PreviewRow(number, _texts(mapping, cells), result))
    return rows


def _texts(mapping: SheetMapping, cells: Sequence[str]) -> dict[Column, str]:
    return {column: cells[index] for column, index in mapping.columns.items() if index < len(cells)}
