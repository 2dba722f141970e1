"""All that a counter holds: loaded as a snapshot, compared with the city's by digests, put right."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from app.domain.case import Decision
from app.domain.ids import new_id, organization_id, person_id
from app.domain.organization import Role
from app.persistence import city_holdings, replica, rows, tables
from app.persistence.queries import SqlQueries
from app.services.commands.base import Actor
from app.services.commands.cases import ResolveCase
from app.services.commands.setup import AddStaff
from app.services.commands.vehicles import DispatchOut, SetVehicleCard
from sync.client import whole
from sync.client.cycle import sync_once
from sync.client.transport import LineDown
from sync.protocol import SNAPSHOT_PAGE
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import (
    CITY_SITE,
    COUNTY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    MakeDesk,
    WallClock,
    assert_same_books,
    open_city,
)


def verified(desk: Desk) -> int | None:
    desk.replica.ask_verify()
    return desk.sync().repaired


def test_an_honest_counter_differs_in_nothing(city: CityWorld, desk: MakeDesk) -> None:
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    pieces = county.take_in(5)
    county.hand_out(pieces[0])
    county.sync()
    town.sync()
    county.hand_out(pieces[1])
    assert verified(county) == verified(town) == 0
    county.take_back(pieces[0])
    cursor, digests = county.replica.digests()
    assert cursor is not None
    assert county.line.differing(cursor, digests).differing == [], "what waits here is not compared"
    county.sync()
    town.sync()
    assert_same_books(city, county, town)


def test_rows_that_differ_are_found_and_put_right(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    pieces = county.take_in(30)
    county.hand_out(pieces[0])
    county.sync()
    asset, line, event = tables.asset, tables.loan_line, tables.asset_event
    with county.database.transaction() as connection:
        connection.execute(update(asset).where(asset.c.id == pieces[3]).values(value_fen=1))
        connection.execute(update(asset).where(asset.c.id == pieces[4]).values(place="别处"))
        connection.execute(delete(event).where(event.c.asset_id == pieces[5]))
        row = dict(connection.execute(line.select()).mappings().one())
        connection.execute(insert(line).values({**row, "id": "nobody's", "asset_id": "none"}))
    assert verified(county) == 4
    assert_same_books(city, county)
    assert verified(county) == 0


def test_what_waits_at_a_damaged_counter_stays(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    pieces = county.take_in(3)
    county.sync()
    with county.database.transaction() as connection:
        asset = tables.asset
        connection.execute(update(asset).where(asset.c.id == pieces[0]).values(value_fen=1))
    county.hand_out(pieces[0])
    assert verified(county) is not None
    assert_same_books(city, county)
    assert county.status(pieces[0]) == "lent"


def test_where_the_feed_moved_on_it_is_read_first(city: CityWorld, desk: MakeDesk) -> None:
    first, second = desk(), desk(opens=False, station=2)
    first.sync()
    second.sync()
    cursor, digests = second.replica.digests()
    assert cursor is not None
    first.take_in(1)
    first.sync()
    assert second.line.differing(cursor, digests).moved
    assert verified(second) == 0
    first.sync()
    assert_same_books(city, first, second)


_AFTER_A_LOSS = ["session", "session anew", "operations", "snapshot", "changes", "digests", "rows"]  # what is asked


@pytest.mark.parametrize("cut", [None, *range(len(_AFTER_A_LOSS))], ids=["not cut", *_AFTER_A_LOSS])
def test_what_only_a_lost_feed_knew_goes(tmp_path: Path, cut: int | None) -> None:
    """The city is put back from a copy; another counter's work, which it lost for ever, goes here too.

    The line may be cut at any request: the next cycle makes up for it.
    """
    folder = tmp_path / "city"
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        county, lost = Desk(tmp_path / "a", COUNTY_SITE, "邹城市公物仓"), Desk(tmp_path / "b", COUNTY_SITE, "", 2)
        county.open_site()
        for desk in (county, lost):
            desk.enrol(city, server.url)
            desk.sync()
        pieces = county.take_in(4)
        county.do(SetVehicleCard(pieces[2], "鲁H12345"))
        county.sync()
        lost.sync()
    shutil.copytree(folder, tmp_path / "copy")
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        for desk in (county, lost):
            desk.line.close()
            desk.connect(server.url)
        lost.warehouse = county.warehouse
        gone = lost.take_in(2)
        lost.hand_out(pieces[0])
        office = organization_id(OFFICE)
        lost.do(DispatchOut(pieces[2], office, person_id(office, "张三"), "子路", "公务", "曲阜", 10))
        lost.sync()
        county.sync()
        assert set(gone) <= set(county.all("asset"))
        assert county.status(pieces[0]) == "lent"
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    lost.close()
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        county.line.close()
        county.connect(server.url)
        county.hand_out(pieces[1])
        if cut is not None:
            county.bad_line.cut_at = cut
            with pytest.raises(LineDown):
                county.sync()
            if _AFTER_A_LOSS[cut] == "digests":  # not compared yet: what the feed says is in can be lent all the same
                county.hand_out(pieces[0])
                county.take_back(pieces[0])
                assert county.all("dispatch") == {}
        county.sync()
        assert cut is not None or county.bad_line.requests == len(_AFTER_A_LOSS)
        assert not set(gone) & set(county.all("asset"))
        assert county.status(pieces[0]) == "available"
        assert_same_books(city, county)
        county.close()


def test_a_loan_that_only_a_lost_feed_knew_gives_way(tmp_path: Path) -> None:
    """It is open here, and so is the one that the feed tells of since: a piece has one."""
    folder = tmp_path / "city"
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        county, lost = Desk(tmp_path / "a", COUNTY_SITE, "邹城市公物仓"), Desk(tmp_path / "b", COUNTY_SITE, "", 2)
        county.open_site()
        (piece,) = county.take_in(1)
        for desk in (county, lost):
            desk.enrol(city, server.url)
            desk.sync()
    shutil.copytree(folder, tmp_path / "copy")
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        for desk in (lost, county):
            desk.line.close()
            desk.connect(server.url)
        gone = lost.hand_out(piece, person="李四")
        lost.sync()
        county.sync()
        assert set(county.all("loan")) == {gone}
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    lost.close()
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        third = Desk(tmp_path / "c", COUNTY_SITE, "", 3)
        third.enrol(city, server.url)
        third.sync()
        kept = third.hand_out(piece, person="张三")
        third.sync()
        county.line.close()
        county.connect(server.url)
        county.sync()
        assert set(county.all("loan")) == {kept}
        third.sync()
        assert_same_books(city, county, third)
        for desk in (county, third):
            desk.close()


def test_what_a_lost_feed_said_of_a_row_that_waits_is_forgotten_with_it(tmp_path: Path) -> None:
    """A decision waits here that made one of two loans the one that counts; only the lost feed knew the other."""
    folder = tmp_path / "city"
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        county, lost = Desk(tmp_path / "a", COUNTY_SITE, "邹城市公物仓"), Desk(tmp_path / "b", COUNTY_SITE, "", 2)
        county.open_site()
        (piece,) = county.take_in(1)
        for desk in (county, lost):
            desk.enrol(city, server.url)
            desk.sync()
    shutil.copytree(folder, tmp_path / "copy")
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        for desk in (lost, county):
            desk.line.close()
            desk.connect(server.url)
            loan = desk.hand_out(piece, person=desk.folder.name)
        for desk in (lost, county):
            desk.sync()
        (case,) = county.all("conflict_case")
        county.do(ResolveCase(case, Decision.KEEP_SECOND, "核对过"))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    lost.close()
    with open_city(None, folder) as city, EmbeddedServer(city.books) as server:
        county.line.close()
        county.connect(server.url)
        county.sync()
        county.sync()
        assert set(county.all("loan")) == {loan}
        assert_same_books(city, county)
        county.close()


def test_a_row_that_nobody_told_of_gives_way(city: CityWorld, desk: MakeDesk) -> None:
    """A piece and an account with the number and the name of what the feed brings; search finds what is there."""
    first, second = desk(), desk(opens=False, station=2)
    first.take_in(1)
    first.sync()
    second.sync()
    (piece,) = first.take_in(1, "投影仪")
    account = AddStaff("kong", "孔令辉", Role.CLERK)
    first.bus.execute(account, actor=Actor(new_id(), "管理员", Role.ADMINISTRATOR))
    (staff,) = first.all("staff").values()
    told = first.all("asset")[piece]
    with second.database.transaction() as connection:
        of_piece = {**told, "id": "nobody's", "key": None, "dirty": None, "name": "无主"}
        rows.write_rows(connection, "asset", new=[of_piece])
        rows.write_rows(connection, "staff", new=[{**staff, "id": "nobody's", "dirty": None}])
    first.sync()
    second.sync()
    second.sync()
    assert_same_books(city, first, second)
    found = SqlQueries(second.reader, WallClock().today)
    assert [it.id for it in found.find_assets("投影仪")] == [piece]
    assert found.find_assets("无主") == []


@pytest.fixture
def long_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(city_holdings, "_LONG", 5)
    monkeypatch.setattr(city_holdings, "_ROWS", 7)


@pytest.mark.usefixtures("long_feeds")
def test_a_new_counter_loads_a_snapshot_and_reads_on(city: CityWorld, desk: MakeDesk) -> None:
    first = desk()
    pieces = first.take_in(20)
    first.hand_out(*pieces[:3])
    first.sync()
    town, second = desk(CITY_SITE, "", opens=False), desk(opens=False, station=2)
    first.sync()
    report = second.sync()
    snapshot = next(row for row in city.rows("snapshot") if row["site_id"] == COUNTY_SITE)
    assert report.pulled == sum(page["rows"] for page in json.loads(str(snapshot["pages"]))) + 2, "two new counters"
    assert report.changed["asset"] == len(pieces)
    assert second.replica.snapshot() is None
    first.take_back(pieces[0])
    first.sync()
    second.sync()
    town.sync()
    first.sync()
    second.sync()
    assert_same_books(city, first, second, town)
    assert len(city.rows("snapshot")) == 2, "one for each site"
    with second.database.transaction() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM asset_search WHERE asset_search MATCH '台式'"
        ).scalar_one()
    assert found == 20


@pytest.mark.usefixtures("long_feeds")
def test_a_download_goes_on_where_it_was_cut(city: CityWorld, desk: MakeDesk) -> None:
    first = desk()
    first.take_in(20)
    first.sync()
    second = desk(opens=False, station=2)
    first.sync()
    asked: list[str] = []
    send = second.bad_line.send

    def cut(method: str, path: str, *rest: object, **more: object) -> object:
        asked.append(path)
        if len(asked) == 5:
            raise LineDown("cut")
        return send(method, path, *rest, **more)  # type: ignore[arg-type]

    second.bad_line.send = cut  # type: ignore[method-assign, assignment]
    with pytest.raises(LineDown):
        second.sync()
    loading = second.replica.snapshot()
    assert loading is not None
    assert loading.pages == 2
    assert second.replica.cursor() is None
    assert "ix_asset_name" not in indexes(second), "put off until all is loaded"
    assert "ix_asset_tag_number" in indexes(second), "what is a rule stays"
    restarted = sync_once(second.replica, second.line)
    assert restarted.repaired is None, "nothing to sweep"
    pages = [path for path in asked if path.startswith(SNAPSHOT_PAGE.split("{")[0])]
    assert len(pages) == len(set(pages)) + 1, "each page once, and the one that was cut"
    assert_same_books(city, first, second)
    assert indexes(second) == indexes(first)


def indexes(desk: Desk) -> dict[str, str]:
    with desk.database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index'").all()
    return dict(map(tuple, rows))


def test_a_download_ends_as_a_reading_of_the_feed(
    city: CityWorld, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows, digests and indexes, and what search finds."""
    first = desk()
    pieces = [*first.take_in(9), *first.take_in(4, "激光打印机")]
    first.hand_out(*pieces[:3])
    first.sync()
    reads, loads = desk(opens=False, station=2), desk(opens=False, station=3)
    first.sync()
    reads.sync()
    monkeypatch.setattr(city_holdings, "_LONG", 5)
    monkeypatch.setattr(city_holdings, "_ROWS", 4)
    monkeypatch.setattr(whole, "_FIRST", 3)
    monkeypatch.setattr(replica, "_INDEX_AT_ONCE", 2)
    monkeypatch.setattr(replica, "_MANY", 5)
    monkeypatch.setattr(replica, "_INDEX_MANY", 4)
    loads.sync()
    assert len(city.rows("snapshot")) == 1
    reads.sync()
    assert_same_books(city, reads, loads)
    assert loads.replica.digests() == reads.replica.digests()
    assert indexes(loads) == indexes(reads)
    for term in ("台式", "光打", "_ijg", "37088", "37"):
        assert found(loads, term) == found(reads, term)
    assert len(found(loads, "光打")) == 4


def found(desk: Desk, term: str) -> set[str]:
    query = "SELECT id FROM asset WHERE key IN (SELECT rowid FROM asset_search WHERE asset_search MATCH ?)"
    with desk.database.transaction() as connection:
        return set(connection.exec_driver_sql(query, (f'"{term}"',)).scalars())


@pytest.mark.usefixtures("long_feeds")
def test_a_snapshot_that_the_city_lost_is_taken_anew(city: CityWorld, desk: MakeDesk, tmp_path: Path) -> None:
    first = desk()
    first.take_in(20)
    first.sync()
    second = desk(opens=False, station=2)
    first.sync()
    second.bad_line.cut_at = second.bad_line.requests + 4
    with pytest.raises(LineDown):
        second.sync()
    shutil.rmtree(tmp_path / "city" / "snapshots")
    second.sync()
    assert_same_books(city, first, second)


@pytest.mark.usefixtures("long_feeds")
def test_a_page_is_for_its_site_alone(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(20)
    county.sync()
    town = desk(CITY_SITE, "", opens=False)
    town.sync()
    made = county.line.snapshot(None)
    assert made is not None
    assert county.line.snapshot_page(made.id, 0)
    with pytest.raises(Exception, match=r"sync\.snapshot_unknown"):
        town.line.snapshot_page(made.id, 0)
    with pytest.raises(Exception, match=r"sync\.snapshot_unknown"):
        county.line.snapshot_page(made.id, len(made.pages))
