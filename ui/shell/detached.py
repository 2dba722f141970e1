"""A page in a window of its own, for a second screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.shell.page import PageSpec
from ui.theme import icon
from ui.widgets.basics import IconButton, plain
from ui.widgets.feedback import ActivityBar
from ui.widgets.scan_box import ScanBox


class DetachedWindow(QWidget):
    """Scan box, page, activity bar. Closing it sends the page back where it came from."""

    came_back = Signal(str)

    def __init__(self, spec: PageSpec, page: QWidget, home: QWidget) -> None:
        super().__init__(home, Qt.WindowType.Window)
        self.spec, self.page = spec, page
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(plain(spec.title))
        self.setWindowIcon(icon(spec.icon_name, "accent"))
        self.scan_box = ScanBox()
        self.activity = ActivityBar()
        back = IconButton("attach", tr("Back into the main window"), on_click=self.close)
        strip = QHBoxLayout()
        strip.setContentsMargins(16, 8, 12, 8)
        strip.addWidget(self.scan_box, 1)
        strip.addWidget(back)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(strip)
        box.addWidget(page, 1)
        box.addWidget(self.activity)
        page.show()
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.came_back.emit(self.spec.key)
