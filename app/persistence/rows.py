"""Writing rows of any entity, and with assets at a counter the search index that follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, tuple_, update

from app.persistence import search, tables
from app.persistence.engine import SEARCHABLE
from app.persistence.records import Row

TABLES: dict[str, Table] = {table.name: table for table in tables.ENTITIES.values()}
_AT_ONCE = 500  # parameters in one IN list; SQLite's oldest limit is 999


def chunks(ids: Iterable[Any], size: int = _AT_ONCE) -> Iterator[list[Any]]:
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


def read_rows(connection: Connection, kind: str, ids: Collection[str]) -> list[Row]:
    """The stored rows of those ids, all columns, in no order."""
    table = TABLES[kind]
    rows: list[Row] = []
    for part in chunks(ids):
        result = connection.execute(select(table).where(table.c.id.in_(part)))
        rows.extend(dict(row) for row in result.mappings())
    return rows


def write_rows(
    connection: Connection,
    kind: str,
    *,
    new: Sequence[Row] = (),
    changed: Sequence[Row] = (),
    removed: Sequence[Row] = (),
    before: Sequence[Row] = (),
) -> None:
    """Insert, update (by id) and delete rows of one kind.

    `before` holds the stored rows of `changed`; like `removed` they carry `key` where the kind has one. The
    search index is kept with the assets of a counter.
    """
    table = TABLES[kind]
    searchable = kind == tables.asset.name and connection.get_execution_options().get(SEARCHABLE, False)
    if removed:
        connection.execute(delete(table).where(table.c.id == bindparam("b_id")), [{"b_id": r["id"]} for r in removed])
    if changed:
        columns = [name for name in changed[0] if name not in ("id", "key")]
        connection.execute(
            update(table).where(table.c.id == bindparam("b_id")).values({name: bindparam(name) for name in columns}),
            [{"b_id": row["id"], **{name: row[name] for name in columns}} for row in changed],
        )
    if new:
        if searchable:
            _give_keys(connection, new)
        _insert(connection, table, new)
    if searchable and (new or changed or removed):
        keys = {row["id"]: row["key"] for row in before}
        search.write(
            connection,
            removed=[*removed, *before],
            added=[*new, *({**row, "key": keys[row["id"]]} for row in changed)],
        )


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows of the same columns. SQLite takes them past SQLAlchemy's per-row work: a ledger has 40,000."""
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), list(rows))
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    in_order = itemgetter(*(compiled.positiontup or ()))
    connection.exec_driver_sql(compiled.string, [in_order(row) for row in rows])


def _give_keys(connection: Connection, new: Sequence[Row]) -> None:
    """Keys are ours to give at a counter: there is one writer, and search wants them before the insert answers."""
    key = connection.execute(select(func.coalesce(func.max(tables.asset.c.key), 0))).scalar_one()
    for offset, row in enumerate(new, start=1):
        row["key"] = key + offset


def put_shadows(connection: Connection, bodies: Sequence[tuple[str, str, str]]) -> None:
    """Keep the last confirmed rows, as (kind, id, JSON); one that is kept already stays."""
    known: set[tuple[str, str]] = set()
    shadow = tables.shadow
    for part in chunks(bodies):
        pairs = [(kind, id) for kind, id, _ in part]
        result = connection.execute(
            select(shadow.c.entity, shadow.c.id).where(tuple_(shadow.c.entity, shadow.c.id).in_(pairs))
        )
        known.update((row.entity, row.id) for row in result)
    fresh = [{"entity": k, "id": i, "body": body} for k, i, body in bodies if (k, i) not in known]
    if fresh:
        connection.execute(insert(shadow), fresh)
