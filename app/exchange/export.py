"""Lists written for people and other systems: .xlsx and CSV, which `read_ledger` reads back unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import XlsxFileError  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from app.domain.money import format_yuan
from app.exchange.errors import LedgerError
from app.exchange.files import list_written
from app.exchange.text_file import guard

Value: TypeAlias = str | int | float | bool | date | None
"""A value of a row; money is fen."""

CsvEncoding: TypeAlias = Literal["utf-8-sig", "gb18030"]


class Kind(Enum):
    TEXT = "text"
    CODE = "code"  # text of digits, never a number
    NUMBER = "number"
    MONEY = "money"  # whole fen, written as yuan
    DATE = "date"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """`width` is in characters of Latin text; a Chinese character takes two."""

    header: str
    kind: Kind = Kind.TEXT
    width: int = 14


def export_assets(
    path: Path,
    columns: Sequence[ExportColumn],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "资产",
    encoding: CsvEncoding = "utf-8-sig",
) -> int:
    """Write `rows`, as long as `columns`, to .xlsx or .csv by the name of `path`; gives the number of rows.

    `encoding` is for CSV. Raises LedgerError: ledger.unknown_format, ledger.not_written,
    ledger.does_not_fit (an .xlsx sheet ends at 1,048,576 rows, a cell at 32,767 characters).
    """
    match path.suffix.lower():
        case ".xlsx":
            return _write_xlsx(path, columns, rows, sheet)
        case ".csv":
            return _write_csv(path, columns, rows, encoding)
    raise LedgerError("ledger.unknown_format", name=path.name)


def _write_csv(
    path: Path, columns: Sequence[ExportColumn], rows: Iterable[Sequence[Value]], encoding: CsvEncoding
) -> int:
    written = 0
    with list_written(path) as draft, draft.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(guard(column.header) for column in columns)
        for row in rows:
            writer.writerow(_csv_cell(column.kind, value) for column, value in zip(columns, row, strict=True))
            written += 1
    return written


def _csv_cell(kind: Kind, value: Value) -> str:
    if value is None:
        return ""
    if kind is Kind.MONEY and isinstance(value, int):
        return format_yuan(value, grouping=False)
    if isinstance(value, date):
        return value.isoformat()
    return guard(value) if isinstance(value, str) else str(value)


def _write_xlsx(path: Path, columns: Sequence[ExportColumn], rows: Iterable[Sequence[Value]], sheet_name: str) -> int:
    with list_written(path) as draft, draft.open("wb") as file, SheetWriter(file, sheet_name) as sheet:
        sheet.header([column.header for column in columns], [column.width for column in columns])
        kinds = [column.kind for column in columns]
        for row in rows:
            sheet.row(row, kinds)
        return sheet.rows_written - 1


class SheetWriter:
    """One sheet, row after row, in bounded memory. Text stays text whatever it looks like.

    Raises LedgerError ledger.does_not_fit.
    """

    def __init__(self, file: BinaryIO, sheet_name: str) -> None:
        self._book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "nan_inf_to_errors": True,
            },
        )
        self._sheet: Worksheet = self._book.add_worksheet(sheet_name)
        self._header = self._book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        self._formats = {
            Kind.CODE: self._book.add_format({"num_format": "@"}),
            Kind.MONEY: self._book.add_format({"num_format": "#,##0.00"}),
            Kind.DATE: self._book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        self.rows_written = 0

    def __enter__(self) -> SheetWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._book.close()
        except XlsxFileError as fault:  # also raised for a full disk
            if kind is None:
                raise OSError(str(fault)) from fault

    def line(self, cells: Sequence[Value]) -> None:
        """A row above the header."""
        self.row(cells, [Kind.TEXT] * len(cells))

    def header(self, labels: Sequence[str], widths: Sequence[int]) -> None:
        """The header row, which stays in sight; call it before any row below it."""
        for index, (label, width) in enumerate(zip(labels, widths, strict=True)):
            self._sheet.set_column(index, index, width)
            self._put(index, label, self._header)
        self.rows_written += 1
        self._sheet.freeze_panes(self.rows_written, 0)

    def row(self, cells: Sequence[Value], kinds: Sequence[Kind]) -> None:
        for index, (kind, cell) in enumerate(zip(kinds, cells, strict=True)):
            if cell is None or cell == "":
                continue
            if kind is Kind.MONEY and isinstance(cell, int):
                cell = cell / 100
            if isinstance(cell, date):
                kind = Kind.DATE
            self._put(index, cell, self._formats.get(kind))
        self.rows_written += 1

    def _put(self, index: int, cell: Value, style: Format | None) -> None:
        at = self.rows_written
        if isinstance(cell, str):
            fault = self._sheet.write_string(at, index, cell, style)
        elif isinstance(cell, bool):
            fault = self._sheet.write_boolean(at, index, cell, style)
        elif isinstance(cell, datetime | date):
            fault = self._sheet.write_datetime(at, index, cell, style)
        else:
            fault = self._sheet.write_number(at, index, cell or 0, style)
        if fault:
            raise LedgerError("ledger.does_not_fit", row=at + 1)
