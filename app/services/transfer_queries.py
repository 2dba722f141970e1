"""Questions about what is on its way between sites, and the rows they get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer as a list shows it. Of its `pieces`, `waiting` are on the way, `missing` of these were looked for.

    `proven`: known from the codes on its slip alone. `receipts` are the numbers of the slips it was received with,
    `received_at` the newest of them. `pending`: not yet synced.
    """

    id: str
    number: str
    site_id: str
    site: str
    to_site_id: str
    to_site: str
    reason: str
    sent_at: datetime
    sent_by: str
    closed_at: datetime | None
    proven: bool
    pieces: int
    waiting: int
    missing: int
    received: int
    cancelled: int
    received_at: datetime | None
    receipts: tuple[str, ...]
    pending: bool

    @property
    def open(self) -> bool:
        return self.waiting > 0


@dataclass(frozen=True, slots=True)
class TransferPiece:
    """A piece of a transfer; tag number and name are empty where the piece is not known here."""

    asset_id: str
    tag_number: str
    name: str
    model: str
    received_at: datetime | None
    received_number: str
    missing_at: datetime | None
    cancelled_at: datetime | None
    disputed: bool

    @property
    def on_the_way(self) -> bool:
        return self.received_at is None and self.cancelled_at is None


@dataclass(frozen=True, slots=True)
class TransferDetail:
    row: TransferRow
    pieces: tuple[TransferPiece, ...]


class TransferQueries(Protocol):
    """See app.services.queries.Queries."""

    def transfers(self, *, open_only: bool = True, text: str = "", limit: int = 500) -> Sequence[TransferRow]:
        """What is on its way to or from this site, the oldest first; else what has ended, the newest first.

        `text`: parts of the number, of a site's name, or of a piece's name or tag number.
        """
        ...

    def transfer(self, id: str) -> TransferDetail | None: ...

    def transfer_named(self, text: str) -> TransferDetail | None:
        """The transfer of that number, or received with a slip of it, or with that tag number on its way."""
        ...

    def arriving(self) -> tuple[int, int]:
        """How many transfers are on their way here, and how many pieces of them."""
        ...
