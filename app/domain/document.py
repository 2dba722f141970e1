"""Papers that were issued, and the ledgers that were taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.numbering import DocumentKind


@dataclass(slots=True)
class Document:
    """A paper as it was issued. `id` is its number; `content` the frozen JSON of what it says."""

    id: str
    kind: DocumentKind
    site_id: str
    subject_id: str
    issued_at: datetime
    issued_by: str
    content: str
    voided: bool = False
    version: int = 0


@dataclass(slots=True)
class LedgerImport:
    """One ledger file taken over. `sha256` of the file guards against taking it over twice."""

    id: str
    number: str
    site_id: str
    organization_id: str
    file_name: str
    sha256: str
    imported_at: datetime
    imported_by: str
    cards: int = 0
    pieces: int = 0
    value_fen: int = 0
    undone_at: datetime | None = None
    version: int = 0
