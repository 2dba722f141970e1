"""The table of the product: remembered columns, sorting, copying, marking, type to find, sums."""

import csv
import io
import json
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from app.domain.money import format_yuan
from ui.theme.tokens import ROW, ROW_DENSE
from ui.widgets.cells import CellDelegate
from ui.widgets.columns import Kind, write
from ui.widgets.memory import Memory, SessionMemory
from ui.widgets.models import TableModel
from ui.widgets.status import status_look

COUNT_LIMIT = 20_000
"""Selections beyond this many rows are counted but not summed, so that Ctrl+A on a million rows stays quick."""


class DataTable(QTableView):
    """A table over a `TableModel`.

    Enter or a double click opens, Space marks, typing finds in the first shown column, Ctrl+C copies as a
    table, the header sorts, chooses columns (right click) and remembers under `memory_key`.
    """

    opened = Signal(object)
    """The id of the row to open."""
    selection_changed = Signal()
    current_changed = Signal(object)
    """The id of the current row, or None."""

    def __init__(
        self,
        model: TableModel,
        *,
        name: str,
        memory: Memory | None = None,
        memory_key: str = "",
        dense: bool = False,
        sortable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader says; sizes are kept in `memory` under `memory_key`."""
        super().__init__(parent)
        self._model = model
        self._memory = memory or SessionMemory()
        self._memory_key = f"table/{memory_key}"
        self._typed = ""
        self._typed_timer = QTimer(self, singleShot=True, interval=1000)
        self._typed_timer.timeout.connect(self._forget_typed)
        self._save_timer = QTimer(self, singleShot=True, interval=300)
        self._save_timer.timeout.connect(self._remember)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self._cells = CellDelegate(model, self)
        self.setItemDelegate(self._cells)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(ROW_DENSE)
        side.hide()
        self.set_dense(dense)
        self.setModel(model)
        self._set_up_header(sortable)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self.selection_changed)

    def set_dense(self, dense: bool) -> None:
        """Rows of 28 px instead of 32."""
        self.verticalHeader().setDefaultSectionSize(ROW_DENSE if dense else ROW)

    def table_model(self) -> TableModel:
        return self._model

    def selected_count(self) -> int:
        """How many rows are selected, without walking through them."""
        return sum(part.bottom() - part.top() + 1 for part in self._ranges())

    def selected_ids(self) -> list[Any]:
        """Ids of the selected rows, from top to bottom."""
        return [self._model.row_id(number) for number in self.selected_numbers()]

    def selected_numbers(self) -> list[int]:
        return sorted(number for part in self._ranges() for number in range(part.top(), part.bottom() + 1))

    def current_id(self) -> Any:
        """Id of the current row, or None."""
        index = self.currentIndex()
        return self._model.row_id(index.row()) if index.isValid() else None

    def select_number(self, number: int) -> None:
        """Make a row the current and only selected one. (`selectRow` heeds Ctrl and Shift, which may be held still.)"""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._model.index(number, self._first_shown()), flag.ClearAndSelect | flag.Rows
        )

    def sums(self) -> list[tuple[str, str]]:
        """(title, sum) of each shown money and number column over the selection; empty beyond COUNT_LIMIT rows."""
        if not 0 < self.selected_count() <= COUNT_LIMIT:
            return []
        numbers = self.selected_numbers()
        found = []
        for at, column in enumerate(self._model.columns):
            if column.right and not self.isColumnHidden(at):
                rows = (self._model.row(number) for number in numbers)
                values = [column.value(row) for row in rows if row is not None]
                if len(values) == len(numbers):
                    total = sum(value for value in values if value is not None)
                    found.append((column.title, write(total, column.kind)))
        return found

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard as tab separated text with a heading.

        A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
        """
        shown = [c for c in self._shown_in_order() if not self.isColumnHidden(c)]
        out = io.StringIO()
        sheet = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        columns = [self._model.columns[c] for c in shown]
        sheet.writerow([column.title for column in columns])
        for number in self.selected_numbers()[:COUNT_LIMIT]:
            row = self._model.row(number)
            if row is not None:
                sheet.writerow([_cell(column.value(row), column.kind) for column in columns])
        QGuiApplication.clipboard().setText(out.getvalue())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain_key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain_key:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and plain_key and not self._typed:
            self._mark()
        elif plain_key and event.text().isprintable() and event.text():
            self._find(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.current_row = self.currentIndex().row() if self.hasFocus() else -1
        super().paintEvent(event)

    def _ranges(self) -> list[Any]:
        selection = self.selectionModel().selection()
        return [part for n in range(selection.count()) if (part := selection.at(n)).left() == 0]

    def _shown_in_order(self) -> list[int]:
        header = self.horizontalHeader()
        return [header.logicalIndex(place) for place in range(header.count())]

    def _set_up_header(self, sortable: bool) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(48)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        for at, column in enumerate(self._model.columns):
            title = header.fontMetrics().horizontalAdvance(column.title) + 36
            self.setColumnWidth(at, max(column.width, title))
            self.setColumnHidden(at, not column.shown)
        self._recall()
        header.sectionResized.connect(self._save_soon)
        header.sectionMoved.connect(self._save_soon)
        if sortable:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.setSortIndicatorClearable(True)
            self.setSortingEnabled(True)

    def _choose_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self._model.columns):
            action = QAction(column.title, menu, checkable=True, checked=not self.isColumnHidden(at))
            action.toggled.connect(lambda on, c=at: self.show_column(c, on))
            menu.addAction(action)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def show_column(self, number: int, on: bool) -> None:
        """Show or hide a column; the last one shown stays."""
        if on or sum(not self.isColumnHidden(c) for c in range(len(self._model.columns))) > 1:
            self.setColumnHidden(number, not on)
            self._save_timer.start()

    def _save_soon(self, *_args: int) -> None:
        self._save_timer.start()

    def _remember(self) -> None:
        columns = self._model.columns
        self._memory.write(
            self._memory_key,
            json.dumps(
                {
                    "order": [columns[c].key for c in self._shown_in_order()],
                    "hidden": [columns[c].key for c in range(len(columns)) if self.isColumnHidden(c)],
                    "widths": {
                        columns[c].key: self.columnWidth(c) for c in range(len(columns)) if not self.isColumnHidden(c)
                    },
                }
            ),
        )

    def _recall(self) -> None:
        try:
            kept = json.loads(self._memory.read(self._memory_key) or "{}")
            order, hidden, widths = kept.get("order", []), kept.get("hidden"), kept.get("widths", {})
        except (ValueError, AttributeError):
            return
        places = {column.key: at for at, column in enumerate(self._model.columns)}
        known = [key for key in order if key in places]
        for place, key in enumerate(known):
            header = self.horizontalHeader()
            header.moveSection(header.visualIndex(places[key]), place)
        for key, at in places.items():
            if hidden is not None and key in known:
                self.setColumnHidden(at, key in hidden)
            if isinstance(widths.get(key), int):
                self.setColumnWidth(at, max(48, min(1200, widths[key])))

    def _on_selection(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self.selection_changed.emit()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self._model.row_id(index.row()) if index.isValid() else None)

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.row_id(index.row()))

    def _mark(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(index, flag.Toggle | flag.Rows)
        below = index.siblingAtRow(index.row() + 1)
        if below.isValid():
            self.selectionModel().setCurrentIndex(below, flag.NoUpdate)

    def _find(self, text: str) -> None:
        self._typed += text
        self._typed_timer.start()
        wanted = self._typed.casefold()
        column = self._first_shown()
        count = self._model.rowCount()
        start = max(0, self.currentIndex().row())
        for step in range(min(count, 5_000)):
            number = (start + step) % count
            row = self._model.row(number) if step < 500 or not hasattr(self._model, "ids") else None
            if row is not None and wanted in self._model.columns[column].text(row).casefold():
                self.select_number(number)
                return

    def _first_shown(self) -> int:
        return next((c for c in self._shown_in_order() if not self.isColumnHidden(c)), 0)

    def _forget_typed(self) -> None:
        self._typed = ""


def _cell(value: Any, kind: Kind) -> str:
    """A value as a spreadsheet takes it: codes whole, money and numbers without grouping, ISO dates."""
    if value is None:
        return ""
    if kind == "money":
        return format_yuan(value, grouping=False)
    if kind == "status":
        return status_look(str(value))[0]
    text = str(value)
    return f"'{text}" if kind != "number" and text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
