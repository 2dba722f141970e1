"""The city gives this PC another number than its pieces and papers bear: the windows say so, and what to do."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import city_keys
from app.domain.asset import Source
from app.domain.ids import organization_id
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization
from sync.bundle.city import answer_bundle
from sync.bundle.counter import export_bundle
from sync.bundle.keys import city_key_pair
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import OFFICE, CityWorld, open_city
from tests.gui.settings.conftest import Office
from ui.settings import SettingsPage
from ui.widgets import Banner

SITE = "370883"


def number_1_is_anothers(city: CityWorld) -> None:
    city.books.enrol(city.books.make_code(SITE), "another", SITE, "a key", 1)


def take_in(office: Office) -> None:
    warehouse = office.services.queries.warehouses()[0].id
    items = (IntakeItem("台式计算机", 2),)
    office.services.bus.execute(
        RegisterOrganization(OFFICE),
        TakeIn(organization_id(OFFICE), Source.IDLE, warehouse, items),
        actor=office.actor,
    )


def assert_told(banner: Banner) -> None:
    assert banner.accessibleName() == "本机现在是本站点第 2 台"
    words = banner.accessibleDescription()
    assert "1 号是另一台电脑" in words
    assert "标签要重打" in words


def test_on_the_line(
    office: Office, page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.system_vault", lambda: None)
    take_in(office)
    with open_city(None, tmp_path / "city") as city, EmbeddedServer(city.books) as server:
        number_1_is_anothers(city)
        page.show_section("server")
        page.server.address.setText(server.url)
        page.server.code.setText(city.books.make_code(SITE))
        page.server.try_connect()
        qtbot.waitUntil(page.server.notice.isVisible, timeout=10_000)
        assert_told(page.server.notice)
    found = office.services.queries.find_assets("台式计算机")
    assert {row.tag_number[6:8] for row in found} == {"02"}


def test_nothing_is_said_where_nothing_was_numbered(
    office: Office, page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.system_vault", lambda: None)
    with open_city(None, tmp_path / "city") as city, EmbeddedServer(city.books) as server:
        number_1_is_anothers(city)
        page.show_section("server")
        page.server.address.setText(server.url)
        page.server.code.setText(city.books.make_code(SITE))
        with qtbot.waitSignal(page.server.said, timeout=10_000):
            page.server.try_connect()
        assert page.server.notice.isHidden()
    assert office.services.database.station().number == 2


def test_by_file(
    office: Office, page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.system_vault", lambda: None)
    take_in(office)
    with open_city(None, tmp_path / "city") as city:
        number_1_is_anothers(city)
        keys = city_key_pair(tmp_path / "city")
        office.services.replica.keep_city_keys(keys.public)
        up, down = tmp_path / "up", tmp_path / "down"
        export_bundle(office.services.replica, city_keys(office.services), up, city.books.make_code(SITE))
        answer_bundle(city.books, keys, up, down)
        page.show_section("server")
        actions = page.server.bundles
        actions.bring_in(down)
        qtbot.waitUntil(lambda: actions.result.isVisibleTo(actions) and actions.save_button.isEnabled())
        assert_told(actions.result)
