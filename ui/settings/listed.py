"""A list with an editor below it: choose one to change it, or begin a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.settings.section import Section
from ui.widgets import Button, Column, DataTable, RowsModel, Rule, row

_HEIGHT = 168


class ListedSection(Section):
    """Subclasses add fields to `.body` between `begin` and `finish`."""

    def begin(self, columns: Sequence[Column], table_name: str, new: Button) -> None:
        self.current: Any = None  # the row that is edited; None while a new one is begun
        self.model = RowsModel(columns)
        self.table = DataTable(self.model, name=table_name, memory=self.work.memory, memory_key=f"settings/{self.key}")
        self.table.setFixedHeight(_HEIGHT)
        self.new = new
        self.body.addWidget(self.table)
        self.body.addLayout(row(new, None))
        self.body.addWidget(Rule())
        self.table.current_changed.connect(self._chosen)
        new.clicked.connect(lambda _checked=False: self.begin_new())

    def begin_new(self) -> None:
        """An empty editor."""
        self.current = None
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rootIndex())
        self.forget_faults()
        self.show_row(None)

    def show_row(self, one: Any) -> None:
        """Fill the editor with a row, or empty it for a new one."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these; the row that was edited stays so."""
        kept = self.current.id if self.current is not None else None
        self.model.set_rows(rows)
        number = next((n for n, one in enumerate(rows) if one.id == kept), None)
        if number is not None:
            self.table.select_number(number)
        else:
            self.begin_new()

    def _chosen(self, id: object) -> None:
        found = next((one for one in self.model.rows() if one.id == id), None)
        if found is not None:
            self.current = found
            self.forget_faults()
            self.show_row(found)
