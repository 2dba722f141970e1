"""What the services need of the world. Implemented above them; handed in by app.bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from app.domain.asset import Asset
from app.domain.attachment import Attachment
from app.domain.case import ConflictCase
from app.domain.device import CounterDevice
from app.domain.document import Document, LedgerImport
from app.domain.events import AssetEvent
from app.domain.loan import Loan, LoanLine, Request, RequestLine
from app.domain.organization import Organization, Person, Site, Staff, Warehouse
from app.domain.transfer import Transfer, TransferLine
from app.domain.vehicle import Dispatch, VehicleCard
from app.services.commands.base import Command, Context, Numbers

Entity = TypeVar("Entity")


class Clock(Protocol):
    def now(self) -> datetime:
        """This instant in UTC (aware)."""
        ...

    def today(self) -> date:
        """Today where the counter stands."""
        ...


class Store(Protocol[Entity]):
    """The entities of one kind, by id. Changes to what it gave out are written at the commit."""

    def get(self, id: str) -> Entity | None: ...

    def require(self, id: str) -> Entity:
        """Raises NotFound."""
        ...

    def many(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Those of `ids` that exist, loaded in one go."""
        ...

    def find(self, **equal: object) -> list[Entity]:
        """Entities whose fields equal what is given; a tuple stands for "one of these"."""
        ...

    def values(self, field: str, among: Collection[str], **equal: object) -> frozenset[str]:
        """Which of `among` the field has in entities whose other fields equal what is given; none of them is loaded."""
        ...

    def add(self, entity: Entity) -> None: ...

    def remove(self, entity: Entity) -> None: ...

    def mark(self) -> None:
        """From here on `changed` counts."""
        ...

    def met(self) -> list[Entity]:
        """Those that existed before the last mark and were looked at since."""
        ...

    def changed(self) -> list[tuple[dict[str, Any] | None, Entity]]:
        """(plain values before, or None where it is new; entity) of what changed since the last mark."""
        ...


class UnitOfWork(Protocol):
    """One transaction over every store."""

    sites: Store[Site]
    warehouses: Store[Warehouse]
    organizations: Store[Organization]
    people: Store[Person]
    staff: Store[Staff]
    assets: Store[Asset]
    vehicles: Store[VehicleCard]
    dispatches: Store[Dispatch]
    requests: Store[Request]
    request_lines: Store[RequestLine]
    loans: Store[Loan]
    loan_lines: Store[LoanLine]
    documents: Store[Document]
    imports: Store[LedgerImport]
    events: Store[AssetEvent]
    transfers: Store[Transfer]
    transfer_lines: Store[TransferLine]
    cases: Store[ConflictCase]
    devices: Store[CounterDevice]
    attachments: Store[Attachment]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one execution changed: entity kind → ids, the completed commands, and who began it.

    `documents` are the numbers of papers issued, in order. `origin` is whatever the caller passed, so that
    a view can tell its own changes from others'.
    """

    entities: dict[str, frozenset[str]]
    commands: tuple[Command, ...] = ()
    documents: tuple[str, ...] = ()
    origin: object = None

    def of(self, kind: str) -> frozenset[str]:
        return self.entities.get(kind, frozenset())


class CounterUnitOfWork(UnitOfWork, Protocol):
    """The counter's transaction: it also draws numbers and appends operations to the log."""

    station: Station
    numbers: Numbers

    def record(self, command: Command, context: Context) -> None:
        """Append the command as an operation, chained to this device's last one."""
        ...

    def commit(self) -> dict[str, frozenset[str]]:
        """Write state and operations as one; returns what changed, by entity kind."""
        ...


@dataclass(frozen=True, slots=True)
class Station:
    """This device: its site and its number there (1–99)."""

    site_id: str
    number: int


class Counter(Protocol):
    """The counter's database as the bus sees it."""

    def begin(self) -> AbstractContextManager[CounterUnitOfWork]:
        """A write transaction; rolls back unless committed. One at a time per data folder."""
        ...

    def station(self) -> Station: ...


@dataclass(frozen=True, slots=True)
class Credential:
    """How an account signs in on this device. Never leaves it."""

    staff_id: str
    password_hash: str
    failures: int = 0
    locked_until: datetime | None = None


class Credentials(Protocol):
    def get(self, staff_id: str) -> Credential | None: ...

    def put(self, credential: Credential) -> None: ...

    def staff_by_username(self, username: str) -> Staff | None: ...


Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
