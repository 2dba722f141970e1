"""The vehicle pool's handlers: card, way out, way back, undo."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain import ids
from app.domain.asset import Source, Status
from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.organization import Role
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn, UndoTakeIn
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard, UndoDispatchIn, UndoDispatchOut
from app.services.undo import undo_of
from tests.unit.services.conftest import OFFICE_ID, ZHANG, Desk

PLATE = "鲁H8A106"


@pytest.fixture
def car(desk: Desk) -> str:
    """A car with papers for a year and 52,310 km."""
    (asset_id,) = desk.stock(1)
    until = desk.clock.today() + timedelta(days=365)
    desk.do(SetVehicleCard(asset_id, PLATE, inspection_until=until, insurance_until=until, odometer_km=52_310))
    return asset_id


def out(asset_id: str, km: int = 52_310, **other: object) -> DispatchOut:
    command = DispatchOut(asset_id, OFFICE_ID, ZHANG, "王建国", "应急保障", "济宁—邹城", km)
    return replace(command, **other)


def card(desk: Desk, asset_id: str):
    return desk.counter.state["vehicles"][asset_id]


def test_a_card_is_written_tidily(desk: Desk, car: str) -> None:
    desk.do(SetVehicleCard(car, "鲁h·m2755", vin=" 1m8gdm9axkp042788 ", engine_number=" EA211 ", odometer_km=52_310))

    kept = card(desk, car)
    assert (kept.plate, kept.vin, kept.engine_number) == ("鲁HM2755", "1M8GDM9AXKP042788", "EA211")


def test_a_wrong_check_digit_does_not_block_a_malformed_vin_does(desk: Desk, car: str) -> None:
    desk.do(SetVehicleCard(car, PLATE, vin="1M8GDM9A1KP042788", odometer_km=52_310))
    with pytest.raises(Invalid, match=r"vehicle\.bad_vin"):
        desk.do(SetVehicleCard(car, PLATE, vin="TOO-SHORT", odometer_km=52_310))
    assert card(desk, car).vin == "1M8GDM9A1KP042788"


def test_a_plate_belongs_to_one_car(desk: Desk, car: str) -> None:
    (other,) = desk.stock(1)
    with pytest.raises(Refused, match=r"vehicle\.plate_taken"):
        desk.do(SetVehicleCard(other, "鲁H·8A106"))


def test_the_card_does_not_turn_the_odometer_back(desk: Desk, car: str) -> None:
    with pytest.raises(Refused, match=r"vehicle\.odometer_needs_manager"):
        desk.do(SetVehicleCard(car, PLATE, odometer_km=52_309), actor=desk.clerk)
    with pytest.raises(Invalid, match=r"vehicle\.bad_odometer"):
        desk.do(SetVehicleCard(car, PLATE, odometer_km=-1))


def test_out_and_back(desk: Desk, car: str) -> None:
    command = out(car, 52_320)
    changes = desk.do(command)

    assert desk.asset(car).status is Status.LENT
    assert card(desk, car).odometer_km == 52_310, "what it left with is known for sure when it is back"
    assert len(changes.documents) == 1

    desk.do(DispatchIn(command.dispatch_id, 52_398, "加油 40 升"))

    trip = desk.counter.state["dispatches"][command.dispatch_id]
    assert desk.asset(car).status is Status.AVAILABLE
    assert card(desk, car).odometer_km == 52_398
    assert (trip.odometer_in_km, trip.remark) == (52_398, "加油 40 升")


@pytest.mark.parametrize(
    ("change", "kind", "code"),
    [
        ({"driver": "  "}, Invalid, "dispatch.incomplete"),
        ({"reason": ""}, Invalid, "dispatch.incomplete"),
        ({"odometer_km": 52_309}, Invalid, "dispatch.odometer_backwards"),
        ({"organization_id": ids.organization_id("没有的单位")}, NotFound, "organization.unknown"),
        ({"person_id": "nobody"}, NotFound, "person.unknown"),
    ],
)
def test_what_is_refused_at_the_way_out_changes_nothing(
    desk: Desk, car: str, change: dict[str, object], kind: type[DomainError], code: str
) -> None:
    with pytest.raises(kind) as refusal:
        desk.do(out(car, **change))
    assert refusal.value.code == code
    assert desk.asset(car).status is Status.AVAILABLE
    assert not desk.counter.state["dispatches"]


def test_a_car_whose_papers_have_run_out_stays(desk: Desk, car: str) -> None:
    desk.do(SetVehicleCard(car, PLATE, inspection_until=desk.clock.today() - timedelta(days=1), odometer_km=52_310))
    with pytest.raises(Refused, match=r"vehicle\.inspection_expired"):
        desk.do(out(car))


def test_a_car_that_is_out_cannot_leave_again(desk: Desk, car: str) -> None:
    desk.do(out(car))
    with pytest.raises(Refused, match=r"asset\.is_lent"):
        desk.do(out(car))


def test_what_has_no_card_is_no_car(desk: Desk) -> None:
    (desk_of_wood,) = desk.stock(1)
    with pytest.raises(NotFound, match=r"vehicle\.unknown"):
        desk.do(out(desk_of_wood))


def test_back_with_fewer_kilometres_or_twice_is_refused(desk: Desk, car: str) -> None:
    command = out(car)
    desk.do(command)
    with pytest.raises(Invalid, match=r"dispatch\.odometer_backwards"):
        desk.do(DispatchIn(command.dispatch_id, 52_309))
    assert desk.asset(car).status is Status.LENT
    desk.do(DispatchIn(command.dispatch_id, 52_310))
    with pytest.raises(Refused, match=r"dispatch\.closed"):
        desk.do(DispatchIn(command.dispatch_id, 52_400))


def test_a_dispatch_is_undone_with_its_slip(desk: Desk, car: str) -> None:
    changes = desk.do(out(car))
    undo = undo_of(changes)

    assert isinstance(undo, UndoDispatchOut)
    desk.do(undo)

    assert desk.asset(car).status is Status.AVAILABLE
    assert desk.counter.state["documents"][changes.documents[0]].voided


def test_a_misread_odometer_is_undone_with_its_trip(desk: Desk, car: str) -> None:
    desk.do(undo_of(desk.do(out(car, 523_100))))
    command = out(car)
    desk.do(command, DispatchIn(command.dispatch_id, 52_400))
    assert card(desk, car).odometer_km == 52_400


def test_a_return_is_undone_with_its_reading(desk: Desk, car: str) -> None:
    command = out(car)
    desk.do(command)
    undo = undo_of(desk.do(DispatchIn(command.dispatch_id, 523_980, "加油")))
    assert isinstance(undo, UndoDispatchIn)
    desk.do(undo)

    trip = desk.counter.state["dispatches"][command.dispatch_id]
    assert (trip.in_at, trip.odometer_in_km, trip.remark) == (None, None, "")
    assert desk.asset(car).status is Status.LENT
    desk.do(DispatchIn(command.dispatch_id, 52_398))
    assert card(desk, car).odometer_km == 52_398


def test_a_return_that_was_built_upon_is_not_undone(desk: Desk, car: str) -> None:
    first, second = out(car), out(car, 52_400)
    desk.do(first, DispatchIn(first.dispatch_id, 52_400))
    desk.clock.pass_days(1)
    desk.do(second)
    with pytest.raises(Refused, match=r"undo\.built_upon"):
        desk.do(UndoDispatchIn(first.dispatch_id, 52_400))
    desk.do(DispatchIn(second.dispatch_id, 52_500))
    with pytest.raises(Refused, match=r"undo\.built_upon"):
        desk.do(UndoDispatchIn(first.dispatch_id, 52_400))


def test_a_trip_that_was_undone_does_not_come_back(desk: Desk, car: str) -> None:
    command = out(car)
    desk.do(command, UndoDispatchOut(command.dispatch_id))
    with pytest.raises(Refused, match=r"undo\.built_upon"):
        desk.do(UndoDispatchIn(command.dispatch_id, 52_310))


def test_a_manager_puts_a_wrong_odometer_right(desk: Desk, car: str) -> None:
    command = out(car)
    desk.do(command, DispatchIn(command.dispatch_id, 523_980))
    right = SetVehicleCard(car, PLATE, odometer_km=52_398, seen={"odometer_km": "523980", "plate": PLATE})
    with pytest.raises(Refused, match=r"vehicle\.odometer_needs_manager"):
        desk.do(right, actor=desk.clerk)
    desk.do(right)
    desk.do(out(car, 52_398))


def test_an_auditor_dispatches_nothing(desk: Desk, car: str) -> None:
    with pytest.raises(Refused):
        desk.do(out(car), actor=Actor("x", "审计员", Role.AUDITOR))
    assert desk.asset(car).status is Status.AVAILABLE


def test_an_intake_that_became_a_car_is_not_undone(desk: Desk) -> None:
    changes = desk.do(TakeIn(OFFICE_ID, Source.IDLE, "general", (IntakeItem("轿车"),)))
    (car,) = changes.of("asset")
    desk.do(SetVehicleCard(car, "鲁H12345"))
    with pytest.raises(Refused) as refusal:
        desk.do(UndoTakeIn(changes.documents[-1]))
    assert refusal.value.code == "undo.built_upon"
