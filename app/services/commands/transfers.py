"""移库 between sites: out and in are two steps; and custody taken over by the city."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from app.domain.ids import new_id
from app.domain.numbering import DocumentKind
from app.services.commands.base import ADMINISTRATORS, Command, Nature, Numbers, command


@command
@dataclass(frozen=True, slots=True)
class TransferOut(Command):
    """Pieces leave for another site. From now on nobody may lend them until they have arrived."""

    TYPE = "transfer_out"

    asset_ids: tuple[str, ...]
    to_site_id: str
    reason: str = ""
    number: str = ""
    transfer_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.TRANSFER, day))


@command
@dataclass(frozen=True, slots=True)
class TransferIn(Command):
    """Pieces have arrived: all of the transfer or some; the others stay on the way.

    `proof`: what the signed codes on the slip say (proofs.py), apart by white space; needed where this counter does
    not know the transfer yet. `missing`: pieces of the slip that were looked for and not there; they stay on the way.
    """

    TYPE = "transfer_in"

    transfer_id: str
    asset_ids: tuple[str, ...]
    warehouse_id: str
    proof: str = ""
    number: str = ""
    missing: tuple[str, ...] = ()

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.TRANSFER, day))


@command
@dataclass(frozen=True, slots=True)
class CancelTransfer(Command):
    """The sender takes back what has not arrived."""

    TYPE = "cancel_transfer"

    transfer_id: str
    reason: str


@command
@dataclass(frozen=True, slots=True)
class TakeOver(Command):
    """The city moves custody to a site: a PC is dead, a site is closed. Only the city's own device may."""

    TYPE = "take_over"
    NATURE = Nature.INTENT
    ROLES = ADMINISTRATORS

    asset_ids: tuple[str, ...]
    to_site_id: str
    warehouse_id: str
    reason: str
