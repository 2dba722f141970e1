"""Command → handler → Changes: the one way in which anything at the counter changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.commands.base import Actor, Command, Context
from app.services.handlers import handle
from app.services.ports import Cancelled, Changes, Clock, Counter, Progress
from app.services.renumbering import at_station


class Cancellation(Exception):
    """The person cancelled; nothing was changed."""


@dataclass(slots=True)
class Bus:
    """Runs commands against the counter's database.

    `committed` is called after each commit, on the thread that executed: it wakes sync and refreshes views.
    """

    counter: Counter
    clock: Clock
    committed: Callable[[Changes], None] = lambda changes: None

    def execute(
        self,
        *commands: Command,
        actor: Actor,
        origin: object = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Changes:
        """Carry out the commands in order as one transaction, each with its operation: all or none.

        Raises DomainError as the first refusing handler does, or Cancellation between two commands.
        """
        now, today = self.clock.now(), self.clock.today()
        completed: list[Command] = []
        with self.counter.begin() as uow:  # the one time that it may have to wait for sync
            site = uow.station.site_id
            for position, command in enumerate(commands):
                if cancelled is not None and cancelled():
                    raise Cancellation
                context = Context(actor, site, now, today)
                command = command.numbered(uow.numbers, site, today)
                command = at_station(command, site, uow.station.number)  # what it undoes may be from before enrolment
                handle(command, uow, context)
                uow.record(command, context)
                completed.append(command)
                if progress is not None:
                    progress(position + 1, len(commands))
            entities = uow.commit()
        documents = tuple(number for it in completed if (number := getattr(it, "number", "")))
        changes = Changes(entities, tuple(completed), documents, origin)
        self.committed(changes)
        return changes
