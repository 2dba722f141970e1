"""Confirmed rows into the counter's tables, by the thousand: the fast path of what the feed brings.

Statements are SQL texts made once per kind, because SQLAlchemy's work per row would be the greater part of the time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.persistence import search, tables
from app.persistence.bodies import COLUMNS, fitter
from app.persistence.engine import SEARCHABLE
from app.services.feed import Rows, Value

_ASSET = tables.asset.name
_searched = itemgetter(*(COLUMNS[_ASSET].index(name) for name in search.COLUMNS))


def _upsert(kind: str, unknown: str) -> str:
    names = [f'"{name}"' for name in COLUMNS[kind]]
    values = ", ".join("?" * len(names))
    changes = ", ".join(f"{name} = excluded.{name}" for name in (*names, "dirty", "unknown"))
    return (
        f"INSERT INTO {kind} ({', '.join(names)}, dirty, unknown) VALUES ({values}, NULL, {unknown})"  # noqa: S608
        f" ON CONFLICT (id) DO UPDATE SET {changes}"
    )


_PUT = {kind: _upsert(kind, "NULL") for kind in COLUMNS}
_PUT_UNKNOWN = {kind: _upsert(kind, "?") for kind in COLUMNS}
_REMOVE = {kind: f"DELETE FROM {kind} WHERE id = ?" for kind in COLUMNS}  # noqa: S608
_PLACE_OF_ID = {kind: columns.index("id") for kind, columns in COLUMNS.items()}


@dataclass(slots=True)
class Batch:
    """Rows of one kind in this version's columns, with what it does not know of them, and ids that are gone."""

    kind: str
    put: list[tuple[Value, ...]]
    unknown: list[str | None] | None  # beside `put`; None where nothing is unknown
    gone: list[str]

    @classmethod
    def of(cls, kind: str, rows: Rows) -> Batch:
        fit = fitter(kind, rows.columns)
        if fit is None:
            return cls(kind, rows.put, None, rows.gone)
        fitted = list(fit(rows.put))
        return cls(kind, [row for row, _ in fitted], [unknown for _, unknown in fitted], rows.gone)

    def __len__(self) -> int:
        return len(self.put) + len(self.gone)

    def ids(self) -> list[str]:
        """Of the rows to put, then of those that are gone."""
        return [*map(itemgetter(_PLACE_OF_ID[self.kind]), self.put), *self.gone]

    def split(self, ids: frozenset[str]) -> tuple[Batch, Batch]:
        """(those of these ids, the others)"""
        if not ids:
            return Batch(self.kind, [], None, []), self
        place = _PLACE_OF_ID[self.kind]
        parts = []
        for inside in (True, False):
            chosen = [at for at, row in enumerate(self.put) if (row[place] in ids) is inside]
            unknown = None if self.unknown is None else [self.unknown[at] for at in chosen]
            gone = [id for id in self.gone if (id in ids) is inside]
            parts.append(Batch(self.kind, [self.put[at] for at in chosen], unknown, gone))
        return parts[0], parts[1]

    def singles(self) -> Iterable[Batch]:
        for id in self.gone:
            yield Batch(self.kind, [], None, [id])
        for at, row in enumerate(self.put):
            yield Batch(self.kind, [row], None if self.unknown is None else [self.unknown[at]], [])

    def bodies(self) -> list[tuple[str, str]]:
        """(id, JSON) of each row to put, as shadows hold them."""
        names = COLUMNS[self.kind]
        place = _PLACE_OF_ID[self.kind]
        result = []
        for at, row in enumerate(self.put):
            body: dict[str, Any] = dict(zip(names, row, strict=True))
            if self.unknown is not None and (more := self.unknown[at]):
                body = {**msgspec.json.decode(more), **body}
            result.append((str(row[place]), msgspec.json.encode(body).decode()))
        return result


def write(connection: Connection, batch: Batch) -> bool:
    """Write the rows as confirmed ones. False, and nothing written, where a unique value is taken."""
    if not len(batch):
        return True
    try:
        with connection.begin_nested():
            if batch.kind == _ASSET and connection.get_execution_options().get(SEARCHABLE, False):
                _write_assets(connection, batch)
            else:
                _write(connection, batch)
    except IntegrityError:
        return False
    return True


def _write(connection: Connection, batch: Batch) -> None:
    kind = batch.kind
    if batch.gone:
        connection.exec_driver_sql(_REMOVE[kind], [(id,) for id in batch.gone])
    if batch.put and batch.unknown is None:
        connection.exec_driver_sql(_PUT[kind], batch.put)
    elif batch.put and batch.unknown is not None:
        rows = [(*row, more) for row, more in zip(batch.put, batch.unknown, strict=True)]
        connection.exec_driver_sql(_PUT_UNKNOWN[kind], rows)


def _write_assets(connection: Connection, batch: Batch) -> None:
    """New assets are indexed later (search.catch_up); of known ones only those whose searched fields changed."""
    before = search.stored(connection, batch.ids())
    if len(before) < len(batch.put) + len(batch.gone):
        search.defer(connection)
    _write(connection, batch)
    if not before:
        return
    removed: list[Mapping[str, Any]] = [before[id] for id in batch.gone if id in before]
    added: list[Mapping[str, Any]] = []
    place = _PLACE_OF_ID[_ASSET]
    for row in batch.put:
        old = before.get(str(row[place]))
        if old is not None and tuple(old.values())[2:] != (now := _searched(row)):
            removed.append(old)
            added.append({"key": old["key"], **dict(zip(search.COLUMNS, now, strict=True))})
    if removed:
        search.write(connection, removed, added)


def unsettled(connection: Connection, kind: str, ids: Sequence[str]) -> frozenset[str]:
    """Those of the ids that local operations touched and the feed has not confirmed: dirty, or with a shadow."""
    any_at_all = (
        f"SELECT EXISTS (SELECT 1 FROM {kind} WHERE dirty IS NOT NULL)"  # noqa: S608
        " OR EXISTS (SELECT 1 FROM shadow WHERE entity = ?)"
    )
    if not connection.exec_driver_sql(any_at_all, (kind,)).scalar_one():
        return frozenset()
    among = (
        "SELECT value FROM json_each(?)"  # noqa: S608
        " WHERE EXISTS (SELECT 1 FROM shadow WHERE shadow.entity = ? AND shadow.id = value)"
        f" OR EXISTS (SELECT 1 FROM {kind} AS it WHERE it.id = value AND it.dirty IS NOT NULL)"
    )
    rows = connection.exec_driver_sql(among, (msgspec.json.encode(ids).decode(), kind))
    return frozenset(rows.scalars())


def here(connection: Connection, kind: str, ids: Collection[str], before: int) -> list[Sequence[Any]]:
    """Of those of the ids whose row the operation `before` and later ones did not touch: id, the columns, `unknown`."""
    columns = ", ".join(f'"{name}"' for name in COLUMNS[kind])
    query = (
        f"SELECT id, {columns}, unknown FROM {kind}"  # noqa: S608
        " WHERE id IN (SELECT value FROM json_each(?)) AND dirty < ?"
    )
    return list(connection.exec_driver_sql(query, (msgspec.json.encode(list(ids)).decode(), before)).all())
