"""Indexes of assets that are put off while a counter loads all that it holds for the first time.

They only make reading quick; made at the end they take a third of the time, and the WAL does not grow by a page of each
index for every row. What is put off is noted in the same transaction, so that whoever opens the database next knows.
Unique indexes stay: they are rules.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.persistence import settings
from app.persistence.tables import asset

_NOTED = "sync.indexes"  # setting: the statements that make them again, as JSON; empty: none is put off
_INDEXES = (
    f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{asset.name}'"  # noqa: S608
    " AND sql NOT LIKE 'CREATE UNIQUE %' AND sql NOT LIKE '% WHERE %'"  # a partial one holds few rows
)


def put_off(connection: Connection) -> None:
    """Drop what can be made again, and note how."""
    found = connection.exec_driver_sql(_INDEXES).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    if found:
        settings.put(connection, _NOTED, msgspec.json.encode([sql for _, sql in found]).decode())


def make(connection: Connection) -> None:
    """Make again what was put off; nothing where nothing was."""
    noted = settings.read(connection, _NOTED)
    if not noted:
        return
    for sql in msgspec.json.decode(noted, type=list[str]):
        connection.exec_driver_sql(sql)
    settings.put(connection, _NOTED, "")
