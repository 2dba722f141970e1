"""Requests: who asks for what since when; approve, refuse, withdraw, hand out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app import words
from app.domain.loan import RequestStatus
from app.domain.numbering import group_tag_number
from app.services.commands.base import MANAGERS, Command
from app.services.commands.loans import ApproveRequest, RefuseRequest, WithdrawRequest
from app.services.ports import Changes
from app.services.queries import AssetRow, RequestRow
from ui.authority import look, of_asset, say_knowledge
from ui.i18n import language, tr
from ui.moments import ago, say_date
from ui.widgets import (
    Banner,
    Button,
    Card,
    Column,
    DataTable,
    DetailPanel,
    EmptyState,
    Field,
    Label,
    RowsModel,
    TablePanel,
    TextField,
    row,
)
from ui.workplace import Workplace


def request_columns() -> list[Column]:
    return [
        Column("created_at", tr("Asked"), lambda r: r.created_at, "moment", 104),
        Column("person", tr("Borrower"), lambda r: r.person, width=96),
        Column("organization", tr("Organization"), lambda r: r.organization, width=180),
        Column("pieces", tr("Pieces"), lambda r: len(r.asset_ids), "number", 64),
        Column("due_on", tr("Due back"), lambda r: r.due_on, "date", 124),
        Column("status", tr("State"), lambda r: words.word("status", r.status, language()), width=88),
        Column("reason", tr("Reason", "of a loan"), lambda r: r.reason, width=160),
        Column("number", tr("Number"), lambda r: r.number, "code", 210, shown=False),
    ]


class RequestsList(QWidget):
    """The open requests; `current` tells which one is marked."""

    current = Signal(object)
    """RequestRow or None."""
    opened = Signal(object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._wanted = ""
        self.model = RowsModel(request_columns())
        self.table = DataTable(self.model, name=tr("Requests"), memory=work.memory, memory_key="loan_desk/requests")
        empty = EmptyState(
            "approval",
            tr("No request is open"),
            tr("To make one, scan the pieces under “Hand out” and choose “Submit request”."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(TablePanel(self.table))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.table.current_changed.connect(lambda _id: self.current.emit(self.marked()))
        self.table.opened.connect(lambda _id: self.opened.emit(self.marked()))

    def marked(self) -> RequestRow | None:
        id = self.table.current_id()
        return next((one for one in self.model.rows() if one.id == id), None)

    def reload(self) -> None:
        self._work.tasks.run(self._work.queries.requests, owner=self, done=self._show, failed=self._work.errors.show)

    def mark(self, number: str) -> None:
        """Mark the request of that number, now or as soon as it is read."""
        self._wanted = number
        self.reload()

    def _show(self, found: Sequence[RequestRow]) -> None:
        marked = self.marked()
        rank = {RequestStatus.PENDING: 0, RequestStatus.APPROVED: 1}
        rows = sorted(found, key=lambda one: (rank.get(one.status, 2), one.created_at))
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        wanted = self._wanted or (marked.number if marked else "")
        self._wanted = ""
        at = next((n for n, one in enumerate(rows) if one.number == wanted), 0)
        if rows:
            self.table.select_number(at)
        else:
            self.current.emit(None)


class RequestPanel(QWidget):
    """The marked request and what may be done with it by the signed-in person."""

    said = Signal(str, str, object)
    hand_out_asked = Signal(object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._request: RequestRow | None = None
        self.details = DetailPanel(tr("The request"))
        self.notice = Banner("attention", "")
        self.notice.hide()
        self.note = TextField(hint=tr("Required when refusing"))
        self.approve_button = Button(tr("&Approve"), "primary", icon_name="check", on_click=self.approve)
        self.refuse_button = Button(tr("Re&fuse"), "danger", icon_name="refused", on_click=self.refuse)
        self.withdraw_button = Button(tr("&Withdraw"), "quiet", on_click=self.withdraw)
        self.hand_out_button = Button(tr("Hand &out this request"), "primary", icon_name="out", on_click=self.hand_out)
        self._decision = Card()
        self._note = Field(tr("Rea&son"), self.note)
        self.knowledge = Label("", "muted")
        self._decision.body.addWidget(self.knowledge)
        self._decision.body.addWidget(self._note)
        self._decision.body.addWidget(self.hand_out_button)
        self._decision.body.addLayout(row(self.approve_button, self.refuse_button, None, self.withdraw_button))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.notice)
        box.addWidget(self.details, 1)
        box.addWidget(self._decision)
        self.show_request(None)

    def request(self) -> RequestRow | None:
        return self._request

    def show_request(self, request: RequestRow | None) -> None:
        if request is None or self._request is None or request.id != self._request.id:
            self.note.clear()
            self.notice.hide()
        self._request = request
        self._decision.setVisible(request is not None)
        if request is None:
            self.details.show_nothing(tr("The marked request shows here with its pieces."))
            return
        pending = request.status is RequestStatus.PENDING
        may_decide = self._work.actor().role in MANAGERS
        self._note.setVisible(pending and may_decide)
        self.approve_button.setVisible(pending and may_decide)
        self.refuse_button.setVisible(pending and may_decide)
        self.hand_out_button.setVisible(request.status is RequestStatus.APPROVED)
        self.knowledge.setText(say_knowledge(self._work.here()))
        self.knowledge.setVisible(bool(self.knowledge.text()))
        self.knowledge.setToolTip(tr("When all of the city's news was last read to its end; the decision rests on it"))
        self._show_details(request, [])
        wanted = request.id

        def show(assets: list[AssetRow]) -> None:
            if self._request is not None and self._request.id == wanted:
                self._show_details(request, assets)

        self._work.tasks.run(
            lambda: self._work.queries.assets(request.asset_ids), owner=self, done=show, failed=self._work.errors.show
        )

    def _show_details(self, request: RequestRow, assets: list[AssetRow]) -> None:
        state = words.word("status", request.status, language())
        facts = [
            (tr("State"), state),
            (tr("Asked"), ago(request.created_at)),
            (tr("Due back"), say_date(request.due_on)),
            (tr("Reason", "of a loan"), request.reason),
            (tr("Decided by"), request.decided_by),
            (tr("Note"), request.decision_note),
        ]
        here = self._work.here()
        pieces = [
            (
                group_tag_number(one.tag_number),
                f"{one.name}\n{one.place or one.warehouse}\n{look(of_asset(one, here))[0]}",
            )
            for one in assets
        ]
        self.details.show_details(
            request.person,
            f"{request.organization}\n{request.number}",
            sections=[("", facts), (tr("{n} pieces").format(n=len(request.asset_ids)), pieces)],
        )

    def approve(self) -> None:
        if self._request is not None:
            text = tr("Request {number} is approved").format(number=self._request.number)
            self._do(ApproveRequest(self._request.id, self.note.text().strip()), text)

    def refuse(self) -> None:
        if self._request is not None:
            text = tr("Request {number} is refused, its pieces are free").format(number=self._request.number)
            self._do(RefuseRequest(self._request.id, self.note.text().strip()), text)

    def withdraw(self) -> None:
        if self._request is not None:
            text = tr("Request {number} is withdrawn, its pieces are free").format(number=self._request.number)
            self._do(WithdrawRequest(self._request.id), text)

    def hand_out(self) -> None:
        if self._request is not None and self._request.status is RequestStatus.APPROVED:
            self.hand_out_asked.emit(self._request)

    def _do(self, command: Command, text: str) -> None:
        self.notice.hide()

        def done(_changes: Changes) -> None:
            self.note.clear()
            self.said.emit(text, "good", None)

        self._work.perform(
            command, owner=self, done=done, failed=lambda error: self._work.errors.show(error, banner=self.notice)
        )
