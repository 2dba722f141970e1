"""Every control of the window has a name and a way to it by keyboard; Alt letters are unique in each view."""

import re
from collections import Counter as Count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.inventory.conftest import DATA
from tests.gui.inventory.test_import import to_check
from ui.inventory import InventoryPage

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QSpinBox, QTableView)
VIEWS = ("list", "amend", "moving", "labels", "intake", "choose", "mapping", "check")


def bring(page: InventoryPage, qtbot: QtBot, view: str) -> None:
    if view in ("amend", "moving", "labels"):
        page.browse.show_side(getattr(page.browse, view))
    elif view == "intake":
        page.show_intake()
    elif view == "choose":
        page.show_import()
    elif view in ("mapping", "check"):
        to_check(page, qtbot, DATA / "county-ledger-first-110-rows.xls")
        if view == "mapping":
            page.step_back()


def controls(page: InventoryPage) -> list[QWidget]:
    return [
        one
        for one in page.findChildren(QWidget)
        if isinstance(one, CONTROLS)
        and one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.objectName() != "qt_spinbox_lineedit"
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_has_a_name_and_a_key(page: InventoryPage, qtbot: QtBot, view: str) -> None:
    bring(page, qtbot, view)
    found = controls(page)
    assert len(found) >= 4
    assert [one for one in found if not one.accessibleName()] == []
    chain, one = set(), page.nextInFocusChain()
    while one is not page:
        chain.add(one)
        one = one.nextInFocusChain()
    assert [control for control in found if control not in chain] == []

    letters: Count[str] = Count()
    for one in page.findChildren(QWidget):
        if one.isVisible() and isinstance(one, QAbstractButton | QLabel):
            mark = re.search(r"&([^&\s])", one.text())
            if mark and (isinstance(one, QAbstractButton) or one.buddy()):
                letters[mark[1].upper()] += 1
    if view in ("list", "amend", "moving", "labels"):
        letters.update("SWOK")  # the shortcuts of the filters
    assert [letter for letter, count in letters.items() if count > 1] == []
    assert "U" not in letters  # the undo of the activity bar
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.property("kind"):
            assert re.search(r"&[^&\s]", button.text()), button.text()


def test_the_window_by_keys_alone(page: InventoryPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.intake.isVisible()
    qtbot.keyClick(page.intake.table, Qt.Key.Key_Escape)
    assert page.browse.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.ledgers.isVisible()
    qtbot.keyClick(page.ledgers.choose.choose, Qt.Key.Key_Escape)
    assert page.browse.isVisible()
    assert {action.key for action in page.actions()} >= {"inventory/intake", "inventory/import", "inventory/export"}
