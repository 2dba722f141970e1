"""Two counters and a city end with the same books, whatever was done while the line was down."""

import msgspec
import pytest
from sqlalchemy import insert

from app.domain.asset import Status
from app.domain.errors import Refused
from app.domain.ids import new_id
from app.persistence import tables
from app.services.commands.inventory import AmendAsset, UndoTakeIn
from app.services.commands.loans import ExtendLoan
from app.services.operations import Operation, Outcome, seal
from sync.client.transport import LineDown
from tests.fakes.sync_world import CITY_SITE, CityWorld, MakeDesk, WallClock, assert_same_books


def test_two_counters_and_a_city_converge(city: CityWorld, desk: MakeDesk) -> None:
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    pieces = county.take_in(5)
    town.take_in(3, "办公椅")
    loan = county.hand_out(pieces[0], pieces[1])
    county.take_back(pieces[0])
    county.do(ExtendLoan(loan, WallClock().today().replace(year=WallClock().today().year + 1, day=1)))
    for _ in range(2):
        for it in (county, town):
            report = it.sync()
            assert set(report.outcomes) <= {Outcome.APPLIED}
    assert_same_books(city, county, town)
    assert county.status(pieces[1]) is Status.LENT
    assert {row["name"] for row in town.all("asset").values()} == {"台式计算机", "办公椅"}
    assert pieces[1] not in town.all("asset"), "what is lent elsewhere is not in the pool"
    assert county.all("asset")[pieces[0]]["status"] == "available"
    assert town.all("person") == {}, "other sites' people stay away"


def test_what_was_done_with_the_line_down_arrives_later(city: CityWorld, desk: MakeDesk) -> None:
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    pieces = county.take_in(2)
    county.sync()
    town.sync()
    assert set(pieces) <= set(town.all("asset"))
    county.bad_line.down = True
    county.hand_out(pieces[0])
    with pytest.raises(LineDown):
        county.sync()
    county.bad_line.down = False
    assert county.sync().outcomes == {Outcome.APPLIED: 3}
    town.sync()
    assert set(pieces) & set(town.all("asset")) == {pieces[1]}
    assert_same_books(city, county, town)


def test_what_was_lent_since_is_not_undone_though_the_city_wrote_it_in_one_go(desk: MakeDesk) -> None:
    county = desk()
    pieces = county.take_in(2)
    (intake,) = (id for id, row in county.all("document").items() if row["kind"] == "RK")
    county.hand_out(pieces[0])
    county.take_back(pieces[0])
    county.sync()
    with pytest.raises(Refused) as refusal:
        county.do(UndoTakeIn(intake))
    assert refusal.value.code == "undo.built_upon"


def test_nothing_to_do_is_one_request(desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    before = county.bad_line.requests
    report = county.sync()
    assert county.bad_line.requests - before == 1
    assert (report.pushed, report.pulled) == (0, 0)


def test_a_new_station_gets_the_whole_site(city: CityWorld, desk: MakeDesk) -> None:
    first = desk()
    pieces = first.take_in(40)
    first.hand_out(*pieces[:20])
    first.sync()
    second = desk(opens=False, station=2)
    assert second.replica.enrolment().station == 2
    second.sync()
    first.sync()  # that there is a second station is news to it
    assert_same_books(city, first, second)
    second.take_back(*pieces[:20])
    second.sync()
    first.sync()
    assert_same_books(city, first, second)
    assert {row["status"] for row in first.all("asset").values()} == {"available"}


def test_a_person_whom_two_sites_meet_is_seen_by_both(city: CityWorld, desk: MakeDesk) -> None:
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    county.sync()
    town.sync()
    county.meet("𬍛㛃")
    town.meet("𬍛㛃")
    county.sync()
    town.sync()
    county.sync()
    assert len(county.all("person")) == len(town.all("person")) == 1
    assert_same_books(city, county, town)


def test_more_rows_than_a_page_holds(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(2500)
    county.sync()
    town = desk(CITY_SITE, "济宁市公物仓")
    report = town.sync()
    assert report.pulled > 2500
    county.sync()
    assert_same_books(city, county, town)


def test_local_work_waits_over_the_truth_that_was_pulled(city: CityWorld, desk: MakeDesk) -> None:
    """Operations that the city has not seen stay in effect while other changes to the same rows come in."""
    first = desk()
    (piece,) = first.take_in(1)
    first.sync()
    second = desk(opens=False, station=2)
    second.sync()
    first.do(AmendAsset(piece, {"place": "三楼东"}))
    first.sync()
    second.hand_out(piece)
    waiting = second.replica.head()[0]
    page = second.line.pull(second.replica.cursor(), 1000)
    second.replica.apply(page)
    row = second.all("asset")[piece]
    assert (row["place"], row["status"], row["dirty"]) == ("三楼东", "lent", waiting)
    assert len(second.replica.pending(100, 1 << 20)) == 3
    second.sync()
    first.sync()
    assert_same_books(city, first, second)
    assert first.status(piece) is Status.LENT


@pytest.mark.parametrize(
    "change", [{"body": "no json"}, {"actor": "{}"}, {"type": "levitate"}], ids=lambda it: next(iter(it))
)
def test_an_operation_that_cannot_be_read_keeps_nothing_from_coming(
    city: CityWorld, desk: MakeDesk, change: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits, for the queue is stuck, while the feed brings rows over which all that waits is carried out again."""
    first, second = desk(), desk(opens=False, station=2)
    piece, other = first.take_in(2)
    first.sync()
    second.sync()
    second.do(AmendAsset(piece, {"place": "一楼"}, {"place": ""}))
    row = second.all("operation")[str(second.replica.head()[0])]
    last = Operation(**{name: row[name] for name in Operation.__struct_fields__})
    strange = msgspec.structs.replace(last, dseq=last.dseq + 1, prev=last.hash, op_id=new_id(), **change)
    with second.database.transaction() as connection:
        connection.execute(insert(tables.operation), msgspec.structs.asdict(strange := seal(strange)))
    second.database.journal.append([strange])
    second.do(AmendAsset(other, {"place": "二楼"}, {"place": ""}))
    first.do(AmendAsset(piece, {"keeper": "颜㛃"}, {"keeper": ""}))
    first.sync()
    with monkeypatch.context() as stuck:
        stuck.setattr("sync.client.cycle.push", lambda *_: None)
        second.sync()
    assert [second.all("asset")[it]["place"] for it in (piece, other)] == ["一楼", "二楼"]
    assert second.all("asset")[piece]["keeper"] == "颜㛃"
    second.sync()
    first.sync()
    assert_same_books(city, first, second)
    assert [case.kind for case in city.books.cases()] == ["quarantined"]
