"""Whether tags are locked as they are written, and with which access password.

The password is typed twice, kept while the window is open, and written nowhere: a tag that is locked with a slip of the
finger could not be written again. What locks here can be undone with the password; nothing is locked for ever.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.services.rfid import Lock
from ui.i18n import tr
from ui.widgets import Button, Card, Field, Label, TextField, row

_DIGITS = 8  # hexadecimal: 32 bits


class LockForm(Card):
    """Hidden until it is opened."""

    chosen = Signal(object)
    """Lock, or None: tags are not locked."""

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.password, self.again = (TextField(secret=True, limit=_DIGITS) for _ in range(2))
        self._password = Field(tr("Access pass&word, 8 hexadecimal digits"), self.password, required=True)
        self._again = Field(tr("Once &more"), self.again, required=True)
        self.accept_button = Button(tr("Lock &from now on"), "primary", icon_name="lock", on_click=self.accept)
        self.none_button = Button(tr("Do &not lock"), "quiet", on_click=self.give_up)
        words = tr(
            "Tags written from now on can be written again only with this password. It is not kept: note it where the "
            "office keeps its passwords. Nothing is locked for ever."
        )
        self.body.addWidget(Label(tr("Lock the tags?"), large=True))
        self.body.addWidget(Label(words, "muted", wrap=True))
        self.body.addLayout(row(self._password, self._again, spacing=12))
        self.body.addLayout(row(None, self.none_button, self.accept_button))
        self.again.returnPressed.connect(self.accept)
        self.hide()

    def open(self) -> None:
        self._empty()
        self.show()
        self.password.setFocus()

    def accept(self) -> None:
        """Take the password, or say what is wrong with it."""
        first, second = self.password.text().strip(), self.again.text().strip()
        well = bool(re.fullmatch(rf"[0-9A-Fa-f]{{{_DIGITS}}}", first)) and int(first, 16) != 0
        self._password.set_error("" if well else tr("8 digits 0–9, A–F; not all zero"))
        self._again.set_error("" if first == second else tr("It differs from the first."))
        if not well:
            self.password.setFocus()
        elif first != second:
            self.again.setFocus()
        else:
            self.close_it()
            self.chosen.emit(Lock(int(first, 16)))

    def give_up(self) -> None:
        self.close_it()
        self.chosen.emit(None)

    def close_it(self) -> None:
        self._empty()
        self.hide()

    def _empty(self) -> None:
        """A password stays in no field."""
        for field, frame in ((self.password, self._password), (self.again, self._again)):
            field.clear()
            frame.set_error("")
