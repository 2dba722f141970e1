"""The end of the feed in memory: what every counter of the city asks for soon after it was written is read once.

A piece that becomes free or is lent concerns the pool of every counter, so each of its entries is asked for by all of
them. Entries never change; that the feed is still the same one is seen by its chain.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, bindparam, select

from app.persistence.city_feed import REFERENCE
from app.persistence.city_pages import LastSaid, row_of
from app.persistence.city_tables import change
from app.services.city import Device
from app.services.feed import Cursor, FeedRewound, Kind, Page, Value

_MOST = 10_000  # entries in memory, about a kilobyte each
_NAMES = ("seq", "scope", "kind", "pool_kind", "entity", "id", "body", "chain")
_ENTRIES = (
    select(*(change.c[name] for name in _NAMES))
    .where(change.c.seq >= bindparam("first"), change.c.seq <= bindparam("last"))
    .order_by(change.c.seq)
)
_PUT = Kind.PUT.value


@dataclass(frozen=True, slots=True)
class _Entry:
    scope: str
    kind: str
    pool_kind: str | None
    entity: str
    id: str
    row: tuple[Value, ...] | None
    chain: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Entries `first`, `first` + 1, …; the first of them is kept for its chain alone."""

    epoch: str
    first: int
    entries: Sequence[_Entry]

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1

    def chain(self, seq: int) -> str | None:
        return self.entries[seq - self.first].chain if self.first <= seq <= self.last else None


class Tail:
    """The feed's last entries, for the threads of one process."""

    def __init__(self) -> None:
        self._reading = threading.Lock()
        self._part = _Part("", 1, ())

    def page(
        self, connection: Connection, newest: Cursor, device: Device, cursor: Cursor | None, limit: int
    ) -> Page | None:
        """As city_pages.page; None where the cursor is not in the part of the feed that is kept here."""
        if cursor is None or not newest.seq - _MOST // 2 <= cursor.seq <= newest.seq:
            return None
        part = self._up_to(connection, newest)
        if cursor.epoch != part.epoch or cursor.seq < part.first:
            return None
        if part.chain(cursor.seq) != cursor.chain:
            raise FeedRewound
        said = LastSaid[tuple[Value, ...]]()
        count, reached, site = 0, newest.seq, device.site_id
        after = cursor.seq + 1
        for seq, it in enumerate(islice(part.entries, after - part.first, newest.seq + 1 - part.first), after):
            what = it.kind if it.scope == site or it.scope == REFERENCE else it.pool_kind
            if what is None:
                continue
            if count == limit:
                reached = seq - 1
                break
            count += 1
            said.say(it.entity, it.id, it.row if what == _PUT else None)
        end = Cursor(part.epoch, reached, part.chain(reached) or "")
        return Page(said.tables(lambda kind, row: row), end, reached < newest.seq)

    def _up_to(self, connection: Connection, newest: Cursor) -> _Part:
        """What is kept, brought up to the feed's head."""
        part = self._part
        if part.epoch == newest.epoch and part.chain(newest.seq) == newest.chain:
            return part
        with self._reading:
            part = self._part
            if part.epoch == newest.epoch and part.chain(newest.seq) == newest.chain:
                return part
            if part.epoch != newest.epoch or not newest.seq - _MOST <= part.last < newest.seq:
                part = _Part(newest.epoch, max(1, newest.seq - _MOST), ())
            known = part.entries[-_MOST:]
            bounds = {"first": part.last if known else part.first, "last": newest.seq}
            read = [_entry(row) for row in connection.execute(_ENTRIES, bounds)]
            if known and read[0].chain != known[-1].chain:  # the feed was put back from a copy, and grew again
                known = ()
            entries = [*known[:-1], *read]
            part = self._part = _Part(newest.epoch, newest.seq - len(entries) + 1, entries)
            return part


def _entry(row: Sequence[str]) -> _Entry:
    _, scope, kind, pool_kind, entity, id, body, chain = row
    return _Entry(scope, kind, pool_kind, entity, id, row_of(entity, body) if body else None, chain)
