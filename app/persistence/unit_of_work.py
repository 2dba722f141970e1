"""One transaction over every store: the same for counter and city."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

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
from app.persistence.records import Row
from app.persistence.store import Change, SqlStore
from app.persistence.store_index import Index
from app.services.ports import Store

POISON = (ArithmeticError, AttributeError, DataError, IntegrityError, LookupError, TypeError, ValueError)
"""What a handler or the database says of content that no rule foresaw. A lost connection is none of these."""

E = TypeVar("E")
Touched = dict[tuple[str, str], Change]
"""(kind, id) → the row before and after."""


class SqlUnitOfWork:
    """The stores over a connection whose transaction somebody else begins and ends."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._stores: dict[str, SqlStore[Any]] = {}
        self._indexes: list[Index[Any]] = []
        self.sites = self._store(Site)
        self.warehouses = self._store(Warehouse)
        self.organizations = self._store(Organization)
        self.people = self._store(Person)
        self.staff = self._store(Staff)
        self.assets = self._store(Asset)
        self.vehicles = self._store(VehicleCard)
        self.dispatches = self._store(Dispatch)
        self.requests = self._store(Request)
        self.request_lines = self._store(RequestLine)
        self.loans = self._store(Loan)
        self.loan_lines = self._store(LoanLine)
        self.documents = self._store(Document)
        self.imports = self._store(LedgerImport)
        self.events = self._store(AssetEvent)
        self.transfers = self._store(Transfer)
        self.transfer_lines = self._store(TransferLine)
        self.cases = self._store(ConflictCase)
        self.devices = self._store(CounterDevice)
        self.attachments = self._store(Attachment)

    def _store(self, entity: type[E]) -> Store[E]:
        store = SqlStore(self.connection, entity)
        self._stores[store.kind] = store
        self._indexes.append(store.index)
        return store

    def store(self, kind: str) -> SqlStore[Any]:
        return self._stores[kind]

    def people_since(self) -> set[str]:
        """Ids of people whom handlers looked at or added since this was last asked."""
        return self.store("person").looked_at()

    def settle(self) -> None:
        """An operation has ended: nobody changes any more what was handed out for it."""
        for index in self._indexes:
            if index.handed:
                index.settle()

    def write(self, dirty: int | None) -> Touched:
        """Write every store, in the order above. Returns what was written."""
        return {
            (kind, (after or before or {})["id"]): (before, after)
            for kind, store in self._stores.items()
            for before, after in store.flush(dirty)
        }

    def flush(self, dirty: int | None) -> tuple[dict[str, frozenset[str]], list[tuple[str, Row]]]:
        """Write every store. Returns the ids written by kind, and (kind, row) of rows that were clean before."""
        written: dict[str, set[str]] = {}
        clean: list[tuple[str, Row]] = []
        for (kind, id), (before, _) in self.write(dirty).items():
            written.setdefault(kind, set()).add(id)
            if before is not None and before["dirty"] is None:
                clean.append((kind, before))
        return {kind: frozenset(ids) for kind, ids in written.items()}, clean
