"""The vehicle pool: cards and dispatches."""

from __future__ import annotations

from dataclasses import fields

from app.domain.asset import Asset, Condition
from app.domain.errors import DomainError, Invalid, Refused
from app.domain.numbering import DocumentKind
from app.domain.vehicle import Dispatch, VehicleCard, normal_plate, vin_check_character
from app.services.commands.base import MANAGERS, Context
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard, UndoDispatchIn, UndoDispatchOut
from app.services.handlers.custody import assets_named, disputed, irregular, require_custody, require_own
from app.services.handlers.edits import fields_to_write, text_of, texts_of
from app.services.handlers.healing import heal_cases_of_line, reopen_cases_of_line
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.ports import UnitOfWork

CARD_FIELDS = tuple(field.name for field in fields(VehicleCard) if field.name not in ("id", "site_id", "version"))


def _wanted(command: SetVehicleCard) -> dict[str, object]:
    """The fields of the card as they are stored. Raises Invalid where the plate is none."""
    wanted: dict[str, object] = {name: getattr(command, name) for name in CARD_FIELDS}
    return wanted | {
        "plate": normal_plate(command.plate),
        "vin": command.vin.strip().upper(),
        "engine_number": command.engine_number.strip(),
    }


def card_texts(command: SetVehicleCard) -> dict[str, str]:
    """What the card is to say, field by field, as edits.texts_of gives it."""
    return {name: text_of(value) for name, value in _wanted(command).items()}


@handles(SetVehicleCard)
def set_vehicle_card(command: SetVehicleCard, uow: UnitOfWork, context: Context) -> None:
    (asset,) = assets_named(uow, (command.asset_id,))
    require_custody(asset, context)
    plate = normal_plate(command.plate)
    vin = command.vin.strip().upper()
    if vin:
        vin_check_character(vin)  # malformed is refused; a wrong check digit only warns, at the counter
    if command.odometer_km < 0:
        raise Invalid("vehicle.bad_odometer", km=command.odometer_km)
    for other in uow.vehicles.find(plate=plate):
        if other.id != asset.id:
            raise Refused("vehicle.plate_taken", plate=plate)
    card = uow.vehicles.get(asset.id)
    if card is None:
        card = VehicleCard(asset.id, asset.site_id, plate)
        uow.vehicles.add(card)
    wanted = _wanted(command)
    to_write = fields_to_write(asset, card_texts(command), command.seen, texts_of(card, CARD_FIELDS), context)
    if "odometer_km" in to_write and command.odometer_km < card.odometer_km and context.actor.role not in MANAGERS:
        raise Refused("vehicle.odometer_needs_manager", stood=card.odometer_km, km=command.odometer_km)
    for name in to_write:
        setattr(card, name, wanted[name])


@handles(DispatchOut)
def dispatch_out(command: DispatchOut, uow: UnitOfWork, context: Context) -> None:
    """The card has the reading only once the car is back: a trip that was a mistake may have been read wrongly too,
    and a card's odometer never runs backwards.
    """
    (asset,) = assets_named(uow, (command.asset_id,))
    organization = uow.organizations.require(command.organization_id)
    person = uow.people.require(command.person_id)
    if not command.driver.strip() or not command.reason.strip():
        raise Invalid("dispatch.incomplete")
    trip = Dispatch(
        id=command.dispatch_id,
        number=command.number,
        asset_id=asset.id,
        site_id=context.site_id,
        organization_id=organization.id,
        person_id=person.id,
        driver=command.driver.strip(),
        reason=command.reason.strip(),
        route=command.route.strip(),
        planned_in=command.planned_in,
        out_at=context.now,
        odometer_out_km=command.odometer_km,
    )
    try:
        _leave(asset, command, uow, context)
    except DomainError as refusal:
        disputed(refusal, context, asset.id)
        trip.disputed = True
    uow.dispatches.add(trip)
    card = uow.vehicles.get(asset.id)
    plate = card.plate if card is not None else ""
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.DISPATCH,
        subject_id=command.dispatch_id,
        lines=slip_lines([asset], {asset.id: (asset.condition.value, plate)}),
        organization_id=organization.id,
        person=person.name,
        reason=command.reason.strip(),
        fields=(
            ("plate", plate),
            ("driver", command.driver.strip()),
            ("odometer_out", f"{command.odometer_km:,} 公里"),
            ("route", command.route.strip()),
        ),
    )


def _leave(asset: Asset, command: DispatchOut, uow: UnitOfWork, context: Context) -> None:
    """Through the gate. Raises Refused or NotFound where the car is not this site's to dispatch now."""
    require_custody(asset, context)
    card = uow.vehicles.require(asset.id)
    try:
        card.require_roadworthy(context.today)
        if command.odometer_km < card.odometer_km:
            raise Invalid("dispatch.odometer_backwards", out=card.odometer_km, back=command.odometer_km)
    except DomainError as refusal:
        irregular(refusal, context, asset.id)
    asset.hand_out(reserved_for_borrower=False)


def _trip(id: str, uow: UnitOfWork, context: Context) -> tuple[Dispatch, Asset | None]:
    """A trip of this site with its car; None for a disputed one's, which is somebody else's by the books.

    Raises Refused where another site has the car by now, or its trip.
    """
    trip = uow.dispatches.require(id)
    car = None if trip.disputed else uow.assets.require(trip.asset_id)
    if car is not None:
        car.require_custody(context.site_id)
    require_own(trip, context)
    return trip, car


@handles(DispatchIn)
def dispatch_in(command: DispatchIn, uow: UnitOfWork, context: Context) -> None:
    trip, car = _trip(command.dispatch_id, uow, context)
    trip.close(context.now, command.odometer_km, command.remark)
    if car is None:
        heal_cases_of_line(uow, trip, context)
    else:
        car.take_back(Condition.GOOD)
    card = _card(trip, uow, context)
    if card is not None:
        card.odometer_km = max(card.odometer_km, command.odometer_km)


@handles(UndoDispatchIn)
def undo_dispatch_in(command: UndoDispatchIn, uow: UnitOfWork, context: Context) -> None:
    """Refused where its return was told of by another, the trip itself was undone, or its car has left again since."""
    trip, car = _trip(command.dispatch_id, uow, context)
    if car is not None:
        require_custody(car, context)
    document = uow.documents.get(trip.number)
    told = trip.in_at is not None and trip.odometer_in_km == command.odometer_km
    left_again = car is not None and any(
        it.out_at > trip.out_at for it in uow.dispatches.find(asset_id=car.id, disputed=False)
    )
    if not told or left_again or (document is not None and document.voided):
        raise Refused("undo.built_upon", name=car.name if car else "", tag=car.tag_number if car else "")
    card = _card(trip, uow, context)
    if card is not None and card.odometer_km == trip.odometer_in_km:  # else somebody has read it since
        meanwhile = (it for it in uow.dispatches.find(asset_id=trip.asset_id) if it.in_at and it.in_at > trip.out_at)
        others = (it.odometer_in_km or 0 for it in meanwhile if it.id != trip.id)
        card.odometer_km = max([trip.odometer_out_km, *others])
    trip.reopen()
    if car is None:
        reopen_cases_of_line(uow, trip)
    else:
        car.reopen_loan()


@handles(UndoDispatchOut)
def undo_dispatch_out(command: UndoDispatchOut, uow: UnitOfWork, context: Context) -> None:
    trip, car = _trip(command.dispatch_id, uow, context)
    trip.close(context.now, trip.odometer_out_km, "")
    if car is None:
        heal_cases_of_line(uow, trip, context)
    else:
        car.take_back(car.condition)
    void_slip(uow, trip.number)


def _card(trip: Dispatch, uow: UnitOfWork, context: Context) -> VehicleCard | None:
    """The card that the trip's readings go into; that of another site's car takes none of a disputed trip."""
    card = uow.vehicles.get(trip.asset_id)
    return None if card is None or (trip.disputed and card.site_id != context.site_id) else card
