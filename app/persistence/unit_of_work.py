"""One transaction over every store: the same for counter and city."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from app.domain.asset import Asset
from app.domain.document import Document, LedgerImport
from app.domain.events import AssetEvent
from app.domain.loan import Loan, LoanLine, Request, RequestLine
from app.domain.organization import Organization, Person, Site, Staff, Warehouse
from app.domain.vehicle import Dispatch, VehicleCard
from app.persistence.records import Row
from app.persistence.store import SqlStore


class SqlUnitOfWork:
    """The stores over a connection whose transaction somebody else begins and ends."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sites = SqlStore(connection, Site)
        self.warehouses = SqlStore(connection, Warehouse)
        self.organizations = SqlStore(connection, Organization)
        self.people = SqlStore(connection, Person)
        self.staff = SqlStore(connection, Staff)
        self.assets = SqlStore(connection, Asset)
        self.vehicles = SqlStore(connection, VehicleCard)
        self.dispatches = SqlStore(connection, Dispatch)
        self.requests = SqlStore(connection, Request)
        self.request_lines = SqlStore(connection, RequestLine)
        self.loans = SqlStore(connection, Loan)
        self.loan_lines = SqlStore(connection, LoanLine)
        self.documents = SqlStore(connection, Document)
        self.imports = SqlStore(connection, LedgerImport)
        self.events = SqlStore(connection, AssetEvent)

    def stores(self) -> list[SqlStore[Any]]:
        """All of them, in the order in which they are written."""
        return [store for store in vars(self).values() if isinstance(store, SqlStore)]

    def flush(self, dirty: int | None) -> tuple[dict[str, frozenset[str]], list[tuple[str, Row]]]:
        """Write every store. Returns the ids written by kind, and (kind, row) of rows that were clean before."""
        written: dict[str, frozenset[str]] = {}
        clean: list[tuple[str, Row]] = []
        for store in self.stores():
            ids, before = store.flush(dirty)
            if ids:
                written[store.kind] = ids
            clean.extend((store.kind, row) for row in before)
        return written, clean
