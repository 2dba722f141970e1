"""What the sync centre asks: what waits, what came, how old each kind of knowledge is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from app.services.authority import Here


@dataclass(frozen=True, slots=True)
class WaitingOperation:
    """An operation without a verdict. `what` is a command type; `pieces` is 0 where it names none."""

    dseq: int
    what: str
    actor: str
    at: datetime
    number: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest that wait, and how many there are of each command type."""

    operations: tuple[WaitingOperation, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle, or a spell of like ones in which nothing came or went; `kinds` counts rows by kind of entity."""

    id: int
    started_at: datetime
    seconds: float
    pushed: int
    pulled: int
    sent_bytes: int
    received_bytes: int
    way: str
    fault: str
    kinds: Mapping[str, int]

    @property
    def ended_at(self) -> datetime:
        return self.started_at + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class SyncDay:
    """A day where the counter stands. `cut_off` is the time (s) in which the city was not reached, or refused."""

    day: date
    pushed: int = 0
    pulled: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
    cut_off: float = 0.0


@dataclass(frozen=True, slots=True)
class Uploads:
    """Files that the city does not have yet. `fault` is the code of the last failure, empty where there was none."""

    files: int = 0
    size: int = 0
    sent: int = 0
    oldest: datetime | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """What is known of this counter's sync. `arrived`: when the feed last brought a row, by kind of entity.

    `clock_ahead` is in seconds, None where the city was never asked.
    """

    here: Here
    site_name: str
    server: str
    station: int
    device: str
    paused: bool
    clock_ahead: float | None
    arrived: Mapping[str, datetime]
    uploads: Uploads


class SyncQueries(Protocol):
    """Answered from the counter's database; safe on any thread."""

    def here(self) -> Here: ...

    def sync_facts(self) -> SyncFacts: ...

    def waiting(self, limit: int = 500) -> Waiting:
        """Oldest first."""
        ...

    def cycles(self, limit: int = 50) -> Sequence[CycleRow]:
        """Newest first."""
        ...

    def sync_days(self, days: int = 14) -> Sequence[SyncDay]:
        """The last days, oldest first, today being the last; also those in which nothing happened."""
        ...
