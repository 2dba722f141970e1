"""A city of a newer or an older version: what is not known here is kept, and what is missing has its default."""

import msgspec
from sqlalchemy import select, update

from app.persistence import replay, settings, tables, unknown
from app.persistence.bodies import COLUMNS
from app.services.feed import Cursor, Page, Rows
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk


def site_rows(extra: dict[str, str | int | None], without: tuple[str, ...] = ()) -> Rows:
    row = {"id": "370899", "name": "汶上县公物仓", "loan_days": 30, "version": 3} | extra
    names = [name for name in COLUMNS["site"] if name in row and name not in without] + sorted(extra)
    return Rows(tuple(names), [tuple(row[name] for name in names)])


def put(desk: Desk, tables_: dict[str, Rows]) -> None:
    cursor = desk.replica.cursor() or Cursor("e", 0, "")
    desk.replica.apply(Page(tables_, cursor, more=False))


def test_fields_of_a_newer_city_are_kept(desk: MakeDesk) -> None:
    county = desk()
    put(county, {"site": site_rows({"colour": "红", "area": 7, "note": None})})
    row = county.all("site")["370899"]
    assert (row["name"], row["loan_days"]) == ("汶上县公物仓", 30)
    assert msgspec.json.decode(str(row["unknown"])) == {"area": 7, "colour": "红"}
    put(county, {"site": site_rows({})})
    assert county.all("site")["370899"]["unknown"] is None, "the city says no such thing any more"


def test_they_are_kept_beneath_local_work_too(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    (piece,) = county.take_in(1)
    county.sync()
    asset = county.all("asset")[piece]
    names = COLUMNS["asset"]
    row = (*(asset[name] for name in names), "红")
    county.hand_out(piece)
    put(county, {"asset": Rows((*names, "colour"), [row])})  # type: ignore[list-item]
    after = county.all("asset")[piece]
    assert (after["status"], after["unknown"]) == ("lent", '{"colour":"红"}'), "rebased over what the city said"


def test_a_row_of_an_older_city_has_the_defaults(desk: MakeDesk) -> None:
    county = desk()
    put(county, {"site": site_rows({}, without=("loan_days",))})
    row = county.all("site")["370899"]
    plain = county.all("site")[county.site]
    assert row["loan_days"] == plain["loan_days"]


def test_kept_fields_get_their_columns_once_there_are_any(desk: MakeDesk) -> None:
    county = desk()
    (piece,) = county.take_in(1)
    with county.database.transaction() as connection:
        asset = tables.asset
        kept = msgspec.json.encode({"place": "三楼", "colour": "红"}).decode()
        connection.execute(update(asset).where(asset.c.id == piece).values(unknown=kept))
        unknown.take_in(connection)
        row = connection.execute(select(asset.c.place, asset.c.unknown)).one()
        assert tuple(row) == ("三楼", '{"colour":"红"}')


def test_kinds_that_were_passed_over_are_read_once_they_are_known(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    with county.database.transaction() as connection:
        replay.put_page(connection, {"drone": Rows(("id",), [("d",)])})
        unknown.take_in(connection)
    assert county.replica.cursor() is not None, "this version does not know them either"
    with county.database.transaction() as connection:
        replay.put_page(connection, {"drone": Rows(("id",), [("d",)])})
        kinds = settings.read(connection, "sync.unknown_kinds")
        assert msgspec.json.decode(kinds) == ["drone"]
        settings.put(connection, "sync.unknown_kinds", '["asset","drone"]')  # as an earlier version left it
        settings.put(connection, "sync.columns", "of an earlier version")
        unknown.take_in(connection)
    assert county.replica.cursor() is None
    county.sync()
    assert county.replica.cursor() is not None
