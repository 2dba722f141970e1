"""Lists as text: which encoding, which delimiter, and text that a spreadsheet would run as a formula.

A cell that a spreadsheet would take for a formula (OWASP, "CSV injection") is written with an apostrophe
before it, and one apostrophe is taken off when such a cell is read. Text that already has apostrophes
before a formula gets one more, so that every text comes back exactly.
"""

from __future__ import annotations

import codecs
import csv
import io
import re

from app.exchange.archive import MAX_COLUMNS, MAX_ROWS
from app.exchange.errors import LedgerError

_RUNS_AS_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠|%]|'*[\t\r\n]")
_GUARDED = re.compile(rf"'(?:{_RUNS_AS_FORMULA.pattern})")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!|\?|html|table|[\w]+:Workbook)", re.IGNORECASE)
_DELIMITERS = (",", "\t", ";")


def guard(text: str) -> str:
    """The text as a CSV cell that no spreadsheet runs."""
    return f"'{text}" if _RUNS_AS_FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text of a CSV cell: undoes `guard`, leaves any other cell alone."""
    return cell[1:] if _GUARDED.match(cell) else cell


def decode(content: bytes) -> str:
    """UTF-8, with a byte order mark or without, else GB 18030; both strictly.

    Raises LedgerError: ledger.not_a_spreadsheet for what is no text, ledger.encoding for text in neither.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise LedgerError("ledger.encoding")
    if b"\x00" in content:
        raise LedgerError("ledger.not_a_spreadsheet")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NOT_TEXT.search(text) or _MARKUP.match(text):
            raise LedgerError("ledger.not_a_spreadsheet")
        return text
    raise LedgerError("ledger.encoding")


def read_rows(content: bytes) -> list[list[str]]:
    """The records of a CSV file, all equally wide; record 1 is the row that Excel shows as 1.

    Raises LedgerError as `decode` does, and ledger.damaged, ledger.too_many_rows, ledger.too_many_columns.
    """
    text = decode(content)
    head = text[:20_000]
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[list[str]] = []
    width = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([unguard(cell) for cell in record])
            width = max(width, len(record))
            if width > MAX_COLUMNS:
                raise LedgerError("ledger.too_many_columns", columns=width, limit=MAX_COLUMNS)
            if len(rows) > MAX_ROWS:
                raise LedgerError("ledger.too_many_rows", rows=text.count("\n"), limit=MAX_ROWS)
    except csv.Error as fault:
        raise LedgerError("ledger.damaged") from fault
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows
