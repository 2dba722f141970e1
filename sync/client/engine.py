"""Sync on a thread of its own: woken by each commit, patient where the line is down, never cancelled."""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.services.attachments import Uploads
from app.services.city import Fork
from app.services.replica import Replica
from sync.client.blobs import fetch, send_waiting
from sync.client.history import sync_and_note
from sync.client.line import CityLine, CityRefused
from sync.client.report import Changed, SyncReport
from sync.client.transport import LineDown

log = logging.getLogger("sync.client")


class Phase(StrEnum):
    OFFLINE = "offline"
    SYNCING = "syncing"
    UP_TO_DATE = "up_to_date"
    REFUSED = "refused"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class SyncState:
    """`code` says why where offline, refused or stuck; `report` is that of a cycle that ended well."""

    phase: Phase
    code: str = ""
    report: SyncReport | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between cycles."""

    idle: float = 30.0  # between looks at the feed while nothing is done here
    watched: float = 300.0  # the same while another thread waits at the city for news
    least_backoff: float = 2.0
    most_backoff: float = 120.0
    refused: float = 300.0
    settle: float = 0.2  # after a wake: commits come in groups


class SyncEngine:
    """Runs cycles until stopped. Observers are called on its thread and must not raise."""

    def __init__(
        self,
        replica: Replica,
        line: CityLine,
        on_state: Callable[[SyncState], None],
        on_changes: Callable[[Changed], None],
        pace: Pace | None = None,
        uploads: Uploads | None = None,
    ) -> None:
        """`uploads` are the files that go up, and those that are fetched, while nothing else is to be done."""
        self._replica = replica
        self._line = line
        self._on_state = on_state
        self._on_changes = on_changes
        self._pace = pace or Pace()
        self._uploads = uploads
        self._wanted: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self._asked = 0.0  # seconds that the city asks to be left alone
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._paused = threading.Event()
        if replica.paused():
            self._paused.set()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._at_rest = threading.Event()  # all is done: the city may be asked to tell of news
        self._watcher = threading.Thread(target=self._watch, name="sync-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if self._line.can_wait:
            self._watcher.start()

    def wake(self) -> None:
        """Something was committed, or a person asks: look now. From any thread."""
        self._woken.set()

    def want(self, sha256: str, size: int) -> None:
        """Fetch a file that another counter of the site attached; observers hear of a change of attachments."""
        self._wanted.put((sha256, size))
        self._woken.set()

    def pause(self) -> None:
        """Ask nothing of the city until `resume`, over restarts too; a request under way is answered first."""
        self._replica.set_paused(True)
        self._paused.set()
        self._woken.set()

    def resume(self) -> None:
        self._replica.set_paused(False)
        self._paused.clear()
        self._woken.set()

    def stop(self, timeout: float = 70.0) -> bool:
        """Ask it to end and wait at most `timeout` seconds. True where it has ended.

        A request under way is waited for (its time-outs bound it): its answer is worth storing.
        """
        self._stopping.set()
        self._woken.set()
        self._at_rest.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._woken.clear()
            if self._paused.is_set():
                self._on_state(SyncState(Phase.PAUSED))
                self._woken.wait()
                continue
            self._on_state(SyncState(Phase.SYNCING))
            state = self._cycle()
            failures = failures + 1 if state.phase is Phase.OFFLINE else 0
            if self._stopping.is_set():
                break
            if self._paused.is_set():
                continue
            self._on_state(state)
            self._rest(state.phase, failures)
        self._at_rest.set()  # so that the other thread ends too
        self._line.close()

    def _cycle(self) -> SyncState:
        self._asked = 0.0
        try:
            report = sync_and_note(self._replica, self._line, self._on_changes, self._halted)
            self._carry_files()
        except LineDown as error:
            log.info("the city is out of reach: %s", error)
            self._asked = error.wait
            return SyncState(Phase.OFFLINE, error.code)
        except CityRefused as refused:
            log.warning("the city refused: %s", refused.trouble.code)
            return SyncState(Phase.REFUSED, refused.trouble.code)
        except Fork:
            log.error("the city knows another history of this device: it was suspended")
            return SyncState(Phase.REFUSED, "sync.fork")
        except Exception:
            # The thread must live: whatever it was, the next cycle may do better.
            log.exception("a cycle of sync failed")
            return SyncState(Phase.REFUSED, "sync.fault")
        return SyncState(Phase.REFUSED if report.stuck else Phase.UP_TO_DATE, report.stuck or "", report)

    def _carry_files(self) -> None:
        """As long as nothing is committed meanwhile: operations never wait for photos."""
        if self._uploads is None:
            return
        while not self._wanted.empty() and not self._halted():
            sha256, size = self._wanted.get()
            try:
                if fetch(self._uploads, self._line, sha256, size):
                    self._on_changes({"attachment": frozenset({sha256})})
            except LineDown:
                self._wanted.put((sha256, size))
                raise
            except CityRefused as refused:
                if not self._line.open:
                    raise
                log.warning("the city does not give a file: %s", refused.trouble.code)  # nobody has sent it up yet
        if send_waiting(self._uploads, self._line, lambda: self._halted() or self._woken.is_set()):
            self._on_changes({"attachment": frozenset()})

    def _halted(self) -> bool:
        return self._stopping.is_set() or self._paused.is_set()

    def _rest(self, phase: Phase, failures: int) -> None:
        pace = self._pace
        if phase is Phase.OFFLINE:
            longest = min(pace.least_backoff * 2 ** min(failures - 1, 16), pace.most_backoff)
            longest *= random.uniform(0.8, 1.2)  # noqa: S311 - counters shall not all knock at once
            # Commits while the line is down do not make it better: a wake shortens the wait, down to the least, or
            # to what the city asked for.
            least = max(pace.least_backoff, self._asked)
            started = time.monotonic()
            self._woken.wait(max(longest, least))
            self._stopping.wait(max(0.0, least - (time.monotonic() - started)))
        elif phase is Phase.REFUSED:
            if self._woken.wait(pace.refused):
                self._stopping.wait(pace.settle)
        else:
            self._at_rest.set()
            if self._woken.wait(pace.watched if self._line.can_wait else pace.idle):
                self._stopping.wait(pace.settle)
            self._at_rest.clear()

    def _watch(self) -> None:
        """Wait at the city while the other thread rests; a request under way is not waited for at the end."""
        while not self._stopping.is_set():  # asked again here: what is cleared below nobody sets any more at the end
            self._at_rest.wait()
            if self._stopping.is_set():
                break
            try:
                cursor = self._replica.cursor()
                if cursor is None or self._line.has_news(cursor):
                    self._at_rest.clear()
                    self._woken.set()
                elif self._at_rest.is_set() and not self._stopping.is_set():
                    self._replica.synced()
            except Exception as error:
                if not isinstance(error, LineDown):  # a full disk, say: this thread must live too
                    log.exception("what the city tells could not be noted")
                self._at_rest.clear()
                self._stopping.wait(self._pace.idle)
                self._woken.set()
        self._line.stop_waiting()
