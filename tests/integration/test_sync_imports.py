"""Ledgers at the city: taken over again, at two desks, and taken back."""

import pytest

from app.domain.ids import organization_id, staff_id, warehouse_id
from app.domain.ledger import LedgerCard
from app.domain.organization import Role, WarehouseKind
from app.persistence import city_intake
from app.services.commands.base import Actor
from app.services.commands.inventory import ImportCards, StartImport, UndoImport
from app.services.commands.setup import AddStaff, AddWarehouse, EditStaff, EditWarehouse, RegisterOrganization
from tests.fakes.sync_world import (
    ADMINISTRATOR,
    COUNTY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    MakeDesk,
    assert_same_books,
    sync_all,
    told,
)

HERE = organization_id(OFFICE)


@pytest.fixture
def desks(desk: MakeDesk) -> tuple[Desk, Desk]:
    """Two stations of one site, with the warehouses that an import asks for."""
    first = desk()
    first.bus.execute(AddWarehouse(WarehouseKind.VIRTUAL, "虚拟仓"), actor=ADMINISTRATOR)
    first.sync()
    second = desk(opens=False, station=2)
    second.sync()
    return first, second


def card(row: int, number: str) -> LedgerCard:
    return LedgerCard(row, number, "办公桌", 0, "", "", "", "", "张", 2, 200, 0, "购置", None, None, "在库", *[""] * 4)


def take_over(desk: Desk, name: str, *numbers: str) -> str:
    """Cards of two pieces each, in two operations; gives the import's id."""
    cards = tuple(card(row, number) for row, number in enumerate(numbers, start=2))
    start = StartImport(HERE, f"{name}.xlsx", name * 64, len(cards), 2 * len(cards), 200 * len(cards))
    parts = (ImportCards(start.import_id, part) for part in (cards[:1], cards[1:]) if part)
    desk.do(RegisterOrganization(OFFICE), start, *parts)
    return start.import_id


def numbers_of(desk: Desk) -> list[str]:
    return sorted(str(row["card_number"]) for row in desk.all("asset").values())


def test_what_was_taken_back_is_taken_over_again(city: CityWorld, desks: tuple[Desk, Desk]) -> None:
    """Both in one request: the pieces of before are gone then, though their rows are not yet."""
    first, second = desks
    mistaken = take_over(first, "a", "1", "2", "3")
    first.sync()
    first.do(UndoImport(mistaken))
    take_over(first, "b", "1", "2", "4")
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == []
    assert numbers_of(second) == ["1", "1", "2", "2", "4", "4"]


def test_two_desks_hand_in_ledgers_with_cards_in_common_at_once(city: CityWorld, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    take_over(first, "a", "1", "2", "3")
    take_over(second, "b", "2", "3", "4")
    lot = [city_intake.HandIn(it.device, it.replica.pending(500, 1 << 20)) for it in desks]
    with city.books._write() as connection:
        city_intake.take_in(connection, lot)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert numbers_of(first) == ["1", "1", "2", "2", "3", "3", "4", "4"], "each card is there once"


def test_a_ledger_is_taken_back_of_which_the_other_desk_had_some(city: CityWorld, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    take_over(first, "a", "1", "2")
    own = take_over(second, "b", "2", "3", "4")
    sync_all(first, second)
    ledger = first.all("ledger_import")[own]
    assert (ledger["cards"], ledger["pieces"], ledger["value_fen"]) == (2, 4, 400), "what it brought"
    second.do(UndoImport(own))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert told(city) == []
    assert numbers_of(first) == ["1", "1", "2", "2"]


def test_such_a_ledger_is_taken_back_before_anybody_knew(city: CityWorld, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    take_over(first, "a", "1", "2")
    second.do(UndoImport(take_over(second, "b", "2", "3", "4")))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == []
    assert numbers_of(first) == ["1", "1", "2", "2"]


def test_two_desks_take_over_the_same_file(city: CityWorld, desks: tuple[Desk, Desk]) -> None:
    """One case says so; each card is there once."""
    first, second = desks
    take_over(first, "a", "1", "2")
    take_over(second, "a", "1", "2", "3")
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "import.same_file")]
    assert numbers_of(second) == ["1", "1", "2", "2", "3", "3"]


def test_what_a_ledger_lacked_is_told_once(city: CityWorld, desks: tuple[Desk, Desk]) -> None:
    """Not again for each of the operations that bring its cards."""
    first, second = desks
    first.bus.execute(AddStaff("kong", "孔令辉", Role.CLERK), actor=ADMINISTRATOR)
    sync_all(first, second)
    id, virtual = staff_id(COUNTY_SITE, "kong"), warehouse_id(COUNTY_SITE, "虚拟仓")
    first.bus.execute(
        EditStaff(id, "孔令辉", Role.CLERK, False), EditWarehouse(virtual, "虚拟仓", False), actor=ADMINISTRATOR
    )
    second.actor = Actor(id, "孔令辉", Role.CLERK)
    take_over(second, "a", "1", "2", "3")
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == [("irregular", "staff.inactive"), ("irregular", "import.no_warehouse")]
    assert numbers_of(first) == ["1", "1", "2", "2", "3", "3"]
