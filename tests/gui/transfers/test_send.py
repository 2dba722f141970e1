"""Sending from the windows: what can go, what cannot and why, the slip, and the way back."""

from contextlib import ExitStack
from pathlib import Path

from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import open_counter, set_up_counter
from app.domain.asset import Status
from app.services.proofs import read_proof
from tests.gui.transfers.conftest import RECEIVER, Counter
from ui.transfers import TransfersPage


def collect(counter: Counter, page: TransfersPage, *tags: str) -> None:
    for tag in tags:
        page.take_scan(tag)
        counter.settle()


def send(counter: Counter, page: TransfersPage, qtbot: QtBot, reason: str = "调剂") -> None:
    """By keyboard: Ctrl+Enter, Enter."""
    page.send.destination.set_key(RECEIVER)
    page.send.reason.setText(reason)
    qtbot.keyClick(page.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.send.summary is not None and page.send.summary.isVisible())
    summary = page.send.summary
    assert summary is not None
    qtbot.keyClick(summary, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(counter.said))


def test_scanned_pieces_go_with_a_slip_of_two_copies_and_its_codes(sender: Counter, qtbot: QtBot) -> None:
    pieces = sender.take_in(18)
    page = sender.page()
    collect(sender, page, *(piece.tag_number for piece in pieces[:2]))
    assert page.send.isVisible(), "a piece that lies here begins a list of what is to go"
    page.send_pieces([piece.id for piece in pieces])
    sender.settle()
    assert page.send.model.rowCount() == 18, "each counts once"
    send(sender, page, qtbot)
    codes, pages = sender.paper(page)
    assert pages == 3, "two copies and a sheet of codes"
    assert {code.part for code in map(read_proof, codes)} == {1, 2}
    assert sum(len(read_proof(code).pieces) for code in codes) == 18
    assert [sender.status(piece) for piece in pieces] == [Status.IN_TRANSIT] * 18
    assert "18 件" in sender.said[-1][0]
    assert "兖州区公物仓" in sender.said[-1][0]
    sender.settle()
    assert page.list.isVisible()
    assert page.list.mode() == "going"
    assert page.list.model.rowCount() == 1


def test_what_cannot_go_says_why_and_stays(sender: Counter, qtbot: QtBot) -> None:
    lent, free = sender.take_in(2)
    sender.lend(lent)
    page = sender.page()
    page.send_pieces([lent.id, free.id])
    sender.settle()
    why = {row.id: row.why for row in page.send.model.rows()}
    assert why[free.id] == ""
    assert "借" in why[lent.id]
    assert page.send.leave_button.isVisible()
    send(sender, page, qtbot)
    sender.paper(page)
    assert sender.status(free) is Status.IN_TRANSIT
    assert sender.status(lent) is Status.LENT
    sender.settle()
    assert [row.id for row in page.send.model.rows()] == [lent.id], "the other stays on the list"
    page.send.leave_out()
    sender.settle()
    assert page.send.model.rowCount() == 0


def test_no_destination_no_transfer(sender: Counter, qtbot: QtBot) -> None:
    (piece,) = sender.take_in(1)
    page = sender.page()
    page.send_pieces([piece.id])
    sender.settle()
    qtbot.keyClick(page.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sender.settle()
    assert page.send.summary is None
    assert page.send._destination.error()
    assert sender.status(piece) is Status.AVAILABLE


def test_undo_right_after_sending(sender: Counter, qtbot: QtBot) -> None:
    (piece,) = sender.take_in(1)
    page = sender.page()
    page.send_pieces([piece.id])
    sender.settle()
    send(sender, page, qtbot)
    sender.paper(page)
    undo = sender.said[-1][2]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: sender.status(piece) is Status.AVAILABLE)
    sender.settle()
    assert page.list.model.rowCount() == 0, "nothing is on the way"


def test_a_transfer_is_taken_back_with_a_reason(sender: Counter, qtbot: QtBot) -> None:
    (piece,) = sender.take_in(1)
    page = sender.page()
    page.send_pieces([piece.id])
    sender.settle()
    send(sender, page, qtbot)
    sender.paper(page)
    sender.settle()
    (row,) = page.list.model.rows()
    page.ask_take_back(row)
    dialog = page.taking_back
    assert dialog is not None
    dialog.try_accept()
    assert dialog.isVisible(), "not without a reason"
    dialog.reason.setText("车坏了")
    dialog.try_accept()
    qtbot.waitUntil(lambda: sender.status(piece) is Status.AVAILABLE)
    page.show_mode("ended")
    sender.settle()
    (ended,) = page.list.model.rows()
    assert (ended.cancelled, ended.open) == (1, False)


def test_what_was_collected_stays_after_escape(sender: Counter, qtbot: QtBot) -> None:
    (piece,) = sender.take_in(1)
    page = sender.page()
    page.send_pieces([piece.id])
    sender.settle()
    page.send.reason.setText("写了一半")
    page.step_back()
    assert page.list.isVisible()
    page.show_send()
    assert page.send.count() == 1
    assert page.send.reason.text() == "写了一半"


def test_a_counter_that_no_city_knows_is_told_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    with open_counter(tmp_path / "alone", create=True) as services, ExitStack() as stack:
        services.accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        actor = set_up_counter(
            services,
            site_id="370883",
            site_name="邹城市公物仓",
            administrator="孟庆海",
            password="a long enough password",
        )
        alone = Counter(services, actor, qtbot, stack)
        (piece,) = alone.take_in(1)
        page = alone.page()
        page.send_pieces([piece.id])
        alone.settle()
        told = [label.text() for label in page.send.panel.notice.findChildren(QLabel) if label.isVisible()]
        assert any("市级" in text for text in told)
        assert alone.status(piece) is Status.AVAILABLE
        alone.close()
