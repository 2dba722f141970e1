"""The time where the counter stands."""

from __future__ import annotations

from datetime import UTC, date, datetime


class SystemClock:
    """The computer's own clock. Nothing is ordered by it; the log has its own sequence."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()
