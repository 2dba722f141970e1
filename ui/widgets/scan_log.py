"""The scan log: one row per scan, newest first, readable at arm's length."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.operations import CHINA
from ui.i18n import tr
from ui.theme import body_font, colour, large_font, pixmap

Outcome = Literal["done", "refused", "unknown", "information"]
Index = QModelIndex | QPersistentModelIndex

MEANING = {"done": "good", "refused": "problem", "unknown": "attention", "information": "information"}
ICON = {"done": "done", "refused": "refused", "unknown": "unknown", "information": "info"}
KEEP = 500
ROW_HEIGHT = 64


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One scan: the item (or what was scanned), what was done or why not, and what mends it.

    `remedy` is the words of the mending action, `remedy_key` its key sequence, `about` whatever the page
    needs to act on the row, `word` what stands beside the icon instead of the outcome's own word.
    """

    outcome: Outcome
    item: str
    text: str = ""
    code: str = ""
    remedy: str = ""
    remedy_key: str = ""
    about: Any = None
    word: str = ""
    settled: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def open(self) -> bool:
        """Whether somebody must still deal with it."""
        return self.outcome in ("refused", "unknown") and not self.settled


class ScanLogModel(QAbstractListModel):
    """Rows, newest first. Rows are named by the number `add` returned."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[int, ScanRow]] = []
        self._next = 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()][1]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (outcome_word(row), row.item, row.text, row.remedy) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.text
        return None

    def add(self, row: ScanRow) -> int:
        """Put a row on top; returns its number. Beyond 500 rows the oldest leave, open ones never."""
        number, self._next = self._next, self._next + 1
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, (number, row))
        self.endInsertRows()
        if len(self._rows) > KEEP:
            for place in range(len(self._rows) - 1, 0, -1):
                if not self._rows[place][1].open:
                    self._drop(place)
                    break
        return number

    def settle(self, number: int) -> None:
        """Somebody dealt with the row; KeyError where it is gone."""
        self.update_row(number, replace(self.get(number), settled=True))

    def update_row(self, number: int, row: ScanRow) -> None:
        """Show the row's new state where it stands; KeyError where it is gone."""
        place = self._place(number)
        self._rows[place] = (number, row)
        self.dataChanged.emit(self.index(place), self.index(place))

    def get(self, number: int) -> ScanRow:
        return self._rows[self._place(number)][1]

    def number_at(self, place: int) -> int:
        return self._rows[place][0]

    def open_rows(self) -> list[tuple[int, ScanRow]]:
        """Rows still to be dealt with, newest first."""
        return [(number, row) for number, row in self._rows if row.open]

    def counts(self) -> dict[str, int]:
        """How many rows of each outcome."""
        found = dict.fromkeys(MEANING, 0)
        for _number, row in self._rows:
            found[row.outcome] += 1
        return found

    def clear_settled(self) -> None:
        """Begin anew for the next borrower; what is open stays."""
        for place in range(len(self._rows) - 1, -1, -1):
            if not self._rows[place][1].open:
                self._drop(place)

    def _place(self, number: int) -> int:
        for place, (own, _row) in enumerate(self._rows):
            if own == number:
                return place
        raise KeyError(number)

    def _drop(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()


def outcome_word(row: ScanRow) -> str:
    """The word that stands beside the icon."""
    if row.settled:
        return tr("Dealt with")
    if row.word:
        return row.word
    return {
        "done": tr("Done"),
        "refused": tr("Refused"),
        "unknown": tr("Not known"),
        "information": tr("Note", "of a scan"),
    }[row.outcome]


class ScanLog(QListView):
    """The list. Enter or a click on the mending words, or its key for the newest open row, asks to mend."""

    remedy_chosen = Signal(int, object)
    """Number and row whose mending action was asked for."""

    def __init__(self, model: ScanLogModel | None = None, *, name: str = "", parent: Any = None) -> None:
        super().__init__(parent)
        self._log = model or ScanLogModel()
        self._keys: dict[str, QShortcut] = {}
        self.setModel(self._log)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(name or tr("Scan log"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self._log.rowsInserted.connect(self._show_newest)

    def log(self) -> ScanLogModel:
        return self._log

    def add(self, row: ScanRow) -> int:
        """Put a row on top and listen for its mending key."""
        if row.remedy_key and row.remedy_key not in self._keys:
            shortcut = QShortcut(QKeySequence(row.remedy_key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda key=row.remedy_key: self._mend_newest(key))
            self._keys[row.remedy_key] = shortcut
        return self._log.add(row)

    def settle(self, number: int) -> None:
        self._log.settle(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._mend(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            row = index.data(Qt.ItemDataRole.UserRole)
            if remedy_box(self.visualRect(index), row).contains(event.position().toPoint()):
                self._mend(index.row())

    def _mend_newest(self, key: str) -> None:
        for number, row in self._log.open_rows():
            if row.remedy_key == key:
                self.remedy_chosen.emit(number, row)
                return

    def _mend(self, place: int) -> None:
        number = self._log.number_at(place)
        row = self._log.get(number)
        if row.remedy and row.open:
            self.remedy_chosen.emit(number, row)

    def _show_newest(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if first == 0:
            self.scrollToTop()


def remedy_words(row: ScanRow) -> str:
    key = QKeySequence(row.remedy_key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{row.remedy}  {key}".strip()


def remedy_box(rect: QRect, row: ScanRow) -> QRect:
    """Where the mending words of a row are drawn; empty where it has none."""
    if not row.remedy or not row.open:
        return QRect()
    width = QFontMetrics(body_font()).horizontalAdvance(remedy_words(row)) + 24
    return QRect(rect.right() - 64 - width, rect.center().y() - 15, width, 32)


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ScanRow = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: Any = option.state
        meaning = MEANING[row.outcome]
        tone = "muted" if row.settled else meaning
        painter.save()
        painter.fillRect(rect, colour(f"{meaning}_soft") if row.open else colour("surface"))
        painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), colour(tone))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.drawPixmap(
            rect.left() + 16, rect.center().y() - 13, pixmap("check" if row.settled else ICON[row.outcome], tone, 28)
        )
        word_box = QRect(rect.left() + 56, rect.top(), 88, rect.height())
        bold = body_font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(colour(tone))
        painter.drawText(word_box, Qt.AlignmentFlag.AlignVCenter, outcome_word(row))
        remedy = remedy_box(rect, row)
        time_box = QRect(rect.right() - 60, rect.top(), 48, rect.height())
        painter.setFont(body_font())
        painter.setPen(colour("muted"))
        time = row.at.astimezone(CHINA).strftime("%H:%M")
        painter.drawText(time_box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)
        right = (time_box.left() if remedy.isEmpty() else remedy.left()) - 12
        left = word_box.right() + 4
        self._words(painter, row, QRect(left, rect.top(), right - left, rect.height()))
        if not remedy.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour(meaning))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(remedy, 4, 4)
            painter.setFont(body_font())
            painter.drawText(remedy, Qt.AlignmentFlag.AlignCenter, remedy_words(row))
        painter.restore()

    def _words(self, painter: QPainter, row: ScanRow, box: QRect) -> None:
        upper = QRect(box.left(), box.top() + 6, box.width(), 28)
        lower = QRect(box.left(), box.top() + 34, box.width(), 22)
        large = large_font()
        large.setBold(True)
        elide = Qt.TextElideMode.ElideRight
        code_width = QFontMetrics(body_font()).horizontalAdvance(row.code) if row.code else 0
        item = QFontMetrics(large).elidedText(row.item, elide, max(40, upper.width() - code_width - 12))
        painter.setFont(large)
        painter.setPen(colour("muted" if row.settled else "text"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, item)
        if row.code:
            start = upper.left() + QFontMetrics(large).horizontalAdvance(item) + 12
            painter.setFont(body_font())
            painter.setPen(colour("muted"))
            painter.drawText(
                QRect(start, upper.top() + 1, code_width + 4, upper.height()), Qt.AlignmentFlag.AlignVCenter, row.code
            )
        painter.setFont(body_font())
        painter.setPen(colour("muted" if row.settled else "text"))
        text = QFontMetrics(body_font()).elidedText(row.text, elide, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, text)
