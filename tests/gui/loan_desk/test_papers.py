"""Reminder letter and gate pass, from the loan in sight to the preview."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.errors import Refused
from tests.gui.loan_desk.conftest import Counter, Driver
from ui.finder import Finder
from ui.paper import PaperPreview
from ui.shell import Action

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def open_loan(counter: Counter, driver: Driver, days: int) -> str:
    """Three pieces are lent and the loan is shown; returns its number."""
    counter.lend(*counter.stock(count=3), days=days)
    (loan,) = counter.services.queries.loans()
    driver.page.show_mode("loans")
    driver.settle()
    driver.qtbot.waitUntil(lambda: driver.page.loan_panel.loan() is not None)
    return loan.number


def paper(driver: Driver) -> str:
    """The words of the paper that is shown, without white space; it is closed again."""
    driver.qtbot.waitUntil(lambda: bool(driver.page.findChildren(PaperPreview)), timeout=15_000)
    (preview,) = driver.page.findChildren(PaperPreview)
    driver.settle()
    document = pypdfium2.PdfDocument(preview._pdf)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    preview.reject()
    driver.qtbot.waitUntil(lambda: not driver.page.findChildren(PaperPreview))
    return "".join(words.split())


def test_a_gate_pass_by_key(counter: Counter, driver: Driver, qtbot: QtBot) -> None:
    number = open_loan(counter, driver, days=30)
    assert not driver.page.loan_panel.reminder_button.isVisible()
    qtbot.keyClick(driver.page, Qt.Key.Key_G, KEYS)
    words = paper(driver)
    for said in (
        "公物出门证",
        number,
        "市教育局",
        "张三",
        "有效期至",
        "3项3件",
        "门卫核验",
        "第一联（共二联）门卫留存",
    ):
        assert said in words


def test_a_gate_pass_that_was_printed_asks_why_and_is_found_by_its_number(
    counter: Counter, driver: Driver, qtbot: QtBot
) -> None:
    number = open_loan(counter, driver, days=30)
    qtbot.keyClick(driver.page, Qt.Key.Key_G, KEYS)
    first = paper(driver)
    work = driver.page._work
    papers = work.slip_papers
    (name,) = papers.companions(number)
    papers.printed(name)
    found: list[Action] = []
    Finder(work, lambda _name: driver.page).find(number, found.extend)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[1].title.startswith(f"出门证 {number}")
    found[1].run()
    assert paper(driver) == first
    with pytest.raises(Refused, match=r"print\.reason_needed"):
        papers.to_print(name)


def test_a_reminder_of_what_is_overdue(counter: Counter, driver: Driver, qtbot: QtBot) -> None:
    counter.clock.ahead = -timedelta(days=20)
    number = open_loan(counter, driver, days=8)
    counter.clock.ahead = timedelta()
    driver.page.loan_panel.reload()
    driver.settle()
    assert driver.page.loan_panel.reminder_button.isVisible()
    qtbot.keyClick(driver.page, Qt.Key.Key_R, KEYS)
    words = paper(driver)
    for said in ("公物催还函", number, "市教育局：", "贵单位张三于", "尚有3件未归还", "已逾期12天", "签收人"):
        assert said in words
    assert {action.key for action in driver.page.actions()} >= {"loan_desk/gate_pass", "loan_desk/reminder"}


def test_what_is_not_overdue_is_not_reminded_of(counter: Counter, driver: Driver) -> None:
    open_loan(counter, driver, days=30)
    driver.page.loan_panel.remind()
    driver.settle()
    assert not driver.page.loan_panel.notice.isHidden()
    assert not driver.page.findChildren(PaperPreview)
