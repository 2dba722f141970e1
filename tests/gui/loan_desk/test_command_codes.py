"""The desk without a keyboard: tags, a person and command codes come from the scanner, as keys do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import zxingcpp
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.asset import Condition, Status
from app.domain.numbering import is_tag_number
from app.services.desk_commands import CODES, KEYS, DeskCommand, command_of, is_command_code
from tests.gui.loan_desk.conftest import OFFICE, OFFICE_ID, ZHANG, Counter
from tests.readers.codes import pages
from ui.loan_desk import LoanDeskPage
from ui.loan_desk.basket import Standing
from ui.paper import PaperPreview
from ui.scanning import ScanFilter
from ui.shell import PageSpec, Shell, ShellState
from ui.widgets import SessionMemory
from ui.workplace import Workplace

Scan = Callable[..., None]


def test_codes_are_digits_and_nobodys_tag() -> None:
    assert len(set(CODES.values())) == len(DeskCommand) == len(KEYS)
    for command, code in CODES.items():
        assert is_tag_number(code)
        assert command_of(code) is command
    assert CODES[DeskCommand.CONFIRM] == "0000000100000015"  # on sheets beside counters: never to change
    assert not is_command_code("3708830100000013")
    assert command_of("0000000100999990") is None


@pytest.fixture
def scans(chinese: QApplication) -> Iterator[ScanFilter]:
    made = ScanFilter(chinese)
    yield made
    chinese.removeEventFilter(made)
    made.deleteLater()


@pytest.fixture
def shell(work: Workplace, qtbot: QtBot, scans: ScanFilter) -> Shell:
    state = ShellState()
    specs = [
        PageSpec("loan_desk", "借用台", "desk", "F3", lambda: LoanDeskPage(work)),
        PageSpec("other", "库存", "inventory", "F2", QWidget),
    ]
    made = Shell(state, specs, SessionMemory(), scans=scans)
    state.setParent(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def scan(shell: Shell, work: Workplace, qtbot: QtBot) -> Scan:
    """Texts and commands, as a wedge types them into whatever window is in front."""

    def type_(*what: str | DeskCommand) -> None:
        for one in what:
            text = CODES[one] if isinstance(one, DeskCommand) else one
            front = QApplication.activeModalWidget() or shell
            for number, letter in enumerate(f"{text}\r"):
                key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                    event.setTimestamp(1_000 + number * 4)
                    QCoreApplication.sendEvent(front, event)
            qtbot.waitUntil(lambda: not work.tasks.busy, timeout=15_000)

    return type_


def test_a_loan_and_its_return_by_scanner_alone(
    counter: Counter, shell: Shell, scan: Scan, qtbot: QtBot, work: Workplace
) -> None:
    page = shell.page("loan_desk")
    assert isinstance(page, LoanDeskPage)
    first, second = counter.stock(count=2)

    page.hand_out.form.set_person(ZHANG, "张三", OFFICE_ID, OFFICE)
    scan(first.tag_number, second.tag_number, DeskCommand.CONFIRM)
    assert counter.row(first).status is Status.AVAILABLE  # the summary asks first
    scan(DeskCommand.CANCEL)
    assert page.hand_out.basket.ids(Standing.TAKEN)  # nothing was lost
    scan(DeskCommand.CONFIRM, DeskCommand.CONFIRM)
    assert {counter.row(one).status for one in (first, second)} == {Status.LENT}

    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)), timeout=15_000)
    scan(DeskCommand.CANCEL)
    qtbot.waitUntil(lambda: not page.findChildren(PaperPreview))
    scan(DeskCommand.PRINT_SLIP)
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)), timeout=15_000)
    scan(DeskCommand.CANCEL)
    qtbot.waitUntil(lambda: not page.findChildren(PaperPreview))

    scan(DeskCommand.TAKE_BACK, first.tag_number, DeskCommand.INCOMPLETE)
    assert page.mode() == "take_back"
    assert page.take_back.form.condition.key() is Condition.INCOMPLETE
    scan(DeskCommand.NEXT_BORROWER)
    assert page.take_back.basket.ids(Standing.TAKEN) == ()
    scan(DeskCommand.HAND_OUT)
    assert page.mode() == "hand_out"


def test_a_command_that_means_nothing_here_says_so_and_does_nothing(shell: Shell, scan: Scan) -> None:
    scan(DeskCommand.GOOD)
    assert shell.activity.text() == "这个操作码在此处没有作用。"
    shell.show_page("other")
    scan(DeskCommand.CONFIRM, "0000000100999990")
    assert shell.activity.text() == "这个操作码在此处没有作用。"


def test_the_sheet_is_printed_from_the_palette(shell: Shell, qtbot: QtBot, work: Workplace) -> None:
    page = shell.page("loan_desk")
    assert isinstance(page, LoanDeskPage)
    (action,) = [one for one in page.actions() if one.title == "柜台操作条码"]
    action.run()
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)), timeout=15_000)
    (preview,) = page.findChildren(PaperPreview)
    read = {code.text for one in pages(preview._pdf, 200) for code in zxingcpp.read_barcodes(one)}
    assert read == set(CODES.values())
    preview.reject()
    qtbot.waitUntil(lambda: not work.tasks.busy, timeout=15_000)
