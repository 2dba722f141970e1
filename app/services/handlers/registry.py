"""Which handler serves which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.errors import Refused
from app.services.commands.base import Command, Context
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
        raise Refused("role.may_not", role=context.actor.role, command=command.TYPE)
    _HANDLERS[type(command)](command, uow, context)
