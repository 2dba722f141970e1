"""The label as its printer will print it, dot by dot, to be drawn upon."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.errors import Invalid
from printing.labels.setting import set_label
from printing.labels.template import Template, extent
from printing.layout import CodeMark, Layout
from printing.raster import raster
from ui.i18n import tr
from ui.label_designer.draft import Draft, snap
from ui.theme import colour

MARGIN = 24  # px around the label
HANDLE = 9  # px
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Canvas(QWidget):
    """Drag moves, the lower right handle stretches; arrows move by 0.5 mm (with Ctrl 0.1 mm), with Shift they stretch.

    Alt while dragging lets nothing snap. Tab goes from element to element.
    """

    changed = Signal()
    """The draft was changed here."""
    marked = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("The label"))
        self.setAccessibleDescription(tr("Tab goes to the next part, arrows move it, Shift and arrows stretch it."))
        self._draft: Draft | None = None
        self._values: Mapping[str, str] = {}
        self._dots = 203
        self._picture: QImage | None = None
        self._unfit: tuple[CodeMark, ...] = ()
        self._scale = 0.0  # px per mm; 0: as large as there is room
        self._grip: tuple[QPointF, bool] | None = None  # where the mouse went down, and whether on the handle

    def sizeHint(self) -> QSize:
        return QSize(560, 380)

    def show_draft(self, draft: Draft, values: Mapping[str, str], dots_per_inch: int) -> None:
        """What to draw: the template with those values, at that printer's dots."""
        self._draft, self._values, self._dots = draft, values, dots_per_inch
        self.redraw()

    def set_scale(self, pixels: float) -> None:
        """Pixels per millimetre; 0: as large as there is room."""
        self._scale = pixels
        self._fit()
        self.update()

    def scale(self) -> float:
        """Pixels per millimetre, as it is drawn now."""
        if self._scale or self._draft is None:
            return self._scale or 1.0
        template = self._draft.template
        return max(
            1.0,
            min((self.width() - 2 * MARGIN) / template.width, (self.height() - 2 * MARGIN) / template.height),
        )

    def redraw(self) -> None:
        """After the draft has changed."""
        if self._draft is None:
            return
        self._picture, self._unfit = label_picture(self._draft.template, self._values, self._dots)
        self._fit()
        self._say()
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("sunken"))
        if self._draft is None or self._picture is None:
            return
        label = self._label_rect()
        painter.fillRect(label, QColor("white"))
        # Dots stay dots where they are enlarged, and grey where they are many to a pixel.
        smooth = label.width() < self._picture.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(label, self._picture)
        painter.setPen(QPen(colour("edge"), 1))
        painter.drawRect(label)
        for mark in self._unfit:
            self._paint_unfit(painter, self._rect((mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)))
        self._paint_marks(painter)

    def _paint_unfit(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(colour("problem"), 2))
        painter.drawRect(room)
        painter.drawLine(room.topLeft(), room.bottomRight())
        painter.drawLine(room.bottomLeft(), room.topRight())

    def _paint_marks(self, painter: QPainter) -> None:
        if self._draft is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("information"), 1, Qt.PenStyle.DotLine))
        for number, element in enumerate(self._draft.template.elements):
            if number not in self._draft.marked:
                painter.drawRect(self._rect(extent(element)))
        for place, number in enumerate(self._draft.marked):
            painter.setPen(QPen(colour("accent"), 2 if place == 0 else 1))
            painter.drawRect(self._rect(extent(self._draft.template.elements[number])))
        handle = self._handle()
        if handle is not None:
            painter.fillRect(handle, colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._draft is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        handle = self._handle()
        on_handle = handle is not None and handle.contains(event.position())
        if not on_handle:
            place = self._to_mm(event.position())
            number = self._draft.at(place.x(), place.y())
            add = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
            if number is None:
                self._draft.marked = ()
            elif add or number not in self._draft.marked:
                self._draft.mark(number, add=add)
            self.marked.emit()
            self._say()
        if self._draft.marked:
            self._grip = (event.position(), on_handle)
            self._draft.hold()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._draft is None:
            return
        if self._grip is None:
            handle = self._handle()
            over = handle is not None and handle.contains(event.position())
            self.setCursor(Qt.CursorShape.SizeFDiagCursor if over else Qt.CursorShape.ArrowCursor)
            return
        start, stretch = self._grip
        moved = (event.position() - start) / self.scale()
        self._draft.back_to_hold()
        dx, dy = moved.x(), moved.y()
        if not stretch and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            dx, dy = snap(self._draft, dx, dy)
        try:
            if stretch:
                self._draft.stretch(dx, dy)
            else:
                self._draft.shift(dx, dy)
        except Invalid:
            return  # as far as it goes; the mouse may come back
        self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._draft is not None and self._grip is not None:
            self._grip = None
            self._draft.let_go()
            self.changed.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._draft is None:
            return
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS:
            step = 0.1 if modifiers & Qt.KeyboardModifier.ControlModifier else 0.5
            dx, dy = (step * one for one in _ARROWS[key])
            self._do(
                self._draft.stretch if modifiers & Qt.KeyboardModifier.ShiftModifier else self._draft.shift, dx, dy
            )
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._do(self._draft.remove_marked)
            self.marked.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab walks through the parts, and leaves after the last one."""
        if self._draft is None:
            return super().focusNextPrevChild(onwards)
        last = len(self._draft.template.elements) - 1 if onwards else 0
        if self._draft.marked[:1] == (last,):
            self._draft.marked = ()
            self.marked.emit()
            self.update()
            return super().focusNextPrevChild(onwards)
        self._draft.mark_next(1 if onwards else -1)
        self.marked.emit()
        self._say()
        self.update()
        return True

    def _do(self, action: Callable[..., None], *given: float) -> None:
        try:
            action(*given)
        except Invalid as refusal:
            self.refused.emit(refusal)
            return
        self.redraw()
        self.changed.emit()

    # Places

    def _fit(self) -> None:
        if self._scale and self._draft is not None:
            template = self._draft.template
            self.setMinimumSize(
                round(template.width * self._scale) + 2 * MARGIN, round(template.height * self._scale) + 2 * MARGIN
            )
        else:
            self.setMinimumSize(320, 220)

    def _label_rect(self) -> QRectF:
        if self._draft is None:
            return QRectF()
        width, height = self._draft.template.width * self.scale(), self._draft.template.height * self.scale()
        return (
            QRectF(max(MARGIN, (self.width() - width) / 2), max(MARGIN, (self.height() - height) / 2), width, height)
            .toRect()
            .toRectF()
        )

    def _rect(self, edges: tuple[float, float, float, float]) -> QRectF:
        corner, scale = self._label_rect().topLeft(), self.scale()
        left, top, right, bottom = edges
        return QRectF(
            corner.x() + left * scale, corner.y() + top * scale, (right - left) * scale, (bottom - top) * scale
        )

    def _to_mm(self, place: QPointF) -> QPointF:
        return (place - self._label_rect().topLeft()) / self.scale()

    def _handle(self) -> QRectF | None:
        if self._draft is None or len(self._draft.marked) != 1:
            return None
        corner = self._rect(extent(self._draft.template.elements[self._draft.marked[0]])).bottomRight()
        return QRectF(corner.x() - HANDLE / 2, corner.y() - HANDLE / 2, HANDLE, HANDLE)

    def _say(self) -> None:
        """What a screen reader says of the part that is marked."""
        if self._draft is None or not self._draft.marked:
            return
        element = self._draft.template.elements[self._draft.marked[0]]
        words = getattr(element, "text", "") or tr("line or frame")
        left, top, _right, _bottom = extent(element)
        self.setAccessibleDescription(
            tr("{part}, {x} mm from the left, {y} mm from above").format(part=words, x=left, y=top)
        )


def label_picture(
    template: Template, values: Mapping[str, str], dots_per_inch: int
) -> tuple[QImage | None, tuple[CodeMark, ...]]:
    """The label at that printer's dots, and the codes left out of it because they do not fit. None where a field
    holds what no code can.
    """
    try:
        layout = set_label(template, values)
    except Invalid:
        return None, ()
    unfit = tuple(mark for mark in layout.marks if isinstance(mark, CodeMark) and not _fits(mark, dots_per_inch))
    shown = Layout(layout.width, layout.height, tuple(mark for mark in layout.marks if mark not in unfit))
    picture = raster(shown, dots_per_inch).convert("L")
    image = QImage(picture.tobytes(), picture.width, picture.height, picture.width, QImage.Format.Format_Grayscale8)
    return image.copy(), unfit


def _fits(mark: CodeMark, dots_per_inch: int) -> bool:
    try:
        mark.place(dots_per_inch)
    except Invalid:
        return False
    return True
