"""Work off the UI thread: one serial lane for the database, a pool for printers, which may keep one waiting, and a
small one for everything else."""

import inspect
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

T = TypeVar("T")
Lane = Literal["database", "background", "printing"]

_PRINTERS = 4
"""Threads that may wait for a printer at the same time."""

log = logging.getLogger(__name__)


class Cancelled(Exception):
    """The person who waited for it no longer does."""


class Job:
    """One piece of work under way. The worker calls `check` and `report`, the UI `cancel`."""

    def __init__(self, hub: "Tasks", owner: QObject | None) -> None:
        self._hub, self._owner = hub, owner
        self._stop = threading.Event()
        self.done: Callable[[Any], object] | None = None
        self.failed: Callable[[Exception], object] | None = None
        self.progress: Callable[[int, int], object] | None = None

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """From now on no answer comes; work that checks stops at its next check."""
        self._stop.set()

    def check(self) -> None:
        """Raise Cancelled where nobody waits any more. Call it where stopping leaves things whole."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int) -> None:
        """Tell how far it is; a total of 0 means the end is not known."""
        self._hub.reported.emit(self, done, total)

    def wanted(self) -> bool:
        """Whether somebody still listens."""
        return not self.cancelled and (self._owner is None or shiboken6.isValid(self._owner))


class Tasks(QObject):
    """Runs callables and answers on the thread it was made on, which is the UI's."""

    reported = Signal(object, int, int)
    _finished = Signal(object, object, object)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, pool: int = 2) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {
            "database": ThreadPoolExecutor(1, thread_name_prefix="database"),
            "background": ThreadPoolExecutor(pool, thread_name_prefix="background"),
            "printing": ThreadPoolExecutor(_PRINTERS, thread_name_prefix="printing"),
        }
        self._under_way: dict[Job, Future[None]] = {}
        self._closed = False
        self._finished.connect(self._answer)
        self.reported.connect(self._pass_on)

    @property
    def busy(self) -> bool:
        return bool(self._under_way)

    def run(
        self,
        work: Callable[[], T] | Callable[[Job], T],
        *,
        owner: QObject | None = None,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
        lane: Lane = "database",
    ) -> Job:
        """Run `work()` or, where it takes a parameter, `work(job)`; then `done(result)` or `failed(error)`.

        No answer comes once the job is cancelled, the `owner` is gone or the tasks are drained; an error nobody
        listens to is logged. Raises RuntimeError after `drain`.
        """
        if self._closed:
            raise RuntimeError("the tasks are drained")
        job = Job(self, owner)
        job.done, job.failed, job.progress = done, failed, progress
        was_busy = self.busy
        self._under_way[job] = self._lanes[lane].submit(self._work, job, work, _takes_job(work))
        if not was_busy:
            self.busy_changed.emit(True)
        return job

    def drain(self, seconds: float = 10.0) -> bool:
        """Take no more work, cancel what may stop, wait for the rest; True where all of it ended in time.

        Work that has not begun is done on the database's lane, so that no command that a person gave is lost, and
        dropped on the others.
        """
        self._closed = True
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=False, cancel_futures=lane != "database")
        # `wait` never counts a future that the shutdown has cancelled before a worker took it.
        _ended, left = wait([future for future in self._under_way.values() if not future.cancelled()], seconds)
        return not left

    def _work(self, job: Job, work: Callable[..., Any], with_job: bool) -> None:
        result, error = None, None
        try:
            if not job.cancelled:
                result = work(job) if with_job else work()
        except Exception as caught:
            error = caught
        self._finished.emit(job, result, error)

    def _answer(self, job: Job, result: Any, error: Exception | None) -> None:
        self._under_way.pop(job, None)
        if not self._under_way:
            self.busy_changed.emit(False)
        if isinstance(error, Cancelled):
            return
        listens = job.wanted() and not self._closed  # who hears an answer may ask for more work
        if error is not None and (job.failed is None or not listens):
            log.error("work failed and nobody listened", exc_info=error)
            return
        if not listens:
            return
        if error is not None and job.failed is not None:
            job.failed(error)
        elif job.done is not None:
            job.done(result)

    def _pass_on(self, job: Job, done: int, total: int) -> None:
        if job.progress is not None and job.wanted():
            job.progress(done, total)


def _takes_job(work: Callable[..., Any]) -> bool:
    """Whether it has a parameter without a default."""
    try:
        parameters = inspect.signature(work).parameters.values()
    except (TypeError, ValueError):
        return False
    return any(
        one.default is one.empty and one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) for one in parameters
    )
