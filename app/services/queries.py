"""Questions that windows and commands ask, and the rows they get. Reading changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.domain.asset import Condition, Status
from app.domain.attachment import Attachment
from app.domain.case import CaseKind, Decision, Urgency
from app.domain.document import Document, LedgerImport
from app.domain.loan import Approval, LoanKind, RequestStatus
from app.domain.organization import Organization, Site, Staff, Warehouse, WarehouseKind
from app.services.cases import Choice, Side
from app.services.sync_queries import SyncQueries
from app.services.transfer_queries import TransferQueries
from app.services.vehicle_queries import VehicleQueries, VehicleRow


@dataclass(frozen=True, slots=True)
class AssetRow:
    """An asset as a list shows it. `custody`: code of the site that holds it; `pending`: not yet synced."""

    id: str
    tag_number: str
    card_number: str
    name: str
    model: str
    brand: str
    serial: str
    unit: str
    category_code: str
    status: Status
    condition: Condition
    warehouse: str
    warehouse_kind: WarehouseKind | None
    place: str
    organization: str
    custody: str
    custody_name: str
    value_fen: int
    depreciation_fen: int
    acquired_on: date | None
    department: str
    keeper: str
    remark: str
    pending: bool
    holder: str = ""  # "person, organization" while it is out
    due_on: date | None = None
    plate: str = ""
    epc: str = ""  # of its RAIN tag, hexadecimal
    tid: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened to it. `what` is a command type; `number` the document, if any."""

    at: datetime
    what: str
    actor: str
    number: str
    detail: str
    synced: bool


@dataclass(frozen=True, slots=True)
class LoanRow:
    id: str
    number: str
    kind: LoanKind
    organization: str
    person: str
    handed_out_at: datetime
    due_on: date | None
    approval: Approval
    pieces: int
    open_pieces: int
    extensions: int
    overdue: bool
    reason: str
    pending: bool


@dataclass(frozen=True, slots=True)
class LoanPiece:
    asset: AssetRow
    returned_at: datetime | None
    condition: Condition | None
    disputed: bool


@dataclass(frozen=True, slots=True)
class LoanDetail:
    row: LoanRow
    organization_id: str
    person_id: str | None
    request_id: str | None
    pieces: tuple[LoanPiece, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    id: str
    number: str
    organization_id: str
    organization: str
    person_id: str
    person: str
    reason: str
    due_on: date
    created_at: datetime
    status: RequestStatus
    decided_by: str
    decision_note: str
    asset_ids: tuple[str, ...]
    open_pieces: int
    pending: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of the inbox. `reason` is the refusal that it began with, as JSON {code, params}.

    `choices` is what may be decided, the recommended first; `papers` which numbers of its sides and its own are known
    here; `pressing`: its piece is overdue, or somebody has asked for it.
    """

    id: str
    kind: CaseKind
    urgency: Urgency
    pressing: bool
    asset_id: str
    tag_number: str
    asset_name: str
    site_id: str
    other_site_id: str
    opened_at: datetime
    reason: str
    sides: tuple[Side, ...]
    choices: tuple[Choice, ...]
    papers: frozenset[str]
    decision: Decision
    decided_at: datetime | None
    decided_by: str
    decision_reason: str
    number: str
    pending: bool

    @property
    def open(self) -> bool:
        return self.decision is Decision.OPEN


@dataclass(frozen=True, slots=True)
class AssetDetail:
    row: AssetRow
    history: tuple[HistoryEntry, ...]
    loan: LoanRow | None
    vehicle: VehicleRow | None
    reserved_for: str = ""
    cases: tuple[CaseRow, ...] = ()  # open ones


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: str
    name: str
    phone: str
    organization_id: str
    organization: str
    open_pieces: int


class ScanKind(StrEnum):
    ASSET = "asset"  # exactly one asset
    SEVERAL = "several"  # a number that more than one asset bears
    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    PLACE = "place"  # its label's code; no places where nothing lies there that would say its name
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of this site at which something lies."""

    warehouse_id: str
    warehouse: str
    name: str


@dataclass(frozen=True, slots=True)
class ScanHit:
    """What a scanned or typed identifier means: tag, card number, serial, plate, document, a borrower or a place."""

    kind: ScanKind
    text: str
    assets: tuple[AssetRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    organizations: tuple[Organization, ...] = ()
    document: Document | None = None
    places: tuple[PlaceRow, ...] = ()


class SortKey(StrEnum):
    TAG = "tag_number"
    NAME = "name"
    CARD = "card_number"
    STATUS = "status"
    PLACE = "place"
    ORGANIZATION = "organization"
    VALUE = "value_fen"
    ACQUIRED = "acquired_on"


@dataclass(frozen=True, slots=True)
class AssetFilter:
    """Which assets, in which order. `text` is search as you type."""

    text: str = ""
    statuses: tuple[Status, ...] = ()
    warehouse_id: str = ""
    place: str = ""
    organization_id: str = ""
    import_id: str = ""
    own_site_only: bool = False
    sort: SortKey | None = None  # None: newest first
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """How many pieces and what value (fen), by status."""

    pieces: int
    value_fen: int
    by_status: dict[Status, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SyncState:
    """What a person must know of sync: how much waits, since when, how old the knowledge is.

    `server` is empty where the counter was enrolled by file and has no line.
    """

    enrolled: bool
    server: str
    pending: int
    oldest_pending: datetime | None
    last_success: datetime | None
    cases: int


class Superseded(Exception):
    """Whoever asked no longer wants the answer."""


class Queries(SyncQueries, TransferQueries, VehicleQueries, Protocol):
    """Answered from the counter's database; safe on any thread.

    What may take long takes `stop`, which it calls often: once it is true, the question raises Superseded.
    """

    def site(self) -> Site: ...

    def sites(self) -> Sequence[Site]: ...

    def warehouses(self, *, active_only: bool = True) -> Sequence[Warehouse]:
        """Of this site."""
        ...

    def staff(self) -> Sequence[Staff]: ...

    def find_assets(self, text: str, limit: int = 200) -> list[AssetRow]:
        """Search as you type; best first by nothing but recency."""
        ...

    def asset_keys(
        self, which: AssetFilter, limit: int | None = None, *, stop: Callable[[], bool] | None = None
    ) -> Sequence[int]:
        """Keys of all matching assets in order, cheaply (8 bytes each); give them to `asset_page`."""
        ...

    def asset_page(self, keys: Sequence[int]) -> list[AssetRow]:
        """The rows of those keys, in their order; keys that are gone are left out."""
        ...

    def assets(self, ids: Sequence[str]) -> list[AssetRow]: ...

    def totals(self, which: AssetFilter, *, stop: Callable[[], bool] | None = None) -> Totals: ...

    def asset(self, id: str) -> AssetDetail | None: ...

    def tagged(self, *, epc: str, tid: str) -> list[AssetRow]:
        """The assets whose tag has that EPC or that TID; an empty one names none."""
        ...

    def resolve(self, text: str) -> ScanHit:
        """What a scan or a typed line at the desk means."""
        ...

    def organizations(self, text: str = "", limit: int = 20) -> Sequence[Organization]:
        """By part of the name, its code or its pinyin initials."""
        ...

    def people(self, text: str = "", organization_id: str = "", limit: int = 20) -> Sequence[PersonRow]: ...

    def loans(self, *, open_only: bool = True, text: str = "", limit: int = 500) -> Sequence[LoanRow]: ...

    def loan(self, id: str) -> LoanDetail | None: ...

    def requests(self, *, open_only: bool = True, limit: int = 500) -> Sequence[RequestRow]: ...

    def document(self, number: str) -> Document | None: ...

    def documents(self, limit: int = 200) -> Sequence[Document]: ...

    def imports(self) -> Sequence[LedgerImport]: ...

    def known_cards(self, organization_id: str, numbers: Sequence[str]) -> frozenset[str]:
        """Which of these card numbers this site has of that organization already."""
        ...

    def cases(self, *, open_only: bool = True, text: str = "", limit: int = 500) -> Sequence[CaseRow]:
        """The open cases in the order of the inbox (app.domain.case.order_of); else the decided, newest first.

        `text`: parts of tag, name, person, office, clerk, site or number.
        """
        ...

    def case(self, id: str) -> CaseRow | None: ...

    def cases_of(self, asset_ids: Sequence[str]) -> Sequence[CaseRow]:
        """The open cases of these assets, in the order of the inbox."""
        ...

    def case_counts(self) -> dict[Urgency, int]:
        """How many cases are open, by urgency."""
        ...

    def attachments(self, subject_id: str) -> Sequence[Attachment]:
        """Of a loan, an asset, a request, a paper or a case; oldest first."""
        ...

    def sync_state(self) -> SyncState: ...
