"""A car that is dispatched though it was not to be had: the trip is recorded, disputed, and in front of a person."""

from datetime import timedelta

import pytest

from app.domain.asset import Status
from app.domain.case import Decision
from app.domain.errors import Refused
from app.domain.ids import organization_id, person_id
from app.persistence.integrity import findings
from app.services.cases import choices, sides_of
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.commands.inventory import UndoTakeIn
from app.services.commands.loans import SubmitRequest
from app.services.commands.transfers import TransferIn
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard, UndoDispatchIn, UndoDispatchOut
from tests.fakes.sync_world import (
    ADMINISTRATOR,
    CITY_SITE,
    COUNTY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    WallClock,
    assert_same_books,
    sync_all,
    take_over,
    told,
)
from tests.integration.test_sync_transfers import send

HERE = organization_id(OFFICE)
TWICE = ("double_handout", "asset.is_lent")


@pytest.fixture
def car(pair: tuple[Desk, Desk]) -> str:
    """With 10 km, known to both stations, which have met 张三 and 李四."""
    first, second = pair
    found = min(first.all("asset"))
    first.meet("张三")
    first.meet("李四")
    first.do(SetVehicleCard(found, "鲁H12345", odometer_km=10))
    sync_all(first, second)
    return found


def trip(car: str, person: str = "张三", km: int = 10) -> DispatchOut:
    return DispatchOut(car, HERE, person_id(HERE, person), "子路", "公务", "曲阜", km)


def twice(car: str, first: Desk, second: Desk) -> tuple[str, str]:
    """Both stations dispatch it with no line; the first one's is at the city first. The ids of both trips."""
    one, two = trip(car), trip(car, "李四", 40)
    first.do(one)
    second.do(two)
    sync_all(first, second)
    return one.dispatch_id, two.dispatch_id


def decide(desk: Desk, decision: Decision) -> str:
    (case,) = (id for id, row in desk.all("conflict_case").items() if not row["decision"])
    desk.do(ResolveCase(case, decision, "电话问过"))
    return case


def state(desk: Desk, trip: str) -> tuple[bool, bool, object]:
    """(back, disputed, odometer when it came back)."""
    row = desk.all("dispatch")[trip]
    return row["in_at"] is not None, bool(row["disputed"]), row["odometer_in_km"]


def test_both_trips_are_in_the_books_and_one_of_them_is_disputed(
    city: CityWorld, pair: tuple[Desk, Desk], car: str
) -> None:
    first, second = pair
    one, two = twice(car, first, second)
    assert_same_books(city, first, second)
    assert told(city) == [TWICE]
    (case,) = city.books.cases()
    assert [side.person for side in sides_of(case)] == ["张三", "李四"]
    assert [it.decision for it in choices(case)] == [Decision.KEEP_FIRST, Decision.KEEP_SECOND]
    for it in pair:
        assert (state(it, one), state(it, two)) == ((False, False, None), (False, True, None))
        assert it.status(car) is Status.LENT
        assert findings(it.database) == []


def test_each_trip_comes_back_by_itself(city: CityWorld, pair: tuple[Desk, Desk], car: str) -> None:
    first, second = pair
    one, two = twice(car, first, second)
    second.do(DispatchIn(two, 90))
    assert second.status(car) is Status.LENT, "the first trip is still open"
    sync_all(second, first)
    assert told(city) == []
    first.do(DispatchIn(one, 40))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert first.status(car) is second.status(car) is Status.AVAILABLE
    assert first.all("vehicle")[car]["odometer_km"] == 90


def test_its_return_is_undone(city: CityWorld, pair: tuple[Desk, Desk], car: str) -> None:
    first, second = pair
    _, two = twice(car, first, second)
    second.do(DispatchIn(two, 90))
    second.do(UndoDispatchIn(two, 90))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert state(first, two) == (False, True, None)
    assert told(city) == [TWICE]
    with pytest.raises(Refused, match=r"undo\.built_upon"):
        second.do(UndoDispatchIn(two, 90))


@pytest.mark.parametrize("synced", [False, True])
def test_it_is_undone(city: CityWorld, pair: tuple[Desk, Desk], car: str, synced: bool) -> None:
    first, second = pair
    one, two = trip(car), trip(car, "李四", 40)
    first.do(one)
    first.sync()
    second.do(two)
    if synced:
        second.sync()
    second.do(UndoDispatchOut(two.dispatch_id))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert told(city) == []
    assert first.status(car) is second.status(car) is Status.LENT


def test_the_first_counts(city: CityWorld, pair: tuple[Desk, Desk], car: str) -> None:
    first, second = pair
    one, two = twice(car, first, second)
    decide(first, Decision.KEEP_FIRST)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert (state(second, one), state(second, two)) == ((False, False, None), (True, True, 40))
    assert findings(second.database) == []


@pytest.mark.parametrize("back", [False, True], ids=["under way", "back"])
def test_the_second_counts_and_then_not(city: CityWorld, pair: tuple[Desk, Desk], car: str, back: bool) -> None:
    first, second = pair
    one, two = twice(car, first, second)
    if back:  # the car had come in from the first trip, and nobody had entered it
        first.do(DispatchIn(one, 40))
        first.sync()
    case = decide(first, Decision.KEEP_SECOND)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert (state(second, one), state(second, two)) == ((True, False, 40 if back else 10), (False, False, None))
    assert second.status(car) is Status.LENT
    assert findings(second.database) == []
    second.do(ReopenCase(case, "又问了一次"))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert state(first, two) == (False, True, None)
    assert [it.id for it in city.books.cases()] == [case]


def test_a_car_that_was_promised_leaves_for_another(city: CityWorld, pair: tuple[Desk, Desk], car: str) -> None:
    first, second = pair
    first.do(SubmitRequest(HERE, person_id(HERE, "张三"), (car,), WallClock().today() + timedelta(days=5)))
    first.sync()
    out = trip(car, "李四")
    second.do(out)
    sync_all(second, first)
    assert told(city) == [("hold_overtaken", "asset.is_reserved")]
    decide(first, Decision.KEEP_SECOND)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert state(second, out.dispatch_id) == (False, False, None)
    assert second.status(car) is Status.LENT


@pytest.fixture
def late(city: CityWorld, pair: tuple[Desk, Desk], car: str, town: Desk) -> tuple[Desk, str]:
    """The city's own counter, which the car was given to, and the trip of a desk that had not heard of it."""
    first, second = pair
    take_over(city, town, car)
    out = trip(car)
    second.do(out)
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("custody_lost", "asset.custody_elsewhere")]
    assert state(first, out.dispatch_id) == (False, True, None)
    return town, out.dispatch_id


def test_a_car_that_the_city_took_over_meanwhile_is_back(
    city: CityWorld, pair: tuple[Desk, Desk], car: str, late: tuple[Desk, str]
) -> None:
    first, second = pair
    town, out = late
    second.do(DispatchIn(out, 55))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == []
    assert town.all("vehicle")[car]["odometer_km"] == 10, "another site's card"
    assert findings(second.database) == findings(town.database) == []


@pytest.mark.parametrize("decision", [Decision.KEEP_FIRST, Decision.KEEP_SECOND])
def test_whose_car_it_is_that_the_city_took_over_meanwhile(
    city: CityWorld, pair: tuple[Desk, Desk], car: str, late: tuple[Desk, str], decision: Decision
) -> None:
    first, second = pair
    town, out = late
    (case,) = city.books.cases()
    city.books.carry_out(ResolveCase(case.id, decision, "电话问过"), site_id=CITY_SITE, actor=ADMINISTRATOR)
    sync_all(town, second, first)
    assert_same_books(city, first, second, town)
    if decision is Decision.KEEP_SECOND:
        assert state(first, out) == (False, False, None)
        assert (first.status(car), first.all("asset")[car]["site_id"]) == (Status.LENT, COUNTY_SITE)
    else:
        assert state(first, out) == (True, True, 10)
        assert town.status(car) is Status.AVAILABLE
    assert all(findings(it.database) == [] for it in (first, second, town))


def test_a_formality_that_was_missing_is_missing_when_the_trip_is_back(
    city: CityWorld, pair: tuple[Desk, Desk], car: str
) -> None:
    first, second = pair
    one, two = trip(car, km=30), trip(car, "李四")
    card = {"plate": "鲁H12345", "odometer_km": "10"}
    first.do(SetVehicleCard(car, "鲁H12345", odometer_km=30, seen=card), one)
    second.do(two)
    second.do(DispatchIn(two.dispatch_id, 90))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "dispatch.odometer_backwards")]


def test_a_return_that_is_undone_leaves_the_reading_of_the_other_trip(
    city: CityWorld, pair: tuple[Desk, Desk], car: str
) -> None:
    first, second = pair
    one, two = twice(car, first, second)
    first.do(DispatchIn(one, 80))
    sync_all(first, second)
    second.do(DispatchIn(two, 90))
    second.do(UndoDispatchIn(two, 90))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert first.all("vehicle")[car]["odometer_km"] == 80


def test_an_asset_that_is_no_vehicle_for_the_city_has_its_trip_all_the_same(
    city: CityWorld, pair: tuple[Desk, Desk], car: str
) -> None:
    first, second = pair
    other = max(id for id in first.all("asset") if id != car)
    first.do(SetVehicleCard(other, "鲁H54321"))
    first.sync()
    clash = max(id for id in second.all("asset") if id not in (car, other))
    out = trip(clash)
    second.do(SetVehicleCard(clash, "鲁H54321"), out)
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert told(city) == [("unapplied", "vehicle.unknown")]
    decide(first, Decision.KEEP_SECOND)
    first.do(DispatchIn(out.dispatch_id, 90))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert state(second, out.dispatch_id) == (True, False, 90)
    assert second.status(clash) is Status.AVAILABLE


def test_nothing_is_to_be_kept_of_a_trip_that_was_not_written(
    city: CityWorld, pair: tuple[Desk, Desk], car: str
) -> None:
    first, second = pair
    (mistaken,) = first.take_in(1)
    sync_all(first, second)
    first.do(UndoTakeIn(max(id for id, row in first.all("document").items() if row["kind"] == "RK")))
    first.sync()
    second.do(SetVehicleCard(mistaken, "鲁H54321"), trip(mistaken))
    sync_all(second, first)
    assert_same_books(city, first, second)
    (case,) = city.books.cases()
    assert [it.decision for it in choices(case)] == [Decision.ACKNOWLEDGE]


def test_a_car_that_another_site_has_driven_since_is_one_case(
    city: CityWorld, pair: tuple[Desk, Desk], car: str, town: Desk
) -> None:
    first, second = pair
    take_over(city, town, car)
    town.sync()
    town.meet("孟子")
    out = DispatchOut(car, HERE, person_id(HERE, "孟子"), "子路", "公务", "曲阜", 10)
    town.do(out, DispatchIn(out.dispatch_id, 500))
    town.sync()
    second.do(trip(car, km=20))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("custody_lost", "asset.custody_elsewhere")]


@pytest.mark.parametrize("what", ["trip", "loan"])
def test_what_a_takeover_moved_comes_back_with_its_piece(
    city: CityWorld, pair: tuple[Desk, Desk], car: str, town: Desk, what: str
) -> None:
    first, second = pair
    if what == "trip":
        twice(car, first, second)
    else:
        first.hand_out(car, person="张三")
        second.hand_out(car, person="李四")
        sync_all(first, second)
    (case,) = city.books.cases()
    take_over(city, town, car)
    city.books.carry_out(ResolveCase(case.id, Decision.KEEP_SECOND, "电话问过"), site_id=CITY_SITE, actor=ADMINISTRATOR)
    sync_all(town, second, first)
    assert_same_books(city, first, second, town)
    assert all(findings(it.database) == [] for it in (first, second, town))
    if what == "trip":
        (open_trip,) = (id for id, row in second.all("dispatch").items() if row["in_at"] is None)
        second.do(DispatchIn(open_trip, 90))
    else:
        second.take_back(car)
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert first.status(car) is second.status(car) is Status.AVAILABLE


@pytest.mark.parametrize("another", [False, True], ids=["alone", "dispatched twice"])
def test_a_car_is_elsewhere_by_its_codes_before_its_trip_is_back(
    city: CityWorld, pair: tuple[Desk, Desk], car: str, town: Desk, another: bool
) -> None:
    """The city hears of the return last of all; of a second trip, where there was one, in between."""
    first, second = pair
    one, two = trip(car), trip(car, "李四", 20)
    if another:
        second.do(two)
    first.do(one)
    first.sync()
    first.do(DispatchIn(one.dispatch_id, 90))
    transfer, proof = send(first, car)
    town.do(TransferIn(transfer, (car,), town.warehouse, proof))
    town.sync()
    if another:
        second.do(DispatchIn(two.dispatch_id, 60))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == []
    assert town.status(car) is Status.AVAILABLE
    assert town.all("vehicle")[car]["odometer_km"] == 90
    assert state(first, one.dispatch_id) == (True, False, 90)
    if another:
        assert state(first, two.dispatch_id) == (True, True, 60)
