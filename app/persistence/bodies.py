"""Rows as they travel: values in the order of an entity's columns, whatever version of the program sent them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from app.persistence.records import Row
from app.persistence.tables import ENTITIES, OWN_COLUMNS
from app.services.feed import Value


def _default(field: dataclasses.Field[Any], nullable: bool, whole: bool) -> Value:
    """What a row of an older city is given where it lacks the column."""
    if field.default is not dataclasses.MISSING:
        value = field.default
        return int(value) if isinstance(value, bool) else getattr(value, "value", value)
    return None if nullable else 0 if whole else ""


DEFAULTS: dict[str, dict[str, Value]] = {
    str(table.name): {
        field.name: _default(field, bool(table.c[field.name].nullable), table.c[field.name].type.python_type is int)
        for field in dataclasses.fields(entity)
    }
    for entity, table in ENTITIES.items()
}
"""Kind of entity → its columns, in their order, with their defaults."""

COLUMNS: dict[str, tuple[str, ...]] = {kind: tuple(columns) for kind, columns in DEFAULTS.items()}

Fitted = Iterator[tuple[tuple[Value, ...], str | None]]


def fitter(kind: str, columns: Sequence[str]) -> Callable[[Iterable[tuple[Value, ...]]], Fitted] | None:
    """What makes rows of those columns into (values of this version's columns, JSON of the unknown ones or None).

    None where the columns are this version's own.
    """
    own = COLUMNS[kind]
    if tuple(columns) == own:
        return None
    places = {name: place for place, name in enumerate(columns)}
    missing = tuple(DEFAULTS[kind][name] for name in own if name not in places)
    spare = iter(range(len(columns), len(columns) + len(missing)))
    in_order = itemgetter(*(places[name] if name in places else next(spare) for name in own))
    unknown = [(name, place) for name, place in places.items() if name not in DEFAULTS[kind]]

    def fit(rows: Iterable[tuple[Value, ...]]) -> Fitted:
        for row in rows:
            more = {name: row[place] for name, place in unknown if row[place] is not None}
            yield in_order((*row, *missing)), msgspec.json.encode(more).decode() if more else None

    return fit


def row_of(kind: str, given: Mapping[str, Value]) -> Row:
    """A row for the counter's table, clean, with its `unknown` column."""
    own = DEFAULTS[kind]
    more = {name: value for name, value in given.items() if name not in own and value is not None}
    row: Row = {**own, **{name: value for name, value in given.items() if name in own}}
    return row | {"dirty": None, "unknown": msgspec.json.encode(more).decode() if more else None}


def body_of(row: Mapping[str, Any]) -> str:
    """A stored row as the feed would have brought it, as JSON: what this version does not know of it included."""
    body = {name: value for name, value in row.items() if name not in OWN_COLUMNS}
    unknown = row.get("unknown")
    return msgspec.json.encode({**msgspec.json.decode(unknown), **body} if unknown else body).decode()
