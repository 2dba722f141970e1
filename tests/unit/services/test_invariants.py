"""Whatever people do in whatever order, these stay true."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.domain.asset import Condition, Status
from app.domain.errors import DomainError
from app.domain.loan import RequestStatus
from app.services.commands.base import Command
from app.services.commands.inventory import FinishRepair
from app.services.commands.loans import (
    ApproveRequest,
    HandOut,
    RefuseRequest,
    Returned,
    SubmitRequest,
    TakeBack,
    WithdrawRequest,
)
from app.services.ports import Changes
from app.services.undo import undo_of
from tests.unit.services.conftest import LI, OFFICE_ID, ZHANG, Desk

PIECES = 4
some_pieces = st.lists(st.integers(0, PIECES - 1), min_size=1, max_size=PIECES, unique=True)
people = st.sampled_from([ZHANG, LI])
KEPT = {"version", "closed_at", "returned_at", "voided"}  # what an undone loan leaves behind is no debt


class Counter(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.desk = Desk()
        self.pieces = self.desk.stock(PIECES)
        self.last: tuple[Changes, Any] | None = None

    def attempt(self, command: Command) -> None:
        before = self.facts()
        try:
            changes = self.desk.do(command)
        except DomainError:
            assert self.facts() == before
        else:
            self.last = changes, before

    def facts(self) -> Any:
        """What a person would call the state: where pieces are, who owes them, what is reserved."""
        state = self.desk.counter.state
        return (
            {id: (one.status, one.condition) for id, one in state["assets"].items()},
            {
                (line.asset_id, state["loans"][line.loan_id].person_id)
                for line in state["loan_lines"].values()
                if line.returned_at is None
            },
            {line.asset_id for line in state["request_lines"].values() if line.open},
            {id for id, loan in state["loans"].items() if loan.closed_at is None},
            {id: one.status for id, one in state["requests"].items() if one.status is not RequestStatus.WITHDRAWN},
        )

    @rule(which=some_pieces, person=people, under_request=st.booleans())
    def hand_out(self, which: list[int], person: str, under_request: bool) -> None:
        granted = [
            one.id
            for one in self.desk.counter.all("requests")
            if one.status is RequestStatus.APPROVED and one.person_id == person
        ]
        request = granted[0] if granted and under_request else None
        ids = tuple(self.pieces[n] for n in which)
        self.attempt(HandOut(OFFICE_ID, person, ids, self.desk.due, request_id=request))

    @rule(which=some_pieces, condition=st.sampled_from(Condition))
    def take_back(self, which: list[int], condition: Condition) -> None:
        self.attempt(TakeBack(tuple(Returned(self.pieces[n], condition) for n in which)))

    @rule(which=some_pieces, person=people)
    def submit(self, which: list[int], person: str) -> None:
        self.attempt(SubmitRequest(OFFICE_ID, person, tuple(self.pieces[n] for n in which), self.desk.due))

    @rule(at=st.integers(0, 9), verdict=st.sampled_from(["approve", "refuse", "withdraw"]))
    def decide(self, at: int, verdict: str) -> None:
        requests = self.desk.counter.all("requests")
        if at < len(requests):
            id = requests[at].id
            commands = {
                "approve": ApproveRequest(id),
                "refuse": RefuseRequest(id, "理由"),
                "withdraw": WithdrawRequest(id),
            }
            self.attempt(commands[verdict])

    @rule(which=some_pieces)
    def repair(self, which: list[int]) -> None:
        self.attempt(FinishRepair(tuple(self.pieces[n] for n in which)))

    @precondition(lambda self: self.last is not None)
    @rule()
    def undo_what_was_just_done(self) -> None:
        assert self.last is not None
        changes, before = self.last
        self.last = None
        command = undo_of(changes)
        if command is not None:
            self.desk.do(command)
            assert self.facts() == before

    @invariant()
    def at_most_one_open_loan_per_piece_and_only_of_what_is_lent(self) -> None:
        lines = [line for line in self.desk.counter.all("loan_lines") if line.returned_at is None]
        out = [line.asset_id for line in lines]
        assert len(out) == len(set(out))
        assert set(out) == {one.id for one in self.desk.counter.all("assets") if one.status is Status.LENT}

    @invariant()
    def a_loan_is_open_as_long_as_a_piece_is_out(self) -> None:
        for loan in self.desk.counter.all("loans"):
            lines = [line for line in self.desk.counter.all("loan_lines") if line.loan_id == loan.id]
            assert (loan.closed_at is None) == any(line.returned_at is None for line in lines)

    @invariant()
    def a_piece_is_reserved_by_exactly_one_open_request(self) -> None:
        held = [line.asset_id for line in self.desk.counter.all("request_lines") if line.open]
        assert len(held) == len(set(held))
        assert set(held) == {one.id for one in self.desk.counter.all("assets") if one.status is Status.RESERVED}
        for request in self.desk.counter.all("requests"):
            lines = [line for line in self.desk.counter.all("request_lines") if line.request_id == request.id]
            if any(line.open for line in lines):
                assert request.status in (RequestStatus.PENDING, RequestStatus.APPROVED)

    @invariant()
    def the_state_can_be_stored(self) -> None:
        msgspec.json.encode(self.desk.counter.state)


TestInvariants = Counter.TestCase
TestInvariants.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
