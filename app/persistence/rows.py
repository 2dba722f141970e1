"""Writing rows of any entity, and with assets at a counter the search index that follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, func, select

from app.persistence import bulk, search, tables
from app.persistence.engine import SEARCHABLE
from app.persistence.records import Row

TABLES: dict[str, Table] = {str(table.name): table for table in tables.ENTITIES.values()}
COLUMNS = {kind: tuple(str(column.name) for column in table.columns) for kind, table in TABLES.items()}
"""Kind of entity → the names of its columns, in order. Plain str: JSON refuses SQLAlchemy's kind of it."""

_AT_ONCE = 500  # parameters in one IN list; SQLite's oldest limit is 999


def chunks(ids: Iterable[Any], size: int = _AT_ONCE) -> Iterator[list[Any]]:
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


def read_rows(connection: Connection, kind: str, ids: Collection[str]) -> list[Row]:
    """The stored rows of those ids, all columns, in no order."""
    columns = COLUMNS[kind]
    return [dict(zip(columns, row, strict=True)) for row in bulk.read(connection, TABLES[kind], columns, "id", ids)]


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

    `before` holds the stored rows of `changed`, in the same order; like `removed` they carry `key` where the kind has
    one. The search index is kept with the assets of a counter.
    """
    table = TABLES[kind]
    searchable = kind == tables.asset.name and connection.get_execution_options().get(SEARCHABLE, False)
    bulk.delete(connection, table, [row["id"] for row in removed])
    for columns, rows in _by_difference(kind, before, changed).items():
        bulk.update(connection, table, columns[1:], rows)
    if new:
        if searchable:
            _give_keys(connection, new)
        columns = tuple(new[0])
        bulk.insert(connection, table, columns, list(map(itemgetter(*columns), new)))
    if searchable and (new or changed or removed):
        keys = {row["id"]: row["key"] for row in before}
        search.write(
            connection,
            removed=[*removed, *before],
            added=[*new, *({**row, "key": keys[row["id"]]} for row in changed)],
        )


def _by_difference(
    kind: str, before: Sequence[Row], changed: Sequence[Row]
) -> dict[tuple[Any, ...], list[tuple[Any, ...]]]:
    """What to update: (whether they come second, columns…) → rows of those values and the id.

    Only columns that differ: each index over a column that is named is written again. Lines that cease to be the open
    loan of their piece come first, so that another can become it.
    """
    groups: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for old, row in zip(before, changed, strict=True):
        names = [name for name, value in row.items() if value != old[name] and name != "key"]
        if names:
            groups.setdefault((_is_open_loan(kind, row), *names), []).append(
                (*(row[name] for name in names), row["id"])
            )
    return {key: groups[key] for key in sorted(groups, key=itemgetter(0))}


def _is_open_loan(kind: str, row: Row) -> bool:
    """Whether it is what a piece has one of at most."""
    return kind == tables.loan_line.name and row["returned_at"] is None and not row["disputed"]


def in_the_way(connection: Connection, kind: str, rows: Collection[Row]) -> list[Row]:
    """Stored rows, clean and none of these, that have a unique value which one of these is to have."""
    table = TABLES[kind]
    own = {row["id"] for row in rows}
    found: dict[str, Row] = {}
    for index in table.indexes:
        condition = index.dialect_options["sqlite"]["where"]
        for row in rows if index.unique else ():
            if condition is None or _is_open_loan(kind, row):
                query = select(table).where(*(column == row[column.name] for column in index.columns))
                query = query.where(table.c.dirty.is_(None))
                hits = connection.execute(query if condition is None else query.where(condition)).mappings()
                found |= {hit["id"]: dict(hit) for hit in hits if hit["id"] not in own}
    return list(found.values())


def _give_keys(connection: Connection, new: Sequence[Row]) -> None:
    """Keys are ours to give at a counter: there is one writer, and search wants them before the insert answers."""
    key = connection.execute(select(func.coalesce(func.max(tables.asset.c.key), 0))).scalar_one()
    for offset, row in enumerate(new, start=1):
        row["key"] = key + offset


def put_shadows(connection: Connection, bodies: Sequence[tuple[str, str, str]]) -> None:
    """Keep the last confirmed rows, as (kind, id, JSON); one that is kept already stays."""
    if bodies:
        query = "INSERT INTO shadow (entity, id, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        connection.exec_driver_sql(query, list(bodies))
