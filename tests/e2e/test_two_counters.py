"""Two counters and a city server, each a process of its own, on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import create_engine, select

from app.persistence import tables
from tests.e2e.conftest import copy_of
from tests.e2e.program import City, run
from tests.fakes.sync_world import CityWorld, bare

EVERYTHING = ("--json", "--limit", "100000")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    """(arguments that say where the city's books are, their SQLAlchemy URL)."""
    if request.param == "sqlite":
        return ("--data", tmp_path / "server"), f"sqlite:///{tmp_path / 'server' / 'city.db'}"
    url = request.getfixturevalue("postgres_url")
    return ("--data", tmp_path / "server", "--database-url", url), url


@pytest.fixture
def city(database):
    city = City(*database[0])
    city.start()
    yield city
    city.stop()


@pytest.fixture
def read_books(database):
    """Reads the city's books beside the server."""
    engine = create_engine(database[1])
    yield CityWorld(None, engine)
    engine.dispose()


def held(counter):
    engine = create_engine(f"sqlite:///{counter.folder / 'counter.db'}")
    try:
        with engine.connect() as connection:
            return {
                table.name: {row["id"]: bare(row) for row in connection.execute(select(table)).mappings()}
                for table in tables.ENTITIES.values()
            }
    finally:
        engine.dispose()


def same_everywhere(books, *counters):
    for counter in counters:
        ((site,),) = counter.rows("SELECT value FROM setting WHERE name = 'site'")
        assert held(counter) == books.seen_by(site)
        hashes = counter.rows("SELECT hash FROM operation")
        (device,) = counter.rows("SELECT value FROM setting WHERE name = 'device'")[0]
        received = [row["hash"] for row in books.rows("received_operation") if row["device"] == device]
        assert sorted(received) == sorted(hash for (hash,) in hashes)


@pytest.mark.timeout(300)
def test_two_counters_and_the_city_agree(city, read_books, imported, empty_city_counter, other_county, tmp_path):
    county = copy_of(imported, tmp_path / "county")
    town = copy_of(empty_city_counter, tmp_path / "town")
    assert county.run("sync").refusal == "sync.not_enrolled"
    code = city.code("370883")
    enrol = ("enrol", "--server", city.url, "--code")
    assert town.run(*enrol, code).refusal == "enrol.code_of_other_site"
    assert county.done(*enrol, code).out.startswith(f"已接入 {city.url}，本机是第 1 台。\n")
    assert other_county.run(*enrol, code).refusal == "enrol.code_used"
    assert county.run(*enrol, code).code == 0  # the same device again: its first answer may have been lost
    town.done(*enrol, city.code("370800"))

    first = county.done("sync", "--json").json
    assert (first["pending"], first["stuck"], first["cases"]) == (0, None, [])
    assert first["outcomes"] == {"applied": first["pushed"]}
    town.done("sync")
    county.done("sync")  # it hears of the other site
    same_everywhere(read_books, county, town)
    pool = {tag for (tag,) in county.rows("SELECT tag_number FROM asset WHERE status = 'available'")}
    assert {tag for (tag,) in town.rows("SELECT tag_number FROM asset")} == pool
    (tag,) = town.available(1)
    assert town.hand_out(tag).refusal == "asset.custody_elsewhere"

    city.stop()
    down = county.run("sync")
    assert down.refusal == "sync.unreachable"
    tags = county.available(2)
    assert county.hand_out(*tags).code == 0
    assert county.act("take-back", tags[0], "--condition", "incomplete").code == 0

    city.start()
    assert county.done("sync", "--json").json["pending"] == 0
    said = town.done("sync").out
    assert said.startswith("已上传 0 笔业务，取回 ")
    assert not {tag for (tag,) in town.rows("SELECT tag_number FROM asset")} & set(tags)
    county.done("sync")
    same_everywhere(read_books, county, town)
    assert county.done("check").code == town.done("check").code == 0


def test_what_a_city_server_is_refused_for(tmp_path):
    folder = ("--data", tmp_path / "server")
    assert run("city-admin", "code", "--site", "37", *folder).refusal == "site.bad_code"
    bad = ("--database-url", "mysql://root@nowhere/x")
    assert run("city-server", *folder, *bad).refusal == "city.unknown_database"
    gone = ("--database-url", "postgresql://nobody:secret-word@127.0.0.1:1/x")
    answer = run("city-server", *folder, *gone)
    assert answer.refusal == "city.database_unreachable"
    assert "secret-word" not in answer.err
    city = City(*folder)
    city.start()
    try:
        taken = run("city-server", "--data", tmp_path / "other", "--port", city.url.rpartition(":")[2])
        assert taken.refusal == "city.cannot_listen"
    finally:
        city.stop()
