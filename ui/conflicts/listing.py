"""The list of cases: two lines each, the most urgent first, and its place kept whatever arrives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.queries import CaseRow
from ui.conflicts.story import ended, kind_look, piece_words, urgency_look, versus
from ui.i18n import tr
from ui.moments import ago, exact
from ui.theme import body_font, colour, pixmap

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 76


def case_look(case: CaseRow) -> tuple[str, str, str]:
    """(word, tone, icon) of a case in a list: how urgent it is, or that it has ended."""
    if not case.open:
        return tr("Dealt with"), "good", "check"
    word, meaning, icon_name = urgency_look(case.urgency)
    return word, "muted" if meaning == "neutral" else meaning, icon_name


def case_title(case: CaseRow, metrics: QFontMetrics, room: int) -> str:
    """How urgent and of which kind; in less room (px) the kind, for the icon says how urgent it is."""
    word, kind = case_look(case)[0], kind_look(case)[0]
    both = f"{word} · {kind}"
    return both if metrics.horizontalAdvance(both) <= room else kind


def _beside(text: str) -> int:
    """Room in px that a text at the right of a line takes from it."""
    return QFontMetrics(body_font()).horizontalAdvance(text) + 8 if text else 0


class CasesModel(QAbstractListModel):
    """Rows in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[CaseRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        case = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return case
        whole = [case_look(case)[0], kind_look(case)[0], piece_words(case), versus(case)]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(", ").join(word for word in (*whole, ago(case.opened_at)) if word)
        if role == Qt.ItemDataRole.ToolTipRole:  # lines that are too long are cut in the list
            return "\n".join(word for word in (*whole, exact(case.opened_at)) if word)
        return None

    def place_of(self, id: str) -> int:
        """-1 where it is not in the list."""
        return next((at for at, case in enumerate(self.rows) if case.id == id), -1)

    def set_rows(self, rows: Sequence[CaseRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


class CaseList(QListView):
    """One row per case; digits and Escape are left to the page. `current_changed` tells what a person chose."""

    current_changed = Signal(object)
    """CaseRow or None."""
    opened = Signal(object)
    """Enter or a double click: the CaseRow."""

    def __init__(self) -> None:
        super().__init__()
        self.cases = CasesModel()
        self._filling = False
        self.setModel(self.cases)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(tr("Cases to decide"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMinimumWidth(240)
        self.selectionModel().currentChanged.connect(self._moved)
        self.activated.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole)))

    def current(self) -> CaseRow | None:
        found: CaseRow | None = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found

    def show_rows(self, rows: Sequence[CaseRow], wanted: str = "") -> None:
        """Show them and stay at the case `wanted`, or where it was: what is in sight does not move under the eyes."""
        before, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self._filling = True
        self.cases.set_rows(rows)
        place = self.cases.place_of(wanted) if wanted else -1
        if place < 0 and rows:
            place = min(max(before, 0), len(rows) - 1)
        if place >= 0:
            self.setCurrentIndex(self.cases.index(place))
        self.verticalScrollBar().setValue(scrolled)
        if place >= 0 and place != before:
            self.scrollTo(self.cases.index(place))
        self._filling = False
        self.current_changed.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling:
            self.current_changed.emit(self.current())


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        case: CaseRow = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: Any = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        _word, tone, icon_name = case_look(case)
        painter.save()
        painter.fillRect(rect, colour("accent_soft" if selected else "surface"))
        painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), colour("accent" if selected else tone))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        painter.drawPixmap(rect.left() + 14, rect.top() + 7, pixmap(icon_name, tone, 16))
        bold = QFont(body_font())
        bold.setBold(True)
        inner = rect.adjusted(36, 4, -10, -4)
        lines = [QRect(inner.left(), inner.top() + n * 23, inner.width(), 22) for n in range(3)]
        when = ago(case.opened_at if case.open else case.decided_at or case.opened_at)
        title = case_title(case, QFontMetrics(bold), inner.width() - _beside(when))
        self._text(painter, lines[0], title, bold, tone, beside=when)
        self._text(painter, lines[0], when, body_font(), "muted", right=True)
        self._text(painter, lines[1], piece_words(case), body_font(), "text")
        self._text(painter, lines[2], versus(case) if case.open else ended(case), body_font(), "muted")
        painter.restore()

    def _text(
        self, painter: QPainter, box: QRect, text: str, font: QFont, tone: str, *, beside: str = "", right: bool = False
    ) -> None:
        """One line, shortened to what `beside`, in the same line at the right, leaves it."""
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() - _beside(beside))
        painter.setFont(font)
        painter.setPen(colour(tone))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)
