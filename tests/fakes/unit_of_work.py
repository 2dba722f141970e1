"""The counter's database in memory: the same promises as the real one, for tests of the rules alone."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

import msgspec

from app.domain.errors import NotFound
from app.domain.numbering import DocumentKind, document_number
from app.services.commands.base import Command, Context
from app.services.ports import Station

E = TypeVar("E")

KINDS = {
    "sites": "site",
    "warehouses": "warehouse",
    "organizations": "organization",
    "people": "person",
    "staff": "staff",
    "assets": "asset",
    "vehicles": "vehicle",
    "dispatches": "dispatch",
    "requests": "request",
    "request_lines": "request_line",
    "loans": "loan",
    "loan_lines": "loan_line",
    "documents": "document",
    "imports": "ledger_import",
    "events": "asset_event",
    "transfers": "transfer",
    "transfer_lines": "transfer_line",
    "cases": "conflict_case",
    "devices": "counter_device",
    "attachments": "attachment",
}


class FakeStore(Generic[E]):
    def __init__(self, kind: str, entities: dict[str, E]) -> None:
        self.kind, self.entities = kind, entities
        self._before = copy.deepcopy(entities)
        self._marked: dict[str, dict[str, Any]] = {}

    def get(self, id: str) -> E | None:
        return self.entities.get(id)

    def require(self, id: str) -> E:
        if id not in self.entities:
            raise NotFound(f"{self.kind}.unknown", id=id)
        return self.entities[id]

    def many(self, ids: Iterable[str]) -> dict[str, E]:
        return {id: self.entities[id] for id in ids if id in self.entities}

    def find(self, **equal: object) -> list[E]:
        def fits(entity: E) -> bool:
            return all(
                getattr(entity, name) in value if isinstance(value, tuple) else getattr(entity, name) == value
                for name, value in equal.items()
            )

        return [entity for entity in self.entities.values() if fits(entity)]

    def add(self, entity: E) -> None:
        if entity.id in self.entities:
            raise ValueError(f"{self.kind} {entity.id} is known already")
        self.entities[entity.id] = entity

    def remove(self, entity: E) -> None:
        self.entities.pop(entity.id, None)

    def mark(self) -> None:
        self._marked = {id: msgspec.to_builtins(entity) for id, entity in self.entities.items()}

    def changed(self) -> list[tuple[dict[str, Any] | None, E]]:
        return [
            (self._marked.get(id), entity)
            for id, entity in self.entities.items()
            if self._marked.get(id) != msgspec.to_builtins(entity)
        ]

    def flush(self) -> frozenset[str]:
        """Count versions as the database does; the ids written."""
        written = {id for id, entity in self.entities.items() if self._before.get(id) != entity}
        for id in written:
            self.entities[id].version += 1
        return frozenset(written | (self._before.keys() - self.entities.keys()))


@dataclass
class FakeNumbers:
    site: str
    station: int
    running: dict[str, int]

    def take(self, count: int) -> int:
        first = self.running.get("tag", 1)
        self.running["tag"] = first + count
        return first

    def document(self, kind: DocumentKind, day: date) -> str:
        name = f"{kind.value}{day:%Y%m%d}"
        self.running[name] = self.running.get(name, 0) + 1
        return document_number(kind, self.site, day, self.station, self.running[name])


class FakeUnitOfWork:
    def __init__(self, counter: FakeCounter) -> None:
        self._counter = counter
        self._state = copy.deepcopy(counter.state)
        self._running = dict(counter.running)
        self._recorded: list[Command] = []
        self.station = counter.station()
        self.numbers = FakeNumbers(counter.site, 1, self._running)
        for name, kind in KINDS.items():
            setattr(self, name, FakeStore(kind, self._state[name]))

    def record(self, command: Command, context: Context) -> None:
        self._recorded.append(command)

    def commit(self) -> dict[str, frozenset[str]]:
        written = {kind: ids for name, kind in KINDS.items() if (ids := getattr(self, name).flush())}
        self._counter.state, self._counter.running = self._state, self._running
        self._counter.recorded += self._recorded
        return written


@dataclass
class FakeCounter:
    """What the bus asks of a counter. `state` is what was committed, by store and id."""

    site: str = "370883"
    state: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in KINDS})
    running: dict[str, int] = field(default_factory=dict)
    recorded: list[Command] = field(default_factory=list)

    @contextmanager
    def begin(self) -> Iterator[FakeUnitOfWork]:
        yield FakeUnitOfWork(self)

    def station(self) -> Station:
        return Station(self.site, 1)

    def all(self, name: str) -> list[Any]:
        return list(self.state[name].values())


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    at: datetime = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)
