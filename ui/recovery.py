"""Where a counter's data are damaged: the question beside the work, and the window that leads the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import DomainError
from app.words import Words
from ui.errors import ErrorDesk
from ui.i18n import tr
from ui.tasks import Tasks
from ui.theme import icon
from ui.widgets import Banner, Button, Card, Dialog, Field, Label, Page, TextField, ask


def ask_to_recover(words: Words, front: QWidget, recover: Callable[[], object]) -> Dialog:
    """Tell of damage found while the window `front` is in use; `recover` is called where the person wants it now."""
    closing = tr("The program closes for it. What was carried out is kept; finish first what is only typed in.")
    text = f"{words.meaning}\n{words.remedy}\n{closing}"
    return ask(front, words.title, text, tr("&Recover now"), on_accept=recover)


class RecoveryWindow(Page):
    """Offers to make the data anew from the operations; nothing is thrown away."""

    recovered = Signal()
    """It was done, and the person goes on."""
    cancelled = Signal()

    def __init__(self, words: Words, recover: Callable[[str], Sequence[str]], tasks: Tasks, errors: ErrorDesk) -> None:
        """`words` tell what is damaged. `recover(password)` runs off the UI thread and says what came of it."""
        super().__init__()
        self._recover, self._tasks, self._errors = recover, tasks, errors
        self._done = False
        self.setWindowTitle(tr("Public property counter"))
        self.setWindowIcon(icon("inventory", "accent"))
        self.resize(560, 440)
        self.notice = Banner("problem", "", closable=False)
        self.notice.tell("problem", words.title, words.meaning)
        self.about = Label(
            tr(
                "Every operation was also written to a journal. The data are made anew from it; the damaged files are"
                " kept in a folder beside them. This takes a minute or two."
            ),
            wrap=True,
        )
        self.password = TextField(secret=True, limit=200)
        self._field = Field(tr("New &password of the administrator"), self.password)
        self._field.hide()
        self.button = Button(tr("&Recover now"), "primary", on_click=self.go_on)
        self.close_button = Button(tr("&Close"), on_click=self.close)
        card = Card(margin=24)
        card.setFixedWidth(480)
        card.body.setSpacing(12)
        for part in (self.notice, self.about, self._field, self.button, self.close_button):
            card.body.addWidget(part)
        self.body.addSpacing(24)
        self.body.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)
        self.password.returnPressed.connect(self.go_on)

    def go_on(self) -> None:
        """Recover; once that is done, open the counter."""
        if self._done:
            self.recovered.emit()
            return
        password = self.password.text()
        self._wait(True)
        self._tasks.run(
            lambda: self._recover(password), owner=self, done=self._told, failed=self._failed, lane="background"
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.button.isEnabled():
            event.ignore()  # the files are being put in place
            return
        super().closeEvent(event)
        if not self._done:
            self.cancelled.emit()

    def _wait(self, waiting: bool) -> None:
        for part in (self.button, self.close_button, self.password):
            part.setEnabled(not waiting)
        self.button.set_text(tr("Recovering…") if waiting else tr("&Recover now"))

    def _told(self, sentences: Sequence[str]) -> None:
        self._wait(False)
        self._done = True
        first, *more = sentences
        self.notice.tell("good", first, " ".join(more))
        self.about.hide()
        self._field.hide()
        self.close_button.hide()
        self.button.set_text(tr("&Open the counter"))
        self.button.setFocus()

    def _failed(self, error: Exception) -> None:
        self._wait(False)
        self._errors.show(error, banner=self.notice)
        if isinstance(error, DomainError) and error.code.startswith(("recover.password", "password.")):
            self._field.show()
            self.password.setFocus()
