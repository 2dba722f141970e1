"""Which columns a form's table has: ticked, in order, each with its caption and width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDoubleSpinBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from printing.documents.form import Column, Sheet, sheets
from ui.i18n import tr
from ui.widgets import Button, Field, TextField, row

_HEIGHT = 220


@dataclass(slots=True)
class Choice:
    """A column, and whether the form has it."""

    column: Column
    used: bool


class ColumnsEditor(QWidget):
    """Space ticks, Ctrl+Up and Ctrl+Down move the marked column; caption and width are edited below."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[Choice] = []
        self._sheet = sheets()["a4"]
        self._filling = False
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Columns of the table"))
        self.list.setFixedHeight(_HEIGHT)
        self.setFocusProxy(self.list)
        self.caption = TextField(limit=12)
        self.width_box = QDoubleSpinBox()
        self.width_box.setRange(1, 200)
        self.width_box.setDecimals(0)
        self.width_box.setSuffix(tr(" parts"))
        self.width_box.lineEdit().setAccessibleName(tr("Column width"))
        self.up = Button(tr("&Up"), on_click=lambda: self.move_current(-1))
        self.down = Button(tr("&Down"), on_click=lambda: self.move_current(1))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.list)
        box.addLayout(
            row(Field(tr("Capti&on"), self.caption), Field(tr("&Width"), self.width_box), None, self.up, self.down)
        )
        for keys, step in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self.move_current(step))
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemChanged.connect(self._ticked)
        self.caption.textEdited.connect(lambda _text: self._edited())
        self.width_box.valueChanged.connect(lambda _value: self._edited())

    def show_columns(self, used: Sequence[Column], known: Sequence[Column], sheet: Sheet) -> None:
        """`used` in their order and ticked, then the others that are `known`, on that paper."""
        fields = {column.field for column in used}
        self._choices = [Choice(column, True) for column in used]
        self._choices += [Choice(column, False) for column in known if column.field not in fields]
        self._sheet = sheet
        self._fill(max(0, self.list.currentRow()))

    def set_sheet(self, sheet: Sheet) -> None:
        """The paper has changed: columns may have other widths there."""
        self._sheet = sheet
        self._retell()
        self._show_current(self.list.currentRow())

    def columns(self) -> tuple[Column, ...]:
        """The ticked ones in their order."""
        return tuple(choice.column for choice in self._choices if choice.used)

    def move_current(self, step: int) -> None:
        at = self.list.currentRow()
        if at < 0 or not 0 <= at + step < len(self._choices):
            return
        self._choices.insert(at + step, self._choices.pop(at))
        self._fill(at + step)
        self.changed.emit()

    def _fill(self, current: int) -> None:
        self._filling = True
        self.list.clear()
        for choice in self._choices:
            item = QListWidgetItem()
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if choice.used else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._filling = False
        self._retell()
        self.list.setCurrentRow(min(current, len(self._choices) - 1))

    def _retell(self) -> None:
        """Each with the mm that it comes to: all share the width of the paper."""
        self._filling = True
        widths = iter(self._sheet.widths(self.columns()))
        for number, choice in enumerate(self._choices):
            width = tr("{n} mm").format(n=f"{next(widths):.0f}") if choice.used else ""
            self.list.item(number).setText("   ".join(part for part in (choice.column.caption, width) if part))
        self._filling = False

    def _show_current(self, at: int) -> None:
        if not 0 <= at < len(self._choices):
            return
        self._filling = True
        self.caption.setText(self._choices[at].column.caption)
        self.width_box.setValue(self._sheet.share(self._choices[at].column))
        self._filling = False
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < len(self._choices) - 1)

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        self._choices[self.list.row(item)].used = item.checkState() is Qt.CheckState.Checked
        self._retell()
        self.changed.emit()

    def _edited(self) -> None:
        at = self.list.currentRow()
        if self._filling or at < 0:
            return
        column = self._choices[at].column
        caption = self.caption.text().strip() or column.caption
        self._choices[at].column = msgspec.structs.replace(column, caption=caption)
        if (width := self.width_box.value()) != self._sheet.share(column):
            of_this_paper = {"narrow" if self._sheet.narrow else "width": width}
            self._choices[at].column = msgspec.structs.replace(self._choices[at].column, **of_this_paper)
        self._retell()
        self.changed.emit()
