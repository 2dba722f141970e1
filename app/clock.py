"""The time where the counter stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.services.operations import CHINA


class SystemClock:
    """The computer's own clock. Nothing is ordered by it; the log has its own sequence."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        """In China's one zone, whatever this computer's is: city and recovery give an operation the same day."""
        return datetime.now(CHINA).date()
