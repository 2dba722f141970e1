"""One transaction over every store: the same for counter and city."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Connection

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
from app.persistence.store import SqlStore
from app.services.ports import Store

E = TypeVar("E")


class SqlUnitOfWork:
    """The stores over a connection whose transaction somebody else begins and ends."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._stores: list[SqlStore[Any]] = []
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
        self._stores.append(store)
        return store

    def flush(self, dirty: int | None) -> tuple[dict[str, frozenset[str]], list[tuple[str, Row]]]:
        """Write every store, in the order above.

        Returns the ids written by kind, and (kind, row) of rows that were clean before.
        """
        written: dict[str, frozenset[str]] = {}
        clean: list[tuple[str, Row]] = []
        for store in self._stores:
            ids, before = store.flush(dirty)
            if ids:
                written[store.kind] = ids
            clean.extend((store.kind, row) for row in before)
        return written, clean
