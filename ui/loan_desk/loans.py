"""Open loans: what is overdue and what is to be confirmed first in sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.loan import Approval
from app.services.queries import LoanRow
from ui.i18n import tr
from ui.loan_desk.rows import overdue_days
from ui.loan_desk.side import approval_words
from ui.widgets import Column, DataTable, EmptyState, RowsModel, Segmented, TablePanel
from ui.workplace import Workplace


class Which(StrEnum):
    ALL = "all"
    OVERDUE = "overdue"
    TO_CONFIRM = "to_confirm"


def loan_columns(today: date) -> list[Column]:
    def late(row: LoanRow) -> str:
        days = overdue_days(row.due_on, today)
        return tr("{n} days overdue").format(n=days) if days else ""

    return [
        Column("person", tr("Borrower"), lambda r: r.person or tr("not known"), width=96),
        Column("organization", tr("Organization"), lambda r: r.organization, width=168),
        Column("open_pieces", tr("Out"), lambda r: r.open_pieces, "number", 56),
        Column("pieces", tr("Of"), lambda r: r.pieces, "number", 56, shown=False),
        Column("due_on", tr("Due back"), lambda r: r.due_on, "date", 124),
        Column("late", tr("Overdue"), late, width=104),
        Column("approval", tr("Approval"), lambda r: approval_words(r.approval), width=176),
        Column("handed_out_at", tr("Handed out"), lambda r: r.handed_out_at, "moment", 104),
        Column("number", tr("Number"), lambda r: r.number, "code", 210, shown=False),
    ]


class LoansList(QWidget):
    current = Signal(object)
    """The id of the marked loan, or None."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._loans: Sequence[LoanRow] = ()
        self.model = RowsModel(loan_columns(work.bus.clock.today()))
        self.table = DataTable(self.model, name=tr("Open loans"), memory=work.memory, memory_key="loan_desk/loans")
        self.which = Segmented(
            [
                (Which.ALL, tr("All")),
                (Which.OVERDUE, tr("Overdue")),
                (Which.TO_CONFIRM, tr("To be confirmed")),
            ],
            name=tr("Which loans"),
        )
        empty = EmptyState(
            "loan", tr("Nothing of this kind is out"), tr("Loans show here from hand-out until the last piece is back.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(TablePanel(self.table))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.which)
        box.addWidget(self._stack, 1)
        self.which.changed.connect(lambda _key: self._fill())
        self.table.current_changed.connect(self.current)

    def reload(self) -> None:
        self._work.tasks.run(self._work.queries.loans, owner=self, done=self._show, failed=self._work.errors.show)

    def _show(self, found: Sequence[LoanRow]) -> None:
        self._loans = sorted(found, key=lambda loan: (loan.due_on or date.max, loan.handed_out_at))
        self._fill()

    def _fill(self) -> None:
        marked = self.table.current_id()
        today = self._work.bus.clock.today()
        rows = [
            loan
            for loan in self._loans
            if self.which.key() is Which.ALL
            or (self.which.key() is Which.OVERDUE and overdue_days(loan.due_on, today))
            or (self.which.key() is Which.TO_CONFIRM and loan.approval is Approval.PAPER)
        ]
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        at = next((n for n, loan in enumerate(rows) if loan.id == marked), 0)
        if rows:
            self.table.select_number(at)
        else:
            self.current.emit(None)
