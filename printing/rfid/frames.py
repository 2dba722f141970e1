"""Frames of serial UHF modules: BB, type, command, length (2), data, sum, 7E. Pure: bytes in, frames out.

The sum is that of the bytes from type to data, modulo 256. Noise may hold BB and 7E as well as any length: a frame
counts only where all of it fits, and what does not is passed over byte by byte.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_HEAD, _END = 0xBB, 0x7E
_OVERHEAD = 7  # bytes of a frame besides its data
MOST_DATA = 256  # bytes; what a module sends is far shorter


@dataclass(frozen=True, slots=True)
class Frame:
    """`kind`: 0 command, 1 answer, 2 notice."""

    kind: int
    command: int
    data: bytes = b""

    def to_bytes(self) -> bytes:
        body = bytes((self.kind, self.command)) + len(self.data).to_bytes(2, "big") + self.data
        return bytes((_HEAD,)) + body + bytes((sum(body) & 0xFF, _END))


@dataclass(slots=True)
class Frames:
    """What came, until it makes frames."""

    _held: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> None:
        self._held += data

    def next(self) -> Frame | None:
        """The next whole frame; None where more has to come."""
        held = self._held
        while (at := held.find(_HEAD)) >= 0:
            del held[:at]
            if len(held) < 5:
                return None
            length = int.from_bytes(held[3:5], "big")
            if length <= MOST_DATA:
                if len(held) < length + _OVERHEAD:
                    return None
                if held[length + 6] == _END and sum(held[1 : length + 5]) & 0xFF == held[length + 5]:
                    frame = Frame(held[1], held[2], bytes(held[5 : length + 5]))
                    del held[: length + _OVERHEAD]
                    return frame
            del held[:1]
        held.clear()
        return None

    def skip(self) -> Frame | None:
        """Nothing more comes: what looks like a frame's beginning was noise. The frame behind it, if there is one."""
        while self._held:
            del self._held[:1]
            if (frame := self.next()) is not None:
                return frame
        return None

    def clear(self) -> None:
        self._held.clear()
