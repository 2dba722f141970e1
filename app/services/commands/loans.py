"""Request → approval → hand-out → take-back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from app.domain.asset import Condition
from app.domain.ids import new_id
from app.domain.numbering import DocumentKind
from app.services.commands.base import MANAGERS, Command, Nature, Numbers, command


@command
@dataclass(frozen=True, slots=True)
class SubmitRequest(Command):
    """申请. Reserves what it names."""

    TYPE = "submit_request"
    NATURE = Nature.INTENT

    organization_id: str
    person_id: str
    asset_ids: tuple[str, ...]
    due_on: date
    reason: str = ""
    number: str = ""
    request_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.REQUEST, day))


@command
@dataclass(frozen=True, slots=True)
class ApproveRequest(Command):
    TYPE = "approve_request"
    NATURE = Nature.INTENT
    ROLES = MANAGERS

    request_id: str
    note: str = ""


@command
@dataclass(frozen=True, slots=True)
class RefuseRequest(Command):
    TYPE = "refuse_request"
    NATURE = Nature.INTENT
    ROLES = MANAGERS

    request_id: str
    note: str


@command
@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command):
    TYPE = "withdraw_request"
    NATURE = Nature.INTENT

    request_id: str


@command
@dataclass(frozen=True, slots=True)
class HandOut(Command):
    """借用: pieces leave with a borrower.

    With `request_id` an approved request stands behind it; without, a manager acts under an approval on paper
    (`approval_reference`, `approval_evidence` = SHA-256 of its photo), which is then to be confirmed.
    """

    TYPE = "hand_out"

    organization_id: str
    person_id: str
    asset_ids: tuple[str, ...]
    due_on: date
    request_id: str | None = None
    approval_reference: str = ""
    approval_evidence: str = ""
    reason: str = ""
    number: str = ""
    loan_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.LOAN, day))


@command
@dataclass(frozen=True, slots=True)
class UndoHandOut(Command):
    """A hand-out that did not happen after all, while nothing of it has come back or been extended."""

    TYPE = "undo_hand_out"

    loan_id: str
    reason: str = ""


@command
@dataclass(frozen=True, slots=True)
class ConfirmPaperApproval(Command):
    """The approval on paper has been seen: the loan is no longer to be confirmed."""

    TYPE = "confirm_paper_approval"
    NATURE = Nature.INTENT
    ROLES = MANAGERS

    loan_id: str
    reference: str


@command
@dataclass(frozen=True, slots=True)
class ExtendLoan(Command):
    TYPE = "extend_loan"
    NATURE = Nature.INTENT

    loan_id: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Returned:
    """One piece that came back. `repair_fen` is what the borrower owes for it.

    `without_loan`: it lies on the counter, though nothing here says that it was out (another PC lent it).
    """

    asset_id: str
    condition: Condition = Condition.GOOD
    liability: str = ""
    repair_fen: int = 0
    without_loan: bool = False


@command
@dataclass(frozen=True, slots=True)
class TakeBack(Command):
    """归还: pieces come back, of one loan or of several."""

    TYPE = "take_back"

    pieces: tuple[Returned, ...]
    returned_by: str = ""
    number: str = ""

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.RETURN, day))


@command
@dataclass(frozen=True, slots=True)
class UndoTakeBack(Command):
    """A return that did not happen after all, while the pieces still lie where it put them."""

    TYPE = "undo_take_back"

    number: str
    reason: str = ""
