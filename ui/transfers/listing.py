"""What is on its way and what has arrived: the list, and one transfer at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.transfer_queries import TransferDetail, TransferPiece, TransferRow
from ui.i18n import tr
from ui.transfers.looks import how_many, piece_look, transfer_look
from ui.widgets import (
    Button,
    Column,
    DataTable,
    DetailPanel,
    EmptyState,
    Happening,
    PageHeader,
    RowsModel,
    Segmented,
    StatusChip,
    TablePanel,
    write,
)
from ui.workplace import Workplace

COMING, GOING, ENDED = "coming", "going", "ended"
_MOST_PIECES = 40  # that the details name


class TransferList(QWidget):
    """`mode()` is "coming", "going" or "ended". Enter receives what comes and shows the slip of the others."""

    receive_asked = Signal(object)
    """TransferDetail."""
    cancel_asked = Signal(object)
    """TransferRow."""
    paper_asked = Signal(str)
    pass_asked = Signal(object)
    """A gate pass for what a TransferDetail has on the way."""
    send_asked = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._own = ""
        self._text = ""
        self._asked = 0
        self._wanted = ""
        self._detail: TransferDetail | None = None
        self.modes = Segmented(
            [(COMING, tr("To us")), (GOING, tr("From us")), (ENDED, tr("Dealt with"))], name=tr("Which transfers")
        )
        self.clear_button = Button(tr("Show &all"), "quiet", icon_name="close", on_click=self.clear)
        self.send_button = Button(
            tr("Se&nd pieces"), "primary", icon_name="transit", shortcut="Ctrl+N", on_click=self.send_asked.emit
        )
        self.header = PageHeader(tr("Transfers between sites"), "", self.clear_button, self.modes, self.send_button)
        self.model = RowsModel(self._columns())
        self.table = DataTable(self.model, name=tr("Transfers"), memory=work.memory, memory_key="transfers/list")
        self.details = DetailPanel(tr("Details of the transfer"))
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self._full = QWidget()
        middle = QHBoxLayout(self._full)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        middle.addWidget(TablePanel(self.table), 1)
        self.details.setFixedWidth(320)
        middle.addWidget(self.details)
        self._stack.addWidget(self._full)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self._stack, 1)
        self.clear_button.hide()
        self.modes.changed.connect(lambda _key: self.reload())
        self.table.current_changed.connect(lambda _id: self._ask_details())
        self.table.opened.connect(lambda _id: self.open_current())
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.table.setFocus)

    def _columns(self) -> list[Column]:
        def look(row: TransferRow) -> tuple[str, str, str]:
            return transfer_look(row, self._own)

        def other(row: TransferRow) -> str:
            return row.site if row.to_site_id == self._own else row.to_site

        return [
            Column("state", tr("State"), lambda r: look(r)[0], width=132, look=look),
            Column("site", tr("Other site"), other, width=150),
            Column("pieces", tr("Pieces"), how_many, width=124),
            Column("sent_at", tr("Sent", "a transfer"), lambda r: r.sent_at, "moment", 104),
            Column("number", tr("Number"), lambda r: r.number, "code", 214),
            Column("sent_by", tr("Sent by"), lambda r: r.sent_by, width=88, shown=False),
            Column("reason", tr("Reason"), lambda r: r.reason, width=160, shown=False),
        ]

    # What is asked

    def mode(self) -> str:
        return str(self.modes.key())

    def show_mode(self, key: str) -> None:
        self.modes.set_key(key)
        self.reload()

    def search(self, text: str) -> None:
        self._text = text.strip()
        self.reload()

    def clear(self) -> None:
        self.search("")
        self.table.setFocus()

    def step_back(self) -> bool:
        """Esc: out of the search, back to what comes. False where there is nothing to step back from."""
        if self._text:
            self.clear()
        elif self.mode() != COMING:
            self.show_mode(COMING)
        else:
            return False
        return True

    def show_transfer(self, row: TransferRow) -> None:
        """Bring one transfer in sight."""
        self._text, self._wanted = "", row.id
        self.show_mode(ENDED if not row.open else COMING if row.to_site_id == self._own else GOING)

    def reload(self) -> None:
        """Read the list again; the row in sight stays."""
        self._asked += 1
        number, mode, text = self._asked, self.mode(), self._text
        queries = self._work.queries

        def read() -> tuple[str, Sequence[TransferRow], Sequence[TransferRow]]:
            way = queries.transfers(text=text)
            return queries.here().site_id, way, queries.transfers(open_only=False, text=text) if mode == ENDED else ()

        def show(found: tuple[str, Sequence[TransferRow], Sequence[TransferRow]]) -> None:
            if number == self._asked:
                self._show_rows(*found)

        self._work.tasks.run(read, owner=self, done=show, failed=self._work.errors.show)

    # What is shown

    def _show_rows(self, own: str, way: Sequence[TransferRow], ended: Sequence[TransferRow]) -> None:
        self._own = own
        coming = [row for row in way if row.to_site_id == own]
        going = [row for row in way if row.to_site_id != own]
        for key, words, rows in ((COMING, tr("To us"), coming), (GOING, tr("From us"), going)):
            self.modes.set_label(key, tr("{what} ({n})").format(what=words, n=len(rows)) if rows else words)
        rows = {COMING: coming, GOING: going}.get(self.mode(), list(ended))
        subtitle = tr("{n} pieces on the way").format(n=f"{sum(row.waiting for row in way):,}")
        if self._text:
            subtitle = tr("with “{text}”: {n}").format(text=self._text[:32], n=len(rows))
        self.header.set_subtitle(subtitle)
        self.clear_button.setVisible(bool(self._text))
        kept, before = self._wanted or self.table.current_id(), self.table.currentIndex().row()
        self._wanted = ""
        self.model.set_rows(rows)
        if not rows:
            self._show_empty()
            self._ask_details()
            return
        self._stack.setCurrentWidget(self._full)
        at = next((n for n, row in enumerate(rows) if row.id == kept), min(max(before, 0), len(rows) - 1))
        self.table.select_number(at)
        self._ask_details()

    def _show_empty(self) -> None:
        if self._text:
            empty = EmptyState(
                "search",
                tr("Nothing found"),
                tr("Any part of a number, a site, a piece's name or its tag number is found."),
                Button(tr("Show all"), "primary", on_click=self.clear),
            )
        elif self.mode() == COMING:
            empty = EmptyState(
                "in",
                tr("Nothing is on its way here"),
                tr(
                    "What other sites send shows here once they or this counter have synced. Without a line, scan the "
                    "signed codes on the slip that comes with the pieces: that is enough to receive them."
                ),
            )
        elif self.mode() == GOING:
            empty = EmptyState(
                "transit",
                tr("Nothing of ours is on its way"),
                tr("Scan pieces, choose the site they go to, and give the printed slip along."),
            )
        else:
            empty = EmptyState(
                "check", tr("Nothing has ended yet"), tr("Transfers that have arrived or were taken back stay here.")
            )
        before, self._empty = self._empty, empty
        self._stack.addWidget(empty)
        self._stack.setCurrentWidget(empty)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _ask_details(self) -> None:
        id = self.table.current_id()
        if id is None:
            self._detail = None
            self.details.show_nothing(tr("Choose a transfer to see its pieces."))
            return

        def show(detail: TransferDetail | None) -> None:
            if self.table.current_id() == id:
                self._show_detail(detail)

        self._work.tasks.run(
            lambda: self._work.queries.transfer(id), owner=self, done=show, failed=self._work.errors.show
        )

    def _show_detail(self, detail: TransferDetail | None) -> None:
        self._detail = detail
        if detail is None:
            self.details.show_nothing(tr("This transfer is no longer here."))
            return
        row = detail.row
        badges = [StatusChip(*transfer_look(row, self._own))]
        if row.proven:
            badges.append(StatusChip(tr("By its slip; the sender's word is to come"), "attention", "pending"))
        if row.pending:
            badges.append(StatusChip(tr("To be synced"), "neutral", "pending"))
        arrived = [Happening(row.received_at, tr("Received"), "", "in")] if row.received_at else []
        self.details.show_details(
            tr("{site} → {to}").format(site=row.site, to=row.to_site),
            row.number,
            badges=badges,
            sections=[
                ("", [(tr("Reason"), row.reason), (tr("On the way"), f"{row.waiting:,}" if row.waiting else "")]),
                (tr("The pieces"), _pieces(detail.pieces)),
            ],
            buttons=self._buttons(detail),
            history=[*arrived, Happening(row.sent_at, tr("Sent", "a transfer"), row.sent_by, "out")],
            history_title=tr("History"),
        )

    def _buttons(self, detail: TransferDetail) -> list[Button]:
        row = detail.row
        found = []
        if row.open and row.to_site_id == self._own:
            found.append(
                Button(tr("&Receive…"), "primary", icon_name="in", on_click=self._on(self.receive_asked, detail))
            )
        if row.site_id == self._own and row.cancelled < row.pieces:
            found.append(
                Button(tr("&Print the slip"), icon_name="print", on_click=self._on(self.paper_asked, row.number))
            )
        if row.to_site_id == self._own:
            found += [
                Button(
                    tr("Receipt of {number}").format(number=number[-5:])
                    if len(row.receipts) > 1
                    else tr("&Print the receipt"),
                    icon_name="print",
                    on_click=self._on(self.paper_asked, number),
                )
                for number in row.receipts
            ]
        if row.open and row.site_id == self._own:
            found.append(Button(tr("&Gate pass"), icon_name="out", on_click=self._on(self.pass_asked, detail)))
            found.append(Button(tr("&Take back…"), icon_name="undo", on_click=self._on(self.cancel_asked, row)))
        return found

    def _on(self, signal: object, about: object) -> Callable[[], object]:
        return partial(signal.emit, about)  # type: ignore[attr-defined]

    def open_current(self) -> None:
        """Enter: receive what comes to us, else show its slip."""
        detail = self._detail
        if detail is None or detail.row.id != self.table.current_id():
            return
        row = detail.row
        if row.to_site_id == self._own and row.open:
            self.receive_asked.emit(detail)
        elif row.site_id == self._own:
            self.paper_asked.emit(row.number)
        elif row.receipts:
            self.paper_asked.emit(row.receipts[-1])


def _pieces(pieces: Sequence[TransferPiece]) -> list[tuple[str, str]]:
    shown = [
        (piece_look(piece)[0], f"{piece.name or tr('not known here')}\n{write(piece.tag_number, 'code')}".strip())
        for piece in pieces[:_MOST_PIECES]
    ]
    if len(pieces) > len(shown):
        shown.append(("", tr("and {n} more").format(n=len(pieces) - len(shown))))
    return shown
