"""Request → approval → hand-out → take-back, as rules."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from app.domain.asset import Condition, Status
from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.loan import Approval, RequestStatus
from app.services.commands.inventory import FinishRepair
from app.services.commands.loans import (
    ApproveRequest,
    ConfirmPaperApproval,
    ExtendLoan,
    HandOut,
    RefuseRequest,
    Returned,
    SubmitRequest,
    TakeBack,
    UndoHandOut,
    UndoTakeBack,
    WithdrawRequest,
)
from app.services.commands.setup import EditSite, RegisterOrganization, RegisterPerson
from app.services.desk import lending_refusals, rehearse
from app.services.paper import issued_slip
from app.services.undo import undo_of
from tests.unit.services.conftest import LI, OFFICE_ID, ZHANG, Desk


def refusal(desk: Desk, *commands, actor=None) -> DomainError:
    before = msgspec.to_builtins(desk.counter.state)
    with pytest.raises(DomainError) as caught:
        desk.do(*commands, actor=actor)
    assert msgspec.to_builtins(desk.counter.state) == before  # all or nothing
    return caught.value


def ask_for(desk: Desk, *asset_ids: str, person: str = ZHANG) -> str:
    command = SubmitRequest(OFFICE_ID, person, asset_ids, desk.due, "会议用")
    desk.do(command, actor=desk.clerk)
    return command.request_id


def test_a_managers_hand_out_is_lent_with_a_slip_and_to_be_confirmed(desk: Desk) -> None:
    first, second = desk.stock(2)

    changes = desk.do(HandOut(OFFICE_ID, ZHANG, (first, second), desk.due, approval_reference="批〔2026〕7号"))

    (loan,) = desk.counter.all("loans")
    assert (loan.approval, loan.approval_reference, loan.closed_at) == (Approval.PAPER, "批〔2026〕7号", None)
    assert {desk.asset(id).status for id in (first, second)} == {Status.LENT}
    slip = issued_slip(desk.counter.state["documents"][changes.documents[-1]].content)
    assert (slip.person, slip.organization, slip.due_on) == ("张三", "市教育局", desk.due)
    assert [line.value_fen for line in slip.lines] == [500_000, 500_000]
    assert slip.remarks == ("to_be_confirmed",)
    assert (slip.handed_over_by, slip.received_by) == ("赵主任", "张三")


def test_a_clerk_hands_out_only_under_an_approved_request(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece,), desk.due), actor=desk.clerk).code == "loan.needs_manager"

    request = ask_for(desk, piece)
    hand_out = HandOut(OFFICE_ID, ZHANG, (piece,), desk.due, request_id=request)
    assert refusal(desk, hand_out, actor=desk.clerk).code == "request.not_approved"

    desk.do(ApproveRequest(request))
    desk.do(hand_out, actor=desk.clerk)
    assert desk.counter.state["requests"][request].status is RequestStatus.FULFILLED
    assert desk.counter.all("loans")[0].approval is Approval.REQUEST


def test_an_approved_request_covers_only_what_it_names(desk: Desk) -> None:
    named, extra = desk.stock(2)
    request = ask_for(desk, named)
    desk.do(ApproveRequest(request))
    both = HandOut(OFFICE_ID, ZHANG, (named, extra), desk.due, request_id=request)
    assert refusal(desk, both, actor=desk.clerk).code == "request.names_fewer"
    loan = desk.do(both, actor=desk.manager).commands[-1].loan_id
    assert desk.counter.state["loans"][loan].approval is Approval.PAPER


def test_policy_may_ask_a_request_of_managers_too(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.do(EditSite("邹城市公物仓", False, 90, 2), actor=desk.administrator)

    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece,), desk.due)).code == "loan.needs_request"


def test_a_reserved_piece_is_refused_with_the_name_of_the_one_who_has_it(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    ask_for(desk, piece, person=ZHANG)

    found = refusal(desk, HandOut(OFFICE_ID, LI, (piece,), desk.due))

    assert found.code == "asset.reserved_for_other"
    assert (found.params["person"], found.params["organization"]) == ("张三", "市教育局")


def test_a_request_may_be_handed_out_in_parts(desk: Desk) -> None:
    first, second = desk.stock(2)
    request = ask_for(desk, first, second)
    desk.do(ApproveRequest(request))

    desk.lend(first, request=request)
    assert desk.counter.state["requests"][request].status is RequestStatus.APPROVED
    assert desk.asset(second).status is Status.RESERVED

    desk.lend(second, request=request)
    assert desk.counter.state["requests"][request].status is RequestStatus.FULFILLED


@pytest.mark.parametrize("way_out", ["refused", "withdrawn"])
def test_a_request_that_ends_lets_its_pieces_go(desk: Desk, way_out: str) -> None:
    (piece,) = desk.stock(1)
    request = ask_for(desk, piece)
    assert refusal(desk, RefuseRequest(request, " ")).code == "request.refusal_needs_reason"

    desk.do(RefuseRequest(request, "已有同类设备") if way_out == "refused" else WithdrawRequest(request))

    assert desk.asset(piece).status is Status.AVAILABLE
    assert refusal(desk, ApproveRequest(request)).code == "request.already_decided"


def test_clerks_do_not_decide(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    request = ask_for(desk, piece)

    found = refusal(desk, ApproveRequest(request), actor=desk.clerk)

    assert (found.code, found.params["command"]) == ("role.may_not", "approve_request")


@pytest.mark.parametrize("warehouse", ["confiscated", "rental"])
def test_warehouses_that_do_not_lend(desk: Desk, warehouse: str) -> None:
    (piece,) = desk.stock(1, warehouse)

    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece,), desk.due)).code == "warehouse.no_lending"
    assert refusal(desk, SubmitRequest(OFFICE_ID, ZHANG, (piece,), desk.due)).code == "warehouse.no_lending"


def test_what_another_site_holds_is_not_ours_to_lend(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.asset(piece).site_id = "370881"

    found = refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece,), desk.due))

    assert (found.code, found.params["site"]) == ("asset.custody_elsewhere", "370881")


def test_wrong_entries(desk: Desk) -> None:
    piece, other = desk.stock(2)
    yesterday = desk.clock.today() - timedelta(days=1)
    desk.do(RegisterOrganization("县档案馆"))
    archive = next(one.id for one in desk.counter.all("organizations") if one.name == "县档案馆")

    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece,), yesterday)).code == "loan.due_in_past"
    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (), desk.due)).code == "assets.none_named"
    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece, piece), desk.due)).code == "assets.named_twice"
    assert isinstance(refusal(desk, HandOut(OFFICE_ID, ZHANG, ("nothing",), desk.due)), NotFound)
    assert refusal(desk, HandOut(archive, ZHANG, (piece,), desk.due)).code == "person.of_other_organization"
    assert refusal(desk, RegisterPerson(OFFICE_ID, "  ")).code == "person.no_name"
    desk.lend(other)
    assert refusal(desk, TakeBack((Returned(other, repair_fen=-1),))).code == "return.bad_repair_cost"


def test_a_loan_closes_with_its_last_piece(desk: Desk) -> None:
    first, second = desk.stock(2)
    loan = desk.lend(first, second)

    desk.do(TakeBack((Returned(first),)))
    assert desk.counter.state["loans"][loan].closed_at is None
    assert desk.asset(second).status is Status.LENT

    desk.do(TakeBack((Returned(second),)))
    assert desk.counter.state["loans"][loan].closed_at == desk.clock.now()


def test_pieces_of_several_loans_come_back_at_once(desk: Desk) -> None:
    first, second = desk.stock(2)
    loans = [desk.lend(first, person=ZHANG), desk.lend(second, person=LI)]

    changes = desk.do(TakeBack((Returned(first), Returned(second))))

    assert all(desk.counter.state["loans"][loan].closed_at for loan in loans)
    slip = issued_slip(desk.counter.state["documents"][changes.documents[0]].content)
    assert all(desk.counter.state["loans"][loan].number in slip.reason for loan in loans)


def test_a_damaged_piece_goes_to_repair_with_what_is_owed(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.lend(piece)

    changes = desk.do(TakeBack((Returned(piece, Condition.DAMAGED, "屏幕碎裂,借用人负责", 32_504),)))

    (line,) = desk.counter.all("loan_lines")
    assert (line.condition, line.liability, line.repair_fen) == (Condition.DAMAGED, "屏幕碎裂,借用人负责", 32_504)
    assert desk.asset(piece).status is Status.REPAIR
    slip = issued_slip(desk.counter.state["documents"][changes.documents[0]].content)
    assert (slip.lines[0].condition, slip.lines[0].remark) == (
        "damaged",
        "屏幕碎裂,借用人负责；修理费 325.04 元",
    )
    assert refusal(desk, HandOut(OFFICE_ID, ZHANG, (piece,), desk.due)).code == "asset.is_repair"

    desk.do(FinishRepair((piece,)))
    desk.lend(piece)


def test_what_is_not_out_cannot_come_back(desk: Desk) -> None:
    (piece,) = desk.stock(1)

    assert refusal(desk, TakeBack((Returned(piece),))).code == "return.no_open_loan"


def test_extension(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    loan = desk.lend(piece)
    due = desk.due

    assert refusal(desk, ExtendLoan(loan, due)).code == "loan.extension_not_later"
    desk.do(ExtendLoan(loan, due + timedelta(days=1)), ExtendLoan(loan, due + timedelta(days=2)))
    assert desk.counter.state["loans"][loan].due_on == due + timedelta(days=2)
    assert refusal(desk, ExtendLoan(loan, due + timedelta(days=3))).code == "loan.extensions_used_up"
    desk.do(TakeBack((Returned(piece),)))
    assert refusal(desk, ExtendLoan(loan, due + timedelta(days=9))).code == "loan.closed"


def test_a_paper_approval_is_confirmed_once(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    loan = desk.lend(piece)

    assert refusal(desk, ConfirmPaperApproval(loan, "批7"), actor=desk.clerk).code == "role.may_not"
    assert isinstance(refusal(desk, ConfirmPaperApproval(loan, "")), Invalid)
    desk.do(ConfirmPaperApproval(loan, " 批7 "))
    confirmed = desk.counter.state["loans"][loan]
    assert (confirmed.approval, confirmed.approval_reference) == (Approval.CONFIRMED, "批7")
    assert refusal(desk, ConfirmPaperApproval(loan, "批7")).code == "loan.nothing_to_confirm"


def test_undo_of_a_hand_out_puts_all_back_and_voids_the_slip(desk: Desk) -> None:
    first, second = desk.stock(2)
    request = ask_for(desk, first)
    desk.do(ApproveRequest(request))
    changes = desk.do(HandOut(OFFICE_ID, ZHANG, (first, second), desk.due, request_id=request))

    undo = undo_of(changes)
    assert isinstance(undo, UndoHandOut)
    desk.do(undo)

    assert (desk.asset(first).status, desk.asset(second).status) == (Status.RESERVED, Status.AVAILABLE)
    assert desk.counter.state["requests"][request].status is RequestStatus.APPROVED
    assert desk.counter.state["documents"][changes.documents[0]].voided
    desk.lend(first, second, request=request)


def test_a_hand_out_is_not_undone_once_something_came_back(desk: Desk) -> None:
    first, second = desk.stock(2)
    loan = desk.lend(first, second)
    desk.do(TakeBack((Returned(first),)))

    assert refusal(desk, UndoHandOut(loan)).code == "undo.built_upon"


def test_undo_of_a_take_back(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    loan = desk.lend(piece)
    changes = desk.do(TakeBack((Returned(piece, Condition.DAMAGED, "划痕", 100),)))

    undo = undo_of(changes)
    assert isinstance(undo, UndoTakeBack)
    desk.do(undo)

    (line,) = desk.counter.all("loan_lines")
    assert (line.returned_at, line.condition, line.repair_fen) == (None, None, 0)
    assert desk.asset(piece).status is Status.LENT
    assert desk.counter.state["loans"][loan].closed_at is None


def test_undo_of_a_take_back_is_refused_once_it_is_lent_again(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.lend(piece)
    changes = desk.do(TakeBack((Returned(piece),)))
    desk.lend(piece, person=LI)

    assert refusal(desk, UndoTakeBack(changes.documents[0])).code == "undo.built_upon"


def test_asking_beforehand_gives_the_refusal_and_leaves_no_trace(desk: Desk) -> None:
    free, reserved, lent = desk.stock(3)
    ask_for(desk, reserved)
    desk.lend(lent)
    before = msgspec.to_builtins(desk.counter.state), dict(desk.counter.running), len(desk.counter.recorded)

    found = lending_refusals(desk.bus, desk.clerk, (free, reserved, lent), OFFICE_ID, LI)
    own = lending_refusals(desk.bus, desk.clerk, (reserved,), OFFICE_ID, ZHANG)
    nobody = lending_refusals(desk.bus, desk.clerk, (free, reserved))
    back = rehearse(desk.bus, desk.clerk, TakeBack((Returned(free),)))

    assert {id: one.code for id, one in found.items()} == {
        reserved: "asset.reserved_for_other",
        lent: "asset.is_lent",
    }
    assert own[reserved].code == "request.not_approved"
    assert {id: one.code for id, one in nobody.items()} == {reserved: "asset.reserved_for_other"}
    assert back is not None
    assert back.code == "return.no_open_loan"
    assert rehearse(desk.bus, desk.clerk, TakeBack((Returned(lent),))) is None
    assert (msgspec.to_builtins(desk.counter.state), desk.counter.running, len(desk.counter.recorded)) == before


def test_every_piece_gets_its_entry_of_history(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.lend(piece)

    entries = [(one.what, one.actor) for one in desk.counter.all("events") if one.asset_id == piece]

    assert entries == [("take_in", "赵主任"), ("hand_out", "赵主任")]


def test_a_refusal_in_the_middle_keeps_nothing_of_the_whole(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    commands = (RegisterOrganization("新单位"), HandOut(OFFICE_ID, ZHANG, ("nothing",), desk.due))

    assert isinstance(refusal(desk, *commands), NotFound)
    assert all(one.name != "新单位" for one in desk.counter.all("organizations"))
    assert isinstance(refusal(desk, HandOut(OFFICE_ID, "nobody", (piece,), desk.due)), Refused | NotFound)


def test_undo_gives_a_reservation_back_though_the_hand_out_did_not_name_the_request(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    request = ask_for(desk, piece)
    desk.do(ApproveRequest(request))
    changes = desk.do(HandOut(OFFICE_ID, ZHANG, (piece,), desk.due))

    undo = undo_of(changes)
    assert isinstance(undo, UndoHandOut)
    desk.do(undo)

    assert desk.asset(piece).status is Status.RESERVED
    (line,) = desk.counter.all("request_lines")
    assert line.open
