"""The counter's database: units of work that number, log and chain what they do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.errors import Refused
from app.domain.numbering import DocumentKind, document_number
from app.domain.organization import Staff
from app.persistence import rows, settings, tables
from app.persistence.bodies import body_of
from app.persistence.engine import REPEATABLE, checkpoint, sqlite_engine
from app.persistence.journal import Journal, JournalDamaged
from app.persistence.page_sums import PageSums
from app.persistence.records import instant, instant_text
from app.persistence.store import codec_of
from app.persistence.unit_of_work import SqlUnitOfWork
from app.persistence.writers_lock import WritersLock
from app.services.commands.base import Command, Context, Numbers, encode_body
from app.services.operations import Operation, encode_actor, seal
from app.services.ports import Credential, Station

_log = logging.getLogger("gwc.database")

COLUMNS = Operation.__struct_fields__


_LAST = select(tables.operation.c.dseq, tables.operation.c.hash).order_by(tables.operation.c.dseq.desc()).limit(1)


def operation_of(row: Row[tuple[object, ...]]) -> Operation:
    """The operation in a row of the `operation` table."""
    return Operation(*(getattr(row, name) for name in COLUMNS))


class DatabaseBehind(Refused):
    """The journal holds operations that the database has lost: going on would number others like them."""

    def __init__(self, here: int, journal: int) -> None:
        super().__init__("counter.behind_journal", here=here, journal=journal)


class SqlNumbers:
    """Running numbers in the `sequence` table, drawn within the caller's transaction."""

    def __init__(self, connection: Connection, station: Station) -> None:
        self._connection = connection
        self._site = station.site_id
        self.station = station.number

    def take(self, count: int) -> int:
        return self._draw("tag", count)

    def document(self, kind: DocumentKind, day: date) -> str:
        running = self._draw(f"{kind.value}{day:%Y%m%d}", 1)
        return document_number(kind, self._site, day, self.station, running)

    def _draw(self, name: str, count: int) -> int:
        table = tables.sequence
        first_draw = upsert(table).values(name=name, next=1 + count)
        statement = first_draw.on_conflict_do_update(
            index_elements=[table.c.name], set_={"next": table.c.next + count}
        ).returning(table.c.next)
        after: int = self._connection.execute(statement).scalar_one()
        return after - count


class SqlCounterUnitOfWork(SqlUnitOfWork):
    """State, numbers and operations as one transaction."""

    def __init__(self, connection: Connection, device: str, station: Station) -> None:
        super().__init__(connection)
        self.station = station
        self.numbers: Numbers = SqlNumbers(connection, station)
        self.recorded: list[Operation] = []
        self.committed = False
        self._device = device
        self._dseq, self._hash = head(connection)

    def record(self, command: Command, context: Context) -> None:
        operation = seal(
            Operation(
                op_id=context.operation_id,
                device=self._device,
                dseq=self._dseq + 1,
                type=command.TYPE,
                version=command.VERSION,
                actor=encode_actor(context.actor),
                occurred_at=instant_text(context.now),
                pre=msgspec.json.encode(self._epochs_seen()).decode(),
                body=encode_body(command),
                prev=self._hash,
                hash="",
            )
        )
        self._dseq, self._hash = operation.dseq, operation.hash
        self.recorded.append(operation)

    def _epochs_seen(self) -> dict[str, int]:
        """The custody epoch of each asset that the command met, as it was before the command."""
        seen = {asset.id: asset.custody_epoch for asset in self.assets.met()}
        return seen | {asset.id: before["custody_epoch"] for before, asset in self.assets.changed() if before}

    def commit(self) -> dict[str, frozenset[str]]:
        written, clean = self.flush(dirty=self._dseq)
        rows.put_shadows(self.connection, [(kind, row["id"], body_of(row)) for kind, row in clean])
        if self.recorded:
            self.connection.execute(
                insert(tables.operation),
                [{name: getattr(operation, name) for name in COLUMNS} for operation in self.recorded],
            )
        self.connection.commit()
        self.committed = True
        return written


def head(connection: Connection) -> tuple[int, str]:
    """(dseq, hash) of the device's last operation; (0, "") where there is none."""
    row = connection.execute(_LAST).first()
    return (row.dseq, row.hash) if row else (0, "")


def station_of(connection: Connection) -> Station:
    """Whose database this is; number 0 where it is not set up yet."""
    return Station(settings.read(connection, "site"), int(settings.read(connection, "station", "0")))


class CounterDatabase:
    """One writer at a time; what was committed is in the journal too before the caller hears of it.

    Where the journal cannot be written (disk full), what was committed stands all the same: to tell the caller of a
    failure would have it done twice. The journal then catches up with the next commit, or when it is opened.
    """

    def __init__(
        self, writer: Engine, journal: Journal, sums: PageSums | None = None, *, reader: Engine | None = None
    ) -> None:
        """`reader` is a read-only engine on the same file; without one each reading opens the file for itself."""
        self.writer = writer
        self._reader = reader
        self.journal = journal
        self.sums = sums
        self._lock = WritersLock()
        self._journal_behind = False

    @contextmanager
    def transaction(self, *, patient: bool = False) -> Iterator[Connection]:
        """A write transaction under the writer's lock; commits when the block ends well.

        `patient`: for rows of the city. Whoever else wants to write goes first, and again before the WAL is moved into
        the file; and nobody waits for the disk, for what a power cut takes is fetched again.
        """
        with self._lock.patiently() if patient else self._lock:
            with self.writer.connect() as connection, connection.execution_options(**{REPEATABLE: patient}).begin():
                yield connection
            if not patient:
                checkpoint(self.writer, self.sums)
        if patient:
            with self._lock.patiently():
                checkpoint(self.writer, self.sums, soon=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the database, beside the writer: for what takes long and writes nothing."""
        if self._reader is not None:
            with self._reader.begin() as connection:
                yield connection
            return
        reader = sqlite_engine(Path(str(self.writer.url.database)), writes=False)
        try:
            with reader.begin() as connection:
                yield connection
        finally:
            reader.dispose()

    @contextmanager
    def begin(self) -> Iterator[SqlCounterUnitOfWork]:
        with self._lock:
            with self.writer.connect() as connection:
                uow = SqlCounterUnitOfWork(connection, settings.read(connection, "device"), station_of(connection))
                yield uow
            if uow.committed:
                self._journalize(uow.recorded)
            checkpoint(self.writer, self.sums)

    def station(self) -> Station:
        with self._lock, self.writer.connect() as connection:
            return station_of(connection)

    def set_up(self, device: str, station: Station) -> None:
        """Make this database that of a station."""
        for name, value in {"device": device, "site": station.site_id, "station": str(station.number)}.items():
            self.set_setting(name, value)

    def setting(self, name: str, default: str = "") -> str:
        with self._lock, self.writer.connect() as connection:
            return settings.read(connection, name, default)

    def set_setting(self, name: str, value: str) -> None:
        with self.transaction() as connection:
            settings.put(connection, name, value)

    def head(self) -> tuple[int, str]:
        """(dseq, hash) of the last operation; (0, "") where there is none."""
        with self._lock, self.writer.connect() as connection:
            return head(connection)

    def prove_pages(self, check: Callable[[], object] = lambda: None) -> None:
        """Read the whole database file, beside all other work. `check` is called often and may raise.

        Raises Refused where pages are not as they were written.
        """
        damaged = self.sums.damaged(check) if self.sums is not None else []
        if damaged:
            _log.error("damaged pages: %s", damaged[:20])
            raise Refused("storage.damaged_pages", count=len(damaged))

    @property
    def journal_behind(self) -> bool:
        """Whether the journal could not be written of late and lacks operations that the database has."""
        return self._journal_behind

    def recover(self, *, heal: bool = True) -> int:
        """Make the journal equal to the log, as after a crash between commit and journal. Returns how many were added.

        `heal`: a damaged last frame too. Raises JournalDamaged, DatabaseBehind.
        """
        with self._lock:
            return self.journal.catch_up(self._operations_after, heal=heal)

    def _journalize(self, operations: Sequence[Operation]) -> None:
        try:
            if self._journal_behind:
                self.recover()
            else:
                self.journal.append(operations)
            self._journal_behind = False
        except (OSError, JournalDamaged):
            _log.exception("the journal cannot be written; the database holds what it lacks")
            self._journal_behind = True

    def _operations_after(self, dseq: int) -> list[Operation]:
        table = tables.operation
        query = select(table).where(table.c.dseq > dseq).order_by(table.c.dseq)
        with self.writer.connect() as connection:
            here, _ = head(connection)
            if here < dseq:
                raise DatabaseBehind(here, dseq)
            return [operation_of(row) for row in connection.execute(query)]

    def close(self) -> None:
        """Move all into the file and prove its pages from here on. The last that is done before the writer goes."""
        with self._lock:
            whole = checkpoint(self.writer, self.sums, at_end=True)
        if self.sums is not None:
            self.sums.end(whole=whole)


class SqlCredentials:
    """Passwords of this device; their own table, never part of an operation."""

    def __init__(self, database: CounterDatabase) -> None:
        self._database = database

    def get(self, staff_id: str) -> Credential | None:
        table = tables.credential
        with self._database.transaction() as connection:
            row = connection.execute(select(table).where(table.c.staff_id == staff_id)).first()
        if row is None:
            return None
        until = instant(row.locked_until) if row.locked_until else None
        return Credential(row.staff_id, row.password_hash, row.failures, until)

    def put(self, credential: Credential) -> None:
        table = tables.credential
        with self._database.transaction() as connection:
            connection.execute(delete(table).where(table.c.staff_id == credential.staff_id))
            connection.execute(
                insert(table).values(
                    staff_id=credential.staff_id,
                    password_hash=credential.password_hash,
                    failures=credential.failures,
                    locked_until=instant_text(credential.locked_until) if credential.locked_until else None,
                )
            )

    def staff_by_username(self, username: str) -> Staff | None:
        table = tables.staff
        with self._database.transaction() as connection:
            found = connection.execute(select(table).where(table.c.username == username)).mappings().first()
        return codec_of(Staff).load(dict(found)) if found else None
