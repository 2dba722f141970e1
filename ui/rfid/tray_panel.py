"""The RFID tray: what lies in the field against what is expected there, beside the work of any page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.organization import Site
from app.services.ports import Changes
from app.services.queries import ScanHit, ScanKind
from app.services.rfid import SeenTag
from app.services.tray import TrayRow, TrayState
from ui.i18n import tr
from ui.rfid.setting import ReaderSetting, dwell_choices, threshold_choices
from ui.rfid.tray_list import TrayList, TrayModel
from ui.rfid.tray_watch import TrayUse, TrayWatch
from ui.widgets import Banner, Button, Card, ChoiceBox, Field, IconButton, Label, StatusChip, row
from ui.workplace import Workplace

WIDTH = 344
_TICK_MS = 200


class TrayPanel(Card):
    """Hidden until it is opened; the reader listens only while it is in sight."""

    opened = Signal()
    closed = Signal()
    taken = Signal(object)
    """Ids of the pieces that were given to the page."""

    def __init__(
        self, work: Workplace, use: TrayUse, page: QWidget, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Ctrl+T opens it while `page` is in sight. `clock` gives seconds, monotonic."""
        super().__init__()
        self._work, self._use = work, use
        self.watch = TrayWatch(use, clock)
        self.setFixedWidth(WIDTH)
        self.model = TrayModel()
        self.list = TrayList(self.model)
        self.chip = StatusChip()
        self.count = Label("", large=True)
        self.rest = Label("", "muted", wrap=True)
        self.notice = Banner("attention", "", closable=False)
        self.take_button = Button("", icon_name="check", on_click=self.take_present)
        self.opener = IconButton("rfid", tr("RFID tray (Ctrl+T)"), on_click=self.press)
        self.least, self.dwell = ChoiceBox(), ChoiceBox()
        self.adjust = Button(tr("Signal and time (&U)"), "quiet", icon_name="settings", on_click=self._toggle_adjust)
        self._adjusting = QWidget()
        self._build()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._look_again)
        QShortcut(QKeySequence("Ctrl+T"), page).activated.connect(self.press)
        self.list.opened.connect(self._take_marked)
        self.least.chosen.connect(lambda _key: self._adjusted())
        self.dwell.chosen.connect(lambda _key: self._adjusted())
        work.changes.changed.connect(self._hear_changes)
        if work.tags is not None:
            work.tags.heard.connect(self._hear)
            work.tags.opened.connect(self._reader_ready)
            work.tags.lost.connect(self._reader_lost)
        self.hide()
        self.offer()

    def _build(self) -> None:
        close = IconButton("close", tr("Close the tray (Esc)"), on_click=self.close_it)
        self.body.addLayout(row(Label(tr("RFID tray"), large=True), None, close))
        self.body.addLayout(row(self.chip, None, self.count))
        self.body.addWidget(self.notice)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.rest)
        self._adjusting.setLayout(
            row(Field(tr("Signal at least"), self.least), Field(tr("Still for"), self.dwell), spacing=8)
        )
        self.body.addWidget(self._adjusting)
        self.body.addLayout(row(self.adjust, None, self.take_button))
        self.notice.hide()
        self._adjusting.hide()

    # Opening and closing

    def offer(self) -> None:
        """Show the button that opens it where a reader is set up that hears a field."""
        self.opener.setVisible(self._hears_field())

    def _hears_field(self) -> bool:
        return self._work.tags is not None and ReaderSetting.read(self._work.memory).hears_field

    def press(self) -> None:
        """Ctrl+T: open it; where it is open, give the page what is there."""
        if not self.isVisible():
            self.open()
        else:
            self.take_present()

    def open(self) -> None:
        """Show it; where no reader is set up that hears a field, say what to do."""
        setting = ReaderSetting.read(self._work.memory)
        self.watch.begin(setting.least_rssi, setting.dwell)
        self._adjusting.hide()
        self.least.set_choices(threshold_choices(setting.least_rssi), setting.least_rssi)
        self.dwell.set_choices(dwell_choices(setting.dwell), setting.dwell)
        self.show()
        self.list.setFocus()
        self.opened.emit()

    def close_it(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def step_back(self) -> bool:
        """Esc; whether there was something to go back from."""
        if not self.isVisible():
            return False
        self.close_it()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._work.tags is None or not self._hears_field():
            self.notice.tell(
                "information",
                tr("No reader that hears a tray is set up"),
                tr("A serial or network reader is needed. A reader that types is used like a scanner."),
                tr("Set it up: Settings, RFID reader."),
            )
            self.refresh()
            return
        self.notice.hide()
        self._work.tags.listen(self)
        self._tick.start()
        queries = self._work.queries
        self._work.tasks.run(
            queries.site, owner=self, done=self._learn_site, failed=self._work.errors.show, lane="background"
        )
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        if self._work.tags is not None:
            self._work.tags.leave(self)
        self.watch.tray.forget()

    def _learn_site(self, site: Site) -> None:
        self.watch.prefix, self.watch.site = site.gs1_prefix, site.id
        self.refresh()

    # What is expected

    def expect_anew(self) -> None:
        """The page may wait for other pieces now."""
        self.watch.expect()
        self.refresh()

    def _look_again(self) -> None:
        """Time has passed, and the page may wait for others."""
        if self.watch.waits_for_others():
            self.watch.expect()
        self.refresh()

    def _hear_changes(self, changes: Changes, _origin: object) -> None:
        if changes.of("asset") and self.isVisible():
            self.expect_anew()
            self._look_up(self.watch.strange())

    # What is heard

    def _hear(self, seen: tuple[SeenTag, ...]) -> None:
        if not self.isVisible():
            return
        strange = self.watch.hear(seen)
        if strange:
            self._look_up(strange)
        self.refresh()

    def _look_up(self, epcs: Sequence[str]) -> None:
        """Which pieces bear them: asked off the UI thread, once."""
        queries = self._work.queries

        def read() -> dict[str, ScanHit]:
            return {epc: queries.resolve(epc) for epc in epcs}

        def learn(hits: dict[str, ScanHit]) -> None:
            one_piece = {epc: hit.assets[0] if hit.kind is ScanKind.ASSET else None for epc, hit in hits.items()}
            self.watch.learn(one_piece)
            self.refresh()

        self._work.tasks.run(read, owner=self, done=learn, failed=self._work.errors.show, lane="background")

    def _reader_ready(self) -> None:
        if self.isVisible():
            self.notice.hide()
            self.refresh()

    def _reader_lost(self, error: Exception) -> None:
        if not self.isVisible():
            return
        if not self.notice.isVisible():
            self._work.sounds.play("refused")
        words = self._work.errors.explain(error)
        self.notice.tell("problem", words.title, words.remedy, tr("It is tried again by itself."))
        self.watch.tray.forget()
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Show how things stand now."""
        rows, stable = self.watch.rows(), self.watch.stable()
        tone = self.watch.tone(rows)
        if tone:
            self._work.sounds.play(tone)
        self.model.show_lines([self.watch.line(one) for one in rows])
        self._show_count(rows)
        ready = self._work.tags is not None and self._work.tags.ready
        if not ready:
            self.chip.show_state(tr("Reader not connected"), "neutral", "line-off")
        elif not any(one.state in (TrayState.PRESENT, TrayState.FOREIGN) for one in rows):
            self.chip.show_state(tr("Nothing there"), "neutral", "rfid")
        elif stable:
            self.chip.show_state(tr("Stable"), "good", "check")
        else:
            self.chip.show_state(tr("Still changing"), "attention", "pending")
        waiting = len(self.watch.waiting(rows))
        self.take_button.set_text(f"{self._use.take_words.format(n=waiting)}  Ctrl+T")
        self.take_button.setEnabled(waiting > 0 and stable)

    def _show_count(self, rows: Sequence[TrayRow]) -> None:
        present = sum(one.state is TrayState.PRESENT for one in rows)
        foreign = sum(one.state is TrayState.FOREIGN for one in rows)
        tagless, expected = self.watch.without_tag(), len(self.watch.expected)
        if not expected:
            self.count.setText(tr("{n} pieces").format(n=present) if present else "")
        else:
            self.count.setText(tr("{n} of {all}").format(n=present, all=expected))
        parts = []
        if foreign:
            parts.append(self._use.foreign_words.format(n=foreign))
        if tagless:
            parts.append(tr("{n} awaited pieces have no tag: scan their labels").format(n=tagless))
        if not rows and not self.notice.isVisible():
            parts.append(tr("Lay the pieces before the reader."))
        self.rest.setText("\n".join(parts))
        self.rest.setVisible(bool(parts))

    # Doing

    def take_present(self) -> None:
        """Give the page each piece that is there as if it had been scanned; only once nothing changes any more."""
        items = self.watch.waiting(self.watch.rows())
        if not items or not self.watch.stable():
            return
        for item in items:
            self.watch.give(item)
        self.taken.emit([item.asset_id for item in items])
        self.refresh()

    def _take_marked(self, key: str) -> None:
        """Enter on a tag: that one alone, whether it was expected or not."""
        item = self.watch.take_all_the_same(key)
        if item is not None:
            self.taken.emit([item.asset_id])

    # Threshold and dwell

    def _toggle_adjust(self) -> None:
        self._adjusting.setVisible(not self._adjusting.isVisible())
        if self._adjusting.isVisible():
            self.least.setFocus()

    def _adjusted(self) -> None:
        """Kept for this PC; what lies there is judged anew at once."""
        setting = ReaderSetting.read(self._work.memory)
        least, dwell = self.least.key(), self.dwell.key()
        if isinstance(least, int) and isinstance(dwell, float):
            setting = setting.adjusted(least, dwell)
            setting.write(self._work.memory)
            self.watch.tray.least_rssi, self.watch.tray.dwell = least, dwell
            self.watch.tray.forget()
            self.refresh()
