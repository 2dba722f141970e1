"""A PC: files, an engine on its database, and a power supply that fails at the statement of one's choice."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, event

from app.persistence.engine import sqlite_engine
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

    def fail_after(self, count: int, folder: Path) -> None:
        self.left, self.folder, self.files = count, folder, {}

    def burn(self) -> None:
        if self.left is None or self.folder is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            self.files = picture(self.folder)
            raise PowerCut


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
