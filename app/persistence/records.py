"""Entity ↔ row: plain values that SQLite, PostgreSQL and JSON hold alike."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from operator import attrgetter
from typing import Any, Generic, TypeVar

E = TypeVar("E")
Row = dict[str, Any]


def instant_text(value: dt.datetime) -> str:
    """ISO 8601 in UTC with Z and microseconds: sorts as text."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


_TO_ROW: dict[type, Callable[[Any], Any]] = {
    dt.datetime: instant_text,
    dt.date: dt.date.isoformat,
    bool: int,
}
_FROM_ROW: dict[type, Callable[[Any], Any]] = {
    dt.datetime: instant,
    dt.date: dt.date.fromisoformat,
    bool: bool,
}


class Codec(Generic[E]):
    """Turns entities of one dataclass into tuples of plain values, in field order, and rows into entities."""

    def __init__(self, entity: type[E]) -> None:
        self.entity = entity
        self.names = tuple(field.name for field in dataclasses.fields(entity))  # type: ignore[arg-type]
        self._read = attrgetter(*self.names)
        hints = typing.get_type_hints(entity)
        self._to: list[tuple[int, Callable[[Any], Any]]] = []
        self._from: list[tuple[str, Callable[[Any], Any]]] = []
        for position, name in enumerate(self.names):
            hint = hints[name]
            options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
            kind = next(option for option in options if option is not types.NoneType)
            if issubclass(kind, Enum):
                self._to.append((position, {member: member.value for member in kind}.__getitem__))
                self._from.append((name, kind))
            elif kind in _TO_ROW:
                self._to.append((position, _TO_ROW[kind]))
                self._from.append((name, _FROM_ROW[kind]))

    def values(self, entity: E) -> tuple[Any, ...]:
        values = list(self._read(entity))
        for position, convert in self._to:
            if values[position] is not None:
                values[position] = convert(values[position])
        return tuple(values)

    def row(self, entity: E) -> Row:
        return dict(zip(self.names, self.values(entity), strict=True))

    def load(self, row: Mapping[str, Any]) -> E:
        """The entity of a row; columns that are no fields (key, dirty) are passed over."""
        values = {name: row[name] for name in self.names}
        for name, convert in self._from:
            if values[name] is not None:
                values[name] = convert(values[name])
        return self.entity(**values)
