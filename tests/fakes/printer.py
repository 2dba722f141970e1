"""A label printer on a real socket: takes ZPL and TSPL at a port of its own, says how it is, and misbehaves on demand.

What it has printed is in `labels`, whole formats in their order. With a `writer` (tests.fakes.rfid.LabelWriter, or
anything with `encode`) it writes tags and answers ^HV.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from typing import Any

_TOKEN = re.compile(rb"~HS|\x1b!\?|\^XZ|PRINT 1,1\r\n")
_ENDS = (b"^XZ", b"PRINT 1,1\r\n")
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


class LabelPrinter:
    """Use as a context manager. One connection at a time, as such printers have.

    `paper`: labels left (None: enough); without paper it takes `buffer` bytes more and then nothing. `silent`: it says
    nothing, as one-way printers do. `breaks_after`: after so many labels it resets the line in the middle of the next.
    `seconds`: to print a label. `reading` cleared: it takes nothing. `cut_tags`: bytes that it gives
    of an answer about a tag. `late`: the answers of these labels, counted from 1, come only when the printer next says
    how it is ("state"), just before the next label's ("label"), or to who connects next ("line"); any
    other word: see `late_now`.
    """

    def __init__(
        self,
        *,
        paper: int | None = None,
        silent: bool = False,
        breaks_after: int | None = None,
        seconds: float = 0.0,
        buffer: int = 1 << 16,
        cut_tags: int | None = None,
        late: dict[int, str] | None = None,
        writer: Any = None,
    ) -> None:
        self.paper, self.silent, self.breaks_after, self.seconds = paper, silent, breaks_after, seconds
        self.buffer, self.cut_tags, self.writer = buffer, cut_tags, writer
        self.late = late or {}
        self._kept: dict[str, bytes] = {}
        self._tags = 0
        self.labels: list[bytes] = []
        self.head_open = self.paused = False
        self.first_byte_at = 0.0  # of the last connection's first document, by time.perf_counter
        self.reading = threading.Event()
        self.reading.set()
        self._buffered = b""
        self._connected = threading.Event()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self.port = self._listener.getsockname()[1]
        self.address = f"tcp:127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._serve, name="label printer", daemon=True)

    def __enter__(self) -> LabelPrinter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join(10)
        self._listener.close()

    def numbers(self) -> list[str]:
        """What the Code 128 (else the QR) of each printed label holds, as ZPL says it."""
        return [_number(label) for label in self.labels]

    def wait_for(self, count: int, seconds: float = 10.0) -> None:
        """Until so many labels are printed. Raises AssertionError where it takes longer."""
        until = time.monotonic() + seconds
        while len(self.labels) < count:
            assert time.monotonic() < until, f"{len(self.labels)} of {count} labels"
            self._closed.wait(0.002)

    def late_now(self, before: str, when: str) -> None:
        """What was to come at one time comes at another."""
        self._kept[when] = self._kept.pop(before)

    def spoil_late(self, when: str, pattern: bytes, by: bytes) -> None:
        """What is to come then says something else."""
        self._kept[when] = re.sub(pattern, by, self._kept[when])

    def wait_until_alone(self, seconds: float = 10.0) -> None:
        """Until nobody is connected: all that arrived is printed then."""
        until = time.monotonic() + seconds
        while self._connected.is_set():
            assert time.monotonic() < until
            self._closed.wait(0.002)

    # Inside

    def _serve(self) -> None:
        while not self._closed.is_set():
            try:
                line, _ = self._listener.accept()
            except TimeoutError:
                continue
            with line:
                line.settimeout(0.02)
                self._connected.set()
                try:
                    self._connection(line)
                except OSError:
                    continue
                finally:
                    self._connected.clear()

    def _connection(self, line: socket.socket) -> None:
        waiting, self._buffered = self._buffered, b""
        self._say(line, self._kept.pop("line", b""))
        begun = False
        while not self._closed.is_set():
            if not self.reading.is_set() or (self.paper == 0 and len(waiting) > self.buffer):
                self._closed.wait(0.005)
                continue
            try:
                piece = line.recv(4096)
            except TimeoutError:
                piece = None
            while not self.reading.is_set() and not self._closed.wait(0.005):
                pass  # it stopped while it waited for this piece
            if piece == b"":  # whole formats stay in its buffer
                end = max(waiting.rfind(mark) + len(mark) if mark in waiting else 0 for mark in _ENDS)
                self._buffered = waiting[:end]
                return
            if piece and not begun and not piece.startswith((b"~HS", b"\x1b!?")):
                self.first_byte_at, begun = time.perf_counter(), True
            waiting += piece or b""
            waiting = self._take(line, waiting)
            if self.breaks_after is not None and len(self.labels) >= self.breaks_after and waiting.strip():
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                self.breaks_after = None
                return

    def _take(self, line: socket.socket, waiting: bytes) -> bytes:
        """Do what can be done; returns what is left."""
        at = 0
        while token := _TOKEN.search(waiting, at):
            if token[0] in _ENDS:
                if self.breaks_after is not None and len(self.labels) >= self.breaks_after:
                    return waiting  # and what stands behind it in the same piece is not answered
                if self.paper == 0 or self.head_open:
                    at = token.end()  # stays in the buffer; what asks how it is comes before it
                    continue
                self._print(line, waiting[: token.end()].lstrip())
                waiting, at = waiting[token.end() :], 0
            else:
                self._say(line, self._state() if token[0] == b"~HS" else bytes([self._bits()]))
                self._say(line, self._kept.pop("state", b""))
                waiting = waiting[: token.start()] + waiting[token.end() :].removeprefix(b"\r\n")
                at = token.start()
        return waiting

    def _print(self, line: socket.socket, label: bytes) -> None:
        if self.seconds:
            self._closed.wait(self.seconds)
        answer = self.writer.encode(label) if self.writer is not None and b"^RS" in label else b""
        if self.writer is None or b"^RS" not in label or answer:
            self.labels.append(label)
        if self.paper is not None:
            self.paper -= 1
        self._tags += bool(answer)
        when = self.late.get(self._tags, "") if answer else ""
        if when:
            self._kept[when] = self._kept.get(when, b"") + answer
            return
        before = self._kept.pop("label", b"") if answer else b""
        self._say(line, before + (answer[: self.cut_tags] if self.cut_tags is not None else answer))

    def _say(self, line: socket.socket, answer: bytes) -> None:
        if answer and not self.silent:
            line.sendall(answer)

    def _state(self) -> bytes:
        """Zebra, ZPL II Programming Guide, "~HS"."""
        out, head, paused = (int(bool(it)) for it in (self.paper == 0, self.head_open, self.paused))
        first = f"030,{out},{paused},1245,000,0,0,0,000,0,0,0"
        return "".join(
            f"\x02{it}\x03\r\n" for it in (first, f"000,0,{head},0,0,2,4,0,00000000,1,000", "1234,0")
        ).encode()

    def _bits(self) -> int:
        """TSC, TSPL2 Programming Language, "<ESC>!?"."""
        return (0x04 if self.paper == 0 else 0) | (0x01 if self.head_open else 0) | (0x10 if self.paused else 0)


def _number(label: bytes) -> str:
    """The tag number in a label of ours, as ^BC (which may say its code set) or ^BQ has it."""
    found = re.search(rb"\^FD[^^]*?(\d{16})\^FS", label)
    return found[1].decode() if found else ""
