"""A PC: files, an engine on its database, and a power supply that fails at the statement of one's choice."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from app.persistence.engine import REPEATABLE, sqlite_engine
from app.persistence.journal import Journal
from app.services.operations import Operation

Picture = dict[str, bytes]


class PowerCut(BaseException):
    """The process ends here: no handler runs, no answer is given."""


class Power:
    """Fails when so many statements and commits have been begun as were allowed; then the files are as they were."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.folder: Path | None = None
        self.files: Picture = {}
        self.disks: list[Disk] = []

    def fail_after(self, count: int, folder: Path) -> None:
        self.left, self.folder, self.files = count, folder, {}

    def burn(self) -> None:
        if self.left is None or self.folder is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            self.files = picture(self.folder)
            for disk in self.disks:
                disk.forget(self.files)
            raise PowerCut


class Disk:
    """How much of a counter's WAL no power cut takes: all up to the last commit that waited for the disk."""

    def __init__(self, engine: Engine, database: Path) -> None:
        self._wal = database.with_name(database.name + "-wal")
        self._length = self._certain = 0  # bytes, at the begin of the last transaction
        self._waits = False  # whether its commit does
        event.listen(engine, "connect", lambda *_: self._start())
        event.listen(engine, "begin", lambda _: self._begin())
        event.listen(engine, "commit", self._commit)

    def _start(self) -> None:
        self._length = self._certain = self._size()
        self._waits = False

    def _begin(self) -> None:
        self._look()
        self._waits = False

    def _commit(self, connection: Connection) -> None:
        self._waits = not connection.get_execution_options().get(REPEATABLE, False)

    def _look(self) -> None:
        size = self._size()
        self._certain = size if self._waits and size > self._length else min(self._certain, size)
        self._length = size

    def _size(self) -> int:
        return self._wal.stat().st_size if self._wal.exists() else 0

    def forget(self, files: Picture) -> None:
        """Take all, half or nothing of what the disk was not waited for."""
        self._look()
        wal = files.get(self._wal.name, b"")
        if len(wal) > self._certain:
            files[self._wal.name] = wal[: self._certain + (len(wal) - self._certain) * (len(wal) // 4096 % 3) // 2]


class FailingJournal(Journal):
    """May fail before, amid or after the writing of its frames."""

    def __init__(self, path: Path, power: Power) -> None:
        super().__init__(path)
        self._power = power

    def append(self, operations: Iterable[Operation]) -> None:
        self._power.burn()
        super().append(operations)
        try:
            self._power.burn()
        except PowerCut:
            whole = self._power.files[self._path.name]
            self._power.files[self._path.name] = whole[: -1 - len(whole) % 90]
            raise
        self._power.burn()


@lru_cache(maxsize=64)
def power_of(folder: Path) -> Power:
    return Power()


@lru_cache(maxsize=64)
def engine_of(path: Path, *, writes: bool, searchable: bool = True) -> Engine:
    """One engine per place for ever: compiled statements are kept with it, and the files under it change."""
    engine = sqlite_engine(path, writes=writes, searchable=searchable)
    power = power_of(path.parent)
    event.listen(engine, "before_cursor_execute", lambda *_: power.burn())
    event.listen(engine, "commit", lambda _: power.burn())
    if writes and searchable:
        power.disks.append(Disk(engine, path))
    return engine


def picture(folder: Path) -> Picture:
    """Every file as a disk image would have it. The -shm is memory, not disk."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


def put_back(folder: Path, files: Picture) -> None:
    """Nothing may have the files open."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(folder)) not in files:
            path.unlink()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
