"""Reference tables that come with the product or that a site loads from a file of the same form."""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from pathlib import Path

from app.domain.classification import Classification
from app.exchange.errors import LedgerError
from app.exchange.text_file import decode

MAX_TABLE_BYTES = 8 * 2**20


def load_classification(path: Path | None = None) -> Classification:
    """The category table of `path`, a CSV of edition, code, name, unit, min_service_years; without a path the
    one that comes with the product.

    Raises LedgerError: ledger.unreadable, ledger.too_large, ledger.encoding, ledger.not_a_spreadsheet,
    ledger.bad_table.
    """
    source = path or files("resources") / "reference" / "gbt14885.csv"
    try:
        with source.open("rb") as file:
            content = file.read(MAX_TABLE_BYTES + 1)
    except OSError as fault:
        raise LedgerError("ledger.unreadable", name=source.name, cause=fault.strerror or str(fault)) from fault
    if len(content) > MAX_TABLE_BYTES:
        raise LedgerError("ledger.too_large", limit_mb=MAX_TABLE_BYTES // 2**20)
    text = decode(content)
    try:
        return Classification.from_rows(csv.DictReader(io.StringIO(text, newline="")))
    except (ValueError, csv.Error) as fault:
        raise LedgerError("ledger.bad_table", name=source.name, cause=str(fault)) from fault
