"""Scans over real fields and dialogs. Each key carries the time at which the system saw it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.scanning import ScanFilter
from ui.scanning.recogniser import SHORTEST
from ui.widgets import ScanBox

TAG = "3708830100001234"


class Desk(QWidget):
    """A scan box, another field and a button that must not be pressed by a scan."""

    def __init__(self) -> None:
        super().__init__()
        self.scan_box, self.other, self.button = ScanBox(), QLineEdit(), QPushButton("x")
        self.pressed = 0
        self.scans: list[str] = []
        self.button.clicked.connect(self._press)
        self.scan_box.submitted.connect(self.scans.append)
        box = QVBoxLayout(self)
        for part in (self.scan_box, self.other, self.button):
            box.addWidget(part)

    def _press(self) -> None:
        self.pressed += 1


@pytest.fixture
def scans(chinese: QApplication) -> Iterator[ScanFilter]:
    scan_filter = ScanFilter(chinese)
    yield scan_filter
    chinese.removeEventFilter(scan_filter)
    scan_filter.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, scans: ScanFilter) -> Desk:
    window = Desk()
    qtbot.addWidget(window)
    scans.set_target(window, window.scan_box)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


def keys(widget: QWidget, text: str, *, apart_ms: int, start: int = 1_000) -> None:
    """Send press and release of each character; `\\r` is Enter, `\\t` Tab."""
    special = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
    for number, one in enumerate(text):
        key = special.get(one, Qt.Key(ord(one.upper())) if one.isascii() else Qt.Key.Key_unknown)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, one)
            event.setTimestamp(start + number * apart_ms)
            QCoreApplication.sendEvent(widget, event)


def test_scan_goes_to_the_scan_box_wherever_the_focus_is(desk: Desk) -> None:
    for widget in (desk.other, desk.scan_box, desk.button, desk):
        desk.scans.clear()
        widget.setFocus()
        keys(widget, TAG + "\r", apart_ms=4)
        assert desk.scans == [TAG]
        assert (desk.other.text(), desk.scan_box.text(), desk.pressed) == ("", "", 0)


def test_scan_ending_in_tab_moves_no_focus(desk: Desk) -> None:
    desk.other.setFocus()
    keys(desk.other, TAG + "\t", apart_ms=4)
    assert desk.scans == [TAG]
    assert desk.other.hasFocus()


def test_a_person_types_as_ever(desk: Desk, qtbot: QtBot) -> None:
    keys(desk.other, "abc 12", apart_ms=150)
    qtbot.waitUntil(lambda: desk.other.text() == "abc 12")
    assert desk.scans == []


def test_a_person_types_in_the_scan_box_and_presses_enter(desk: Desk) -> None:
    keys(desk.scan_box, "8830\r", apart_ms=150)
    assert desk.scans == ["8830"]
    assert desk.scan_box.text() == ""


def test_half_typed_text_survives_a_scan(desk: Desk) -> None:
    keys(desk.scan_box, "zs", apart_ms=150)
    keys(desk.scan_box, TAG + "\r", apart_ms=4, start=5_000)
    assert desk.scans == [TAG]
    assert desk.scan_box.text() == "zs"


def test_the_first_key_shows_at_once_where_it_can_be_taken_back(desk: Desk) -> None:
    searched: list[str] = []
    desk.scan_box.edited.connect(searched.append)
    desk.scan_box.setText("zs")
    keys(desk.scan_box, "a", apart_ms=0)
    assert desk.scan_box.text() == "zsa"
    keys(desk.scan_box, TAG + "\r", apart_ms=4, start=5_000)
    assert desk.scans == [TAG]
    assert searched == ["zsa", "zsa3", "zsa"]
    assert desk.scan_box.text() == "zsa"


def test_a_scan_in_the_midst_of_marked_text_leaves_it_marked(desk: Desk) -> None:
    desk.scan_box.setText("zswx")
    desk.scan_box.setSelection(1, 2)
    keys(desk.scan_box, TAG + "\r", apart_ms=4)
    assert desk.scans == [TAG]
    assert (desk.scan_box.text(), desk.scan_box.selectedText()) == ("zswx", "sw")


def test_two_keys_rolled_by_a_person_arrive_once_and_in_order(desk: Desk, qtbot: QtBot) -> None:
    keys(desk.scan_box, "bg", apart_ms=20)
    qtbot.waitUntil(lambda: desk.scan_box.text() == "bg")
    keys(desk.scan_box, "z", apart_ms=0, start=5_000)
    qtbot.waitUntil(lambda: desk.scan_box.text() == "bgz")


def test_composed_words_show_at_once(desk: Desk) -> None:
    composed = QInputMethodEvent()
    composed.setCommitString("办公")
    QCoreApplication.sendEvent(desk.scan_box, composed)
    assert desk.scan_box.text() == "办公"


def test_space_of_a_person_presses_a_button_once(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    keys(desk.button, " ", apart_ms=0)
    qtbot.waitUntil(lambda: desk.pressed == 1)


def test_a_scan_does_not_answer_a_dialog(desk: Desk, scans: ScanFilter, qtbot: QtBot) -> None:
    dialog = QDialog(desk)
    qtbot.addWidget(dialog)
    field, yes = QLineEdit(), QPushButton("yes")
    yes.setDefault(True)
    yes.clicked.connect(dialog.accept)
    box = QVBoxLayout(dialog)
    box.addWidget(field)
    box.addWidget(yes)
    dialog.open()
    qtbot.waitExposed(dialog)
    with qtbot.waitSignal(scans.unheard) as heard:
        keys(field, TAG + "\r", apart_ms=4)
    assert heard.args == [TAG]
    assert dialog.isVisible()
    assert (field.text(), desk.scans) == ("", [])


def test_a_dialog_may_ask_for_the_scan(desk: Desk, scans: ScanFilter, qtbot: QtBot) -> None:
    dialog = QDialog(desk)
    qtbot.addWidget(dialog)
    own = ScanBox(parent=dialog)
    taken: list[str] = []
    own.submitted.connect(taken.append)
    scans.set_target(dialog, own)
    dialog.open()
    qtbot.waitExposed(dialog)
    keys(own, TAG + "\r", apart_ms=4)
    assert (taken, desk.scans) == ([TAG], [])


BUSY_MS = (
    5000  # what an input method commits has no time of its own: a machine that is busy with others may pause in it
)


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def test_full_width_digits_from_an_input_method_are_a_scan(desk: Desk, scans: ScanFilter) -> None:
    scans.configure(BUSY_MS, SHORTEST)
    for one in "３７０８８３０１":
        commit(desk.other, one)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QCoreApplication.sendEvent(desk.other, event)
    assert desk.scans == ["37088301"]
    assert desk.other.text() == ""


LONG = "GWCYK1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 52


@pytest.mark.parametrize("code", [LONG, LONG.lower()])
def test_a_code_of_a_slip_is_taken_whole(desk: Desk, code: str) -> None:
    desk.other.setFocus()
    keys(desk.other, f"{code}\r", apart_ms=2)
    assert desk.scans == [code]
    assert desk.other.text() == ""


def test_a_code_of_a_slip_in_full_width_letters_is_taken_whole(desk: Desk, scans: ScanFilter) -> None:
    scans.configure(BUSY_MS, SHORTEST)
    for one in LONG.lower():
        commit(desk.other, chr(ord(one) + 0xFEE0))
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QCoreApplication.sendEvent(desk.other, event)
    assert desk.scans == [LONG.lower()]


def test_a_name_composed_by_a_person_reaches_the_field(desk: Desk, qtbot: QtBot) -> None:
    commit(desk.other, "张㛃")
    qtbot.waitUntil(lambda: desk.other.text() == "张㛃")
    assert desk.scans == []


def test_a_scan_composed_as_pinyin_is_taken_off_the_field(desk: Desk) -> None:
    """The input method shows the letters as a composition and eats the Enter that commits them."""
    for length in range(1, 7):
        QCoreApplication.sendEvent(desk.other, QInputMethodEvent("zcbxyz"[:length], []))
    commit(desk.other, "zcbxyz")
    assert desk.scans == ["zcbxyz"]
    assert desk.other.text() == ""
    assert desk.other.displayText() == ""


def test_a_spoiled_scan_is_told_and_not_delivered(desk: Desk, scans: ScanFilter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scans.unreadable):
        for one in "自参20190001":
            commit(desk.other, one)
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QCoreApplication.sendEvent(desk.other, event)
    assert (desk.scans, desk.other.text()) == ([], "")


def test_input_method_is_off_in_the_scan_box_until_asked_for(desk: Desk) -> None:
    attribute = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not desk.scan_box.testAttribute(attribute)
    desk.scan_box.set_chinese(True)
    assert desk.scan_box.testAttribute(attribute)
    keys(desk.scan_box, "zhang\r", apart_ms=150)
    assert not desk.scan_box.testAttribute(attribute)


def test_a_target_that_is_gone_is_forgotten(scans: ScanFilter, qtbot: QtBot) -> None:
    window = Desk()
    scans.set_target(window, window.scan_box)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert scans.target() is None
