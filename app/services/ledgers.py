"""Taking over an office's card ledger: from the cards that were read to pieces in the pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import ids
from app.domain.errors import Invalid
from app.domain.ledger import LedgerCard
from app.services.bus import Bus
from app.services.commands.base import Actor, Command
from app.services.commands.inventory import ImportCards, StartImport
from app.services.commands.setup import RegisterOrganization
from app.services.ports import Cancelled, Changes, Progress
from app.services.queries import Queries
from app.uncollected import uncollected

_CARDS_AT_ONCE = 500  # one operation stays far below what the city accepts in one piece (8 MiB raw)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The good cards of one file, of one organization."""

    file_name: str
    sha256: str
    organization: str
    organization_code: str
    cards: Sequence[LedgerCard]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What an import did; amounts in fen. `present` cards were here already and were passed over."""

    cards: int
    pieces: int
    value_fen: int
    pieces_by_use_state: dict[str, int]
    present: int
    changes: Changes | None  # None: nothing was new


def take_over(
    ledger: Ledger,
    bus: Bus,
    queries: Queries,
    *,
    actor: Actor,
    origin: object = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> TakenOver:
    """Import the cards as one transaction. A file that was taken over before adds nothing.

    Raises Invalid (no organization), Refused (no warehouse), Cancellation.
    """
    if not ledger.organization.strip():
        raise Invalid("import.no_organization")
    organization_id = ids.organization_id(ledger.organization)
    present = queries.known_cards(organization_id, [card.card_number for card in ledger.cards])
    cards = [card for card in ledger.cards if card.card_number not in present]
    pieces: Counter[str] = Counter()
    for card in cards:
        pieces[card.use_state] += card.quantity
    value = sum(card.value_fen for card in cards)
    changes = None
    if cards:
        start = StartImport(
            organization_id=organization_id,
            file_name=ledger.file_name,
            sha256=ledger.sha256,
            cards=len(cards),
            pieces=pieces.total(),
            value_fen=value,
        )
        commands: list[Command] = [RegisterOrganization(ledger.organization, ledger.organization_code), start]
        commands += [
            ImportCards(start.import_id, tuple(cards[first : first + _CARDS_AT_ONCE]))
            for first in range(0, len(cards), _CARDS_AT_ONCE)
        ]
        with uncollected():
            changes = bus.execute(*commands, actor=actor, origin=origin, progress=progress, cancelled=cancelled)
    return TakenOver(len(cards), pieces.total(), value, dict(pieces), len(ledger.cards) - len(cards), changes)
