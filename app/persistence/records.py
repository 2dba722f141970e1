"""Entity ↔ row: plain values that SQLite, PostgreSQL and JSON hold alike."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

E = TypeVar("E")
Row = dict[str, Any]


@lru_cache(256)  # all rows of an operation have its instant
def instant_text(value: dt.datetime) -> str:
    """ISO 8601 in UTC with Z and microseconds: sorts as text."""
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")[:26] + "Z"


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
    """Turns entities of one dataclass into tuples of plain values, in field order, and such tuples into entities.

    Both ways are one Python expression made of the dataclass's fields, since they are the inner loop of sync.
    """

    values: Callable[[E], tuple[Any, ...]]
    """The entity's plain values, in the order of `names`."""

    make: Callable[[Sequence[Any]], E]
    """The entity of plain values in the order of `names`; further ones are passed over."""

    def __init__(self, entity: type[E]) -> None:
        self.entity = entity
        self.names = tuple(field.name for field in dataclasses.fields(entity))  # type: ignore[arg-type]
        self._in_order = itemgetter(*self.names)
        hints = typing.get_type_hints(entity)
        scope: dict[str, Any] = {"entity": entity}
        values: list[str] = []
        given: list[str] = []
        for position, name in enumerate(self.names):
            hint = hints[name]
            options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
            kind = next(option for option in options if option is not types.NoneType)
            value, plain = f"e.{name}", f"v[{position}]"
            ways = _ways(kind)
            if ways is not None:
                scope[f"to_{position}"], scope[f"from_{position}"] = ways
                value, plain = (
                    f"{way}_{position}({it})" + (f" if {it} is not None else None" if len(options) > 1 else "")
                    for way, it in (("to", value), ("from", plain))
                )
            values.append(value)
            given.append(plain)
        self.values = eval(f"lambda e: ({', '.join(values)},)", scope)  # noqa: S307 - names of our own fields
        self.make = eval(f"lambda v: entity({', '.join(given)})", scope)  # noqa: S307

    def row(self, entity: E) -> Row:
        return dict(zip(self.names, self.values(entity), strict=True))

    def load(self, row: Mapping[str, Any]) -> E:
        """The entity of a row; columns that are no fields (key, dirty) are passed over."""
        return self.make(self._in_order(row))


def _ways(kind: type) -> tuple[Callable[[Any], Any], Callable[[Any], Any]] | None:
    """How a field of that type becomes a plain value and back; None where it is one."""
    if issubclass(kind, Enum):
        return {member: member.value for member in kind}.__getitem__, {it.value: it for it in kind}.__getitem__
    return (_TO_ROW[kind], _FROM_ROW[kind]) if kind in _TO_ROW else None
