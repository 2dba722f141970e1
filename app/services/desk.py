"""Asking beforehand: would it be refused? By the very rules that decide when it is done."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import DomainError
from app.services.bus import Bus
from app.services.commands.base import Actor, Command, Context
from app.services.handlers import handle
from app.services.handlers.custody import assets_named
from app.services.handlers.loans import check_lendable


def rehearse(bus: Bus, actor: Actor, *commands: Command) -> DomainError | None:
    """What the bus would refuse these commands with; None where it would carry them out. Nothing is kept."""
    station = bus.counter.station()
    now, today = bus.clock.now(), bus.clock.today()
    with bus.counter.begin() as uow:
        for command in commands:
            context = Context(actor, station.site_id, now, today)
            try:
                handle(command.numbered(uow.numbers, station.site_id, today), uow, context)
            except DomainError as refusal:
                return refusal
    return None


def lending_refusals(
    bus: Bus, actor: Actor, asset_ids: Sequence[str], organization_id: str = "", person_id: str = ""
) -> dict[str, DomainError]:
    """Those of the pieces that this borrower may not have now, and why; approval is not looked at.

    Without a borrower a reserved piece is refused, since it is kept for somebody. Raises NotFound for a piece that
    is not known.
    """
    if not asset_ids:
        return {}
    context = Context(actor, bus.counter.station().site_id, bus.clock.now(), bus.clock.today())
    refused: dict[str, DomainError] = {}
    with bus.counter.begin() as uow:
        for asset in assets_named(uow, asset_ids):
            try:
                check_lendable(asset, uow, context, organization_id, person_id)
                asset.hand_out(reserved_for_borrower=True)
            except DomainError as refusal:
                refused[asset.id] = refusal
    return refused
