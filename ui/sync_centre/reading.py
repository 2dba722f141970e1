"""All that the page shows, read in one go off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.queries import Queries, SyncState
from app.services.sync_queries import CycleRow, SyncDay, SyncFacts, Waiting
from ui.sync_centre.steering import Machine, Steering

DAYS = 14


@dataclass(frozen=True, slots=True)
class Reading:
    state: SyncState
    facts: SyncFacts
    waiting: Waiting
    cycles: tuple[CycleRow, ...]
    days: tuple[SyncDay, ...]
    machine: Machine

    @property
    def fault(self) -> str:
        """The code of what went wrong in the last cycle, empty where it ended well."""
        return self.cycles[0].fault if self.cycles else ""

    @property
    def speed(self) -> float | None:
        """Operations sent per second over the last cycles that sent any; None where none did."""
        sent = [one for one in self.cycles if one.pushed]
        seconds = sum(one.seconds for one in sent)
        return sum(one.pushed for one in sent) / seconds if seconds else None


def read(queries: Queries, steering: Steering) -> Reading:
    return Reading(
        queries.sync_state(),
        queries.sync_facts(),
        queries.waiting(),
        tuple(queries.cycles(200)),
        tuple(queries.sync_days(DAYS)),
        steering.machine(),
    )
