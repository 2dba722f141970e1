"""What the settings ask of the composition root."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from app.services.replica import Enrolment
from ui.first_run.trust import TrustFiles
from ui.sync_centre import Courier


class Administration(Protocol):
    def set_password(self, staff_id: str, password: str) -> None:
        """Give an account its password on this device. Slow (argon2). Raises Invalid where it is too short."""
        ...

    def with_password(self, staff: Sequence[str]) -> frozenset[str]:
        """Which of these accounts, by id, have a password on this device: one that came by sync has none yet."""
        ...

    def enrol(self, server: str, code: str, trust: TrustFiles) -> Enrolment:
        """Connect this counter to a city server. As slow as the line; raises a DomainError or a fault of the line."""
        ...

    def authority(self) -> str:
        """The authority that alone may vouch for the server, with its fingerprint; empty: those of the system."""
        ...

    @property
    def courier(self) -> Courier:
        """Carries sync by file."""
        ...

    def sync_now(self) -> None:
        """Wake the sync thread; returns at once."""
        ...

    def load_categories(self, path: Path) -> int:
        """Take over a category table; the number of codes in it. Raises LedgerError, and nothing changes then."""
        ...

    def preference(self, key: str) -> Any:
        """A preference of this device, None where nothing was chosen."""
        ...

    def set_preference(self, key: str, value: Any) -> None:
        """Remember it and apply it. Call it on the UI thread."""
        ...
