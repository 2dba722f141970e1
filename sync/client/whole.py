"""All that a counter holds, at once: loaded as a snapshot the first time, compared with the city's once a day."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from app.services.feed import Rows
from app.services.holdings import LoadedSnapshot, Place, Snapshot
from app.services.replica import Replica
from sync.client.line import CityLine, CityRefused
from sync.client.report import Changed, SyncReport
from sync.client.transport import LineDown
from sync.protocol import MOST_ANSWER, MOST_CHANGES, Malformed, decode, unpack

log = logging.getLogger("sync.client")

_LONGEST = 0.05  # seconds that one write may keep a commit at the desk waiting
_LONGEST_AT_FIRST = 0.5  # the same where the desk has nothing of the city's to work with yet
_FIRST = 1000  # rows written at once, until it is known how long they take
_LOST = "sync.snapshot_unknown"  # the city has that snapshot no more


def load(
    replica: Replica,
    line: CityLine,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> None:
    """Where the feed was never read here, and is long: load a snapshot, or go on loading one. Then the feed is read on.

    What was written before a fault stays, and the next cycle goes on with the page after it.
    """
    if replica.cursor() is not None:
        return
    loading = replica.snapshot()
    if loading is None:
        made = line.snapshot(None)
        if made is None:
            return
        first = replica.is_empty()
        if not first:
            replica.ask_verify()  # rows that a lost feed brought must go
        loading = LoadedSnapshot(made, 0, first)
        replica.keep_snapshot(loading)
    try:
        if _load(replica, line, loading, report, on_changes, stopping):
            replica.finish_snapshot(loading.snapshot.cursor)
    except CityRefused as refused:
        if refused.code != _LOST:
            raise
        log.warning("the city has removed the snapshot: taking another")
        replica.ask_verify()
        replica.keep_snapshot(None)
        load(replica, line, report, on_changes, stopping)


def _load(
    replica: Replica,
    line: CityLine,
    loading: LoadedSnapshot,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> bool:
    """False where it was stopped on the way."""
    snapshot = loading.snapshot
    longest = _LONGEST_AT_FIRST if loading.first else _LONGEST
    at_once = _FIRST
    with ThreadPoolExecutor(1, "sync-ahead") as ahead:  # the next page comes while one is written
        coming: Future[dict[str, Rows]] | None = None
        for number in range(loading.pages, len(snapshot.pages)):
            if stopping():
                return False
            tables = coming.result() if coming else _page(line, snapshot, number)
            if number + 1 < len(snapshot.pages):
                coming = ahead.submit(_page, line, snapshot, number + 1)
            for kind, rows in tables.items():
                start = 0
                while start < len(rows.put):
                    some = Rows(rows.columns, rows.put[start : start + at_once])
                    start += len(some)
                    began = time.perf_counter()
                    _put(replica, {kind: some}, report, on_changes)
                    report.pulled += len(some)
                    at_once = max(_FIRST, int(longest / (time.perf_counter() - began) * len(some)))
            replica.keep_snapshot(dataclasses.replace(loading, pages=number + 1))
    return True


def _page(line: CityLine, snapshot: Snapshot, number: int) -> dict[str, Rows]:
    packed = line.snapshot_page(snapshot.id, number)
    if hashlib.sha256(packed).hexdigest() != snapshot.pages[number].sha256:
        raise LineDown(f"page {number} of the snapshot came damaged")
    try:
        return decode(unpack(packed, MOST_ANSWER), dict[str, Rows])
    except Malformed as error:
        raise LineDown(f"page {number} of the snapshot cannot be read: {error}") from None


def verify(
    replica: Replica,
    line: CityLine,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> bool:
    """Compare the rows here with the city's by their digests, and put right what differs.

    False where the feed has moved on meanwhile: read it, then ask again. `report.repaired` counts the rows.
    """
    cursor, digests = replica.digests()
    if cursor is None:
        return False
    answer = line.differing(cursor, digests)
    if answer.moved:
        return False
    repaired = 0
    if answer.differing:
        known: dict[str, set[str]] = {}
        for tables in _parts(line, answer.differing):
            if stopping():
                return False
            for kind, rows in tables.items():
                place = rows.columns.index("id")
                known.setdefault(kind, set()).update(str(row[place]) for row in rows.put)
            repaired += _repair(replica, replica.differing(tables), report, on_changes)
        for kind in replica.kinds():
            if gone := replica.surplus(kind, answer.differing, known.get(kind, ())):
                repaired += _repair(replica, {kind: Rows(("id",), [], gone)}, report, on_changes)
        log.warning("%d rows were not as the city has them; they are now", repaired)
    replica.verified()
    report.repaired = (report.repaired or 0) + repaired
    return True


def _parts(line: CityLine, buckets: list[int]) -> Iterator[dict[str, Rows]]:
    after: Place | None = None
    while True:
        part = line.rows_of(buckets, after, MOST_CHANGES)
        yield part.tables
        if part.next is None:
            return
        after = part.next


def _repair(
    replica: Replica, tables: Mapping[str, Rows], report: SyncReport, on_changes: Callable[[Changed], None]
) -> int:
    for kind, rows in tables.items():
        for start in range(0, len(rows.put), _FIRST):
            _put(replica, {kind: Rows(rows.columns, rows.put[start : start + _FIRST])}, report, on_changes)
        if rows.gone:
            _put(replica, {kind: Rows(rows.columns, [], rows.gone)}, report, on_changes)
    return sum(map(len, tables.values()))


def _put(
    replica: Replica, tables: Mapping[str, Rows], report: SyncReport, on_changes: Callable[[Changed], None]
) -> None:
    changed = replica.put(tables)
    report.note(changed)
    on_changes(changed)
