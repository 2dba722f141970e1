"""The application's event filter that delivers scans, exactly once, to the target of the window in front."""

import time
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.services.desk_commands import is_command_code
from ui.scanning.recogniser import GAP_MS, SHORTEST, Recogniser, normalise, spoiled

_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr)


@runtime_checkable
class ScanTarget(Protocol):
    """Whoever takes scans: the scan box of a window, or a dialog that asks for one."""

    def take_scan(self, text: str) -> None: ...


@runtime_checkable
class ScanField(Protocol):
    """A field that can take back the last key, so that the first key of what may be a scan need not be held."""

    def remember(self) -> None: ...

    def take_back(self) -> None: ...


class _Held:
    """One event held back: a copy, and the widget it was for. `lent`: the widget has it until a second one follows."""

    __slots__ = ("event", "lent", "widget")

    def __init__(self, widget: QWidget, event: QKeyEvent | QInputMethodEvent) -> None:
        self.widget, self.event, self.lent = widget, event.clone(), False


class ScanFilter(QObject):
    """Install once: `ScanFilter(app)`. Windows say who takes their scans with `set_target`.

    Characters of a fast run are held for `gap_ms` at most and handed on when it was a person. A `ScanField` gets the
    first one at once, so that search as you type need not wait, and gives it back when a second follows as fast. The
    Enter of a scan is swallowed, so it presses no button. Composed text of an input method is treated as keys; a scan
    that it has spoiled is reported by `unreadable` instead of being delivered.
    """

    scanned = Signal(str)
    """Every scan delivered."""
    commanded = Signal(str)
    """The code of a command was scanned: it is for the program, whoever takes scans now."""
    unheard = Signal(str)
    """A scan nobody took: a dialog without a target was in the way."""
    unreadable = Signal(str)
    """A scan that an input method turned into other characters."""

    def __init__(self, app: QApplication, *, gap_ms: int = GAP_MS, shortest: int = SHORTEST) -> None:
        super().__init__(app)
        self._recogniser: Recogniser[_Held] = Recogniser(gap_ms, shortest)
        self._targets: list[tuple[QWidget, ScanTarget]] = []
        self._swallowed: set[int] = set()
        self._lent: _Held | None = None
        self._replaying = False
        self._armed_at = 0.0
        self._composed_at = 0
        self._composing = 0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._cool)
        app.installEventFilter(self)

    def configure(self, gap_ms: int, shortest: int) -> None:
        """Take other thresholds from the settings."""
        self._hand_back(self._recogniser.other().release)
        self._recogniser = Recogniser(gap_ms, shortest)

    def set_target(self, window: QWidget, target: ScanTarget | None) -> None:
        """From now on scans in this window go to `target`; None: nowhere. The newest word counts."""
        self._targets = [(w, t) for w, t in self._targets if shiboken6.isValid(w) and w is not window]
        if target is not None:
            self._targets.append((window, target))

    def target(self) -> ScanTarget | None:
        """Who would take a scan now; None while a dialog without a target is in the way."""
        modal = QApplication.activeModalWidget()
        alive = [(w, t) for w, t in self._targets if shiboken6.isValid(w)]
        front: QWidget | None = modal or QApplication.activeWindow()
        if modal is not None:
            return next((t for w, t in alive if w is modal), None)
        while front is not None:
            for window, target in alive:
                if window is front:
                    return target
            front = front.parentWidget()
        return alive[-1][1] if alive else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._replaying or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._override(event)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(watched, event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._release(watched, event)
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return self._composed(watched, event)
        if kind == QEvent.Type.MouseButtonPress:
            self._hand_back(self._recogniser.other().release)
        return False

    def _override(self, event: QKeyEvent) -> bool:
        """Keep shortcuts of single characters, Enter and Tab from firing in the middle of a scan."""
        if self._recogniser.holding and (_character(event) or _ends(event)):
            event.accept()
            return True
        return False

    def _press(self, widget: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        at = _moment(event)
        if event.isAutoRepeat():
            verdict = self._recogniser.other()
        elif _ends(event):
            verdict = self._recogniser.ending(_Held(widget, event), at)
        elif _character(event):
            held = self._take(_Held(widget, event), event.text(), at)
            if held:
                event.accept()
            return held
        else:
            verdict = self._recogniser.other()
        if verdict.release:
            self._hand_back(verdict.release)
        if verdict.taken:
            self._swallowed.add(event.key())
            event.accept()
        if verdict.scan is not None:
            self._timer.stop()
            self._call_in()
            self._deliver(verdict.scan)
        return verdict.taken

    def _take(self, held: _Held, text: str, at: int) -> bool:
        """Characters arrived. True where they are held; False where the widget gets them now."""
        continues = self._recogniser.holding
        verdict = self._recogniser.character(held, text, at)
        continues = continues and not verdict.release
        if verdict.release:
            self._hand_back(verdict.release)
        self._arm()
        if continues:
            self._call_in()
        elif isinstance(held.widget, ScanField):
            held.widget.remember()
            held.lent, self._lent = True, held
            return False
        if isinstance(held.event, QKeyEvent):
            self._swallowed.add(held.event.key())
        return True

    def _call_in(self) -> None:
        """Take back what was lent: it is held from now on like what followed it."""
        if self._lent is not None:
            self._lent.lent = False
            if isinstance(self._lent.widget, ScanField) and shiboken6.isValid(self._lent.widget):
                self._lent.widget.take_back()
        self._lent = None

    def _release(self, widget: QWidget, event: QKeyEvent) -> bool:
        if event.key() not in self._swallowed:
            return False
        if self._recogniser.companion(_Held(widget, event)):
            return True
        self._swallowed.discard(event.key())
        return True

    def _composed(self, widget: QWidget, event: QInputMethodEvent) -> bool:
        text, at = event.commitString(), _now()
        fast = at - self._composed_at <= self._recogniser.gap_ms
        self._composed_at = at
        if not text:
            self._composing = self._composing + 1 if fast and event.preeditString() else 0
            return False
        eaten = fast and self._composing >= self._recogniser.shortest - 1
        self._composing = 0
        if eaten:
            self._clear_composition(widget)
            self._deliver(text)
            return True
        if event.replacementLength():
            return False
        return self._take(_Held(widget, event), text, at)

    def _clear_composition(self, widget: QWidget) -> None:
        """A scan went into a composition, and its Enter was eaten to commit it: take the rest off the field."""
        self._replaying = True
        QCoreApplication.sendEvent(widget, QInputMethodEvent())
        self._replaying = False

    def _arm(self) -> None:
        self._armed_at = time.monotonic()
        self._timer.start(self._recogniser.gap_ms + 5)

    def _cool(self) -> None:
        """The run has gone cold, unless this thread was busy and its keys still wait in the queue."""
        late_ms = (time.monotonic() - self._armed_at) * 1000 - self._timer.interval()
        if late_ms > self._recogniser.gap_ms:
            self._arm()
        else:
            self._hand_back(self._recogniser.other().release)

    def _hand_back(self, events: tuple[_Held, ...]) -> None:
        self._replaying, self._lent = True, None
        try:
            for held in events:
                if held.lent:
                    continue
                widget = held.widget if shiboken6.isValid(held.widget) else QApplication.focusWidget()
                if isinstance(held.event, QKeyEvent):
                    self._swallowed.discard(held.event.key())
                if widget is not None:
                    QCoreApplication.sendEvent(widget, held.event)
        finally:
            self._replaying = False

    def _deliver(self, raw: str) -> None:
        text = normalise(raw)
        if not text:
            return
        if spoiled(text):
            self.unreadable.emit(text)
            return
        if is_command_code(text):
            self.commanded.emit(text)
            return
        target = self.target()
        if target is None:
            self.unheard.emit(text)
            return
        target.take_scan(text)
        self.scanned.emit(text)


def _ends(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & (_MODIFIERS | Qt.KeyboardModifier.ShiftModifier)
    return plain and (event.key() in _ENTER or event.key() == Qt.Key.Key_Tab)


def _character(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & _MODIFIERS


def _moment(event: QKeyEvent) -> int:
    """When the system saw the key; events made by programs carry no time."""
    return int(event.timestamp()) or _now()


def _now() -> int:
    return int(time.monotonic() * 1000)
