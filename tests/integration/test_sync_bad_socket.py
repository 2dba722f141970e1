"""Over a real socket that drops answers after the commit, cuts them short or dribbles, all books end the same."""

import pytest

from app.persistence.integrity import findings
from tests.fakes.proxy import BadProxy
from tests.fakes.sync_world import CITY_SITE, CityWorld, MakeDesk, assert_same_books


@pytest.mark.parametrize("seed", [1])
def test_a_fifth_of_the_answers_is_dropped_after_the_commit(city: CityWorld, desk: MakeDesk, city_server, seed: int):
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    with BadProxy(int(city_server.url.rpartition(":")[2]), seed, dropped=0.2, cut=0.1, slow=0.1) as proxy:
        for it in (county, town):
            it.line.close()
            it.connect(proxy.url)
        failed = 0
        for _ in range(6):
            for it in (county, town):
                pieces = it.take_in(2)
                it.hand_out(pieces[0])
                failed += it.sync_through()
        for it in (county, town, county):
            failed += it.sync_through()
        for it in (county, town):
            it.line.close()
    assert min(proxy.did[what] for what in ("dropped", "whole")) > 0
    assert failed > 0
    assert_same_books(city, county, town)
    for it in (county, town):
        assert findings(it.database) == []
