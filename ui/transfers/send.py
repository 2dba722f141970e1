"""Sending pieces to another site: what can go and what cannot, and why, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import words
from app.domain.errors import DomainError, Refused
from app.domain.organization import Site
from app.services.commands.transfers import TransferOut
from app.services.desk import rehearse
from app.services.ports import Changes
from app.services.queries import AssetRow, ScanHit
from app.services.transfers import sending_refusals
from ui.authority import Look
from ui.i18n import language, tr
from ui.loan_desk.rows import refusal_text
from ui.loan_desk.summary import Summary, money_facts
from ui.scanning.place import place_words
from ui.scanning.recogniser import shorten
from ui.transfers.side import SidePanel
from ui.widgets import (
    Button,
    ChoiceBox,
    Column,
    DataTable,
    EmptyState,
    Field,
    PageHeader,
    RowsModel,
    TablePanel,
    TextField,
    write,
)
from ui.workplace import Workplace

MOST_SENT = 500
"""More pieces than these go with a second slip: each 16 have a code of their own."""
DESTINATION_KEY = "transfers/destination"


@dataclass(frozen=True, slots=True)
class Going:
    """A piece on the list; `why` says why it cannot go."""

    asset: AssetRow
    why: str = ""

    @property
    def id(self) -> str:
        return self.asset.id


def going_look(row: Going) -> Look:
    return (tr("Stays"), "problem", "refused") if row.why else (tr("Can go"), "good", "check")


def _columns() -> list[Column]:
    return [
        Column("state", tr("Goes?"), lambda r: going_look(r)[0], width=96, look=going_look),
        Column("tag_number", tr("Tag number"), lambda r: r.asset.tag_number, "code", 190),
        Column("name", tr("Asset name"), lambda r: r.asset.name, width=150),
        Column(
            "why", tr("Why not, or where it lies"), lambda r: r.why or r.asset.place or r.asset.warehouse, width=260
        ),
        Column("value_fen", tr("Value, yuan"), lambda r: r.asset.value_fen, "money", 110, shown=False),
    ]


class SendView(QWidget):
    """Pieces collect here, by scans or from the inventory; they stay until they were sent or taken off the list."""

    left = Signal()
    sent = Signal(object, object)
    """TransferOut and Changes."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._ids: list[str] = []
        self._asked = 0
        self._see = ""  # id of the piece to bring in sight
        self.summary: Summary | None = None
        self.clear_button = Button(tr("C&lear the list"), "quiet", on_click=self.clear)
        self.header = PageHeader(
            tr("Transfer to another site"),
            "",
            self.clear_button,
            Button(tr("&Back to the list"), "quiet", on_click=self.left.emit),
        )
        self.model = RowsModel(_columns())
        self.table = DataTable(self.model, name=tr("Pieces to send"), memory=work.memory, memory_key="transfers/send")
        empty = EmptyState(
            "transit",
            tr("Scan what is to go"),
            tr(
                "Each piece shows at once whether it may leave. Pieces marked in the inventory come here with its "
                "button “Transfer”."
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(TablePanel(self.table))
        self.leave_button = Button(tr("Leave &out what stays"), icon_name="remove", on_click=self.leave_out)
        self.send_button = Button(
            tr("&Send"), "primary", icon_name="transit", shortcut="Ctrl+Return", on_click=self.ask_send
        )
        self.panel = SidePanel(self.leave_button, self.send_button)
        self.destination = ChoiceBox([("", tr("Choose the site"))])
        self.destination.setAccessibleName(tr("To site"))
        self.reason = TextField(hint=tr("e.g. allocated to the clinic in Yanzhou"))
        self._destination = Field(tr("&To site"), self.destination, required=True)
        self.panel.fields.addWidget(self._destination)
        self.panel.fields.addWidget(Field(tr("Reaso&n"), self.reason))
        self.panel.fields.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addLayout(middle, 1)
        self.destination.chosen.connect(lambda _key: self._chosen())
        self.table.current_changed.connect(lambda _id: self._say_why())
        QShortcut(QKeySequence("Delete"), self.table).activated.connect(self.take_off)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.table.setFocus)
        work.changes.changed.connect(self._hear)
        self._show_rows()

    # What is on the list

    def shown(self) -> None:
        """Came into sight: say at once where this counter cannot send at all."""
        if not self._work.here().enrolled:
            self._work.errors.show(Refused("transfer.not_enrolled"), banner=self.panel.notice)

    def show_sites(self, sites: Sequence[Site], own: str) -> None:
        kept = self.destination.key() or self._work.memory.read(DESTINATION_KEY)
        others = [(site.id, site.name) for site in sites if site.id != own]
        self.destination.set_choices([("", tr("Choose the site")), *others], kept)

    def count(self) -> int:
        """How many pieces wait here to be sent."""
        return len(self._ids)

    def add(self, ids: Sequence[str]) -> None:
        """Put pieces on the list; those that are there already count once."""
        fresh = [id for id in dict.fromkeys(ids) if id not in self._ids]
        room = max(0, MOST_SENT - len(self._ids))
        if len(fresh) > room:
            self.panel.notice.tell(
                "attention",
                tr("A slip takes {n} pieces at most").format(n=MOST_SENT),
                tr("Send these first, then the others with a second slip."),
            )
        self._ids += fresh[:room]
        self._see = ids[-1] if ids else ""
        self.check()

    def take_scan(self, text: str) -> None:
        self._work.tasks.run(
            lambda: self._work.queries.resolve(text), owner=self, done=self._resolved, failed=self._work.errors.show
        )

    def _resolved(self, hit: ScanHit) -> None:
        if len(hit.assets) == 1:
            self.panel.notice.hide()
            self._work.sounds.play("done")
            self.add([hit.assets[0].id])
            return
        self._work.sounds.play("unknown")
        title = place_words(hit) or tr("“{text}” is not known here").format(text=shorten(hit.text))
        if hit.assets:
            title = tr("{n} pieces bear the number “{text}”").format(n=len(hit.assets), text=shorten(hit.text))
        self.panel.notice.tell("attention", title, tr("Scan the tag of the piece."))

    def check(self) -> None:
        """Ask by the rules that decide when it is done: what may leave?"""
        self._asked += 1
        number, ids = self._asked, list(self._ids)
        actor, to_site = self._work.actor(), str(self.destination.key() or "")

        def read() -> tuple[list[AssetRow], dict[str, DomainError]]:
            rows = self._work.queries.assets(ids)
            return rows, sending_refusals(self._work.bus, actor, [row.id for row in rows], to_site)

        def show(found: tuple[list[AssetRow], dict[str, DomainError]]) -> None:
            if number == self._asked:
                self._show_checked(*found)

        self._work.tasks.run(read, owner=self, done=show, failed=self._work.errors.show)

    def _show_checked(self, rows: Sequence[AssetRow], refused: dict[str, DomainError]) -> None:
        names = self._work.errors.names
        by_id = {
            row.id: Going(
                row, refusal_text(words.explain(refused[row.id], language(), names)) if row.id in refused else ""
            )
            for row in rows
        }
        self._ids = [id for id in self._ids if id in by_id]
        if self._see in by_id and by_id[self._see].why:
            self._work.sounds.play("refused")
        self._show_rows([by_id[id] for id in reversed(self._ids)])

    def _show_rows(self, rows: Sequence[Going] = ()) -> None:
        current, self._see = self._see or self.table.current_id(), ""
        self.model.set_rows(rows)
        at = next((n for n, row in enumerate(rows) if row.id == current), 0)
        if rows:
            self.table.select_number(at)
            self.table.scrollTo(self.model.index(at, 0))
        self._stack.setCurrentIndex(1 if rows else 0)
        going, staying = len(self.going()), len(rows) - len(self.going())
        self.panel.tally.setText(tr("{n} pieces can go").format(n=going))
        self._say_why()
        self.leave_button.setVisible(staying > 0)
        self.clear_button.setEnabled(bool(rows))
        self.send_button.setEnabled(going > 0)
        self.send_button.set_text(tr("&Send {n}").format(n=going) if going else tr("&Send"))

    def _say_why(self) -> None:
        """Beside the buttons, where a small screen cuts the column of reasons: why the piece in sight stays."""
        row = self.model.row(self.table.currentIndex().row())
        staying = sum(bool(one.why) for one in self.model.rows())
        words = tr("{n} stay: see why beside each").format(n=staying) if staying else ""
        self.panel.rest.setText(row.why if row is not None and row.why else words)
        self.panel.rest.setVisible(staying > 0)

    def going(self) -> list[AssetRow]:
        """The pieces that may leave, in the order in which they came."""
        return [row.asset for row in reversed(self.model.rows()) if not row.why]

    def leave_out(self) -> None:
        """Take those off the list that cannot go."""
        going = {asset.id for asset in self.going()}
        self._ids = [id for id in self._ids if id in going]
        self.check()

    def take_off(self) -> None:
        """Take the marked pieces off the list."""
        marked = set(self.table.selected_ids())
        self._ids = [id for id in self._ids if id not in marked]
        self.check()

    def clear(self) -> None:
        self._ids = []
        self.panel.notice.hide()
        self.check()

    def _chosen(self) -> None:
        self._destination.set_error("")
        self.check()

    def _hear(self, changes: Changes, _origin: object) -> None:
        if not changes.of("asset").isdisjoint(self._ids):
            self.check()

    # Sending

    def command(self) -> TransferOut:
        assets = tuple(asset.id for asset in self.going())
        return TransferOut(assets, str(self.destination.key() or ""), self.reason.text().strip())

    def ask_send(self) -> None:
        """Show all of it; nothing is written before it is agreed to."""
        if not self.going():
            return
        if not self.destination.key():
            self._destination.set_error(tr("Choose where they go."))
            self.destination.setFocus()
            return
        command, actor = self.command(), self._work.actor()
        self._work.tasks.run(
            lambda: rehearse(self._work.bus, actor, command),
            owner=self,
            done=lambda refusal: self._rehearsed(command, refusal),
            failed=self._failed,
        )

    def _rehearsed(self, command: TransferOut, refusal: DomainError | None) -> None:
        if refusal is not None:
            self._failed(refusal)
            return
        self.panel.notice.hide()
        going = self.going()
        staying = self.model.rowCount() - len(going)
        cautions = [tr("From now on nobody may lend them, until the other site has received them.")]
        if staying:
            cautions.append(tr("{n} pieces on the list cannot go and stay here.").format(n=staying))
        self.summary = Summary(
            tr("Send them?"),
            tr("&Send"),
            self,
            facts=[
                (tr("To site"), self.destination.currentText()),
                (tr("Reason"), command.reason or tr("none given")),
                *money_facts(len(going), sum(asset.value_fen for asset in going)),
            ],
            pieces=[f"{asset.name}  {write(asset.tag_number, 'code')}" for asset in going],
            cautions=cautions,
        )
        self.summary.accepted.connect(lambda: self._send(command))
        self.summary.open()

    def _send(self, command: TransferOut) -> None:
        self._work.memory.write(DESTINATION_KEY, command.to_site_id)
        self._work.perform(command, owner=self, done=lambda changes: self._done(command, changes), failed=self._failed)

    def _done(self, command: TransferOut, changes: Changes) -> None:
        gone = set(command.asset_ids)
        self._ids = [id for id in self._ids if id not in gone]
        self.reason.clear()
        self.check()
        self.sent.emit(command, changes)

    def _failed(self, error: BaseException) -> None:
        self._work.errors.show(error, banner=self.panel.notice)
