"""申请 and its approval. A pending request reserves what it names."""

from __future__ import annotations

from app.domain.errors import Invalid, Refused
from app.domain.loan import Request, RequestLine, RequestStatus
from app.domain.organization import Movement
from app.services.commands.base import Context
from app.services.commands.loans import ApproveRequest, RefuseRequest, SubmitRequest, WithdrawRequest
from app.services.handlers.custody import assets_named, require_custody, require_own
from app.services.handlers.registry import handles
from app.services.ports import UnitOfWork


@handles(SubmitRequest)
def submit_request(command: SubmitRequest, uow: UnitOfWork, context: Context) -> None:
    uow.organizations.require(command.organization_id)
    uow.people.require(command.person_id)
    if command.due_on < context.today:
        raise Invalid("loan.due_in_past", due=command.due_on)
    request = Request(
        id=command.request_id,
        number=command.number,
        site_id=context.site_id,
        organization_id=command.organization_id,
        person_id=command.person_id,
        reason=command.reason,
        due_on=command.due_on,
        created_at=context.now,
    )
    uow.requests.add(request)
    for position, asset in enumerate(assets_named(uow, command.asset_ids)):
        require_custody(asset, context)
        warehouse = uow.warehouses.require(asset.warehouse_id)
        if not warehouse.permits(Movement.LEND):
            raise Refused("warehouse.no_lending", name=asset.name, warehouse=warehouse.name)
        asset.reserve()
        uow.request_lines.add(RequestLine(f"{request.id}.{position}", request.id, asset.id, context.site_id))


@handles(ApproveRequest)
def approve_request(command: ApproveRequest, uow: UnitOfWork, context: Context) -> None:
    request = uow.requests.require(command.request_id)
    require_own(request, context)
    request.decide(RequestStatus.APPROVED, context.actor.name, context.now, command.note)


@handles(RefuseRequest)
def refuse_request(command: RefuseRequest, uow: UnitOfWork, context: Context) -> None:
    if not command.note.strip():
        raise Invalid("request.refusal_needs_reason")
    request = uow.requests.require(command.request_id)
    require_own(request, context)
    request.decide(RequestStatus.REFUSED, context.actor.name, context.now, command.note)
    release(uow, request)


@handles(WithdrawRequest)
def withdraw_request(command: WithdrawRequest, uow: UnitOfWork, context: Context) -> None:
    request = uow.requests.require(command.request_id)
    require_own(request, context)
    request.withdraw()
    release(uow, request)


def release(uow: UnitOfWork, request: Request) -> None:
    """Let go what the request still reserves."""
    lines = uow.request_lines.find(request_id=request.id, open=True)
    assets = uow.assets.many(line.asset_id for line in lines)
    for line in lines:
        line.open = False
        assets[line.asset_id].release()
