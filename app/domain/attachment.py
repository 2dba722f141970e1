"""Photos and scans that belong to something: found by their content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Attachment:
    """A file beside a loan, an asset, a case or a document. `sha256` of its content is also its name everywhere."""

    id: str
    site_id: str
    subject_id: str  # of the entity it belongs to
    sha256: str
    name: str  # as the person's file was called
    media_type: str
    size: int  # bytes
    added_at: datetime
    added_by: str
    version: int = 0
