"""Rules of transfers and decisions, whatever is done in whatever order; late facts come as they do at the city."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain.asset import Status
from app.domain.case import CaseKind, ConflictCase, Decision
from app.domain.device import CounterDevice
from app.domain.errors import DomainError, Invalid, Refused
from app.domain.organization import Site
from app.services.cases import choices, sides_of, sides_text
from app.services.commands.base import Command, Context
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.commands.inventory import AmendAsset
from app.services.commands.loans import HandOut, Returned, TakeBack
from app.services.commands.transfers import CancelTransfer, TakeOver, TransferIn, TransferOut
from app.services.handlers import handle
from app.services.sides import Origin, other_site, sides_of_conflict
from app.services.undo import undo_of
from tests.fakes.unit_of_work import FakeUnitOfWork
from tests.unit.services.conftest import LI, OFFICE_ID, ZHANG, Desk

TOWN = "370800"


@pytest.fixture
def desk() -> Desk:
    return enrolled()


def enrolled() -> Desk:
    desk = Desk()
    desk.counter.state["sites"][TOWN] = Site(TOWN, "济宁市公物仓")
    desk.counter.state["devices"]["d"] = CounterDevice("d", desk.counter.site, 1, "")
    return desk


def dispute(desk: Desk, command: Command, *, device: str = "other") -> list[ConflictCase]:
    """Carry out a late fact as the city does: what stands against it becomes cases."""
    uow = FakeUnitOfWork(desk.counter)
    context = Context(desk.manager, desk.counter.site, desk.clock.now(), desk.clock.today(), device=device)
    disputed: list[tuple[DomainError, str, str]] = []

    def note(refusal: DomainError, kind: str, asset_id: str) -> bool:
        disputed.append((refusal, kind, asset_id))
        return True

    context.dispute = note
    handle(command.numbered(uow.numbers, desk.counter.site, desk.clock.today()), uow, context)
    made = []
    origin = Origin(device, 2, None)
    for position, (refusal, kind, asset_id) in enumerate(disputed):
        sides = sides_of_conflict(uow, command, context, CaseKind(kind), asset_id, lambda _: origin)
        made.append(
            ConflictCase(
                f"{context.operation_id}.{position}",
                CaseKind(kind),
                desk.counter.site,
                other_site(uow, sides, asset_id),
                asset_id,
                device,
                1,
                context.operation_id,
                desk.clock.now(),
                refusal.code,
                sides_text(sides),
            )
        )
        uow.cases.add(made[-1])
    uow.commit()
    return made


def double_handout(desk: Desk) -> tuple[str, ConflictCase]:
    (piece,) = desk.stock(1)
    desk.lend(piece, person=ZHANG)
    (case,) = dispute(desk, HandOut(OFFICE_ID, LI, (piece,), desk.due))
    return piece, case


def test_a_decision_needs_a_reason_a_manager_and_a_choice_that_fits(desk: Desk) -> None:
    _, case = double_handout(desk)
    with pytest.raises(Invalid, match="no_reason"):
        desk.do(ResolveCase(case.id, Decision.KEEP_FIRST, " "))
    with pytest.raises(Refused, match="may_not"):
        desk.do(ResolveCase(case.id, Decision.KEEP_FIRST, "看过"), actor=desk.clerk)
    with pytest.raises(Refused, match="not_a_choice"):
        desk.do(ResolveCase(case.id, Decision.MERGE, "看过"))


def test_a_stranger_does_not_decide(desk: Desk) -> None:
    _, case = double_handout(desk)
    desk.counter.state["cases"][case.id].site_id = TOWN
    with pytest.raises(Refused, match=r"site\.other"):
        desk.do(ResolveCase(case.id, Decision.KEEP_FIRST, "看过"))


def test_only_one_may_not_go_where_another_went(desk: Desk) -> None:
    piece, case = double_handout(desk)
    desk.do(TakeBack((Returned(piece),)))
    desk.lend(piece, person=ZHANG)
    with pytest.raises(Refused, match="built_upon"):
        desk.do(ResolveCase(case.id, Decision.KEEP_SECOND, "李四拿着"))
    desk.do(ResolveCase(case.id, Decision.KEEP_FIRST, "李四没拿"))


def test_a_transfer_leaves_nobody_the_piece(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.do(TransferOut((piece,), TOWN))
    assert (desk.asset(piece).status, desk.asset(piece).custody_epoch) == (Status.IN_TRANSIT, 1)
    with pytest.raises(Refused, match="in_transit"):
        desk.lend(piece)
    with pytest.raises(Refused, match="in_transit"):
        desk.do(TransferOut((piece,), TOWN))


def test_what_is_out_or_of_another_site_is_not_sent(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.lend(piece)
    with pytest.raises(Refused, match="is_lent"):
        desk.do(TransferOut((piece,), TOWN))
    with pytest.raises(Refused, match="to_own_site"):
        desk.do(TransferOut((piece,), desk.counter.site))


def test_an_editor_of_stale_fields_looks_again(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.do(AmendAsset(piece, {"place": "一楼"}, {"place": ""}))
    with pytest.raises(Refused, match="edited_since"):
        desk.do(AmendAsset(piece, {"place": "二楼"}, {"place": ""}))
    desk.do(AmendAsset(piece, {"place": "一楼", "remark": "新"}, {"place": "", "remark": ""}))
    assert desk.asset(piece).remark == "新"


def test_no_counter_takes_over(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    with pytest.raises(Refused, match="city_only"):
        desk.do(TakeOver((piece,), desk.counter.site, "general", "x"), actor=desk.administrator)


def test_a_clock_decides_only_between_two_devices(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    (case,) = dispute(desk, TakeBack((Returned(piece, without_loan=True),)), device="two")
    desk.clock.at -= timedelta(hours=1)
    assert dispute(desk, HandOut(OFFICE_ID, LI, (piece,), desk.due), device="two") == []
    assert desk.counter.state["cases"][case.id].decision is Decision.OPEN, "one device's own order says: lent later"
    assert desk.asset(piece).status is Status.LENT


class Inbox(RuleBasedStateMachine):
    """Late hand-outs and transfers, and decisions that are taken and taken back."""

    @initialize()
    def open(self) -> None:
        self.desk = enrolled()
        self.pieces = self.desk.stock(3)

    def attempt(self, command: Command) -> bool:
        try:
            self.desk.do(command)
        except DomainError:
            return False
        return True

    @rule(piece=st.integers(0, 2), person=st.sampled_from([ZHANG, LI]), late=st.booleans())
    def hand_out(self, piece: int, person: str, late: bool) -> None:
        command = HandOut(OFFICE_ID, person, (self.pieces[piece],), self.desk.due)
        if late:
            dispute(self.desk, command)
        else:
            self.attempt(command)

    @rule(piece=st.integers(0, 2), late=st.booleans())
    def take_back(self, piece: int, late: bool) -> None:
        command = TakeBack((Returned(self.pieces[piece], without_loan=late),))
        if late:
            dispute(self.desk, command)
        else:
            self.attempt(command)

    @rule(piece=st.integers(0, 2), late=st.booleans())
    def send(self, piece: int, late: bool) -> None:
        command = TransferOut((self.pieces[piece],), TOWN)
        if late:
            dispute(self.desk, command)
        else:
            self.attempt(command)

    @rule(at=st.integers(0, 5))
    def cancel(self, at: int) -> None:
        transfers = self.desk.counter.all("transfers")
        if at < len(transfers):
            self.attempt(CancelTransfer(transfers[at].id, ""))

    @rule(at=st.integers(0, 9), which=st.integers(0, 2))
    def decide_and_perhaps_undo(self, at: int, which: int) -> None:
        open_cases = [case for case in self.desk.counter.all("cases") if case.decision is Decision.OPEN]
        if at >= len(open_cases):
            return
        case = open_cases[at]
        offered = choices(case)
        before = self.facts()
        if not self.attempt(ResolveCase(case.id, offered[which % len(offered)].decision, "看过", tag_number="")):
            assert self.facts() == before
            return
        if which == 2:
            assert self.attempt(ReopenCase(case.id, "弄错"))
            assert self.facts() == before

    def facts(self) -> object:
        state = copy.deepcopy(self.desk.counter.state)
        for name in ("assets", "loans", "loan_lines", "requests", "request_lines", "transfers", "transfer_lines"):
            for entity in state[name].values():
                entity.version = 0
        return [
            state[name] for name in ("assets", "loans", "loan_lines", "requests", "request_lines", "transfer_lines")
        ]

    @invariant()
    def at_most_one_open_undisputed_loan_and_only_of_what_is_lent(self) -> None:
        out = [
            line.asset_id
            for line in self.desk.counter.all("loan_lines")
            if line.returned_at is None and not line.disputed
        ]
        assert len(out) == len(set(out))
        assert set(out) == {one.id for one in self.desk.counter.all("assets") if one.status is Status.LENT}

    @invariant()
    def what_is_in_transit_is_on_the_way_once(self) -> None:
        lines = [
            line.asset_id for line in self.desk.counter.all("transfer_lines") if line.on_the_way and not line.disputed
        ]
        assert len(lines) == len(set(lines))
        assert set(lines) == {one.id for one in self.desk.counter.all("assets") if one.status is Status.IN_TRANSIT}

    @invariant()
    def every_disputed_line_has_one_open_case(self) -> None:
        waiting = [
            sides_of(case)[-1].line_id
            for case in self.desk.counter.all("cases")
            if case.decision is Decision.OPEN and sides_of(case)[-1].line_id
        ]
        disputed = [
            line.id for line in self.desk.counter.all("loan_lines") if line.disputed and line.returned_at is None
        ] + [line.id for line in self.desk.counter.all("transfer_lines") if line.disputed and line.on_the_way]
        assert sorted(disputed) == sorted(waiting)


TestInbox = Inbox.TestCase
TestInbox.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


def test_undo_of_a_transfer_and_of_a_decision(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    undo = undo_of(desk.do(TransferOut((piece,), TOWN)))
    assert isinstance(undo, CancelTransfer)
    desk.do(undo)
    _, case = double_handout(desk)
    assert isinstance(undo_of(desk.do(ResolveCase(case.id, Decision.KEEP_FIRST, "看过"))), ReopenCase)


def test_what_is_not_of_the_transfer_is_not_received(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    command = TransferOut((piece,), TOWN)
    desk.do(command)
    with pytest.raises(Refused, match="other_destination"):
        desk.do(TransferIn(command.transfer_id, (piece,), "general"))
