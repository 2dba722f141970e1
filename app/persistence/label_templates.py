"""Label templates that were made at this PC, as JSON by name, and what each is the default of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.persistence import settings
from app.persistence.counter import CounterDatabase
from app.persistence.records import instant_text
from app.persistence.tables import label_template

_DEFAULTS = "label_defaults"


class SqlLabelTemplates:
    """See app.services.printing.templates.LabelTemplates. What is kept was checked before."""

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
        with self._database.transaction() as connection:
            connection.execute(delete(label_template).where(label_template.c.name == name))
            _put_defaults(connection, name, ())

    def defaults(self) -> dict[str, str]:
        with self._database.reading() as connection:
            return _defaults(connection)

    def put_defaults(self, name: str, heads: Iterable[str]) -> None:
        with self._database.transaction() as connection:
            _put_defaults(connection, name, heads)


def _defaults(connection: Connection) -> dict[str, str]:
    return dict(json.loads(settings.read(connection, _DEFAULTS, "{}")))


def _put_defaults(connection: Connection, name: str, heads: Iterable[str]) -> None:
    kept = {head: other for head, other in _defaults(connection).items() if other != name}
    kept |= dict.fromkeys(heads, name)
    settings.put(connection, _DEFAULTS, json.dumps(kept, ensure_ascii=False, sort_keys=True))
