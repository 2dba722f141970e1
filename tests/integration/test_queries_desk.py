"""What the desk asks, over a counter that has worked: every figure follows from commands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.clock import SystemClock
from app.domain import ids
from app.domain.asset import Condition, Source, Status
from app.domain.case import CaseKind, ConflictCase, Decision
from app.domain.loan import Approval, RequestStatus
from app.domain.numbering import place_code, tag_number
from app.domain.organization import Role, WarehouseKind
from app.persistence import rows
from app.persistence.counter import CounterDatabase
from app.persistence.engine import sqlite_engine
from app.persistence.journal import Journal
from app.persistence.queries import SqlQueries
from app.persistence.replica import SqlReplica
from app.persistence.schema import migrate
from app.persistence.store import codec_of
from app.persistence.tables import conflict_case
from app.services.bus import Bus
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, MoveAssets, TakeIn
from app.services.commands.loans import HandOut, Returned, SubmitRequest, TakeBack
from app.services.commands.setup import AddWarehouse, OpenSite, RegisterOrganization, RegisterPerson
from app.services.commands.vehicles import DispatchOut, SetVehicleCard
from app.services.operations import Outcome, Verdict
from app.services.ports import Station
from app.services.queries import AssetFilter, PlaceRow, ScanKind
from app.services.replica import Enrolment

OFFICE, OTHER = ids.organization_id("邹城市财政局"), ids.organization_id("邹城市审计局")
PERSON, NAMESAKE = ids.person_id(OFFICE, "孔令䶮"), ids.person_id(OTHER, "孔令䶮")
TODAY = SystemClock().today()


class World:
    def __init__(self, folder: Path) -> None:
        self.writer = sqlite_engine(folder / "counter.db", writes=True)
        migrate(self.writer)
        self.database = CounterDatabase(self.writer, Journal(folder / "journal"))
        self.bus = Bus(self.database, SystemClock())
        self.database.set_up("device", Station("370883", 1))
        warehouse = AddWarehouse(WarehouseKind.GENERAL, "通用仓")
        self.warehouse = ids.warehouse_id("370883", "通用仓")
        self.do(
            OpenSite("370883", "邹城市公物仓"),
            warehouse,
            RegisterOrganization("邹城市财政局", "370883001"),
            RegisterOrganization("邹城市审计局"),
            RegisterPerson(OFFICE, "孔令䶮", "13800000001"),
            RegisterPerson(OTHER, "孔令䶮"),
            RegisterPerson(OFFICE, "王伟"),
        )
        self.reader = sqlite_engine(folder / "counter.db", writes=False)
        self.today = TODAY
        self.queries = SqlQueries(self.reader, lambda: self.today)

    def do(self, *commands):
        return self.bus.execute(*commands, actor=Actor("s", "管理员", Role.ADMINISTRATOR))

    def take_in(self, name="办公桌", quantity=1, **fields):
        item = IntakeItem(name, quantity, value_fen=100_00, **fields)
        return sorted(self.do(TakeIn(OFFICE, Source.IDLE, self.warehouse, (item,))).of("asset"))

    def hand_out(self, assets, due=TODAY + timedelta(days=9), person=PERSON):
        changes = self.do(HandOut(OFFICE, person, tuple(assets), due, reason="会议"))
        return changes.commands[0]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.reader.dispose()
    made.writer.dispose()


def test_a_loan_is_seen_from_every_side(world):
    assets = world.take_in(quantity=3)
    out = world.hand_out(assets[:2])
    world.do(TakeBack((Returned(assets[0], Condition.DAMAGED),)))
    (row,) = world.queries.loans()
    assert (row.number, row.pieces, row.open_pieces) == (out.number, 2, 1)
    assert (row.organization, row.person, row.approval) == ("邹城市财政局", "孔令䶮", Approval.PAPER)
    assert row.pending
    assert not row.overdue
    detail = world.queries.loan(out.loan_id)
    assert [piece.asset.id for piece in detail.pieces] == assets[:2]
    assert [piece.condition for piece in detail.pieces] == [Condition.DAMAGED, None]
    there = world.queries.asset(assets[1])
    assert (there.row.holder, there.row.due_on) == ("孔令䶮, 邹城市财政局", TODAY + timedelta(days=9))
    assert there.loan.id == out.loan_id
    assert [entry.what for entry in there.history] == ["hand_out", "take_in"]
    assert there.history[0].number == out.number
    back = world.queries.asset(assets[0])
    assert (back.row.status, back.row.holder, back.loan) == (Status.REPAIR, "", None)
    assert [person.open_pieces for person in world.queries.people(organization_id=OFFICE)] == [1, 0]
    world.today += timedelta(days=10)
    assert world.queries.loans()[0].overdue


def test_loans_are_found_by_number_person_and_organization_and_closed_ones_when_asked(world):
    assets = world.take_in(quantity=2)
    first, second = world.hand_out(assets[:1]), world.hand_out(assets[1:], person=ids.person_id(OFFICE, "王伟"))
    world.do(TakeBack((Returned(assets[0]),)))
    assert [row.id for row in world.queries.loans()] == [second.loan_id]
    assert {row.id for row in world.queries.loans(open_only=False)} == {first.loan_id, second.loan_id}
    for text in (first.number[-6:], "孔令", "财政 孔"):
        assert [row.id for row in world.queries.loans(open_only=False, text=text)] == [first.loan_id]
    assert world.queries.loans(text="%") == []
    assert world.queries.loan("no") is None


def test_a_request_reserves(world):
    assets = world.take_in(quantity=2)
    world.do(SubmitRequest(OFFICE, PERSON, tuple(assets[:1]), TODAY + timedelta(days=5), "调研"))
    (row,) = world.queries.requests()
    assert (row.status, row.asset_ids, row.open_pieces, row.person) == (
        RequestStatus.PENDING,
        (assets[0],),
        1,
        "孔令䶮",
    )
    assert world.queries.asset(assets[0]).reserved_for == "孔令䶮, 邹城市财政局"
    assert world.queries.asset(assets[1]).reserved_for == ""


def test_the_code_of_a_place_is_the_place_where_something_lies(world):
    named = world.take_in(place="东区一排 3 架", quantity=2)
    coded = world.take_in("打印机", place="A-01-03")
    world.do(AddWarehouse(WarehouseKind.GENERAL, "二号库", "w2"))
    code = place_code("370883", "通用仓", "东区一排 3 架")
    hit = world.queries.resolve(f" {code.lower()} ")
    assert (hit.kind, hit.places) == (ScanKind.PLACE, (PlaceRow(world.warehouse, "通用仓", "东区一排 3 架"),))
    which = AssetFilter(warehouse_id=hit.places[0].warehouse_id, place=hit.places[0].name)
    keys = world.queries.asset_keys(which)
    assert {row.id for row in world.queries.asset_page(keys)} == set(named)
    assert world.queries.totals(which).pieces == 2
    hit = world.queries.resolve("A-01-03")
    assert (hit.kind, [one.name for one in hit.places]) == (ScanKind.PLACE, ["A-01-03"])
    world.do(MoveAssets(tuple(coded), "w2", "A-01-04"))
    assert world.queries.resolve("A-01-03").kind is ScanKind.UNKNOWN
    assert world.queries.resolve("A-01-04").places[0].warehouse == "二号库"
    for empty in (place_code("370883", "通用仓", "西区"), place_code("370800", "通用仓", "东区一排 3 架")):
        hit = world.queries.resolve(empty)
        assert (hit.kind, hit.places) == (ScanKind.PLACE, ())
    assert world.queries.resolve(code[:-1] + "?").kind is ScanKind.UNKNOWN


def test_a_number_of_a_piece_comes_before_a_place_of_the_same_name(world):
    piece = world.take_in(serial="B-02-11")
    world.take_in("打印机", place="B-02-11")
    hit = world.queries.resolve("B-02-11")
    assert (hit.kind, [one.id for one in hit.assets]) == (ScanKind.ASSET, piece)


def test_a_car_on_the_road(world):
    (car,) = world.take_in("轿车")
    world.do(SetVehicleCard(car, "鲁H12345", odometer_km=100))
    world.do(DispatchOut(car, OFFICE, PERSON, "老王", "送件", "济宁", 120))
    (row,) = world.queries.vehicles()
    assert (row.plate, row.driver, row.user, row.odometer_km, row.status) == (
        "鲁H12345",
        "老王",
        "孔令䶮",
        100,
        Status.LENT,
    )
    (trip,) = world.queries.dispatches(asset_id=car, open_only=True)
    assert (trip.id, trip.plate, trip.in_at) == (row.dispatch_id, "鲁H12345", None)
    found = world.queries.find_assets("鲁H123")
    assert [(it.id, it.plate, it.holder) for it in found] == [(car, "鲁H12345", "孔令䶮, 邹城市财政局")]
    assert world.queries.asset(car).vehicle == row


def test_every_identifier_is_understood(world):
    one, two = world.take_in("复印机", 1, card_number="C-77", serial="SN9001"), world.take_in(card_number="C-77")
    (car,) = world.take_in("轿车")
    world.do(SetVehicleCard(car, "鲁H12345"))
    out = world.hand_out(one)
    tag = world.queries.asset(one[0]).row.tag_number
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in tag)

    def meant(text):
        hit = world.queries.resolve(text)
        return hit.kind, [row.id for row in hit.assets] or [it.id for it in (*hit.people, *hit.organizations)]

    for text in (tag, f" {tag[:6]} {tag[6:8]} {tag[8:]}", full_width, "sn9001", tag[-5:]):
        assert meant(text) == (ScanKind.ASSET, one), text
    assert meant("C-77") == (ScanKind.SEVERAL, one + two)
    assert meant("鲁H·12345") == (ScanKind.ASSET, [car])
    assert world.queries.resolve(out.number.lower()).document.id == out.number
    assert meant("13800000001") == (ScanKind.PERSON, [PERSON])
    kind, people = meant("孔令䶮")
    assert (kind, set(people)) == (ScanKind.PERSON, {PERSON, NAMESAKE})
    assert meant("邹城市财政局") == meant("370883001") == (ScanKind.ORGANIZATION, [OFFICE])
    for text in ("", "  ", "zzz", tag[:-1], "12", tag[-3:], tag[:-1] + str((int(tag[-1]) + 1) % 10)):
        assert world.queries.resolve(text).kind is ScanKind.UNKNOWN, text


def test_a_tail_that_two_tags_share_is_not_guessed(world):
    (one,) = world.take_in()
    with world.writer.begin() as connection:
        (row,) = rows.read_rows(connection, "asset", [one])
        tail = row["tag_number"][-5:]
        numbers = (tag_number("370883", 1, running) for running in range(2, 1_000_000))
        twin = {**row, "id": "twin", "tag_number": next(number for number in numbers if number.endswith(tail))}
        rows.write_rows(connection, "asset", new=[twin])
    assert world.queries.resolve(tail).kind is ScanKind.UNKNOWN
    assert world.queries.resolve(twin["tag_number"][-9:]).assets[0].id == "twin"


def test_organizations_and_people_by_part_and_initials(world):
    assert [row.name for row in world.queries.organizations("sjj")] == ["邹城市审计局"]
    assert [row.name for row in world.queries.organizations("财政")] == ["邹城市财政局"]
    assert len(world.queries.organizations("邹城市")) == len(world.queries.organizations()) == 2
    assert [row.name for row in world.queries.people("ww")] == ["王伟"]
    assert {row.id for row in world.queries.people("kl")} == {PERSON, NAMESAKE}
    assert [row.id for row in world.queries.people("孔", OTHER)] == [NAMESAKE]
    world.do(RegisterOrganization("邹城市水务局"))
    assert [row.name for row in world.queries.organizations("swj")] == ["邹城市水务局"]


def test_site_warehouses_documents(world):
    assert world.queries.site().name == "邹城市公物仓"
    assert [row.id for row in world.queries.sites()] == ["370883"]
    assert [row.id for row in world.queries.warehouses()] == [world.warehouse]
    assert world.queries.staff() == []
    assert world.queries.imports() == []
    assets = world.take_in()
    out = world.hand_out(assets)
    assert world.queries.documents()[0].id == out.number
    assert world.queries.document(out.number).subject_id == out.loan_id
    assert world.queries.document("no") is None


def test_what_waits_for_the_city(world):
    before = world.queries.sync_state()
    assert (before.enrolled, before.server, before.last_success, before.cases) == (False, "", None, 0)
    assets = world.take_in()
    waiting = world.queries.sync_state()
    assert waiting.pending == before.pending + 1
    assert isinstance(waiting.oldest_pending, datetime)
    assert world.queries.find_assets("办公桌")[0].pending
    replica = SqlReplica(world.database)
    replica.enrol(Enrolment("https://city.example", 1))
    sent = replica.pending(1000, 10**6)
    replica.settle([Verdict(it.op_id, it.dseq, Outcome.CONFLICT, 1, "case-1") for it in sent])
    with world.database.transaction() as connection:
        for id, decision in (("case-1", Decision.OPEN), ("case-2", Decision.HEALED)):
            case = ConflictCase(
                id, CaseKind.UNAPPLIED, "370883", "", "", "d", 1, "o", datetime.now(UTC), "{}", decision=decision
            )
            connection.execute(insert(conflict_case).values(codec_of(ConflictCase).row(case)))
    replica.synced()
    after = world.queries.sync_state()
    assert (after.enrolled, after.server, after.pending, after.oldest_pending, after.cases) == (
        True,
        "https://city.example",
        0,
        None,
        1,
    )
    assert after.last_success is not None
    assert world.queries.asset_keys(AssetFilter())[0] > 0
    assert assets


def test_a_counter_that_was_enrolled_by_file_is_enrolled(world):
    SqlReplica(world.database).enrol_by_file(2)
    state = world.queries.sync_state()
    assert (state.enrolled, state.server) == (True, "")
    assert world.queries.here().enrolled


def test_reading_cannot_write(world):
    with world.reader.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM asset")
