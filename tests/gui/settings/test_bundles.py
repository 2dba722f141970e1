"""Sync by file from the settings: real files to a real city and back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.bootstrap import DeviceSigner, city_keys
from app.services.operations import CHINA
from sync.bundle.city import answer_bundle
from sync.bundle.counter import export_bundle
from sync.bundle.keys import city_key_pair, fingerprint, write_key_file
from tests.fakes.sync_world import CityWorld, open_city
from tests.gui.settings.conftest import Office
from ui.settings import SettingsPage
from ui.sync_centre import BundleActions


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CityWorld]:
    with open_city(None, tmp_path / "city") as world:
        yield world


@pytest.fixture
def office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office, with keys in its folder and not in the keyring of whoever runs this."""
    monkeypatch.setattr("app.bootstrap.system_vault", lambda: None)
    return office


@pytest.fixture
def actions(page: SettingsPage) -> BundleActions:
    page.show_section("server")
    return page.server.bundles


def answered(office: Office, city: CityWorld, tmp_path: Path, up: Path) -> Path:
    down = tmp_path / "answer.gwcbundle"
    answer_bundle(city.books, city_key_pair(tmp_path / "city"), up, down)
    return down


def enrolled_file(office: Office, city: CityWorld, tmp_path: Path) -> Path:
    """The first bundle, with a code."""
    replica = office.services.replica
    replica.keep_city_keys(city_key_pair(tmp_path / "city").public)
    export_bundle(replica, city_keys(office.services), tmp_path / "up", city.books.make_code("370883"))
    return answered(office, city, tmp_path, tmp_path / "up")


def told(actions: BundleActions, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: actions.result.isVisibleTo(actions) and actions.save_button.isEnabled())
    return actions.result.accessibleName()


def test_there_and_back(
    office: Office, city: CityWorld, page: SettingsPage, actions: BundleActions, qtbot: QtBot, tmp_path: Path
) -> None:
    actions.bring_in(enrolled_file(office, city, tmp_path))
    assert "答复 3 笔" in told(actions, qtbot)
    assert "第 1 台" in actions.result.accessibleDescription()
    assert "site" in office.administration.rows[-1]
    qtbot.waitUntil(lambda: page.server.state.accessibleName() == "经文件往来，无线路")
    assert page.server.connect_button.isVisible(), "a line may come later"
    assert not page.server.sync.isEnabled()
    assert DeviceSigner(office.services).device(), "may sign transfers as well"
    up = tmp_path / "stick.gwcbundle"
    actions.save(up)
    assert "0 笔" in told(actions, qtbot)
    down = answered(office, city, tmp_path, up)
    actions.bring_in(down)
    told(actions, qtbot)
    actions.bring_in(down)
    assert told(actions, qtbot) == "这个文件已经导入过"


def test_a_counter_without_a_line_begins_by_the_citys_digits_and_a_code(
    office: Office, city: CityWorld, page: SettingsPage, actions: BundleActions, qtbot: QtBot, tmp_path: Path
) -> None:
    keys = city_key_pair(tmp_path / "city").public
    write_key_file(tmp_path / "city.gwckey", keys)
    qtbot.waitUntil(lambda: "不知道" in actions.city.text())
    dialog = actions.ask_trust()
    dialog.file.text.setText(str(tmp_path / "city.gwckey"))
    dialog.digits.setText("12345 " * 8)
    dialog.try_accept()
    qtbot.waitUntil(dialog.notice.isVisible)
    assert office.services.replica.city_keys() is None
    dialog.digits.setText(fingerprint(keys).replace(" ", ""))
    dialog.try_accept()
    qtbot.waitUntil(lambda: fingerprint(keys) in actions.city.text())

    qtbot.waitUntil(lambda: actions.code.isVisible())
    actions.code.setText(city.books.make_code("370883"))
    actions.save(tmp_path / "first.gwcbundle")
    assert "3 笔" in told(actions, qtbot)
    actions.bring_in(answered(office, city, tmp_path, tmp_path / "first.gwcbundle"))
    told(actions, qtbot)
    assert office.services.replica.enrolled()
    qtbot.waitUntil(lambda: not actions.code.isVisible())


def test_what_is_wrong_is_said(office: Office, actions: BundleActions, qtbot: QtBot, tmp_path: Path) -> None:
    actions.save(tmp_path / "up.gwcbundle")
    assert told(actions, qtbot) == "本机还没有市级密钥"
    (tmp_path / "text.gwcbundle").write_text("no bundle")
    actions.bring_in(tmp_path / "text.gwcbundle")
    assert told(actions, qtbot) == "这不是同步包"


def test_a_person_cancels(
    office: Office, city: CityWorld, actions: BundleActions, qtbot: QtBot, tmp_path: Path
) -> None:
    down = enrolled_file(office, city, tmp_path)
    with office.services.replica.turn():  # the line is at it: the import waits
        actions.bring_in(down)
        assert actions.progress is not None
        assert not actions.save_button.isEnabled()
        actions.progress.cancelled.emit()
        assert told(actions, qtbot) == "已停止"
    qtbot.waitUntil(lambda: not office.work.tasks.busy)
    assert not office.services.replica.enrolled(), "nothing was done"
    actions.bring_in(down)
    told(actions, qtbot)
    assert office.services.replica.enrolled()


@pytest.mark.parametrize("save", [True, False])
def test_it_asks_for_the_file(
    office: Office, city: CityWorld, actions: BundleActions, qtbot: QtBot, tmp_path: Path, save: bool
) -> None:
    down = enrolled_file(office, city, tmp_path)
    if save:
        actions.bring_in(down)
        told(actions, qtbot)
    button = actions.save_button if save else actions.bring_button
    qtbot.keyClick(button, Qt.Key.Key_Space)
    dialog = actions.findChild(QFileDialog)
    assert dialog is not None
    if save:
        assert Path(dialog.selectedFiles()[0]).stem == f"370883-{datetime.now(CHINA):%Y%m%d}"
    path = tmp_path / "stick.gwcbundle" if save else down
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert ("已导出 0 笔" if save else "答复 3 笔") in told(actions, qtbot)
    assert path.exists()
