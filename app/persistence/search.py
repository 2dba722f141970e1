"""The search index of a counter's assets: a contentless FTS5 table whose rowid is the asset's key.

It keeps no text and no positions (`detail=none`): about 100 bytes per asset. SQLite 3.40 is enough. What it knows of an
asset follows from the asset's row alone, so an entry is taken out with the row as it was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from app.persistence import settings, tables
from app.persistence.search_tokens import (
    VERSION,
    name_tokens,
    number_tokens,
    organization,
    tag_tokens,
    text_tokens,
)
from app.services.ports import Progress

_TABLE = "asset_search"
_MADE_WITH = "search.version"  # setting
_INDEXED_TO = "search.indexed_to"  # setting: the key up to which assets are indexed; empty: all are
_HASH_BYTES = 32 << 20  # tokens gathered before they are written: a page of an import at once
_AT_ONCE = 20_000  # rows
_INSERT = f"INSERT INTO {_TABLE} (rowid, tokens) VALUES (?, ?)"  # noqa: S608 – our own table's name
_DELETE = f"INSERT INTO {_TABLE} ({_TABLE}, rowid, tokens) VALUES ('delete', ?, ?)"  # noqa: S608

# What pieces of one card have in common, and the number that tells them apart.
_CARD = ("name", "model", "brand", "serial", "place", "department", "keeper", "organization_id", "card_number")
COLUMNS = ("tag_number", *_CARD)
"""What of an asset's row can be searched."""
_card_of = itemgetter(*_CARD)
_indexed = itemgetter("key", *COLUMNS)


def create(connection: Connection) -> None:
    """Make the index, empty."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {_TABLE} USING fts5("
        "tokens, content='', columnsize=0, detail=none, tokenize=\"ascii tokenchars '_'\")"
    )
    connection.exec_driver_sql(f"INSERT INTO {_TABLE} ({_TABLE}, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))  # noqa: S608


def drop(connection: Connection) -> None:
    connection.exec_driver_sql(f"DROP TABLE {_TABLE}")


def write(connection: Connection, removed: Sequence[Mapping[str, Any]], added: Sequence[Mapping[str, Any]]) -> None:
    """Follow a change of assets: whole rows (column → value, with `key`) as they were and as they are.

    Rows of which nothing that can be searched has changed cost next to nothing. Those that wait to be indexed stay
    so: they are read when their turn comes.
    """
    if (last := _indexed_to(connection)) is not None:
        removed = [row for row in removed if row["key"] <= last]
        added = [row for row in added if row["key"] <= last]
    if not removed and not added:
        return
    if not removed:
        connection.exec_driver_sql(_INSERT, list(_entries(sorted(added, key=itemgetter("key")))))
        return
    before = {row["key"]: row for row in removed}
    after = {row["key"]: row for row in added}
    # In the order of keys, for FTS5 writes out what it holds whenever a smaller rowid follows.
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None and _indexed(old) == _indexed(new):
            continue
        for statement, row in ((_DELETE, old), (_INSERT, new)):
            if row is not None:
                connection.exec_driver_sql(statement, next(_entries((row,))))


def stored(connection: Connection, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What the index has, or will have, of those of the assets that exist: id → key and the columns it knows."""
    columns = ", ".join(("id", "key", *COLUMNS))
    query = f"SELECT {columns} FROM asset WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    rows = connection.exec_driver_sql(query, (msgspec.json.encode(ids).decode(),))
    return {row["id"]: dict(row) for row in rows.mappings()}


def defer(connection: Connection) -> None:
    """Assets that are inserted after this without a key of the caller's are indexed by `catch_up`, later."""
    last: int = connection.execute(select(func.coalesce(func.max(tables.asset.c.key), 0))).scalar_one()
    indexed_to = _indexed_to(connection)
    if indexed_to is None or last < indexed_to:
        settings.put(connection, _INDEXED_TO, str(last))


def catch_up(connection: Connection, most: int) -> list[str]:
    """Index at most so many of the assets that wait for it. Returns their ids; fewer than `most`: none waits now."""
    last = _indexed_to(connection)
    if last is None:
        return []
    columns = ("id", "key", *COLUMNS)
    query = f"SELECT {', '.join(columns)} FROM asset WHERE key > ? ORDER BY key LIMIT ?"  # noqa: S608
    rows = [dict(zip(columns, row, strict=True)) for row in connection.exec_driver_sql(query, (last, most))]
    if rows:
        connection.exec_driver_sql(_INSERT, list(_entries(rows)))
    settings.put(connection, _INDEXED_TO, str(rows[-1]["key"]) if len(rows) == most else "")
    return [row["id"] for row in rows]


def waiting(connection: Connection) -> int:
    """How many assets may wait to be indexed, about."""
    last = _indexed_to(connection)
    if last is None:
        return 0
    newest: int = connection.execute(select(func.coalesce(func.max(tables.asset.c.key), 0))).scalar_one()
    return newest - last


def _indexed_to(connection: Connection) -> int | None:
    value = settings.read(connection, _INDEXED_TO)
    return int(value) if value else None


def is_current(connection: Connection) -> bool:
    """Whether the index was made with this version's tokens; if not, `rebuild` before anything is written."""
    return settings.read(connection, _MADE_WITH) == VERSION


def rebuild(connection: Connection, progress: Progress | None = None) -> None:
    """Make the whole index again from the assets, in the caller's transaction. `progress`: assets done, of all."""
    asset = tables.asset
    connection.exec_driver_sql(f"INSERT INTO {_TABLE} ({_TABLE}) VALUES ('delete-all')")  # noqa: S608
    total = connection.execute(select(func.count()).select_from(asset)).scalar_one()
    done, last = 0, None
    columns = [asset.c[name] for name in ("key", *COLUMNS)]
    while True:
        query = select(*columns).order_by(asset.c.key).limit(_AT_ONCE)
        if last is not None:
            query = query.where(asset.c.key > last)
        rows: Sequence[Any] = connection.execute(query).mappings().all()
        if not rows:
            break
        connection.exec_driver_sql(_INSERT, list(_entries(rows)))
        done, last = done + len(rows), rows[-1]["key"]
        if progress is not None:
            progress(done, total)
    settings.put(connection, _MADE_WITH, VERSION)
    settings.put(connection, _INDEXED_TO, "")


def compact(connection: Connection) -> None:
    """Merge the index into one segment: smallest and quickest. For quiet hours, after a large import."""
    connection.exec_driver_sql(f"INSERT INTO {_TABLE} ({_TABLE}) VALUES ('optimize')")  # noqa: S608


def _entries(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """(rowid, tokens) of each row. Pieces of a card follow one another, so its tokens are made once."""
    card: tuple[str, ...] | None = None
    tokens = ""
    for row in rows:
        this = _card_of(row)
        if this != card:
            card, tokens = this, _card_tokens(*this)
        yield row["key"], f"{tokens} {tag_tokens(row['tag_number'], row['card_number'])}"


def _card_tokens(
    name: str,
    model: str,
    brand: str,
    serial: str,
    place: str,
    department: str,
    keeper: str,
    organization_id: str,
    card_number: str,
) -> str:
    return " ".join(
        (
            name_tokens(name),
            text_tokens(model),
            text_tokens(brand),
            text_tokens(place),
            text_tokens(department),
            text_tokens(keeper),
            organization(organization_id),
            number_tokens(serial),
            number_tokens(card_number),
        )
    )
