"""How many print jobs wait for a person, in the rail."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.printing.jobs import JobRow, JobState
from ui.i18n import tr
from ui.print_runner import needs_person
from ui.shell.badge import Badge
from ui.workplace import Workplace


class PrintBadge(Badge):
    """Counts again whenever the queue has changed."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        work.printing.changed.connect(self.count_again)
        self.count_again()

    def count_again(self) -> None:
        self._work.tasks.run(
            self._work.print_desk.jobs, owner=self, done=self._show, failed=self._work.errors.show, lane="background"
        )

    def _show(self, rows: Sequence[JobRow]) -> None:
        waiting = [row for row in rows if needs_person(row, self._work.printing)]
        unsure = any(row.state is JobState.UNSURE or row.state is JobState.FAILED for row in waiting)
        words = tr("{n} print jobs wait for a person").format(n=len(waiting))
        self.show_count(len(waiting), words, "attention" if unsure else "information")
