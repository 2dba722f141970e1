"""Property in: intake and ledgers; and what is corrected about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from app.domain.asset import Condition, Source
from app.domain.ids import new_id
from app.domain.ledger import LedgerCard
from app.domain.numbering import DocumentKind
from app.services.commands.base import MANAGERS, Command, Nature, Numbers, command


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """A line of an intake. `value_fen` is the value of one piece; `quantity` pieces are made of it."""

    name: str
    quantity: int = 1
    category_edition: int = 0
    category_code: str = ""
    model: str = ""
    brand: str = ""
    serial: str = ""
    unit: str = ""
    card_number: str = ""
    value_fen: int = 0
    acquired_on: date | None = None
    condition: Condition = Condition.GOOD
    place: str = ""
    remark: str = ""


@command
@dataclass(frozen=True, slots=True)
class TakeIn(Command):
    """收缴/上交入库: property enters the pool."""

    TYPE = "take_in"

    organization_id: str
    source: Source
    warehouse_id: str
    items: tuple[IntakeItem, ...]
    handed_over_by: str = ""
    number: str = ""
    station: int = 0
    first_running: int = 0
    first_asset_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(
            self,
            number=numbers.document(DocumentKind.INTAKE, day),
            station=numbers.station,
            first_running=numbers.take(sum(item.quantity for item in self.items)),
        )


@command
@dataclass(frozen=True, slots=True)
class UndoTakeIn(Command):
    """Take an intake back while nothing was built on it."""

    TYPE = "undo_take_in"

    number: str
    reason: str = ""


@command
@dataclass(frozen=True, slots=True)
class StartImport(Command):
    """A ledger file is taken over; its cards follow in `ImportCards`."""

    TYPE = "start_import"

    organization_id: str
    file_name: str
    sha256: str
    cards: int
    pieces: int
    value_fen: int
    number: str = ""
    import_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.IMPORT, day))


@command
@dataclass(frozen=True, slots=True)
class ImportCards(Command):
    """Some cards of a ledger file; a card with quantity n becomes n pieces."""

    TYPE = "import_cards"

    import_id: str
    cards: tuple[LedgerCard, ...]
    station: int = 0
    first_running: int = 0
    first_asset_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(
            self,
            station=numbers.station,
            first_running=numbers.take(sum(card.quantity for card in self.cards)),
        )


@command
@dataclass(frozen=True, slots=True)
class UndoImport(Command):
    """Take a whole import back while nothing was built on it."""

    TYPE = "undo_import"
    ROLES = MANAGERS

    import_id: str


@command
@dataclass(frozen=True, slots=True)
class AmendAsset(Command):
    """Correct what is written about an asset. `fields`: name → text, of AMENDABLE.

    `seen`: the same names → what the editor saw there before; without it whatever is there now is written over.
    """

    TYPE = "amend_asset"
    NATURE = Nature.INTENT

    asset_id: str
    fields: dict[str, str]
    seen: dict[str, str] = field(default_factory=dict)


@command
@dataclass(frozen=True, slots=True)
class MoveAssets(Command):
    """移库 within the site: to another warehouse or place. An empty warehouse id keeps the warehouse."""

    TYPE = "move_assets"

    asset_ids: tuple[str, ...]
    warehouse_id: str
    place: str


@command
@dataclass(frozen=True, slots=True)
class FinishRepair(Command):
    """维修 → 在库."""

    TYPE = "finish_repair"

    asset_ids: tuple[str, ...]
