"""Print jobs under way: begun, watched and stopped from any window, and all of it off the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.services.printing.desk import PrintDesk
from app.services.printing.jobs import JobRow, JobState
from ui.tasks import Job, Tasks

_AT_ONCE = 3
"""Printers that print at the same time; a further worker stays free to ask printers how they are."""


@dataclass(slots=True)
class Run:
    """One job that prints now. `done` of `total` items have left for the printer."""

    row: JobRow
    stop: threading.Event = field(default_factory=threading.Event)
    done: int = 0
    total: int = 0


class PrintRunner(QObject):
    """Runs one job after the other on each printer. Answers come on the thread it was made on, the UI's."""

    changed = Signal()
    """The queue is otherwise now; read it again."""
    progressed = Signal(object)
    """Run."""
    ended = Signal(object)
    """JobRow, as it stands after its run."""
    refused = Signal(object, object)
    """JobRow and the exception: the run could not begin or was broken off."""
    centre_asked = Signal(str)
    """Show this job in the print centre; without an id, set up a printer there."""

    def __init__(self, desk: PrintDesk, tasks: Tasks) -> None:
        super().__init__()
        self.desk = desk
        self._tasks = tasks
        self._runs: dict[str, Run] = {}
        self._waiting: list[JobRow] = []
        self._closed = False

    def run_of(self, job_id: str) -> Run | None:
        """The run of a job that prints now, else None."""
        return self._runs.get(job_id)

    def runs(self) -> list[Run]:
        """What prints now, the longest under way first."""
        return list(self._runs.values())

    def in_line(self, job_id: str) -> bool:
        """Whether a job waits here for its printer to be free; it begins by itself."""
        return any(row.id == job_id for row in self._waiting)

    def print(
        self,
        add: Callable[[], str],
        *,
        owner: QObject,
        done: Callable[[JobRow], object] | None = None,
        failed: Callable[[Exception], object],
    ) -> None:
        """Put a job into the queue with `add`, which gives its id, and run it. `done` hears of it once it is there."""

        def added(row: JobRow) -> None:
            self._begin(row)
            if done is not None:
                done(row)

        self._tasks.run(lambda: self.desk.job(add()), owner=owner, done=added, failed=failed, lane="printing")

    def run(self, row: JobRow) -> None:
        """Send what of the job is still to be sent, as soon as its printer is free."""
        if row.id not in self._runs and not self.in_line(row.id):
            self._begin(row)

    def stop(self, job_id: str) -> None:
        """Stop before the next item; what has been sent stays sent, and the rest can be printed later."""
        self._waiting = [row for row in self._waiting if row.id != job_id]
        run = self._runs.get(job_id)
        if run is not None:
            run.stop.set()
        self.changed.emit()

    def close(self) -> None:
        """The program ends: begin nothing more; what runs stops before its next items, and they stay in the queue."""
        self._closed = True
        self._waiting.clear()
        self.desk.close()

    # Inside

    def _begin(self, row: JobRow) -> None:
        self._waiting.append(row)
        self._next()
        self.changed.emit()

    def _next(self) -> None:
        for row in list(self._waiting):
            busy = any(run.row.printer_id == row.printer_id for run in self._runs.values())
            if not busy and len(self._runs) < _AT_ONCE and not self._closed:
                self._waiting.remove(row)
                self._start(row)

    def _start(self, row: JobRow) -> None:
        run = self._runs[row.id] = Run(row, done=row.done, total=row.total)

        def work(job: Job) -> JobRow:
            return self.desk.run(row.id, job.report, run.stop.is_set)

        self._tasks.run(
            work,
            owner=self,
            done=lambda after: self._end(run, after),
            failed=lambda error: self._fail(run, error),
            progress=lambda done, total: self._report(run, done, total),
            lane="printing",
        )
        self.progressed.emit(run)

    def _report(self, run: Run, done: int, total: int) -> None:
        run.done, run.total = done, total
        self.progressed.emit(run)

    def _end(self, run: Run, after: JobRow) -> None:
        self._leave(run)
        self.ended.emit(after)

    def _fail(self, run: Run, error: Exception) -> None:
        self._leave(run)
        self.refused.emit(run.row, error)

    def _leave(self, run: Run) -> None:
        del self._runs[run.row.id]
        self._next()
        self.changed.emit()


def needs_person(row: JobRow, runner: PrintRunner) -> bool:
    """Whether a job stands still until a person decides: not known, failed, or left over from before a restart."""
    if runner.run_of(row.id) is not None or runner.in_line(row.id):
        return False
    return row.state in (JobState.UNSURE, JobState.FAILED, JobState.QUEUED)
