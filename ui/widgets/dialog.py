"""What must stop the work: dialogs; and choices in a row: segments."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.desk_commands import DeskCommand
from ui.i18n import tr
from ui.widgets.basics import Button, Label, plain


class Dialog(QDialog):
    """A question in the way of the work. Use `open()`; hear `accepted` and `rejected`.

    Esc goes back and leaves the entries in place, so that opening the same object again shows them.
    Content goes to `.body`.
    """

    prints = False
    """Whether to accept it is to print."""

    def __init__(
        self,
        title: str,
        parent: QWidget | None,
        *,
        accept_text: str | None = None,
        kind: str = "primary",
        text: str = "",
        width: int = 480,
    ) -> None:
        """Without `accept_text` there is only the way back; `kind` is that of the accepting button."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(width)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.back = Button(tr("&Back") if accept_text else tr("&Close"), shortcut=None, on_click=self.reject)
        self.accept_button = Button(accept_text or "", kind, on_click=self.try_accept)
        self.accept_button.setVisible(accept_text is not None)
        self.accept_button.setDefault(accept_text is not None)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.accept_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(16)
        box.addWidget(Label(title, large=True, wrap=True))
        if text:
            box.addWidget(Label(text, wrap=True))
        box.addLayout(self.body, 1)
        box.addLayout(foot)

    def obey(self, command: DeskCommand) -> bool:
        """A command that was scanned while it is open; whether it is one for a dialog."""
        if command is DeskCommand.CANCEL:
            self.reject()
        elif command is DeskCommand.CONFIRM or (self.prints and command is DeskCommand.PRINT_SLIP):
            if self.accept_button.isHidden():
                return False
            self.accept_button.click()
        else:
            return False
        return True

    def try_accept(self) -> None:
        """Accept; subclasses check the entries first and stay open where something is wrong."""
        self.accept()


def ask(
    parent: QWidget, title: str, text: str, accept_text: str, *, kind: str = "primary", on_accept: object = None
) -> Dialog:
    """Open a question with one answer and the way back; returns the open dialog, which deletes itself."""
    dialog = Dialog(title, parent, accept_text=accept_text, kind=kind, text=text)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if callable(on_accept):
        dialog.accepted.connect(on_accept)
    dialog.open()
    return dialog


class _Segment(QPushButton):
    """As wide as its words in bold, which they are while it is chosen: nothing moves or is cut when it is."""

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        text = plain(self.text())
        more = QFontMetrics(bold).horizontalAdvance(text) - self.fontMetrics().horizontalAdvance(text)
        return QSize(size.width() + max(more, 0), size.height())


class Segmented(QWidget):
    """One choice of a few, all in sight; Left and Right change it."""

    changed = Signal(object)
    """The key of the segment chosen by a person."""

    def __init__(
        self,
        choices: Sequence[tuple[object, str]],
        current: object = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are (key, label with `&`)."""
        super().__init__(parent)
        self._name = name
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[object, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (key, label) in enumerate(choices):
            button = _Segment(label)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("segment", True)
            place = "only" if len(choices) == 1 else {0: "first", len(choices) - 1: "last"}.get(at, "middle")
            button.setProperty("place", place)
            button.setAccessibleName(f"{name} {plain(label)}".strip())
            button.clicked.connect(lambda _on=False, k=key: self.changed.emit(k))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        self.set_key(current if current is not None else choices[0][0])

    def key(self) -> object:
        return next((key for key, button in self._buttons.items() if button.isChecked()), None)

    def set_key(self, key: object) -> None:
        """Choose a segment; KeyError where there is none of that key."""
        self._buttons[key].setChecked(True)

    def set_label(self, key: object, label: str) -> None:
        """Change the words of a segment; KeyError where there is none of that key."""
        self._buttons[key].setText(label)
        self._buttons[key].setAccessibleName(f"{self._name} {plain(label)}".strip())
