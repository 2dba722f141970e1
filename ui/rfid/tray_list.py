"""The list of the tray: one row for each tag, in the order in which they came; nothing moves when another comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.tray import TrayState
from ui.i18n import tr
from ui.theme import body_font, colour, pixmap

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 52
_BARS = (-72, -62, -52, -42)
"""dBm from which on one more bar of the signal is filled."""


@dataclass(frozen=True, slots=True)
class TrayLine:
    """A tag as it is shown: `name` of the piece or what the tag is, `text` its number, `rssi` in dBm while heard.

    `fresh`: its state has just changed. `held`: it is on the page's list already. `word` stands for the state's own.
    """

    key: str
    state: TrayState
    name: str
    text: str
    rssi: float | None = None
    held: bool = False
    fresh: bool = False
    word: str = ""


def line_look(line: TrayLine) -> tuple[str, str, str]:
    """(word, meaning, icon)."""
    word, meaning, name = _state_look(line.state, line.held)
    return line.word or word, meaning, name


def _state_look(state: TrayState, held: bool) -> tuple[str, str, str]:
    if held:
        return tr("On the list"), "good", "done"
    return {
        TrayState.EXPECTED: (tr("Awaited", "a tag"), "neutral", "pending"),
        TrayState.PRESENT: (tr("In the tray"), "good", "check"),
        TrayState.FOREIGN: (tr("Foreign", "a tag"), "attention", "unknown"),
        TrayState.REMOVED: (tr("Just taken away"), "information", "up"),
    }[state]


class TrayModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._lines: list[TrayLine] = []

    def lines(self) -> list[TrayLine]:
        return list(self._lines)

    def line(self, number: int) -> TrayLine | None:
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def show_lines(self, lines: Sequence[TrayLine]) -> None:
        """Show what there is now; rows that are the same are not painted again."""
        now = {one.key for one in lines}
        for at in reversed([at for at, one in enumerate(self._lines) if one.key not in now]):
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._lines[at]
            self.endRemoveRows()
        count = len(self._lines)
        if [one.key for one in self._lines] != [one.key for one in lines[:count]]:
            self.beginResetModel()
            self._lines = list(lines)
            self.endResetModel()
            return
        changed = [at for at, one in enumerate(self._lines) if one != lines[at]]
        self._lines[:] = lines[:count]
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))
        if len(lines) > count:
            self.beginInsertRows(QModelIndex(), count, len(lines) - 1)
            self._lines = list(lines)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line_look(line)[0]} {line.name} {line.text}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            signal = (
                tr("Signal {n} dBm").format(n=f"{line.rssi:.0f}".replace("-", "−")) if line.rssi is not None else ""
            )
            return "\n".join(part for part in (line.name, line.text, signal) if part)
        return None


class TrayList(QListView):
    """Enter takes the marked tag as if it had been scanned."""

    opened = Signal(str)
    """The key of the marked line."""

    def __init__(self, model: TrayModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(tr("Tags in the tray"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _open(self, number: int) -> None:
        line = self._model.line(number)
        if line is not None:
            self.opened.emit(line.key)


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: TrayLine = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: Any = option.state
        word, meaning, name = line_look(line)
        tone = "muted" if meaning == "neutral" else meaning
        painter.save()
        tint = f"{meaning}_soft" if meaning != "neutral" else "sunken"
        painter.fillRect(rect, colour(tint if line.fresh else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.drawPixmap(rect.left() + 8, rect.center().y() - 10, pixmap(name, tone, 20))
        left, right = rect.left() + 40, rect.right() - 12
        bold = QFont(body_font())
        bold.setBold(True)
        word_width = QFontMetrics(body_font()).horizontalAdvance(word)
        upper = QRect(left, rect.top() + 5, right - left, 22)
        lower = QRect(left, rect.top() + 26, right - left, 20)
        middle, at_right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour(tone))
        painter.setFont(body_font())
        painter.drawText(upper, at_right, word)
        faint = line.state is TrayState.EXPECTED or (line.state is TrayState.REMOVED and not line.fresh)
        painter.setPen(colour("muted" if faint else "text"))
        painter.setFont(bold)
        shown = QFontMetrics(bold).elidedText(line.name, Qt.TextElideMode.ElideRight, upper.width() - word_width - 12)
        painter.drawText(upper, middle, shown)
        painter.setFont(body_font())
        painter.setPen(colour("muted"))
        room = lower.width() - (_bars(painter, lower, line.rssi) if line.rssi is not None else 0)
        painter.drawText(
            lower, middle, QFontMetrics(body_font()).elidedText(line.text, Qt.TextElideMode.ElideMiddle, room)
        )
        painter.restore()


def _bars(painter: QPainter, box: QRect, rssi: float) -> int:
    """Four bars at the right of `box`, filled by the strength of the signal; gives the room they take, px."""
    width, step = 3, 5
    left, bottom = box.right() - 4 * step + 2, box.center().y() + 6
    for at, least in enumerate(_BARS):
        height = 4 + 3 * at
        strong = rssi >= least
        painter.fillRect(QRect(left + at * step, bottom - height, width, height), colour("text" if strong else "line"))
    return 4 * step + 12
