"""Making a counter work again whose database is damaged, gone, or older than its journal."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from app.clock import SystemClock
from app.domain import ids
from app.domain.errors import NotFound, Refused
from app.faults import translate
from app.paths import DataFolder
from app.persistence import search
from app.persistence.counter import CounterDatabase, SqlCredentials
from app.persistence.engine import sqlite_engine
from app.persistence.journal import Journal
from app.persistence.page_sums import PageSums
from app.persistence.recovery import Salvage, administrators, fill, salvage
from app.persistence.schema import migrate
from app.services.accounts import Accounts
from app.words import sentence

CURABLE = frozenset({"storage.damaged", "storage.damaged_pages", "counter.behind_journal", "journal.damaged"})
"""Codes of what `recover` is the remedy for."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of it. `aside`: the folder that keeps what was damaged.

    `waiting`: operations whose rows only the city knows; they show after the next sync. `lost`: operations that
    neither file gave back. `by_sync`: the counter knows its city and reads all rows anew.
    """

    operations: int
    waiting: int
    lost: int
    aside: Path
    by_sync: bool

    def told(self, language: str) -> list[str]:
        """In sentences, the main one first."""
        said = [sentence("told.recovered", language, count=f"{self.operations:,}", aside=self.aside)]
        if self.lost:
            said.append(sentence("told.recovered_lost", language, count=f"{self.lost:,}"))
        if self.by_sync:
            said.append(sentence("told.recovered_sync", language))
        elif self.waiting:
            said.append(sentence("told.recovered_waiting", language, count=f"{self.waiting:,}"))
        return said


def curable(error: BaseException) -> bool:
    """Whether `recover` may help against this fault of opening a counter."""
    refusal = translate(error)
    return refusal is not None and refusal.code in CURABLE


def recover(root: Path, password: str = "") -> Recovered:
    """Make a new database from journal and damaged database, and put the old files aside; all or nothing.

    `password`: the first administrator's from now on; needed where no administrator's could be read.

    Raises NotFound (no operation can be read), Refused (in use; recover.password_needed), Invalid (password too
    short), OSError.
    """
    folder = DataFolder(root)
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(folder.lock, timeout=5))
        except Timeout:
            raise Refused("counter.in_use", folder=str(root)) from None
        found = salvage(folder.database, Journal(folder.journal))
        station = found.station
        if station is None:
            raise NotFound("recover.nothing", folder=str(root))
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".recovery-", dir=root)))
        with _fresh(work / folder.database.name, Journal(work / folder.journal.name)) as database:
            waiting = fill(database, found, station)
            if password or not any(administrators(database).values()):
                _give_password(database, found, password)
            database.recover()
        aside = _put_aside(folder, found)
        if not found.journal_whole:
            (work / folder.journal.name).replace(folder.journal)
        (work / _sums(folder.database).name).replace(_sums(folder.database))
        (work / folder.database.name).replace(folder.database)
    by_sync = any(found.settings.get(name) for name in ("sync.server", "sync.by_file"))
    return Recovered(len(found.operations), waiting, found.lost, aside, by_sync)


@contextmanager
def _fresh(path: Path, journal: Journal) -> Iterator[CounterDatabase]:
    """An empty counter's database at the path, whole on disk when the block has ended."""
    with ExitStack() as stack:
        sums = PageSums(path)
        stack.callback(sums.close)
        writer = sqlite_engine(path, writes=True)
        stack.callback(writer.dispose)
        database = CounterDatabase(writer, journal, sums)
        stack.callback(database.close)
        migrate(writer)
        with database.transaction() as connection:
            search.rebuild(connection)
        yield database


def _give_password(database: CounterDatabase, found: Salvage, password: str) -> None:
    if not password:
        raise Refused("recover.password_needed")
    body = msgspec.json.decode(found.operations[0].body)
    first = ids.staff_id(body.get("site_id", ""), body.get("administrator", ""))
    known = administrators(database)
    account = first if first in known or not known else min(known)
    Accounts(SqlCredentials(database), SystemClock()).set_password(account, password)


def _put_aside(folder: DataFolder, found: Salvage) -> Path:
    """Keep the damaged files. The WAL goes away last but one: no other database may meet it."""
    aside = folder.root / f"damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    aside.mkdir()
    kept = [folder.database, _sums(folder.database)]
    if not found.journal_whole:
        kept.append(folder.journal)
    for path in kept:
        if path.exists():
            shutil.copy2(path, aside)
    for suffix in ("-wal", "-shm"):
        path = folder.database.with_name(folder.database.name + suffix)
        if path.exists():
            os.replace(path, aside / path.name)
    return aside


def _sums(database: Path) -> Path:
    return database.with_name(database.name + ".sums")
