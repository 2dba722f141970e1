"""Which entities of a unit of work have which value, for fields that a lot of operations asks for again and again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

E = TypeVar("E")
Key = tuple[str, frozenset[tuple[str, object]]]  # a field, and what else the rows that were read equal


class Index(Generic[E]):
    """Remembers what was read from the table, and finds entities by field.

    Handlers change the entities that they were handed, so those are looked at again before each search, until
    `settle` says that the operation has ended.
    """

    def __init__(self) -> None:
        self._read: dict[Key, set[str]] = {}  # the values of the field for which all rows are in memory
        self._asked: set[frozenset[tuple[str, object]]] = set()  # questions that the table has answered
        self._by: dict[str, dict[object, dict[str, E]]] = {}  # field → value → id → entity
        self._at: dict[str, dict[str, object]] = {}  # field → id → the value under which it lies in `_by`
        self.handed: dict[str, E] = {}  # what may have been changed since the last settle
        self.in_use = False  # whether any field is searched by

    def unknown(
        self, field: str, among: Collection[str], equal: dict[str, object], known: Mapping[str, E]
    ) -> list[str]:
        """Those values for which the rows have not been read; from now on they count as read."""
        if field not in self._by:
            self._by[field], self._at[field] = {}, {}
            self.in_use = True
            for id, entity in known.items():
                self._put(field, id, entity)
        read = self._read.setdefault((field, frozenset(equal.items())), set())
        fresh = [value for value in dict.fromkeys(among) if value not in read]
        read.update(fresh)
        return fresh

    def ask(self, equal: dict[str, object]) -> bool:
        """Whether this question has to go to the table; the next time it has not."""
        question = frozenset(equal.items())
        if question in self._asked:
            return False
        self._asked.add(question)
        return True

    def candidates(self, equal: dict[str, object]) -> list[E] | None:
        """Entities among which all that match are; None where the table has to be asked."""
        for (field, rest), read in self._read.items():
            if field in equal and rest <= equal.items():
                value = equal[field]
                values = value if isinstance(value, tuple) else (value,)
                if read.issuperset(values):
                    return self.among(field, values)
        return None

    def among(self, field: str, values: Collection[object]) -> list[E]:
        for id, entity in self.handed.items():
            self._put(field, id, entity)
        by = self._by[field]
        return [entity for value in dict.fromkeys(values) if value in by for entity in by[value].values()]

    def add(self, id: str, entity: E) -> None:
        for field in self._by:
            self._put(field, id, entity)
        self.handed[id] = entity

    def remove(self, id: str) -> None:
        self.handed.pop(id, None)
        for field, at in self._at.items():
            if id in at:
                del self._by[field][at.pop(id)][id]

    def settle(self) -> None:
        for id, entity in self.handed.items():
            for field in self._by:
                self._put(field, id, entity)
        self.handed = {}

    def _put(self, field: str, id: str, entity: E) -> None:
        value, at = getattr(entity, field), self._at[field]
        if id in at:
            if at[id] == value:
                return
            del self._by[field][at[id]][id]
        at[id] = value
        self._by[field].setdefault(value, {})[id] = entity
