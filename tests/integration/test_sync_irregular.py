"""What happened before a formality fell away was known: recorded all the same, with a case; nothing is left out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.asset import Condition, Status
from app.domain.case import Decision
from app.domain.ids import organization_id, person_id, staff_id, warehouse_id
from app.domain.organization import Role, WarehouseKind
from app.services.commands.base import Actor
from app.services.commands.cases import ResolveCase
from app.services.commands.inventory import FinishRepair, IntakeItem, MoveAssets, TakeIn
from app.services.commands.loans import (
    ApproveRequest,
    ConfirmPaperApproval,
    HandOut,
    Returned,
    SubmitRequest,
    TakeBack,
    WithdrawRequest,
)
from app.services.commands.setup import (
    AddStaff,
    AddWarehouse,
    EditSite,
    EditStaff,
    EditWarehouse,
    OpenSite,
    RegisterOrganization,
    RegisterPerson,
)
from app.services.commands.transfers import TakeOver, TransferIn, TransferOut
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard
from app.services.paper import issued_slip
from tests.fakes.sync_world import (
    ADMINISTRATOR,
    CITY_SITE,
    COUNTY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    MakeDesk,
    WallClock,
    assert_same_books,
    sync_all,
    told,
)

HERE = organization_id(OFFICE)
ZHANG = person_id(HERE, "张三")


def due(days: int = 9):
    return WallClock().today() + timedelta(days=days)


def test_a_hand_out_whose_request_was_withdrawn_meanwhile(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, other = sorted(first.all("asset"))[:2]
    first.meet("张三")
    request = SubmitRequest(HERE, ZHANG, (piece, other), due())
    first.do(request, ApproveRequest(request.request_id))
    sync_all(first, second)
    first.do(WithdrawRequest(request.request_id))
    second.do(HandOut(HERE, ZHANG, (piece, other), due(), request.request_id))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "request.not_approved")]
    for it in pair:
        assert it.status(piece) is it.status(other) is Status.LENT
        assert {row["approval"] for row in it.all("loan").values()} == {"paper"}, "it is to be confirmed"
    (loan,) = second.all("loan")
    second.do(ConfirmPaperApproval(loan, "政办〔2026〕9号"))
    (case,) = city.books.cases()
    second.do(ResolveCase(case.id, Decision.ACKNOWLEDGE, "已补批件"))
    second.take_back(piece, other)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert [row["decision"] for row in city.rows("conflict_case")] == ["acknowledge"]
    (slip,) = (row for row in second.all("document").values() if row["kind"] == "GZ")
    named = [line.tag_number for line in issued_slip(str(slip["content"])).lines]
    assert named == [second.all("asset")[it]["tag_number"] for it in (piece, other)], "the pieces of the loan"


def test_two_desks_hand_out_on_one_request(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.meet("张三")
    request = SubmitRequest(HERE, ZHANG, (piece,), due())
    first.do(request, ApproveRequest(request.request_id))
    sync_all(first, second)
    for it in pair:
        it.do(HandOut(HERE, ZHANG, (piece,), due(), request.request_id))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert sorted(told(city)) == [("double_handout", "asset.is_lent"), ("irregular", "request.not_approved")]
    assert len(first.all("loan")) == 2


def test_a_hand_out_on_a_request_that_the_city_refused(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, other = sorted(first.all("asset"))[:2]
    first.hand_out(piece, person="李四")
    second.meet("张三")
    request = SubmitRequest(HERE, ZHANG, (piece, other), due())
    second.do(request, ApproveRequest(request.request_id))
    second.do(HandOut(HERE, ZHANG, (piece, other), due(), request.request_id))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert sorted(told(city)) == [("double_handout", "asset.is_lent"), ("irregular", "request.unknown")]
    assert first.status(other) is Status.LENT, "the borrower has it"


def test_a_hand_out_on_paper_where_that_was_ended(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.bus.execute(EditSite("邹城市公物仓", False, 30, 2), actor=ADMINISTRATOR)
    second.hand_out(piece)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "loan.needs_request")]
    assert first.status(piece) is Status.LENT


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.AUDITOR}], ids=["closed", "lowered"])
def test_what_somebody_did_whose_account_was_changed(
    city: CityWorld, pair: tuple[Desk, Desk], change: dict[str, object]
) -> None:
    first, second = pair
    piece, lent = sorted(first.all("asset"))[:2]
    first.hand_out(lent)
    first.bus.execute(AddStaff("kong", "孔令辉", Role.MANAGER), actor=ADMINISTRATOR)
    sync_all(first, second)
    id = staff_id(COUNTY_SITE, "kong")
    edit = replace(EditStaff(id, "孔令辉", Role.MANAGER, True), **change)
    first.bus.execute(edit, actor=ADMINISTRATOR)
    second.actor = Actor(id, "孔令辉", Role.MANAGER)
    second.hand_out(piece)
    second.take_back(lent)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert {kind for kind, _ in told(city)} == {"irregular"}
    assert first.status(piece) is Status.LENT
    assert first.status(lent) is Status.AVAILABLE


def test_each_formality_that_is_missing_is_told(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    """The account says nothing of the request, nor of the warehouse; a new name is no business of its own."""
    first, second = pair
    piece = min(first.all("asset"))
    first.meet("张三")
    request = SubmitRequest(HERE, ZHANG, (piece,), due())
    first.do(request, ApproveRequest(request.request_id))
    first.bus.execute(
        AddStaff("kong", "孔令辉", Role.MANAGER), AddWarehouse(WarehouseKind.GENERAL, "二号仓"), actor=ADMINISTRATOR
    )
    sync_all(first, second)
    id, closed = staff_id(COUNTY_SITE, "kong"), warehouse_id(COUNTY_SITE, "二号仓")
    first.do(WithdrawRequest(request.request_id))
    first.bus.execute(
        EditWarehouse(closed, "二号仓", False), EditStaff(id, "孔令辉", Role.MANAGER, False), actor=ADMINISTRATOR
    )
    second.actor = Actor(id, "孔令辉", Role.MANAGER)
    second.do(HandOut(HERE, ZHANG, (piece,), due(), request.request_id))
    second.do(RegisterOrganization("市教育局"), RegisterPerson(organization_id("市教育局"), "王五"))
    second.do(TakeIn(organization_id("市教育局"), "idle", closed, (IntakeItem("投影仪"),)))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert sorted(told(city)) == [
        ("irregular", "request.not_approved"),
        ("irregular", "staff.inactive"),
        ("irregular", "staff.inactive"),
        ("irregular", "warehouse.not_usable"),
    ]
    assert "王五" in {row["name"] for row in first.all("person").values()}


def test_one_missing_right_is_told_once(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    """Who is a manager no more may not lend on paper either: that is one and the same."""
    first, second = pair
    piece = min(first.all("asset"))
    first.bus.execute(AddStaff("kong", "孔令辉", Role.MANAGER), actor=ADMINISTRATOR)
    sync_all(first, second)
    id = staff_id(COUNTY_SITE, "kong")
    first.bus.execute(EditStaff(id, "孔令辉", Role.AUDITOR, True), actor=ADMINISTRATOR)
    second.actor = Actor(id, "孔令辉", Role.MANAGER)
    second.hand_out(piece)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "role.may_not")]
    assert [row["approval"] for row in first.all("loan").values()] == ["paper"]


def lowered_meanwhile(first: Desk, second: Desk) -> Actor:
    """An administrator, as the second desk knows her still; at the first she is a clerk by now."""
    first.bus.execute(
        AddStaff("meng", "孟", Role.ADMINISTRATOR), AddStaff("yan", "颜", Role.ADMINISTRATOR), actor=ADMINISTRATOR
    )
    sync_all(first, second)
    id = staff_id(COUNTY_SITE, "meng")
    first.bus.execute(EditStaff(id, "孟", Role.CLERK, True), actor=ADMINISTRATOR)
    return Actor(id, "孟", Role.ADMINISTRATOR)


def test_what_only_administrators_do_is_refused_without_the_right(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    """It happens in the books alone, so that nothing is lost by that; and nobody gives rights who has none."""
    first, second = pair
    meng = lowered_meanwhile(first, second)
    second.bus.execute(AddStaff("new", "新", Role.ADMINISTRATOR), actor=meng)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("unapplied", "role.may_not")]
    assert "new" not in {row["username"] for row in second.all("staff").values()}


def test_into_a_warehouse_that_was_closed_meanwhile(city: CityWorld, pair: tuple[Desk, Desk], desk: MakeDesk) -> None:
    first, second = pair
    town = desk(CITY_SITE, "济宁市公物仓")
    (sent,) = town.take_in(1)
    town.sync()
    sync_all(first, second)
    out = TransferOut((sent,), COUNTY_SITE)
    town.do(out)
    town.sync()
    first.bus.execute(AddWarehouse(WarehouseKind.GENERAL, "二号仓"), actor=ADMINISTRATOR)
    sync_all(first, second)
    closed = warehouse_id(COUNTY_SITE, "二号仓")
    first.bus.execute(EditWarehouse(closed, "二号仓", False), actor=ADMINISTRATOR)
    moved = min(first.all("asset"))
    second.warehouse = closed
    taken = second.take_in(3)
    second.do(MoveAssets((moved,), closed, "一排"))
    second.do(TransferIn(out.transfer_id, (sent,), closed))
    sync_all(first, second)
    sync_all(first, second, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("irregular", "warehouse.not_usable")] * 3
    assert {first.all("asset")[it]["warehouse_id"] for it in (*taken, moved, sent)} == {closed}


def test_a_piece_that_does_not_go_leaves_the_others(city: CityWorld, pair: tuple[Desk, Desk], desk: MakeDesk) -> None:
    """Repaired at two desks; moved, and one of them given to another site by the city."""
    first, second = pair
    town = desk(CITY_SITE, "济宁市公物仓")
    town.sync()
    pieces = sorted(first.all("asset"))
    first.hand_out(*pieces[:3])
    first.do(TakeBack(tuple(Returned(it, Condition.DAMAGED) for it in pieces[:3])))
    sync_all(first, second)
    first.do(FinishRepair((pieces[1],)))
    second.do(FinishRepair(tuple(pieces[:3])))
    second.do(MoveAssets(tuple(pieces[2:]), "", "九排"))
    first.sync()
    city.books.carry_out(
        TakeOver((pieces[3],), CITY_SITE, town.warehouse, "调走"), site_id=CITY_SITE, actor=ADMINISTRATOR
    )
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert sorted(told(city)) == [("custody_lost", "asset.custody_elsewhere"), ("unapplied", "asset.is_available")]
    assert {first.status(it) for it in pieces[:3]} == {Status.AVAILABLE}
    assert first.all("asset")[pieces[2]]["place"] == "九排"
    assert town.all("asset")[pieces[3]]["place"] == ""


def test_a_trip_whose_papers_had_run_out_by_the_other_desk(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    first.do(TakeIn(HERE, "idle", first.warehouse, (IntakeItem("轿车"),)))
    (car,) = (id for id, row in first.all("asset").items() if row["name"] == "轿车")
    first.do(SetVehicleCard(car, "鲁H12345", odometer_km=1000))
    sync_all(first, second)
    first.do(
        SetVehicleCard(
            car,
            "鲁H12345",
            odometer_km=1200,
            inspection_until=due(-1),
            seen={"odometer_km": "1000", "plate": "鲁H12345"},
        )
    )
    second.meet("张三")
    trip = DispatchOut(car, HERE, ZHANG, "子路", "公务", "曲阜", 1010)
    second.do(trip)
    second.do(DispatchIn(trip.dispatch_id, 1090))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "vehicle.inspection_expired")]
    (row,) = first.all("dispatch").values()
    assert (row["odometer_out_km"], row["odometer_in_km"]) == (1010, 1090)
    assert first.all("vehicle")[car]["odometer_km"] == 1200, "it does not run backwards"
    assert first.status(car) is Status.AVAILABLE


def test_what_two_stations_add_with_no_line_is_one(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    for it in pair:
        it.bus.execute(
            AddWarehouse(WarehouseKind.GENERAL, "二号仓"), AddStaff("kong", "孔令辉", Role.CLERK), actor=ADMINISTRATOR
        )
        it.warehouse = warehouse_id(COUNTY_SITE, "二号仓")
        it.take_in(2)
    first.bus.execute(EditWarehouse(first.warehouse, "东仓", True), actor=ADMINISTRATOR)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == []
    assert sorted(str(row["name"]) for row in second.all("warehouse").values()) == ["东仓", "通用仓"]
    assert [row["username"] for row in second.all("staff").values()] == ["kong"]
    assert len(second.all("asset")) == 8


def test_an_account_that_two_stations_added_with_two_roles(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    for it, role in ((first, Role.CLERK), (second, Role.MANAGER)):
        it.bus.execute(AddStaff("kong", "孔令辉", role), actor=ADMINISTRATOR)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("unapplied", "staff.username_taken")]
    assert [row["role"] for row in second.all("staff").values()] == ["clerk"]


@pytest.mark.parametrize("opens", [False, True], ids=["adds", "opens"])
def test_a_warehouse_that_two_stations_added_as_two_kinds(
    city: CityWorld, pair: tuple[Desk, Desk], opens: bool
) -> None:
    first, second = pair
    first.bus.execute(AddWarehouse(WarehouseKind.GENERAL, "二号仓"), actor=ADMINISTRATOR)
    added = AddWarehouse(WarehouseKind.CONFISCATED, "二号仓")
    opened = OpenSite(COUNTY_SITE, "邹城市公物仓", ((WarehouseKind.CONFISCATED, "二号仓"),), "yan")
    second.bus.execute(opened if opens else added, actor=ADMINISTRATOR)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "warehouse.of_other_kind")]
    kinds = {row["name"]: row["kind"] for row in second.all("warehouse").values()}
    assert kinds["二号仓"] == "general"


def test_a_station_opens_a_site_whose_warehouse_was_renamed(city: CityWorld, desk: MakeDesk) -> None:
    first = desk()
    first.take_in(1)
    first.sync()
    first.bus.execute(EditWarehouse(first.warehouse, "一号仓", True), actor=ADMINISTRATOR)
    first.sync()
    second = desk(opens=False, station=2)
    opening = OpenSite(COUNTY_SITE, "邹城市公物仓", ((WarehouseKind.GENERAL, "通用仓"),), "admin")
    second.bus.execute(opening, actor=ADMINISTRATOR)
    second.warehouse = first.warehouse
    second.take_in(2)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == []
    assert [row["name"] for row in second.all("warehouse").values()] == ["一号仓"]
    assert len(first.all("asset")) == 3


@pytest.mark.parametrize("opens", [False, True], ids=["adds", "opens"])
def test_a_warehouse_of_the_name_that_another_was_given_meanwhile(
    city: CityWorld, pair: tuple[Desk, Desk], desk: MakeDesk, opens: bool
) -> None:
    """There are two of that name, until one is renamed; all lies where it was laid."""
    first, second = pair
    first.bus.execute(EditWarehouse(first.warehouse, "东仓", True), actor=ADMINISTRATOR)
    if opens:
        first.sync()
        second = desk(opens=False, station=3)
        opening = OpenSite(COUNTY_SITE, "邹城市公物仓", ((WarehouseKind.CONFISCATED, "东仓"),), "admin")
        second.bus.execute(opening, actor=ADMINISTRATOR)
    else:
        second.bus.execute(AddWarehouse(WarehouseKind.CONFISCATED, "东仓"), actor=ADMINISTRATOR)
    second.warehouse = warehouse_id(COUNTY_SITE, "东仓")
    taken = second.take_in(3)
    sync_all(first, second)
    assert told(city) == [("irregular", "warehouse.name_taken")]
    assert {first.all("asset")[it]["warehouse_id"] for it in taken} == {second.warehouse}
    second.bus.execute(EditWarehouse(second.warehouse, "东仓", False), actor=ADMINISTRATOR)  # or one is closed
    second.bus.execute(EditWarehouse(second.warehouse, "西仓", True), actor=ADMINISTRATOR)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert sorted(str(row["name"]) for row in first.all("warehouse").values()) == ["东仓", "西仓"]


def test_a_warehouse_that_somebody_added_who_may_no_more(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    meng = lowered_meanwhile(first, second)
    second.bus.execute(AddWarehouse(WarehouseKind.GENERAL, "东仓"), actor=meng)
    second.warehouse = warehouse_id(COUNTY_SITE, "东仓")
    taken = second.take_in(2)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "role.may_not")]
    assert set(taken) <= set(first.all("asset"))
