"""Another PC lent it while both were offline; now it lies on this counter."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.asset import Status
from app.domain.case import Decision
from app.services.paper import SlipStanding, issued_slip
from tests.gui.conflicts.conftest import World
from tests.gui.loan_desk.conftest import Driver
from ui.loan_desk import LoanDeskPage
from ui.workplace import Workplace


@pytest.fixture
def back(work: Workplace, qtbot: QtBot) -> Driver:
    page = LoanDeskPage(work)
    page.resize(1200, 660)
    qtbot.addWidget(page)
    page.show()
    driver = Driver(page, work, qtbot)
    page.shown()
    page.show_mode("take_back")
    driver.settle()
    return driver


def take_back_all_the_same(world: World, back: Driver) -> str:
    """By keys alone; the slip's number."""
    tag = world.services.queries.assets([world.pieces[0]])[0].tag_number
    back.scan(tag)
    (row,) = back.rows()
    assert (row.outcome, row.remedy, row.remedy_key) == ("refused", "确已归还，照收", "Ctrl+J")
    back.qtbot.keyClick(back.page.take_back.scans, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    back.settle()
    (row,) = [row for row in back.rows() if row.outcome == "done"]
    assert "暂定" in row.text
    back.qtbot.keyClick(back.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    back.settle()
    summary = back.page.take_back.summary
    assert summary is not None
    assert any("暂定" in label.text() for label in summary.findChildren(QLabel))
    return back.agree()


def test_it_joins_the_take_back_and_closes_the_loan_when_that_is_known(world: World, back: Driver) -> None:
    loan = world.second.hand_out(world.pieces[0], person="李四")
    number = take_back_all_the_same(world, back)

    document = world.services.queries.document(number)
    assert document is not None
    slip = issued_slip(document.content)
    assert slip.standing is SlipStanding.PROVISIONAL
    assert "without_loan" in slip.remarks

    world.sync()
    (case,) = world.services.queries.cases()
    assert case.kind.value == "return_without_loan"
    world.second.sync()
    world.sync()
    healed = world.services.queries.case(case.id)
    assert healed is not None
    assert healed.decision is Decision.HEALED
    assert world.second.all("loan")[loan]["closed_at"]
    assert {row["id"]: row["status"] for row in world.city.rows("asset")}[world.pieces[0]] == Status.AVAILABLE
    after = world.services.queries.document(number)
    assert after is not None
    assert dataclasses.replace(issued_slip(after.content), issued_on=slip.issued_on) == slip, "as it was signed"


def test_a_piece_that_is_kept_elsewhere_is_not_taken_in_by_a_key(world: World, back: Driver) -> None:
    world.custody_lost()
    back.scan(world.services.queries.assets([world.pieces[0]])[0].tag_number)
    assert all("照收" not in row.remedy for row in back.rows())
