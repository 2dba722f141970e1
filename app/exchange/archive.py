"""Bounds on an .xlsx file before a parser sees it.

The parser inflates whole parts and lays a sheet out as a full grid, so a zip bomb or one stray cell at the
far corner would cost gigabytes. Here every part is inflated within a bound, whatever size its header
claims, and the extent of each sheet is read from its cell references.
"""

from __future__ import annotations

import copy
import io
import lzma
import re
import struct
import zipfile
import zlib

from app.exchange.errors import LedgerError

MAX_INFLATED = 192 * 2**20  # bytes of all parts together
MAX_PARTS = 2_000
MAX_ROWS = 99_999
MAX_COLUMNS = 104  # up to column CZ

_WORKBOOK_PART = "xl/workbook.xml"

# A cell tag that is not `<c r="A1"` within the bounds, and one with a namespace prefix. Two patterns with a
# literal start, since one that allows for a prefix takes four times as long on every ledger.
_OTHER_CELL = re.compile(rb'<c(?! r="(?:[A-Z]|[A-C][A-Z])[1-9][0-9]{0,4}")[\s/>]')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
_WELL_FORMED_TAG = re.compile(rb"<(?:[\w.-]+:)?(c|row)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>&]*\"|'[^'<>&]*'))*)\s*(/?)>")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,9})[\"']")

# What zipfile and its decompressors say of bytes that do not fit together; the content lies in memory, so that
# an OSError is bzip2's word for a bad stream.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def check_archive(content: bytes) -> None:
    """Raises LedgerError: ledger.damaged, ledger.not_a_spreadsheet, ledger.too_large, ledger.too_many_rows,
    ledger.too_many_columns."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if _WORKBOOK_PART not in archive.namelist():
                raise LedgerError("ledger.not_a_spreadsheet")
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
                raise _too_large()
            left = MAX_INFLATED
            for part in parts:
                inflated = _inflate(archive, part, left)
                left -= len(inflated)
                _check_extent(inflated)
    except _DAMAGE as fault:
        raise LedgerError("ledger.damaged") from fault


def _inflate(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> bytes:
    generous = copy.copy(part)
    generous.file_size = limit + 2  # zipfile stops at the size that the part claims, the parser would not
    with archive.open(generous) as stream:
        inflated = stream.read(limit + 1)
    if len(inflated) > limit:
        raise _too_large()
    if len(inflated) != part.file_size:
        raise LedgerError("ledger.damaged")
    return inflated


def _too_large() -> LedgerError:
    return LedgerError("ledger.too_large", limit_mb=MAX_INFLATED // 2**20)


def _check_extent(xml: bytes) -> None:
    if not (_OTHER_CELL.search(xml) or _PREFIXED_CELL.search(xml)):
        return
    rows, columns = _extent(xml)
    if columns > MAX_COLUMNS:
        raise LedgerError("ledger.too_many_columns", columns=columns, limit=MAX_COLUMNS)
    if rows > MAX_ROWS:
        raise LedgerError("ledger.too_many_rows", rows=rows, limit=MAX_ROWS)


def _extent(xml: bytes) -> tuple[int, int]:
    """The last row and column that hold anything; cells that are only formatted do not count."""
    last_row = last_column = row = column = well_formed = 0
    for tag in _WELL_FORMED_TAG.finditer(xml):
        well_formed += 1
        kind, attributes, closed = tag.groups()
        reference = _REFERENCE.search(attributes)
        if kind == b"row":
            row, column = int(reference[2]) if reference else row + 1, 0
            continue
        if reference:
            row, column = int(reference[2]), _column_number(reference[1])
        else:
            column += 1
        if not closed:
            last_row, last_column = max(last_row, row), max(last_column, column)
    if well_formed != sum(1 for _ in _TAG.finditer(xml)):
        raise LedgerError("ledger.damaged")
    return last_row, last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
