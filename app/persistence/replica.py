"""The counter's side of sync: its outbox, and the rows that the feed brings."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from app.persistence import held, put_off, replay, search, settings, sync_history, tables, unknown
from app.persistence.counter import COLUMNS, CounterDatabase, head, station_of
from app.persistence.records import instant_text
from app.persistence.rows import TABLES
from app.persistence.search_tokens import load_readings
from app.services.feed import Cursor, Page, Rows
from app.services.holdings import LoadedSnapshot
from app.services.operations import Operation, Outcome, Verdict
from app.services.ports import Station
from app.services.replica import CityKeys, Cycle, Enrolment

log = logging.getLogger("sync.replica")

# Settings of the counter's database.
SERVER, STATION, SESSION, CURSOR = "sync.server", "station", "sync.session", unknown.CURSOR
BY_FILE, CITY_KEYS, BUNDLE = "sync.by_file", "sync.city_keys", "sync.bundle"
_PENDING = (
    select(*(tables.operation.c[name] for name in COLUMNS))
    .where(tables.operation.c.outcome.is_(None), tables.operation.c.dseq > bindparam("after"))
    .order_by(tables.operation.c.dseq)
    .limit(bindparam("most"))
)
_SETTLE = "UPDATE operation SET outcome = ?, seq = ?, case_id = ?, reason = ? WHERE dseq = ? AND op_id = ?"
SYNCED_AT = "sync.synced_at"  # ISO 8601 in UTC: the end of the last whole cycle
_INDEX_AT_ONCE = 250  # assets: a commit at the desk waits while they are indexed
_MANY, _INDEX_MANY = 20_000, 2000  # where more wait, as after the first download, they come in greater parts


class SqlReplica:
    """Replica over the counter's database, under its writer's lock."""

    def __init__(self, database: CounterDatabase) -> None:
        self._database = database
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self._turn:
            yield

    def device(self) -> str:
        return self._database.setting("device")

    def site(self) -> str:
        return self._database.setting("site")

    def station(self) -> int:
        with self._database.reading() as connection:
            numbered = connection.execute(select(tables.sequence.c.name).limit(1)).first() is not None
            return int(settings.read(connection, STATION)) if numbered else 0

    def enrolment(self) -> Enrolment | None:
        server = self._database.setting(SERVER)
        return Enrolment(server, int(self._database.setting(STATION))) if server else None

    def enrol(self, enrolment: Enrolment) -> dict[str, frozenset[str]]:
        load_readings()
        with self._database.transaction() as connection:
            settings.put(connection, SERVER, enrolment.server)
            settings.put(connection, SESSION, "")
            return _take_station(connection, enrolment.station)

    def enrol_by_file(self, station: int) -> dict[str, frozenset[str]]:
        load_readings()
        with self._database.transaction() as connection:
            settings.put(connection, BY_FILE, "1")
            return _take_station(connection, station)

    def enrolled(self) -> bool:
        return bool(self._database.setting(SERVER) or self._database.setting(BY_FILE))

    def city_keys(self) -> CityKeys | None:
        text = self._database.setting(CITY_KEYS)
        return msgspec.json.decode(text, type=CityKeys) if text else None

    def keep_city_keys(self, keys: CityKeys) -> None:
        self._database.set_setting(CITY_KEYS, msgspec.json.encode(keys).decode())

    def bundle(self) -> str:
        return self._database.setting(BUNDLE)

    def keep_bundle(self, id: str) -> None:
        self._database.set_setting(BUNDLE, id)

    def session(self) -> str:
        return self._database.setting(SESSION)

    def keep_session(self, session: str) -> None:
        self._database.set_setting(SESSION, session)

    def cursor(self) -> Cursor | None:
        text = self._database.setting(CURSOR)
        return msgspec.json.decode(text, type=Cursor) if text else None

    def forget_cursor(self) -> None:
        with self._database.transaction() as connection:
            settings.put(connection, CURSOR, "")
            held.keep_snapshot(connection, None)
            held.ask_verify(connection)
            replay.forget_shadows(connection)

    def pending(self, limit: int, max_bytes: int, after: int = 0) -> list[Operation]:
        with self._database.reading() as connection:
            rows = connection.execute(_PENDING, {"after": after, "most": limit})
            return list(_within(max_bytes, (Operation(*row) for row in rows)))

    def head(self) -> tuple[int, str]:
        with self._database.reading() as connection:
            return head(connection)

    def rewind(self, dseq: int) -> None:
        table = tables.operation
        with self._database.transaction() as connection:
            connection.execute(
                update(table).where(table.c.dseq >= dseq).values(outcome=None, seq=None, case_id=None, reason=None)
            )

    def settle(self, verdicts: Sequence[Verdict]) -> None:
        rows = []
        for it in verdicts:
            outcome = it.first if it.outcome is Outcome.DUPLICATE and it.first else it.outcome
            rows.append((outcome.value, it.seq, it.case, it.reason, it.dseq, it.op_id))
        if not rows:
            return
        with self._database.transaction() as connection:
            connection.exec_driver_sql(_SETTLE, rows)
            if any(outcome != Outcome.APPLIED for outcome, *_ in rows):  # what was built on it may not stand
                replay.ask(connection)

    def apply(self, page: Page) -> dict[str, frozenset[str]]:
        if tables.asset.name in page.tables:
            load_readings()
        with self._database.transaction(patient=True) as connection:
            changed = replay.put_page(connection, page.tables)
            if not page.more:
                if replay.is_due(connection):
                    for kind, ids in replay.rebase(connection, station_of(connection)).items():
                        changed.setdefault(kind, set()).update(ids)
                put_off.make(connection)
                search.catch_up(connection, _INDEX_AT_ONCE)
            settings.put(connection, CURSOR, msgspec.json.encode(page.cursor).decode())
        return {kind: frozenset(ids) for kind, ids in changed.items() if ids}

    def kinds(self) -> list[str]:
        return list(TABLES)

    def is_empty(self) -> bool:
        with self._database.transaction() as connection:
            return held.is_empty(connection)

    def snapshot(self) -> LoadedSnapshot | None:
        with self._database.transaction() as connection:
            return held.snapshot(connection)

    def keep_snapshot(self, loading: LoadedSnapshot | None) -> None:
        with self._database.transaction() as connection:
            held.keep_snapshot(connection, loading)
            if loading is not None and loading.first and loading.pages == 0:
                put_off.put_off(connection)

    def put(self, tables: Mapping[str, Rows]) -> dict[str, frozenset[str]]:
        with self._database.transaction(patient=True) as connection:
            changed = replay.put_page(connection, tables)
        return {kind: frozenset(ids) for kind, ids in changed.items() if ids}

    def finish_snapshot(self, cursor: Cursor) -> None:
        with self._database.transaction() as connection:
            settings.put(connection, CURSOR, msgspec.json.encode(cursor).decode())
            held.keep_snapshot(connection, None)

    def verify_due(self) -> bool:
        with self._database.transaction() as connection:
            return held.verify_due(connection)

    def ask_verify(self) -> None:
        with self._database.transaction() as connection:
            held.ask_verify(connection)

    def verified(self) -> None:
        with self._database.transaction() as connection:
            held.verified(connection)

    def digests(self) -> tuple[Cursor | None, list[str]]:
        with self._database.reading() as connection:
            text = settings.read(connection, CURSOR)
            return msgspec.json.decode(text, type=Cursor) if text else None, held.digests(connection)

    def differing(self, tables: Mapping[str, Rows]) -> dict[str, Rows]:
        with self._database.reading() as connection:
            return held.differing(connection, tables)

    def surplus(self, kind: str, buckets: Collection[int], known: Collection[str]) -> list[str]:
        with self._database.reading() as connection:
            return held.surplus(connection, kind, frozenset(buckets), known)

    def index(self) -> frozenset[str]:
        load_readings()
        with self._database.transaction(patient=True) as connection:
            many = search.waiting(connection) > _MANY
            return frozenset(search.catch_up(connection, _INDEX_MANY if many else _INDEX_AT_ONCE))

    def synced(self) -> None:
        self._database.set_setting(SYNCED_AT, instant_text(datetime.now(UTC)))

    def note_cycle(self, cycle: Cycle) -> None:
        with self._database.transaction() as connection:
            sync_history.note(connection, cycle)

    def paused(self) -> bool:
        return bool(self._database.setting(sync_history.PAUSED))

    def set_paused(self, paused: bool) -> None:
        self._database.set_setting(sync_history.PAUSED, "1" if paused else "")


def _take_station(connection: Connection, number: int) -> dict[str, frozenset[str]]:
    """Returns the rows that changed, by kind: those with numbers of the station that this counter was before."""
    before = station_of(connection)
    if number == before.number:
        return {}
    settings.put(connection, STATION, str(number))
    changed = replay.renumber(connection, Station(before.site_id, number))
    return {kind: frozenset(ids) for kind, ids in changed.items() if ids}


def _within(max_bytes: int, operations: Iterable[Operation]) -> Iterable[Operation]:
    total = 0
    for position, it in enumerate(operations):
        total += len(it.body.encode()) + len(it.pre.encode())
        if total > max_bytes and position:
            return
        yield it
