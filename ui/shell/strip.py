"""The rail at the left and the strip at the top."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.moments import ago, exact
from ui.shell.page import PageSpec
from ui.shell.state import ShellState
from ui.theme import icon
from ui.theme.tokens import ICON, RAIL, RAIL_COMPACT
from ui.widgets.basics import IconButton, Label, plain, restyle
from ui.widgets.feedback import StatusChip
from ui.widgets.scan_box import ScanBox

_MOST_COUNTED = 99
_BEFORE_WORD = 12 + ICON + 4  # border and padding of the style sheet, the icon, Qt's gap
_AFTER_KEY = 12


class RailButton(QPushButton):
    """Icon, word and F-key of one window, and how much waits there."""

    def __init__(self, spec: PageSpec) -> None:
        super().__init__()
        self.spec = spec
        self._key = QLabel(spec.f_key)
        self._key.setProperty("tone", "muted")
        self._key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._key.setFixedWidth(24)  # as wide as F10: what waits stands in one line above each other
        self._count = QLabel()
        self._count.setProperty("mark", "badge")
        self._count.setFixedHeight(20)
        for mark in (self._key, self._count):
            mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._compact = False
        self.setProperty("rail", True)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(ICON, ICON))
        self.setAccessibleName(plain(spec.title))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._box = QHBoxLayout(self)
        self._box.addStretch(1)
        self._box.addWidget(self._count)
        self._box.addWidget(self._key)
        self.toggled.connect(self._tint)
        self._tint(False)
        self.set_compact(False)
        if spec.badge is not None:
            spec.badge.changed.connect(self._show_badge)
        self._show_badge()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.setText("" if compact else f" {plain(self.spec.title)}")
        self._show_key()
        self._box.setContentsMargins(0, 0, 2 if compact else _AFTER_KEY, 20 if compact else 0)
        self._box.setSpacing(4)

    def _show_badge(self) -> None:
        badge, title = self.spec.badge, plain(self.spec.title)
        count = badge.count if badge is not None else 0
        self._count.setVisible(count > 0)
        words = [self.spec.f_key] if self.spec.f_key else []
        if badge is not None and count:
            self._count.setText(str(count) if count <= _MOST_COUNTED else f"{_MOST_COUNTED}+")
            self._count.setProperty("meaning", badge.meaning)
            restyle(self._count)
            words.insert(0, badge.words)
        self._show_key()
        self.setAccessibleDescription(", ".join(words))
        self.setToolTip(f"{title} ({', '.join(words)})" if words else title)

    def _show_key(self) -> None:
        """What waits is more than the key, which the tool tip says too: where both do not fit, the key gives way."""
        bold = QFont(self.font())
        bold.setBold(True)  # as it is while its window is in sight
        word = QFontMetrics(bold).horizontalAdvance(self.text())
        taken = _BEFORE_WORD + word + 8 + self._count.sizeHint().width() + 4 + self._key.width() + _AFTER_KEY
        self._key.setVisible(not self._compact and (self._count.isHidden() or taken <= RAIL))

    def _tint(self, on: bool) -> None:
        self.setIcon(icon(self.spec.icon_name, "accent" if on else "muted"))


class Rail(QFrame):
    """The windows, one below the other; at the foot what concerns the program itself."""

    chosen = Signal(str)
    detach_asked = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], foot: Sequence[QWidget]) -> None:
        super().__init__()
        self._buttons: dict[str, RailButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 8)
        box.setSpacing(0)
        for spec in specs:
            button = RailButton(spec)
            button.clicked.connect(lambda _on=False, key=spec.key: self.chosen.emit(key))
            button.customContextMenuRequested.connect(lambda place, b=button: self._menu(b, place))
            group.addButton(button)
            self._buttons[spec.key] = button
            box.addWidget(button)
        box.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(8, 0, 8, 0)
        self._foot.setSpacing(4)
        for item in foot:
            self._foot.addWidget(item)
        self._foot.addStretch(1)
        box.addLayout(self._foot)
        self.set_compact(False)

    def mark(self, key: str) -> None:
        """Show which window is in sight."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Icons alone, for narrow windows and large scales."""
        self.setFixedWidth(RAIL_COMPACT if compact else RAIL)
        for button in self._buttons.values():
            button.set_compact(compact)
        direction = QHBoxLayout.Direction.TopToBottom if compact else QHBoxLayout.Direction.LeftToRight
        self._foot.setDirection(direction)

    def _menu(self, button: RailButton, place: object) -> None:
        if not button.spec.detachable:
            return
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        act = menu.addAction(icon("detach"), tr("Open in a window of its own"))
        act.triggered.connect(lambda: self.detach_asked.emit(button.spec.key))
        menu.popup(button.mapToGlobal(button.rect().center()))


class LineChip(StatusChip):
    """How the line stands; a click opens what is behind it."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class TopStrip(QFrame):
    """The scan box, and right of it person, site, line and age of data."""

    line_asked = Signal()
    sign_out_asked = Signal()
    lock_asked = Signal()

    def __init__(self, state: ShellState, extras: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._state = state
        self.scan_box = ScanBox()
        self._person, self._site = Label("", "strong"), Label("", "muted")
        self._line = LineChip()
        self._line.clicked.connect(self.line_asked)
        self._age = Label("", "muted")
        for label in (self._person, self._site, self._age):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._menu = IconButton("person", tr("Person and session"))
        self._menu.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._menu)
        menu.addAction(icon("lock"), tr("&Lock the screen"), self.lock_asked.emit)
        menu.addAction(icon("out"), tr("&Sign out"), self.sign_out_asked.emit)
        self._menu.setMenu(menu)
        who, line = QVBoxLayout(), QVBoxLayout()
        for stack, parts in ((who, (self._person, self._site)), (line, (self._line, self._age))):
            stack.setSpacing(0)
            stack.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                stack.addWidget(part)
        self.setFixedHeight(60)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 4, 12, 4)
        box.setSpacing(16)
        box.addWidget(self.scan_box, 1)
        for extra in extras:
            box.addWidget(extra)
        box.addLayout(line)
        box.addWidget(self._menu)
        box.addLayout(who)
        state.changed.connect(self.refresh)
        self._minute = QTimer(self, interval=30_000)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()
        self.refresh()

    def refresh(self) -> None:
        """Write the facts anew; also every half minute, since ages grow."""
        state = self._state
        self._person.setText(f"{state.person} · {state.role}" if state.role else state.person or tr("Nobody signed in"))
        self._site.setText(state.site)
        word, meaning, name = {
            "up": (tr("Line up"), "good", "line-up"),
            "down": (tr("Line down"), "attention", "line-down"),
            "syncing": (tr("Syncing"), "information", "line-syncing"),
            "stuck": (tr("Sync is stuck"), "problem", "line-down"),
            "paused": (tr("Sync is paused"), "attention", "pause"),
            "file": (tr("By file, without a line"), "neutral", "line-off"),
            "off": (tr("This site alone"), "neutral", "line-off"),
        }[state.line]
        if state.unsynced:
            word += " · " + tr("{n} waiting").format(n=f"{state.unsynced:,}")
        self._line.show_state(word, meaning, name)
        self._line.setToolTip(tr("What waits, what came, and why it stands still: open the sync centre"))
        if state.data_age is None:
            self._age.setText("" if state.line == "off" else tr("No data from the city yet"))
            self._age.setToolTip("")
        else:
            self._age.setText(tr("City data: {when}").format(when=ago(state.data_age)))
            self._age.setToolTip(exact(state.data_age))
