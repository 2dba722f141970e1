"""A city with its own authority, connected to from the windows over real TLS."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import city_line
from sync.server.serve import EmbeddedServer, Tls
from tests.fakes.sync_world import open_city
from tests.gui.settings.conftest import Office
from tests.integration.certificates import Authority
from ui.first_run.steps import ServerStep
from ui.settings import SettingsPage


def test_the_citys_authority_is_pinned_and_shown(
    office: Office, page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.system_vault", lambda: None)
    own = Authority(tmp_path, "jining")
    certificate, key = own.issue("counter")
    tls = Tls(*own.issue("server"), client_ca=own.path)
    with open_city(None, tmp_path / "city") as city, EmbeddedServer(city.books, tls=tls) as server:
        page.show_section("server")
        section = page.server
        section.address.setText(server.url)
        section.code.setText(city.books.make_code("370883"))
        section.trust.asked.setChecked(True)
        section.trust.ca.text.setText(str(own.path))
        section.trust.certificate.text.setText(str(certificate))
        section.try_connect()
        assert section.connect_button.isEnabled(), "nothing was tried: the key is missing"
        assert section.trust.faults()[2][1]
        section.trust.key.text.setText(str(key))
        section.try_connect()
        qtbot.waitUntil(lambda: "CN=jining" in section._facts["authority"].text(), timeout=10_000)
        own.path.unlink()
        line = city_line(office.services)
        assert line.open_session("", None, 1), "with the copies in the data folder"
        line.close()


def test_the_first_start_takes_the_files_too(qtbot: QtBot, tmp_path: Path, chinese: object) -> None:
    step = ServerStep()
    qtbot.addWidget(step)
    step.mode.set_key("server")
    step.mode.changed.emit("server")
    step.server.setText("https://gwc.example")
    step.code.setText("ABCD")
    step.trust.asked.setChecked(True)
    step.trust.ca.text.setText(str(tmp_path / "none.pem"))
    assert not step.check()
    (tmp_path / "none.pem").write_text("x")
    assert step.check()
    assert step.trust.files().ca == tmp_path / "none.pem"
    step.trust.asked.setChecked(False)
    assert step.trust.files().ca is None
