"""The counter's questions, each answered in one short read transaction."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from app.domain.attachment import Attachment
from app.domain.case import Urgency
from app.domain.document import Document, LedgerImport
from app.domain.organization import Organization, Site, Staff, Warehouse
from app.persistence.reading import assets, cases, centre, desk, loans, people, transfers, vehicles
from app.persistence.reading.matching import Office
from app.persistence.reading.sync import sync_state
from app.persistence.store import codec_of
from app.persistence.tables import attachment, document, ledger_import, organization
from app.services.authority import Here
from app.services.queries import (
    AssetDetail,
    AssetFilter,
    AssetRow,
    CaseRow,
    LoanDetail,
    LoanRow,
    PersonRow,
    RequestRow,
    ScanHit,
    Superseded,
    SyncState,
    Totals,
)
from app.services.sync_queries import CycleRow, SyncDay, SyncFacts, Waiting
from app.services.transfer_queries import TransferDetail, TransferRow
from app.services.vehicle_queries import DispatchRow, VehicleRow

_STEPS = 20_000  # of SQLite's machine, some milliseconds, between two looks whether the answer is still wanted


class SqlQueries:
    """Queries over a read-only engine; `today` is the day where the counter stands. Safe on any thread."""

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._engine = engine
        self._today = today
        self._offices: tuple[object, list[Office]] = (None, [])

    @contextmanager
    def _reading(self, stop: Callable[[], bool] | None = None) -> Iterator[Connection]:
        """Raises Superseded where `stop` has ended a question on its way."""
        with self._engine.connect() as connection:
            if stop is None:
                yield connection
                return
            driver: Any = connection.connection.driver_connection
            driver.set_progress_handler(stop, _STEPS)
            try:
                yield connection
            except OperationalError:
                if stop():
                    raise Superseded from None
                raise
            finally:
                driver.set_progress_handler(None, 0)

    def _all_offices(self, connection: Connection) -> list[Office]:
        """Every organization; read again when one was added or has changed."""
        now = connection.execute(select(func.count(), func.sum(organization.c.version))).one()
        known, found = self._offices
        if known != now:
            found = assets.offices(connection)
            self._offices = (now, found)
        return found

    def site(self) -> Site:
        with self._reading() as connection:
            return people.own_site(connection)

    def sites(self) -> Sequence[Site]:
        with self._reading() as connection:
            return people.sites(connection)

    def warehouses(self, *, active_only: bool = True) -> Sequence[Warehouse]:
        with self._reading() as connection:
            return people.warehouses(connection, active_only=active_only)

    def staff(self) -> Sequence[Staff]:
        with self._reading() as connection:
            return people.all_staff(connection)

    def find_assets(self, text: str, limit: int = 200) -> list[AssetRow]:
        with self._reading() as connection:
            keys = assets.find_keys(connection, text, self._all_offices(connection), limit)
            return assets.asset_page(connection, keys)

    def asset_keys(
        self, which: AssetFilter, limit: int | None = None, *, stop: Callable[[], bool] | None = None
    ) -> array[int]:
        with self._reading(stop) as connection:
            return assets.asset_keys(connection, which, self._all_offices(connection), limit)

    def asset_page(self, keys: Sequence[int]) -> list[AssetRow]:
        with self._reading() as connection:
            return assets.asset_page(connection, keys)

    def assets(self, ids: Sequence[str]) -> list[AssetRow]:
        with self._reading() as connection:
            return assets.assets_by_id(connection, ids)

    def totals(self, which: AssetFilter, *, stop: Callable[[], bool] | None = None) -> Totals:
        with self._reading(stop) as connection:
            return assets.totals(connection, which, self._all_offices(connection))

    def asset(self, id: str) -> AssetDetail | None:
        with self._reading() as connection:
            found = assets.assets_by_id(connection, [id])
            if not found:
                return None
            return AssetDetail(
                row=found[0],
                history=assets.history(connection, id),
                loan=loans.open_loan_of(connection, self._today(), id),
                vehicle=vehicles.vehicle_of(connection, id),
                reserved_for=assets.reserved_for(connection, id),
                cases=tuple(cases.cases_of(connection, self._today(), [id])),
            )

    def tagged(self, *, epc: str, tid: str) -> list[AssetRow]:
        with self._reading() as connection:
            return assets.tagged(connection, [epc] if epc else [], [tid] if tid else [])

    def resolve(self, text: str) -> ScanHit:
        with self._reading() as connection:
            return desk.resolve(connection, text)

    def organizations(self, text: str = "", limit: int = 20) -> Sequence[Organization]:
        with self._reading() as connection:
            return people.organizations(connection, text, limit, self._all_offices(connection))

    def people(self, text: str = "", organization_id: str = "", limit: int = 20) -> Sequence[PersonRow]:
        with self._reading() as connection:
            return people.people(connection, text, organization_id, limit)

    def loans(self, *, open_only: bool = True, text: str = "", limit: int = 500) -> Sequence[LoanRow]:
        with self._reading() as connection:
            return loans.loans(connection, self._today(), open_only=open_only, text=text, limit=limit)

    def loan(self, id: str) -> LoanDetail | None:
        with self._reading() as connection:
            return loans.loan_detail(connection, self._today(), id)

    def requests(self, *, open_only: bool = True, limit: int = 500) -> Sequence[RequestRow]:
        with self._reading() as connection:
            return loans.requests(connection, open_only=open_only, limit=limit)

    def vehicles(self) -> Sequence[VehicleRow]:
        with self._reading() as connection:
            return vehicles.vehicles(connection)

    def dispatches(self, *, asset_id: str = "", open_only: bool = False, limit: int = 200) -> Sequence[DispatchRow]:
        with self._reading() as connection:
            return vehicles.dispatches(connection, asset_id=asset_id, open_only=open_only, limit=limit)

    def document(self, number: str) -> Document | None:
        with self._reading() as connection:
            found = people.entities(connection, Document, select(document).where(document.c.id == number))
        return found[0] if found else None

    def documents(self, limit: int = 200) -> Sequence[Document]:
        """Newest first."""
        query = select(document).order_by(document.c.issued_at.desc(), document.c.id.desc()).limit(limit)
        with self._reading() as connection:
            return people.entities(connection, Document, query)

    def imports(self) -> Sequence[LedgerImport]:
        """Newest first."""
        query = select(ledger_import).order_by(ledger_import.c.imported_at.desc(), ledger_import.c.id.desc())
        with self._reading() as connection:
            return people.entities(connection, LedgerImport, query)

    def known_cards(self, organization_id: str, numbers: Sequence[str]) -> frozenset[str]:
        with self._reading() as connection:
            return assets.known_cards(connection, organization_id, numbers)

    def cases(self, *, open_only: bool = True, text: str = "", limit: int = 500) -> Sequence[CaseRow]:
        with self._reading() as connection:
            return cases.cases(connection, self._today(), open_only=open_only, text=text, limit=limit)

    def case(self, id: str) -> CaseRow | None:
        with self._reading() as connection:
            return cases.case(connection, self._today(), id)

    def cases_of(self, asset_ids: Sequence[str]) -> Sequence[CaseRow]:
        with self._reading() as connection:
            return cases.cases_of(connection, self._today(), asset_ids)

    def case_counts(self) -> dict[Urgency, int]:
        with self._reading() as connection:
            return cases.case_counts(connection, self._today())

    def transfers(self, *, open_only: bool = True, text: str = "", limit: int = 500) -> Sequence[TransferRow]:
        with self._reading() as connection:
            return transfers.transfers(connection, open_only=open_only, text=text, limit=limit)

    def transfer(self, id: str) -> TransferDetail | None:
        with self._reading() as connection:
            return transfers.transfer_detail(connection, id)

    def transfer_named(self, text: str) -> TransferDetail | None:
        with self._reading() as connection:
            return transfers.transfer_named(connection, text)

    def arriving(self) -> tuple[int, int]:
        with self._reading() as connection:
            return transfers.arriving(connection)

    def attachments(self, subject_id: str) -> list[Attachment]:
        query = select(attachment).where(attachment.c.subject_id == subject_id).order_by(attachment.c.added_at)
        codec = codec_of(Attachment)
        with self._reading() as connection:
            return [codec.load(dict(row)) for row in connection.execute(query).mappings()]

    def sync_state(self) -> SyncState:
        with self._reading() as connection:
            return sync_state(connection)

    def here(self) -> Here:
        with self._reading() as connection:
            return centre.here(connection)

    def sync_facts(self) -> SyncFacts:
        with self._reading() as connection:
            return centre.sync_facts(connection)

    def waiting(self, limit: int = 500) -> Waiting:
        with self._reading() as connection:
            return centre.waiting(connection, limit)

    def cycles(self, limit: int = 50) -> Sequence[CycleRow]:
        with self._reading() as connection:
            return centre.cycles(connection, limit)

    def sync_days(self, days: int = 14) -> Sequence[SyncDay]:
        with self._reading() as connection:
            return centre.sync_days(connection, self._today(), days)
