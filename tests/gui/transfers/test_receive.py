"""Receiving in the windows: by the signed codes alone, in parts, with pieces missing and pieces too many."""

import base64
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.asset import Status
from app.domain.numbering import place_code
from app.services.commands.inventory import MoveAssets
from app.services.commands.transfers import CancelTransfer, TransferOut
from app.services.proofs import PREFIX, read_proof
from app.services.queries import AssetRow
from tests.fakes.sync_world import CityWorld
from tests.gui.transfers.conftest import RECEIVER, SENDER, Counter
from ui.inventory import InventoryPage
from ui.loan_desk import LoanDeskPage
from ui.scanning import ScanFilter
from ui.shell import PageSpec, Shell, ShellState
from ui.transfers import ArrivingBadge, TransfersPage, is_slip
from ui.transfers.arrival import Mark
from ui.widgets import SessionMemory


def sent(counter: Counter, pieces: list[AssetRow], to: str = RECEIVER) -> tuple[str, list[str]]:
    """(transfer's id, its codes)."""
    command = TransferOut(tuple(piece.id for piece in pieces), to, "调剂")
    (number,) = counter.do(command).documents
    return command.transfer_id, counter.services.slip_proofs(number)


def scan(counter: Counter, page: TransfersPage, *texts: str) -> None:
    for text in texts:
        page.take_scan(text)
        counter.settle()


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.text())


def receive(counter: Counter, page: TransfersPage, qtbot: QtBot, *, in_part: bool) -> None:
    """By keyboard: Ctrl+Enter, and Enter where something is missing."""
    page.activateWindow()  # as a desktop does when the slip before is closed
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    qtbot.keyClick(page.receive, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if in_part:
        qtbot.waitUntil(lambda: page.receive.summary is not None and page.receive.summary.isVisible())
        assert page.receive.summary is not None
        qtbot.keyClick(page.receive.summary, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(counter.said))
    counter.paper(page)
    counter.settle()


def test_a_slip_is_received_offline_in_part_and_then_the_rest(sender: Counter, receiver: Counter, qtbot: QtBot) -> None:
    pieces = sender.take_in(34)  # that the receiver has never heard of
    _id, codes = sent(sender, pieces)
    assert len(codes) == 3
    (stranger,) = receiver.take_in(1, "打印机")
    page = receiver.page()
    scan(receiver, page, codes[1].lower())
    assert page.receive.isVisible()
    arrival = page.receive.arrival
    assert arrival is not None
    assert arrival.unread() == [1, 3]
    assert "邹城市公物仓" in words(page.receive.header)
    scan(receiver, page, codes[0], codes[2], codes[1])
    assert arrival.unread() == []
    assert len(arrival.marked(Mark.EXPECTED)) == 34
    scan(receiver, page, pieces[0].tag_number, pieces[20].tag_number, pieces[20].tag_number, stranger.tag_number)
    assert [piece.id for piece in arrival.marked(Mark.PRESENT)] == [pieces[0].id, pieces[20].id]
    assert [piece.id for piece in arrival.marked(Mark.FOREIGN)] == [stranger.id]
    assert "打印机" in words(page.receive.panel.notice)
    receive(receiver, page, qtbot, in_part=True)
    assert "32 件未到" in receiver.said[-1][0]
    assert receiver.status(pieces[0]) is Status.AVAILABLE
    assert receiver.custody(pieces[0]) == RECEIVER
    assert receiver.status(pieces[1]) is Status.IN_TRANSIT
    assert receiver.custody(stranger) == RECEIVER
    (row,) = page.list.model.rows()
    assert (row.waiting, row.missing, row.received) == (32, 32, 2)
    receiver.said.clear()
    page.list.table.setFocus()
    page.list.open_current()
    assert page.receive.isVisible(), "from the list, with no code"
    page.receive.all_here()
    receive(receiver, page, qtbot, in_part=False)
    assert {receiver.status(piece) for piece in pieces} == {Status.AVAILABLE}
    receiver.sync()
    sender.sync()
    assert {sender.custody(piece) for piece in pieces} == {RECEIVER}
    scan(receiver, page, codes[0])
    assert page.list.isVisible()
    assert "已经接收过" in words(page.notice)


def test_what_is_known_from_the_city_is_listed_and_a_piece_begins_it(
    sender: Counter, receiver: Counter, qtbot: QtBot
) -> None:
    pieces = sender.take_in(2)
    sent(sender, pieces)
    sender.sync()
    receiver.sync()
    badge = ArrivingBadge(receiver.work)
    receiver.settle()
    assert badge.count == 1
    page = receiver.page()
    assert page.list.mode() == "coming"
    assert page.list.model.rowCount() == 1
    scan(receiver, page, pieces[0].tag_number)
    assert page.receive.isVisible()
    assert page.receive.arrival is not None
    assert len(page.receive.arrival.marked(Mark.PRESENT)) == 1
    qtbot.keyClick(page.receive.table, Qt.Key.Key_Return)
    assert page.receive.arrival.marked(Mark.PRESENT) == [], "Enter takes the tick away"
    page.step_back()
    assert page.list.isVisible()
    scan(receiver, page, *(piece.tag_number for piece in pieces))
    receive(receiver, page, qtbot, in_part=False)
    assert {receiver.status(piece) for piece in pieces} == {Status.AVAILABLE}
    receiver.settle()
    assert badge.count == 0
    badge.deleteLater()


def test_a_forged_code_is_refused_in_words(sender: Counter, receiver: Counter) -> None:
    _id, (code,) = sent(sender, sender.take_in(1))
    digits = code[len(PREFIX) :]
    raw = bytearray(base64.b32decode(digits + "=" * (-len(digits) % 8)))
    raw[0] ^= 1
    page = receiver.page()
    scan(receiver, page, PREFIX + base64.b32encode(bytes(raw)).decode().rstrip("="))
    assert page.list.isVisible()
    assert "不是真的" in words(page.notice) or "伪造" in words(page.notice) or "邹城市公物仓" in words(page.notice)
    assert "370883" not in words(page.notice), "the site is named, not its code"


def test_a_code_read_in_part_is_to_be_read_again(sender: Counter, receiver: Counter) -> None:
    _id, (code,) = sent(sender, sender.take_in(1))
    page = receiver.page()
    scan(receiver, page, code[:-20])
    assert "扫" in words(page.notice)
    scan(receiver, page, code)
    assert page.receive.isVisible()
    assert not page.notice.isVisible()


def test_a_slip_for_another_site(sender: Counter) -> None:
    _id, (code,) = sent(sender, sender.take_in(1))
    page = sender.page()
    scan(sender, page, code)
    assert page.list.isVisible()
    assert "兖州区公物仓" in words(page.notice)


def test_a_counter_that_was_shut_out(sender: Counter, receiver: Counter, city: CityWorld) -> None:
    _id, (code,) = sent(sender, sender.take_in(1))
    city.books.revoke(sender.services.replica.device())
    receiver.sync()
    page = receiver.page()
    scan(receiver, page, code)
    assert page.list.isVisible()
    assert "邹城市公物仓" in words(page.notice)


def test_what_its_sender_has_taken_back(sender: Counter, receiver: Counter) -> None:
    id, (code,) = sent(sender, sender.take_in(1))
    sender.do(CancelTransfer(id, "车坏了"))
    sender.sync()
    receiver.sync()
    page = receiver.page()
    scan(receiver, page, code)
    assert "撤回" in words(page.notice)


@pytest.fixture
def scans(chinese: QApplication) -> Iterator[ScanFilter]:
    found = ScanFilter(chinese)
    yield found
    chinese.removeEventFilter(found)
    found.deleteLater()


def type_like_a_scanner(widget: QWidget, text: str) -> None:
    for number, one in enumerate(f"{text}\r"):
        key = Qt.Key.Key_Return if one == "\r" else Qt.Key(ord(one.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, one)
            event.setTimestamp(1_000 + 4 * number)
            QCoreApplication.sendEvent(widget, event)


@pytest.mark.parametrize("front", ["inventory", "loan_desk"])
def test_a_wedge_scanner_types_a_whole_code_at_another_page(
    sender: Counter, receiver: Counter, qtbot: QtBot, scans: ScanFilter, front: str
) -> None:
    _id, (code,) = sent(sender, sender.take_in(16, "多功能一体机(打印复印扫描)"))
    assert len(code) > 500
    work = receiver.work
    pages = (
        PageSpec("inventory", "库存", "inventory", "F2", lambda: InventoryPage(work)),
        PageSpec("loan_desk", "柜台", "desk", "F3", lambda: LoanDeskPage(work)),
        PageSpec("transfers", "移库", "transit", "", lambda: TransfersPage(work), claims=is_slip),
    )
    shell = Shell(ShellState(), pages, SessionMemory(), scans=scans)
    receiver.windows.append(shell)
    shell.show()
    shell.show_page(front)
    qtbot.waitExposed(shell)
    receiver.settle()
    type_like_a_scanner(shell.strip.scan_box, code.lower())
    receiver.settle()
    assert shell.current_key == "transfers"
    page = shell.page("transfers")
    assert isinstance(page, TransfersPage)
    assert page.receive.arrival is not None
    assert len(page.receive.arrival.marked(Mark.EXPECTED)) == 16
    assert shell.strip.scan_box.text() == ""
    assert read_proof(code).site_id == SENDER


def test_the_code_of_a_place_sets_the_warehouse_and_is_told_elsewhere(sender: Counter, receiver: Counter) -> None:
    (piece,) = receiver.take_in(1, "打印机")
    other = next(one for one in receiver.services.queries.warehouses() if one.name != "通用仓")
    receiver.do(MoveAssets((piece.id,), other.id, "东区 3 架"))
    code = place_code(RECEIVER, other.name, "东区 3 架")
    page = receiver.page()
    scan(receiver, page, code)
    assert "是库位" in receiver.said[-1][0]
    page.send_pieces([piece.id])
    receiver.settle()
    scan(receiver, page, code)
    assert "是库位" in words(page.send.panel.notice)
    assert page.send.count() == 1
    _id, codes = sent(sender, sender.take_in(1))
    scan(receiver, page, *codes)
    assert page.receive.warehouse.key() != other.id
    scan(receiver, page, code)
    assert page.receive.warehouse.key() == other.id
    assert "是库位" in words(page.receive.panel.notice)
    scan(receiver, page, place_code(RECEIVER, other.name, "空架"))
    assert "库位编码" in words(page.receive.panel.notice)
    choice = page.receive.warehouse
    choice.removeItem(choice.findData(other.id))  # it was closed
    choice.setCurrentIndex(choice.count() - 1)
    scan(receiver, page, code)
    assert "手工选择" in words(page.receive.panel.notice)
    assert choice.currentIndex() == choice.count() - 1, "and not the first one"
