"""UHF modules on a serial port (YRM100, R200 and their kin): select by TID, read, write, lock.

Commands: 22 inventory, 0C select, 12 when to select, 39 read, 49 write, 82 lock; FF answers with a fault. The port is
opened for this program alone.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import serial

from app.domain.errors import Refused
from app.services.rfid import Bank, Encoded, Lock, SeenTag
from printing.rfid import memory
from printing.rfid.frames import Frame, Frames

_LOST: tuple[type[Exception], ...] = (serial.SerialException, OSError)
if sys.platform != "win32":
    import termios

    _LOST += (termios.error,)  # of a port that was pulled out; pyserial lets it through, and it is no OSError

_POLL, _SELECT, _SELECT_MODE, _READ, _WRITE, _LOCK, _FAULT = 0x22, 0x0C, 0x12, 0x39, 0x49, 0x82, 0xFF
_BAUD = 115_200
_TRIES = 3  # of what may be asked again without harm
_ASK_AGAIN = frozenset({"tag.device_unclear", "tag.device_silent", "tag.lost"})
_ROUNDS = 8  # of inventory, each of which hears one tag: two are both heard but for once in 128 times
_RANGE = bytes((0,))  # of SELECT_MODE: select before every command; 1: never
_NEVER = bytes((1,))
_THOSE, _OTHERS = 0, 4  # actions of a select: those that match are meant, or those that do not
_EPC_START = 0x20  # bits, of the EPC bank

# Faults of the module, and of the tag where the first digit says so (A read, B write, C lock; 18000-63, annex I).
_NO_TAG = frozenset({0x09, 0x10, 0x13, 0x15})
_PASSWORD = 0x16
_TAG_OVERRUN, _TAG_LOCKED = 0x3, 0x4


class _Port(Protocol):
    """What is used of serial.Serial."""

    @property
    def in_waiting(self) -> int: ...

    def read(self, size: int = ...) -> bytes: ...

    def write(self, data: bytes, /) -> int | None: ...

    def reset_input_buffer(self) -> None: ...

    def close(self) -> None: ...


class SerialWriter:
    """A TagWriter on a module. `seconds`: how long an answer may take.

    Raises Refused("tag.device_unreachable" or "tag.device_busy") where the port cannot be opened.
    """

    def __init__(self, address: str, *, seconds: float = 0.5) -> None:
        self._address, self._seconds = address, seconds
        self._frames = Frames()
        try:
            self._port: _Port = serial.Serial(address, _BAUD, timeout=0.02, write_timeout=1, exclusive=True)
        except _LOST as error:
            raise _not_opened(address, error) from error

    def list(self) -> list[SeenTag]:
        self._again(_SELECT_MODE, _NEVER)
        heard: dict[str, SeenTag] = {}
        for _ in range(_ROUNDS):
            if (it := self._poll()) is not None:
                heard[it.epc] = it
        seen = {}
        for it in heard.values():
            self._select(Bank.EPC, _EPC_START, it.epc)
            seen[it.epc] = replace(it, tid=self._told_tid())
        if len(seen) != 1:
            return list(seen.values())
        # Tags come from the factory with one EPC for all: is there another one than this chip?
        (it,) = seen.values()
        return [it, *self._others(it.tid)] if it.tid else [it]

    def encode(self, tid: str, epc: str, pc: int, lock: Lock | None = None) -> Encoded:
        return memory.encode(self, tid, epc, pc, lock)

    def read(self, tid: str, bank: Bank, first: int = 0, words: int = 0) -> str:
        if words:
            return self.read_words(tid, bank, first, words)
        data = ""  # modules know no "to the end": word by word until the tag says that there is no more
        while len(data) < 4 * 256:
            try:
                data += self.read_words(tid, bank, first + len(data) // 4, 1)
            except Refused as refusal:
                if refusal.code != "tag.too_small":
                    raise
                break
        return data

    def close(self) -> None:
        self._port.close()

    def read_words(self, tid: str, bank: Bank, first: int, words: int, password: int = 0) -> str:
        self._select(Bank.TID, 0, tid)
        data = _access(password, bank, first, words)
        answer = self._again(_READ, data)
        found = answer[1 + answer[0] :] if answer else b""
        if len(found) != words * 2:
            raise Refused("tag.device_unclear", address=self._address)
        return found.hex().upper()

    def write_words(self, tid: str, bank: Bank, first: int, data: str, password: int = 0) -> None:
        if not data:
            return
        self._select(Bank.TID, 0, tid)
        self._ask(_WRITE, _access(password, bank, first, len(data) // 4) + bytes.fromhex(data))

    def lock_epc(self, tid: str, password: int) -> None:
        # Ten bits say which fields are meant, ten what becomes of them (ISO/IEC 18000-63, 6.3.2.12.3.5): from the
        # highest two each for kill password, access password, EPC, TID, user; 10: writable with the password only.
        which = 0b00_10_10_00_00
        self._select(Bank.TID, 0, tid)
        self._ask(_LOCK, password.to_bytes(4, "big") + (which << 10 | which).to_bytes(3, "big"))

    def _others(self, tid: str) -> Sequence[SeenTag]:
        """One tag beside the one of that TID, where there is any."""
        self._select(Bank.TID, 0, tid, action=_OTHERS)
        for _ in range(_ROUNDS // 2):
            if (it := self._poll()) is not None:
                return [replace(it, tid=self._told_tid())]
        return []

    def _told_tid(self) -> str:
        """The TID of a tag that is selected; empty where it does not tell it."""
        try:
            answer = self._again(_READ, _access(0, Bank.TID, 0, memory.TID_WORDS))
        except Refused as refusal:
            if refusal.code.startswith("tag.device_"):
                raise
            return ""
        return answer[1 + answer[0] :].hex().upper() if answer else ""

    def _select(self, bank: Bank, start: int, mask: str, action: int = _THOSE) -> None:
        """From now on only tags that hold the mask there (bits from the bank's beginning) are meant, or all others."""
        data = bytes((action << 2 | bank,)) + start.to_bytes(4, "big") + bytes((len(mask) * 4, 0)) + bytes.fromhex(mask)
        self._again(_SELECT, data)
        self._again(_SELECT_MODE, _RANGE)

    def _poll(self) -> SeenTag | None:
        """A tag that answers, without its TID; None where none is heard."""
        for attempt in range(_TRIES):
            try:
                answer = self._ask(_POLL, b"")  # RSSI, PC, EPC, CRC
                if len(answer) < 5:
                    raise Refused("tag.device_unclear", address=self._address)
                rssi = int.from_bytes(answer[:1], "big", signed=True)
                return SeenTag("", answer[3:-2].hex().upper(), int.from_bytes(answer[1:3], "big"), rssi)
            except Refused as refusal:
                if refusal.code == "tag.lost":
                    return None
                if refusal.code not in _ASK_AGAIN or attempt == _TRIES - 1:
                    raise
        return None

    def _again(self, command: int, data: bytes) -> bytes:
        """Ask what may be asked twice: a missing or spoiled answer is asked for again."""
        for attempt in range(_TRIES):
            try:
                return self._ask(command, data)
            except Refused as refusal:
                if refusal.code not in _ASK_AGAIN or attempt == _TRIES - 1:
                    raise
        raise AssertionError

    def _ask(self, command: int, data: bytes) -> bytes:
        """The answer's data. Raises Refused as the fault has it, or "tag.device_…"."""
        try:
            self._port.reset_input_buffer()
            self._frames.clear()
            self._port.write(Frame(0, command, data).to_bytes())
            frame, heard = self._answer(command)
        except _LOST as error:
            raise Refused("tag.device_lost", address=self._address) from error
        if frame is None:
            raise Refused("tag.device_unclear" if heard else "tag.device_silent", address=self._address)
        if frame.command == _FAULT:
            raise _fault(frame.data[0] if frame.data else 0)
        return frame.data

    def _answer(self, command: int) -> tuple[Frame | None, bool]:
        """(The frame that answers, whether anything was heard)."""
        heard = False
        end = time.monotonic() + self._seconds
        while True:
            while (frame := self._frames.next()) is not None:
                if frame.kind != 0 and frame.command in (command, _FAULT):
                    return frame, True
            if time.monotonic() >= end:
                break
            data = self._port.read(max(1, self._port.in_waiting))
            heard = heard or bool(data)
            self._frames.feed(data)
        frame = self._frames.skip()
        return (frame if frame is not None and frame.command in (command, _FAULT) else None), heard


def _access(password: int, bank: Bank, first: int, words: int) -> bytes:
    return password.to_bytes(4, "big") + bytes((bank,)) + first.to_bytes(2, "big") + words.to_bytes(2, "big")


def _fault(code: int) -> Refused:
    if code == _PASSWORD:
        return Refused("tag.wrong_password")
    if code in _NO_TAG:
        return Refused("tag.lost")
    if code >> 4 in (0xA, 0xB, 0xC):
        if code & 0xF == _TAG_OVERRUN:
            return Refused("tag.too_small")
        if code & 0xF == _TAG_LOCKED:
            return Refused("tag.locked")
    return Refused("tag.write_failed", detail=f"{code:02X}")


def _not_opened(address: str, error: Exception) -> Refused:
    number = getattr(error, "errno", None)
    busy = number in (errno.EBUSY, errno.EAGAIN) or "exclusively lock" in str(error)
    if busy or (sys.platform == "win32" and "PermissionError" in str(error)):
        return Refused("tag.device_busy", address=address)
    return Refused("tag.device_unreachable", address=address, cause=str(error)[:200])
