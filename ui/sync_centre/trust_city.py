"""Making the city's keys known to a counter without a line: its file, and the digits that a person reads out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.file_box import FileBox
from ui.i18n import tr
from ui.widgets import Banner, Dialog, Field, TextField


class TrustCity(Dialog):
    """Stays open until the digits are those of the file."""

    agreed = Signal(object, str)
    """Path of the file, and the digits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            tr("The city's key"),
            parent,
            accept_text=tr("Trust it"),
            text=tr("Have the city's administrator read out the digits, by telephone: not from the same stick."),
        )
        self.notice = Banner("attention", "")
        self.notice.hide()
        self.file = FileBox(tr("Key file of the city"), tr("City's key (*.gwckey)"))
        self.digits = TextField(hint="00000 00000 00000 00000 00000 00000 00000 00000", limit=120)
        self._file = Field(tr("Key file of the city"), self.file, required=True)
        self._digits = Field(tr("Fingerprint: eight groups of five digits"), self.digits, required=True)
        for part in (self.notice, self._file, self._digits):
            self.body.addWidget(part)
        self.file.setFocus()

    def try_accept(self) -> None:
        path = self.file.path()
        self._file.set_error(tr("Choose the file that the city gave out.") if path is None else self.file.fault())
        typed = self.digits.text().strip()
        self._digits.set_error("" if typed else tr("Type the digits that were read out."))
        if path is not None and typed and not self.file.fault():
            self.notice.hide()
            self.agreed.emit(path, typed)
