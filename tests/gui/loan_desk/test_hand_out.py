"""Hand-out at the desk, on a real database."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from app.domain.asset import Condition, Status
from app.domain.loan import Approval
from app.domain.numbering import group_tag_number, place_code
from app.services.commands.inventory import MoveAssets
from app.services.commands.loans import ApproveRequest, Returned, SubmitRequest, TakeBack
from app.services.commands.vehicles import DispatchOut, SetVehicleCard
from tests.gui.loan_desk.conftest import ARCHIVE, ARCHIVE_ID, LI, OFFICE, OFFICE_ID, WANG, ZHANG, Counter, Driver


def borrower(driver: Driver, person: str = ZHANG, name: str = "张三") -> None:
    driver.page.hand_out.form.set_person(person, name, OFFICE_ID, OFFICE)
    driver.settle()


def press_hand_out(driver: Driver) -> None:
    driver.page.hand_out.hand_out_button.click()
    driver.settle()


def test_alt_and_the_letter_press_what_has_another_key_as_well(driver: Driver) -> None:
    """A key that is set on a button itself takes its Alt+letter away, which stays underlined."""
    for button in driver.page.hand_out.findChildren(QPushButton):
        letter = QKeySequence.mnemonic(button.text())
        assert letter.isEmpty() or button.shortcut() == letter, button.text()


def test_many_scans_one_summary_one_slip(counter: Counter, driver: Driver) -> None:
    pieces = counter.stock(count=2) + counter.stock("会议桌", value_fen=1_640_902)
    driver.scan("张三")
    driver.scan(*(one.tag_number for one in pieces))

    assert [(row.outcome, row.code) for row in driver.rows()] == [
        ("done", group_tag_number(one.tag_number)) for one in reversed(pieces)
    ]
    assert counter.row(pieces[0]).status is Status.AVAILABLE  # nothing is written yet

    press_hand_out(driver)
    summary = driver.page.hand_out.summary
    assert summary is not None
    assert summary.accept_button.shortcut() == QKeySequence("Alt+H")
    facts = dict(summary.facts)
    assert facts["价值"] == "25,409.02 元"
    assert facts["大写"] == "人民币贰万伍仟肆佰零玖元零贰分"
    assert facts["借用人"] == "张三 · 市教育局"
    number = driver.agree()

    assert {counter.row(one).status for one in pieces} == {Status.LENT}
    (loan,) = counter.services.queries.loans()
    assert (loan.number, loan.pieces, loan.approval) == (number, 3, Approval.PAPER)
    assert loan.due_on == counter.clock.today() + timedelta(days=90)
    pdf = pypdfium2.PdfDocument((driver.work.papers / f"{number}.pdf").read_bytes())
    text = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert number in text
    assert "贰万伍仟肆佰零玖元零贰分" in text
    assert driver.page.hand_out.form.empty()
    assert driver.rows() == []
    assert driver.said[-1][0] == "已向张三借出 3 件"


def test_undo_from_the_activity_bar(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    borrower(driver)
    driver.scan(piece.tag_number)
    press_hand_out(driver)
    number = driver.agree()

    driver.undo()

    assert counter.row(piece).status is Status.AVAILABLE
    document = counter.services.queries.document(number)
    assert document is not None
    assert document.voided


def test_the_same_piece_counts_once(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    driver.scan(piece.tag_number, piece.tag_number)

    newest = driver.rows()[0]
    assert (newest.outcome, newest.text) == ("information", "已经扫过，只算一件。")
    assert len(driver.page.hand_out.basket.ids("taken")) == 1


def test_a_piece_reserved_for_somebody_else_is_refused_with_the_name(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.do(SubmitRequest(OFFICE_ID, LI, (piece.id,), counter.clock.today()))
    borrower(driver)
    driver.scan(piece.tag_number)

    (row,) = driver.rows()
    assert row.outcome == "refused"
    assert "已为市教育局李四预留" in row.text
    assert row.remedy == "改借给李四"
    press_hand_out(driver)
    assert driver.page.hand_out.summary is None  # there is nothing that may go


def test_its_key_makes_that_person_the_borrower_and_asks_the_rules_again(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    request = SubmitRequest(OFFICE_ID, LI, (piece.id,), counter.clock.today())
    counter.do(request, ApproveRequest(request.request_id))
    borrower(driver)
    driver.scan(piece.tag_number)
    press_hand_out(driver)
    assert driver.page.hand_out.notice.isVisible()

    driver.qtbot.keyClick(driver.page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    driver.settle()

    assert not driver.page.hand_out.notice.isVisible()
    assert driver.page.hand_out.form.person_id() == LI
    assert [row.outcome for row in driver.rows()] == ["done"]
    press_hand_out(driver)
    driver.agree()
    assert counter.services.queries.loans()[0].approval is Approval.REQUEST


def test_another_borrower_may_be_refused_what_the_first_was_granted(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    request = SubmitRequest(OFFICE_ID, LI, (piece.id,), counter.clock.today())
    counter.do(request, ApproveRequest(request.request_id))
    borrower(driver, LI, "李四")
    driver.scan(piece.tag_number)
    assert driver.rows()[0].outcome == "done"

    borrower(driver)

    assert driver.rows()[0].outcome == "refused"


@pytest.mark.parametrize(("warehouse", "words"), [("罚没仓", "罚没仓的东西不外借"), ("租赁仓", "租赁仓的东西不外借")])
def test_warehouses_that_do_not_lend(counter: Counter, driver: Driver, warehouse: str, words: str) -> None:
    (piece,) = counter.stock(warehouse=warehouse)
    driver.scan(piece.tag_number)

    assert driver.rows()[0].text.startswith(words)


def test_what_is_in_repair_goes_again_by_one_key(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece)
    counter.do(TakeBack((Returned(piece.id, Condition.DAMAGED),)))
    driver.scan(piece.tag_number)
    assert driver.rows()[0].text.startswith("正在维修")

    driver.qtbot.keyClick(driver.page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    driver.settle()

    assert driver.rows()[0].outcome == "done"
    assert counter.row(piece).status is Status.AVAILABLE


def test_an_unknown_number_stays_until_it_is_dealt_with(driver: Driver) -> None:
    driver.scan("9787115428028")
    assert [(row.outcome, row.item, row.open) for row in driver.rows()] == [("unknown", "9787115428028", True)]

    driver.qtbot.keyClick(driver.page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    assert [row.open for row in driver.rows()] == [False]


def test_the_code_of_a_place_is_told_to_be_one(counter: Counter, driver: Driver) -> None:
    counter.stock()
    driver.scan(place_code(counter.services.queries.site().id, "通用仓", "A 架 2 层"))
    (row,) = driver.rows()
    assert row.outcome == "unknown"
    assert "是库位：通用仓 A 架 2 层" in row.text


def test_more_of_the_same_card_come_by_one_key(counter: Counter, driver: Driver) -> None:
    pieces = counter.stock(count=5, card_number="ZC-7")
    counter.lend(pieces[4])
    driver.scan(pieces[0].tag_number)
    assert driver.page.hand_out.tally.offer.isVisible()

    driver.qtbot.keyClick(driver.page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

    assert set(driver.page.hand_out.basket.ids("taken")) == {one.id for one in pieces[:4]}
    assert not driver.page.hand_out.tally.offer.isVisible()


def test_where_several_fit_the_clerk_chooses_in_place(counter: Counter, driver: Driver) -> None:
    pieces = counter.stock(count=3, card_number="ZC-8")
    driver.scan("ZC-8")
    chooser = driver.page.hand_out.chooser
    assert chooser.isVisible()
    assert chooser.list.count() == 3

    driver.qtbot.keyClick(chooser.list, Qt.Key.Key_2)
    assert driver.page.hand_out.basket.ids("taken") == (pieces[1].id,)
    assert not chooser.isVisible()

    driver.scan("ZC-8")
    assert chooser.list.count() == 2  # what is taken is not offered again
    chooser.all_button.click()
    assert len(driver.page.hand_out.basket.ids("taken")) == 3


def test_escape_goes_one_step_back_and_loses_nothing(counter: Counter, driver: Driver) -> None:
    counter.stock(count=2, card_number="ZC-9")
    driver.page.hand_out.form.reason.setText("期末监测")
    driver.scan("ZC-9")

    driver.qtbot.keyClick(driver.page.hand_out.chooser.list, Qt.Key.Key_Escape)

    assert not driver.page.hand_out.chooser.isVisible()
    assert driver.page.hand_out.form.reason.text() == "期末监测"


def test_scanning_an_organization_and_a_new_name_makes_a_new_borrower(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    driver.scan(ARCHIVE, "𬍛文", piece.tag_number)
    driver.qtbot.keyClick(driver.page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    press_hand_out(driver)
    driver.agree()

    (loan,) = counter.services.queries.loans()
    assert (loan.organization, loan.person) == (ARCHIVE, "𬍛文")


def test_what_is_missing_is_said_at_its_field(counter: Counter, driver: Driver) -> None:
    form = driver.page.hand_out.form
    press_hand_out(driver)
    assert driver.page.focusWidget() is form.organization

    borrower(driver)
    form.due.set_day(counter.clock.today() - timedelta(days=1))
    assert not form.check(counter.clock.today())
    form.due.set_day(counter.clock.today())
    assert form.check(counter.clock.today())
    press_hand_out(driver)
    assert driver.page.hand_out.notice.isVisible()


def test_a_clerk_is_told_what_to_do_and_submits_a_request(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.actor = counter.clerk
    borrower(driver)
    driver.scan(piece.tag_number)
    press_hand_out(driver)

    assert driver.page.hand_out.summary is None
    assert driver.page.hand_out.notice.accessibleName() == "还没有批准"
    assert "请提交申请" in driver.page.hand_out.notice.accessibleDescription()
    assert driver.page.hand_out.basket.ids("taken") == (piece.id,)  # nothing is lost

    driver.page.hand_out.request_button.click()
    driver.settle()

    (request,) = counter.services.queries.requests()
    assert (request.person, request.asset_ids) == ("张三", (piece.id,))
    assert counter.row(piece).status is Status.RESERVED


def test_request_approve_hand_out(counter: Counter, driver: Driver) -> None:
    first, second = counter.stock(count=2)
    due = counter.clock.today() + timedelta(days=9)
    counter.do(SubmitRequest(ARCHIVE_ID, WANG, (first.id, second.id), due, "验收"))
    page = driver.page
    page.show_mode("requests")
    driver.settle()
    assert page.request_panel.request() is not None
    page.request_panel.approve_button.click()
    driver.settle()
    driver.settle()
    page.request_panel.hand_out_button.click()
    driver.settle()

    counter.actor = counter.clerk  # approved: a clerk may hand it out
    assert page.mode() == "hand_out"
    assert page.hand_out.form.due.day() == due
    assert [row.outcome for row in driver.rows()] == ["information", "information"]

    driver.scan(first.tag_number)
    assert sorted(row.outcome for row in driver.rows()) == ["done", "information"]
    press_hand_out(driver)
    driver.agree()

    (loan,) = counter.services.queries.loans()
    assert (loan.person, loan.pieces, loan.approval) == ("王㛃", 1, Approval.REQUEST)
    assert counter.row(second).status is Status.RESERVED
    (request,) = counter.services.queries.requests()
    assert request.open_pieces == 1


def test_a_refused_piece_left_out_does_not_go(counter: Counter, driver: Driver) -> None:
    good, bad = counter.stock(count=2)
    counter.lend(bad)
    borrower(driver)
    driver.scan(good.tag_number, bad.tag_number)
    assert driver.page.hand_out.tally.rest.text() == "1 件不能办"

    press_hand_out(driver)
    driver.agree()

    assert counter.services.queries.loans(text="张三")[0].person == "张三"
    assert counter.row(good).status is Status.LENT


def test_delete_takes_the_marked_row_off(counter: Counter, driver: Driver) -> None:
    first, second = counter.stock(count=2)
    driver.scan(first.tag_number, second.tag_number)
    scans = driver.page.hand_out.scans
    scans.setFocus()
    scans.setCurrentIndex(scans.log().index(1))

    driver.qtbot.keyClick(scans, Qt.Key.Key_Delete)

    assert driver.page.hand_out.basket.ids("taken") == (second.id,)
    driver.scan(first.tag_number)
    assert len(driver.page.hand_out.basket.ids("taken")) == 2


def test_the_borrowers_overdue_loans_show_at_the_right(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock("投影仪")
    counter.lend(piece, days=1)
    counter.clock.ahead = timedelta(days=4)
    borrower(driver)
    driver.settle()

    texts = [label.text() for label in driver.page.borrower_panel.findChildren(type(driver.page.hand_out.tally.count))]
    assert any("逾期 3 天" in text for text in texts)
    assert "投影仪" in texts


def test_drafts_stay_when_one_goes_elsewhere(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    borrower(driver)
    driver.scan(piece.tag_number)
    for mode in ("take_back", "requests", "loans", "hand_out"):
        driver.page.show_mode(mode)
        driver.settle()

    assert driver.page.hand_out.basket.ids("taken") == (piece.id,)
    assert driver.page.hand_out.form.person_id() == ZHANG


def test_what_changes_after_the_scan_is_refused_and_nothing_is_lost(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    borrower(driver)
    driver.scan(piece.tag_number)
    counter.do(MoveAssets((piece.id,), "", "B 架"))
    counter.lend(piece, person=LI)
    press_hand_out(driver)

    assert driver.page.hand_out.notice.accessibleName() == "已经借出"
    assert driver.page.hand_out.basket.ids("taken") == (piece.id,)


def test_a_car_on_the_road_is_neither_lent_nor_taken_back_here(counter: Counter, driver: Driver) -> None:
    (car,) = counter.stock("越野车", unit="辆")
    trip = DispatchOut(car.id, OFFICE_ID, ZHANG, "王建国", "防汛巡查", "邹城—田黄", 41_960, None)
    counter.do(SetVehicleCard(car.id, "鲁H5B208", odometer_km=41_960), trip)
    asked: list[tuple[str, str]] = []
    driver.page.wanted.connect(lambda *what: asked.append(what))
    for mode in ("hand_out", "take_back"):
        driver.page.show_mode(mode)
        driver.scan(car.tag_number)
        row = driver.rows()[0]
        assert (row.outcome, row.remedy) == ("refused", "看这辆车")
        assert "回场" in row.text
        assert "借出" not in row.text
        desk = driver.page.hand_out if mode == "hand_out" else driver.page.take_back
        desk.mend(desk.scans.log().number_at(0), row)
        assert asked[-1] == ("vehicle_pool", "鲁H5B208")
        assert driver.rows()[0].settled
