"""A file as visible sheets of rows: .xlsx, .xls, or CSV. The content decides, not the name."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.domain.ledger_values import Cell
from app.exchange.archive import MAX_COLUMNS, MAX_ROWS, check_archive
from app.exchange.errors import LedgerError
from app.exchange.text_file import read_rows

T = TypeVar("T")

MAX_FILE_BYTES = 64 * 2**20

_ZIP = b"PK"
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4.4
_XLS_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))  # MS-XLS 2.1.2


@dataclass(frozen=True, slots=True)
class Workbook:
    """`typed` workbooks tell numbers and dates from text. `rows(sheet)` gives every row from row 1, each as
    wide as the sheet, empty cells as ""."""

    name: str
    sha256: str
    sheets: tuple[str, ...]
    typed: bool
    rows: Callable[[str], list[list[Cell]]]


def open_workbook(path: Path) -> Workbook:
    """Raises LedgerError: ledger.unreadable, ledger.empty, ledger.too_large, ledger.password_protected,
    ledger.not_a_spreadsheet, ledger.damaged, ledger.encoding, ledger.too_many_rows, ledger.too_many_columns.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as fault:
        raise LedgerError("ledger.unreadable", name=path.name, cause=fault.strerror or str(fault)) from fault
    if len(content) > MAX_FILE_BYTES:
        raise LedgerError("ledger.too_large", limit_mb=MAX_FILE_BYTES // 2**20)
    if not content.strip(b"\xef\xbb\xbf\r\n\t ,;"):
        raise LedgerError("ledger.empty")
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(_ZIP):
        check_archive(content)
    elif content.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PART in content:
            raise LedgerError("ledger.password_protected")
        if not any(stream in content for stream in _XLS_STREAMS):
            raise LedgerError("ledger.not_a_spreadsheet")
    else:
        rows: list[list[Cell]] = [list(row) for row in read_rows(content)]
        return Workbook(path.name, sha256, (path.stem,), typed=False, rows=lambda _: rows)
    return _open_binary(path.name, sha256, content)


def _open_binary(name: str, sha256: str, content: bytes) -> Workbook:
    book = _parse(lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)))
    visible = tuple(
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    )
    if not visible:
        raise LedgerError("ledger.empty")

    def rows(sheet_name: str) -> list[list[Cell]]:
        sheet = _parse(lambda: book.get_sheet_by_name(sheet_name))
        if sheet.total_width > MAX_COLUMNS:
            raise LedgerError("ledger.too_many_columns", columns=sheet.total_width, limit=MAX_COLUMNS)
        if sheet.total_height > MAX_ROWS:
            raise LedgerError("ledger.too_many_rows", rows=sheet.total_height, limit=MAX_ROWS)
        return _parse(lambda: sheet.to_python(skip_empty_area=False))

    return Workbook(name, sha256, visible, typed=True, rows=rows)


def _parse(act: Callable[[], T]) -> T:
    """What the parser gives; its faults in our words. A panic in its Rust code arrives as a BaseException."""
    try:
        return act()
    except PasswordError as fault:
        raise LedgerError("ledger.password_protected") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise LedgerError("ledger.damaged") from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise LedgerError("ledger.damaged") from fault
