"""By keyboard alone, and with a screen reader: each control has a name, each button a letter of its own."""

from __future__ import annotations

from collections import Counter as Tally

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.gui.rfid.conftest import Bench
from ui.loan_desk import LoanDeskPage
from ui.rfid.wizard import EncodeView
from ui.settings.reader import ReaderSection


def unnamed(widget: QWidget) -> list[QWidget]:
    return [
        one
        for one in widget.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.accessibleName() and one.isVisible()
    ]


def letters_twice(widget: QWidget) -> list[str]:
    texts = [one.text() for one in widget.findChildren(QAbstractButton)]
    texts += [one.text() for one in widget.findChildren(QLabel) if one.buddy() is not None]
    found = Tally(QKeySequence.mnemonic(text).toString() for text in texts)
    return [letter for letter, count in found.items() if letter and count > 1]


def test_writing_tags(bench: Bench) -> None:
    view = EncodeView(bench.work)
    bench.qtbot.addWidget(view)
    view.begin([one.id for one in bench.counter.stock(count=2)])
    view.show()
    bench.settle()
    assert unnamed(view) == []
    assert letters_twice(view) == []


def test_the_readers_section(bench: Bench) -> None:
    section = ReaderSection(bench.work)
    bench.qtbot.addWidget(section)
    section.show()
    section.load()
    bench.settle()
    assert unnamed(section) == []
    assert letters_twice(section) == []


def test_the_tray_beside_the_desk(bench: Bench) -> None:
    desk = LoanDeskPage(bench.work)
    bench.qtbot.addWidget(desk)
    desk.show()
    desk.tray.open()
    bench.settle()
    assert unnamed(desk.tray) == []
    mine = [QKeySequence.mnemonic(one.text()).toString() for one in desk.tray.findChildren(QAbstractButton)]
    others = [QKeySequence.mnemonic(one.text()).toString() for one in desk.hand_out.findChildren(QAbstractButton)]
    assert {letter for letter in mine if letter}.isdisjoint(others)
