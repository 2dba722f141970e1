"""The RFID tray: what lies in the field against what is expected there, beside the work of any page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.numbering import group_tag_number
from app.services.ports import Changes
from app.services.queries import AssetRow, ScanHit, ScanKind
from app.services.rfid import SeenTag
from app.services.tray import Tray, TrayItem, TrayRow, TrayState
from ui.i18n import tr
from ui.rfid.setting import ReaderSetting, dwell_choices, threshold_choices
from ui.rfid.tray_list import TrayLine, TrayList, TrayModel
from ui.rfid.what import group_hex, what_is
from ui.widgets import Banner, Button, Card, ChoiceBox, Field, IconButton, Label, StatusChip, row
from ui.workplace import Workplace

WIDTH = 344
FRESH_SECONDS = 2.0
"""How long a row stays tinted after its state has changed."""
_TICK_MS = 200


@dataclass(frozen=True, slots=True)
class TrayUse:
    """What a page does with the tray.

    `expected` gives the pieces it waits for, `welcome` whether any other piece of the pool is as good. `holds` says of
    an asset's id whether it is on the page's list. `take` is the page's own way of a scan. `take_words` (of the button)
    and `foreign_words` (what to do about others) have a place `{n}`.
    """

    expected: Callable[[], Sequence[AssetRow]]
    welcome: Callable[[], bool]
    holds: Callable[[str], bool]
    take: Callable[[str], object]
    take_words: str
    foreign_words: str


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
        self._work, self._use, self._clock = work, use, clock
        self.tray = Tray({})
        self._known: dict[str, AssetRow | None] = {}  # by EPC, of those not expected; None: no piece bears it
        self._expected: list[AssetRow] = []
        self._welcome = True
        self._states: dict[tuple[str, str], tuple[TrayState, float]] = {}
        self._given: set[str] = set()  # ids of assets given to the page while they lie here
        self._site = ("", "")  # GS1 prefix and region code of this site
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
        self.tray = Tray({}, least_rssi=setting.least_rssi, dwell=setting.dwell)
        self._states.clear()
        self._given.clear()
        self._adjusting.hide()
        self.least.set_choices(threshold_choices(setting.least_rssi), setting.least_rssi)
        self.dwell.set_choices(dwell_choices(setting.dwell), setting.dwell)
        self.show()
        self.list.setFocus()
        self.opened.emit()
        self.expect_anew()

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
            queries.site, owner=self, done=lambda site: self._learn_site(site.gs1_prefix, site.id), lane="background"
        )
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        if self._work.tags is not None:
            self._work.tags.leave(self)
        self.tray.forget()

    def _learn_site(self, prefix: str, site: str) -> None:
        self._site = (prefix, site)
        self.refresh()

    # What is expected

    def expect_anew(self) -> None:
        """The page may wait for other pieces now."""
        self._expected, self._welcome = list(self._use.expected()), self._use.welcome()
        self._match()
        self.refresh()

    def _look_again(self) -> None:
        """Time has passed, and the page may wait for others."""
        expected = self._use.expected()
        if [one.id for one in expected] != [one.id for one in self._expected] or self._welcome != self._use.welcome():
            self.expect_anew()
        else:
            self.refresh()

    def _match(self) -> None:
        """Expect the tags of what the page waits for, and of whatever piece lies there where any is welcome."""
        by_tag = {one.epc: one for one in self._expected if one.epc}
        awaited = {one.id for one in self._expected if not one.epc}
        by_tag |= {
            epc: one for epc, one in self._known.items() if one is not None and (self._welcome or one.id in awaited)
        }
        self.tray.expected = {epc: TrayItem(one.id, one.name, one.tag_number, one.tid) for epc, one in by_tag.items()}

    def _hear_changes(self, changes: Changes, _origin: object) -> None:
        if changes.of("asset") and self.isVisible():
            self.expect_anew()
            self._look_up(list(self._known))

    # What is heard

    def _hear(self, seen: tuple[SeenTag, ...]) -> None:
        if not self.isVisible():
            return
        self.tray.hear(seen, self._clock())
        strange = [tag.epc for tag in seen if tag.epc not in self.tray.expected and tag.epc not in self._known]
        if strange:
            self._look_up(strange)
        self.refresh()

    def _look_up(self, epcs: Sequence[str]) -> None:
        """Which pieces bear them: asked off the UI thread, once."""
        for epc in epcs:
            self._known.setdefault(epc, None)
        queries = self._work.queries

        def read() -> dict[str, ScanHit]:
            return {epc: queries.resolve(epc) for epc in epcs}

        def learn(hits: dict[str, ScanHit]) -> None:
            for epc, hit in hits.items():
                self._known[epc] = hit.assets[0] if hit.kind is ScanKind.ASSET else None
            self._match()
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
        self.tray.forget()
        self.refresh()

    # What is shown

    def stable(self) -> bool:
        """Whether what is there may be given to the page."""
        return self.tray.stable(self._clock())

    def waiting(self) -> list[TrayItem]:
        """The pieces that are there and were not given to the page yet."""
        return [
            one.item
            for one in self.tray.rows(self._clock())
            if one.state is TrayState.PRESENT and one.settled and one.item is not None and self._is_new(one.item)
        ]

    def _is_new(self, item: TrayItem) -> bool:
        return item.asset_id not in self._given and not self._use.holds(item.asset_id)

    def refresh(self) -> None:
        """Show how things stand now."""
        now = self._clock()
        awaited = {one.id for one in self._expected}
        rows = [
            one
            for one in self.tray.rows(now)
            if one.state is not TrayState.EXPECTED or (one.item is not None and one.item.asset_id in awaited)
        ]
        self._given &= {one.item.asset_id for one in rows if one.item and one.state is TrayState.PRESENT}
        self._sound(rows, now)
        self.model.show_lines([self._line(one, now) for one in rows])
        self._show_count(rows)
        ready = self._work.tags is not None and self._work.tags.ready
        if not ready:
            self.chip.show_state(tr("Reader not connected"), "neutral", "line-off")
        elif not any(one.state in (TrayState.PRESENT, TrayState.FOREIGN) for one in rows):
            self.chip.show_state(tr("Nothing there"), "neutral", "rfid")
        elif self.stable():
            self.chip.show_state(tr("Stable"), "good", "check")
        else:
            self.chip.show_state(tr("Still changing"), "attention", "pending")
        waiting = len(self.waiting())
        self.take_button.set_text(f"{self._use.take_words.format(n=waiting)}  Ctrl+T")
        self.take_button.setEnabled(waiting > 0 and self.stable())

    def _line(self, one: TrayRow, now: float) -> TrayLine:
        state, since = self._states.get((one.epc, one.tid), (one.state, -FRESH_SECONDS))
        known = self._known.get(one.epc)
        held = one.item is not None and one.state is TrayState.PRESENT and self._use.holds(one.item.asset_id)
        if one.item is not None:
            name, text = one.item.caption, group_tag_number(one.item.tag_number)
        elif known is not None:
            name, text = known.name, group_tag_number(known.tag_number)
            if known.tid and one.tid and known.tid != one.tid:
                text = tr("Another tag with this piece's number")
        else:
            name, text = what_is(one.epc, *self._site), group_hex(one.epc)
        rssi = None if one.rssi is None else round(one.rssi)
        fresh = state is one.state is not TrayState.EXPECTED and now - since < FRESH_SECONDS
        return TrayLine(f"{one.epc} {one.tid}".strip(), one.state, name, text, rssi, held, fresh)

    def _show_count(self, rows: Sequence[TrayRow]) -> None:
        present = sum(one.state is TrayState.PRESENT for one in rows)
        foreign = sum(one.state is TrayState.FOREIGN for one in rows)
        met = {item.asset_id for item in self.tray.expected.values()}
        tagless = sum(one.id not in met for one in self._expected)
        if not self._expected:
            self.count.setText(tr("{n} pieces").format(n=present) if present else "")
        else:
            self.count.setText(tr("{n} of {all}").format(n=present, all=len(self._expected)))
        parts = []
        if foreign:
            parts.append(self._use.foreign_words.format(n=foreign))
        if tagless:
            parts.append(tr("{n} awaited pieces have no tag: scan their labels").format(n=tagless))
        if not rows and not self.notice.isVisible():
            parts.append(tr("Lay the pieces before the reader."))
        self.rest.setText("\n".join(parts))
        self.rest.setVisible(bool(parts))

    def _sound(self, rows: Sequence[TrayRow], now: float) -> None:
        """One tone where something has changed, the gravest one; none while all stays as it is."""
        tones = {TrayState.PRESENT: "done", TrayState.FOREIGN: "unknown", TrayState.REMOVED: "refused"}
        heard = set()
        states: dict[tuple[str, str], tuple[TrayState, float]] = {}
        for one in rows:
            key = (one.epc, one.tid)
            before = self._states.get(key)
            if before is not None and before[0] is one.state:
                states[key] = before
                continue
            if not one.settled:
                continue
            states[key] = (one.state, now)
            gone = one.state is TrayState.REMOVED and not (one.item and self._use.holds(one.item.asset_id))
            if one.state in tones and not gone:
                heard.add(tones[one.state])
        self._states = states
        for tone in ("refused", "unknown", "done"):
            if tone in heard:
                self._work.sounds.play(tone)
                return

    # Doing

    def take_present(self) -> None:
        """Give the page each piece that is there as if it had been scanned; only once nothing changes any more."""
        items = self.waiting()
        if not items or not self.stable():
            return
        for item in items:
            self._give(item.asset_id, item.tag_number)
        self.taken.emit([item.asset_id for item in items])
        self.refresh()

    def _give(self, asset_id: str, text: str) -> None:
        self._given.add(asset_id)
        self._use.take(text)

    def _take_marked(self, key: str) -> None:
        """Enter on a tag: that one alone, whether it was expected or not."""
        epc = key.split(" ")[0]
        item, known = self.tray.expected.get(epc), self._known.get(epc)
        line = next((one for one in self.model.lines() if one.key == key), None)
        if line is None or line.held or line.state in (TrayState.EXPECTED, TrayState.REMOVED):
            return
        if item is not None:
            self._give(item.asset_id, item.tag_number)
            self.taken.emit([item.asset_id])
        else:
            self._use.take(known.tag_number if known else epc)

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
            self.tray.least_rssi, self.tray.dwell = least, dwell
            self.tray.forget()
            self.refresh()
