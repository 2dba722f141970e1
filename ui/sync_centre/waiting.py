"""What waits for the city: what was done, by whom, since when, on which paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.sync_queries import Waiting, WaitingOperation
from ui.i18n import tr
from ui.moments import ago
from ui.sync_centre.terms import what
from ui.widgets import Column, DataTable, EmptyState, Label, Memory, RowsModel, TablePanel


def waiting_columns() -> list[Column]:
    return [
        Column("what", tr("Deed"), lambda one: what(one.what), width=180),
        Column("pieces", tr("Pieces"), lambda one: one.pieces or None, "number", 72),
        Column("number", tr("Paper"), lambda one: one.number, "code", 240),
        Column("actor", tr("Done by"), lambda one: one.actor, width=120),
        Column("at", tr("Waiting since"), lambda one: one.at, "moment", 140),
        Column("dseq", tr("Number in the log"), lambda one: one.dseq, "number", 130, shown=False),
    ]


class WaitingList(QWidget):
    """Oldest first, as they go up; Enter shows the paper."""

    paper_asked = Signal(str)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.model = RowsModel(waiting_columns(), id_of=lambda one: one.dseq)
        self.table = DataTable(
            self.model, name=tr("What waits for the city"), memory=memory, memory_key="sync_centre/waiting"
        )
        self.summary = Label("", wrap=True)
        empty = EmptyState(
            "done",
            tr("Nothing waits"),
            tr("All that was done here is with the city. What is done from now on shows here until the city has it."),
        )
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.summary)
        inside.addWidget(TablePanel(self.table), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(full)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.table.opened.connect(self._open)

    def show_waiting(self, waiting: Waiting) -> None:
        """Rows that are the same already stay untouched, so that a marked one stays marked."""
        self._stack.setCurrentIndex(1 if waiting.total else 0)
        ordered = sorted(waiting.counts.items(), key=lambda one: -one[1])
        parts = [f"{what(kind)} {count:,}" for kind, count in ordered]
        if waiting.operations:
            parts.append(tr("the oldest from {when}").format(when=ago(waiting.operations[0].at)))
        if waiting.total > len(waiting.operations):
            parts.append(tr("the first {n} are shown").format(n=f"{len(waiting.operations):,}"))
        self.summary.setText(" · ".join(parts))
        if list(waiting.operations) != self.model.rows():
            current = self.table.current_id()
            self.model.set_rows(waiting.operations)
            at = next((n for n, one in enumerate(waiting.operations) if one.dseq == current), None)
            if at is not None:
                self.table.select_number(at)

    def _open(self, dseq: object) -> None:
        found = next((one for one in self.model.rows() if one.dseq == dseq), None)
        if isinstance(found, WaitingOperation) and found.number:
            self.paper_asked.emit(found.number)
