"""The smallest parts: button, tool button, label, picture, key mark, rule, card, page header."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import icon, pixmap
from ui.theme.tokens import ICON

_ICON_ROLE = {"primary": "on_accent", "danger": "problem", "quiet": "accent", "secondary": "muted"}


def plain(text: str) -> str:
    """A label's words without its Alt+letter mark: `&Save` → `Save`, `保存(&S)` → `保存`."""
    at = text.find("(&")
    if at >= 0 and text[at + 3 : at + 4] == ")":
        text = text[:at] + text[at + 4 :]
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…. ")


class Button(QPushButton):
    """A button that says its word, its Alt+letter (from `&`) and, where it has one, its shortcut."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        *,
        icon_name: str | None = None,
        shortcut: str | None = None,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`kind` is `primary` (one per window), `secondary`, `quiet` or `danger`; KeyError for another."""
        super().__init__(parent)
        role = _ICON_ROLE[kind]
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_name:
            self.setIcon(icon(icon_name, role))
            self.setIconSize(QSize(ICON - 2, ICON - 2))
        self._shortcut_text = ""
        self._keys: QShortcut | None = None
        self.set_text(text)
        if shortcut:
            self.set_shortcut(shortcut)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_text(self, text: str) -> None:
        """Change the words, keeping the shortcut shown."""
        self._words = text
        self.setText(f"{text}  {self._shortcut_text}" if self._shortcut_text else text)
        self.setAccessibleName(plain(text))

    def set_shortcut(self, keys: str) -> None:
        """Give the button a key sequence beside its Alt+letter and show it."""
        sequence = QKeySequence(keys)
        self._shortcut_text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        self.set_text(self._words)
        # The button's own shortcut is its Alt+letter, which every setText sets anew.
        if self._keys is None:
            self._keys = QShortcut(self)
            self._keys.activated.connect(self.click)
        self._keys.setKey(sequence)


class IconButton(QToolButton):
    """A button of a picture alone; its words are its tool tip and its accessible name."""

    def __init__(
        self,
        icon_name: str,
        text: str,
        *,
        shortcut: str | None = None,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(ICON, ICON))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_face(icon_name, text)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
            self.setToolTip(f"{plain(text)} ({shortcut})")
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_face(self, icon_name: str, text: str) -> None:
        """Change picture and words together."""
        self.setIcon(icon(icon_name, "muted"))
        self.setToolTip(plain(text))
        self.setAccessibleName(plain(text))


class Label(QLabel):
    """Words; `tone` is `plain`, `muted`, `strong` or `problem`."""

    def __init__(
        self,
        text: str = "",
        tone: str = "plain",
        *,
        large: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("tone", tone)
        if large:
            self.setProperty("scale", "large")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_tone(self, tone: str) -> None:
        """Change the tone of a label that is already shown."""
        self.setProperty("tone", tone)
        restyle(self)


class Picture(QLabel):
    """An icon beside words, tinted anew when the theme changes."""

    def __init__(self, name: str = "", role: str = "muted", size: int = 16, parent: QWidget | None = None) -> None:
        """`size` in px; no name, no icon."""
        super().__init__(parent)
        self._size = size
        self.show_icon(name, role)

    def show_icon(self, name: str, role: str = "muted") -> None:
        self._name, self._role = name, role
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        if self._name:
            self.setPixmap(pixmap(self._name, self._role, self._size))
        else:
            self.clear()


class KeyMark(QLabel):
    """A key drawn as a key cap."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setProperty("mark", "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Rule(QFrame):
    """A thin horizontal line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", True)
        self.setFixedHeight(1)


class Card(QFrame):
    """A bordered surface with a vertical layout (`.body`)."""

    def __init__(self, parent: QWidget | None = None, margin: int = 12) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)


class Page(QWidget):
    """The ground of a window of the shell: a vertical layout (`.body`) with the usual margins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(12)


class PageHeader(QWidget):
    """Title, one line on what it holds, and the page's buttons at the right."""

    def __init__(self, title: str, subtitle: str = "", *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._title = Label(title, large=True)
        self._subtitle = Label(subtitle, "muted")
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self._subtitle, 1)
        for button in buttons:
            row.addWidget(button)

    def set_subtitle(self, text: str) -> None:
        self._subtitle.setText(text)

    def set_title(self, text: str) -> None:
        self._title.setText(text)


def bind_keys(owner: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Key sequences that work while `owner` is in sight, wherever in its window the focus is."""
    for sequence, act in keys.items():
        QShortcut(QKeySequence(sequence), owner).activated.connect(lambda a=act: a())


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it looks at has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def row(*items: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout of widgets; an int is a gap in px, None a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, items)
    return layout


def scrolling(fields: QVBoxLayout) -> QScrollArea:
    """Fields below each other that scroll where there are too many; Tab goes from one to the next, not to the area."""
    fields.setContentsMargins(0, 0, 8, 0)
    fields.setSpacing(8)
    inside = QWidget()
    inside.setLayout(fields)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def column(*items: QWidget | int | None, spacing: int = 8) -> QVBoxLayout:
    """A vertical layout of widgets; an int is a gap in px, None a stretch."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, items)
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[QWidget | int | None, ...]) -> None:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        else:
            layout.addWidget(item)
