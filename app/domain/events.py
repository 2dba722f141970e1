"""What happened to an asset, in the order in which it happened: its history and chain of custody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class AssetEvent:
    """`what` is the type of the command, `number` its document, `detail` JSON: field → [before, after]."""

    id: str
    asset_id: str
    site_id: str
    at: datetime
    what: str
    actor: str
    number: str
    detail: str
    version: int = 0
