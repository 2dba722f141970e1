"""The journal: a second, append-only copy of the operations, so that a damaged database page cannot lose them.

Frame: length (u32, big-endian), CRC-32 of the payload (u32), payload (JSON array of the operation's fields). A
torn last frame (power cut while writing) is cut off when the journal is opened; the database has that operation.
"""

from __future__ import annotations

import dataclasses
import os
import struct
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from app.domain.errors import DomainError
from app.services.sync_ports import Operation

_HEAD = struct.Struct(">II")
_MOST = 64 * 2**20  # no operation comes near it; a longer length is damage


class JournalDamaged(DomainError):
    """A frame before the last does not read: the file was damaged after it was written. `offset` is in bytes."""

    def __init__(self, path: Path, offset: int) -> None:
        super().__init__("journal.damaged", path=str(path), offset=offset)
        self.offset = offset


class Journal:
    """Appends durably: when `append` returns, the frames are on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, operations: Iterable[Operation]) -> None:
        frames = bytearray()
        for operation in operations:
            payload = msgspec.json.encode(dataclasses.astuple(operation))
            frames += _HEAD.pack(len(payload), zlib.crc32(payload)) + payload
        if not frames:
            return
        with self._path.open("ab") as file:
            file.write(frames)
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> Iterator[Operation]:
        """Every whole operation in order. Raises JournalDamaged at a bad frame that is not a torn end."""
        for _, operation in self._frames():
            yield operation

    def last(self) -> Operation | None:
        return next(iter(deque(self.read(), maxlen=1)), None)

    def cut_torn_end(self) -> None:
        """Remove an unfinished last frame. Raises JournalDamaged as `read` does."""
        if not self._path.exists():
            return
        whole = max((end for end, _ in self._frames()), default=0)
        if whole < self._path.stat().st_size:
            with self._path.open("r+b") as file:
                file.truncate(whole)
                os.fsync(file.fileno())

    def _frames(self) -> Iterator[tuple[int, Operation]]:
        if not self._path.exists():
            return
        size = self._path.stat().st_size
        offset = 0
        with self._path.open("rb") as file:
            while offset + _HEAD.size <= size:
                length, checksum = _HEAD.unpack(file.read(_HEAD.size))
                end = offset + _HEAD.size + length
                if length > _MOST:
                    raise JournalDamaged(self._path, offset)
                if end > size:
                    return
                payload = file.read(length)
                if zlib.crc32(payload) != checksum:
                    if end == size:
                        return
                    raise JournalDamaged(self._path, offset)
                offset = end
                yield offset, Operation(*msgspec.json.decode(payload))
