"""A batch is an economy, not a meaning: each operation ends as if it had come by itself."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from app.domain.asset import Condition, Source
from app.domain.ids import new_id, organization_id, person_id, piece_ids
from app.domain.numbering import DocumentKind, document_number
from app.domain.organization import Role, WarehouseKind
from app.persistence import city_feed, city_tables, tables
from app.services.commands.base import Actor, Command, encode_body
from app.services.commands.inventory import AmendAsset, IntakeItem, TakeIn
from app.services.commands.loans import (
    ApproveRequest,
    ExtendLoan,
    HandOut,
    Returned,
    SubmitRequest,
    TakeBack,
    UndoHandOut,
    UndoTakeBack,
    WithdrawRequest,
)
from app.services.commands.setup import AddWarehouse, OpenSite, RegisterOrganization, RegisterPerson
from app.services.operations import Operation, Outcome, Verdict, encode_actor, seal
from sync.protocol import OpsAnswer
from tests.fakes.sync_world import COUNTY_SITE, OFFICE, CityWorld, MakeDesk, open_city

DEVICE, OFFICE_ID, WAREHOUSE, FIRST = new_id(), organization_id(OFFICE), new_id(), new_id()
PIECES = list(piece_ids(FIRST, 3))
PEOPLE = [person_id(OFFICE_ID, name) for name in ("张三", "李四")]
LOANS, REQUESTS = [[new_id() for _ in range(3)] for _ in range(2)]
DAY = date(2026, 11, 22)
RETURNS = [document_number(DocumentKind.RETURN, COUNTY_SITE, DAY, 1, number) for number in (1, 2)]
MANAGER, CLERK = (Actor(new_id(), name, role) for name, role in (("孔令辉", Role.MANAGER), ("孟昭明", Role.CLERK)))
OPENING: list[Command] = [
    OpenSite(COUNTY_SITE, "邹城市公物仓"),
    AddWarehouse(WarehouseKind.GENERAL, "通用仓", WAREHOUSE),
    RegisterOrganization(OFFICE),
    RegisterPerson(OFFICE_ID, "张三"),
    RegisterPerson(OFFICE_ID, "李四"),
    TakeIn(OFFICE_ID, Source.IDLE, WAREHOUSE, (IntakeItem("打印机", 3),), "", "RK1", 1, 1, FIRST),
]

piece, person, number = st.sampled_from(PIECES), st.sampled_from(PEOPLE), st.integers(1, 5)
due = st.dates(DAY - timedelta(days=1), DAY + timedelta(days=90))
loan, request = st.sampled_from(LOANS), st.sampled_from(REQUESTS)
some = st.lists(piece, min_size=1, max_size=2).map(tuple)
commands = st.one_of(
    st.builds(
        HandOut,
        st.just(OFFICE_ID),
        person,
        some,
        due,
        request_id=st.none() | request,
        number=number.map(lambda n: f"JY{n}"),
        loan_id=loan,
    ),
    st.builds(TakeBack, some.map(lambda ids: tuple(map(Returned, ids))), number=st.sampled_from(RETURNS)),
    st.builds(UndoTakeBack, st.sampled_from(RETURNS)),
    st.builds(UndoHandOut, loan),
    st.builds(ExtendLoan, loan, due),
    st.builds(SubmitRequest, st.just(OFFICE_ID), person, some, due, number=st.just("SQ1"), request_id=request),
    st.builds(ApproveRequest, request),
    st.builds(WithdrawRequest, request),
    st.builds(AmendAsset, piece, st.fixed_dictionaries({"place": st.sampled_from("一二")})),
    st.builds(AmendAsset, piece, st.just({"status": "lent"})),
    st.builds(RegisterPerson, st.just(OFFICE_ID), st.sampled_from(("王五", "张三", " "))),
)
damage = st.sampled_from([{}] * 12 + [{"body": "no json"}, {"type": "levitate"}, {"pre": "[]"}])
steps = st.lists(st.tuples(commands, st.sampled_from((MANAGER, MANAGER, CLERK)), damage), min_size=1, max_size=14)


def sealed(steps: Sequence[tuple[Command, Actor, dict[str, str]]]) -> list[Operation]:
    operations: list[Operation] = []
    for dseq, (command, actor, changes) in enumerate(steps, start=1):
        about = {
            "type": command.TYPE,
            "actor": encode_actor(actor),
            "occurred_at": (datetime(2026, 11, 22, 1, tzinfo=UTC) + timedelta(minutes=dseq)).isoformat(),
            "pre": "{}",
            "body": encode_body(command),
            "prev": operations[-1].hash if operations else "",
        }
        operations.append(
            seal(
                Operation(
                    op_id=f"op-{dseq}", device=DEVICE, dseq=dseq, version=command.VERSION, hash="", **about | changes
                )
            )
        )
    return operations


def outcome(city: CityWorld, lots: Sequence[Sequence[Operation]]) -> tuple[list[object], dict[str, object]]:
    """The verdicts, and the rows without what tells only when and in how many writes they came to be."""
    city.books.enrol(city.books.make_code(COUNTY_SITE), DEVICE, COUNTY_SITE, "a key")
    verdicts: list[Verdict] = [verdict for lot in lots for verdict in city.books.accept(DEVICE, lot)]
    when = {"version", "key", "opened_at", "sides"}
    rows = {
        table.name: sorted(
            ({name: value for name, value in row.items() if name not in when} for row in city.rows(table.name)),
            key=lambda row: str(row["id"]),
        )
        for table in tables.ENTITIES.values()
    }
    return [(it.op_id, it.dseq, it.outcome, it.case, it.reason) for it in verdicts], rows


@settings(max_examples=25, deadline=None)
@given(steps)
def test_one_batch_ends_as_its_operations_one_by_one(steps: list[tuple[Command, Actor, dict[str, str]]]) -> None:
    administrator = Actor(new_id(), "管理员", Role.ADMINISTRATOR)
    operations = sealed([*((command, administrator, {}) for command in OPENING), *steps])
    with tempfile.TemporaryDirectory() as folder:
        with open_city(None, Path(folder) / "one") as city:
            one_by_one = outcome(city, [[it] for it in operations])
        with open_city(None, Path(folder) / "batch") as city:
            assert outcome(city, [operations]) == one_by_one


def test_what_is_drawn_meets_every_outcome() -> None:
    """The mixture above is worth something: it holds what is applied, disputed, refused and put aside."""
    hand_out = HandOut(OFFICE_ID, PEOPLE[0], (PIECES[0],), DAY, number="JY1", loan_id=LOANS[0])
    other = HandOut(OFFICE_ID, PEOPLE[1], (PIECES[0],), DAY, number="JY2", loan_id=LOANS[1])
    steps = [
        *((command, Actor(new_id(), "管理员", Role.ADMINISTRATOR), {}) for command in OPENING),
        (hand_out, MANAGER, {}),
        (other, MANAGER, {}),
        (TakeBack((Returned(PIECES[0], Condition.GOOD),), number=RETURNS[0]), CLERK, {}),
        (ApproveRequest(REQUESTS[0]), MANAGER, {}),
        (AmendAsset(PIECES[1], {"place": "一"}), CLERK, {"type": "levitate"}),
    ]
    with tempfile.TemporaryDirectory() as folder, open_city(None, Path(folder)) as city:
        verdicts, _ = outcome(city, [sealed(steps)])
    assert [str(verdict[2]) for verdict in verdicts[len(OPENING) :]] == [  # type: ignore[index]
        "applied",
        "conflict",
        "applied",
        "rejected",
        "quarantined",
    ]


def test_a_feed_without_entries_begins_with_all_rows(city: CityWorld, desk: MakeDesk) -> None:
    """As after the upgrade that empties it."""
    county = desk()
    county.hand_out(*county.take_in(2)[:1])
    county.sync()
    with city.books.writer.begin() as connection:
        connection.execute(delete(city_tables.change))
        city_feed.prepare(connection)
        city_feed.prepare(connection)
    rows = {(table.name, row["id"]) for table in tables.ENTITIES.values() for row in city.rows(table.name)}
    entries = [(row["entity"], row["id"]) for row in city.rows("change")]
    assert len(entries) == len(set(entries))
    assert set(entries) == rows
    pooled = {row["id"] for row in city.rows("change") if row["pool_kind"] == "put"}
    assert pooled == {row["id"] for row in city.rows("asset") if row["status"] == "available"}


def test_an_answer_that_names_nothing_that_was_sent_is_not_waited_for(desk: MakeDesk) -> None:
    county = desk()
    county.take_in(1)
    stranger = Verdict(new_id(), 1, Outcome.APPLIED, 1)
    county.line.push = lambda operations: OpsAnswer([stranger], 2, 1)  # type: ignore[method-assign]
    assert county.sync().stuck == "sync.no_verdicts"
    assert len(county.replica.pending(100, 1 << 20)) > 1, "they are kept"
