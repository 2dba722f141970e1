"""The first start, from an empty folder to a counter that people sign in at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QWidget

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain.organization import Role, WarehouseKind
from ui.errors import ErrorDesk
from ui.first_run import FirstRunWizard, SetUp
from ui.first_run.address import read_address
from ui.tasks import Tasks

PASSWORD = "correct horse"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[CounterServices]:
    with open_counter(tmp_path / "data", create=True) as services:
        yield services


@pytest.fixture
def wizard(qtbot, services: CounterServices) -> Iterator[FirstRunWizard]:
    def set_up(wanted: SetUp) -> None:
        set_up_counter(
            services,
            site_id=wanted.site_id,
            site_name=wanted.site_name,
            administrator=wanted.administrator,
            password=wanted.password,
            warehouses=wanted.warehouses,
        )

    tasks = Tasks()
    wizard = FirstRunWizard(set_up, tasks, ErrorDesk(lambda error: None))
    qtbot.addWidget(wizard)
    wizard.show()
    yield wizard
    assert tasks.drain()


def enter(qtbot, wizard: FirstRunWizard) -> None:
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)


def fill_to_summary(qtbot, wizard: FirstRunWizard) -> None:
    wizard.site.code.setText("370883")
    wizard.site.site_name.setText("邹城市公物仓")
    enter(qtbot, wizard)
    assert wizard.at == 0, "which PC of the site it is has to be said"
    assert wizard.site.station.hasFocus()
    qtbot.keyClicks(wizard.site.station, "1")
    enter(qtbot, wizard)
    wizard.warehouses.lines[1][1].setChecked(False)
    wizard.warehouses.lines[0][2].setText("一号库")
    enter(qtbot, wizard)
    wizard.administrator.administrator.setText("张丽华")
    wizard.administrator.password.setText(PASSWORD)
    wizard.administrator.again.setText(PASSWORD)
    enter(qtbot, wizard)
    enter(qtbot, wizard)


def test_from_an_empty_folder_to_a_counter_by_keyboard(
    qtbot, wizard: FirstRunWizard, services: CounterServices
) -> None:
    fill_to_summary(qtbot, wizard)
    assert wizard.at == 4

    with qtbot.waitSignal(wizard.finished_setup) as finished:
        enter(qtbot, wizard)

    assert finished.args[0].site_id == "370883"
    assert services.queries.site().name == "邹城市公物仓"
    warehouses = {one.kind: one.name for one in services.queries.warehouses()}
    assert warehouses[WarehouseKind.GENERAL] == "一号库"
    assert WarehouseKind.CONFISCATED not in warehouses
    assert len(warehouses) == 5
    assert services.accounts.sign_in("张丽华", PASSWORD).role is Role.ADMINISTRATOR
    with qtbot.assertNotEmitted(wizard.cancelled):
        wizard.close()


def test_each_step_says_what_is_wrong_and_stays(qtbot, wizard: FirstRunWizard) -> None:
    wizard.site.code.setText("3708")
    enter(qtbot, wizard)
    assert wizard.at == 0
    assert [field.error() for field in wizard.site.fields] == [
        "行政区划代码是 6 位数字。",
        "请填写站点名称。",
        "是本站点的第一台电脑就填 1，否则填本站点其他电脑没有用过的编号。",
    ]
    for number in ("0", "99"):  # 99 is the city's own
        wizard.site.station.setText(number)
        enter(qtbot, wizard)
        assert wizard.site.fields[2].error() == "编号在 1 到 98 之间。"

    wizard.site.station.setText("2")
    wizard.site.code.setText("370883")
    wizard.site.site_name.setText("邹城市公物仓")
    enter(qtbot, wizard)
    for _kind, tick, _name in wizard.warehouses.lines:
        tick.setChecked(False)
    wizard.go_on()
    assert wizard.at == 1
    assert wizard.warehouses.notice.isVisible()
    for _kind, tick, name in wizard.warehouses.lines[:2]:
        tick.setChecked(True)
        name.setText("一号库")
    wizard.go_on()
    assert wizard.warehouses.notice.accessibleName() == "有两个仓重名了。"
    wizard.warehouses.lines[1][2].setText("二号库")
    wizard.go_on()
    wizard.administrator.administrator.setText("张丽华")
    wizard.administrator.password.setText("short")
    wizard.go_on()
    assert wizard.at == 2
    assert [bool(field.error()) for field in wizard.administrator.fields] == [False, True, True]
    assert wizard.administrator.password.selectedText()


def test_no_two_of_a_step_share_a_letter(qtbot, wizard: FirstRunWizard) -> None:
    for step in wizard.steps:
        labels = [*step.findChildren(QLabel), *step.findChildren(QAbstractButton), wizard.back, wizard.next]
        letters = [QKeySequence.mnemonic(one.text()).toString() for one in labels]
        letters = [letter for letter in letters if letter]
        assert len(letters) == len(set(letters)), step.name


def test_back_keeps_what_was_typed(qtbot, wizard: FirstRunWizard) -> None:
    fill_to_summary(qtbot, wizard)
    for _ in range(4):
        qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Escape)

    assert wizard.at == 0
    assert not wizard.back.isEnabled()
    assert wizard.wanted().site_name == "邹城市公物仓"
    assert wizard.wanted().administrator == "张丽华"
    assert len(wizard.wanted().warehouses) == 5


def test_a_server_needs_address_and_code(qtbot, wizard: FirstRunWizard) -> None:
    fill_to_summary(qtbot, wizard)
    wizard.go_back()
    qtbot.mouseClick(wizard.server.mode._buttons["server"], Qt.MouseButton.LeftButton)
    wizard.go_on()
    assert wizard.at == 3
    assert all(field.error() for field in wizard.server.fields)

    wizard.server.server.setText("gwc.jining.example/")
    wizard.server.code.setText(" 1234-5678 ")
    wizard.go_on()

    assert wizard.at == 4
    assert (wizard.wanted().server, wizard.wanted().code) == ("https://gwc.jining.example", "1234-5678")


def test_a_refusal_is_told_and_nothing_is_lost(qtbot, wizard: FirstRunWizard, services: CounterServices) -> None:
    set_up_counter(services, site_id="370800", site_name="济宁市公物仓", administrator="别人", password=PASSWORD)
    fill_to_summary(qtbot, wizard)
    enter(qtbot, wizard)
    qtbot.waitUntil(wizard.notice.isVisible)

    assert wizard.notice.accessibleName() == "这里已经初始化过"
    assert wizard.next.isEnabled()
    assert wizard.wanted().site_name == "邹城市公物仓"


def test_closing_it_sets_nothing_up(qtbot, wizard: FirstRunWizard, services: CounterServices) -> None:
    with qtbot.waitSignal(wizard.cancelled):
        wizard.close()
    assert services.database.head() == (0, "")


def test_no_secret_shows_in_what_is_logged() -> None:
    wanted = SetUp("370883", "邹城市公物仓", (), "张丽华", PASSWORD, "https://x.example", "1234-5678")
    assert PASSWORD not in repr(wanted)
    assert "1234-5678" not in repr(wanted)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("gwc.example", "https://gwc.example"),
        ("http://10.0.0.5:8080/", "http://10.0.0.5:8080"),
        ("https://gwc.example/", "https://gwc.example"),
        ("", None),
        ("ftp://gwc.example", None),
        ("https://", None),
        ("http://host:99999", None),
    ],
)
def test_addresses(typed: str, url: str | None) -> None:
    assert read_address(typed) == url


def test_every_control_has_a_name(qtbot, wizard: FirstRunWizard) -> None:
    for number in range(len(wizard.steps)):
        wizard._show(number)
        for widget in wizard.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName() or (isinstance(widget, QCheckBox) and widget.text()), widget
