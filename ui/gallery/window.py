"""The gallery as a window, with buttons for theme and language."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.gallery.parts import sections
from ui.i18n import install_language, language, tr
from ui.theme import apply_theme, colours
from ui.widgets import (
    Label,
    Page,
    PageHeader,
    Segmented,
)


class Gallery(QWidget):
    """All parts, with buttons for theme and language."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Parts"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._fill()

    def _fill(self) -> None:
        page = Page()
        themes = Segmented([("light", tr("Light")), ("dark", tr("Dark"))], colours().name, name=tr("Theme"))
        themes.changed.connect(lambda key: self.switch(theme=str(key)))
        tongues = Segmented([("zh_CN", "中文"), ("en", "English")], language(), name=tr("Language"))
        tongues.changed.connect(lambda key: self.switch(tongue=str(key)))
        page.body.addWidget(PageHeader(tr("Parts"), tr("Each state of each part"), themes, tongues))
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 8, 0)
        stack.setSpacing(12)
        for title, make in sections():
            stack.addWidget(Label(title, "strong"))
            stack.addWidget(make())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Parts"))
        area.setWidget(inside)
        page.body.addWidget(area, 1)
        self.inside = inside
        self._box.addWidget(page)

    def switch(self, theme: str = "", tongue: str = "") -> None:
        """Show everything in another theme or language."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if tongue:
                install_language(app, tongue)
            if theme:
                apply_theme(app, theme)
        old = self._box.takeAt(0)
        widget = old.widget() if old else None
        if widget is not None:
            widget.deleteLater()
        self._fill()


def build_gallery() -> QWidget:
    """The gallery as a window, in the theme and language in force."""
    gallery = Gallery()
    gallery.resize(1366, 768)
    return gallery
