"""Requests, keys and names; the preview of papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.domain.asset import Status
from app.services.commands.loans import SubmitRequest
from tests.gui.loan_desk.conftest import LI, OFFICE_ID, Counter, Driver
from ui.paper import PaperPreview, show_slip
from ui.workplace import Workplace


@pytest.mark.parametrize(("key", "mode"), [(1, "hand_out"), (2, "take_back"), (3, "requests"), (4, "loans")])
def test_one_key_for_each_mode(driver: Driver, key: int, mode: str) -> None:
    driver.qtbot.keyClick(driver.page, Qt.Key(Qt.Key.Key_0.value + key), Qt.KeyboardModifier.AltModifier)
    driver.settle()

    assert driver.page.mode() == mode


def test_everything_that_takes_the_focus_has_a_name(driver: Driver) -> None:
    unnamed = []
    for mode in ("hand_out", "take_back", "requests", "loans"):
        driver.page.show_mode(mode)
        driver.settle()
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView, QSpinBox):
            seen = [widget for widget in driver.page.findChildren(kind) if widget.isVisible()]
            reachable = [widget for widget in seen if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
            unnamed += [(mode, type(widget).__name__) for widget in reachable if not _name(widget)]
    assert not unnamed


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_escape_leads_back_to_hand_out(driver: Driver) -> None:
    driver.page.show_mode("loans")
    driver.settle()
    driver.page.loans.table.setFocus()
    driver.qtbot.keyClick(driver.page.loans.table, Qt.Key.Key_Escape)

    assert driver.page.mode() == "hand_out"


def test_help_and_palette_name_what_the_desk_does(driver: Driver) -> None:
    assert set(dict(driver.page.keys())) >= {"Ctrl+Enter", "Ctrl+M", "Ctrl+J", "Delete"}
    assert {"借出", "归还", "申请", "在借", "提交申请"} <= {action.title for action in driver.page.actions()}


def test_a_request_is_refused_with_a_reason_and_its_piece_is_free(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.do(SubmitRequest(OFFICE_ID, LI, (piece.id,), counter.clock.today()))
    panel = driver.page.request_panel
    driver.page.show_mode("requests")
    driver.settle()
    panel.refuse_button.click()
    driver.settle()
    assert panel.notice.accessibleName() == "没有填写理由"

    panel.note.setText("已有同类设备")
    panel.refuse_button.click()
    driver.settle()
    driver.settle()

    assert counter.row(piece).status is Status.AVAILABLE
    assert counter.services.queries.requests() == []
    assert panel.request() is None


def test_a_clerk_may_withdraw_but_not_decide(counter: Counter, driver: Driver) -> None:
    (piece,) = counter.stock()
    counter.do(SubmitRequest(OFFICE_ID, LI, (piece.id,), counter.clock.today()))
    counter.actor = counter.clerk
    panel = driver.page.request_panel
    driver.page.show_mode("requests")
    driver.settle()
    assert not panel.approve_button.isVisible()

    panel.withdraw_button.click()
    driver.settle()

    assert counter.row(piece).status is Status.AVAILABLE


@pytest.fixture
def preview(counter: Counter, work: Workplace, qtbot: QtBot) -> Iterator[PaperPreview]:
    (piece,) = counter.stock()
    counter.lend(piece)
    (loan,) = counter.services.queries.loans()
    opened: list[PaperPreview] = []
    window = QWidget()
    qtbot.addWidget(window)
    show_slip(work, loan.number, window, opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=15_000)
    (shown,) = opened
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.waitUntil(lambda: shown.page_count() == 2, timeout=15_000)
    yield shown
    window.close()


def test_a_paper_is_saved_whole(preview: PaperPreview, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(preview.saved):
        preview.save(tmp_path / "slip.pdf")

    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_is_not_there_is_told_in_words(preview: PaperPreview, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    preview.save(tmp_path / "file" / "slip.pdf")

    qtbot.waitUntil(preview.notice.isVisible)
    assert preview.notice.accessibleName()
