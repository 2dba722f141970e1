"""Take-back, loans and their details, on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.asset import Condition, Status
from app.domain.loan import Approval
from tests.gui.loan_desk.conftest import LI, Counter, Driver


@pytest.fixture
def back(driver: Driver) -> Driver:
    driver.page.show_mode("take_back")
    return driver


def press_take_back(driver: Driver) -> None:
    driver.page.take_back.take_back_button.click()
    driver.settle()


def test_each_piece_shows_who_had_it_and_how_late_it_is(counter: Counter, back: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece, days=2)
    counter.clock.ahead = timedelta(days=7)
    back.scan(piece.tag_number)

    (row,) = back.rows()
    assert row.outcome == "done"
    assert "张三 · 市教育局" in row.text
    assert "逾期 5 天" in row.text
    assert "完好" in row.text
    loan = back.page.back_panel.loan()
    assert loan is not None
    assert loan.row.person == "张三"


def test_a_partial_return_leaves_the_loan_open_and_the_last_piece_closes_it(counter: Counter, back: Driver) -> None:
    first, second = counter.stock(count=2)
    loan = counter.lend(first, second)
    back.scan(first.tag_number)
    press_take_back(back)
    number = back.agree()

    assert (counter.row(first).status, counter.row(second).status) == (Status.AVAILABLE, Status.LENT)
    detail = counter.services.queries.loan(loan)
    assert detail is not None
    assert detail.row.open_pieces == 1
    assert number.startswith("GH")

    back.scan(second.tag_number)
    press_take_back(back)
    back.agree()
    assert counter.services.queries.loans() == []


def test_damage_by_one_key_with_liability_and_cost(counter: Counter, back: Driver) -> None:
    good, damaged = counter.stock(count=2)
    loan = counter.lend(good, damaged)
    back.scan(good.tag_number, damaged.tag_number)
    back.qtbot.keyClick(back.page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    form = back.page.take_back.form
    form.liability.setText("李四摔坏")
    form.liability.textEdited.emit("李四摔坏")
    form.repair.setFocus()
    back.qtbot.keyClicks(form.repair, "325.04")
    assert "损坏" in back.rows()[0].text
    assert "325.04 元" in back.rows()[0].text
    assert "完好" in back.rows()[1].text

    press_take_back(back)
    back.agree()

    assert (counter.row(good).status, counter.row(damaged).status) == (Status.AVAILABLE, Status.REPAIR)
    detail = counter.services.queries.loan(loan)
    assert detail is not None
    assert {piece.asset.id: piece.condition for piece in detail.pieces} == {
        good.id: Condition.GOOD,
        damaged.id: Condition.DAMAGED,
    }


def test_a_cost_that_is_no_amount_is_said_at_its_field(counter: Counter, back: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece)
    back.scan(piece.tag_number)
    back.page.take_back.set_condition(Condition.INCOMPLETE)
    back.page.take_back.form.repair.setText("三百")
    press_take_back(back)

    assert back.page.take_back.summary is None
    assert counter.row(piece).status is Status.LENT


def test_what_is_not_out_is_refused_in_words(counter: Counter, back: Driver) -> None:
    (piece,) = counter.stock()
    back.scan(piece.tag_number, "not a number")

    assert [row.outcome for row in back.rows()] == ["unknown", "refused"]
    assert back.rows()[1].text.startswith("没有借出记录")


def test_several_loans_at_once_and_the_rest_of_one_by_a_key(counter: Counter, back: Driver) -> None:
    first, second, third = counter.stock(count=3)
    counter.lend(first)
    counter.lend(second, third, person=LI)
    back.scan(first.tag_number, second.tag_number)
    back.qtbot.keyClick(back.page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    press_take_back(back)
    summary = back.page.take_back.summary
    assert summary is not None
    assert dict(summary.facts)["归还人"] == "张三、李四"
    back.agree()

    assert counter.services.queries.loans() == []


def test_a_slips_number_stands_for_all_that_is_still_out(counter: Counter, back: Driver) -> None:
    pieces = counter.stock(count=3)
    counter.lend(*pieces)
    (loan,) = counter.services.queries.loans()
    back.scan(loan.number)

    assert back.page.take_back.chooser.list.count() == 3
    back.page.take_back.chooser.all_button.click()
    press_take_back(back)
    back.agree()
    assert counter.services.queries.loans() == []


def test_undo_puts_the_piece_back_with_the_borrower(counter: Counter, back: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece)
    back.scan(piece.tag_number)
    press_take_back(back)
    back.agree()
    back.undo()

    assert counter.row(piece).status is Status.LENT


def test_a_loan_is_extended_in_place_and_refused_in_words_when_used_up(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece)
    page = driver.page
    page.show_mode("loans")
    driver.settle()
    panel = page.loan_panel
    for days in (40, 50):
        panel.new_due.set_day(counter.clock.today() + timedelta(days=days))
        panel.extend_button.click()
        driver.settle()
        driver.settle()
    (loan,) = counter.services.queries.loans()
    assert (loan.due_on, loan.extensions) == (counter.clock.today() + timedelta(days=50), 2)

    panel.new_due.set_day(counter.clock.today() + timedelta(days=60))
    panel.extend_button.click()
    driver.settle()
    assert panel.notice.accessibleName() == "续借次数已用完"


def test_a_paper_approval_is_marked_and_confirmed(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece)
    page = driver.page
    page.show_mode("loans")
    driver.settle()
    texts = [page.loans.model.index(0, at).data() for at in range(page.loans.model.columnCount())]
    assert "纸质批件 · 待确认" in texts

    page.loan_panel.reference.setText("济公物批〔2026〕17号")
    page.loan_panel.confirm_button.click()
    driver.settle()
    driver.settle()

    (loan,) = counter.services.queries.loans()
    assert loan.approval is Approval.CONFIRMED
    assert not page.loan_panel.confirm_button.isVisible()


def test_a_clerk_does_not_confirm(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.lend(piece)
    counter.actor = counter.clerk
    driver.page.show_mode("loans")
    driver.settle()

    assert driver.page.loan_panel.loan() is not None
    assert not driver.page.loan_panel.confirm_button.isVisible()
