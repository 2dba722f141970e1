"""Reference tables that come with the product or that a site loads from a file of the same form."""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from pathlib import Path

from app.domain.classification import Classification
from app.exchange.errors import LedgerError
from app.exchange.text_file import decode


def load_classification(path: Path | None = None) -> Classification:
    """The category table of `path`, a CSV of edition, code, name, unit, min_service_years; without a path the
    one that comes with the product.

    Raises LedgerError: ledger.unreadable, ledger.encoding, ledger.not_a_spreadsheet, ledger.bad_table.
    """
    source = path or files("resources") / "reference" / "gbt14885.csv"
    try:
        text = decode(source.read_bytes())
    except OSError as fault:
        raise LedgerError("ledger.unreadable", name=source.name, cause=fault.strerror or str(fault)) from fault
    try:
        return Classification.from_rows(csv.DictReader(io.StringIO(text, newline="")))
    except (ValueError, csv.Error) as fault:
        raise LedgerError("ledger.bad_table", name=source.name, cause=str(fault)) from fault
