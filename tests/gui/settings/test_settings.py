"""The settings over a real file: rights, rules, warehouses, accounts, passwords, server, look, scanner."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from app.desk_sync import DeskSync
from app.domain.errors import Refused
from app.domain.organization import Role, WarehouseKind
from sync.client.cycle import SyncReport
from sync.client.engine import Phase, SyncState
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import open_city
from tests.gui.settings.conftest import PASSWORD, Office
from ui.first_run.trust import TrustFiles
from ui.settings import SettingsPage
from ui.settings.scanner import Run
from ui.shell import ShellState


def show(qtbot, page: SettingsPage, key: str) -> None:
    page.show_section(key)
    qtbot.waitUntil(lambda: not page._work.tasks.busy)


def test_the_rules_of_the_counter_are_changed(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "site")
    assert page.site.site_name.text() == "邹城市公物仓"
    page.site.days.setText("0")
    page.site.try_save()
    assert page.site.check() is False

    page.site.days.setText("60")
    page.site.paper.setChecked(False)
    with qtbot.waitSignal(page.said):
        page.site.try_save()

    site = office.services.queries.site()
    assert (site.loan_days, site.paper_approval, site.max_extensions) == (60, False, 2)


def test_who_is_no_administrator_sees_and_cannot_change(qtbot, page: SettingsPage, office: Office) -> None:
    office.actor = replace(office.actor, role=Role.CLERK)
    page.shown()
    for section in (page.site, page.warehouses, page.staff, page.reference):
        show(qtbot, page, section.key)
        assert section.locked.isVisible()
        assert not section.inside.isEnabled()
    assert page.site.site_name.text() == "邹城市公物仓"
    show(qtbot, page, "server")
    assert not page.server.connect_button.isEnabled()
    show(qtbot, page, "password")
    assert page.password.inside.isEnabled()


def test_a_warehouse_is_added_renamed_and_closed(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "warehouses")
    section = page.warehouses
    section.begin_new()
    section.kind.set_key(WarehouseKind.RENTAL)
    section.warehouse_name.setText("二号租赁仓")
    with qtbot.waitSignal(page.said):
        section.try_save()
    qtbot.waitUntil(lambda: section.model.rowCount() == 7)

    number = next(n for n, one in enumerate(section.model.rows()) if one.name == "二号租赁仓")
    section.table.select_number(number)
    assert not section.kind.isEnabled()
    section.warehouse_name.setText("三号租赁仓")
    section.active.setChecked(False)
    with qtbot.waitSignal(page.said):
        section.try_save()

    found = next(one for one in office.services.queries.warehouses(active_only=False) if one.name == "三号租赁仓")
    assert (found.kind, found.active) == (WarehouseKind.RENTAL, False)


def test_a_refusal_is_seen_from_the_button_that_was_pressed(qtbot, page: SettingsPage) -> None:
    """The counter's usual screen shows half of the section: the notice is above what scrolls."""
    page.resize(1200, 500)
    show(qtbot, page, "server")
    section = page.server
    section.address.setText("http://127.0.0.1:1")
    section.code.setText("ABCD")
    section.connect_button.setFocus()
    section.try_connect()
    qtbot.waitUntil(section.notice.isVisible)
    for part in (section.notice, section.code):
        qtbot.waitUntil(lambda part=part: part.visibleRegion().boundingRect().height() == part.height())
    assert section.code.hasFocus(), "to be put right at once"


def test_who_vouches_for_a_line_that_is_not_encrypted(qtbot, page: SettingsPage, office: Office) -> None:
    with open_city(None, office.services.folder.root / "city") as city, EmbeddedServer(city.books) as server:
        show(qtbot, page, "server")
        page.server.address.setText(server.url)
        page.server.code.setText(city.books.make_code("370883"))
        page.server.try_connect()
        qtbot.waitUntil(lambda: "没有加密" in page.server._facts["authority"].text(), timeout=10_000)


def test_a_counter_that_was_shut_out_is_connected_again_by_a_fresh_code(
    qtbot, page: SettingsPage, office: Office
) -> None:
    section = page.server
    with open_city(None, office.services.folder.root / "city") as city, EmbeddedServer(city.books) as server:
        show(qtbot, page, "server")
        section.address.setText(server.url)
        for again in (False, True):
            if again:
                city.books.revoke(office.services.replica.device())
                section.again.click()
                assert section.address.text() == server.url
                assert section.step_back(), "Esc leaves it"
                qtbot.waitUntil(lambda: not section.code.isVisible())
                section.again.click()
            section.code.setText(city.books.make_code("370883"))
            section.connect_button.click()
            qtbot.waitUntil(section.again.isVisible, timeout=10_000)
            assert not section.code.isVisible()
        device = city.books.device(office.services.replica.device())
        assert device is not None
        assert not device.suspended


def test_the_thread_of_before_ends_where_a_counter_is_connected_again(qtbot, office: Office) -> None:
    sync = DeskSync(office.services, ShellState(), office.work.changes, lambda why: None)
    with open_city(None, office.services.folder.root / "city") as city, EmbeddedServer(city.books) as server:
        sync.enrol(server.url, city.books.make_code("370883"), TrustFiles())
        before = sync.engine
        sync.enrol(server.url, city.books.make_code("370883"), TrustFiles())
        assert before is not None
        assert before is not sync.engine
        assert before.stop(), "it had ended"
        sync.stop()
        office.services.listeners.clear()


def test_a_wrong_clock_is_told_once_and_to_whoever_signs_in(qtbot, office: Office) -> None:
    told: list[str] = []
    sync = DeskSync(office.services, ShellState(), office.work.changes, told.append)
    for skew in (86_400.0, 86_400.0, 0.0):
        wrong = skew or None
        sync._show(SyncState(Phase.UP_TO_DATE, "", SyncReport(clock_ahead=skew, clock_skew=wrong)))
        sync._show(SyncState(Phase.UP_TO_DATE, "", SyncReport()))
        if skew:
            sync.remind()
    sync.remind()
    assert [("1,440 分钟" in one) for one in told] == [True] * 3, "found, and at each signing in until it is right"
    office.services.listeners.clear()


def test_a_taken_name_is_told_in_place(qtbot, page: SettingsPage) -> None:
    show(qtbot, page, "warehouses")
    page.warehouses.begin_new()
    page.warehouses.warehouse_name.setText("通用仓")
    page.warehouses.try_save()
    qtbot.waitUntil(page.warehouses.notice.isVisible)

    assert page.warehouses.notice.accessibleName() == "仓名已被使用"
    assert page.warehouses.warehouse_name.text() == "通用仓"
    assert page.warehouses.save.isEnabled()


def test_a_new_account_signs_in_with_its_first_password(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "staff")
    section = page.staff
    section.begin_new()
    section.person.setText("李敏")
    section.username.setText("limin")
    section.role.set_key(Role.AUDITOR)
    section.password.setText("short")
    section.try_save()
    assert not section.check()

    section.password.setText("battery staple")
    section.again.setText("battery staple")
    with qtbot.waitSignal(page.said):
        section.try_save()

    assert office.services.accounts.sign_in("limin", "battery staple").role is Role.AUDITOR
    qtbot.waitUntil(lambda: section.model.rowCount() == 4)
    assert section.password.text() == ""


def test_an_account_changes_its_role_and_keeps_its_password(qtbot, page: SettingsPage, office: Office) -> None:
    office.services.accounts.set_password(
        next(one.id for one in office.services.queries.staff() if one.username == "chenjie"), "battery staple"
    )
    show(qtbot, page, "staff")
    section = page.staff
    section.table.select_number(next(n for n, one in enumerate(section.model.rows()) if one.username == "chenjie"))
    section.role.set_key(Role.CLERK)
    with qtbot.waitSignal(page.said):
        section.try_save()

    assert office.services.accounts.sign_in("chenjie", "battery staple").role is Role.CLERK


def test_an_account_that_came_by_sync_is_told_to_have_no_password_here(
    qtbot, page: SettingsPage, office: Office
) -> None:
    """It would be told as unchanged, and nobody would see why the person cannot sign in."""
    show(qtbot, page, "staff")
    section = page.staff
    at = {one.username: number for number, one in enumerate(section.model.rows())}
    section.table.select_number(at["chenjie"])
    assert section.password.placeholderText() == "本机还没有密码"
    assert section.model.cell(at["chenjie"], 4).text == "还没有"

    section.password.setText("battery staple")
    section.again.setText("battery staple")
    with qtbot.waitSignal(page.said):
        section.try_save()
    qtbot.waitUntil(lambda: section.model.cell(at["chenjie"], 4).text == "已设")
    assert section.password.placeholderText() == "不修改"


def test_the_last_administrator_stays(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "staff")
    section = page.staff
    section.table.select_number(next(n for n, one in enumerate(section.model.rows()) if one.name == "张丽华"))
    section.active.setChecked(False)
    section.try_save()
    qtbot.waitUntil(section.notice.isVisible)

    assert section.notice.accessibleName() == "至少要留一位管理员"


def test_everybody_changes_their_own_password(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "password")
    section = page.password
    section.present.setText("wrong horse")
    section.password.setText("battery staple")
    section.again.setText("battery staple")
    section.try_save()
    qtbot.waitUntil(lambda: bool(section._present.error()))
    assert office.services.accounts.sign_in("张丽华", PASSWORD)

    section.present.setText(PASSWORD)
    with qtbot.waitSignal(page.said):
        section.try_save()

    assert office.services.accounts.sign_in("张丽华", "battery staple")
    with pytest.raises(Refused):
        office.services.accounts.sign_in("张丽华", PASSWORD)


def test_the_server_says_its_state_and_a_failed_connection_leaves_the_entries(
    qtbot, page: SettingsPage, office: Office
) -> None:
    show(qtbot, page, "server")
    assert page.server.state.accessibleName() == "未接入"
    assert not page.server.sync.isEnabled()
    page.server.address.setText("gwc.jining.example")
    page.server.code.setText("1234-5678")
    page.server.try_connect()
    assert not page.server.connect_button.isEnabled()
    qtbot.waitUntil(page.server.notice.isVisible)

    assert page.server.connect_button.isEnabled()
    assert page.server.code.text() == "1234-5678"


def test_look_and_lock_hold_at_once(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "look")
    qtbot.mouseClick(page.look.theme._buttons["dark"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.look.language._buttons["en"], Qt.MouseButton.LeftButton)
    page.look.sounds.click()
    page.look.idle.set_key(0)
    page.look.idle.chosen.emit(0)

    assert office.administration.applied == [
        ("theme", "dark"),
        ("language", "en"),
        ("sounds", False),
        ("idle_minutes", 0),
    ]
    assert page.look.restart.isVisible()
    page.look.load()
    assert (page.look.theme.key(), page.look.idle.key()) == ("dark", 0)


def test_an_unusual_idle_time_is_kept(page: SettingsPage, office: Office) -> None:
    office.services.settings.write("idle_minutes", 7.5)
    page.look.load()
    assert page.look.idle.key() == 7.5


def test_the_try_box_shows_what_arrives_and_how_fast(qtbot, page: SettingsPage) -> None:
    show(qtbot, page, "scanner")
    with qtbot.waitSignal(page.scanner.box.arrived) as arrived:
        qtbot.keyClicks(page.scanner.box, "3708830001234")

    assert arrived.args[0].text == "3708830001234"
    assert len(arrived.args[0].gaps) == 12
    assert "3708830001234" in page.scanner.result.accessibleName()
    assert page.scanner.box.text() == ""


def test_a_run_is_a_scan_when_it_is_fast_and_long_enough() -> None:
    run = Run.of([("1", 0), ("2", 5), ("3", 30), ("4", 35)])
    assert run.gaps == (5, 25, 5)
    assert run.is_scan(25, 4)
    assert not run.is_scan(24, 4)
    assert not run.is_scan(25, 5)
    assert not Run.of([("1", 0)]).is_scan(40, 1)


def test_the_threshold_is_kept(qtbot, page: SettingsPage, office: Office) -> None:
    show(qtbot, page, "scanner")
    page.scanner.gap.setText("500")
    page.scanner.try_save()
    assert not office.administration.applied

    page.scanner.gap.setText("80")
    page.scanner.try_save()
    assert office.administration.applied == [("scanner_gap_ms", 80), ("scanner_shortest", 4)]


def test_a_category_table_is_loaded_or_refused_whole(qtbot, page: SettingsPage, office: Office, tmp_path: Path) -> None:
    show(qtbot, page, "reference")
    bad = tmp_path / "bad.csv"
    bad.write_text("edition,code,name,unit,min_service_years\nlatest,A02010105,台式计算机,台,6\n", encoding="utf-8")
    page.reference.load_file(bad)
    qtbot.waitUntil(page.reference.notice.isVisible)
    assert not office.services.folder.categories.exists()

    good = tmp_path / "good.csv"
    good.write_text("edition,code,name,unit,min_service_years\n2022,A02010105,台式计算机,台,6\n", encoding="utf-8")
    with qtbot.waitSignal(page.said):
        page.reference.load_file(good)
    assert len(office.services.classification()) == 1


def test_every_control_has_a_name(qtbot, page: SettingsPage) -> None:
    for section in page.sections:
        show(qtbot, page, section.key)
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName() or (isinstance(widget, QCheckBox) and widget.text()), widget
    assert len(page.actions()) == len(page.sections)


@pytest.mark.usefixtures("office")
def test_the_field_in_use_stays_in_sight_under_a_refusal(qtbot, page: SettingsPage) -> None:
    """At 150 % the notice takes so much of the height that the code's field would be gone."""
    page.resize(846, 400)
    page.activateWindow()
    show(qtbot, page, "server")
    section = page.server
    qtbot.waitUntil(page.isActiveWindow)
    section._refused(Refused("enrol.code_unknown"))
    qtbot.waitUntil(section.notice.isVisible)
    assert section.code.hasFocus()
    qtbot.waitUntil(lambda: section.code.visibleRegion().boundingRect() == section.code.rect())
