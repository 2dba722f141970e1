"""What a cycle did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from app.services.operations import Outcome

Changed = dict[str, frozenset[str]]
"""Kind of entity → ids."""


@dataclass(slots=True)
class SyncReport:
    """What one cycle did. `stuck` is why operations could not be pushed, or why no rows came: the other went on."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)
    pulled: int = 0  # entries of the feed, and rows of a snapshot
    changed: Counter[str] = field(default_factory=Counter)  # rows by kind of entity, each time that they changed
    stuck: str | None = None
    clock_ahead: float | None = None  # seconds that this clock is ahead of the city's, where a session was opened
    clock_skew: float | None = None  # seconds that this clock is ahead of the city's, where too many
    repaired: int | None = None  # rows that differed from the city's; None where none were compared

    @property
    def pushed(self) -> int:
        return self.outcomes.total()

    def note(self, changed: Changed) -> None:
        for kind, ids in changed.items():
            self.changed[kind] += len(ids)
