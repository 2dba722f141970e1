"""The scan box: always there, always the target of a scanner."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.i18n import tr
from ui.scanning.recogniser import normalise
from ui.theme import icon
from ui.widgets.line_edit import LineEdit

_LONGEST = 4_000
"""A code of a transfer's slip, which a slow scanner types and a person may paste: several hundred characters."""


class ScanBox(LineEdit):
    """A large field for tag, card and serial numbers, plates and borrowers.

    A scan (from the recogniser) and a typed text with Enter both come out of `submitted`. The Chinese input
    method is off here, pinyin initials find people; Ctrl+Space turns it on to type a name.
    """

    submitted = Signal(str)
    edited = Signal(str)
    """The text while it is typed, for search as you type."""

    def __init__(self, *, name: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or tr("Scan box"))
        self.setPlaceholderText(hint or tr("Scan or type: tag, card or serial number, plate, borrower"))
        self.setMaxLength(_LONGEST)
        self.setClearButtonEnabled(False)
        self.addAction(icon("scan", "accent"), QLineEdit.ActionPosition.LeadingPosition)
        self._chinese = QAction(icon("language", "muted"), tr("Chinese input (Ctrl+Space)"), self)
        self._chinese.setCheckable(True)
        self._chinese.setShortcut(QKeySequence("Ctrl+Space"))
        self._chinese.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._chinese.toggled.connect(self.set_chinese)
        self.addAction(self._chinese, QLineEdit.ActionPosition.TrailingPosition)
        self.set_chinese(False)
        self._before = ("", 0, -1, 0)
        self.returnPressed.connect(self._submit)
        self.textEdited.connect(self.edited)

    def take_scan(self, text: str) -> None:
        """Called with what a scanner read; a half-typed text stays as it is."""
        self.submitted.emit(text)

    def remember(self) -> None:
        """The next key may turn out to be a scanner's: be ready to take it back."""
        self._before = (self.text(), self.cursorPosition(), self.selectionStart(), self.selectionLength())

    def take_back(self) -> None:
        """Be as at `remember`."""
        text, cursor, start, length = self._before
        if text == self.text():
            return
        self.setText(text)
        if length:
            self.setSelection(start, length)
        else:
            self.setCursorPosition(cursor)
        self.edited.emit(text)

    def set_chinese(self, on: bool) -> None:
        """Let the input method in, or keep it out (the default)."""
        latin = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(Qt.InputMethodHint.ImhNone if on else latin)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on)
        self._chinese.setIcon(icon("language", "accent" if on else "muted"))
        if self._chinese.isChecked() != on:
            self._chinese.setChecked(on)

    def _submit(self) -> None:
        text = normalise(self.text())
        if text:
            self.clear()
            self.set_chinese(False)
            self.submitted.emit(text)
