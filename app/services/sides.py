"""What each side of a case says, as the books stand when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from app.domain.asset import Asset
from app.domain.case import CaseKind
from app.domain.events import AssetEvent
from app.domain.loan import Loan, LoanLine
from app.services.cases import Side
from app.services.commands.base import Command, Context
from app.services.commands.inventory import AmendAsset
from app.services.commands.loans import HandOut, TakeBack
from app.services.commands.transfers import CancelTransfer, TransferIn, TransferOut
from app.services.commands.vehicles import DispatchOut, SetVehicleCard
from app.services.handlers.edits import clashes, texts_of
from app.services.handlers.vehicles import CARD_FIELDS, card_texts
from app.services.ports import UnitOfWork

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_CUSTODY = frozenset({"custody_epoch", "site_id"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an operation came from, as the city received it."""

    device: str
    station: int
    received_at: datetime | None


Origins = Callable[[str], Origin | None]
"""Operation id → its origin; None where it is not known."""


def sides_of_conflict(
    uow: UnitOfWork, command: Command, context: Context, kind: CaseKind, asset_id: str, origins: Origins
) -> tuple[Side, ...]:
    """The other side, where there is one, then the operation's own. Call it once the command was carried out."""
    asset = uow.assets.get(asset_id) if asset_id else None
    own = _own_side(uow, command, context, asset, origins)
    other = _OTHER[kind](uow, command, asset, origins) if asset is not None and kind in _OTHER else None
    return (own,) if other is None else (other, own)


def other_site(uow: UnitOfWork, sides: tuple[Side, ...], asset_id: str) -> str:
    """The site of the other side where it is another one; who holds the piece, or is to, comes first."""
    own = sides[-1].site_id
    asset = uow.assets.get(asset_id) if asset_id else None
    held = (asset.transit_site_id, asset.site_id) if asset is not None else ()
    return next((site for site in (*held, *(side.site_id for side in sides)) if site not in ("", own)), "")


def _own_side(uow: UnitOfWork, command: Command, context: Context, asset: Asset | None, origins: Origins) -> Side:
    origin = origins(context.operation_id)
    side = Side(
        site_id=context.site_id,
        site_name=_site(uow, context.site_id),
        device=context.device,
        station=origin.station if origin else 0,
        actor=context.actor.name,
        what=command.TYPE,
        occurred_at=context.now,
        received_at=origin.received_at if origin else None,
        number=getattr(command, "number", ""),
        organization=_organization(uow, getattr(command, "organization_id", "")),
        person=_person(uow, getattr(command, "person_id", None)),
        asset_tag=asset.tag_number if asset else "",
        asset_name=asset.name if asset else "",
    )
    if asset is None:
        return side
    match command:
        case HandOut():
            lines = uow.loan_lines.find(loan_id=command.loan_id, asset_id=asset.id)
            return replace(side, loan_id=command.loan_id, line_id=lines[0].id if lines else "")
        case DispatchOut():
            return replace(side, line_id=command.dispatch_id if uow.dispatches.get(command.dispatch_id) else "")
        case TransferOut() | TransferIn() | CancelTransfer():
            transfer = uow.transfers.get(command.transfer_id)
            sent = uow.transfer_lines.find(transfer_id=command.transfer_id, asset_id=asset.id)
            its_line = sent[0].id if sent and isinstance(command, TransferOut) else ""
            return replace(side, number=side.number or (transfer.number if transfer else ""), line_id=its_line)
        case TakeBack():
            piece = next(it for it in command.pieces if it.asset_id == asset.id)
            said = {
                "condition": ("", piece.condition.value),
                "liability": ("", piece.liability),
                "repair_fen": ("", str(piece.repair_fen)),
            }
            return replace(side, person=command.returned_by, fields=said)
        case AmendAsset() | SetVehicleCard():
            wanted, now = _edit(uow, command, asset)
            clash = sorted(clashes(wanted, command.seen, now))
            return replace(side, fields={name: (command.seen.get(name, ""), wanted[name]) for name in clash})
    return side


def _edit(uow: UnitOfWork, command: AmendAsset | SetVehicleCard, asset: Asset) -> tuple[dict[str, str], dict[str, str]]:
    """(what the edit wants, what stands there), as texts."""
    if isinstance(command, AmendAsset):
        wanted = {name: text.strip() for name, text in command.fields.items()}
        return wanted, texts_of(asset, wanted)
    return card_texts(command), texts_of(uow.vehicles.require(asset.id), CARD_FIELDS)


def _holder(uow: UnitOfWork, command: Command, asset: Asset, origins: Origins) -> Side | None:
    """The loan or trip that the piece is out on."""
    for line in uow.loan_lines.find(asset_id=asset.id, returned_at=None, disputed=False):
        return _loan_side(uow, asset, line, origins)
    for trip in uow.dispatches.find(asset_id=asset.id, in_at=None, disputed=False):
        side = _side(uow, asset, trip.site_id, "dispatch_out", trip.out_at, trip.number, origins)
        who = (_organization(uow, trip.organization_id), _person(uow, trip.person_id))
        return replace(side, organization=who[0], person=who[1], line_id=trip.id)
    return None


def _last_loan(uow: UnitOfWork, command: Command, asset: Asset, origins: Origins) -> Side | None:
    lines = uow.loan_lines.find(asset_id=asset.id)
    return _loan_side(uow, asset, max(lines, key=lambda it: (it.out_at, it.id)), origins) if lines else None


def _loan_side(uow: UnitOfWork, asset: Asset, line: LoanLine, origins: Origins) -> Side:
    loan: Loan = uow.loans.require(line.loan_id)
    side = _side(uow, asset, loan.site_id, "hand_out", line.out_at, loan.number or "", origins)
    return replace(
        side,
        organization=_organization(uow, loan.organization_id),
        person=_person(uow, loan.person_id),
        loan_id=loan.id,
        line_id=line.id,
    )


def _holding_request(uow: UnitOfWork, command: Command, asset: Asset, origins: Origins) -> Side | None:
    for line in uow.request_lines.find(asset_id=asset.id, open=True):
        request = uow.requests.require(line.request_id)
        side = _side(uow, asset, request.site_id, "submit_request", request.created_at, request.number, origins)
        return replace(
            side,
            organization=_organization(uow, request.organization_id),
            person=_person(uow, request.person_id),
            line_id=line.id,
        )
    return None


def _custody_change(uow: UnitOfWork, command: Command, asset: Asset, origins: Origins) -> Side | None:
    event = _last_event(uow, asset, lambda it: bool(_CUSTODY & _changed(it).keys()))
    return _event_side(uow, asset, event, origins) if event else None


def _other_edit(uow: UnitOfWork, command: Command, asset: Asset, origins: Origins) -> Side | None:
    if not isinstance(command, AmendAsset | SetVehicleCard):
        return None
    wanted, now = _edit(uow, command, asset)
    clash = sorted(clashes(wanted, command.seen, now))
    event = _last_event(uow, asset, lambda it: bool(set(clash) & _changed(it).keys()))
    if event is not None:
        side = _event_side(uow, asset, event, origins)
    else:
        side = Side(asset.site_id, _site(uow, asset.site_id), "", 0, "", command.TYPE, _NEVER, None)
    return replace(side, fields={name: (command.seen.get(name, ""), now[name]) for name in clash})


_OTHER: dict[CaseKind, Callable[[UnitOfWork, Command, Asset, Origins], Side | None]] = {
    CaseKind.DOUBLE_HANDOUT: _holder,
    CaseKind.HOLD_OVERTAKEN: _holding_request,
    CaseKind.CUSTODY_LOST: _custody_change,
    CaseKind.RETURN_WITHOUT_LOAN: _last_loan,
    CaseKind.FIELD_EDIT: _other_edit,
}


def _side(uow: UnitOfWork, asset: Asset, site_id: str, what: str, at: datetime, number: str, origins: Origins) -> Side:
    """From what is recorded; who did it, and on which PC, from the event that tells of it."""
    event = _last_event(uow, asset, lambda it: it.what == what and it.number == number)
    if event is not None:
        return _event_side(uow, asset, event, origins)
    return Side(
        site_id, _site(uow, site_id), "", 0, "", what, at, None, number,
        asset_tag=asset.tag_number, asset_name=asset.name,
    )  # fmt: skip


def _event_side(uow: UnitOfWork, asset: Asset, event: AssetEvent, origins: Origins) -> Side:
    origin = origins(event.id.rsplit(".", 1)[0])
    return Side(
        site_id=event.site_id,
        site_name=_site(uow, event.site_id),
        device=origin.device if origin else "",
        station=origin.station if origin else 0,
        actor=event.actor,
        what=event.what,
        occurred_at=event.at,
        received_at=origin.received_at if origin else None,
        number=event.number,
        asset_tag=asset.tag_number,
        asset_name=asset.name,
    )


def _last_event(uow: UnitOfWork, asset: Asset, fits: Callable[[AssetEvent], bool]) -> AssetEvent | None:
    """The last that fits. Where two devices' clocks disagree this may name the wrong one of two; it decides nothing."""
    events: Iterable[AssetEvent] = (it for it in uow.events.find(asset_id=asset.id) if fits(it))
    return max(events, key=lambda it: (it.at, it.id), default=None)


def _changed(event: AssetEvent) -> dict[str, list[object]]:
    return msgspec.json.decode(event.detail, type=dict[str, list[object]])


def _site(uow: UnitOfWork, id: str) -> str:
    site = uow.sites.get(id)
    return site.name if site else ""


def _organization(uow: UnitOfWork, id: str) -> str:
    organization = uow.organizations.get(id) if id else None
    return organization.name if organization else ""


def _person(uow: UnitOfWork, id: str | None) -> str:
    person = uow.people.get(id) if id else None
    return person.name if person else ""
