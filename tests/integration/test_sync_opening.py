"""A PC opens its site with no line, by an account that the city knows with less right or closed."""

import pytest

from app.domain.ids import staff_id, warehouse_id
from app.domain.organization import Role, WarehouseKind
from app.services.commands.base import Actor
from app.services.commands.setup import AddStaff, EditStaff, OpenSite
from tests.fakes.sync_world import (
    ADMINISTRATOR,
    COUNTY_SITE,
    CityWorld,
    Desk,
    MakeDesk,
    assert_same_books,
    sync_all,
    told,
)

KONG = staff_id(COUNTY_SITE, "kong")


@pytest.fixture
def newcomer(desk: MakeDesk) -> Desk:
    return desk(opens=False, station=3)


def no_right(desk: Desk, closed: bool) -> Role:
    """The city hears of the account that it is closed, or that it is a clerk's; returns its role there."""
    role = Role.ADMINISTRATOR if closed else Role.CLERK
    desk.bus.execute(AddStaff("kong", "孔令辉", role), AddStaff("yan", "颜", Role.ADMINISTRATOR), actor=ADMINISTRATOR)
    if closed:
        desk.bus.execute(EditStaff(KONG, "孔令辉", role, active=False), actor=ADMINISTRATOR)
    desk.sync()
    return role


def open_site(newcomer: Desk, administrator: str = "kong") -> list[str]:
    """As its first start does it, with a warehouse that no other PC has; returns the pieces laid there."""
    opening = OpenSite(COUNTY_SITE, "邹城市公物仓", ((WarehouseKind.GENERAL, "三号仓"),), administrator)
    newcomer.bus.execute(opening, actor=Actor(KONG, "kong", Role.ADMINISTRATOR))
    newcomer.warehouse = warehouse_id(COUNTY_SITE, "三号仓")
    return newcomer.take_in(2)


@pytest.mark.parametrize("closed", [False, True], ids=["lowered", "closed"])
def test_its_warehouses_and_pieces_are_recorded(
    city: CityWorld, pair: tuple[Desk, Desk], newcomer: Desk, closed: bool
) -> None:
    first, _ = pair
    role = no_right(first, closed)
    laid = open_site(newcomer)
    sync_all(newcomer, first)
    assert_same_books(city, first, newcomer)
    assert told(city) == [("irregular", "staff.inactive" if closed else "role.may_not")]
    assert {first.all("asset")[it]["warehouse_id"] for it in laid} == {newcomer.warehouse}
    account = newcomer.all("staff")[KONG]
    assert (account["role"], bool(account["active"])) == (role.value, not closed)


@pytest.mark.parametrize("closed", [False, True], ids=["lowered", "closed"])
def test_it_makes_no_other_administrator(
    city: CityWorld, pair: tuple[Desk, Desk], newcomer: Desk, closed: bool
) -> None:
    first, _ = pair
    no_right(first, closed)
    open_site(newcomer, administrator="wolf")
    sync_all(newcomer, first)
    assert_same_books(city, first, newcomer)
    assert {row["username"] for row in newcomer.all("staff").values()} == {"kong", "yan"}
