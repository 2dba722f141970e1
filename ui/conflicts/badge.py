"""How many cases wait, in the rail."""

from __future__ import annotations

from app.domain.case import Urgency
from ui.i18n import tr
from ui.shell.badge import Badge
from ui.workplace import Workplace

KINDS = ("conflict_case", "loan", "loan_line", "request", "request_line")
"""What moves a case or its urgency."""


class CaseBadge(Badge):
    """Counts again whenever something changed that it counts."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        work.changes.changed.connect(self._hear)
        self.count_again()

    def count_again(self) -> None:
        self._work.tasks.run(
            self._work.queries.case_counts,
            owner=self,
            done=self._show,
            failed=self._work.errors.show,
            lane="background",
        )

    def _hear(self, changes: object, _origin: object) -> None:
        of = getattr(changes, "of", None)
        if of is not None and any(of(kind) for kind in KINDS):
            self.count_again()

    def _show(self, counts: dict[Urgency, int]) -> None:
        count, urgent = sum(counts.values()), counts.get(Urgency.NOW, 0)
        words = tr("{n} to decide, {urgent} of them now").format(n=count, urgent=urgent)
        self.show_count(count, words, "attention" if urgent else "neutral")
