"""The table in which the lines of an intake are typed, as in a spreadsheet."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.domain.classification import Category
from app.services.commands.inventory import IntakeItem
from ui.i18n import tr
from ui.inventory.intake_lines import FIELDS, Line, conditions, field_title, read_line
from ui.theme import colour
from ui.theme.tokens import ROW
from ui.widgets import ChoiceBox

Index = QModelIndex | QPersistentModelIndex
_RIGHT = frozenset({"quantity", "value"})
_WIDTHS = (140, 148, 100, 76, 112, 76, 56, 92, 100, 84, 90, 66)
ERROR_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class LinesModel(QAbstractTableModel):
    """Lines of an intake; the last one is always blank, so that typing goes on."""

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._lines = [Line()]
        self._by_code: dict[str, Category] = {}
        self._by_name: dict[str, Category] = {}

    def set_categories(self, categories: Sequence[Category]) -> None:
        self._by_code = {one.code: one for one in categories}
        self._by_name = {one.name: one for one in sorted(categories, key=lambda one: one.edition)}

    def category_choices(self) -> list[str]:
        return [f"{one.code} {one.name}" for one in self._by_code.values()]

    def names(self) -> list[str]:
        return list(self._by_name)

    def lines(self) -> list[Line]:
        """The lines in which something is written."""
        return [line for line in self._lines if not line.blank]

    def text(self, name: str, number: int) -> str:
        """What stands in a field of the line of that number, from 0; empty where there is no such line."""
        return self._lines[number].text(name) if number < len(self._lines) else ""

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = [*lines, Line()]
        for line in lines:
            read_line(line, self._today(), whole=False)
        self.endResetModel()
        self.edited.emit()

    def remove(self, number: int) -> None:
        """Take a line out; the blank one at the end stays."""
        if 0 <= number < len(self._lines) - 1:
            self.beginRemoveRows(QModelIndex(), number, number)
            del self._lines[number]
            self.endRemoveRows()
            self.edited.emit()

    def items(self, *, whole: bool) -> list[IntakeItem]:
        """The items of the lines that are right; `whole` marks what is missing as well."""
        read = [read_line(line, self._today(), whole=whole) for line in self.lines()]
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(FIELDS) - 1))
        return [item for item in read if item is not None]

    def first_error(self) -> tuple[int, str, str] | None:
        """(line number from 0, field, words)."""
        for number, line in enumerate(self._lines):
            for name in FIELDS:
                if name in line.errors:
                    return number, name, line.errors[name]
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return field_title(FIELDS[section]) if orientation == Qt.Orientation.Horizontal else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._alignment(FIELDS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name, line = FIELDS[index.column()], self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.text(name)
        if role in (Qt.ItemDataRole.ToolTipRole, ERROR_ROLE):
            return line.errors.get(name)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return line.errors.get(name, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(name)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        name, line = FIELDS[index.column()], self._lines[index.row()]
        line.texts[name] = str(value or "").strip()
        self._complete(line, name)
        read_line(line, self._today(), whole=False)
        number = index.row()
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(FIELDS) - 1))
        if not self._lines[-1].blank:
            at = len(self._lines)
            self.beginInsertRows(QModelIndex(), at, at)
            self._lines.append(Line())
            self.endInsertRows()
        self.edited.emit()
        return True

    def _complete(self, line: Line, name: str) -> None:
        """A known category brings its name and unit, a known name its category."""
        if name == "category":
            found = self._by_code.get(line.text("category").split(" ")[0].upper())
        elif name == "name":
            found = self._by_name.get(line.text("name"))
        else:
            return
        if found is not None:
            own = {"category": f"{found.code} {found.name}", "name": found.name, "unit": found.unit}
            for part, text in own.items():
                if not line.text(part) or part == name == "category":
                    line.texts[part] = text

    @staticmethod
    def _alignment(name: str) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if name in _RIGHT else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class LinesTable(QTableView):
    """Typing begins at once; Enter and Tab go to the next cell, Ctrl+Delete takes the line out."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(tr("Items taken in"))
        self.setItemDelegate(_Editors(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setDefaultSectionSize(ROW)
        side.setMinimumWidth(32)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)

    def go_to(self, number: int, name: str) -> None:
        """Make a cell the current one."""
        index = self._model.index(number, FIELDS.index(name))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()

    def line_in_hand(self) -> int:
        """The number of the current line, from 0."""
        return max(0, self.currentIndex().row())

    def put(self, name: str, text: str, number: int) -> None:
        """Write into a field of that line."""
        self._model.setData(self._model.index(number, FIELDS.index(name)), text)

    def remove_current(self) -> None:
        self._model.remove(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.remove_current()
        elif event.key() == Qt.Key.Key_Delete and plain and self.currentIndex().isValid():
            self._model.setData(self.currentIndex(), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Editors(QStyledItemDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        name, model = FIELDS[index.column()], index.model()
        if name == "condition":
            box = ChoiceBox([(word, word) for word in conditions()])
            box.setParent(parent)
            box.setAccessibleName(field_title(name))
            return box
        edit = QLineEdit(parent)
        edit.setMaxLength(200)
        edit.setAccessibleName(field_title(name))
        if isinstance(model, LinesModel) and name in ("name", "category"):
            completer = QCompleter(model.names() if name == "name" else model.category_choices(), edit)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            edit.setCompleter(completer)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or next(iter(conditions()))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter
        if pressed and isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.EditNextItem)
            return True
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
        inner = rect.adjusted(8, 0, -8, 0)
        wrong = bool(index.data(ERROR_ROLE))
        painter.setPen(colour("problem" if wrong else "text"))
        metrics = QFontMetrics(option.font)
        text = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)
        view = self.parent()
        current = isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index
        if wrong or current:
            painter.setPen(QPen(colour("accent" if current else "problem"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()
