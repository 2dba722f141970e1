"""Entities by id within one unit of work: loaded once, written back once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, select

from app.domain.errors import NotFound
from app.persistence import bulk
from app.persistence.records import Codec, Row
from app.persistence.rows import COLUMNS, chunks, write_rows
from app.persistence.store_index import Index
from app.persistence.tables import ENTITIES

E = TypeVar("E")
Change = tuple[Row | None, Row | None]
"""A row before and after; None where it was or is not there."""


class SqlStore(Generic[E]):
    """An identity map over one table. What was loaded and then changed is written by `flush`."""

    def __init__(self, connection: Connection, entity: type[E]) -> None:
        self.table = ENTITIES[entity]
        self.kind = str(self.table.name)  # SQLAlchemy's names are a kind of str that JSON does not take
        self.codec: Codec[E] = _CODECS[entity]
        self._columns = COLUMNS[self.kind]
        self._fields = slice(first := self._columns.index(self.codec.names[0]), first + len(self.codec.names))
        self._connection = connection
        self._entities: dict[str, E] = {}
        self._stored: dict[str, Sequence[Any]] = {}  # the row as it lies in the table, in the order of its columns
        self._removed: dict[str, Sequence[Any]] = {}
        self._absent: set[str] = set()  # asked for, and not there
        self._marked: dict[str, tuple[Any, ...] | None] = {}  # values when first met since the last mark
        self._compares = False  # whether anybody marks; else the values are not wanted
        self.index: Index[E] = Index()

    def get(self, id: str) -> E | None:
        entity = self._entities.get(id)
        if entity is None:
            return self.many((id,)).get(id)
        self._meet(id, entity)
        return entity

    def require(self, id: str) -> E:
        entity = self.get(id)
        if entity is None:
            raise NotFound(f"{self.kind}.unknown", id=id)
        return entity

    def many(self, ids: Iterable[str]) -> dict[str, E]:
        wanted = dict.fromkeys(ids)
        self.load(wanted)
        found = {id: self._entities[id] for id in wanted if id in self._entities}
        for id, entity in found.items():
            self._meet(id, entity)
        return found

    def load(self, ids: Iterable[str]) -> None:
        """Read what is not known yet, in one query, as `many` does; but nobody has looked at it."""
        missing = [id for id in ids if not (id in self._entities or id in self._removed or id in self._absent)]
        if missing:
            self._take(bulk.read(self._connection, self.table, self._columns, "id", missing))
            self._absent.update(id for id in missing if id not in self._entities)

    def loaded(self, ids: Iterable[str]) -> list[E]:
        """Those of the ids that are in memory."""
        return [self._entities[id] for id in ids if id in self._entities]

    def load_by(self, field: str, among: Collection[str], **equal: object) -> list[E]:
        """Read the rows whose `field` is one of `among` and which equal the rest, in one query.

        From then on `find` by these answers from memory. Returns the entities that are known with such a field.
        """
        fresh = self.index.unknown(field, among, equal, self._entities)
        if fresh:
            where = " AND ".join(map(_condition, equal.items()))
            self._take(bulk.read(self._connection, self.table, self._columns, field, fresh, where))
        return self.index.among(field, among)

    def find(self, **equal: object) -> list[E]:
        """Stored rows that match, seen through what this unit of work has changed, and new ones."""
        candidates: Iterable[E] | None = self.index.candidates(equal)
        if candidates is None:
            self._read_matching(equal)
            candidates = self._entities.values()
        elif not candidates:
            return []
        tests = [
            (name, frozenset(value) if isinstance(value, tuple) else frozenset((value,)))
            for name, value in sorted(equal.items(), key=lambda item: not isinstance(item[1], tuple))
        ]  # the selective one first: an import holds tens of thousands of entities
        found = [it for it in candidates if all(getattr(it, name) in allowed for name, allowed in tests)]
        for entity in found:
            id: str = entity.id  # type: ignore[attr-defined]
            self._meet(id, entity)
        return found

    def _read_matching(self, equal: dict[str, object]) -> None:
        if not self.index.ask(equal):
            return
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
            self._take(self._connection.execute(query).all())

    def values(self, field: str, among: Collection[str], **equal: object) -> frozenset[str]:
        """Which of `among` the field has in rows that equal the rest, as `find` sees them; none of them is loaded."""
        wanted = frozenset(among)
        found = {
            getattr(it, field)
            for it in self._entities.values()
            if getattr(it, field) in wanted and all(getattr(it, name) == value for name, value in equal.items())
        }
        column = self.table.c[field]
        for part in chunks(wanted - found):
            query = select(self.table.c.id, column).where(column.in_(part))
            for name, value in equal.items():
                query = query.where(self.table.c[name] == _plain(value))
            for id, value in self._connection.execute(query):
                if id not in self._entities and id not in self._removed:
                    found.add(value)
        return frozenset(found)

    def add(self, entity: E) -> None:
        id: str = entity.id  # type: ignore[attr-defined]
        if id in self._entities:
            raise ValueError(f"{self.kind} {id} is known already")
        self._entities[id] = entity
        self._marked.setdefault(id, None)
        if self.index.in_use:
            self.index.add(id, entity)

    def remove(self, entity: E) -> None:
        id: str = entity.id  # type: ignore[attr-defined]
        if self._entities.pop(id, None) is not None:
            self.index.remove(id)
        if id in self._stored:
            self._removed[id] = self._stored.pop(id)

    def mark(self) -> None:
        """From here on `changed` counts."""
        self._marked = {}
        self._compares = True

    def changed(self) -> list[tuple[Row | None, E]]:
        """(values before or None where new, entity) of what changed since the last mark."""
        result: list[tuple[Row | None, E]] = []
        for id, before in self._marked.items():
            entity = self._entities.get(id)
            if entity is None:
                continue
            if before is None:
                result.append((None, entity))
            elif before != self.codec.values(entity):
                result.append((dict(zip(self.codec.names, before, strict=True)), entity))
        return result

    def met(self) -> list[E]:
        """Those that existed before the last mark and were looked at since."""
        return [
            self._entities[id] for id, before in self._marked.items() if before is not None and id in self._entities
        ]

    def looked_at(self) -> set[str]:
        """Ids of those that were looked at or added since the last mark; marks."""
        met = set(self._marked)
        self._marked = {}
        return met

    def flush(self, dirty: int | None) -> list[Change]:
        """Write what differs, and return it: all columns, `key` only where it was known before. Done once, at the end.

        `dirty` is the dseq to leave in the rows, None at the city.
        """
        new: list[Row] = []
        changed: list[Row] = []
        before: list[Row] = []
        names, fields = self.codec.names, self._fields
        for id, entity in self._entities.items():
            values = self.codec.values(entity)
            stored = self._stored.get(id)
            if stored is None:
                row = dict(zip(names, values, strict=True))
                row["dirty"] = dirty
                new.append(row)
            elif values != stored[fields]:
                old = dict(zip(self._columns, stored, strict=True))
                row = {**old, **dict(zip(names, values, strict=True)), "dirty": dirty}
                before.append(old)
                changed.append(row)
            else:
                continue
            row["version"] += 1
            entity.version = row["version"]  # type: ignore[attr-defined]
        removed = [dict(zip(self._columns, row, strict=True)) for row in self._removed.values()]
        write_rows(self._connection, self.kind, new=new, changed=changed, removed=removed, before=before)
        return [*zip(before, changed, strict=True), *((None, row) for row in new), *((row, None) for row in removed)]

    def _take(self, rows: Sequence[Sequence[Any]]) -> None:
        place = self._columns.index("id")
        for row in rows:
            id = row[place]
            if id not in self._entities and id not in self._removed:
                self._stored[id] = row = tuple(row)
                self._entities[id] = entity = self.codec.make(row[self._fields])
                if self.index.in_use:
                    self.index.add(id, entity)

    def _meet(self, id: str, entity: E) -> None:
        if id not in self._marked:
            self._marked[id] = self.codec.values(entity) if self._compares else ()
        if self.index.in_use:
            self.index.handed[id] = entity


def _condition(item: tuple[str, object]) -> str:
    """SQL of a field that equals one of the few constants that find is prepared for: nothing, a truth or no text."""
    name, value = item
    if value is None:
        return f"{name} IS NULL"
    if isinstance(value, bool):
        return f"{name} = {value:d}"
    if value == "":
        return f"{name} = ''"
    raise ValueError(f"{name} is not to be prepared for {value!r}")


def _plain(value: object) -> Any:
    """A value as the table holds it."""
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return int(value) if isinstance(value, bool) else getattr(value, "value", value)


_CODECS: dict[type[Any], Codec[Any]] = {entity: Codec(entity) for entity in ENTITIES}


def codec_of(entity: type[E]) -> Codec[E]:
    return _CODECS[entity]
