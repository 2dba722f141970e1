"""One value by name, kept with the rows that it speaks of. Functions over an open transaction."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.persistence.tables import setting

_VALUE = select(setting.c.value).where(setting.c.name == bindparam("name"))
_upsert = upsert(setting)
_PUT = _upsert.on_conflict_do_update(index_elements=["name"], set_={"value": _upsert.excluded.value})


def read(connection: Connection, name: str, default: str = "") -> str:
    value = connection.execute(_VALUE, {"name": name}).scalar_one_or_none()
    return default if value is None else str(value)


def put(connection: Connection, name: str, value: str) -> None:
    """At a counter: SQLite alone."""
    connection.execute(_PUT, {"name": name, "value": value})
