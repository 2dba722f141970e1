"""The one place that tells errors."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import Refused
from ui.errors import ErrorDesk
from ui.widgets import Banner, Dialog


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_what_was_not_foreseen_is_told_calmly_with_a_report(ground: QWidget, tmp_path: Path) -> None:
    reported: list[BaseException] = []

    def write(error: BaseException) -> Path:
        reported.append(error)
        return tmp_path / "crash.txt"

    desk = ErrorDesk(write)
    error = ZeroDivisionError("secret detail")
    desk.show(error, ground)
    dialog = ground.findChild(Dialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert "这一步没有成功" in words_of(dialog)
    assert str(tmp_path / "crash.txt") in words_of(dialog)
    assert "secret detail" not in words_of(dialog)
    assert "Traceback" not in words_of(dialog)
    assert reported == [error]
    dialog.reject()


def test_a_refusal_is_explained_in_the_pages_banner(ground: QWidget) -> None:
    desk = ErrorDesk(lambda _error: pytest.fail("a refusal is no crash"))
    banner = Banner("good", "", parent=ground)
    refusal = Refused("no.such.code")
    desk.show(refusal, ground, banner)
    assert banner.property("meaning") == "attention"
    assert banner.accessibleName() == desk.explain(refusal).title
    assert ground.findChild(Dialog) is None


def test_one_dialog_at_a_time(ground: QWidget, qtbot: QtBot) -> None:
    desk = ErrorDesk(lambda _error: None)
    desk.show(ValueError("1"), ground)
    desk.show(ValueError("2"), ground)
    dialogs = [d for d in ground.findChildren(Dialog) if d.isVisible()]
    assert len(dialogs) == 1
    with qtbot.waitSignal(dialogs[0].destroyed):
        dialogs[0].reject()
    desk.show(ValueError("3"), ground)
    assert len([d for d in ground.findChildren(Dialog) if d.isVisible()]) == 1
