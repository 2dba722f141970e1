"""The reader of this PC, heard by a thread of its own: opened while somebody listens, opened again where it is lost."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.domain.errors import DomainError
from app.services.rfid import SeenTag, TagWriter

T = TypeVar("T")
PAUSE_SECONDS = 0.1
"""Between two looks at the field, so that ten a second are taken."""
RETRY_SECONDS = 2.0
"""Until a reader that was lost is tried again."""
CLOSE_SECONDS = 5.0

_log = logging.getLogger("gwc.rfid")


@dataclass(slots=True)
class _Errand:
    """Something to do with the device between two looks."""

    work: Callable[[TagWriter], Any]
    owner: QObject
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]


class _Listening:
    """One run of the thread, from the first listener to the last."""

    def __init__(self, former: threading.Thread | None, errands: deque[_Errand] | None) -> None:
        self.former = former
        self.stop = threading.Event()
        self.errands: deque[_Errand] = deque() if errands is None else errands
        self.wake = threading.Event()
        self.lock = threading.Lock()
        self.unheard: dict[str, SeenTag] = {}  # by TID: seen since the UI last took what there was
        self.told = False


class TagField(QObject):
    """What lies in the field of this PC's reader. Signals come on the UI thread."""

    heard = Signal(object)
    """Tags seen since the last time: tuple of SeenTag, empty where there are none."""
    opened = Signal()
    lost = Signal(object)
    """The exception because of which the reader cannot be read; it is tried again every two seconds."""
    _round = Signal(object)
    _opened = Signal(object)
    _lost = Signal(object, object)
    _answered = Signal(object, object, object)

    def __init__(self, open_reader: Callable[[], TagWriter]) -> None:
        """`open_reader` opens the device that is set up now; called on the thread, may raise anything."""
        super().__init__()
        self._open_reader = open_reader
        self._listeners: list[QObject] = []
        self._run: _Listening | None = None
        self._thread: threading.Thread | None = None
        self.trouble: Exception | None = None
        self.ready = False
        self._round.connect(self._tell_round)
        self._opened.connect(self._tell_opened)
        self._lost.connect(self._tell_lost)
        self._answered.connect(self._answer)

    def listen(self, listener: QObject) -> None:
        """Open the reader for it, where it is not open."""
        if listener not in self._listeners:
            self._listeners.append(listener)
            listener.destroyed.connect(self._look_round)
        if self._run is None:
            self._begin()

    def leave(self, listener: QObject) -> None:
        """It does not listen any more; the reader is closed after the last."""
        if listener in self._listeners:
            self._listeners.remove(listener)
        self._look_round()

    def reopen(self) -> None:
        """Another reader was set up: open that one."""
        if self._run is not None:
            errands = self._run.errands
            self._end()
            self._begin(errands)

    def ask(
        self,
        work: Callable[[TagWriter], T],
        *,
        owner: QObject,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do something with the device between two looks; answered on the UI thread while `owner` lives.

        Where the reader is lost meanwhile, `failed` is told why. Only while somebody listens: RuntimeError.
        """
        if self._run is None:
            raise RuntimeError("nobody listens to the reader")
        self._run.errands.append(_Errand(work, owner, done, failed))
        self._run.wake.set()

    def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """End the thread and close the device; whether it ended in time."""
        self._listeners.clear()
        self._end()
        if self._thread is not None:
            self._thread.join(seconds)
            return not self._thread.is_alive()
        return True

    # On the UI thread

    def _begin(self, errands: deque[_Errand] | None = None) -> None:
        """`errands`: what the run before has not come to yet."""
        self.trouble, self.ready = None, False
        self._run = _Listening(self._thread, errands)
        self._thread = threading.Thread(target=self._work, args=(self._run,), name="rfid", daemon=True)
        self._thread.start()

    def _end(self) -> None:
        if self._run is not None:
            self._run.stop.set()
            self._run.wake.set()
            self._run = None
        self.ready = False

    def _look_round(self, _gone: object = None) -> None:
        self._listeners = [one for one in self._listeners if shiboken6.isValid(one)]
        if not self._listeners:
            self._end()

    def _tell_round(self, run: _Listening) -> None:
        with run.lock:
            seen, run.unheard, run.told = tuple(run.unheard.values()), {}, False
        if run is self._run:
            self.heard.emit(seen)

    def _tell_opened(self, run: _Listening) -> None:
        if run is self._run:
            self.trouble, self.ready = None, True
            self.opened.emit()

    def _tell_lost(self, run: _Listening, error: Exception) -> None:
        if run is self._run:
            self.trouble, self.ready = error, False
            self.lost.emit(error)

    def _answer(self, errand: _Errand, result: Any, error: Exception | None) -> None:
        if not shiboken6.isValid(errand.owner):
            return
        if error is not None:
            errand.failed(error)
        else:
            errand.done(result)

    # On the thread

    def _work(self, run: _Listening) -> None:
        if run.former is not None:
            run.former.join()  # a serial port opens once
            run.former = None
        reader: TagWriter | None = None
        while not run.stop.is_set():
            try:
                if reader is None:
                    reader = self._open_reader()
                    seen = reader.list()  # only its answer proves that it is there
                    self._opened.emit(run)
                else:
                    self._do_errands(run, reader)
                    seen = reader.list()
                self._hear(run, seen)
            except Exception as error:
                _log.warning("reader lost: %s", error)
                _close(reader)
                reader = None
                self._lost.emit(run, error)
                self._fail_errands(run, error)
                run.stop.wait(RETRY_SECONDS)
            else:
                run.wake.wait(PAUSE_SECONDS)
                run.wake.clear()
        _close(reader)

    def _hear(self, run: _Listening, seen: list[SeenTag]) -> None:
        """Keep it until the UI thread takes it: rounds that it has no time for become one."""
        with run.lock:
            run.unheard.update((tag.tid or tag.epc, tag) for tag in seen)
            tell, run.told = not run.told, True
        if tell:
            self._round.emit(run)

    def _do_errands(self, run: _Listening, reader: TagWriter) -> None:
        while run.errands and not run.stop.is_set():
            errand = run.errands.popleft()
            try:
                result = errand.work(reader)
            except DomainError as refusal:
                self._answered.emit(errand, None, refusal)
            except Exception as error:
                self._answered.emit(errand, None, error)
                raise
            else:
                self._answered.emit(errand, result, None)

    def _fail_errands(self, run: _Listening, error: Exception) -> None:
        while run.errands:
            self._answered.emit(run.errands.popleft(), None, error)


def _close(reader: TagWriter | None) -> None:
    if reader is not None:
        try:
            reader.close()
        except Exception as error:
            _log.info("closing the reader: %s", error)
