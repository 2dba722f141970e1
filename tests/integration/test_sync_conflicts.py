"""What two counters did without knowing of each other: facts are recorded as cases, intents refused with a reason."""

import dataclasses
import json

import msgspec
import pytest
from sqlalchemy import update

from app.domain.asset import Status
from app.domain.ids import new_id
from app.domain.organization import Role
from app.persistence import city_devices, tables
from app.services.city import Fork
from app.services.commands.base import Actor
from app.services.commands.inventory import AmendAsset
from app.services.commands.loans import ApproveRequest, ExtendLoan, HandOut, SubmitRequest
from app.services.commands.setup import AddStaff
from app.services.feed import FeedRewound
from app.services.operations import Operation, Outcome, seal
from sync.client.line import CityRefused
from tests.fakes.sync_world import (
    CITY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    MakeDesk,
    WallClock,
    assert_same_books,
    organization_id,
    person_id,
)


def test_double_hand_out_is_one_loan_and_one_case(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    kept = first.hand_out(piece, person="张三")
    disputed = second.hand_out(piece, person="李四")
    assert first.sync().outcomes[Outcome.CONFLICT] == 0
    report = second.sync()
    assert report.outcomes[Outcome.CONFLICT] == 1
    first.sync()
    assert_same_books(city, first, second)
    for it in pair:
        lines = {row["loan_id"]: row["disputed"] for row in it.all("loan_line").values()}
        assert lines == {kept: 0, disputed: 1}
        assert it.status(piece) is Status.LENT
    (case,) = city.books.cases()
    assert (case.kind, case.asset_id, case.device) == ("double_handout", piece, second.device)
    assert report.cases == [case.id]
    assert json.loads(case.reason)["code"] == "asset.is_lent"
    told = [row for row in second.all("operation").values() if row["outcome"] == "conflict"]
    assert [(row["type"], row["case_id"]) for row in told] == [("hand_out", case.id)]


def test_many_double_hand_outs_lose_nobody(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    pieces = sorted(first.all("asset"))
    for it in pair:
        for position, piece in enumerate(pieces):
            it.hand_out(piece, person=f"{it.station}号{position}")
    for it in (*pair, *pair):
        it.sync()
    assert_same_books(city, first, second)
    assert [case.kind for case in city.books.cases()] == ["double_handout"] * 4
    assert len(first.all("loan")) == 8
    assert sum(1 - int(str(row["disputed"])) for row in first.all("loan_line").values()) == 4


def test_a_return_of_what_the_city_does_not_know_lent(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.hand_out(piece)
    first.sync()
    second.sync()
    first.take_back(piece)
    second.take_back(piece)
    for it in (*pair, *pair):
        it.sync()
    assert_same_books(city, first, second)
    assert [case.kind for case in city.books.cases()] == ["return_without_loan"]
    assert first.status(piece) is Status.AVAILABLE


def test_a_refused_intent_comes_back_to_the_truth(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    loan = first.hand_out(piece)
    first.sync()
    second.sync()
    late = WallClock().today().replace(year=WallClock().today().year + 1, day=1)
    first.take_back(piece)
    second.do(ExtendLoan(loan, late))
    assert second.all("loan")[loan]["extensions"] == 1
    first.sync()
    assert second.sync().outcomes == {Outcome.REJECTED: 1}
    assert_same_books(city, first, second)
    assert second.all("loan")[loan]["extensions"] == 0
    told = second.all("operation")[str(second.replica.head()[0])]
    assert (told["outcome"], json.loads(str(told["reason"]))["code"]) == ("rejected", "loan.closed")
    assert city.books.cases() == []


def test_a_refused_intent_takes_what_it_made_with_it(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.hand_out(piece)
    second.meet("李四")
    office = organization_id(OFFICE)
    day = WallClock().today()
    second.do(SubmitRequest(office, person_id(office, "李四"), (piece,), day, "会议"))
    assert second.status(piece) is Status.RESERVED
    for it in (*pair, *pair):
        it.sync()
    assert_same_books(city, first, second)
    assert second.all("request") == second.all("request_line") == {}
    assert second.status(piece) is Status.LENT


def test_what_waits_is_done_again_over_what_was_pulled(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    """The other station's loan is already in the feed when ours still waits: ours shows as disputed at once."""
    first, second = pair
    piece = min(first.all("asset"))
    first.hand_out(piece, person="张三")
    first.sync()
    ours = second.hand_out(piece, person="李四")
    if not second.line.open:
        second.sync()
    second.replica.apply(second.line.pull(second.replica.cursor(), 1000))
    lines = {row["loan_id"]: (row["disputed"], row["dirty"] is None) for row in second.all("loan_line").values()}
    assert lines[ours] == (1, False)
    assert len(lines) == 2
    second.sync()
    first.sync()
    assert_same_books(city, first, second)


def test_an_operation_of_a_newer_counter_is_kept(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    dseq, hash = county.replica.head()
    strange = seal(
        msgspec.structs.replace(
            _last_operation(city, county), dseq=dseq + 1, prev=hash, type="levitate", op_id="x" * 36, body="{}"
        )
    )
    (verdict,) = city.books.accept(county.device, [strange])
    assert verdict.outcome is Outcome.QUARANTINED
    assert [case.kind for case in city.books.cases()] == ["quarantined"]
    assert [row["hash"] for row in city.rows("received_operation") if row["type"] == "levitate"] == [strange.hash]


@pytest.mark.parametrize("change", [{"body": '{"asset_id":5}'}, {"body": "no json"}, {"pre": "[]"}, {"actor": "{}"}])
def test_a_body_of_the_wrong_type_is_kept_and_the_next_goes_on(
    city: CityWorld, desk: MakeDesk, change: dict[str, str]
) -> None:
    county = desk()
    piece, other = county.take_in(2)
    county.sync()
    county.do(AmendAsset(piece, {"place": "一楼"}))
    county.do(AmendAsset(other, {"place": "二楼"}))
    bad, good = county.replica.pending(10, 1 << 20)
    bad = seal(msgspec.structs.replace(bad, **change))
    good = seal(msgspec.structs.replace(good, prev=bad.hash))
    outcomes = [verdict.outcome for verdict in city.books.accept(county.device, [bad, good])]
    assert outcomes == [Outcome.QUARANTINED, Outcome.APPLIED]
    assert {row["id"]: row["place"] for row in city.rows("asset")} == {piece: "", other: "二楼"}
    assert len(city.books.cases()) == 1


@pytest.mark.parametrize("together", [True, False])
def test_what_builds_on_a_quarantined_operation_waits_with_it(
    city: CityWorld, desk: MakeDesk, *, together: bool
) -> None:
    county = desk()
    piece, other = county.take_in(2)
    county.sync()
    for asset, place in ((piece, "一楼"), (piece, "二楼"), (other, "三楼"), (piece, "四楼")):
        county.do(AmendAsset(asset, {"place": place}))
    bad, *rest = county.replica.pending(10, 1 << 20)
    operations = [seal(msgspec.structs.replace(bad, body="no json"))]
    for it in rest:
        operations.append(seal(msgspec.structs.replace(it, prev=operations[-1].hash)))
    lots = [operations] if together else [[it] for it in operations]
    verdicts = [verdict for lot in lots for verdict in city.books.accept(county.device, lot)]
    assert [verdict.outcome for verdict in verdicts] == [
        Outcome.QUARANTINED,
        Outcome.QUARANTINED,
        Outcome.APPLIED,
        Outcome.QUARANTINED,
    ]
    for verdict in (verdicts[1], verdicts[3]):
        reason = msgspec.json.decode(verdict.reason or "")
        assert reason["code"] == "operation.after_quarantined"
        assert reason["params"]["dseq"] == operations[0].dseq
    assert {row["id"]: row["place"] for row in city.rows("asset")} == {piece: "", other: "三楼"}
    assert [case.dseq for case in city.books.cases()] == [verdicts[0].dseq, verdicts[1].dseq, verdicts[3].dseq]


@pytest.mark.parametrize("changes", [{"role": "clerk"}, {"active": 0}])
def test_the_city_knows_its_staff_better_than_a_counter(
    city: CityWorld, desk: MakeDesk, changes: dict[str, str | int]
) -> None:
    """What somebody wanted who may not any more is refused; what happened is recorded, with a case."""
    county = desk()
    reserved, lent = county.take_in(2)
    county.meet("张三")
    office = organization_id(OFFICE)
    borrower, due = person_id(office, "张三"), WallClock().today()
    account = AddStaff("kong", "孔令辉", Role.MANAGER, new_id())
    request = SubmitRequest(office, borrower, (reserved,), due)
    county.bus.execute(account, actor=Actor(new_id(), "管理员", Role.ADMINISTRATOR))
    county.do(request)
    county.sync()
    with city.books.writer.begin() as connection:
        connection.execute(update(tables.staff).where(tables.staff.c.id == account.staff_id).values(**changes))
    known = Actor(account.staff_id, "孔令辉", Role.MANAGER)
    county.bus.execute(ApproveRequest(request.request_id), actor=known)
    county.bus.execute(HandOut(office, borrower, (lent,), due), actor=known)
    verdicts = city.books.accept(county.device, county.replica.pending(10, 1 << 20))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.REJECTED, Outcome.CONFLICT]
    assert {row["status"] for row in city.rows("request")} == {"pending"}
    assert [(loan["person_id"], loan["approval"]) for loan in city.rows("loan")] == [(borrower, "paper")]
    assert {row["id"]: row["status"] for row in city.rows("asset")}[lent] == "lent"
    assert [case.kind for case in city.books.cases()] == ["irregular"]


def test_text_that_the_database_does_not_hold(city: CityWorld, desk: MakeDesk) -> None:
    """PostgreSQL refuses NUL; the operation is kept there, and stands on SQLite."""
    county = desk()
    piece, other = county.take_in(2)
    county.do(AmendAsset(piece, {"place": "一\0楼"}))
    county.do(AmendAsset(other, {"remark": "后来的"}))
    county.sync()
    assert {row["id"]: row["remark"] for row in city.rows("asset")} == {piece: "", other: "后来的"}
    assert_same_books(city, county)


def test_an_operation_id_that_is_taken(city: CityWorld, desk: MakeDesk) -> None:
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    county.sync()
    taken = str(next(iter(city.rows("received_operation")))["op_id"])
    (piece,) = town.take_in(1)
    town.sync()
    town.do(AmendAsset(piece, {"place": "一楼"}))
    (mine,) = town.replica.pending(10, 1 << 20)
    (verdict,) = city.books.accept(town.device, [seal(msgspec.structs.replace(mine, op_id=taken))])
    assert verdict.outcome is Outcome.REUSED
    assert {row["place"] for row in city.rows("asset")} == {""}


def test_the_city_was_restored_and_expects_older_operations(city: CityWorld, desk: MakeDesk) -> None:
    """All that came after the backup is gone there: the feed is read again, the operations are offered again."""
    county = desk()
    county.sync()
    pieces = county.take_in(3)
    kept = _state(city)
    county.hand_out(pieces[0])
    county.sync()
    _restore(city, kept)
    county.line.close()
    report = county.sync()
    assert report.outcomes == {Outcome.APPLIED: 5}
    assert_same_books(city, county)
    assert county.status(pieces[0]) is Status.LENT


def _state(city: CityWorld) -> dict[str, list[dict[str, object]]]:
    return {table.name: city.rows(table.name) for table in tables.metadata.sorted_tables}


def _restore(city: CityWorld, state: dict[str, list[dict[str, object]]]) -> None:
    with city.books._write() as connection:
        for table in tables.metadata.sorted_tables:
            connection.execute(table.delete())
            if state[table.name]:
                connection.execute(table.insert(), state[table.name])


def test_a_clone_is_found_by_its_session(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    county.line.close()
    image = county.replica.session()
    county.sync()
    county.replica.keep_session(image)  # the clone, started from the older image
    county.line.close()
    with pytest.raises(Fork):
        county.sync()
    assert city.books.device(county.device).suspended  # type: ignore[union-attr]
    with pytest.raises(Fork):
        county.sync()


def test_two_histories_of_one_device_are_a_fork(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(1)
    county.sync()
    last = _last_operation(city, county)
    other = seal(msgspec.structs.replace(last, body=last.body.replace("台式计算机", "便携式计算机")))
    with pytest.raises(Fork):
        city.books.accept(county.device, [other])
    assert [row["hash"] for row in city.rows("forked_operation")] == [other.hash]
    assert last.hash in {row["hash"] for row in city.rows("received_operation")}, "both are kept"


def test_a_suspended_device_is_reinstated_by_a_fresh_code(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    with city.books._write() as connection:
        city_devices.suspend(connection, county.device)
    with pytest.raises((Fork, CityRefused)):
        county.sync()
    server = county.replica.enrolment().server  # type: ignore[union-attr]
    county.line.close()
    county.enrol(city, server)
    county.take_in(1)
    county.sync()
    assert_same_books(city, county)


def test_a_counter_that_was_put_back_does_not_number_anew(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(1)
    county.sync()
    last, _ = county.replica.head()
    with county.database.transaction() as connection:
        connection.execute(tables.operation.delete().where(tables.operation.c.dseq == last))
    county.line.close()
    with pytest.raises(CityRefused, match="counter_behind"):
        county.sync()


def test_a_cursor_of_another_feed(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    device = city.books.device(county.device)
    cursor = county.replica.cursor()
    assert device is not None
    assert cursor is not None
    for other in (
        dataclasses.replace(cursor, epoch="other"),
        dataclasses.replace(cursor, chain="0" * 32),
        dataclasses.replace(cursor, seq=cursor.seq + 1),
    ):
        with pytest.raises(FeedRewound):
            city.books.changes(device, other, 10)


def _last_operation(city: CityWorld, county: Desk) -> Operation:
    row = max(
        (row for row in city.rows("received_operation") if row["device"] == county.device),
        key=lambda row: int(str(row["dseq"])),
    )
    return Operation(**{name: row[name] for name in Operation.__struct_fields__})  # type: ignore[arg-type]
