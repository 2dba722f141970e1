"""Receiving a transfer: the pieces of its slip at the left, who sent them and where they go at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.numbering import is_tag_number
from app.domain.organization import Warehouse, WarehouseKind
from app.services.commands.transfers import TransferIn
from app.services.ports import Changes
from app.services.queries import ScanHit, ScanKind
from app.services.transfer_queries import TransferDetail
from ui.i18n import tr
from ui.loan_desk.summary import Summary
from ui.moments import ago
from ui.scanning.place import place_to_go, place_words
from ui.scanning.recogniser import shorten
from ui.transfers.arrival import Arrival, Mark, Piece
from ui.transfers.looks import mark_look
from ui.transfers.side import SidePanel
from ui.transfers.tray import ArrivalTray
from ui.widgets import (
    Button,
    ChoiceBox,
    Column,
    DataTable,
    Field,
    Label,
    PageHeader,
    RowsModel,
    StatusChip,
    TablePanel,
    write,
)
from ui.workplace import Workplace

WAREHOUSE_KEY = "transfers/warehouse"


def _columns() -> list[Column]:
    return [
        Column("mark", tr("Here?"), lambda r: mark_look(r.mark)[0], width=128, look=lambda r: mark_look(r.mark)),
        Column("tag_number", tr("Tag number"), lambda r: r.tag_number, "code", 190),
        Column("name", tr("Asset name"), lambda r: r.name or tr("not known here"), width=200),
    ]


class ReceiveView(QWidget):
    """Shows one `Arrival` at a time; what was ticked lies in it, so that nothing is lost where another comes first."""

    left = Signal()
    received = Signal(object, object)
    """TransferIn and Changes."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.arrival: Arrival | None = None
        self.summary: Summary | None = None
        self.tray = ArrivalTray(work, self)
        self.header = PageHeader(
            tr("Receive a transfer"),
            "",
            self.tray.panel.opener,
            Button(tr("&Back to the list"), "quiet", on_click=self.left.emit),
        )
        self.model = RowsModel(_columns())
        self.table = DataTable(
            self.model, name=tr("Pieces of the slip"), memory=work.memory, memory_key="transfers/receive"
        )
        self.all_button = Button(tr("&All are here"), icon_name="check", on_click=self.all_here)
        self.receive_button = Button(
            tr("&Receive"), "primary", icon_name="in", shortcut="Ctrl+Return", on_click=self.ask_receive
        )
        self.panel = SidePanel(self.all_button, self.receive_button)
        self.sent = Label("", "muted", wrap=True)
        self.proof = StatusChip()
        self.codes = Label("", wrap=True)
        self.warehouse = ChoiceBox([])
        self.warehouse.setAccessibleName(tr("Put into warehouse"))
        where = Field(tr("Put into &warehouse"), self.warehouse, required=True)
        for part in (self.proof, self.codes, where, self.sent):
            self.panel.fields.addWidget(part)
        self.panel.fields.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(TablePanel(self.table), 1)
        middle.addWidget(self.panel)
        middle.addWidget(self.tray.panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addLayout(middle, 1)
        self.table.opened.connect(self.turn)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.table.setFocus)

    # What is shown

    def show_warehouses(self, warehouses: Sequence[Warehouse]) -> None:
        kept = self.warehouse.key() or self._work.memory.read(WAREHOUSE_KEY)
        ids = [one.id for one in warehouses]
        general = [one.id for one in warehouses if one.kind is WarehouseKind.GENERAL]
        first = kept if kept in ids else next(iter([*general, *ids]), None)
        self.warehouse.set_choices([(one.id, one.name) for one in warehouses], first)

    def show_arrival(self, arrival: Arrival) -> None:
        if arrival is not self.arrival:
            self.panel.notice.hide()
        self.arrival = arrival
        self.tray.panel.offer()
        self.tray.expect(arrival)
        self.refresh()

    def step_back(self) -> bool:
        """Esc; whether there was something to go back from."""
        return self.tray.panel.step_back()

    def refresh(self, at: Piece | None = None) -> None:
        """Show the arrival as it stands now, with the piece `at` in sight."""
        arrival = self.arrival
        if arrival is None:
            return
        words = tr("from {site} · {number}").format(site=self._site_name(), number=arrival.number)
        self.header.set_subtitle(words)
        sent = (
            tr("Sent {when} by {who}").format(when=ago(arrival.sent_at), who=arrival.sent_by) if arrival.sent_at else ""
        )
        self.sent.setText("\n".join(part for part in (sent, arrival.reason) if part))
        self.sent.setVisible(bool(self.sent.text()))
        if arrival.codes:
            self.proof.show_state(tr("Signature genuine"), "good", "check")
        else:
            self.proof.show_state(tr("Known from the city"), "good", "check")
        self._say_codes(arrival)
        current = at.id if at is not None else self.table.current_id()
        foreign = arrival.marked(Mark.FOREIGN)
        named = [piece for piece in arrival.pieces.values() if piece.mark is not Mark.FOREIGN]
        rows = [*foreign, *sorted(named, key=lambda piece: piece.tag_number)]
        place = self.table.verticalScrollBar().value()
        self.model.set_rows(rows)
        self.table.verticalScrollBar().setValue(place)
        number = next((n for n, row in enumerate(rows) if row.id == current), 0)
        if rows:
            self.table.select_number(number)
            self.table.scrollTo(self.model.index(number, 0))
        self._say_tally(arrival)

    def _say_codes(self, arrival: Arrival) -> None:
        unread = arrival.unread()
        self.codes.setVisible(arrival.parts > 1 and bool(arrival.codes))
        read = "  ".join(
            f"{part}/{arrival.parts} {'✓' if part in arrival.codes else '…'}" for part in range(1, arrival.parts + 1)
        )
        words = tr("Codes of the slip: {codes}").format(codes=read)
        if unread:
            words += "\n" + tr("Scan the other codes too: they name further pieces.")
        self.codes.setText(words)

    def _say_tally(self, arrival: Arrival) -> None:
        here, expected = len(arrival.marked(Mark.PRESENT)), len(arrival.marked(Mark.EXPECTED))
        foreign, unread = len(arrival.marked(Mark.FOREIGN)), arrival.unread()
        more = "+" if unread else ""
        self.panel.tally.setText(tr("{n} of {all} here").format(n=here, all=f"{here + expected}{more}"))
        rest = [tr("{n} still expected").format(n=expected)] if expected else []
        if foreign:
            rest.append(tr("{n} not on the slip: put aside").format(n=foreign))
        self.panel.rest.setText(tr(", ").join(rest))
        self.panel.rest.setVisible(bool(rest))
        self.all_button.setEnabled(expected > 0)
        self.receive_button.setEnabled(here > 0)
        self.receive_button.set_text(tr("&Receive {n}").format(n=here) if here else tr("&Receive"))

    # Scans and ticks

    def take_scan(self, text: str) -> None:
        """A piece: by its tag at once, by another number as the counter knows it."""
        arrival = self.arrival
        if arrival is None:
            return
        piece = arrival.with_tag(text)
        if piece is not None:
            self._meet(piece)
            return
        self._work.tasks.run(
            lambda: self._work.queries.resolve(text), owner=self, done=self._resolved, failed=self._work.errors.show
        )

    def _resolved(self, hit: ScanHit) -> None:
        if self.arrival is None:
            return
        own = [self.arrival.pieces[asset.id] for asset in hit.assets if asset.id in self.arrival.pieces]
        tag = "".join(hit.text.split())
        if len(own) == 1:
            self._meet(own[0])
        elif len(own) > 1:
            self._unclear(hit.text, tr("Several pieces of the slip bear this number. Scan the tag instead."))
        elif len(hit.assets) == 1:
            asset = hit.assets[0]
            self._foreign(self.arrival.meet_foreign(asset.id, asset.tag_number, asset.name))
        elif is_tag_number(tag):
            self._foreign(self.arrival.meet_foreign(tag, tag, ""))
        elif hit.kind is ScanKind.PLACE:
            self._set_warehouse(hit)
        else:
            self._unclear(hit.text, tr("It is neither a piece of this slip nor one of its codes."))

    def _set_warehouse(self, hit: ScanHit) -> None:
        """A place was scanned: its warehouse is where the pieces go. Where in it, a transfer does not say."""
        words, place = place_words(hit), place_to_go(hit, self.warehouse)
        if place is not None:
            self.warehouse.set_key(place.warehouse_id)
            remedy = tr("They go into its warehouse. The place itself is set in the inventory: Move.")
            self.panel.notice.tell("information", words, remedy)
            self._work.sounds.play("done")
        else:
            self.panel.notice.tell("attention", words, tr("Choose the warehouse by hand."))
            self._work.sounds.play("unknown")

    def _meet(self, piece: Piece) -> None:
        if self.arrival is not None and self.arrival.meet(piece):
            self.panel.notice.hide()
            self._work.sounds.play("done")
        elif piece.mark is Mark.PRESENT:
            self._work.sounds.play("done")
        else:
            self._work.sounds.play("refused")
            words = {
                Mark.EARLIER: tr("It was received before."),
                Mark.TAKEN_BACK: tr("Its sender has taken it back. Call the sender before you keep it."),
            }.get(piece.mark, tr("It is not on this slip. Put it aside and call the sender."))
            self.panel.notice.tell("attention", piece.name or write(piece.tag_number, "code"), words)
        self.refresh(piece)

    def _foreign(self, piece: Piece) -> None:
        self._work.sounds.play("refused")
        unread = self.arrival is not None and self.arrival.unread()
        self.panel.notice.tell(
            "attention",
            tr("{name} is not on this slip").format(name=piece.name or write(piece.tag_number, "code")),
            tr("Scan the other codes of the slip: it may be on one of them.")
            if unread
            else tr("Put it aside and call the sender. It is not received with this slip."),
        )
        self.refresh(piece)

    def _unclear(self, text: str, words: str) -> None:
        self._work.sounds.play("unknown")
        self.panel.notice.tell("attention", tr("“{text}” is not known here").format(text=shorten(text)), words)

    def turn(self, id: str) -> None:
        """Enter: tick the piece, or take its tick away."""
        if self.arrival is not None:
            self.arrival.turn(id)
            self.refresh()

    def all_here(self) -> None:
        if self.arrival is not None:
            self.arrival.all_here()
            self.refresh()
            self.receive_button.setFocus()

    # Receiving

    def ask_receive(self) -> None:
        """At once where all is here; else what stays on the way is shown first."""
        arrival = self.arrival
        if arrival is None or not arrival.marked(Mark.PRESENT):
            return
        if not self.warehouse.key():
            self.panel.notice.tell("attention", tr("No warehouse is open"), tr("Open one in the settings first."))
            return
        expected, unread = arrival.marked(Mark.EXPECTED), arrival.unread()
        if not expected and not unread:
            self._receive()
            return
        cautions = []
        if expected:
            cautions.append(
                tr("{n} pieces are noted as not arrived. They stay on the way and can be received later.").format(
                    n=len(expected)
                )
            )
        if unread:
            cautions.append(
                tr("{n} codes of the slip were not read; their pieces stay on the way.").format(n=len(unread))
            )
        self.summary = Summary(
            tr("Receive a part of it?"),
            tr("&Receive"),
            self,
            facts=[
                (tr("From site"), self._site_name()),
                (tr("Into warehouse"), self.warehouse.currentText()),
                (tr("Here", "a piece that has arrived"), f"{len(arrival.marked(Mark.PRESENT)):,}"),
                (tr("Not arrived"), f"{len(expected):,}"),
            ],
            pieces=[f"{piece.name}  {write(piece.tag_number, 'code')}" for piece in expected],
            cautions=cautions,
        )
        self.summary.accepted.connect(self._receive)
        self.summary.open()

    def _receive(self) -> None:
        if self.arrival is None:
            return
        warehouse = str(self.warehouse.key())
        self._work.memory.write(WAREHOUSE_KEY, warehouse)
        command = self.arrival.command(warehouse)
        self.receive_button.setEnabled(False)
        self._work.perform(command, owner=self, done=lambda changes: self._done(command, changes), failed=self._failed)

    def _done(self, command: TransferIn, changes: Changes) -> None:
        self.panel.notice.hide()
        self.received.emit(command, changes)

    def _failed(self, error: BaseException) -> None:
        self._work.errors.show(error, banner=self.panel.notice)
        self.refresh()

    def learn(self, detail: TransferDetail) -> None:
        """The transfer has changed while it is in sight."""
        if self.arrival is not None and self.arrival.transfer_id == detail.row.id:
            self.arrival.learn(detail)
            self.tray.expect(self.arrival)
            self.refresh()

    def _site_name(self) -> str:
        site = self.arrival.site_id if self.arrival is not None else ""
        return self._work.errors.names.get(site, site)
