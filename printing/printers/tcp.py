"""A printer on the network that takes raw data (port 9100), and says how it is where its language can."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from app.domain.errors import Refused
from app.services.ports import Cancelled
from app.services.printing.devices import Language, PartlySent, PrinterState
from printing.printers.states import MOST_ANSWER, QUESTIONS

_LISTENING = 0.1  # seconds between two looks at whether to go on
_MOST = 1 << 16  # bytes of any answer


class TcpDevice:
    """An open connection.

    A printer that answers is asked after each document: its answer comes behind what it was sent, so all of that has
    arrived. `stall_seconds`: how long it may take nothing, or not answer, before it counts as stalling;
    `patience_seconds`: how long it may when nobody waits any more, since breaking off leaves labels not known.
    """

    def __init__(
        self,
        host: str,
        port: int,
        language: Language,
        *,
        connect_seconds: float = 5.0,
        answer_seconds: float = 1.5,
        stall_seconds: float = 60.0,
        patience_seconds: float = 3.0,
    ) -> None:
        """Raises Refused: printer.host_unknown, printer.refused, printer.unreachable."""
        self._question = QUESTIONS.get(language)
        self._answer_seconds, self._stall_seconds = answer_seconds, stall_seconds
        self._patience_seconds = patience_seconds
        self._two_way: bool | None = None if self._question else False
        self._unasked = b""
        try:
            self._socket = socket.create_connection((host, port), connect_seconds)
        except (socket.gaierror, UnicodeError):
            raise Refused("printer.host_unknown", host=host) from None
        except ConnectionRefusedError:
            raise Refused("printer.refused", host=host, port=str(port)) from None
        except OSError:
            raise Refused("printer.unreachable", host=host) from None
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.settimeout(_LISTENING)

    @property
    def answers(self) -> bool:
        """Until it was asked in vain."""
        return self._two_way is not False

    @property
    def whole(self) -> bool:
        return False

    def send(self, data: bytes, title: str, cancelled: Cancelled) -> PrinterState:
        self._hand_over(data, cancelled)
        if not self._two_way:
            return PrinterState(True)
        alarms = self._asked(self._stall_seconds, cancelled, len(data))
        if alarms is None:
            raise PartlySent(len(data), Refused("print.stopped" if cancelled() else "printer.stalled"))
        return PrinterState(True, alarms, two_way=True)

    def ask(self, data: bytes, end: bytes, seconds: float) -> bytes:
        if not self.answers:
            raise Refused("printer.one_way")
        self._drain()
        self._hand_over(data, lambda: False)
        answer = self._read(lambda answer: end in answer, seconds, lambda: False, len(data))
        before, self._unasked = self._unasked, b""
        return before + answer

    def said(self, seconds: float = 0) -> bytes:
        self._drain()
        until = time.monotonic() + seconds
        while not self._unasked and time.monotonic() < until:
            piece = self._receive()
            if piece == b"":
                raise Refused("printer.broke_off")
            self._unasked = piece or b""
        heard, self._unasked = self._unasked, b""
        return heard

    def state(self) -> PrinterState:
        if self._question is None or self._two_way is False:
            return PrinterState(True)
        try:
            alarms = self._asked(self._answer_seconds, lambda: False, 0)
        except (PartlySent, Refused):
            return PrinterState(False, ("printer.broke_off",))
        if alarms is None and self._two_way:
            return PrinterState(False, ("printer.stalled",), two_way=True)
        self._two_way = alarms is not None
        return PrinterState(True, alarms or (), two_way=self._two_way)

    def close(self) -> None:
        """What a one-way printer was sent is given two seconds to arrive."""
        with suppress(OSError), self._socket:
            self._socket.shutdown(socket.SHUT_WR)
            until = time.monotonic() + (0 if self._two_way else 2)
            while time.monotonic() < until and self._receive() != b"":
                pass

    # Inside

    def _asked(self, seconds: float, cancelled: Cancelled, sent: int) -> tuple[str, ...] | None:
        """Ask how it is; None where it does not answer. Raises PartlySent where the line breaks."""
        question = self._question
        if question is None:
            return None
        self._drain()
        try:
            self._hand_over(question.text, cancelled)
        except PartlySent as broken:
            raise PartlySent(sent, broken.refusal) from None
        except Refused as refusal:
            raise PartlySent(sent, refusal) from None

        def whole(answer: bytes) -> bool:
            return question.alarms(answer) is not None or len(answer) > MOST_ANSWER

        answer = self._read(whole, seconds, cancelled, sent)
        self._unasked += question.beside(answer)
        return question.alarms(answer)

    def _hand_over(self, data: bytes, cancelled: Cancelled) -> None:
        """Everything to the network. Raises as `Device.send`."""
        left, sent = memoryview(data), 0
        moved = time.monotonic()
        while left:
            try:
                count = self._socket.send(left)
            except TimeoutError:
                idle = time.monotonic() - moved
                if idle > self._patience_seconds and cancelled():
                    raise _broken(sent, "print.stopped") from None
                if idle > self._stall_seconds:
                    raise _broken(sent, "printer.stalled") from None
            except OSError:
                raise _broken(sent, "printer.broke_off") from None
            else:
                left, sent, moved = left[count:], sent + count, time.monotonic()

    def _read(self, whole: Callable[[bytes], bool], seconds: float, cancelled: Cancelled, sent: int) -> bytes:
        answer = b""
        began = time.monotonic()
        while (waited := time.monotonic() - began) < seconds and len(answer) < _MOST:
            if waited > self._patience_seconds and cancelled():
                break
            piece = self._receive()
            if piece == b"":
                raise PartlySent(sent, Refused("printer.broke_off"))
            answer += piece or b""
            if piece and whole(answer):
                break
        return answer

    def _receive(self) -> bytes | None:
        """What came; None: nothing for a moment; b"": the line is closed or broken."""
        try:
            return self._socket.recv(MOST_ANSWER)
        except TimeoutError:
            return None
        except OSError as error:
            return None if error.errno == errno.EINTR else b""

    def _drain(self) -> None:
        """Put by what it said unasked; of one that never ends, the last."""
        self._socket.settimeout(0)
        with suppress(OSError):
            for _ in range(_MOST // MOST_ANSWER):
                if not (piece := self._socket.recv(MOST_ANSWER)):
                    break
                self._unasked = (self._unasked + piece)[-_MOST:]
        self._socket.settimeout(_LISTENING)


def _broken(sent: int, code: str) -> Exception:
    return PartlySent(sent, Refused(code)) if sent else Refused(code)
