"""`check` finds nothing wrong with what sync leaves at a counter."""

from app.domain.organization import Role
from app.persistence.integrity import findings
from app.services.commands.base import Actor
from app.services.commands.transfers import TakeOver
from tests.fakes.sync_world import CITY_SITE, CityWorld, MakeDesk, assert_same_books


def test_the_history_of_a_piece_that_is_another_site_s_by_now(city: CityWorld, desk: MakeDesk) -> None:
    """Its loans stay where they were made; the piece itself is out of sight while the other site lends it."""
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    (piece,) = county.take_in(1)
    county.hand_out(piece)
    county.take_back(piece)
    for it in (county, town, county):
        it.sync()
    administrator = Actor("administrator", "管理员", Role.ADMINISTRATOR)
    city.books.carry_out(
        TakeOver((piece,), CITY_SITE, town.warehouse, "县仓电脑损坏"), site_id=CITY_SITE, actor=administrator
    )
    town.sync()
    town.hand_out(piece)
    for it in (town, county):
        it.sync()
    assert piece not in county.all("asset")
    assert_same_books(city, county, town)
    for it in (county, town):
        assert findings(it.database) == []
