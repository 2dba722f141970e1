"""What a counter holds that the city has confirmed, beside what the city says. Functions over an open transaction.

Confirmed is a row that is clean, and of one that is not, its shadow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from app.domain.asset import Status
from app.persistence import settings, tables
from app.persistence.bodies import COLUMNS, body_of
from app.persistence.digest import Digests, bucket_of
from app.persistence.records import instant_text
from app.persistence.rows import TABLES, read_rows, write_rows
from app.services.feed import Rows, Value
from app.services.holdings import LoadedSnapshot

_SNAPSHOT = "sync.snapshot"  # setting: the one that is being loaded, as JSON
_VERIFY = "sync.verify"  # setting: "1" where the rows are to be compared as soon as may be
_VERIFIED_AT = "sync.verified_at"  # setting: when they were last found or made equal, ISO 8601 in UTC
_EVERY = timedelta(days=1)
_STREAMED = {"yield_per": 2000}  # rows in memory while reading


def snapshot(connection: Connection) -> LoadedSnapshot | None:
    text = settings.read(connection, _SNAPSHOT)
    return msgspec.json.decode(text, type=LoadedSnapshot) if text else None


def keep_snapshot(connection: Connection, loading: LoadedSnapshot | None) -> None:
    settings.put(connection, _SNAPSHOT, msgspec.json.encode(loading).decode() if loading else "")


def is_empty(connection: Connection) -> bool:
    """Whether nothing of the feed is here: then there is nothing to compare either."""
    for table in TABLES.values():
        clean = select(table.c.id).where(table.c.dirty.is_(None)).limit(1)
        if connection.execute(clean).first() is not None:
            return False
    return connection.execute(select(tables.shadow.c.id).limit(1)).first() is None


def verify_due(connection: Connection) -> bool:
    if settings.read(connection, _VERIFY):
        return True
    last = settings.read(connection, _VERIFIED_AT)
    if not last:  # the first day begins now
        settings.put(connection, _VERIFIED_AT, instant_text(datetime.now(UTC)))
        return False
    return last < instant_text(datetime.now(UTC) - _EVERY)


def ask_verify(connection: Connection) -> None:
    settings.put(connection, _VERIFY, "1")


def drop_loans_and_trips_of_a_lost_feed(connection: Connection) -> dict[str, set[str]]:
    """Where rows are still to be compared: open loans and trips of pieces that are not out by the feed, read anew.

    Until the compare nobody could lend such a piece here: it has one open loan at most. Returns kind → ids.
    """
    if not settings.read(connection, _VERIFY):
        return {}
    asset = tables.asset.c
    stays_in = select(asset.id).where(asset.status != Status.LENT.value, asset.dirty.is_(None))
    dropped = {}
    for table, back in ((tables.loan_line, "returned_at"), (tables.dispatch, "in_at")):
        row = table.c
        lost = select(table).where(
            row[back].is_(None), row.disputed == 0, row.dirty.is_(None), row.asset_id.in_(stays_in)
        )
        rows = [dict(it) for it in connection.execute(lost).mappings()]
        write_rows(connection, table.name, removed=rows)
        dropped[table.name] = {it["id"] for it in rows}
    return dropped


def verified(connection: Connection) -> None:
    settings.put(connection, _VERIFY, "")
    settings.put(connection, _VERIFIED_AT, instant_text(datetime.now(UTC)))


def digests(connection: Connection) -> list[str]:
    sums = Digests()
    for kind, query in _CLEAN.items():
        rows = connection.execute(query, execution_options=_STREAMED)
        sums.of(kind)(_plain(kind, map(tuple, rows), sums))
    for kind, body in connection.execute(select(tables.shadow.c.entity, tables.shadow.c.body)):
        sums.add_body(kind, msgspec.json.decode(body))
    return sums.texts()


def _clean(kind: str) -> Select[Any]:
    """Rows with no shadow that no local operation touched: the columns, `unknown`."""
    table, shadow = TABLES[kind].c, tables.shadow.c
    columns = [table[name] for name in COLUMNS[kind]]
    shadowed = select(shadow.id).where(shadow.entity == kind)
    return select(*columns, table.unknown).where(table.dirty.is_(None), table.id.not_in(shadowed))


_CLEAN = {kind: _clean(kind) for kind in COLUMNS}


def _plain(kind: str, rows: Iterable[tuple[Value, ...]], sums: Digests) -> Iterator[tuple[Value, ...]]:
    """Those of which all is known here; the others are added to the sums with what is not."""
    for row in rows:
        if row[-1] is None:
            yield row
        else:
            known = dict(zip((*COLUMNS[kind], "unknown"), row, strict=True))
            sums.add_body(kind, msgspec.json.decode(body_of(known)))


def differing(connection: Connection, page: Mapping[str, Rows]) -> dict[str, Rows]:
    """Of the city's rows those that are not confirmed like that here."""
    result: dict[str, Rows] = {}
    for kind, rows in page.items():
        if kind not in TABLES:
            continue
        place = rows.columns.index("id")
        ids = [str(row[place]) for row in rows.put]
        here = {row["id"]: body_of(row) for row in read_rows(connection, kind, ids) if row["dirty"] is None}
        shadow = tables.shadow.c
        held = select(shadow.id, shadow.body).where(shadow.entity == kind)
        here |= {row.id: row.body for row in connection.execute(held)}
        put = [row for row, id in zip(rows.put, ids, strict=True) if not _is(here.get(id), rows.columns, row)]
        if put:
            result[kind] = Rows(rows.columns, put)
    return result


def _is(body: str | None, columns: tuple[str, ...], row: tuple[Value, ...]) -> bool:
    """Whether the body says the same; empty fields may be missing."""
    if body is None:
        return False
    said = {name: value for name, value in zip(columns, row, strict=True) if value}
    return {name: value for name, value in msgspec.json.decode(body).items() if value} == said


def surplus(connection: Connection, kind: str, buckets: Collection[int], known: Collection[str]) -> list[str]:
    """Confirmed rows here, in those buckets, that are not among the city's."""
    table, shadow = TABLES[kind], tables.shadow.c
    clean = connection.execute(select(table.c.id).where(table.c.dirty.is_(None))).scalars()
    held = connection.execute(select(shadow.id).where(shadow.entity == kind)).scalars()
    return sorted({id for id in chain(clean, held) if bucket_of(kind, id) in buckets and id not in known})
