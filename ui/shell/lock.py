"""The locked screen: nobody reads over an empty chair."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.widgets.basics import Button, Label, Picture
from ui.widgets.fields import Field, TextField

CheckPassword = Callable[[str, Callable[[str | None], None]], None]
"""Check a password off the UI thread, then answer on it: None where it is right, else what to tell."""

_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard, mouse or scanner for a while."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: float, parent: QObject | None = None) -> None:
        """`minutes` of 0 watch nothing."""
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)
        app.installEventFilter(self)

    def set_minutes(self, minutes: float) -> None:
        self._timer.setInterval(int(minutes * 60_000))
        self._timer.start() if minutes > 0 else self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._timer.interval() > 0:
            self._timer.start()
        return False


class LockOverlay(QFrame):
    """Covers the window; asks for the password of the person who is signed in."""

    unlocked = Signal()
    sign_out_asked = Signal()

    def __init__(self, check: CheckPassword, parent: QWidget) -> None:
        super().__init__(parent)
        self._check = check
        self._who = Label("", large=True)
        self._who.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._password = TextField(secret=True)
        self._password.returnPressed.connect(self._try)
        self._field = Field(tr("&Password"), self._password)
        self._open = Button(tr("&Unlock"), "primary", on_click=self._try)
        leave = Button(tr("&Sign out"), "quiet", on_click=self.sign_out_asked.emit)
        picture = Picture("lock", "muted", 48)
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = QWidget()
        middle.setFixedWidth(320)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        for part in (picture, self._who, self._field, self._open, leave):
            column.addWidget(part)
        box = QVBoxLayout(self)
        box.addWidget(middle, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def lock(self, person: str) -> None:
        """Cover the window and wait for this person's password."""
        self._who.setText(tr("Locked: {person}").format(person=person))
        self._password.clear()
        self._field.set_error("")
        self.show()
        self.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._password.setFocus()

    def _try(self) -> None:
        if self._password.text():
            self._open.setEnabled(False)
            self._check(self._password.text(), self._answered)

    def _answered(self, refusal: str | None) -> None:
        self._open.setEnabled(True)
        self._password.clear()
        self._field.set_error(refusal or "")
        if refusal is None:
            self.hide()
            self.unlocked.emit()
        else:
            self._password.setFocus()
