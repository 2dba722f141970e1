"""Label templates that were made at this PC, as JSON by name."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.persistence.counter import CounterDatabase
from app.persistence.records import instant_text
from app.persistence.tables import label_template


class SqlLabelTemplates:
    """May be used from any thread. What is kept was checked before."""

    def __init__(self, database: CounterDatabase) -> None:
        self._database = database

    def names(self) -> list[str]:
        with self._database.reading() as connection:
            return list(connection.execute(select(label_template.c.name).order_by(label_template.c.name)).scalars())

    def get(self, name: str) -> str | None:
        query = select(label_template.c.content).where(label_template.c.name == name)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def put(self, name: str, content: str) -> None:
        values = {"content": content, "changed_at": instant_text(datetime.now(UTC))}
        statement = upsert(label_template).values(name=name, **values)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))

    def remove(self, name: str) -> None:
        """Jobs that were made with it keep it."""
        with self._database.transaction() as connection:
            connection.execute(delete(label_template).where(label_template.c.name == name))
