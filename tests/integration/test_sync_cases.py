"""Cases between counters: both sides are shown, a person decides, decisions are taken back, some mend themselves."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.asset import Status
from app.domain.case import CaseKind, ConflictCase, Decision
from app.domain.errors import Refused
from app.domain.ids import new_id
from app.domain.organization import Role
from app.persistence.store import codec_of
from app.services.cases import choices, sides_of
from app.services.commands.base import Actor
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.commands.inventory import AmendAsset
from app.services.commands.loans import ApproveRequest, Returned, SubmitRequest, TakeBack
from app.services.commands.transfers import TakeOver
from app.services.commands.vehicles import SetVehicleCard
from app.services.operations import Operation, Outcome, seal
from app.services.undo import undo_of
from tests.fakes.sync_world import (
    CITY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    MakeDesk,
    WallClock,
    assert_same_books,
    open_city,
    organization_id,
    person_id,
    sync_all,
)

ADMINISTRATOR = Actor(new_id(), "市管理员", Role.ADMINISTRATOR)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CityWorld]:
    with open_city(None, tmp_path / "city") as world:
        yield world


def cases_of(desk: Desk) -> list[ConflictCase]:
    return [codec_of(ConflictCase).load(row) for row in desk.all("conflict_case").values()]


def only_case(desk: Desk) -> ConflictCase:
    (case,) = cases_of(desk)
    return case


def open_lines(city: CityWorld, piece: str) -> list[dict[str, object]]:
    return [
        row
        for row in city.rows("loan_line")
        if row["asset_id"] == piece and row["returned_at"] is None and not row["disputed"]
    ]


def double_handout(first: Desk, second: Desk) -> tuple[str, str, str]:
    piece = min(first.all("asset"))
    kept = first.hand_out(piece, person="张三")
    disputed = second.hand_out(piece, person="李四")
    sync_all(first, second)
    return piece, kept, disputed


def test_a_double_hand_out_shows_both_sides_at_both_counters(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    piece, kept, disputed = double_handout(*pair)
    first, second = sides_of(only_case(pair[0]))
    assert (first.person, second.person) == ("张三", "李四")
    assert (first.station, second.station) == (1, 2)
    assert (first.device, second.device) == (pair[0].device, pair[1].device)
    assert (first.loan_id, second.loan_id) == (kept, disputed)
    assert first.organization == second.organization == OFFICE
    assert first.what == second.what == "hand_out"
    assert first.number
    assert first.number != second.number
    assert first.received_at is not None
    assert first.received_at < second.received_at  # type: ignore[operator]
    assert first.asset_tag == second.asset_tag == pair[0].all("asset")[piece]["tag_number"]
    assert only_case(pair[0]) == only_case(pair[1])
    assert [it.decision for it in choices(only_case(pair[0]))] == ["keep_first", "keep_second", "relabel"]


@pytest.mark.parametrize("decision", [Decision.KEEP_FIRST, Decision.KEEP_SECOND, Decision.RELABEL])
def test_a_double_hand_out_is_decided_and_taken_back(
    city: CityWorld, pair: tuple[Desk, Desk], decision: Decision
) -> None:
    first, second = pair
    piece, kept, disputed = double_handout(first, second)
    before = {kind: second.all(kind) for kind in ("asset", "loan", "loan_line")}
    changes = second.do(ResolveCase(only_case(second).id, decision, "电话核实"))
    sync_all(second, first)
    assert_same_books(city, first, second)
    holders = {row["asset_id"]: row["loan_id"] for row in city.rows("loan_line") if row["returned_at"] is None}
    if decision is Decision.RELABEL:
        assert holders.pop(piece) == kept
        ((other, loan),) = holders.items()
        assert loan == disputed
        assert first.status(str(other)) is Status.LENT
        assert first.all("asset")[str(other)]["tag_number"] != first.all("asset")[piece]["tag_number"]
    else:
        assert holders == {piece: kept if decision is Decision.KEEP_FIRST else disputed}
    case = only_case(first)
    assert (case.decision, case.decided_by, case.decision_reason) == (decision, "孔令辉", "电话核实")
    assert first.all("document")[case.number]["kind"] == "GZ"
    undo = undo_of(changes)
    assert undo is not None
    first.do(undo)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert only_case(second).decision is Decision.OPEN

    def facts(rows: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
        return {id: {**row, "version": 0, "dirty": 0} for id, row in rows.items()}

    for kind, rows in before.items():
        assert facts(second.all(kind)) == facts(rows) or kind == "asset"
    assert {id: row["status"] for id, row in second.all("asset").items()} == {
        id: row["status"] for id, row in before["asset"].items()
    }


def test_the_second_to_decide_otherwise_is_told_why_not(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    _piece, kept, _ = double_handout(first, second)
    case = only_case(first).id
    first.do(ResolveCase(case, Decision.KEEP_FIRST, "张三拿着"))
    second.do(ResolveCase(case, Decision.KEEP_SECOND, "李四拿着"))
    first.sync()
    report = second.sync()
    assert report.outcomes[Outcome.REJECTED] == 1
    sync_all(first, second)
    assert_same_books(city, first, second)
    told = [json.loads(str(row["reason"])) for row in second.all("operation").values() if row["outcome"] == "rejected"]
    assert [it["code"] for it in told] == ["case.decided_already"]
    assert only_case(second).decision is Decision.KEEP_FIRST
    assert [row["loan_id"] for row in city.rows("loan_line") if row["returned_at"] is None] == [kept]


def test_a_decision_stands_once_something_was_built_on_it(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, _, _ = double_handout(first, second)
    case = only_case(first).id
    first.do(ResolveCase(case, Decision.KEEP_SECOND, "李四拿着"))
    first.take_back(piece)
    with pytest.raises(Refused, match=r"case\.built_upon"):
        first.do(ReopenCase(case, "弄错了"))


def test_a_disputed_loan_that_comes_back_needs_no_decision(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, kept, disputed = double_handout(first, second)
    first.take_back(piece)  # the one that stands
    second.sync()
    first.sync()
    assert (first.all("loan")[kept]["closed_at"] is None, first.all("loan")[disputed]["closed_at"]) == (False, None)
    first.take_back(piece)  # the disputed one
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert only_case(first).decision is Decision.HEALED
    assert all(row["closed_at"] for row in city.rows("loan"))
    assert first.status(piece) is Status.AVAILABLE


def ask_for(desk: Desk, piece: str, person: str) -> None:
    desk.meet(person)
    office = organization_id(OFFICE)
    request = SubmitRequest(office, person_id(office, person), (piece,), WallClock().today(), "会议")
    desk.do(request)
    desk.do(ApproveRequest(request.request_id))


def test_what_was_promised_to_one_and_given_to_another_is_replaced(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, spare = sorted(first.all("asset"))[:2]
    ask_for(first, piece, "张三")
    second.hand_out(piece, person="李四")
    sync_all(first, second)
    case = only_case(second)
    assert case.kind is CaseKind.HOLD_OVERTAKEN
    assert [side.person for side in sides_of(case)] == ["张三", "李四"]
    assert choices(case)[0].decision is Decision.SUBSTITUTE
    changes = second.do(ResolveCase(case.id, Decision.SUBSTITUTE, "已给张三换一台", substitute_id=spare))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert (first.status(piece), first.status(spare)) == (Status.LENT, Status.RESERVED)
    assert [row["asset_id"] for row in first.all("request_line").values() if row["open"]] == [spare]
    second.do(undo_of(changes))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert (first.status(piece), first.status(spare)) == (Status.RESERVED, Status.AVAILABLE)


def test_edits_of_different_fields_merge_and_of_one_field_a_person_decides(
    city: CityWorld, pair: tuple[Desk, Desk]
) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.do(AmendAsset(piece, {"place": "一楼", "keeper": "王"}, {"place": "", "keeper": ""}))
    second.do(AmendAsset(piece, {"place": "二楼", "remark": "划痕"}, {"place": "", "remark": ""}))
    sync_all(first, second)
    assert_same_books(city, first, second)
    row = first.all("asset")[piece]
    assert (row["place"], row["keeper"], row["remark"]) == ("一楼", "王", "划痕")
    case = only_case(first)
    there, wanted = sides_of(case)
    assert case.kind is CaseKind.FIELD_EDIT
    assert (there.fields, wanted.fields) == ({"place": ("", "一楼")}, {"place": ("", "二楼")})
    assert (there.device, wanted.device) == (first.device, second.device)
    changes = first.do(ResolveCase(case.id, Decision.MERGE, "到现场看过", fields={"place": "second"}))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert second.all("asset")[piece]["place"] == "二楼"
    first.do(undo_of(changes))
    sync_all(first, second)
    assert second.all("asset")[piece]["place"] == "一楼"


def test_vehicle_cards_merge_field_by_field(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    car = min(first.all("asset"))
    first.do(SetVehicleCard(car, "鲁H12345", seats=5, odometer_km=100))
    sync_all(first, second)
    seen = {"plate": "鲁H12345", "seats": "5", "keys": "1", "remark": "", "odometer_km": "100"}
    seen |= {"vin": "", "engine_number": "", "displacement_ml": "", "established": "True", "use": "other"}
    seen |= {"energy": "", "inspection_until": "", "insurance_until": ""}
    first.do(SetVehicleCard(car, "鲁H12345", seats=7, odometer_km=100, seen=seen))
    second.do(SetVehicleCard(car, "鲁H12345", seats=9, keys=2, odometer_km=100, seen=seen))
    sync_all(first, second)
    assert_same_books(city, first, second)
    card = first.all("vehicle")[car]
    assert (card["seats"], card["keys"]) == (7, 2)
    case = only_case(first)
    assert sides_of(case)[0].device == first.device
    second.do(ResolveCase(case.id, Decision.KEEP_SECOND, "数过"))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert first.all("vehicle")[car]["seats"] == 9


def test_a_return_that_comes_before_its_hand_out_heals(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    loan = first.hand_out(piece, person="张三")
    with pytest.raises(Refused, match=r"return\.no_open_loan"):
        second.take_back(piece)
    second.do(TakeBack((Returned(piece, without_loan=True, liability="无"),), "张三"))
    second.sync()
    case = only_case(second)
    assert (case.kind, case.decision) == (CaseKind.RETURN_WITHOUT_LOAN, Decision.OPEN)
    assert choices(case)[0].decision is Decision.ACKNOWLEDGE
    first.sync()
    second.sync()
    assert_same_books(city, first, second)
    assert only_case(first).decision is Decision.HEALED
    (line,) = first.all("loan_line").values()
    assert line["returned_at"]
    assert line["liability"] == "无"
    assert first.all("loan")[loan]["closed_at"]
    assert first.status(piece) is Status.AVAILABLE


def test_a_return_whose_hand_out_is_known_at_the_city_is_no_case(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.hand_out(piece)
    first.sync()
    second.do(TakeBack((Returned(piece, without_loan=True),)))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert cases_of(first) == []
    assert first.status(piece) is Status.AVAILABLE


def test_a_hand_out_after_the_return_is_a_loan_of_its_own(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    second.do(TakeBack((Returned(piece, without_loan=True),)))
    second.sync()
    loan = first.hand_out(piece)
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert [row["loan_id"] for row in open_lines(city, piece)] == [loan]
    case = only_case(first)
    assert case.decision is Decision.OPEN
    first.do(ResolveCase(case.id, Decision.ACKNOWLEDGE, "查不到借出"))
    sync_all(first, second)
    assert_same_books(city, first, second)


def test_a_return_without_loan_is_undone(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    _, second = pair
    piece = min(second.all("asset"))
    changes = second.do(TakeBack((Returned(piece, without_loan=True),)))
    second.sync()
    undo = undo_of(changes)
    assert undo is not None
    second.do(undo)
    second.sync()
    assert only_case(second).decision is Decision.HEALED


def test_the_city_takes_over_and_late_operations_become_cases(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    stays, lent = county.take_in(2)
    loan = county.hand_out(lent, person="张三")
    county.sync()
    town = desk(CITY_SITE, "济宁市公物仓")
    town.sync()
    with pytest.raises(Refused, match=r"takeover\.city_only"):
        town.bus.execute(TakeOver((stays,), CITY_SITE, town.warehouse, "试"), actor=ADMINISTRATOR)
    late = county.hand_out(stays, person="李四")
    city.books.carry_out(
        TakeOver((stays, lent), CITY_SITE, town.warehouse, "县仓电脑损坏"), site_id=CITY_SITE, actor=ADMINISTRATOR
    )
    county.take_back(lent)
    sync_all(county, town)
    assert_same_books(city, county, town)
    assert sorted(case.kind for case in city.books.cases()) == [CaseKind.CUSTODY_LOST, CaseKind.RETURN_WITHOUT_LOAN]
    by_kind = {case.kind: case for case in cases_of(county)}
    case = by_kind[CaseKind.CUSTODY_LOST]
    assert (case.site_id, case.other_site_id) == (county.site, CITY_SITE)
    assert [side.what for side in sides_of(case)] == ["take_over", "hand_out"]
    assert town.all("loan_line")[f"{loan}.0"]["site_id"] == CITY_SITE
    town.take_back(lent)
    sync_all(town, county)
    assert town.status(lent) is Status.AVAILABLE
    with pytest.raises(Refused, match=r"case\.city_decides"):
        town.do(ResolveCase(case.id, Decision.KEEP_FIRST, "在我处"))
    city.books.carry_out(
        ResolveCase(case.id, Decision.KEEP_SECOND, "李四确实拿着"), site_id=CITY_SITE, actor=ADMINISTRATOR
    )
    sync_all(town, county)
    assert_same_books(city, county, town)
    assert county.status(stays) is Status.LENT
    assert [row["loan_id"] for row in open_lines(city, stays)] == [late]
    assert county.all("asset")[stays]["site_id"] == county.site


def test_what_the_city_may_not_do_leaves_nothing(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    (piece,) = county.take_in(1)
    county.sync()
    with pytest.raises(Refused, match="warehouse"):
        city.books.carry_out(
            TakeOver((piece,), county.site, "no warehouse", "x"), site_id=county.site, actor=ADMINISTRATOR
        )
    assert not [row for row in city.rows("received_operation") if row["type"] == "take_over"]


def test_quarantined_operations_are_tried_again(
    city: CityWorld, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = desk()
    (piece,) = county.take_in(1)
    county.sync()
    county.do(AmendAsset(piece, {"place": "一楼"}), AmendAsset(piece, {"remark": "后来"}))
    monkeypatch.delitem(_registry(), "amend_asset")  # an older city
    county.sync()
    assert [case.kind for case in city.books.cases()] == [CaseKind.QUARANTINED] * 2
    assert city.books.rerun_quarantined() == 0
    monkeypatch.undo()
    assert city.books.rerun_quarantined() == 2
    assert city.books.rerun_quarantined() == 0
    sync_all(county)
    assert {case.decision for case in cases_of(county)} == {Decision.HEALED}
    row = county.all("asset")[piece]
    assert (row["place"], row["remark"]) == ("一楼", "后来")
    outcomes = {str(it["outcome"]) for it in city.rows("received_operation")}
    assert outcomes == {"applied"}


def _registry() -> dict[str, object]:
    from app.services.commands import base

    return base._REGISTRY  # type: ignore[return-value]


def test_a_quarantined_operation_is_acknowledged(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    dseq, hash = county.replica.head()
    row = max(city.rows("received_operation"), key=lambda row: int(str(row["dseq"])))
    last = Operation(**{name: row[name] for name in Operation.__struct_fields__})  # type: ignore[arg-type]
    strange = msgspec.structs.replace(last, dseq=dseq + 1, prev=hash, type="levitate", op_id=new_id(), body="{}")
    city.books.accept(county.device, [seal(strange)])
    (case,) = city.books.cases()
    (side,) = sides_of(case)
    assert (side.what, side.station) == ("levitate", 1)
    assert [it.decision for it in choices(case)] == [Decision.ACKNOWLEDGE]
    city.books.carry_out(ResolveCase(case.id, Decision.ACKNOWLEDGE, "已看"), site_id=county.site, actor=ADMINISTRATOR)
    assert city.books.cases() == []
