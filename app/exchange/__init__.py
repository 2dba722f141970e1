"""Ledgers in and out: .xlsx, .xls and CSV in UTF-8 or GB 18030."""

from app.exchange.errors import LedgerCancelled, LedgerError
from app.exchange.export import ExportColumn, Kind, export_assets
from app.exchange.header import SheetMapping
from app.exchange.reader import LedgerPeek, LedgerReading, peek_ledger, read_ledger
from app.exchange.reference import load_classification
from app.exchange.rejections import save_rejections

__all__ = [
    "ExportColumn",
    "Kind",
    "LedgerCancelled",
    "LedgerError",
    "LedgerPeek",
    "LedgerReading",
    "SheetMapping",
    "export_assets",
    "load_classification",
    "peek_ledger",
    "read_ledger",
    "save_rejections",
]
