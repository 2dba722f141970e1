"""借用: hand-out, extension, confirmation."""

from __future__ import annotations

from app.domain.asset import Asset, Status
from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.loan import Approval, Loan, LoanKind, LoanLine, Request, RequestStatus
from app.domain.numbering import DocumentKind
from app.domain.organization import Movement, Role
from app.services.commands.base import Context
from app.services.commands.loans import ConfirmPaperApproval, ExtendLoan, HandOut, UndoHandOut
from app.services.handlers.custody import assets_met, disputed, irregular, require_custody, require_own
from app.services.handlers.healing import close_by_return, heal_cases_of_line, returns_before_their_loan
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.paper import issued_slip
from app.services.ports import UnitOfWork


@handles(HandOut)
def hand_out(command: HandOut, uow: UnitOfWork, context: Context) -> None:
    organization = uow.organizations.require(command.organization_id)
    person = uow.people.require(command.person_id)
    if person.organization_id != organization.id:
        raise Invalid("person.of_other_organization", person=person.name, organization=organization.name)
    if command.due_on < context.today:
        raise Invalid("loan.due_in_past", due=command.due_on)
    assets = assets_met(uow, command.asset_ids, context)
    request, approval = _approval(command, uow, context)
    loan = Loan(
        id=command.loan_id,
        number=command.number,
        kind=LoanKind.LOAN,
        site_id=context.site_id,
        organization_id=organization.id,
        person_id=person.id,
        handed_out_at=context.now,
        due_on=command.due_on,
        approval=approval,
        request_id=request.id if request else None,
        approval_reference=command.approval_reference,
        approval_evidence=command.approval_evidence,
        reason=command.reason or (request.reason if request else ""),
    )
    uow.loans.add(loan)
    came_back = returns_before_their_loan(uow, [asset.id for asset in assets], context)
    for position, asset in enumerate(assets):
        line = LoanLine(f"{loan.id}.{position}", loan.id, asset.id, context.site_id, context.now)
        if asset.id in came_back:  # out and in again already
            close_by_return(line, came_back[asset.id], context)
        else:
            try:
                check_lendable(asset, uow, context, command.organization_id, command.person_id)
                asset.hand_out(reserved_for_borrower=True)
            except DomainError as refusal:
                disputed(refusal, context, asset.id)
                line.disputed = True
        line.request_line_id = _end_reservation(uow, asset.id, command.person_id)
        uow.loan_lines.add(line)
    if len(came_back) == len(assets):
        loan.closed_at = context.now
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.LOAN,
        subject_id=loan.id,
        lines=slip_lines(assets),
        organization_id=organization.id,
        person=person.name,
        due_on=command.due_on,
        reason=loan.reason,
        remarks=("to_be_confirmed",) if approval is Approval.PAPER else (),
    )


def _approval(command: HandOut, uow: UnitOfWork, context: Context) -> tuple[Request | None, Approval]:
    """A hand-out needs an approval: a request that names the pieces, or a manager's, to be confirmed.

    With pieces beside those of the request the whole loan is to be confirmed; so is one whose approval stood no more
    when the city heard of it: the pieces are with the borrower.
    """
    request = None
    if command.request_id is not None:
        request = uow.requests.get(command.request_id)
        refusal = _stands_not(request, command, context)
        if refusal is not None:
            irregular(refusal, context)
            return request, Approval.PAPER
        named = {line.asset_id for line in uow.request_lines.find(request_id=command.request_id)}
        if named.issuperset(command.asset_ids):
            return request, Approval.REQUEST
    if not uow.sites.require(context.site_id).paper_approval:
        irregular(Refused("loan.needs_request"), context)
    elif context.actor.role not in (Role.MANAGER, Role.ADMINISTRATOR):
        fewer = Refused("request.names_fewer", number=request.number) if request is not None else None
        irregular(fewer or Refused("loan.needs_manager"), context)
    return request, Approval.PAPER


def _stands_not(request: Request | None, command: HandOut, context: Context) -> DomainError | None:
    """Why the request gives no right to this hand-out; None where it does."""
    if request is None:
        return NotFound("request.unknown", id=command.request_id)
    require_own(request, context)
    if request.status is not RequestStatus.APPROVED:
        return Refused("request.not_approved", number=request.number, status=request.status)
    if request.person_id != command.person_id:
        return Refused("request.of_other_person", number=request.number)
    return None


def check_lendable(asset: Asset, uow: UnitOfWork, context: Context, organization_id: str, person_id: str) -> None:
    """Raises Refused, in the words a clerk can pass on, where this borrower may not have this piece now."""
    require_custody(asset, context)
    if asset.status is Status.RESERVED:
        for line in uow.request_lines.find(asset_id=asset.id, open=True):
            request = uow.requests.require(line.request_id)
            if request.person_id != person_id:
                holder = uow.people.get(request.person_id)
                office = uow.organizations.get(request.organization_id)
                raise Refused(
                    "asset.reserved_for_other",
                    name=asset.name,
                    tag=asset.tag_number,
                    person=holder.name if holder else "",
                    organization=office.name if office else "",
                )
            if request.status is not RequestStatus.APPROVED:
                raise Refused("request.not_approved", number=request.number, status=request.status)
    warehouse = uow.warehouses.require(asset.warehouse_id)
    if not warehouse.permits(Movement.LEND):
        raise Refused("warehouse.no_lending", name=asset.name, warehouse=warehouse.name)


def _end_reservation(uow: UnitOfWork, asset_id: str, person_id: str) -> str | None:
    """The line of this person's request that the piece was reserved by; the request ends with its last line."""
    for line in uow.request_lines.find(asset_id=asset_id, open=True):
        request = uow.requests.require(line.request_id)
        if request.person_id == person_id:
            line.open = False
            if not uow.request_lines.find(request_id=request.id, open=True):
                request.status = RequestStatus.FULFILLED
            return line.id
    return None


@handles(UndoHandOut)
def undo_hand_out(command: UndoHandOut, uow: UnitOfWork, context: Context) -> None:
    loan = uow.loans.require(command.loan_id)
    require_own(loan, context)
    lines = uow.loan_lines.find(loan_id=loan.id)
    _leave_what_is_elsewhere(loan, lines, uow, context)
    if loan.voided or loan.extensions or any(line.returned_at is not None for line in lines):
        raise Refused("undo.built_upon", name=loan.number or "", tag="")
    assets = uow.assets.many(line.asset_id for line in lines)
    for line in lines:
        line.returned_at = context.now
        if line.disputed:
            heal_cases_of_line(uow, line, context)
            continue
        asset = assets[line.asset_id]
        asset.take_back(asset.condition)
        if line.request_line_id is not None:
            reservation = uow.request_lines.require(line.request_line_id)
            reservation.open = True
            uow.requests.require(reservation.request_id).status = RequestStatus.APPROVED
            asset.reserve()
    loan.voided, loan.closed_at = True, context.now
    void_slip(uow, loan.number)


def _leave_what_is_elsewhere(loan: Loan, lines: list[LoanLine], uow: UnitOfWork, context: Context) -> None:
    """A piece of the loan that the city gave to another site, with its line, stays there: a case each.

    The others never left, and may be in other hands by now. Raises Refused at the counter.
    """
    document = uow.documents.get(loan.number or "")
    tags = tuple(line.tag_number for line in issued_slip(document.content).lines) if document is not None else ()
    if len(tags) <= len(lines):
        return
    here = {line.asset_id for line in lines}
    for asset in uow.assets.find(tag_number=tags):
        if asset.id in here:
            continue
        try:
            require_custody(asset, context)
        except DomainError as refusal:
            disputed(refusal, context, asset.id)
    if not context.device:  # what another site holds is not always to be seen from here
        raise Refused("undo.built_upon", name=loan.number or "", tag="")


@handles(ConfirmPaperApproval)
def confirm_paper_approval(command: ConfirmPaperApproval, uow: UnitOfWork, context: Context) -> None:
    loan = uow.loans.require(command.loan_id)
    require_own(loan, context)
    if loan.approval is not Approval.PAPER:
        raise Refused("loan.nothing_to_confirm", number=loan.number or "")
    if not command.reference.strip():
        raise Invalid("loan.no_reference")
    loan.approval, loan.approval_reference = Approval.CONFIRMED, command.reference.strip()


@handles(ExtendLoan)
def extend_loan(command: ExtendLoan, uow: UnitOfWork, context: Context) -> None:
    """Extension does not need return and re-issue; at most the policy's number."""
    loan = uow.loans.require(command.loan_id)
    require_own(loan, context)
    loan.extend(command.due_on, uow.sites.require(loan.site_id).max_extensions)
