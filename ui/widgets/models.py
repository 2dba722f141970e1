"""Models of tables: a short list held whole, and a paged one over up to a million ids."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from ui.widgets.columns import ROW_ROLE, VALUE_ROLE, Column
from ui.widgets.status import status_look

Index = QModelIndex | QPersistentModelIndex
Deliver = Callable[[Mapping[Any, Any]], None]
Fetch = Callable[[Sequence[Any], Deliver], None]
"""Fetch the rows of these ids off the UI thread, then call `deliver({id: row})` on it."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PENDING = "…"


class Cell(NamedTuple):
    """A cell as it is painted; `tone` is a colour of the theme."""

    text: str
    tone: str
    icon_name: str
    right: bool


class TableModel(QAbstractTableModel):
    """What both models share: columns, roles, headers. Subclasses say where rows come from."""

    sort_requested = Signal(str, bool)
    """Column key and whether descending; for models whose order is made by a query."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    def row(self, number: int) -> Any:
        """The row object at a place; None while it is being fetched."""
        raise NotImplementedError

    def row_id(self, number: int) -> Any:
        raise NotImplementedError

    def cell(self, number: int, column: int) -> Cell:
        """What the delegate paints, without the way through Qt's roles."""
        about, row = self.columns[column], self.row(number)
        if row is None:
            return Cell(_PENDING, "muted", "", about.right)
        if about.kind == "status" or about.look is not None:
            word, meaning, name = about.look(row) if about.look else status_look(str(about.value(row)))
            return Cell(word, "muted" if meaning == "neutral" else meaning, name, False)
        return Cell(about.text(row), "text", "", about.right)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, VALUE_ROLE, ROW_ROLE):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return _PENDING if role == Qt.ItemDataRole.DisplayRole else None
        if role == VALUE_ROLE:
            return column.value(row)
        return column.tip(row) if role == Qt.ItemDataRole.ToolTipRole else column.text(row)


class RowsModel(TableModel):
    """A list held whole; sorts itself. `id_of` names a row, by default its `id`."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Any] = (),
        id_of: Callable[[Any], Any] = lambda row: row.id,
    ) -> None:
        super().__init__(columns)
        self._rows = list(rows)
        self._id_of = id_of

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def row(self, number: int) -> Any:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_id(self, number: int) -> Any:
        return self._id_of(self._rows[number])

    def rows(self) -> list[Any]:
        return list(self._rows)

    def set_rows(self, rows: Iterable[Any]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add(self, row: Any, at: int | None = None) -> None:
        """Insert a row, by default at the end."""
        at = len(self._rows) if at is None else at
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, row)
        self.endInsertRows()

    def replace(self, row: Any) -> None:
        """Show a row's new state in place; KeyError where its id is not here."""
        at = self._place(self._id_of(row))
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def remove(self, row_id: Any) -> None:
        """Take a row out; KeyError where its id is not here."""
        at = self._place(row_id)
        self.beginRemoveRows(QModelIndex(), at, at)
        del self._rows[at]
        self.endRemoveRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        value = self.columns[column].value
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()]) for index in self.persistentIndexList()]
        descending = order == Qt.SortOrder.DescendingOrder
        filled = [row for row in self._rows if value(row) is not None]
        empty = [row for row in self._rows if value(row) is None]
        self._rows = sorted(filled, key=value, reverse=descending) + empty
        places = {id(row): number for number, row in enumerate(self._rows)}
        for index, row in kept:
            self.changePersistentIndex(index, self.index(places[id(row)], index.column()))
        self.layoutChanged.emit()

    def _place(self, row_id: Any) -> int:
        for number, row in enumerate(self._rows):
            if self._id_of(row) == row_id:
                return number
        raise KeyError(row_id)


class PagedModel(TableModel):
    """An ordered list of ids whose rows are fetched page by page when they come into sight.

    Keeps at most `keep` pages of `page` rows, the least recently seen leaving first; at most two fetches
    are under way, the newest wish first, so that dragging the scroll bar fetches what is seen at its end.
    """

    loaded = Signal(int, int)
    """First and last row of a page that has just arrived."""

    def __init__(self, columns: Sequence[Column], fetch: Fetch, *, page: int = 100, keep: int = 60) -> None:
        super().__init__(columns)
        self._fetch, self._page, self._keep = fetch, page, keep
        self._ids: Sequence[Any] = ()
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._wanted: list[int] = []
        self._under_way: set[int] = set()
        self._generation = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def row_id(self, number: int) -> Any:
        return self._ids[number]

    def ids(self) -> Sequence[Any]:
        return self._ids

    def set_ids(self, ids: Sequence[Any], first_rows: Mapping[Any, Any] | None = None) -> None:
        """Show these ids in this order; `first_rows` may bring rows already at hand, so nothing flickers."""
        self.beginResetModel()
        self._generation += 1
        self._ids = ids
        self._pages.clear()
        self._wanted.clear()
        self._under_way.clear()
        if first_rows:
            for page in range(-(-len(ids) // self._page)):
                part = self._ids_of(page)
                if not all(one in first_rows for one in part):
                    break
                self._pages[page] = [first_rows[one] for one in part]
        self.endResetModel()

    def row(self, number: int) -> Any:
        page, at = divmod(number, self._page)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[at] if at < len(rows) else None

    def refresh(self, ids: Iterable[Any]) -> None:
        """The rows of these ids have changed: fetch again the pages held that show them; nothing blinks."""
        changed = set(ids)
        for page in list(self._pages):
            if not changed.isdisjoint(self._ids_of(page)):
                self._want(page)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.sort_requested.emit(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def _ids_of(self, page: int) -> Sequence[Any]:
        return self._ids[page * self._page : (page + 1) * self._page]

    def _want(self, page: int) -> None:
        if page in self._under_way:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-8]
        self._timer.start()

    def _ask(self) -> None:
        while self._wanted and len(self._under_way) < 2:
            page = self._wanted.pop()
            ids = self._ids_of(page)
            self._under_way.add(page)
            generation = self._generation
            self._fetch(ids, partial(self._arrive, generation, page, ids))

    def _arrive(self, generation: int, page: int, ids: Sequence[Any], rows: Mapping[Any, Any]) -> None:
        if generation != self._generation:
            return
        self._under_way.discard(page)
        self._pages[page] = [rows.get(one) for one in ids]
        self._pages.move_to_end(page)
        while len(self._pages) > self._keep:
            self._pages.popitem(last=False)
        first, last = page * self._page, min((page + 1) * self._page, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.loaded.emit(first, last)
        if self._wanted:
            self._timer.start()
