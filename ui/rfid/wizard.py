"""Writing the tags of many pieces: the pieces at the left, the one at hand and what the reader sees at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import DomainError, Invalid
from app.domain.organization import Site
from app.domain.tag_scheme import TagScheme
from app.services.queries import AssetRow, ScanHit
from app.services.rfid import Lock, epc_of
from ui.i18n import tr
from ui.loan_desk.chooser import Chooser
from ui.rfid.encode_card import EncodeCard, standing_look
from ui.rfid.encoding import EncodeFlow, Stage
from ui.rfid.lock_form import LockForm
from ui.rfid.queue import MOST, EncodeQueue, Kept, Standing, Turn
from ui.rfid.setting import ReaderKind, ReaderSetting
from ui.scanning.place import place_words
from ui.widgets import (
    Banner,
    Button,
    Choice,
    Column,
    DataTable,
    EmptyState,
    PageHeader,
    RowsModel,
    TablePanel,
)
from ui.workplace import Workplace


def _columns() -> list[Column]:
    return [
        Column("standing", tr("Tag", "RFID"), lambda r: standing_look(r)[0], width=112, look=standing_look),
        Column("tag_number", tr("Tag number"), lambda r: r.asset.tag_number, "code", 190),
        Column("name", tr("Asset name"), lambda r: r.asset.name, width=160),
        Column("place", tr("Place"), lambda r: r.asset.place or r.asset.warehouse, width=140),
        Column("tid", "TID", lambda r: r.tid, width=220, shown=False),
        Column("epc", "EPC", lambda r: r.epc, width=220, shown=False),
    ]


class EncodeView(QWidget):
    """What is left stays kept when one leaves, also over a restart."""

    left = Signal()
    said = Signal(str, str, object)
    settings_asked = Signal()
    print_asked = Signal(object)
    """Ids of pieces whose labels are to be printed with their tags: the writer is a printer."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._scheme = TagScheme()
        self.queue = EncodeQueue(work.memory)
        self.flow = EncodeFlow(work, self.queue)
        self.model = RowsModel(_columns())
        self.table = DataTable(
            self.model,
            name=tr("Pieces whose tags are written"),
            memory=work.memory,
            memory_key="rfid/encode",
            sortable=False,
        )
        self.card = EncodeCard()
        self.chooser = Chooser()
        self.forget_button = Button(tr("For&get the rest"), "quiet", on_click=self.forget)
        self.lock_form = LockForm()
        self.lock_button = Button("", icon_name="lock", on_click=self.ask_lock)
        self.header = PageHeader(
            tr("Write RFID tags"),
            "",
            self.lock_button,
            self.forget_button,
            Button(tr("&Back to the list"), "quiet", on_click=self.left.emit),
        )
        self.settings_button = Button(tr("Rea&der settings"), icon_name="settings", on_click=self.settings_asked.emit)
        self.print_button = Button(tr("&Print labels with tags"), icon_name="print", on_click=self._ask_print)
        self.notice = Banner("information", "", "", "", self.settings_button, self.print_button, closable=False)
        self._stack = QStackedWidget()
        self._shown: Turn | None = None  # the piece that was at hand when the table was brought to it
        self._choices: dict[str, Callable[[], object]] = {}
        self._build()
        self._wire()

    def _build(self) -> None:
        empty = EmptyState(
            "rfid",
            tr("No piece waits for a tag"),
            tr("Mark pieces in the inventory and press “RFID tags”, or write the tags of an intake from its notice."),
        )
        middle = QHBoxLayout()
        middle.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.chooser)
        left.addWidget(self.lock_form)
        left.addWidget(TablePanel(self.table), 1)
        middle.addLayout(left, 1)
        middle.addWidget(self.card)
        work = QWidget()
        work.setLayout(middle)
        middle.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(empty)
        self._stack.addWidget(work)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self.notice)
        box.addWidget(self._stack, 1)
        self.notice.hide()

    def _wire(self) -> None:
        self.flow.changed.connect(self.show_flow)
        self.flow.wrote.connect(self._wrote)
        self.table.opened.connect(lambda id: self.flow.go_to(str(id)))
        self.card.skip_button.clicked.connect(lambda _on=False: self._skip())
        self.card.back_button.clicked.connect(lambda _on=False: self.flow.back())
        self.card.void_button.clicked.connect(lambda _on=False: self.ask_void())
        self.card.again_button.clicked.connect(lambda _on=False: self.flow.try_again())
        self.card.replace_button.clicked.connect(lambda _on=False: self.ask_replace())
        self.card.owner_button.clicked.connect(lambda _on=False: self._go_to_owner())
        self.chooser.chosen.connect(self._answered)
        self.lock_form.chosen.connect(self.set_lock)
        self.set_lock(None)

    # Beginning and ending

    def begin(self, asset_ids: Sequence[str]) -> None:
        """Write the tags of these, and then of what was left before."""
        kept = Kept.read(self._work.memory)
        ids = list(dict.fromkeys([*asset_ids, *kept.ids]))[:MOST]
        skipped = set(kept.skipped) - set(asset_ids)
        queries = self._work.queries

        def show(found: tuple[list[AssetRow], Site]) -> None:
            rows, site = found
            self._scheme = TagScheme(site.gs1_prefix, site.tag_afi)
            by_id = {one.id: one for one in rows}
            self.queue.begin([_turn(by_id[id], skipped) for id in ids if id in by_id], kept.thrown_away)
            self.flow.written = self.flow.last = None
            self.model.set_rows(self.queue.turns)
            self._stack.setCurrentIndex(1 if self.queue.turns else 0)
            self._listen()

        self._work.tasks.run(
            lambda: (list(queries.assets(ids)), queries.site()), owner=self, done=show, failed=self._work.errors.show
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.queue.turns:
            self._listen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight the reader is free for others; a window that was only minimised is not left."""
        super().hideEvent(event)
        self.chooser.close_it()
        self.lock_form.close_it()
        if not event.spontaneous():
            self.set_lock(None)
        self.flow.stop()

    def ask_lock(self) -> None:
        """Whether tags are locked; nothing is written while the password is typed."""
        self.flow.stop()
        self.lock_form.open()

    def set_lock(self, lock: Lock | None) -> None:
        """From the next tag on; forgotten when the window is left."""
        self.flow.lock = lock
        self.lock_button.set_text(tr("&Lock tags…") if lock is None else tr("&Locking with a password"))
        if self.queue.turns and self.isVisible():
            self._listen()

    def forget(self) -> None:
        """Give up what is left; written tags stay written."""
        self.queue.begin([])
        self.model.set_rows([])
        self.notice.hide()
        self._stack.setCurrentIndex(0)
        self.flow.stop()
        self.show_flow()

    def step_back(self) -> bool:
        """Esc; whether there was something to go back from."""
        if self.chooser.isVisible():
            self.chooser.close_it()
            return True
        if self.lock_form.isVisible():
            self.lock_form.close_it()
            self._listen()
            return True
        return False

    def take_scan(self, text: str) -> None:
        """A scan is the label of the piece that comes next."""

        def found(hit: ScanHit) -> None:
            listed = next((one.id for one in hit.assets if self.queue_has(one.id)), None)
            if listed is None:
                self._work.sounds.play("unknown")
                words = place_words(hit) or tr("{text} is not on this list").format(text=text)
                self.said.emit(words, "attention", None)
                return
            self.flow.go_to(listed)

        self._work.tasks.run(
            lambda: self._work.queries.resolve(text),
            owner=self,
            done=found,
            failed=self._work.errors.show,
        )

    def queue_has(self, asset_id: str) -> bool:
        return any(turn.id == asset_id for turn in self.queue.turns)

    def _listen(self) -> None:
        setting = ReaderSetting.read(self._work.memory)
        self.settings_button.setVisible(not setting.writes)
        self.print_button.setVisible(setting.kind is ReaderKind.PRINTER)
        if setting.hears_field and self._work.tags is not None:
            self.notice.hide()
            self.flow.start()
        elif setting.kind is ReaderKind.PRINTER:
            self.notice.tell(
                "information",
                tr("The label printer writes the tags here"),
                tr("It prints the label and writes the tag in it in one go, and reads it back."),
            )
        else:
            self.notice.tell(
                "attention",
                tr("No device that writes tags is set up"),
                tr("A reader on a serial port, a network reader or an RFID label printer writes tags."),
            )
        self.show_flow()

    def _ask_print(self) -> None:
        ids = [turn.id for turn in self.queue.turns if turn.standing is not Standing.WRITTEN]
        if ids:
            self.print_asked.emit(ids)

    # Showing

    def show_flow(self) -> None:
        """The piece at hand, what the reader sees, and what can be done about it."""
        queue, flow = self.queue, self.flow
        written, skipped = queue.count(Standing.WRITTEN), queue.count(Standing.SKIPPED)
        words = tr("{n} of {all} have their tag").format(n=f"{written:,}", all=f"{len(queue.turns):,}")
        if skipped:
            words += tr(", {n} skipped").format(n=f"{skipped:,}")
        self.header.set_subtitle(words if queue.turns else "")
        self.forget_button.setVisible(written < len(queue.turns))
        self.lock_button.setVisible((bool(queue.turns) and flow.running) or self.lock_form.isVisible())
        turn = queue.current
        self.card.show_piece(turn, queue.number, len(queue.turns), self._epc_for(turn))
        trouble = self._work.errors.explain(flow.refusal) if flow.refusal is not None else None
        owner = self._owner_in_queue() if flow.stage is Stage.STOPPED else None
        self.card.show_stage(flow, trouble, owner)
        if turn is not self._shown:
            self._shown = turn
            if turn is not None:
                self.model.replace(turn)
                self.table.select_number(queue.number)
                self.table.scrollTo(self.model.index(queue.number, 0))

    def _epc_for(self, turn: Turn | None) -> str:
        if turn is None:
            return ""
        try:
            return epc_of(turn.asset.tag_number, self._scheme)[0]
        except Invalid:
            return ""

    def _skip(self) -> None:
        turn = self.queue.current
        self.flow.skip()
        if turn is not None:
            self.model.replace(turn)

    def _wrote(self, turn: Turn) -> None:
        self.model.replace(turn)
        words = tr("Tag of {name} written and read back").format(name=turn.asset.name)
        self.said.emit(words, "good", None)

    # Deciding

    def _owner_in_queue(self) -> Turn | None:
        """The piece of this list to which the tag before which it stopped belongs."""
        refusal, current = self.flow.refusal, self.queue.current
        if not isinstance(refusal, DomainError) or refusal.code not in ("tag.foreign_epc", "tag.tid_in_use"):
            return None
        epc, tid = refusal.params.get("epc"), refusal.params.get("tid")
        others = (one for one in self.queue.turns if one is not current)
        return next((one for one in others if (tid and one.tid == tid) or self._epc_for(one) == epc), None)

    def _go_to_owner(self) -> None:
        owner = self._owner_in_queue()
        if owner is not None:
            self.flow.go_to(owner.id)

    def ask_void(self) -> None:
        """Why is the tag thrown away?"""
        tag = self.flow.tag
        if tag is None:
            return
        reasons = [
            tr("It does not answer"),
            tr("It cannot be written"),
            tr("It is torn or bent"),
            tr("It was written for the wrong piece"),
        ]
        self._offer(tr("Throw this tag away. Why?"), reasons, partial(self.flow.throw_away, tag))

    def ask_replace(self) -> None:
        """Why does the piece get another tag?"""
        reasons = [
            tr("The old tag is lost"),
            tr("The old tag does not answer"),
            tr("The old tag is torn or bent"),
            tr("The old tag was on the wrong piece"),
        ]
        self._offer(tr("Another tag for this piece. Why?"), reasons, self.flow.replace)

    def _offer(self, title: str, reasons: Sequence[str], act: Callable[[str], object]) -> None:
        self._choices = {reason: partial(act, reason) for reason in reasons}
        self.chooser.offer(title, [Choice(reason, reason) for reason in reasons], many=False)

    def _answered(self, keys: list[object]) -> None:
        for key in keys:
            self._choices[str(key)]()


def _turn(asset: AssetRow, skipped: set[str]) -> Turn:
    if asset.epc and asset.tid:
        return Turn(asset, Standing.WRITTEN, asset.epc, asset.tid)
    return Turn(asset, Standing.SKIPPED if asset.id in skipped else Standing.WAITING)
