"""The RFID reader of this PC, what it sees, and how the tags of this site are written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from app.domain.epc import readings
from app.domain.numbering import group_tag_number
from app.services.queries import ScanHit, ScanKind
from app.services.rfid import SeenTag
from app.services.tray import TrayState
from ui.i18n import tr
from ui.rfid.setting import LLRP_PORT, ReaderKind, ReaderSetting, dwell_choices, threshold_choices
from ui.rfid.tray_list import TrayLine, TrayList, TrayModel
from ui.rfid.what import group_hex, what_is
from ui.settings.section import Section
from ui.settings.tag_scheme import TagSchemeForm
from ui.widgets import Banner, Button, ChoiceBox, Label, Rule, TextField, row
from ui.workplace import Workplace

_LINGER = 6
"""Rounds after which a tag that is heard no more leaves the test's list."""


class ReaderSection(Section):
    """Reader and test are of this PC and anybody's; how tags are written is of the site, and administrators'."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "rfid",
            tr("RFID reader"),
            "rfid",
            tr("What reads and writes RFID tags at this PC, and what this site writes into them."),
        )
        self._seen: dict[str, tuple[SeenTag, int]] = {}
        self._names: dict[str, str] = {}  # by EPC: the piece that bears it, "" where none does
        self._testing = False
        self.kind = ChoiceBox(
            [
                (ReaderKind.NONE, tr("None")),
                (ReaderKind.WEDGE, tr("A reader that types, like a scanner")),
                (ReaderKind.SERIAL, tr("A reader on a serial port (COM)")),
                (ReaderKind.LLRP, tr("A reader on the network (LLRP)")),
                (ReaderKind.PRINTER, tr("An RFID label printer")),
            ]
        )
        self.port, self.llrp = TextField(limit=80), TextField(limit=120)
        self.least, self.dwell = ChoiceBox(), ChoiceBox()
        self.save = Button(tr("Sa&ve"), "primary", icon_name="check", on_click=self.try_save)
        self.test = Button(tr("&What does it see?"), icon_name="rfid", on_click=self.turn_test)
        self.result = Banner("information", "", closable=False)
        self.model = TrayModel()
        self.list = TrayList(self.model)
        self.words = Label("", "muted", wrap=True)
        self._build_reader()
        self.scheme = TagSchemeForm(self)
        self.body.addWidget(Rule())
        self.body.addWidget(self.scheme)
        self._wire()
        self._followed()

    def _build_reader(self) -> None:
        self.add(tr("&Reader of this PC"), self.kind)
        self._port = self.add(tr("Serial &port"), self.port, self._no_place, hint=tr("e.g. COM3"), required=True)
        self._llrp = self.add(
            tr("A&ddress of the reader"),
            self.llrp,
            self._no_place,
            hint=tr("Name or IP address; with “:{port}” where it has another port").format(port=LLRP_PORT),
            required=True,
        )
        self._least = self.add(tr("Signal at &least"), self.least, hint=tr("Weaker tags lie on the next table"))
        self._dwell = self.add(tr("St&ill for"), self.dwell, hint=tr("After so long without a change they count"))
        self.add_pair(self._least, self._dwell)
        self.body.addWidget(self.words)
        self.body.addLayout(row(self.save, self.test, None))
        self.result.setMaximumWidth(640)
        self.list.setMaximumWidth(640)
        self.list.setFixedHeight(220)
        self.list.setAccessibleName(tr("Tags that the reader sees"))
        self.body.addWidget(self.result)
        self.body.addWidget(self.list)
        self.result.hide()
        self.list.hide()

    def _wire(self) -> None:
        self.kind.chosen.connect(lambda _key: self._followed())
        self._look = QTimer(self, interval=500)
        self._look.timeout.connect(self._show_seen)
        if self.work.tags is not None:
            self.work.tags.heard.connect(self._hear)
            self.work.tags.opened.connect(self._say_ready)
            self.work.tags.lost.connect(self._say_lost)

    # The reader of this PC

    def load(self) -> None:
        setting = ReaderSetting.read(self.work.memory)
        self.kind.set_key(setting.kind)
        self.port.setText(setting.serial)
        self.llrp.setText(setting.llrp)
        self.least.set_choices(threshold_choices(setting.least_rssi), setting.least_rssi)
        self.dwell.set_choices(dwell_choices(setting.dwell), setting.dwell)
        self.forget_faults()
        self._followed()
        self.work.tasks.run(
            self.work.queries.site, owner=self, done=self.scheme.show_site, failed=self.tell_error, lane="background"
        )

    def entered(self) -> ReaderSetting:
        """What the form says."""
        least, dwell = self.least.key(), self.dwell.key()
        setting = ReaderSetting(
            ReaderKind(str(self.kind.key())),
            self.port.text().strip(),
            self.llrp.text().strip(),
        )
        return setting.adjusted(least, dwell) if isinstance(least, int) and isinstance(dwell, float) else setting

    def try_save(self) -> bool:
        if not self.check():
            return False
        self.entered().write(self.work.memory)
        if self.work.tags is not None:
            self.work.tags.reopen()
        self.said.emit(tr("Saved"), "good", None)
        return True

    def _no_place(self) -> str:
        """Asked of the fields in sight only."""
        if self.kind.key() == ReaderKind.SERIAL:
            return "" if self.port.text().strip() else tr("On which port is it?")
        return "" if self.llrp.text().strip() else tr("What is its address?")

    def _followed(self) -> None:
        """Show what the kind of reader needs."""
        kind = ReaderKind(str(self.kind.key()))
        hears = kind in (ReaderKind.SERIAL, ReaderKind.LLRP)
        self._port.setVisible(kind is ReaderKind.SERIAL)
        self._llrp.setVisible(kind is ReaderKind.LLRP)
        self._least.setVisible(hears)
        self._dwell.setVisible(hears)
        self.test.setVisible(hears)
        texts = {
            ReaderKind.NONE: tr("Without a reader, labels and the scanner do all the work."),
            ReaderKind.WEDGE: tr(
                "It types the EPC of a tag and Enter wherever the scan box is. To try it, read a tag now."
            ),
            ReaderKind.PRINTER: tr(
                "It writes the tag while it prints the label, and reads it back. Set it up in the print centre."
            ),
        }
        self.words.setText(texts.get(kind, ""))
        self.words.setVisible(kind in texts)
        self.end_test()

    # What does it see?

    def turn_test(self) -> None:
        """Begin or end looking; what was entered is saved before."""
        if self._testing:
            self.end_test()
        elif self.try_save() and self.work.tags is not None:
            self._seen.clear()
            self.model.show_lines([])
            self._testing = True
            self.test.set_text(tr("&Enough seen"))
            self.result.tell("information", tr("The reader is being asked"), tr("Hold a tag before it."))
            self.list.show()
            self.work.tags.listen(self)
            self._look.start()
            if self.work.tags.ready:
                self._say_ready()

    def end_test(self) -> None:
        if self._testing and self.work.tags is not None:
            self.work.tags.leave(self)
        self._testing = False
        self._look.stop()
        self.test.set_text(tr("&What does it see?"))
        self.result.hide()
        self.list.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.end_test()

    def show_rights(self) -> None:
        super().show_rights()
        if hasattr(self, "scheme"):  # not while the section is being built
            self.scheme.show_rights()

    def step_back(self) -> bool:
        if self._testing:
            self.end_test()
            return True
        return super().step_back()

    def take_scan(self, text: str) -> None:
        """A reader that types was used: say what it typed."""
        epcs = readings("".join(text.split()))
        if not epcs:
            words = tr("“{text}” is no EPC: 24 hexadecimal digits or more are.").format(text=text[:60])
            self.result.tell("attention", tr("This is not from an RFID tag"), words)
            return

        def show(hit: ScanHit) -> None:
            words = self._name_of(hit) or what_is(epcs[-1], *self.scheme.prefix_and_site())
            self.result.tell("good", tr("EPC {epc}").format(epc=group_hex(epcs[-1])), words)

        self.work.tasks.run(
            lambda: self.work.queries.resolve(text), owner=self, done=show, failed=self.tell_error, lane="background"
        )

    def _hear(self, seen: tuple[SeenTag, ...]) -> None:
        if not self._testing:
            return
        self._seen = {key: (tag, age + 1) for key, (tag, age) in self._seen.items() if age < _LINGER}
        self._seen |= {tag.tid or tag.epc: (tag, 0) for tag in seen}
        for epc in {tag.epc for tag in seen} - self._names.keys():
            self._names[epc] = ""
            self.work.tasks.run(
                partial(self.work.queries.resolve, epc),
                owner=self,
                done=partial(self._learn_name, epc),
                lane="background",
            )

    def _learn_name(self, epc: str, hit: ScanHit) -> None:
        self._names[epc] = self._name_of(hit)

    def _show_seen(self) -> None:
        least = self.entered().least_rssi
        lines = []
        for key, (tag, age) in self._seen.items():
            weak = tag.rssi is not None and tag.rssi < least
            state = TrayState.REMOVED if age else TrayState.FOREIGN if weak else TrayState.PRESENT
            word = tr("Gone", "a tag") if age else tr("Too weak") if weak else tr("Seen", "a tag")
            name = self._names.get(tag.epc) or what_is(tag.epc, *self.scheme.prefix_and_site())
            rssi = None if tag.rssi is None else round(tag.rssi)
            text = f"EPC {group_hex(tag.epc)}"
            lines.append(TrayLine(key, state, name, text, rssi, word=word))
        self.model.show_lines(lines)
        if self.work.tags is not None and self.work.tags.ready:
            heard = sum(not age for _tag, age in self._seen.values())
            self.result.tell(
                "good",
                tr("The reader answers"),
                tr("It sees {n} tags.").format(n=heard) if heard else tr("It sees no tag."),
            )

    def _say_ready(self) -> None:
        if self._testing:
            self.result.tell("good", tr("The reader answers"), tr("Hold a tag before it."))

    def _say_lost(self, error: Exception) -> None:
        if self._testing:
            words = self.work.errors.explain(error)
            self.result.tell("problem", words.title, words.meaning, words.remedy)
            self._seen.clear()

    @staticmethod
    def _name_of(hit: ScanHit) -> str:
        if hit.kind is not ScanKind.ASSET:
            return ""
        return f"{hit.assets[0].name}  {group_tag_number(hit.assets[0].tag_number)}"
