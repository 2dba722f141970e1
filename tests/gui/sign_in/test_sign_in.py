"""Signing in over a real file: right, wrong, locked, remembered, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain.errors import Refused
from app.services.accounts import MOST_FAILURES
from ui.errors import ErrorDesk
from ui.sign_in import SignInWindow
from ui.tasks import Tasks
from ui.widgets import SessionMemory

PASSWORD = "correct horse"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[CounterServices]:
    with open_counter(tmp_path / "data", create=True) as services:
        set_up_counter(services, site_id="370883", site_name="邹城市公物仓", administrator="张丽华", password=PASSWORD)
        yield services


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    assert tasks.drain()


@pytest.fixture
def memory() -> SessionMemory:
    return SessionMemory()


@pytest.fixture
def window(qtbot, services: CounterServices, tasks: Tasks, memory: SessionMemory) -> SignInWindow:
    window = SignInWindow(
        services.accounts.sign_in, tasks, ErrorDesk(lambda error: None), site_name="邹城市公物仓", memory=memory
    )
    qtbot.addWidget(window)
    window.show()
    return window


def type_in(qtbot, window: SignInWindow, name: str, password: str) -> None:
    window.user.setText(name)
    qtbot.keyClicks(window.password, password)
    qtbot.keyClick(window.password, Qt.Key.Key_Return)


def test_the_right_password_signs_in_and_the_name_is_remembered(
    qtbot, window: SignInWindow, memory: SessionMemory, tasks: Tasks, services: CounterServices
) -> None:
    with qtbot.waitSignal(window.signed_in) as signed_in:
        type_in(qtbot, window, "张丽华", PASSWORD)
    assert signed_in.args[0].name == "张丽华"

    with qtbot.assertNotEmitted(window.cancelled):
        window.close()
    again = SignInWindow(
        services.accounts.sign_in, tasks, ErrorDesk(lambda error: None), site_name="邹城市公物仓", memory=memory
    )
    qtbot.addWidget(again)
    again.show()
    assert again.user.text() == "张丽华"
    assert again.password.hasFocus() or again.focusWidget() is again.password


@pytest.mark.parametrize("name", ["张丽华", "没有这个人"])
def test_wrong_is_told_in_place_and_alike(qtbot, window: SignInWindow, name: str) -> None:
    type_in(qtbot, window, name, "wrong horse")
    qtbot.waitUntil(window.notice.isVisible)

    assert window.notice.accessibleName() == "用户名或密码不对"
    assert window.password.text() == ""
    assert window.user.text() == name
    assert window.button.isEnabled()


def test_a_locked_account_says_how_long(qtbot, window: SignInWindow, services: CounterServices) -> None:
    account = services.queries.staff()[0]
    for _ in range(MOST_FAILURES):
        with pytest.raises(Refused, match=r"sign_in\.wrong"):
            services.accounts.verify(account.id, "wrong horse")

    type_in(qtbot, window, "张丽华", PASSWORD)
    qtbot.waitUntil(window.notice.isVisible)

    assert window.notice.accessibleName() == "账号暂时锁定"
    assert "10 分钟" in window.notice.accessibleDescription()


def test_enter_goes_from_the_name_to_the_password(qtbot, window: SignInWindow) -> None:
    window.user.setText("张丽华")
    qtbot.keyClick(window.user, Qt.Key.Key_Return)

    assert window.focusWidget() is window.password
    assert window.button.isEnabled()


def test_closing_it_is_no_sign_in(qtbot, window: SignInWindow) -> None:
    with qtbot.waitSignal(window.cancelled):
        window.close()


def test_every_control_has_a_name(window: SignInWindow) -> None:
    focusable = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(focusable) == 3
    assert all(widget.accessibleName() for widget in focusable)
