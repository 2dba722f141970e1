"""Backup and restore: what is proved, what is refused, and what counters do afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import Invalid, Refused
from app.persistence.city_copies import Depth, _pg, back_up, put_back
from app.persistence.city_proof import prove
from app.services.feed import FeedRewound
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CityWorld, Desk, assert_same_books, open_city


@contextmanager
def running(url: str | None, folder: Path, *desks: Desk) -> Iterator[CityWorld]:
    """The city of that place, opened anew, with the counters' lines to it."""
    with open_city(url, folder) as city, EmbeddedServer(city.books) as server:
        for desk in desks:
            desk.line.close()
            desk.connect(server.url)
        yield city


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str | None, Path]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    return url, tmp_path / "city"


@pytest.fixture
def county(place: tuple[str | None, Path], tmp_path: Path) -> Iterator[Desk]:
    """Enrolled, with an open site, synced; the city is closed again."""
    with open_city(*place) as city, EmbeddedServer(city.books) as server:
        desk = Desk(tmp_path / "county", "370883", "邹城市公物仓")
        desk.open_site()
        desk.enrol(city, server.url)
        desk.take_in(3)
        desk.sync()
    yield desk
    desk.close()


def test_a_restored_city_gets_every_operation_again(
    place: tuple[str | None, Path], county: Desk, tmp_path: Path
) -> None:
    copy = tmp_path / "city.copy"
    with running(*place, county) as city:
        assert city.books.safe_seq() == 0
        proof, depth = back_up(city.books.writer, copy)
        assert depth is (Depth.RESTORED if place[0] else Depth.WHOLE)
        assert city.books.safe_seq() == proof.head.seq == city.books.head().seq
        assert county.line.open_session(county.replica.session(), None, 1).safe_seq == proof.head.seq
    with running(*place, county) as city:
        county.replica.keep_session(city.rows("device")[0]["session"])
        lent = county.take_in(2, "投影仪")
        county.hand_out(*lent)
        report = county.sync()
        assert report.pushed
        before = city.rows("received_operation")
    with open_city(*place) as city:
        with pytest.raises(Refused, match=r"restore\.not_empty"):
            put_back(city.books.writer, copy, force=False)
        put_back(city.books.writer, copy, force=True)
    with running(*place, county) as city:
        assert len(city.rows("received_operation")) < len(before)
        assert county.sync().pushed == report.pushed, "what the city had acknowledged is offered again"
        assert_same_books(city, county)
        assert [row["hash"] for row in before] == [row["hash"] for row in city.rows("received_operation")]


def test_a_feed_that_grew_again_over_other_facts_is_read_anew(
    place: tuple[str | None, Path], county: Desk, tmp_path: Path
) -> None:
    """It has entries at the seq that a counter has read to, and they are others: their chain tells."""
    copy = tmp_path / "city.copy"
    with open_city(*place) as city, EmbeddedServer(city.books) as server:
        second, third = (Desk(tmp_path / f"{n}", county.site, county.name, station=n) for n in (2, 3))
        for desk in (second, third):
            desk.enrol(city, server.url)
            desk.sync()
        back_up(city.books.writer, copy)
        third.sync()
        county.line.close()
        county.connect(server.url)
        county.hand_out(*list(county.all("asset"))[:1])
        county.sync()
        second.sync()
        ahead = second.replica.cursor()
    assert ahead is not None
    with open_city(*place) as city:
        put_back(city.books.writer, copy, force=True)
        assert city.books.head().seq < ahead.seq
    with running(*place, county, second, third) as city:
        third.warehouse = county.warehouse
        while city.books.head().seq <= ahead.seq:
            third.take_in(1, "折叠桌")
            third.sync()
        with pytest.raises(FeedRewound):
            second.line.open_session(second.replica.session(), ahead, 1)
        for desk in (county, second, third, county):
            desk.sync()
        assert_same_books(city, county, second, third)
    for desk in (second, third):
        desk.close()


def test_a_counter_that_the_copy_does_not_know_keeps_its_number(
    place: tuple[str | None, Path], county: Desk, tmp_path: Path
) -> None:
    """Pieces bear it: a PC that is enrolled before that counter comes back must not be given it."""
    copy = tmp_path / "city.copy"
    later = Desk(tmp_path / "later", county.site, county.name)
    newer = Desk(tmp_path / "newer", county.site, county.name, station=2)  # says who set it up; no piece bears it
    with running(*place) as city:
        back_up(city.books.writer, copy)
    with open_city(*place) as city, EmbeddedServer(city.books) as server:
        later.enrol(city, server.url)
        later.sync()
        later.warehouse = county.warehouse
        later.take_in(2, "投影仪")
        later.sync()
        assert later.replica.station() == 2
        later.line.close()
    with open_city(*place) as city:
        put_back(city.books.writer, copy, force=True)
    with open_city(*place) as city, EmbeddedServer(city.books) as server:
        newer.enrol(city, server.url)
        newer.sync()
        newer.warehouse = county.warehouse
        newer.take_in(2, "会议桌")
        newer.sync()
        later.enrol(city, server.url)
        assert (newer.replica.station(), later.replica.station()) == (12, 2)
        county.line.close()
        county.connect(server.url)
        for desk in (later, newer, county, later):
            assert desk.sync().cases == []
        assert_same_books(city, county, later, newer)
        assert {row["station"] for row in city.rows("device")} == {1, 2, 12}
    for desk in (later, newer):
        desk.close()


def test_a_number_that_another_has_is_not_given_twice(city: CityWorld) -> None:
    stations = [
        city.books.enrol(city.books.make_code(site), f"{number}", site, f"key {number}", claimed).station
        for number, (site, claimed) in enumerate(
            (("370883", 0), ("370883", 1), ("370883", 7), ("370883", 7), ("370883", 99), ("370881", 7), ("370881", -1))
        )
    ]
    assert stations == [1, 2, 7, 3, 4, 7, 1]


def test_a_copy_is_not_overwritten(city: CityWorld, tmp_path: Path) -> None:
    copy = tmp_path / "city.copy"
    copy.write_bytes(b"mine")
    with pytest.raises(Invalid, match=r"backup\.exists"):
        back_up(city.books.writer, copy)
    assert copy.read_bytes() == b"mine"


def test_what_is_no_copy_is_refused(city: CityWorld, tmp_path: Path) -> None:
    copy = tmp_path / "city.copy"
    copy.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(Invalid, match=r"backup\.not_ours"):
        put_back(city.books.writer, copy, force=True)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE change SET body = replace(body, '台式', '笔记') WHERE body LIKE '%台式%'",
        "DELETE FROM change WHERE seq = 3",
        "UPDATE received_operation SET body = replace(body, '370883', '370800') WHERE dseq = 1",
        "DELETE FROM received_operation WHERE dseq = (SELECT max(dseq) FROM received_operation)",
    ],
)
def test_a_damaged_copy_is_refused(damage: str, tmp_path: Path) -> None:
    copy, place = tmp_path / "city.copy", (None, tmp_path / "city")
    with open_city(*place) as city, EmbeddedServer(city.books) as server:
        desk = Desk(tmp_path / "county", "370883", "邹城市公物仓")
        desk.open_site()
        desk.enrol(city, server.url)
        desk.take_in(3)
        desk.sync()
        desk.close()
        back_up(city.books.writer, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        assert connection.execute(damage).rowcount > 0
    with open_city(*place) as city:
        head = city.books.head()
        with pytest.raises(Refused, match=r"backup\.damaged"):
            put_back(city.books.writer, copy, force=True)
        assert city.books.head() == head, "and nothing was replaced"
        with city.books.writer.begin() as connection:
            connection.execute(text(damage))
        with pytest.raises(Refused, match=r"backup\.damaged"):
            back_up(city.books.writer, tmp_path / "second.copy")
        assert not (tmp_path / "second.copy").exists()
        assert city.books.safe_seq() in (0, head.seq)


def test_a_dump_whose_books_do_not_hold_replaces_nothing(postgres_url: str, tmp_path: Path) -> None:
    """It reads from end to end, and PostgreSQL has nothing against it."""
    copy = tmp_path / "city.copy"
    with open_city(postgres_url, tmp_path / "city") as city, EmbeddedServer(city.books) as server:
        desk = Desk(tmp_path / "county", "370883", "邹城市公物仓")
        desk.open_site()
        desk.enrol(city, server.url)
        desk.take_in(3)
        desk.sync()
        desk.close()
    with open_city(postgres_url, tmp_path / "city") as city:
        for before, after in (("台式", "笔记"), ("笔记", "台式")):
            with city.books.writer.begin() as connection:
                change = text("UPDATE change SET body = replace(body, :before, :after) WHERE body LIKE :like")
                given = {"before": before, "after": after, "like": f"%{before}%"}
                assert connection.execute(change, given).rowcount
            if after == "笔记":
                _pg("pg_dump", city.books.writer.url, "--format=custom", "--no-owner", f"--file={copy}")
        session = city.rows("device")[0]["session"]
        assert session
        with pytest.raises(Refused, match=r"backup\.damaged"):
            put_back(city.books.writer, copy, force=True)
        assert city.rows("device")[0]["session"] == session
        with city.books.writer.begin() as connection:
            prove(connection)
