"""The proof of the database's pages, beside the work of the windows, and the question to the person at them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.persistence.counter import CounterDatabase
from app.recovery import curable
from ui.errors import ErrorDesk
from ui.recovery import ask_to_recover
from ui.tasks import Job, Tasks


class DamageWatch:
    """`found` is the damage that the person in front wants to have recovered now; the windows are closing then."""

    def __init__(self, database: CounterDatabase, tasks: Tasks, errors: ErrorDesk) -> None:
        self.found: Exception | None = None
        self._database, self._tasks, self._errors = database, tasks, errors
        self._job: Job | None = None

    def begin(self, front: Callable[[], QWidget | None]) -> None:
        """Read the whole database file off the UI thread; `front` gives the window that is open at the end."""

        def prove(job: Job) -> None:
            self._database.prove_pages(job.check)

        self._job = self._tasks.run(prove, lane="background", failed=lambda error: self._tell(error, front()))

    def end(self) -> None:
        """The database will be closed."""
        if self._job is not None:
            self._job.cancel()

    def _tell(self, error: Exception, front: QWidget | None) -> None:
        if front is None or not curable(error):
            self._errors.show(error, front)
            return

        def recover() -> None:
            self.found = error
            front.close()

        ask_to_recover(self._errors.explain(error), front, recover)
