"""The frame: pages, windows of their own, palette, help, lock, memory."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.scanning import ScanFilter
from ui.shell import Action, PageSpec, Shell, ShellState
from ui.shell.badge import Badge
from ui.shell.detached import DetachedWindow
from ui.shell.lock import IdleWatch
from ui.shell.strip import RailButton
from ui.widgets import SessionMemory

TAG = "3708830100001234"


class Desk(QWidget):
    said = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[str] = []
        self.searches: list[str] = []
        self.times_shown = 0
        self.lent = 0
        QVBoxLayout(self).addWidget(QLabel("secret data"))

    def take_scan(self, text: str) -> None:
        self.scans.append(text)

    def search(self, text: str) -> None:
        self.searches.append(text)

    def shown(self) -> None:
        self.times_shown += 1

    def lend(self) -> None:
        self.lent += 1

    def actions(self) -> list[Action]:
        return [Action("desk/lend", "交付(&H)", self.lend, "Ctrl+Return")]

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+Return", "交付")]


class Settings(QWidget):
    section = ""

    def show_staff(self) -> None:
        self.section = "staff"

    def actions(self) -> list[Action]:
        return [Action("settings/staff", "设置：人员", self.show_staff)]


@pytest.fixture
def scans(chinese: QApplication) -> Iterator[ScanFilter]:
    made = ScanFilter(chinese)
    yield made
    chinese.removeEventFilter(made)
    made.deleteLater()


Build = Callable[..., Shell]


@pytest.fixture
def build(qtbot: QtBot, scans: ScanFilter) -> Build:
    def make(memory: SessionMemory | None = None, more: PageSpec | None = None, **rest: object) -> Shell:
        state = ShellState()
        state.set_person("王敏", "柜员")
        specs = [
            PageSpec("inventory", "库存", "inventory", "F2", QWidget),
            PageSpec("desk", "借用台", "desk", "F3", Desk),
            PageSpec("vehicles", "车辆", "vehicle", "F4", QWidget),
            *([more] if more else []),
        ]
        shell = Shell(state, specs, memory or SessionMemory(), scans=scans, **rest)  # type: ignore[arg-type]
        state.setParent(shell)
        qtbot.addWidget(shell)
        shell.show()
        qtbot.waitExposed(shell)
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        return shell

    return make


def scan(widget: QWidget, text: str) -> None:
    for number, one in enumerate(text + "\r"):
        key = Qt.Key.Key_Return if one == "\r" else Qt.Key(ord(one))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, one)
        event.setTimestamp(1_000 + 3 * number)
        QCoreApplication.sendEvent(widget, event)


def desk_of(shell: Shell) -> Desk:
    page = shell.page("desk")
    assert isinstance(page, Desk)
    return page


def test_f_keys_change_the_page_and_pages_are_made_when_wanted(build: Build, qtbot: QtBot) -> None:
    shell = build()
    assert shell.current_key == "inventory"
    qtbot.keyClick(shell, Qt.Key.Key_F3)
    assert shell.current_key == "desk"
    assert desk_of(shell).times_shown == 1
    with pytest.raises(KeyError):
        shell.show_page("nowhere")


def test_scans_and_typing_reach_the_page_in_front(build: Build, qtbot: QtBot) -> None:
    shell = build()
    shell.show_page("desk")
    scan(shell.strip.scan_box, TAG)
    qtbot.keyClicks(shell.strip.scan_box, "zs", delay=0)
    qtbot.waitUntil(lambda: desk_of(shell).searches[-1:] == ["zs"])
    assert desk_of(shell).scans == [TAG]
    # The first key of a run is shown at once and taken back where a scanner's second follows; no more of it is seen.
    assert set(desk_of(shell).searches) == {TAG[0], "", "z", "zs"}


def test_a_page_says_what_happened(build: Build) -> None:
    shell = build()
    desk_of(shell).said.emit("two lent", "good", None)
    assert shell.activity.text() == "two lent"


def test_news_of_itself_takes_no_place_from_what_can_be_undone(build: Build, qtbot: QtBot) -> None:
    shell = build()
    undone: list[str] = []
    shell.say_aside("the city refused", "attention")
    assert shell.activity.text() == "the city refused"
    desk_of(shell).said.emit("two lent", "good", lambda: undone.append("two lent"))
    shell.say_aside("the city does not answer", "attention")
    assert shell.activity.text() == "two lent"
    qtbot.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["two lent"]


def test_undo_leaves_its_letter_to_the_pages(build: Build) -> None:
    """It has Ctrl+Z; a second Alt+U in the window made both do nothing."""
    shell = build()
    shell.say("two lent", undo=lambda: None)
    shown = [button for button in shell.activity.findChildren(QAbstractButton) if button.isVisibleTo(shell)]
    assert [("&" in button.text(), "Ctrl+Z" in button.text()) for button in shown] == [(False, True)]


def test_signing_out_is_found_by_its_name(build: Build, qtbot: QtBot) -> None:
    shell = build()
    shell.open_palette()
    shell.palette_box.edit.setText("退出")
    with qtbot.waitSignal(shell.sign_out_asked):
        qtbot.keyClick(shell.palette_box.edit, Qt.Key.Key_Return)


def test_a_page_leaves_and_comes_back(build: Build, qtbot: QtBot) -> None:
    memory = SessionMemory()
    shell = build(memory)
    shell.show_page("desk")
    desk = desk_of(shell)
    shell.detach("desk")
    window = shell.findChild(DetachedWindow)
    assert window is not None
    assert window.isVisible()
    assert shell.current_key == "inventory"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    scan(window.scan_box, TAG)
    assert desk.scans == [TAG]
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert shell.current_key == "vehicles"
    qtbot.waitUntil(shell.isActiveWindow)
    desk.said.emit("lent", "good", None)
    assert (window.activity.text(), shell.activity.text()) == ("lent", "")
    window.close()
    assert shell.current_key == "desk"
    assert desk.isVisible()
    assert memory.read("shell/detached/desk")


def test_the_last_page_and_the_size_are_remembered(build: Build) -> None:
    memory = SessionMemory()
    first = build(memory)
    first.show_page("vehicles")
    first.resize(900, 555)
    first.close()
    second = build(memory)
    assert second.current_key == "vehicles"
    assert second.height() == 555


def test_palette_finds_actions_pages_and_what_the_callback_finds(build: Build, qtbot: QtBot) -> None:
    opened: list[str] = []
    found = Action("asset/1", "便携式计算机", lambda: opened.append("asset/1"))
    shell = build(find=lambda text, deliver: deliver([found] if "便携" in text else []))
    shell.show_page("desk")
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = shell.palette_box
    assert box.titles()[0] == "交付(&H)"
    box.edit.setText("交付")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert desk_of(shell).lent == 1
    shell.open_palette()
    box.edit.setText("便携")
    qtbot.waitUntil(lambda: box.titles() == ["便携式计算机"])
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert opened == ["asset/1"]
    shell.open_palette()
    box.edit.setText("无此物")
    qtbot.waitUntil(lambda: box._list.count() == 1)
    assert (box._list.item(0).text(), box.titles()) == ("没有找到", [])
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_palette_finds_everywhere_what_a_page_lets_it(build: Build, qtbot: QtBot) -> None:
    shell = build()
    assert "设置：人员" not in _offered(shell)
    shell = build(more=PageSpec("settings", "设置", "settings", "", Settings, found_everywhere=True))
    shell.show_page("desk")
    assert {"交付(&H)", "设置：人员"} <= set(_offered(shell))

    shell.palette_box.edit.setText("人员")
    qtbot.keyClick(shell.palette_box.edit, Qt.Key.Key_Return)
    page = shell.page("settings")
    assert isinstance(page, Settings)
    assert (shell.current_key, page.section) == ("settings", "staff")
    assert _offered(shell).count("设置：人员") == 1


def _offered(shell: Shell) -> list[str]:
    shell.open_palette()
    return shell.palette_box.titles()


def test_a_count_covers_neither_word_nor_key(build: Build) -> None:
    badge = Badge()
    shell = build(more=PageSpec("printing", "打印中心", "print", "F8", QWidget, badge=badge))
    button = next(one for one in shell.findChildren(RailButton) if one.spec.key == "printing")
    assert button._key.isVisible()
    for count in (3, 250):
        badge.show_count(count, "等人处理", "attention")
        button.setChecked(True)
        QApplication.processEvents()
        word = button.fontMetrics().horizontalAdvance(button.text())
        assert button._count.isVisible()
        assert button._count.x() >= 12 + 20 + 4 + word
        assert not button._key.isVisible() or button._key.x() >= button._count.geometry().right()
    badge.show_count(0, "")
    assert button._key.isVisible()


def test_help_lists_the_keys_of_the_page(build: Build, qtbot: QtBot) -> None:
    shell = build()
    shell.show_page("desk")
    dialog = shell.open_help()
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"本页", "Ctrl+Return", "F3", "借用台", "Ctrl+K"} <= set(words)
    dialog.reject()


def test_the_strip_says_person_line_and_age(build: Build) -> None:
    shell = build()
    state = shell.findChild(ShellState)
    assert state is not None
    state.set_site("邹城市公物仓")
    state.set_line("down", 12)
    state.set_data_age(datetime.now(UTC) - timedelta(hours=3))
    words = [label.text() for label in shell.strip.findChildren(QLabel)]
    assert {"王敏 · 柜员", "邹城市公物仓", "网络断开 · 12 笔待上传", "市级数据：3 小时前"} <= set(words)


def test_lock_hides_everything_until_the_password_is_right(build: Build, qtbot: QtBot) -> None:
    shell = build(check_password=lambda text, answer: answer(None if text == "right" else "密码不对"))
    shell.show_page("desk")
    desk = desk_of(shell)
    shell.detach("vehicles")
    with qtbot.waitSignal(shell.locked):
        shell.lock()
    window = shell.findChild(DetachedWindow)
    assert window is not None
    assert not desk.isVisible()
    assert not window.isVisible()
    qtbot.keyClick(shell, Qt.Key.Key_F2)
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_key == "desk"
    assert not shell.palette_box.isVisible()
    scan(shell, TAG)
    assert desk.scans == []
    password = QApplication.focusWidget()
    assert password is not None
    qtbot.keyClicks(password, "wrong")
    qtbot.waitUntil(lambda: password.property("text") == "wrong")
    qtbot.keyClick(password, Qt.Key.Key_Return)
    assert shell.is_locked
    qtbot.keyClicks(password, "right")
    qtbot.waitUntil(lambda: password.property("text") == "right")
    with qtbot.waitSignal(shell.unlocked):
        qtbot.keyClick(password, Qt.Key.Key_Return)
    assert desk.isVisible()
    assert window.isVisible()


def test_idle_is_told_and_a_key_puts_it_off(chinese: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(chinese, 0.001)
    with qtbot.waitSignal(watch.idle, timeout=2_000):
        pass
    watch.set_minutes(0)
    with qtbot.assertNotEmitted(watch.idle, wait=100):
        QCoreApplication.sendEvent(QObject(chinese), QEvent(QEvent.Type.User))
    chinese.removeEventFilter(watch)


def test_a_narrow_window_has_a_rail_of_icons(build: Build, qtbot: QtBot) -> None:
    shell = build()
    wide = shell.strip.scan_box.width()
    shell.resize(911, 512)
    qtbot.waitUntil(lambda: shell.strip.scan_box.width() < wide)
    assert shell.width() == 911
    assert shell.strip.scan_box.width() > 250
