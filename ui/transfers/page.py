"""The page: what is on the way, the form to send, the panel to receive, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.domain.numbering import is_tag_number
from app.domain.organization import Site, Warehouse
from app.services.commands.transfers import CancelTransfer, TransferIn, TransferOut
from app.services.companions import transfer_gate_pass
from app.services.paper import Slip
from app.services.ports import Changes
from app.services.proofs import TransferProof, is_proof
from app.services.queries import ScanHit, ScanKind
from app.services.slip_codes import is_slip_code, proven_document
from app.services.transfer_queries import TransferDetail, TransferRow
from app.services.transfers import proven_slip
from ui.companion import show_companion
from ui.i18n import tr
from ui.paper import PaperPreview, show_slip
from ui.scanning.place import place_words
from ui.scanning.recogniser import shorten
from ui.shell.page import Action
from ui.transfers.arrival import Arrival
from ui.transfers.badge import KINDS
from ui.transfers.listing import COMING, ENDED, GOING, TransferList
from ui.transfers.receive import ReceiveView
from ui.transfers.send import SendView
from ui.transfers.taking_back import TakingBack
from ui.widgets import Banner, Page
from ui.workplace import Workplace


class TransfersPage(Page):
    """What the shell asks of it: see `ui/shell/page.py`."""

    said = Signal(str, str, object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._arrivals: dict[str, Arrival] = {}  # begun, by transfer
        self.list, self.send, self.receive = TransferList(work), SendView(work), ReceiveView(work)
        self.taking_back: TakingBack | None = None
        self.notice = Banner("attention", "")
        self._views = QStackedWidget()
        for view in (self.list, self.send, self.receive):
            self._views.addWidget(view)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._views, 1)
        self.notice.hide()
        self._reload = QTimer(self, singleShot=True, interval=0)
        self._reload.timeout.connect(self._read_again)
        self._wire()
        self.list.reload()

    def _wire(self) -> None:
        self.list.send_asked.connect(self.show_send)
        self.list.receive_asked.connect(self.show_arrival)
        self.list.cancel_asked.connect(self.ask_take_back)
        self.list.paper_asked.connect(self._show_slip)
        self.list.pass_asked.connect(self._show_pass)
        self.send.left.connect(self.show_list)
        self.send.sent.connect(self._sent)
        self.receive.left.connect(self.show_list)
        self.receive.received.connect(self._received)
        self._work.changes.changed.connect(self._hear)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.step_back)

    # The shell asks

    def shown(self) -> None:
        queries = self._work.queries
        self._work.tasks.run(
            lambda: (queries.sites(), queries.warehouses(), queries.here().site_id),
            owner=self,
            done=lambda found: self._know(*found),
            failed=self._work.errors.show,
        )
        self.list.reload()

    def search(self, text: str) -> None:
        """What is typed in the scan box narrows the list."""
        if self._views.currentWidget() is self.list:
            self.list.search(text)

    def take_scan(self, text: str) -> None:
        """A code of a slip begins to receive it, in whichever view; else a piece goes to the view in sight."""
        view = self._views.currentWidget()
        if is_proof(text):
            self._read_code(text)
        elif is_slip_code(text):
            self._look_up(text)
        elif view is self.receive:
            self.receive.take_scan(text)
        elif view is self.send:
            self.send.take_scan(text)
        else:
            self._look_up(text)

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        return [
            Action("transfers/coming", tr("On the way to us"), partial(self.show_mode, COMING), "", "in"),
            Action("transfers/going", tr("On the way from us"), partial(self.show_mode, GOING), "", "transit"),
            Action("transfers/ended", tr("Transfers dealt with"), partial(self.show_mode, ENDED), "", "check"),
            Action("transfers/send", tr("Transfer to another site"), self.show_send, "Ctrl+N", "out"),
        ]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+N", tr("Send pieces to another site")),
            ("Return", tr("Receive, or show the slip; tick a piece")),
            ("Ctrl+Return", tr("Send or receive what is on the list")),
            ("Ctrl+T", tr("Open the RFID tray of a transfer that is received; tick off what lies there")),
            ("Delete", tr("Take the marked piece off the list")),
            ("Ctrl+F", tr("Go to the list")),
            ("Esc", tr("Back; what was begun stays")),
        ]

    # Views

    def step_back(self) -> None:
        """Esc: what was begun stays as it is."""
        if self.notice.isVisible():
            self.notice.hide()
        elif self._views.currentWidget() is self.receive and self.receive.step_back():
            return
        elif self._views.currentWidget() is not self.list:
            self.show_list()
        else:
            self.list.step_back()

    def show_list(self) -> None:
        self._views.setCurrentWidget(self.list)
        self.list.reload()
        self.list.table.setFocus()

    def show_mode(self, key: str) -> None:
        self.show_list()
        self.list.show_mode(key)

    def show_send(self) -> None:
        """The form to send, with what is on its list already."""
        self.notice.hide()
        self._views.setCurrentWidget(self.send)
        self.send.shown()
        self.send.destination.setFocus()

    def send_pieces(self, ids: Sequence[str]) -> None:
        """Put pieces on the list of what is to be sent, and show it."""
        self.show_send()
        self.send.add(ids)

    def show_arrival(self, detail: TransferDetail) -> Arrival:
        """Receive a transfer that is known here; what was ticked before is ticked still."""
        arrival = self._arrivals.get(detail.row.id)
        if arrival is None:
            arrival = self._arrivals[detail.row.id] = Arrival.of(detail)
        else:
            arrival.learn(detail)
        self._show(arrival)
        return arrival

    def _show(self, arrival: Arrival) -> None:
        self.notice.hide()
        self._views.setCurrentWidget(self.receive)
        self.receive.show_arrival(arrival)
        self.receive.table.setFocus()

    # What is scanned

    def _read_code(self, text: str) -> None:
        queries, counter = self._work.queries, self._work.bus.counter

        def read() -> tuple[TransferProof, TransferDetail | None]:
            self._work.errors.names.update({site.id: site.name for site in queries.sites()})
            proof = proven_slip(counter, text)
            return proof, queries.transfer(proof.transfer_id)

        def show(found: tuple[TransferProof, TransferDetail | None]) -> None:
            self._code_read(found[0], text, found[1])

        self._work.tasks.run(read, owner=self, done=show, failed=self._not_read)

    def _code_read(self, proof: TransferProof, text: str, detail: TransferDetail | None) -> None:
        arrival = self._arrivals.get(proof.transfer_id) or Arrival.proven(proof)
        if detail is not None:
            arrival.learn(detail)
        arrival.add_code(proof, text)
        if arrival.over and detail is not None:
            self._tell_over(detail.row)
            return
        self._arrivals[proof.transfer_id] = arrival
        self._work.sounds.play("done")
        self._show(arrival)

    def _tell_over(self, row: TransferRow) -> None:
        """Nothing that the slip names is on the way any more."""
        self._work.sounds.play("refused")
        self.show_list()
        self.list.show_transfer(row)
        if row.received:
            title = tr("This slip has been received already")
            remedy = tr("Nothing is left to do. The receipt can be printed again at the right.")
        else:
            title = tr("The sender has taken this transfer back")
            remedy = tr("Call {site} before you keep the pieces.").format(site=row.site)
        self.notice.tell("attention", title, row.number, remedy)

    def _not_read(self, error: BaseException) -> None:
        self._work.sounds.play("refused")
        self._work.errors.show(error, banner=self.notice)

    def _look_up(self, text: str) -> None:
        """On the list: a slip's number, or a piece. What comes to us is received; what lies here is to be sent."""
        queries, counter = self._work.queries, self._work.bus.counter

        def read() -> tuple[TransferDetail | None, ScanHit]:
            number = proven_document(counter, text)[0].number if is_slip_code(text) else text
            return queries.transfer_named(number), queries.resolve(number)

        def show(found: tuple[TransferDetail | None, ScanHit]) -> None:
            self._looked_up(text, *found)

        self._work.tasks.run(read, owner=self, done=show, failed=self._not_read)

    def _looked_up(self, text: str, detail: TransferDetail | None, hit: ScanHit) -> None:
        if detail is not None and detail.row.open and detail.row.to_site_id == self._work.here().site_id:
            arrival = self.show_arrival(detail)
            piece = arrival.with_tag(text)
            if piece is not None:
                self.receive.take_scan(text)
            else:
                self._work.sounds.play("done")
        elif detail is not None:
            self._work.sounds.play("done")
            self.notice.hide()
            self.list.show_transfer(detail.row)
        elif len(hit.assets) == 1 and is_tag_number("".join(text.split())):
            self._work.sounds.play("done")
            self.send_pieces([hit.assets[0].id])
        elif self.list.model.rowCount() and hit.kind is not ScanKind.PLACE:
            self.list.table.setFocus()  # Enter after a search, not a scan
        else:
            self._work.sounds.play("unknown")
            words = place_words(hit) or tr("No transfer with “{text}” is known here.").format(text=shorten(text))
            self.said.emit(words, "attention", None)

    def _know(self, sites: Sequence[Site], warehouses: Sequence[Warehouse], own: str) -> None:
        self._work.errors.names.update({site.id: site.name for site in sites})
        self.send.show_sites(sites, own)
        self.receive.show_warehouses(warehouses)

    # What is done

    def _sent(self, command: TransferOut, changes: Changes) -> None:
        site = self._work.errors.names.get(command.to_site_id, command.to_site_id)
        words = tr("{n} pieces sent to {site}").format(n=len(command.asset_ids), site=site)
        self.said.emit(words, "good", partial(self._take_back, command.transfer_id, tr("Undone at once")))
        if not self.send.count():
            self.show_mode(GOING)
        for number in changes.documents:
            self._show_slip(number)

    def _received(self, command: TransferIn, changes: Changes) -> None:
        arrival = self._arrivals.pop(command.transfer_id)
        site = self._work.errors.names.get(arrival.site_id, arrival.site_id)
        words = tr("{n} pieces received from {site}").format(n=len(command.asset_ids), site=site)
        if command.missing:
            words = tr("{words}; {n} stay on the way").format(words=words, n=len(command.missing))
        self.said.emit(words, "attention" if command.missing else "good", None)
        self.show_mode(COMING)
        for number in changes.documents:
            self._show_slip(number)

    def ask_take_back(self, row: TransferRow) -> None:
        """Cancel what has not arrived of a transfer, with a reason."""
        dialog = TakingBack(row, self)
        dialog.accepted.connect(lambda: self._take_back(row.id, dialog.reason.text().strip()))
        self.taking_back = dialog
        dialog.open()

    def _take_back(self, transfer_id: str, reason: str) -> None:
        def done(_changes: Changes) -> None:
            self.notice.hide()
            self.said.emit(tr("The transfer is taken back: the pieces are here again."), "good", None)
            self.list.reload()

        self._work.perform(
            CancelTransfer(transfer_id, reason),
            owner=self,
            done=done,
            failed=lambda error: self._work.errors.show(error, banner=self.notice),
        )

    def _show_slip(self, number: str) -> None:
        def shown(preview: PaperPreview) -> None:
            preview.finished.connect(lambda _result: self.setFocus())

        show_slip(self._work, number, self, shown)

    def _show_pass(self, detail: TransferDetail) -> None:
        work, clerk = self._work, self._work.actor().name

        def make() -> Slip:
            site = work.queries.site().name
            return transfer_gate_pass(detail, site_name=site, clerk=clerk, today=work.bus.clock.today())

        show_companion(work, make, self)

    def _hear(self, changes: Changes, _origin: object) -> None:
        if any(changes.of(kind) for kind in KINDS):
            self._reload.start()

    def _read_again(self) -> None:
        self.list.reload()
        arrival = self.receive.arrival
        if arrival is None or arrival.transfer_id not in self._arrivals:
            return
        id = arrival.transfer_id

        def learned(detail: TransferDetail | None) -> None:
            if detail is not None and id in self._arrivals:
                self.receive.learn(detail)

        self._work.tasks.run(
            lambda: self._work.queries.transfer(id), owner=self, done=learned, failed=self._work.errors.show
        )
