"""Ctrl+K: everything by name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.shell.page import Action
from ui.theme import icon
from ui.widgets.basics import plain

FindActions = Callable[[str, Callable[[Sequence[Action]], None]], None]
"""Find assets, people and documents for a text off the UI thread, then answer on it with what opens them."""

SHOWN = 12


class CommandPalette(QFrame):
    """A box over the window: actions at once, assets and people as they are found. Esc goes back."""

    closed = Signal()

    def __init__(self, parent: QWidget, find: FindActions | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._actions: list[Action] = []
        self._found: list[Action] = []
        self._asked = 0
        self.edit = QLineEdit()
        self.edit.setAccessibleName(tr("Find an action, asset, person or document"))
        self.edit.setPlaceholderText(tr("Find an action, asset, person or document"))
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._run)
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self._ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(8)
        box.addWidget(self.edit)
        box.addWidget(self._list)
        self.hide()

    def popup(self, actions: Sequence[Action]) -> None:
        """Show it over its parent with these actions."""
        self._actions, self._found = list(actions), []
        parent = self.parentWidget()
        if parent is not None:
            width = min(640, parent.width() - 48)
            self.setGeometry((parent.width() - width) // 2, 68, width, 0)
        self.edit.clear()
        self._fill()
        self.show()
        self.raise_()
        self.edit.setFocus()

    def titles(self) -> list[str]:
        """What is offered now, from top to bottom."""
        offered = (self._list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self._list.count()))
        return [action.title for action in offered if action is not None]

    def take_back(self) -> None:
        """Close without doing anything."""
        self._timer.stop()
        self._asked += 1
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.take_back()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow((self._list.currentRow() + step) % max(1, self._list.count()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._list.currentItem()
            if item is not None:
                self._run(item)
        else:
            return False
        return True

    def _typed(self, _text: str) -> None:
        self._asked += 1
        self._found = []
        waits = self._find is not None and bool(self.edit.text().strip())
        self._fill(waits=waits)
        if waits:
            self._timer.start()

    def _ask(self) -> None:
        number = self._asked
        if self._find is not None:
            self._find(self.edit.text().strip(), lambda found: self._take(number, found))

    def _take(self, number: int, found: Sequence[Action]) -> None:
        if number == self._asked and self.isVisible():
            self._found = list(found)
            self._fill()

    def _fill(self, *, waits: bool = False) -> None:
        """`waits`: more may be found, so that nothing is no answer yet."""
        wanted = self.edit.text().strip().casefold()
        own = [action for action in self._actions if wanted in plain(action.title).casefold()]
        self._list.clear()
        for action in (own + self._found)[: SHOWN * 4]:
            words = plain(action.title)
            item = QListWidgetItem(icon(action.icon_name), f"{words}    {action.shortcut}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, action)
            item.setSizeHint(QSize(0, 36))
            self._list.addItem(item)
        if not self._list.count() and not waits:
            item = QListWidgetItem(tr("Nothing found"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setSizeHint(QSize(0, 36))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        parent = self.parentWidget()
        room = parent.height() - 88 if parent else 460
        self.resize(self.width(), min(room, 72 + 36 * max(1, min(SHOWN, self._list.count()))))

    def _run(self, item: QListWidgetItem) -> None:
        action: Action | None = item.data(Qt.ItemDataRole.UserRole)
        if action is not None:
            self.take_back()
            action.run()
