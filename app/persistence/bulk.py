"""Rows by the hundred, past SQLAlchemy's work per statement and row: SQL texts made once per table and database.

SQLite takes lists of ids as one JSON parameter and rows by executemany; PostgreSQL takes whole columns as arrays, so
that any number of rows is one statement.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, Text

Values = tuple[Any, ...]


def read(
    connection: Connection, table: Table, columns: tuple[str, ...], field: str, among: Collection[str], where: str = ""
) -> list[Values]:
    """Those columns of the rows whose `field` is one of `among`, in no order. `where`: a further condition in SQL."""
    sqlite = connection.dialect.name == "sqlite"
    given = msgspec.json.encode(list(among)).decode() if sqlite else list(among)
    rows = connection.exec_driver_sql(_select(table, columns, field, where, sqlite), (given,)).all()
    return list(map(tuple, rows))


def insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Values]) -> None:
    """Insert rows of those columns."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_insert(table, columns), rows)
    else:
        connection.exec_driver_sql(_insert_arrays(table, columns), tuple(map(list, zip(*rows, strict=True))))


def update(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Values]) -> None:
    """Give those columns other values by id; a row has the columns' values, then the id."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_update(table, columns), rows)
    else:
        connection.exec_driver_sql(_update_arrays(table, columns), tuple(map(list, zip(*rows, strict=True))))


def delete(connection: Connection, table: Table, ids: Collection[str]) -> None:
    if not ids:
        return
    sqlite = connection.dialect.name == "sqlite"
    given = msgspec.json.encode(list(ids)).decode() if sqlite else list(ids)
    connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {_among('id', sqlite)}", (given,))  # noqa: S608


# The names in these texts are those of our own tables and columns; values are always bound.


@cache
def _select(table: Table, columns: tuple[str, ...], field: str, where: str, sqlite: bool) -> str:
    more = f" AND {where}" if where else ""
    return f"SELECT {_names(columns)} FROM {table.name} WHERE {_among(field, sqlite)}{more}"  # noqa: S608


def _among(field: str, sqlite: bool) -> str:
    return f'"{field}" IN (SELECT value FROM json_each(?))' if sqlite else f'"{field}" = ANY(%s)'  # noqa: S608


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({_names(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


@cache
def _insert_arrays(table: Table, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({_names(columns)}) SELECT * FROM unnest({_arrays(table, columns)})"  # noqa: S608


@cache
def _update(table: Table, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = ?' for name in columns)
    return f"UPDATE {table.name} SET {changes} WHERE id = ?"  # noqa: S608


@cache
def _update_arrays(table: Table, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = its."{name}"' for name in columns)
    arrays = _arrays(table, (*columns, "id"))
    return (
        f"UPDATE {table.name} SET {changes} FROM unnest({arrays}) AS its({_names((*columns, 'id'))})"  # noqa: S608
        f" WHERE {table.name}.id = its.id"
    )


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _arrays(table: Table, columns: tuple[str, ...]) -> str:
    return ", ".join("%b::text[]" if isinstance(table.c[name].type, Text) else "%b::bigint[]" for name in columns)
