"""移库 between sites: what is on the way, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import Refused


@dataclass(slots=True)
class Transfer:
    """One slip of pieces on their way from `site_id` to `to_site_id`. Closes when nothing of it is on the way.

    `proven`: known from the signed codes on its slip alone; the sender's own word has not come yet.
    """

    id: str
    number: str
    site_id: str
    to_site_id: str
    reason: str
    sent_at: datetime
    sent_by: str
    closed_at: datetime | None = None
    proven: bool = False
    version: int = 0


@dataclass(slots=True)
class TransferLine:
    """One piece of a transfer. It is on the way until it is received or cancelled.

    `epoch` is the custody epoch that its leaving began, `warehouse_id` where it lay at the sender's. `missing_at`:
    looked for on arrival and not there. `disputed`: sent although it could not be (a case).
    `left`: JSON of the piece as its sender had it, while the sender's own word has not come (handlers.late_word).
    """

    id: str
    transfer_id: str
    asset_id: str
    site_id: str
    to_site_id: str
    warehouse_id: str
    epoch: int
    received_at: datetime | None = None
    received_number: str | None = None
    missing_at: datetime | None = None
    cancelled_at: datetime | None = None
    disputed: bool = False
    left: str = ""
    version: int = 0

    @property
    def on_the_way(self) -> bool:
        return self.received_at is None and self.cancelled_at is None

    def require_not_cancelled(self, number: str) -> None:
        """Raises Refused; `number` is the transfer's."""
        if self.cancelled_at is not None:
            raise Refused("transfer.cancelled", number=number)
