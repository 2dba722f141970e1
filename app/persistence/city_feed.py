"""The feed: who sees which rows, and in which order. Functions over an open transaction.

seq is gapless and given under the writer's lock, so that commits become visible in seq order. chain is a hash over
all entries up to that seq: a cursor that names a seq with another chain is not of this feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, insert, not_, or_, select

from app.domain.asset import Status
from app.domain.ids import new_id
from app.persistence.city_tables import change, scope_member
from app.persistence.records import Row
from app.persistence.rows import chunks, read_rows
from app.persistence.tables import OWN_COLUMNS, setting
from app.services.sync_ports import Change, Cursor, Device, FeedRewound, Kind, Page

POOL, REFERENCE = "pool", "ref"
_REFERENCE_KINDS = frozenset({"site", "warehouse", "organization", "counter_device"})
_EPOCH = "feed.epoch"


@dataclass(frozen=True, slots=True)
class _Entry:
    scope: str
    site_id: str
    kind: Kind
    entity: str
    id: str
    version: int
    body: str


def prepare(connection: Connection) -> None:
    """Name the feed, once."""
    if _epoch(connection) is None:
        connection.execute(insert(setting).values(name=_EPOCH, value=new_id()))


def _epoch(connection: Connection) -> str | None:
    return connection.execute(select(setting.c.value).where(setting.c.name == _EPOCH)).scalar_one_or_none()


def head(connection: Connection) -> Cursor:
    last = connection.execute(select(change.c.seq, change.c.chain).order_by(change.c.seq.desc()).limit(1)).first()
    seq, chain = (last.seq, last.chain) if last else (0, "")
    return Cursor(_epoch(connection) or "", seq, chain)


def scopes_of(entity: str, row: Row | None, members: Collection[str] = ()) -> frozenset[str]:
    """Where a row is seen. `members`: sites that have named it, for people; they are seen nowhere else."""
    if row is None:
        return frozenset()
    if entity in _REFERENCE_KINDS:
        return frozenset({REFERENCE})
    if entity == "person":
        return frozenset(members)
    scopes = {row["site_id"]}
    if entity == "conflict_case" and row["other_site_id"]:
        scopes.add(row["other_site_id"])
    if entity == "asset" and row["status"] == Status.AVAILABLE:
        scopes.add(POOL)
    return frozenset(scopes)


def publish(
    connection: Connection,
    site_id: str,
    before: Mapping[tuple[str, str], Row | None],
    named_people: Collection[str],
) -> Cursor:
    """Append what became of the rows in `before` (entity, id → row as it was), and return the feed's new head.

    `named_people` are those whom a site's operations mentioned: that site sees them from now on.
    """
    ids: dict[str, list[str]] = {}
    for entity, id in before:
        ids.setdefault(entity, []).append(id)
    people = {id for entity, id in before if entity == "person"}
    members, joined = _join(connection, site_id, people | set(named_people))
    fresh = [id for id in joined if id not in people]
    entries: list[_Entry] = []
    for entity, of_entity in ids.items():
        now = {row["id"]: row for row in read_rows(connection, entity, of_entity)}
        for id in of_entity:
            entries.extend(_entries(entity, id, before[entity, id], now.get(id), members.get(id, frozenset())))
    entries.extend(_put("person", row, site_id) for row in read_rows(connection, "person", fresh))
    return _append(connection, entries)


def _entries(entity: str, id: str, before: Row | None, now: Row | None, members: Collection[str]) -> Iterable[_Entry]:
    """First who no longer sees it, then who does."""
    old, new = scopes_of(entity, before, members), scopes_of(entity, now, members)
    gone = Kind.DELETE if now is None else Kind.LEAVE
    row = now or before or {}
    for scope in sorted(old - new):
        yield _Entry(scope, row.get("site_id", ""), gone, entity, id, row.get("version", 0), "")
    if now is not None:
        for scope in sorted(new):
            yield _put(entity, now, scope)


def _put(entity: str, row: Row, scope: str) -> _Entry:
    body = {name: value for name, value in row.items() if name not in OWN_COLUMNS}
    site_id = row.get("site_id", "")
    return _Entry(scope, site_id, Kind.PUT, entity, row["id"], row["version"], msgspec.json.encode(body).decode())


def _join(connection: Connection, site_id: str, people: set[str]) -> tuple[dict[str, set[str]], list[str]]:
    """Make the site see these people. Returns every person's sites, and those who were not seen there before."""
    members: dict[str, set[str]] = {id: set() for id in people}
    for part in chunks(sorted(people)):
        query = select(scope_member).where(scope_member.c.entity == "person", scope_member.c.id.in_(part))
        for row in connection.execute(query):
            members[row.id].add(row.scope)
    joined = sorted(id for id, sites in members.items() if site_id not in sites)
    if joined:
        connection.execute(insert(scope_member), [{"entity": "person", "id": id, "scope": site_id} for id in joined])
    for id in joined:
        members[id].add(site_id)
    return members, joined


def _append(connection: Connection, entries: list[_Entry]) -> Cursor:
    last = head(connection)
    seq, chain = last.seq, last.chain
    rows: list[dict[str, Any]] = []
    for it in entries:
        seq += 1
        link = msgspec.json.encode([chain, seq, it.scope, it.kind, it.entity, it.id, it.version])
        chain = hashlib.sha256(link).hexdigest()[:32]
        rows.append(
            {
                "seq": seq,
                "scope": it.scope,
                "site_id": it.site_id,
                "kind": it.kind.value,
                "entity": it.entity,
                "id": it.id,
                "version": it.version,
                "body": it.body,
                "chain": chain,
            }
        )
    if rows:
        connection.execute(insert(change), rows)
    return Cursor(last.epoch, seq, chain)


def is_of_this_feed(connection: Connection, cursor: Cursor) -> bool:
    """Whether the cursor was given by this feed and nothing before it has changed since."""
    if cursor.epoch != _epoch(connection):
        return False
    if cursor.seq == 0:
        return cursor.chain == ""
    chain = connection.execute(select(change.c.chain).where(change.c.seq == cursor.seq)).scalar_one_or_none()
    return chain == cursor.chain


def page(connection: Connection, device: Device, cursor: Cursor | None, limit: int) -> Page:
    """See City.changes. The pool's entries about the device's own site are left out: it sees those in full."""
    newest = head(connection)  # first: entries that are committed after this wait for the next page
    if cursor is not None and not is_of_this_feed(connection, cursor):
        raise FeedRewound
    after = cursor.seq if cursor else 0
    columns = change.c
    query = (
        select(columns.seq, columns.kind, columns.entity, columns.id, columns.version, columns.body, columns.chain)
        .where(
            columns.seq > after,
            columns.seq <= newest.seq,
            or_(
                columns.scope.in_((device.site_id, REFERENCE)),
                and_(columns.scope == POOL, not_(columns.site_id == device.site_id)),
            ),
        )
        .order_by(columns.seq)
        .limit(limit + 1)
    )
    rows = connection.execute(query).all()
    more = len(rows) > limit
    rows = rows[:limit]
    changes = [Change(row.seq, Kind(row.kind), row.entity, row.id, row.version, row.body) for row in rows]
    last = Cursor(newest.epoch, rows[-1].seq, rows[-1].chain) if more else newest
    return Page(changes, last, more)
