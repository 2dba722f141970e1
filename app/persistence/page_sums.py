"""A sum for each page of the database file, for SQLite keeps none: a byte that a disk turned would pass unseen.

The file itself is written by checkpoints alone (`engine.checkpoint` and the end of the program). Before one, the
sums of the pages in the WAL are forgotten, after it they are taken anew, so that a crash on the way leaves pages
without a sum and none with a wrong one. What stands in the WAL has SQLite's own sums. A damaged page keeps the sum
that tells of it: who changes a row beside the damage writes the damage again.
"""

from __future__ import annotations

import logging
import struct
import sys
import threading
import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.files import write_whole

_log = logging.getLogger("gwc.database")

_HEAD = struct.Struct(">8sIII")  # magic, page size, whether a program has the database open, CRC-32 of what follows
_MAGIC = b"GWCSUMS1"
_WAL_HEAD = struct.Struct(">IIII8sII")  # SQLite file format, 4.1: magic, version, page size, sequence, salts, sums
_FRAME_HEAD = struct.Struct(">II8sII")  # page number, size after commit, salts, sums
_AT_ONCE = 256  # pages that are read at once to be proved
_LOCK_BYTE = 0x40000000  # the page that holds it has no content; Windows may not let it be read


class PageSums:
    """CRC-32 by page; 0 where it is not known. One program at a time: the data folder's lock sees to that.

    The database file is held open to the end: to close it while SQLite has it open gives up SQLite's locks (POSIX).
    The pages may be proved on one thread while another moves the WAL: pages that are being moved have no sum then.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._wal = database.with_name(database.name + "-wal")
        self._path = database.with_name(database.name + ".sums")
        self._size, self._sums = 0, array("I")
        self._file: BinaryIO | None = None
        self._turn = threading.RLock()
        self._old = self._proved = 0  # pages whose sums are of an earlier day; those of them that were read since
        self._damaged: set[int] = set()
        if not database.exists():
            return
        self._open()
        was_open = self._load()
        if was_open and not _length(self._wal):
            # Whoever moved the WAL into the file after a crash, it was not this program.
            _log.warning("the pages of the database are taken as they are")
            self._sums = array("I")
        self._old = len(self._sums)

    def damaged(self, check: Callable[[], object] = lambda: None) -> list[int]:
        """Numbers of the pages, from 1, that are not as they were written. `check` is called often and may raise."""
        found: list[int] = []
        first = 1
        while first <= len(self._sums):
            check()
            with self._turn:
                found += self._differing(first, _AT_ONCE)
                self._proved = max(self._proved, first + _AT_ONCE - 1)
            first += _AT_ONCE
        return found

    def _differing(self, first: int, count: int) -> list[int]:
        """Which of so many pages from that one on are not as they were written; kept in mind."""
        known = self._sums[first - 1 : first - 1 + count]
        pairs = zip(known, self._sums_of(first, len(known)), strict=True)
        found = [first + at for at, (before, now) in enumerate(pairs) if before and before != now]
        self._damaged.update(found)
        return found

    def _sums_of(self, first: int, count: int) -> list[int]:
        """Of so many pages from that one on, as `_sum`; read at once."""
        offset = (first - 1) * self._size
        if offset <= _LOCK_BYTE < offset + count * self._size:
            return [self._sum(number) for number in range(first, first + count)]
        file = self._open()
        file.seek(offset)
        content = memoryview(file.read(count * self._size))
        return [zlib.crc32(content[at : at + self._size]) or 1 for at in range(0, count * self._size, self._size)]

    def begin(self) -> None:
        """From here on the WAL may hold what the sums do not know of."""
        self._save(is_open=True)

    def forget(self) -> set[int]:
        """Before a checkpoint: give up the sums of the pages that it may write, and say which.

        Those that nobody has read yet are proved first; damaged ones are none of them.
        """
        pages = set(self._in_wal())
        with self._turn:
            for first, count in _runs(number for number in pages if self._proved < number <= self._old):
                self._differing(first, count)
            pages -= self._damaged
            for number in pages:
                if number <= len(self._sums):
                    self._sums[number - 1] = 0
            self._save(is_open=True)
        return pages

    def note(self, pages: Collection[int]) -> None:
        """After a checkpoint that moved all: take the sums of these pages."""
        with self._turn:
            if self._size:
                self._grow()
                self._take(pages)
            self._save(is_open=True)

    def end(self, *, whole: bool) -> None:
        """The database closes; `whole`: the WAL was moved into it, and every page gets the sum that it lacks."""
        with self._turn:
            if whole:
                self._size = self._size or _page_size(self._open())
                self._grow()
                self._take([number for number, known in enumerate(self._sums, start=1) if not known])
            self._save(is_open=not whole)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _take(self, pages: Collection[int]) -> None:
        """Take the sums of these pages as they stand."""
        for first, count in _runs(number for number in pages if number <= len(self._sums)):
            self._sums[first - 1 : first - 1 + count] = array("I", self._sums_of(first, count))

    def _grow(self) -> None:
        count = self._open().seek(0, 2) // self._size if self._size else 0
        self._sums.extend([0] * (count - len(self._sums)))

    def _sum(self, number: int) -> int:
        """Of the page as it stands; 1 where it is gone (as for a sum of 0, which means that none is known)."""
        offset = (number - 1) * self._size
        if offset == _LOCK_BYTE // self._size * self._size:
            return 1
        file = self._open()
        file.seek(offset)
        return zlib.crc32(file.read(self._size)) or 1

    def _open(self) -> BinaryIO:
        if self._file is None:
            self._file = self._database.open("rb")
        return self._file

    def _in_wal(self) -> Iterator[int]:
        """Numbers of the pages in the WAL; damaged frames count too."""
        if not _length(self._wal):
            return
        with self._wal.open("rb", buffering=0) as file:  # a few bytes of each page
            head = file.read(_WAL_HEAD.size)
            if len(head) < _WAL_HEAD.size:
                return
            _, _, size, _, salts, _, _ = _WAL_HEAD.unpack(head)
            while len(head := file.read(_FRAME_HEAD.size)) == _FRAME_HEAD.size:
                number, _, of, _, _ = _FRAME_HEAD.unpack(head)
                if of == salts:
                    yield number
                file.seek(size, 1)

    def _load(self) -> bool:
        """Returns whether the database was not closed. A file of sums that is damaged itself proves nothing."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return False
        if len(content) < _HEAD.size:
            return False
        magic, size, is_open, checksum = _HEAD.unpack_from(content)
        rest = content[_HEAD.size :]
        if magic != _MAGIC or len(rest) % 4 or zlib.crc32(rest, size) != checksum:
            _log.warning("the sums of the database's pages are damaged and are taken anew")
            return False
        self._size = size
        self._sums.frombytes(rest)
        if sys.byteorder == "big":
            self._sums.byteswap()
        return bool(is_open)

    def _save(self, *, is_open: bool) -> None:
        if not self._sums:
            return
        sums = array("I", self._sums)
        if sys.byteorder == "big":
            sums.byteswap()
        rest = sums.tobytes()
        try:
            write_whole(self._path, _HEAD.pack(_MAGIC, self._size, is_open, zlib.crc32(rest, self._size)) + rest)
        except OSError:  # a full disk: no sums are better than old ones
            _log.exception("the sums of the database's pages cannot be written")
            self._sums = array("I")
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _runs(pages: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, count) of neighbours, which are read at once."""
    inside = sorted(pages)
    start = 0
    while start < len(inside):
        first, end = inside[start], start + 1
        while end < len(inside) and end - start < _AT_ONCE and inside[end] == first + end - start:
            end += 1
        yield first, end - start
        start = end


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _page_size(file: BinaryIO) -> int:
    """SQLite file format, 1.3.2; 0 where the file is empty."""
    file.seek(16)
    size = int.from_bytes(file.read(2), "big")
    return 65536 if size == 1 else size
