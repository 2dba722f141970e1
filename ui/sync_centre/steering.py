"""What the sync centre asks of the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Machine:
    """This PC: free bytes where the data lies, size of the journal in bytes, and whether it lacks operations."""

    free: int
    journal: int
    journal_behind: bool


class Steering(Protocol):
    def sync_now(self) -> None:
        """Wake the sync thread; returns at once."""
        ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def machine(self) -> Machine:
        """Raises OSError where the data folder cannot be looked at."""
        ...
