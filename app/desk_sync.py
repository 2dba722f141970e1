"""Sync as the windows live with it: the thread that runs it, and what it tells, brought to the UI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.bootstrap import CounterServices, city_keys, city_line
from app.domain.errors import Refused
from app.services.ports import Changes
from app.services.replica import Enrolment
from app.words import explain
from sync.client.engine import Phase, SyncEngine, SyncState
from sync.client.line import NotEnrolled, enrol
from sync.client.trust import Trust
from ui.changes import ChangeHub
from ui.first_run.trust import TrustFiles
from ui.i18n import language
from ui.shell import ShellState
from ui.shell.state import Line

_log = logging.getLogger("gwc.desktop")
_LINES: dict[Phase, Line] = {
    Phase.UP_TO_DATE: "up",
    Phase.SYNCING: "syncing",
    Phase.OFFLINE: "down",
    Phase.REFUSED: "stuck",
    Phase.PAUSED: "paused",
}


class _Bridge(QObject):
    """From the sync thread and the database worker to the UI thread: Qt queues what crosses threads."""

    state = Signal(object)
    rows = Signal(object)
    committed = Signal(object)


class DeskSync:
    """`engine` is None where this counter works alone or by file. What happens is shown in `state` and `changes`."""

    def __init__(
        self, services: CounterServices, state: ShellState, changes: ChangeHub, say: Callable[[str], object]
    ) -> None:
        """`say` tells the person in front why the city refused, on the UI thread and once."""
        self.engine: SyncEngine | None = None
        self._services, self._state, self._say = services, state, say
        self._refusal = ""
        self._clock: Refused | None = None
        self._bridge = _Bridge()
        self._bridge.state.connect(self._show)
        self._bridge.rows.connect(lambda rows: changes.publish(Changes(rows)))
        self._bridge.committed.connect(lambda done: changes.publish(done, done.origin))
        self._bridge.rows.connect(lambda rows: self._show_no_line())
        self._bridge.committed.connect(lambda done: self._show_no_line())
        services.listeners.append(self._heard_commit)

    def start(self) -> None:
        """Start the sync thread where this counter is enrolled; nothing where it is not."""
        try:
            line = city_line(self._services)
        except NotEnrolled:
            self._show_no_line()
            return
        self.engine = SyncEngine(
            self._services.replica,
            line,
            self._bridge.state.emit,
            self._bridge.rows.emit,
            uploads=self._services.attachments,
        )
        self.engine.start()

    def stop(self) -> None:
        if self.engine is not None:
            self.engine.stop()

    def wake(self) -> None:
        if self.engine is not None:
            self.engine.wake()

    def fetch(self, sha256: str, size: int) -> None:
        """Have an attachment of so many bytes brought that another counter keeps."""
        if self.engine is not None:
            self.engine.want(sha256, size)

    def tell_rows(self, rows: dict[str, frozenset[str]]) -> None:
        """Rows changed, by kind of entity → ids, and no commit of this desk did it. From any thread."""
        self._bridge.rows.emit(rows)

    def enrol(self, server: str, code: str, files: TrustFiles) -> Enrolment:
        """Connect to a city server and sync from now on; off the UI thread. Raises as `introduce` does."""
        enrolment = self.introduce(server, code, files)
        _log.info("enrolled at %s as station %d", enrolment.server, enrolment.station)
        self.stop()  # what ran goes by another address, or by a session that the city ended
        self.start()
        return enrolment

    def introduce(self, server: str, code: str, files: TrustFiles) -> Enrolment:
        """Enrol alone. Raises CityRefused, LineDown, Invalid or OSError."""
        trust = Trust(files.ca, files.certificate, files.key)
        enrolment = enrol(self._services.replica, server, code, city_keys(self._services), trust, self.tell_rows)
        trust.keep(self._services.folder.root)
        return enrolment

    def show_age(self) -> None:
        """A quiet line tells nothing while it finds nothing new; the age of what is known is read all the same."""
        self._state.set_data_age(self._services.queries.sync_state().last_success)

    def _heard_commit(self, changes: Changes) -> None:
        self._bridge.committed.emit(changes)
        self.wake()

    def _show_no_line(self) -> None:
        """A counter without a sync thread works alone, or by file."""
        if self.engine is None:
            facts = self._services.queries.sync_state()
            self._state.set_line("file" if facts.enrolled else "off", facts.pending if facts.enrolled else 0)
            self._state.set_data_age(facts.last_success)

    def _show(self, state: SyncState) -> None:
        facts = self._services.queries.sync_state()
        self._state.set_line(_LINES[state.phase], facts.pending)
        self._state.set_data_age(facts.last_success)
        if state.phase is not Phase.SYNCING and state.code != self._refusal:
            self._refusal = state.code
            if state.code:
                self._say(explain(Refused(state.code), language()).meaning)
        if state.report is not None and state.report.clock_ahead is not None:
            skew, told = state.report.clock_skew, self._clock
            self._clock = None if skew is None else Refused("sync.clock_wrong", minutes=f"{abs(skew) / 60:,.0f}")
            if told is None:
                self.remind()

    def remind(self) -> None:
        """Tell whoever is in front of a wrong clock: slips bear its dates, and the line alone does not show it."""
        if self._clock is not None:
            self._say(explain(self._clock, language()).meaning)
