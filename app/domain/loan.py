"""Requests, approvals and loans. Approved is not handed out: they are two records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.asset import Condition
from app.domain.errors import Refused


class RequestStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FULFILLED = "fulfilled"


@dataclass(slots=True)
class Request:
    """申请: an organization asks to borrow; from then on what it names is reserved."""

    id: str
    number: str
    site_id: str
    organization_id: str
    person_id: str
    reason: str
    due_on: date
    created_at: datetime
    status: RequestStatus = RequestStatus.PENDING
    decided_by: str = ""
    decided_at: datetime | None = None
    decision_note: str = ""
    version: int = 0

    def decide(self, verdict: RequestStatus, by: str, at: datetime, note: str) -> None:
        if self.status is not RequestStatus.PENDING:
            raise Refused("request.already_decided", number=self.number, status=self.status)
        self.status, self.decided_by, self.decided_at, self.decision_note = verdict, by, at, note

    def withdraw(self) -> None:
        if self.status not in (RequestStatus.PENDING, RequestStatus.APPROVED):
            raise Refused("request.already_decided", number=self.number, status=self.status)
        self.status = RequestStatus.WITHDRAWN


@dataclass(slots=True)
class RequestLine:
    """One piece of a request; `open` while it reserves the piece."""

    id: str
    request_id: str
    asset_id: str
    site_id: str
    open: bool = True
    version: int = 0


class LoanKind(StrEnum):
    LOAN = "loan"
    OPENING = "opening"  # was out already when its ledger was imported


class Approval(StrEnum):
    REQUEST = "request"  # an approved request stands behind it
    PAPER = "paper"  # a manager acted on an approval on paper; to be confirmed
    CONFIRMED = "confirmed"  # such a paper, confirmed since
    NONE = "none"  # opening records only


@dataclass(slots=True)
class Loan:
    """借用. Closes when its last piece is back (`closed_at`)."""

    id: str
    number: str | None
    kind: LoanKind
    site_id: str
    organization_id: str
    person_id: str | None
    handed_out_at: datetime
    due_on: date | None
    approval: Approval
    request_id: str | None = None
    approval_reference: str = ""
    approval_evidence: str = ""  # SHA-256 of the photo or scan
    reason: str = ""
    extensions: int = 0
    closed_at: datetime | None = None
    voided: bool = False
    version: int = 0

    def extend(self, due_on: date, limit: int) -> None:
        if self.closed_at is not None:
            raise Refused("loan.closed", number=self.number or "")
        if self.due_on is not None and due_on <= self.due_on:
            raise Refused("loan.extension_not_later", number=self.number or "", due=self.due_on)
        if self.extensions >= limit:
            raise Refused("loan.extensions_used_up", number=self.number or "", limit=limit)
        self.due_on = due_on
        self.extensions += 1


@dataclass(slots=True)
class LoanLine:
    """One piece of a loan. `disputed`: recorded although another loan of the piece was open (a case)."""

    id: str
    loan_id: str
    asset_id: str
    site_id: str
    out_at: datetime
    returned_at: datetime | None = None
    return_number: str | None = None
    condition: Condition | None = None
    liability: str = ""
    repair_fen: int = 0
    disputed: bool = False
    request_line_id: str | None = None  # the reservation that it ended
    version: int = 0
