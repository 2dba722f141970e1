"""A table with its footer: how many rows, how many selected, and the sums of the selection."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.widgets.basics import Label
from ui.widgets.table import DataTable


class TableFooter(QFrame):
    """Below a table: how many rows, how many selected, and the sums of the selection."""

    def __init__(self, table: DataTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._count, self._sums = Label("", "muted"), Label("", "plain")
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._sums)
        table.selection_changed.connect(self.refresh)
        table.table_model().rowsInserted.connect(self.refresh)
        table.table_model().rowsRemoved.connect(self.refresh)
        self.refresh()

    def text(self) -> str:
        return f"{self._count.text()}  {self._sums.text()}".strip()

    def refresh(self) -> None:
        total, selected = self._table.table_model().rowCount(), self._table.selected_count()
        words = tr("{n} rows").format(n=f"{total:,}")
        if selected:
            words += " · " + tr("{n} selected").format(n=f"{selected:,}")
        self._count.setText(words)
        self._sums.setText("    ".join(f"{title} {value}" for title, value in self._table.sums()))


class TablePanel(QWidget):
    """A table with its footer."""

    def __init__(self, table: DataTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.footer = TableFooter(table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(table, 1)
        box.addWidget(self.footer)
