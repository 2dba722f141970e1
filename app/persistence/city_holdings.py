"""What a site's counters are to hold, read from the city's books in one state: snapshots, digests, rows of buckets."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, Engine, Select, Text, bindparam, delete, insert, select

from app.domain.errors import NotFound
from app.domain.ids import new_id
from app.files import write_whole
from app.persistence.bodies import COLUMNS
from app.persistence.city_feed import head, is_of_this_feed, seen_by
from app.persistence.city_pages import CONCERNED
from app.persistence.city_tables import change, snapshot
from app.persistence.digest import Digests, bucket_of
from app.persistence.records import instant_text
from app.persistence.rows import TABLES, chunks
from app.services.city import Device
from app.services.feed import Cursor, FeedRewound, Rows, Value
from app.services.holdings import Moved, Part, Place, Snapshot, SnapshotPage

_ROWS = 10_000  # of a snapshot's page: about a megabyte
_STREAMED = {"yield_per": 2000}  # rows in memory while reading
_LONG = 5000  # entries of the feed beyond which a snapshot is the shorter way
_FRESH = timedelta(hours=1)  # a snapshot serves all who ask so soon after it was made
_KEPT = timedelta(hours=24)  # for those who are still loading it

_SITE = bindparam("site", type_=Text)
_NEWS = select(change.c.seq).where(change.c.seq > bindparam("after"), CONCERNED).limit(1)


class SqlHoldings:
    """CityHoldings. Pages lie in `folder`, which all processes of one city share."""

    def __init__(self, write: Callable[[], AbstractContextManager[Connection]], reader: Engine, folder: Path) -> None:
        self._write = write
        self._reader = reader
        self._folder = folder
        self._making = threading.Lock()

    def snapshot(self, device: Device, cursor: Cursor | None) -> Snapshot | None:
        with self._one_state() as connection:
            after = cursor.seq if cursor is not None and is_of_this_feed(connection, cursor) else 0
            if head(connection).seq - after <= _LONG:
                return None
        with self._making:
            return self._fresh(device.site_id) or self._make(device.site_id)

    def page(self, device: Device, snapshot: str, number: int) -> Path:
        with self._one_state() as connection:
            found = self._find(connection, device.site_id, id=snapshot)
        path = self._folder / snapshot / f"{number}.zst"
        if found is None or not 0 <= number < len(found.pages) or not path.exists():
            raise NotFound("sync.snapshot_unknown", snapshot=snapshot, page=number)
        return path

    def differing(self, device: Device, cursor: Cursor, digests: Sequence[str]) -> list[int]:
        own = Digests()
        with self._one_state() as connection:
            if not is_of_this_feed(connection, cursor):
                raise FeedRewound
            if connection.execute(_NEWS, {"site": device.site_id, "after": cursor.seq}).first():
                raise Moved
            for kind in COLUMNS:
                own.of(kind)(_rows(connection, kind, device.site_id))
        pairs = zip(own.texts(), digests, strict=True)
        return [number for number, (ours, theirs) in enumerate(pairs) if ours != theirs]

    def part(self, device: Device, buckets: Sequence[int], after: Place | None, limit: int) -> Part:
        wanted = frozenset(buckets)
        kinds = list(COLUMNS)
        if after is not None:
            kinds = kinds[kinds.index(after.kind) :] if after.kind in kinds else []
        tables: dict[str, Rows] = {}
        left = limit
        with self._one_state() as connection:
            for kind in kinds:
                table = TABLES[kind]
                query = select(table.c.id).where(seen_by(kind, _SITE)).order_by(table.c.id)
                if after is not None and kind == after.kind:
                    query = query.where(table.c.id > after.id)
                ids = connection.execute(query.execution_options(**_STREAMED), {"site": device.site_id}).scalars()
                found = list(islice((id for id in ids if bucket_of(kind, id) in wanted), left))
                left -= len(found)
                if found:
                    columns = [table.c[name] for name in COLUMNS[kind]]
                    rows: list[tuple[Value, ...]] = []
                    for some in chunks(found):
                        rows += map(tuple, connection.execute(select(*columns).where(table.c.id.in_(some))))
                    tables[kind] = Rows(COLUMNS[kind], rows)
                if not left:
                    return Part(tables, Place(kind, found[-1]))
        return Part(tables, None)

    @contextmanager
    def _one_state(self) -> Iterator[Connection]:
        """A connection on which every query sees the same state."""
        with self._reader.connect() as connection:
            if connection.dialect.name != "sqlite":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def _fresh(self, site_id: str) -> Snapshot | None:
        with self._one_state() as connection:
            found = self._find(connection, site_id, since=datetime.now(UTC) - _FRESH)
            if found is None or not is_of_this_feed(connection, found.cursor):
                return None
        return found if (self._folder / found.id).exists() else None

    @staticmethod
    def _find(connection: Connection, site_id: str, *, id: str = "", since: datetime | None = None) -> Snapshot | None:
        columns = snapshot.c
        query = select(snapshot).where(columns.site_id == site_id).order_by(columns.made_at.desc()).limit(1)
        if id:
            query = query.where(columns.id == id)
        if since is not None:
            query = query.where(columns.made_at >= instant_text(since))
        row = connection.execute(query).first()
        if row is None:
            return None
        pages = msgspec.json.decode(row.pages, type=list[SnapshotPage])
        return Snapshot(row.id, Cursor(row.epoch, row.seq, row.chain), pages)

    def _make(self, site_id: str) -> Snapshot:
        id = new_id()
        folder = self._folder / id
        folder.mkdir(parents=True)
        pages: list[SnapshotPage] = []
        try:
            with self._one_state() as connection:
                cursor = head(connection)
                for kind in COLUMNS:
                    rows = _rows(connection, kind, site_id)
                    while some := list(islice(rows, _ROWS)):
                        packed = _pack({kind: Rows(COLUMNS[kind], some)})
                        write_whole(folder / f"{len(pages)}.zst", packed)
                        pages.append(SnapshotPage(hashlib.sha256(packed).hexdigest(), len(packed), len(some)))
            self._note(site_id, made := Snapshot(id, cursor, pages))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return made

    def _note(self, site_id: str, made: Snapshot) -> None:
        """Write it down, and remove what nobody loads any more."""
        now = datetime.now(UTC)
        columns = snapshot.c
        with self._write() as connection:
            stale = columns.made_at < instant_text(now - _KEPT)
            old = connection.execute(select(columns.id).where(stale)).scalars().all()
            connection.execute(delete(snapshot).where(stale))
            connection.execute(
                insert(snapshot).values(
                    id=made.id,
                    site_id=site_id,
                    epoch=made.cursor.epoch,
                    seq=made.cursor.seq,
                    chain=made.cursor.chain,
                    pages=msgspec.json.encode(made.pages).decode(),
                    made_at=instant_text(now),
                )
            )
        for id in old:
            shutil.rmtree(self._folder / id, ignore_errors=True)


def _rows(connection: Connection, kind: str, site_id: str) -> Iterator[tuple[Value, ...]]:
    """The rows that the site is to hold, streamed, in this version's columns."""
    return map(tuple, connection.execute(_HELD[kind], {"site": site_id}, execution_options=_STREAMED))


def _held(kind: str) -> Select[Any]:
    table = TABLES[kind]
    return select(*(table.c[name] for name in COLUMNS[kind])).where(seen_by(kind, _SITE)).order_by(table.c.id)


_HELD = {kind: _held(kind) for kind in COLUMNS}


def _pack(tables: dict[str, Rows]) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(tables))
