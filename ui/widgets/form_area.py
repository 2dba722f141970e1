"""A form that is higher than the room there is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


class FormArea(QScrollArea):
    """Scrolls down alone. The field in use stays in sight when the room grows less, as when a notice comes above it."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form = form
        self.setWidget(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        used = QApplication.focusWidget()
        if used is not None and self._form.isAncestorOf(used):
            self.ensureWidgetVisible(used)
