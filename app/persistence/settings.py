"""One value by name, kept with the rows that it speaks of. Functions over an open transaction."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from app.persistence.tables import setting

_VALUE = select(setting.c.value).where(setting.c.name == bindparam("name"))
_PUT = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def read(connection: Connection, name: str, default: str = "") -> str:
    value = connection.execute(_VALUE, {"name": name}).scalar_one_or_none()
    return default if value is None else str(value)


def put(connection: Connection, name: str, value: str) -> None:
    """At a counter: SQLite alone."""
    connection.exec_driver_sql(_PUT, (name, value))
