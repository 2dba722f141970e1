"""What a newer city says and this version has no place for: kept, and given its place once there is one."""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import Connection, select, update

from app.persistence import settings
from app.persistence.bodies import COLUMNS
from app.persistence.rows import TABLES

CURSOR = "sync.cursor"  # setting: how far the feed was read
_KINDS = "sync.unknown_kinds"  # setting: kinds of entity that were passed over, as a JSON list
_COLUMNS = "sync.columns"  # setting: a hash of the columns that this database was last opened with


def note_kind(connection: Connection, kind: str) -> None:
    """Rows of that kind were passed over."""
    kinds = _passed_over(connection)
    if kind not in kinds:
        settings.put(connection, _KINDS, msgspec.json.encode(sorted({*kinds, kind})).decode())


def take_in(connection: Connection) -> None:
    """Call it after migrations. Gives kept fields to columns that exist by now.

    Where this version knows a kind that an earlier one passed over, the feed is read from its beginning again.
    """
    columns = hashlib.sha256(msgspec.json.encode(COLUMNS)).hexdigest()
    if settings.read(connection, _COLUMNS) == columns:
        return
    for kind in COLUMNS:
        _take_in(connection, kind)
    kinds = _passed_over(connection)
    if kinds & TABLES.keys():
        settings.put(connection, CURSOR, "")
        settings.put(connection, _KINDS, msgspec.json.encode(sorted(kinds - TABLES.keys())).decode())
    settings.put(connection, _COLUMNS, columns)


def _take_in(connection: Connection, kind: str) -> None:
    table = TABLES[kind]
    rows = connection.execute(select(table.c.id, table.c.unknown).where(table.c.unknown.is_not(None))).all()
    for row in rows:
        kept = msgspec.json.decode(row.unknown)
        known = {name: kept.pop(name) for name in COLUMNS[kind] if name in kept}
        if known:
            values = {**known, "unknown": msgspec.json.encode(kept).decode() if kept else None}
            connection.execute(update(table).where(table.c.id == row.id).values(values))


def _passed_over(connection: Connection) -> set[str]:
    return set(msgspec.json.decode(settings.read(connection, _KINDS, "[]"), type=list[str]))
