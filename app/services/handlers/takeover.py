"""The city moves custody: a PC is dead, a site is closed."""

from __future__ import annotations

from dataclasses import replace

from app.domain.asset import Asset, Status
from app.domain.errors import Invalid, Refused
from app.domain.loan import LoanLine, RequestStatus
from app.services.commands.base import Context
from app.services.commands.transfers import TakeOver
from app.services.handlers.custody import assets_named, usable_warehouse
from app.services.handlers.registry import handles
from app.services.handlers.transfers import close_when_done
from app.services.ports import UnitOfWork


@handles(TakeOver)
def take_over(command: TakeOver, uow: UnitOfWork, context: Context) -> None:
    """Each piece begins a new epoch at the site; what the old site still does with it becomes cases.

    What is out stays out: the open lines of its loans pass to the site, on a copy of their loan where the loan is
    another site's, so that the piece is taken back there from the same borrower under the same number. What
    reserved it, and what it was on its way by, ends.
    """
    if not context.authority or context.site_id != command.to_site_id:
        raise Refused("takeover.city_only")
    if not command.reason.strip():
        raise Invalid("takeover.no_reason")
    warehouse = usable_warehouse(uow, command.warehouse_id, context)
    for asset in assets_named(uow, command.asset_ids):
        if asset.status is Status.RESERVED:
            _end_reservation(asset, uow)
        asset.take_over(command.to_site_id, warehouse.id)
        _end_transfers(asset, uow, context)
        for line in uow.loan_lines.find(asset_id=asset.id, returned_at=None):
            move_line(line, context.site_id, uow, context)
        for dispatch in uow.dispatches.find(asset_id=asset.id, in_at=None):
            dispatch.site_id = context.site_id
            uow.people.get(dispatch.person_id)
        card = uow.vehicles.get(asset.id)
        if card is not None:
            card.site_id = context.site_id


def _end_reservation(asset: Asset, uow: UnitOfWork) -> None:
    for line in uow.request_lines.find(asset_id=asset.id, open=True):
        line.open = False
        if not uow.request_lines.find(request_id=line.request_id, open=True):
            uow.requests.require(line.request_id).status = RequestStatus.WITHDRAWN
    asset.release()


def _end_transfers(asset: Asset, uow: UnitOfWork, context: Context) -> None:
    for line in uow.transfer_lines.find(asset_id=asset.id, received_at=None, cancelled_at=None):
        line.cancelled_at = context.now
        close_when_done(uow.transfers.require(line.transfer_id), uow, context)


def move_line(line: LoanLine, site_id: str, uow: UnitOfWork, context: Context) -> None:
    """The line passes to that site, on its copy of the loan; on the loan itself where it began there."""
    loan = uow.loans.require(line.loan_id)
    if loan.person_id:
        uow.people.get(loan.person_id)  # whom the site knows from now on
    if loan.site_id == site_id:
        return
    origin = uow.loans.get(loan.id.removesuffix(f".{loan.site_id}")) or loan
    its_id = origin.id if origin.site_id == site_id else f"{origin.id}.{site_id}"
    if uow.loans.get(its_id) is None:
        uow.loans.add(replace(loan, id=its_id, site_id=site_id, request_id=None, version=0))
    line.loan_id, line.site_id = its_id, site_id
    if not uow.loan_lines.find(loan_id=loan.id, returned_at=None):
        loan.closed_at = context.now
