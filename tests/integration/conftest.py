"""A city server and counters that are enrolled with it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CITY_SITE, COUNTY_SITE, CityWorld, Desk, MakeDesk, open_city, sync_all


@pytest.fixture(params=["sqlite", "postgres"])
def city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CityWorld]:
    """An empty city, once on each database."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with open_city(url, tmp_path / "city") as world:
        yield world


@pytest.fixture
def city_server(city: CityWorld) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(city.books) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, city: CityWorld, city_server: EmbeddedServer) -> Iterator[MakeDesk]:
    """Makes enrolled counters, by default with an open site."""
    with ExitStack() as stack:

        def make(site: str = COUNTY_SITE, name: str = "邹城市公物仓", *, opens: bool = True, station: int = 1) -> Desk:
            made = Desk(tmp_path / f"{site}-{station}", site, name, station)
            stack.callback(made.close)
            if opens:
                made.open_site()
            made.enrol(city, city_server.url)
            return made

        yield make


@pytest.fixture
def pair(desk: MakeDesk) -> tuple[Desk, Desk]:
    """Two stations of one site that know the same."""
    first = desk()
    first.take_in(4)
    first.sync()
    second = desk(opens=False, station=2)
    second.sync()
    return first, second


@pytest.fixture
def town(desk: MakeDesk, pair: tuple[Desk, Desk]) -> Desk:
    """The city's own counter, known to both stations of the county."""
    made = desk(CITY_SITE, "济宁市公物仓")
    sync_all(made, *pair)
    return made
