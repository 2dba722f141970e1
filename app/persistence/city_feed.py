"""The feed: who sees which rows, and in which order. Functions over an open transaction.

seq is gapless and given under the writer's lock, so that commits become visible in seq order. chain is a hash over
all entries up to that seq: a cursor that names a seq with another chain is not of this feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, insert, or_, select, true

from app.domain.asset import Status
from app.domain.ids import new_id
from app.persistence import bulk, settings
from app.persistence.city_tables import change, scope_member
from app.persistence.records import Row
from app.persistence.rows import TABLES, read_rows
from app.persistence.tables import OWN_COLUMNS, setting
from app.persistence.unit_of_work import Touched
from app.services.feed import Cursor, Kind

REFERENCE = "ref"
_REFERENCE_KINDS = frozenset({"site", "warehouse", "organization", "counter_device"})
_OTHER_SITE = {  # the column that names a second site which sees the row
    "asset": "transit_site_id",
    "transfer": "to_site_id",
    "transfer_line": "to_site_id",
    "conflict_case": "other_site_id",
}
_EVERYBODY, _NOBODY = frozenset({REFERENCE}), frozenset[str]()
_EPOCH = "feed.epoch"
_PUT, _LEAVE, _DELETE = Kind.PUT.value, Kind.LEAVE.value, Kind.DELETE.value
_AT_ONCE = 5000  # rows of a new feed's beginning that are held in memory


_COLUMNS = ("seq", "scope", "site_id", "kind", "pool_kind", "entity", "id", "version", "body", "chain")
_NAME = select(setting.c.value).where(setting.c.name == _EPOCH).scalar_subquery()
_LAST = select(_NAME, change.c.seq, change.c.chain).order_by(change.c.seq.desc()).limit(1)
_CHAIN = select(change.c.chain).where(change.c.seq == bindparam("seq"))

_Entry = tuple[str, str, str, str | None, str, str, int, str]
"""scope, site_id, kind, pool_kind, entity, id, version, body"""


def prepare(connection: Connection) -> None:
    """Name the feed, once. A feed that is empty over rows that exist begins with all of them."""
    if not _epoch(connection):
        connection.execute(insert(setting).values(name=_EPOCH, value=new_id()))
    if connection.execute(select(change.c.seq).limit(1)).first() is None:
        _begin(connection)


def _begin(connection: Connection) -> None:
    for kind, table in TABLES.items():
        last = ""
        while rows := _rows_after(connection, table, last):
            last = rows[-1]["id"]
            members = _members(connection, [row["id"] for row in rows]) if kind == "person" else {}
            _append(connection, [it for row in rows for it in _entries(kind, None, row, members.get(row["id"], ()))])


def _rows_after(connection: Connection, table: Table, id: str) -> list[Row]:
    query = select(table).where(table.c.id > id).order_by(table.c.id).limit(_AT_ONCE)
    return [dict(row) for row in connection.execute(query).mappings()]


def _epoch(connection: Connection) -> str:
    return settings.read(connection, _EPOCH)


def head(connection: Connection) -> Cursor:
    last = connection.execute(_LAST).first()
    return Cursor(last[0] or "", last[1], last[2]) if last else Cursor(_epoch(connection), 0, "")


def scopes_of(entity: str, row: Row | None, members: Collection[str] = ()) -> frozenset[str]:
    """Who sees a row in full: `ref` (every site) or sites. `members`: sites that have named it, for people."""
    if row is None:
        return _NOBODY
    if entity in _REFERENCE_KINDS:
        return _EVERYBODY
    if entity == "person":
        return frozenset(members)
    other = _OTHER_SITE.get(entity)
    return frozenset({row["site_id"], row[other]}) - {""} if other else frozenset({row["site_id"]})


def is_pooled(entity: str, row: Row | None) -> bool:
    """Whether every other site sees it too: what may be borrowed."""
    return entity == "asset" and row is not None and row["status"] == Status.AVAILABLE


def seen_by(entity: str, site_id: BindParameter[str]) -> ColumnElement[bool]:
    """Which rows a site's counters are to hold, in full or of the pool: `scopes_of` and `is_pooled` as a condition."""
    columns = TABLES[entity].c
    if entity in _REFERENCE_KINDS:
        return true()
    if entity == "person":
        member = scope_member.c
        return columns.id.in_(select(member.id).where(member.entity == entity, member.scope == site_id))
    conditions = [columns.site_id == site_id]
    if other := _OTHER_SITE.get(entity):
        conditions.append(columns[other] == site_id)
    if entity == "asset":
        conditions.append(columns.status == Status.AVAILABLE.value)
    return or_(*conditions)


def publish(connection: Connection, touched: Touched, named_people: Mapping[str, Collection[str]]) -> Cursor:
    """Append what became of the rows, and return the feed's new head.

    `named_people`: site → those whom its operations mentioned, whom it sees from now on.
    """
    people = {id for entity, id in touched if entity == "person"}
    members = _members(connection, people.union(*named_people.values()))
    joined = _join(connection, members, named_people)
    entries: list[_Entry] = []
    for (entity, id), (before, after) in touched.items():
        entries.extend(_entries(entity, before, after, members.get(id, ())))
    newcomers = [(site, id) for site, id in joined if id not in people]
    rows = {row["id"]: row for row in read_rows(connection, "person", {id for _, id in newcomers})}
    entries.extend(_entry("person", rows[id], site, _PUT, None, _body(rows[id])) for site, id in newcomers)
    return _append(connection, entries)


def _entries(entity: str, before: Row | None, now: Row | None, members: Collection[str]) -> Iterator[_Entry]:
    """First who no longer sees it, then who does; one of the entries also says what it is to all other sites.

    That is the first which puts it: a site that it leaves may still see it in the pool afterwards, and a second site
    that sees it in full hears so after hearing that it left the pool.
    """
    row = now or before
    if row is None:
        return
    old, new = scopes_of(entity, before, members), scopes_of(entity, now, members)
    gone = _DELETE if now is None else _LEAVE
    pool_kind = _PUT if is_pooled(entity, now) else gone if is_pooled(entity, before) else None
    for scope in sorted(old - new) if old != new else ():
        yield _entry(entity, row, scope, gone, None if new else pool_kind)
        pool_kind = pool_kind if new else None
    body = _body(now) if now is not None and new else ""
    for scope in sorted(new) if len(new) > 1 else new:
        yield _entry(entity, row, scope, _PUT, pool_kind, body)
        pool_kind = None


def _entry(entity: str, row: Row, scope: str, kind: str, pool_kind: str | None, body: str = "") -> _Entry:
    return scope, row.get("site_id", ""), kind, pool_kind, entity, row["id"], row["version"], body


def _body(row: Row) -> str:
    body = row.copy()
    for name in OWN_COLUMNS:
        body.pop(name, None)
    return msgspec.json.encode(body).decode()


def _members(connection: Connection, people: Collection[str]) -> dict[str, set[str]]:
    """The sites that have named each of these people."""
    members: dict[str, set[str]] = {id: set() for id in people}
    for id, scope in bulk.read(connection, scope_member, ("id", "scope"), "id", members, "entity = 'person'"):
        members[id].add(scope)
    return members


def _join(
    connection: Connection, members: dict[str, set[str]], named_people: Mapping[str, Collection[str]]
) -> list[tuple[str, str]]:
    """Make each site see the people that it named. Returns (site, person) of those who were not seen there before."""
    joined = [(site, id) for site, ids in named_people.items() for id in sorted(ids) if site not in members[id]]
    bulk.insert(connection, scope_member, ("entity", "id", "scope"), [("person", id, site) for site, id in joined])
    for site, id in joined:
        members[id].add(site)
    return joined


def _append(connection: Connection, entries: Iterable[_Entry]) -> Cursor:
    last = head(connection)
    seq, chain = last.seq, last.chain
    rows: list[tuple[Any, ...]] = []
    for it in entries:
        seq += 1
        chain = link(chain, seq, *it)
        rows.append((seq, *it, chain))
    bulk.insert(connection, change, _COLUMNS, rows)
    return Cursor(last.epoch, seq, chain)


def link(chain: str, seq: int, *entry: object) -> str:
    """The chain after an entry: scope, site_id, kind, pool_kind, entity, id, version, body.

    With the body, so that a feed which was put back from a copy and grew again over other facts has another chain.
    """
    return hashlib.sha256(msgspec.json.encode((chain, seq, *entry))).hexdigest()[:32]


def is_of_this_feed(connection: Connection, cursor: Cursor) -> bool:
    """Whether the cursor was given by this feed and nothing before it has changed since."""
    if cursor.epoch != _epoch(connection):
        return False
    if cursor.seq == 0:
        return cursor.chain == ""
    chain = connection.execute(_CHAIN, {"seq": cursor.seq}).scalar_one_or_none()
    return chain == cursor.chain
