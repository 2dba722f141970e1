"""What all sections of the settings have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.organization import Role
from app.services.commands.base import Command
from app.services.ports import Changes
from ui.i18n import tr
from ui.widgets import Banner, Button, Field, Label, row
from ui.workplace import Workplace

NARROW = 440
"""Width in px of what is read from left to right."""
_HALF = 280


class Section(QWidget):
    """Title, one line on what it is about, content (`.body`); `.notice` is shown above it, where nothing scrolls.

    What only administrators change is shown to everybody, with the reason why it cannot be changed.
    """

    said = Signal(str, str, object)

    def __init__(
        self, work: Workplace, key: str, name: str, icon_name: str, text: str, *, administrators: bool = False
    ) -> None:
        super().__init__()
        self.work, self.key, self.name, self.icon_name = work, key, name, icon_name
        self._administrators = administrators
        self._checked: list[tuple[Field, Callable[[], str]]] = []
        self.notice = Banner("attention", "")
        self.locked = Banner(
            "information",
            tr("Only administrators change this"),
            tr("You can see everything here. Ask an administrator to change it."),
            closable=False,
        )
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 16, 0)
        box.setSpacing(12)
        box.addWidget(Label(name, large=True))
        box.addWidget(Label(text, "muted", wrap=True))
        for part in (self.locked, self.inside):
            box.addWidget(part)
        box.addStretch(1)
        self.notice.hide()
        self.show_rights()

    @property
    def may_change(self) -> bool:
        return not self._administrators or self.work.actor().role is Role.ADMINISTRATOR

    def show_rights(self) -> None:
        """Lock what the signed-in person may not change."""
        self.locked.setVisible(not self.may_change)

    def load(self) -> None:
        """Read what is shown; the answer comes later, in place."""

    def step_back(self) -> bool:
        """Esc; whether there was something to go back from."""
        if self.notice.isVisible():
            self.notice.hide()
            return True
        return False

    def add(
        self,
        label: str,
        editor: QWidget,
        fault: Callable[[], str] | None = None,
        *,
        hint: str = "",
        required: bool = False,
    ) -> Field:
        """A field of comfortable width; `fault()` says what is wrong with it, empty where nothing is."""
        field = Field(label, editor, hint=hint, required=required)
        field.setMaximumWidth(NARROW)
        if fault is not None:
            self._checked.append((field, fault))
        self.body.addWidget(field)
        return field

    def add_pair(self, *fields: Field) -> None:
        """Put fields that were added beside each other, below all others."""
        for field in fields:
            self.body.removeWidget(field)
            field.setFixedWidth(_HALF)
        line = row(*fields, None, spacing=16)
        for field in fields:
            line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def check(self) -> bool:
        """Whether all fields are right; says at them what is not and goes to the first."""
        first: Field | None = None
        for field, fault in self._checked:
            text = fault() if field.isVisibleTo(self) else ""
            field.set_error(text)
            first = first or (field if text else None)
        if first is not None:
            first.setFocus()
        return first is None

    def forget_faults(self) -> None:
        for field, _fault in self._checked:
            field.set_error("")

    def do(self, *commands: Command, button: Button, done: Callable[[Changes], None]) -> None:
        """Carry out; meanwhile the button waits; a refusal is told in the notice."""
        self.notice.hide()
        button.setEnabled(False)

        def finished(changes: Changes) -> None:
            button.setEnabled(True)
            done(changes)

        def refused(error: Exception) -> None:
            button.setEnabled(True)
            self.tell_error(error)

        self.work.perform(*commands, owner=self, done=finished, failed=refused)

    def tell_error(self, error: Exception) -> None:
        self.work.errors.show(error, banner=self.notice)
