"""The page: how it stands, what waits, what came, the last days; pause, and sync now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.ports import Changes
from ui.i18n import tr
from ui.moments import ago
from ui.paper import show_slip
from ui.shell.page import Action
from ui.shell.state import ShellState
from ui.sync_centre.days import Days
from ui.sync_centre.lately import Lately, fault_words
from ui.sync_centre.overview import Overview
from ui.sync_centre.reading import Reading, read
from ui.sync_centre.steering import Steering
from ui.sync_centre.waiting import WaitingList
from ui.widgets import Banner, Button, EmptyState, Page, PageHeader, Segmented, bind_keys, plain, row
from ui.workplace import Workplace

_SETTLE = 300
"""Milliseconds in which several tidings are read as one."""


class SyncCentrePage(Page):
    """`mode()` is "overview", "waiting", "lately" or "days". It reads anew with each state of the sync thread."""

    said = Signal(str, str, object)
    settings_asked = Signal()

    def __init__(self, work: Workplace, steering: Steering, state: ShellState) -> None:
        super().__init__()
        self._work, self._steering, self._state = work, steering, state
        self.reading: Reading | None = None
        self._modes = {
            "overview": (tr("Overview  Alt+1"), "Alt+1"),
            "waiting": (tr("Waiting  Alt+2"), "Alt+2"),
            "lately": (tr("Lately  Alt+3"), "Alt+3"),
            "days": (tr("Last days  Alt+4"), "Alt+4"),
        }
        self.pause_button = Button(tr("&Pause"), icon_name="pause", on_click=self.pause_or_resume)
        self.sync_button = Button(
            tr("&Sync now"), "primary", icon_name="line-syncing", shortcut="Ctrl+Return", on_click=self.sync_now
        )
        self.header = PageHeader(tr("Sync centre"), "", self.pause_button, self.sync_button)
        self.notice = Banner("attention", "", closable=False)
        self.modes = Segmented([(key, title) for key, (title, _key) in self._modes.items()], name=tr("Sync centre"))
        self.overview = Overview()
        self.waiting = WaitingList(work.memory)
        self.lately = Lately(work.memory)
        self.days = Days(work)
        self._parts = QStackedWidget()
        for part in (self.overview, self.waiting, self.lately, self.days):
            self._parts.addWidget(part)
        self.connect_button = Button(
            tr("&Connect to a city server"), "primary", icon_name="line-up", on_click=self.settings_asked.emit
        )
        self.alone = EmptyState(
            "line-off",
            tr("This counter works alone"),
            tr(
                "Everything works here without a city server. With one, the city and its counties see the same "
                "property, what was lent twice is found out, and a copy of every record lies with the city. This place "
                "then shows what waits, what came and how old the knowledge is."
            ),
            self.connect_button,
        )
        together = QWidget()
        box = QVBoxLayout(together)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.notice)
        box.addLayout(row(self.modes, None))
        box.addWidget(self._parts, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.alone)
        self._stack.addWidget(together)
        self.body.addWidget(self.header)
        self.body.addWidget(self._stack, 1)
        self.notice.hide()
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._soon.timeout.connect(self.reload)
        self.modes.changed.connect(self.show_mode)
        self.waiting.paper_asked.connect(lambda number: show_slip(self._work, number, self))
        self.days.said.connect(self.said)
        state.changed.connect(self._heard)
        work.changes.changed.connect(self._committed)
        bind_keys(self, {keys: partial(self.show_mode, key) for key, (_title, keys) in self._modes.items()})
        self._show_buttons(line=False, paused=False)

    # The shell asks

    def shown(self) -> None:
        self.reload()

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        found = [
            Action(f"sync_centre/{key}", plain(title).removesuffix(keys).strip(), partial(self.show_mode, key), keys)
            for key, (title, keys) in self._modes.items()
        ]
        if self.sync_button.isEnabled():
            found.append(Action("sync_centre/now", tr("Sync now"), self.sync_now, "Ctrl+Return", "line-syncing"))
        if self.pause_button.isEnabled():
            title = plain(self.pause_button.accessibleName())
            found.append(Action("sync_centre/pause", title, self.pause_or_resume, "", "pause"))
        return found

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Alt+1 … Alt+4", tr("Overview, what waits, what came lately, the last days")),
            ("Ctrl+Enter", tr("Sync now")),
            ("Alt+P", tr("Pause, or go on")),
        ]

    def mode(self) -> str:
        return str(self.modes.key())

    def show_mode(self, key: str) -> None:
        self.modes.set_key(key)
        self._parts.setCurrentIndex(list(self._modes).index(key))

    # Acting

    def sync_now(self) -> None:
        self._steering.sync_now()
        self.said.emit(tr("Sync has been started"), "information", None)

    def pause_or_resume(self) -> None:
        """Off the UI thread: it is written down, so that it outlives the program."""
        paused = self.reading is not None and self.reading.facts.paused
        act, words, meaning = (
            (self._steering.resume, tr("Sync goes on"), "good")
            if paused
            else (self._steering.pause, tr("Sync is paused"), "attention")
        )
        self.pause_button.setEnabled(False)

        def done(_none: object) -> None:
            self.said.emit(words, meaning, None)
            self.reload()

        self._work.tasks.run(act, owner=self, done=done, failed=self._failed)

    def reload(self) -> None:
        self._work.tasks.run(
            lambda: read(self._work.queries, self._steering),
            owner=self,
            done=self.show_reading,
            failed=self._failed,
            lane="background",
        )

    def show_reading(self, reading: Reading) -> None:
        self.reading = reading
        enrolled, paused = reading.state.enrolled, reading.facts.paused
        self._stack.setCurrentIndex(1 if enrolled else 0)
        self._show_buttons(line=bool(reading.state.server), paused=paused)
        if not enrolled:
            self.header.set_subtitle("")
            return
        as_of = reading.state.last_success
        self.header.set_subtitle(
            tr("City data: {when}").format(when=ago(as_of)) if as_of else tr("No data from the city yet")
        )
        self._show_notice(reading)
        self.overview.show_reading(reading)
        self.waiting.show_waiting(reading.waiting)
        self.lately.show_cycles(reading.cycles)
        self.days.show_days(reading.days)

    # Inside

    def _show_buttons(self, *, line: bool, paused: bool) -> None:
        self.pause_button.setVisible(line)
        self.sync_button.setVisible(line)
        self.pause_button.setEnabled(line)
        self.sync_button.setEnabled(line and not paused)
        self.pause_button.set_text(tr("Kee&p going") if paused else tr("&Pause"))

    def _show_notice(self, reading: Reading) -> None:
        """What stands in the way now: the pause, or the fault of the last cycle."""
        pending = f"{reading.state.pending:,}"
        if reading.facts.paused:
            self.notice.tell(
                "attention",
                tr("Sync is paused"),
                tr(
                    "Nothing goes to the city and nothing comes from it; the desk works as always. {n} operations wait."
                ).format(n=pending),
                tr("“Keep going” lets it run again."),
            )
        elif reading.fault:
            words = fault_words(reading.fault)
            meaning = "attention" if reading.fault in ("sync.unreachable", "sync.line_down") else "problem"
            text = tr("{words} {n} operations wait.").format(words=words.meaning, n=pending)
            self.notice.tell(meaning, words.title, text, words.remedy)
        else:
            self.notice.hide()

    def _heard(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _committed(self, _changes: Changes, _origin: object) -> None:
        self._heard()

    def _failed(self, error: Exception) -> None:
        self.pause_button.setEnabled(True)
        self._work.errors.show(error, self)
