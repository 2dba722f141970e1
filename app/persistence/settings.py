"""One value by name, kept with the rows that it speaks of. Functions over an open transaction."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.persistence.tables import setting


def read(connection: Connection, name: str, default: str = "") -> str:
    value = connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()
    return default if value is None else str(value)


def put(connection: Connection, name: str, value: str) -> None:
    statement = upsert(setting).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
