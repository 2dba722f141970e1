"""The journal: a second, append-only copy of the operations, so that a damaged database page cannot lose them.

Frame: length (u32, big-endian), CRC-32 of the payload (u32), payload (JSON array of the operation's fields). An
end that was cut off while it was written (power cut: a part of it, or zeros) is written again when the journal is
opened, and so is a damaged last frame: the database has those operations.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from app.domain.errors import DomainError
from app.services.operations import Operation

_HEAD = struct.Struct(">II")
_MOST = 64 * 2**20  # no operation comes near it; a longer length is damage


class JournalDamaged(DomainError):
    """A frame does not read: the file was damaged after it was written. `offset` is in bytes."""

    def __init__(self, path: Path, offset: int) -> None:
        super().__init__("journal.damaged", path=str(path), offset=offset)
        self.offset = offset


class Journal:
    """Appends durably: when `append` returns, the frames are on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, operations: Iterable[Operation]) -> None:
        """Raises OSError; part of them may then stand there, which `catch_up` mends."""
        self._write(None, [_frame(it) for it in operations])

    def read(self) -> Iterator[Operation]:
        """Every operation in order. Raises JournalDamaged at what does not read."""
        end = 0
        for offset, operation in self._frames():
            end = offset
            yield operation
        if end < self._size():
            raise JournalDamaged(self._path, end)

    def catch_up(self, after: Callable[[int], Sequence[Operation]], *, heal: bool) -> int:
        """Make the journal whole from the database: `after(dseq)` gives the operations that follow.

        An unfinished end is always mended, a last frame that was damaged later only to `heal`. Returns how many
        operations were written. Raises JournalDamaged for any other damage, and OSError.
        """
        end, last = 0, 0
        for offset, operation in self._frames():
            end, last = offset, operation.dseq
        frames = [_frame(it) for it in after(last)]
        rest = self._rest(end)
        unfinished = b"".join(frames).startswith(rest.rstrip(b"\0"))
        damaged_last = bool(frames) and len(rest) <= len(frames[0])
        if rest and not (unfinished or (heal and damaged_last)):
            raise JournalDamaged(self._path, end)
        self._write(end, frames)
        return len(frames)

    def _write(self, at: int | None, frames: Sequence[bytes]) -> None:
        """Append, or with `at` put the frames in place of all that stands from there on."""
        if not frames and (at is None or at == self._size()):
            return
        with self._path.open("ab") as file:
            if at is not None:
                file.truncate(at)
            file.write(b"".join(frames))
            file.flush()
            os.fsync(file.fileno())

    def _size(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0

    def _rest(self, offset: int) -> bytes:
        if offset == self._size():
            return b""
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read()

    def _frames(self) -> Iterator[tuple[int, Operation]]:
        """(offset behind it, operation) of each frame up to the end, or to the first that does not read."""
        if not self._path.exists():
            return
        offset = 0
        with self._path.open("rb") as file:
            while len(head := file.read(_HEAD.size)) == _HEAD.size:
                length, checksum = _HEAD.unpack(head)
                if not 0 < length <= _MOST:
                    return
                payload = file.read(length)
                if len(payload) < length or zlib.crc32(payload) != checksum:
                    return
                offset += _HEAD.size + length
                yield offset, Operation(*msgspec.json.decode(payload))


def _frame(operation: Operation) -> bytes:
    payload = msgspec.json.encode(msgspec.structs.astuple(operation))
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload
