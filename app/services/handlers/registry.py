"""Which handler serves which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.domain.asset import Asset
from app.domain.errors import Refused
from app.domain.events import AssetEvent
from app.domain.vehicle import VehicleCard
from app.services.commands.base import ADMINISTRATORS, Command, Context
from app.services.commands.inventory import ImportCards
from app.services.commands.setup import AddWarehouse, OpenSite
from app.services.commands.vehicles import SetVehicleCard
from app.services.handlers.custody import irregular
from app.services.handlers.late_word import look_from_here, look_from_sender
from app.services.ports import UnitOfWork

C = TypeVar("C", bound=Command)
Handler = Callable[[C, UnitOfWork, Context], None]
_HANDLERS: dict[type[Command], Handler[Any]] = {}


def handles(kind: type[C]) -> Callable[[Handler[C]], Handler[C]]:
    """Mark a function as the handler of a command."""

    def mark(handler: Handler[C]) -> Handler[C]:
        _HANDLERS[kind] = handler
        return handler

    return mark


def handle(command: Command, uow: UnitOfWork, context: Context) -> None:
    """Carry the command out within the unit of work.

    Raises Refused (the role may not, or a rule forbids it), Invalid or NotFound; then nothing may be committed.
    """
    if context.actor.role not in command.ROLES:
        without_right(Refused("role.may_not", role=context.actor.role, command=command.TYPE), command, context)
    views = look_from_sender(uow, context)
    uow.assets.mark()
    uow.vehicles.mark()
    _HANDLERS[type(command)](command, uow, context)
    if not isinstance(command, ImportCards):  # the import's own record says it for all its pieces
        _note_events(command, uow, context)
    look_from_here(views, uow)


def without_right(refusal: Refused, command: Command, context: Context) -> None:
    """Raises the refusal, or returns where it happened all the same: then it is irregular.

    What only administrators do happens in the books alone, so it is refused; but for warehouses, into which the
    station has laid pieces by now.
    """
    if command.ROLES == ADMINISTRATORS and not isinstance(command, AddWarehouse | OpenSite):
        raise refusal
    irregular(refusal, context)


def _note_events(command: Command, uow: UnitOfWork, context: Context) -> None:
    changed: list[tuple[dict[str, Any] | None, Asset | VehicleCard]] = list(uow.assets.changed())
    if isinstance(command, SetVehicleCard):
        changed += uow.vehicles.changed()
    for position, (before, it) in enumerate(changed):
        after = msgspec.to_builtins(it) if before else {}  # of a new one there is nothing to compare
        detail = {name: [value, after[name]] for name, value in (before or {}).items() if value != after[name]}
        uow.events.add(
            AssetEvent(
                id=f"{context.operation_id}.{position}",
                asset_id=it.id,
                site_id=context.site_id,
                at=context.now,
                what=command.TYPE,
                actor=context.actor.name,
                number=getattr(command, "number", ""),
                detail=msgspec.json.encode(detail).decode(),
            )
        )
