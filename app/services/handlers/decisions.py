"""What each decision about a case does to the books."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import ids
from app.domain.asset import Asset, Status
from app.domain.case import CaseKind, ConflictCase, Decision
from app.domain.errors import Invalid, Refused
from app.domain.loan import LoanLine, RequestStatus
from app.domain.numbering import is_tag_number
from app.domain.organization import Movement
from app.domain.transfer import TransferLine
from app.domain.vehicle import Dispatch
from app.services.cases import Side
from app.services.commands.base import Context
from app.services.commands.cases import ResolveCase
from app.services.handlers.custody import require_custody
from app.services.handlers.edits import set_text, texts_of
from app.services.handlers.takeover import move_line
from app.services.handlers.transfers import close_when_done
from app.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Deciding:
    """A case while it is decided: the other side, where there is one, and the operation's own."""

    case: ConflictCase
    command: ResolveCase
    first: Side | None
    second: Side
    uow: UnitOfWork
    context: Context


def carry_out(it: Deciding) -> None:
    """Raises Refused where what the decision needs is not known at this site, or something was built on it since."""
    match it.command.decision:
        case Decision.KEEP_FIRST:
            _keep_first(it)
        case Decision.KEEP_SECOND:
            _keep_second(it)
        case Decision.RELABEL:
            _relabel(it)
        case Decision.SUBSTITUTE:
            _substitute(it)
        case Decision.MERGE:
            _merge(it, it.command.fields)
        case _:  # acknowledged: nothing changes
            pass


def _keep_first(it: Deciding) -> None:
    """What stands stays; the disputed line was a mistake on paper, or is over."""
    line = _second_line(it)
    if isinstance(line, LoanLine):
        _close(line, it)
    elif isinstance(line, Dispatch):
        _end(line, it)
    elif line is not None and line.on_the_way:
        line.cancelled_at = it.context.now
        close_when_done(it.uow.transfers.require(line.transfer_id), it.uow, it.context)


def _keep_second(it: Deciding) -> None:
    """The piece is where the operation put it; what stood in its way gives way."""
    if it.case.kind is CaseKind.FIELD_EDIT:
        _merge(it, dict.fromkeys(it.second.fields, "second"))
        return
    line, asset = _second_line(it), _asset(it)
    _give_way(asset, it)
    _put(asset, line, it)


def _put(asset: Asset, line: LoanLine | TransferLine | Dispatch | None, it: Deciding) -> None:
    """Make the disputed line the one that counts."""
    if isinstance(line, LoanLine):
        line.disputed = False
        if line.returned_at is None:
            asset.correct(Status.LENT)
            move_line(line, asset.site_id, it.uow, it.context)
            it.uow.loans.require(line.loan_id).closed_at = None
    elif isinstance(line, Dispatch):
        line.disputed = False
        if line.in_at is None:
            asset.correct(Status.LENT)
            line.site_id = asset.site_id
    elif line is not None and line.on_the_way:
        line.disputed = False
        asset.correct(Status.AVAILABLE)
        asset.depart(line.to_site_id)
        line.epoch = asset.custody_epoch


def _give_way(asset: Asset, it: Deciding) -> None:
    uow, context = it.uow, it.context
    if not context.authority and asset.site_id != context.site_id:
        raise Refused("case.city_decides", site=asset.site_id)
    for line in uow.loan_lines.find(asset_id=asset.id, returned_at=None, disputed=False):
        if it.first is None or line.id != it.first.line_id:
            raise Refused("case.built_upon", name=asset.name, tag=asset.tag_number)
        _close(line, it)
        asset.correct(Status.AVAILABLE)
    for trip in uow.dispatches.find(asset_id=asset.id, in_at=None, disputed=False):
        if it.first is None or trip.id != it.first.line_id:
            raise Refused("case.built_upon", name=asset.name, tag=asset.tag_number)
        _end(trip, it)
        asset.correct(Status.AVAILABLE)
    for held in uow.request_lines.find(asset_id=asset.id, open=True):
        held.open = False
        if not uow.request_lines.find(request_id=held.request_id, open=True):
            uow.requests.require(held.request_id).status = RequestStatus.WITHDRAWN
        asset.correct(Status.AVAILABLE)
    if asset.site_id != it.case.site_id or asset.status is Status.IN_TRANSIT:
        _give_back_custody(asset, it)


def _give_back_custody(asset: Asset, it: Deciding) -> None:
    """To the site whose operation it was; into the store where it lay when it left, else the site's first."""
    uow, site = it.uow, it.case.site_id
    lay = [line.warehouse_id for line in uow.transfer_lines.find(asset_id=asset.id, site_id=site) if line.warehouse_id]
    stores = lay[-1:] or sorted(store.id for store in uow.warehouses.find(site_id=site, active=True))
    if not stores:
        raise Refused("case.no_warehouse", site=site)
    asset.take_over(site, stores[0])
    for line in uow.transfer_lines.find(asset_id=asset.id, received_at=None, cancelled_at=None, disputed=False):
        line.cancelled_at = it.context.now
        close_when_done(uow.transfers.require(line.transfer_id), uow, it.context)
    card = uow.vehicles.get(asset.id)
    if card is not None:
        card.site_id = site


def _relabel(it: Deciding) -> None:
    """They are two pieces: the second gets a card of its own and its loan."""
    line, asset, tag = _second_line(it), _asset(it), it.command.tag_number
    if not isinstance(line, LoanLine):
        raise Refused("case.not_a_choice")
    if not is_tag_number(tag):
        raise Invalid("tag.malformed", text=tag)
    if it.uow.assets.find(tag_number=tag):
        raise Refused("tag.taken", tag=tag)
    out = line.returned_at is None
    piece = replace(
        asset,
        id=ids.relabelled_id(it.case.id),
        tag_number=tag,
        serial="",
        epc=None,
        tid=None,
        site_id=line.site_id,
        status=Status.LENT if out else Status.AVAILABLE,
        custody_epoch=0,
        transit_site_id="",
        version=0,
    )
    it.uow.assets.add(piece)
    line.asset_id, line.disputed = piece.id, False


def _substitute(it: Deciding) -> None:
    """The piece is with the one who has it; another one is kept for the one whom it was promised."""
    first, uow = it.first, it.uow
    held = uow.request_lines.get(first.line_id) if first else None
    if held is None or not held.open or held.asset_id != it.case.asset_id:
        raise Refused("case.promise_gone")
    if not it.command.substitute_id:
        raise Invalid("case.no_substitute")
    substitute = uow.assets.require(it.command.substitute_id)
    require_custody(substitute, it.context)
    store = uow.warehouses.require(substitute.warehouse_id)
    if not store.permits(Movement.LEND):
        raise Refused("warehouse.no_lending", name=substitute.name, warehouse=store.name)
    substitute.reserve()
    held.asset_id = substitute.id
    asset = _asset(it)
    asset.release()
    _give_way(asset, it)
    _put(asset, _second_line(it), it)


def _merge(it: Deciding, chosen: dict[str, str]) -> None:
    """Field by field: the first value is there, the second one is written."""
    fields = it.second.fields
    if set(chosen) != set(fields) or not set(chosen.values()) <= {"first", "second"}:
        raise Invalid("case.choose_each_field", fields="、".join(sorted(fields)))
    asset = _asset(it)
    if not it.context.authority:
        require_custody(asset, it.context)
    edited = it.uow.vehicles.require(asset.id) if it.second.what == "set_vehicle_card" else asset
    now = texts_of(edited, fields)
    for name in sorted(fields):
        if chosen[name] == "first":
            continue
        if it.first is not None and now[name] != it.first.fields[name][1]:
            raise Refused("case.built_upon", name=asset.name, tag=asset.tag_number)
        set_text(edited, name, fields[name][1])


def _asset(it: Deciding) -> Asset:
    asset = it.uow.assets.get(it.case.asset_id)
    if asset is None:
        raise Refused("case.city_decides", site=it.case.site_id)
    return asset


def _second_line(it: Deciding) -> LoanLine | TransferLine | Dispatch | None:
    """What the operation could write only as disputed. Raises Refused where only its site knows it."""
    id = it.second.line_id
    if not id:
        return None
    line: LoanLine | TransferLine | Dispatch | None
    match it.second.what:
        case "transfer_out":
            line = it.uow.transfer_lines.get(id)
        case "dispatch_out":
            line = it.uow.dispatches.get(id)
        case _:
            line = it.uow.loan_lines.get(id)
    if line is None:
        raise Refused("case.city_decides", site=it.second.site_id)
    return line


def _close(line: LoanLine, it: Deciding) -> None:
    """By the corrective slip; it was not returned."""
    if line.returned_at is not None:
        return
    line.returned_at, line.return_number = it.context.now, it.command.number
    loan = it.uow.loans.require(line.loan_id)
    if not it.uow.loan_lines.find(loan_id=loan.id, returned_at=None):
        loan.closed_at = it.context.now


def _end(trip: Dispatch, it: Deciding) -> None:
    """By the corrective slip; nothing was read from the car."""
    if trip.in_at is None:
        trip.close(it.context.now, trip.odometer_out_km, it.command.reason)
