"""Several fit: the clerk says which, in place, by a digit, the arrows or all at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ui.i18n import tr
from ui.widgets import Button, Card, Choice, Label, row

_MOST_SHOWN = 4


class _Choices(QListWidget):
    digit = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isascii() and event.text().isdigit() and event.text() != "0":
            self.digit.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)


class Chooser(Card):
    """Hidden until there is something to choose. Enter takes what is marked, a digit that line, Esc none."""

    chosen = Signal(list)
    """Keys of what was taken."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "strong")
        self.list = _Choices()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemActivated.connect(lambda _item: self.take())
        self.list.digit.connect(self._take_number)
        self.take_button = Button(tr("Take the mar&ked"), on_click=self.take)
        self.all_button = Button(tr("Take &all"), on_click=self.take_all)
        self._back = Button(tr("None of them  Esc"), "quiet", on_click=self.close_it)
        self.body.addLayout(row(self._title, None, self.take_button, self.all_button, self._back))
        self.body.addWidget(self.list)
        self.hide()

    def offer(self, title: str, choices: Sequence[Choice], *, many: bool) -> None:
        """Ask which; `many` lets several be taken at once. The answer comes by `chosen`."""
        self._title.setText(title)
        self.list.setAccessibleName(title)
        self.list.clear()
        for number, choice in enumerate(choices, start=1):
            mark = f"{number}   " if number < 10 else "     "
            item = QListWidgetItem(f"{mark}{choice.label}    {choice.hint}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            item.setSizeHint(QSize(0, 32))
            self.list.addItem(item)
        mode = QAbstractItemView.SelectionMode
        self.list.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.all_button.setVisible(many)
        self.list.setFixedHeight(min(_MOST_SHOWN, len(choices)) * 32 + 4)
        self.list.setCurrentRow(0)
        self.show()
        self.list.setFocus()

    def take(self) -> None:
        self._answer([item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()])

    def take_all(self) -> None:
        self._answer([self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())])

    def close_it(self) -> None:
        self.hide()
        self.closed.emit()

    def _take_number(self, place: int) -> None:
        if place < self.list.count():
            self._answer([self.list.item(place).data(Qt.ItemDataRole.UserRole)])

    def _answer(self, keys: list[object]) -> None:
        if keys:
            self.hide()
            self.chosen.emit(keys)
            self.closed.emit()
