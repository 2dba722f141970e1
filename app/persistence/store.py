"""Entities by id within one unit of work: loaded once, written back once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, select

from app.domain.errors import NotFound
from app.persistence.records import Codec, Row
from app.persistence.rows import chunks, read_rows, write_rows
from app.persistence.tables import ENTITIES

E = TypeVar("E")


class SqlStore(Generic[E]):
    """An identity map over one table. What was loaded and then changed is written by `flush`."""

    def __init__(self, connection: Connection, entity: type[E]) -> None:
        self.table = ENTITIES[entity]
        self.kind = self.table.name
        self.codec: Codec[E] = _CODECS[entity]
        self._connection = connection
        self._entities: dict[str, E] = {}
        self._stored: dict[str, Row] = {}  # the row as it lies in the table
        self._removed: dict[str, Row] = {}
        self._marked: dict[str, tuple[Any, ...] | None] = {}  # values when first met since the last mark

    def get(self, id: str) -> E | None:
        return self.many((id,)).get(id)

    def require(self, id: str) -> E:
        entity = self.get(id)
        if entity is None:
            raise NotFound(f"{self.kind}.unknown", id=id)
        return entity

    def many(self, ids: Iterable[str]) -> dict[str, E]:
        wanted = dict.fromkeys(ids)
        missing = [id for id in wanted if id not in self._entities and id not in self._removed]
        if missing:
            self._take(read_rows(self._connection, self.kind, missing))
        found = {id: self._entities[id] for id in wanted if id in self._entities}
        self._meet(found)
        return found

    def find(self, **equal: object) -> list[E]:
        """Stored rows that match, seen through what this unit of work has changed, and new ones."""
        plain = {name: _plain(value) for name, value in equal.items()}
        many = max((name for name, value in plain.items() if isinstance(value, tuple)), default=None)
        parts: Iterable[list[Any]] = chunks(plain[many]) if many else ([],)
        for part in parts:
            query = select(self.table)
            for name, value in plain.items():
                column = self.table.c[name]
                query = query.where(
                    column.in_(part) if name == many else column.is_(None) if value is None else column == value
                )
            rows = [dict(row) for row in self._connection.execute(query).mappings()]
            self._take([row for row in rows if row["id"] not in self._entities and row["id"] not in self._removed])
        tests = [
            (name, frozenset(value) if isinstance(value, tuple) else frozenset((value,)))
            for name, value in sorted(equal.items(), key=lambda item: not isinstance(item[1], tuple))
        ]  # the selective one first: an import holds tens of thousands of entities
        found = {
            id: entity
            for id, entity in self._entities.items()
            if all(getattr(entity, name) in allowed for name, allowed in tests)
        }
        self._meet(found)
        return list(found.values())

    def stored_values(self, field: str, among: Iterable[str], **equal: object) -> frozenset[str]:
        """Which of `among` the field has in stored rows; rows of this unit of work are not looked at."""
        found: set[str] = set()
        column = self.table.c[field]
        for part in chunks(among):
            query = select(column).where(column.in_(part))
            for name, value in equal.items():
                query = query.where(self.table.c[name] == _plain(value))
            found.update(self._connection.execute(query).scalars())
        return frozenset(found)

    def add(self, entity: E) -> None:
        id: str = entity.id  # type: ignore[attr-defined]
        if id in self._entities:
            raise ValueError(f"{self.kind} {id} is known already")
        self._entities[id] = entity
        self._marked.setdefault(id, None)

    def remove(self, entity: E) -> None:
        id: str = entity.id  # type: ignore[attr-defined]
        self._entities.pop(id, None)
        if id in self._stored:
            self._removed[id] = self._stored.pop(id)

    def mark(self) -> None:
        """From here on `changed` counts."""
        self._marked = {}

    def changed(self) -> list[tuple[Row | None, E]]:
        """(values before or None where new, entity) of what changed since the last mark."""
        result: list[tuple[Row | None, E]] = []
        for id, before in self._marked.items():
            entity = self._entities.get(id)
            if entity is not None and before != self.codec.values(entity):
                row = None if before is None else dict(zip(self.codec.names, before, strict=True))
                result.append((row, entity))
        return result

    def met(self) -> list[E]:
        """Those that existed before the last mark and were looked at since."""
        return [self._entities[id] for id, before in self._marked.items() if before and id in self._entities]

    def flush(self, dirty: int | None) -> tuple[frozenset[str], list[Row]]:
        """Write what differs. Returns the ids written and the rows that were clean before.

        `dirty` is the dseq to leave in the rows, None at the city.
        """
        new: list[Row] = []
        changed: list[Row] = []
        before: list[Row] = []
        for id, entity in self._entities.items():
            row = self.codec.row(entity)
            stored = self._stored.get(id)
            if stored is not None:
                if all(stored[name] == value for name, value in row.items()):
                    continue
                before.append(stored)
                changed.append(row)
            else:
                new.append(row)
            row["version"] += 1
            row["dirty"] = dirty
            entity.version = row["version"]  # type: ignore[attr-defined]
        removed = list(self._removed.values())
        write_rows(self._connection, self.kind, new=new, changed=changed, removed=removed, before=before)
        for row in before:
            row_id = row["id"]
            self._stored[row_id] = {**row, **self.codec.row(self._entities[row_id]), "dirty": dirty}
        for row in new:
            self._stored[row["id"]] = row
        self._removed = {}
        written = frozenset(row["id"] for row in (*new, *changed, *removed))
        return written, [row for row in (*before, *removed) if row["dirty"] is None]

    def _take(self, rows: list[Row]) -> None:
        for row in rows:
            self._stored[row["id"]] = row
            self._entities[row["id"]] = self.codec.load(row)

    def _meet(self, found: dict[str, E]) -> None:
        for id, entity in found.items():
            if id not in self._marked:
                self._marked[id] = self.codec.values(entity)


def _plain(value: object) -> Any:
    """A value as the table holds it."""
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return int(value) if isinstance(value, bool) else getattr(value, "value", value)


_CODECS: dict[type[Any], Codec[Any]] = {entity: Codec(entity) for entity in ENTITIES}


def codec_of(entity: type[E]) -> Codec[E]:
    return _CODECS[entity]
