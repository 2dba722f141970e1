"""How many transfers are on their way here, in the rail."""

from __future__ import annotations

from ui.i18n import tr
from ui.shell.badge import Badge
from ui.workplace import Workplace

KINDS = ("transfer", "transfer_line")
"""What moves a transfer."""


class ArrivingBadge(Badge):
    """Counts again whenever a transfer has changed."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        work.changes.changed.connect(self._hear)
        self.count_again()

    def count_again(self) -> None:
        self._work.tasks.run(
            self._work.queries.arriving, owner=self, done=self._show, failed=self._work.errors.show, lane="background"
        )

    def _hear(self, changes: object, _origin: object) -> None:
        of = getattr(changes, "of", None)
        if of is not None and any(of(kind) for kind in KINDS):
            self.count_again()

    def _show(self, found: tuple[int, int]) -> None:
        count, pieces = found
        self.show_count(count, tr("{n} on the way here with {p} pieces").format(n=count, p=pieces), "information")
