"""The rows that could not be taken, as a list that a person mends and imports again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from app.domain.ledger import Column, Rejection
from app.domain.ledger_values import Cell, as_text
from app.exchange.export import Kind, SheetWriter, Value
from app.exchange.files import list_written
from app.exchange.header import NAMES
from app.exchange.reader import LedgerReading

_ADDED = ("原表行号", "退回原因")
_WIDTH, _REASON_WIDTH = 16, 48


def save_rejections(path: Path, reading: LedgerReading, *, reason_words: Callable[[Rejection], str]) -> None:
    """Write the rejected rows with their original values to an .xlsx, each with its row number in the list
    and `reason_words` in two columns at the end, which an import ignores.

    Mapped columns get our own names, so that a corrected mapping is not needed again. Raises LedgerError:
    ledger.not_written, ledger.does_not_fit.
    """
    by_index = {index: column for column, index in reading.mapping.columns.items()}
    labels = [_label(index, label, by_index) for index, label in enumerate(reading.mapping.labels)]
    kinds = [_kind(by_index.get(index)) for index in range(len(labels))]
    with list_written(path) as draft, draft.open("wb") as file, SheetWriter(file, "退回的卡片") as sheet:
        code = f"({reading.unit_code})" if reading.unit_code else ""
        sheet.line([f"编制单位:{reading.unit_name}{code}"])
        sheet.line([f"截止日期:{reading.cut_off.isoformat()}" if reading.cut_off else ""])
        sheet.header([*labels, *_ADDED], [_WIDTH] * len(labels) + [_WIDTH, _REASON_WIDTH])
        for rejection in reading.rejections:
            cells = [_writable(cell) for cell in reading.cells[rejection.row]]
            sheet.row([*cells, rejection.row, reason_words(rejection)], [*kinds, Kind.NUMBER, Kind.TEXT])


def _label(index: int, label: str, by_index: dict[int, Column]) -> str:
    if index in by_index:
        return NAMES[by_index[index]][0]
    # A label that we know but the person did not choose must not be found again.
    return f"原{label}" if label in {name for names in NAMES.values() for name in names} else label


def _kind(column: Column | None) -> Kind:
    return Kind.CODE if column in (Column.CARD_NUMBER, Column.CATEGORY_CODE) else Kind.TEXT


def _writable(cell: Cell) -> Value:
    return cell if isinstance(cell, str | int | float | datetime | date) else as_text(cell)
