"""The window in which a person signs in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from app.services.commands.base import Actor
from ui.errors import ErrorDesk
from ui.i18n import tr
from ui.tasks import Tasks
from ui.theme import icon
from ui.widgets import Banner, Button, Card, Field, Label, Memory, Page, Picture, TextField, column

USER_KEY = "sign_in/user"
"""Where the user name of the last sign-in is remembered."""


class SignInWindow(Page):
    """Asks for user name and password until both are right, or the window is closed."""

    signed_in = Signal(object)
    """The Actor."""
    cancelled = Signal()
    """Closed without signing in."""

    def __init__(
        self,
        sign_in: Callable[[str, str], Actor],
        tasks: Tasks,
        errors: ErrorDesk,
        *,
        site_name: str,
        memory: Memory,
    ) -> None:
        """`sign_in(user, password)` runs off the UI thread; it raises Refused where they do not fit."""
        super().__init__()
        self._sign_in, self._tasks, self._errors, self._memory = sign_in, tasks, errors, memory
        self._done = False
        self.setWindowTitle(tr("Public property counter"))
        self.setWindowIcon(icon("inventory", "accent"))
        self.resize(480, 472)
        self.user = TextField(memory.read(USER_KEY) or "", limit=60)
        self.password = TextField(secret=True, limit=200)
        self.notice = Banner("attention", "", closable=False)
        self.button = Button(tr("&Sign in"), "primary", on_click=self.try_sign_in)
        card = Card(margin=24)
        card.setFixedWidth(368)
        card.body.setSpacing(12)
        card.body.addWidget(Field(tr("&User name"), self.user))
        card.body.addWidget(Field(tr("&Password"), self.password))
        card.body.addWidget(self.notice)
        card.body.addSpacing(4)
        card.body.addWidget(self.button)
        self.notice.hide()
        self.body.addSpacing(44)
        self.body.addLayout(_heading(site_name))
        self.body.addSpacing(8)
        self.body.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)
        self.user.returnPressed.connect(self._next)
        self.password.returnPressed.connect(self.try_sign_in)

    def try_sign_in(self) -> None:
        """Check what is entered; says in place where it is not right."""
        name, password = self.user.text().strip(), self.password.text()
        if not name or not password:
            (self.password if name else self.user).setFocus()
            return
        self._wait(True)
        self._tasks.run(
            lambda: self._sign_in(name, password),
            owner=self,
            done=lambda actor: self._welcome(name, actor),
            failed=self._refused,
            lane="background",
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.password if self.user.text() else self.user).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._done:
            self._done = True
            self.cancelled.emit()

    def _next(self) -> None:
        if self.password.text():
            self.try_sign_in()
        else:
            self.password.setFocus()

    def _wait(self, waiting: bool) -> None:
        for part in (self.user, self.password, self.button):
            part.setEnabled(not waiting)
        self.button.set_text(tr("Signing in…") if waiting else tr("&Sign in"))

    def _welcome(self, name: str, actor: Actor) -> None:
        self._memory.write(USER_KEY, name)
        self._done = True
        self.signed_in.emit(actor)

    def _refused(self, error: Exception) -> None:
        self._wait(False)
        self.password.clear()
        self._errors.show(error, banner=self.notice)
        self.password.setFocus()


def _heading(site_name: str) -> QHBoxLayout:
    """The product's sign, the site and the product's name."""
    sign = Picture("inventory", "accent", 40)
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addStretch(1)
    line.addWidget(sign)
    line.addLayout(column(Label(site_name, large=True), Label(tr("Public property counter"), "muted"), spacing=0))
    line.addStretch(1)
    return line
