"""Type to find: a field that offers organizations, persons or anything else while one types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.i18n import tr
from ui.widgets.line_edit import LineEdit


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its key, its words, and a hint that tells it from its namesakes."""

    key: object
    label: str
    hint: str = ""


Suggest = Callable[[str, Callable[[Sequence[Choice]], None]], None]
"""Find choices for a text off the UI thread, then call back with them on it."""


class SuggestionList(QListWidget):
    """The list below the field; it never takes the focus."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)


class SuggestBox(LineEdit):
    """A field with suggestions: Down and Up walk, Enter takes, Esc closes the list and keeps the text."""

    chosen = Signal(object)
    """The `Choice` taken, or None when the text no longer stands for one."""

    def __init__(self, suggest: Suggest, *, hint: str = "", allow_new: bool = False, delay_ms: int = 120) -> None:
        """With `allow_new` a text that is none of the suggestions counts as well (`text()`)."""
        super().__init__()
        self._suggest, self._allow_new = suggest, allow_new
        self._choice: Choice | None = None
        self._asked = 0
        self.setPlaceholderText(hint or tr("Type to find"))
        self._list = SuggestionList(self)
        self._list.setAccessibleName(tr("Suggestions"))
        self._list.itemClicked.connect(self._take_item)
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._edited)

    def choice(self) -> Choice | None:
        """What is chosen; None where the text stands for nothing known."""
        return self._choice

    def key(self) -> object:
        """The key of what is chosen, or None."""
        return self._choice.key if self._choice else None

    def set_choice(self, choice: Choice | None) -> None:
        self._timer.stop()
        self._asked += 1
        self._choice = choice
        self.setText(choice.label if choice else "")
        self.setToolTip(choice.hint if choice else "")
        self._list.hide()
        self.chosen.emit(choice)

    def suggestions(self) -> list[Choice]:
        """The suggestions on screen; empty while the list is closed."""
        if not self._list.isVisible():
            return []
        return [self._list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self._list.count())]

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._list.isVisible()
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list.isVisible()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not shown:
                self._ask()
            else:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow((self._list.currentRow() + step) % max(1, self._list.count()))
        elif shown and event.key() == Qt.Key.Key_Escape:
            self._list.hide()
        elif shown and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.currentRow() >= 0:
            self._take_item(self._list.currentItem())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        self._timer.stop()
        super().focusOutEvent(event)

    def _edited(self, text: str) -> None:
        if self._choice is not None:
            self._choice = None
            self.chosen.emit(None)
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._asked += 1
            self._list.hide()

    def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        self._suggest(self.text().strip(), lambda found: self._show(number, found))

    def _show(self, number: int, found: Sequence[Choice]) -> None:
        if number != self._asked or not self.hasFocus():
            return
        self._list.clear()
        for choice in found:
            item = QListWidgetItem(f"{choice.label}    {choice.hint}" if choice.hint else choice.label)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            item.setSizeHint(QSize(0, 32))
            self._list.addItem(item)
        if not found:
            item = QListWidgetItem(
                tr("New: {text}").format(text=self.text()) if self._allow_new else tr("Nothing found")
            )
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setSizeHint(QSize(0, 32))
            self._list.addItem(item)
        else:
            self._list.setCurrentRow(0)
        self._list.setFixedSize(max(self.width(), 240), min(8, self._list.count()) * 32 + 4)
        self._list.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._list.show()

    def _take_item(self, item: QListWidgetItem) -> None:
        choice = item.data(Qt.ItemDataRole.UserRole)
        if choice is not None:
            self.set_choice(choice)


def suggest_from(choices: Sequence[Choice], limit: int = 50) -> Suggest:
    """Suggestions out of a list at hand, by any part of label or hint."""

    def suggest(text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        wanted = text.casefold()
        deliver([c for c in choices if wanted in f"{c.label} {c.hint}".casefold()][:limit])

    return suggest
