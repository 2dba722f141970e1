"""How the cells of a table are painted. Called some 200 times per frame, so it asks Qt for little."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.theme import body_font, colour, pixmap
from ui.widgets.models import TableModel

_SELECTED = QStyle.StateFlag.State_Selected


class CellDelegate(QStyledItemDelegate):
    """Padding of 8 px, the icon of a status, muted placeholders; the current row is underlined as a whole."""

    def __init__(self, model: TableModel, table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self.current_row = -1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        number = index.row()
        cell = self._model.cell(number, index.column())
        if option.state & _SELECTED:
            painter.fillRect(rect, colour("accent_soft"))
        painter.fillRect(left, top + height - 1, width, 1, colour("line"))
        if number == self.current_row:
            painter.fillRect(left, top + height - 2, width, 2, colour("accent"))
        left, width = left + 8, width - 16
        if cell.icon_name:
            painter.drawPixmap(left, top + height // 2 - 8, pixmap(cell.icon_name, cell.tone, 16))
            left, width = left + 22, width - 22
        painter.setPen(colour(cell.tone))
        text, text_width, text_height = _laid_out(cell.text, width)
        if cell.right:
            left += width - text_width
        painter.drawStaticText(left, top + (height - text_height) // 2, text)


@lru_cache(maxsize=4096)
def _laid_out(text: str, width: int) -> tuple[QStaticText, int, int]:
    """The text as it fits into `width`, laid out once, with its size in px: rows that are typed for come again."""
    font = body_font()
    text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    laid_out = QStaticText(text)
    laid_out.setTextFormat(Qt.TextFormat.PlainText)
    laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    laid_out.prepare(QTransform(), font)
    size = laid_out.size()
    return laid_out, ceil(size.width()), ceil(size.height())
