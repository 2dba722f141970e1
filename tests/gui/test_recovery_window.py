"""A counter whose file was damaged: the window that says so and makes the data anew."""

from __future__ import annotations

import pytest

from app.bootstrap import open_counter, set_up_counter
from app.domain.errors import DomainError
from app.faults import translate
from app.recovery import curable, recover
from app.words import explain
from ui.errors import ErrorDesk
from ui.recovery import RecoveryWindow
from ui.tasks import Tasks

PASSWORD = "correct horse"


@pytest.fixture
def damaged(tmp_path):
    """The folder of a counter of which a page of the database was overwritten, and what opening it says."""
    folder = tmp_path / "data"
    with open_counter(folder, create=True) as services:
        set_up_counter(services, site_id="370883", site_name="邹城市公物仓", administrator="周管理", password=PASSWORD)
    database = folder / "counter.db"
    content = bytearray(database.read_bytes())
    content[3 * 4096 : 4 * 4096] = bytes(range(256)) * 16
    database.write_bytes(content)
    with pytest.raises(DomainError) as refusal, open_counter(folder) as services:
        services.database.prove_pages()
    return folder, refusal.value


@pytest.fixture
def window(damaged, qtbot):
    folder, error = damaged
    assert curable(error)
    tasks = Tasks()
    window = RecoveryWindow(
        explain(translate(error) or error, "zh_CN"),
        lambda password: recover(folder, password).told("zh_CN"),
        tasks,
        ErrorDesk(lambda fault: None),
    )
    qtbot.addWidget(window)
    window.show()
    yield window
    assert tasks.drain()


def test_the_data_are_made_anew_and_the_counter_opens(window, damaged, qtbot):
    folder, _ = damaged
    assert window.notice.isVisible()
    window.password.setText(PASSWORD)
    window.button.click()
    assert not window.close_button.isEnabled()
    qtbot.waitUntil(window.button.isEnabled, timeout=20_000)
    assert not window.about.isVisible()
    with qtbot.waitSignal(window.recovered):
        window.button.click()
    with open_counter(folder) as services:
        services.database.prove_pages()
        assert services.queries.site().name == "邹城市公物仓"
        assert services.accounts.sign_in("周管理", PASSWORD).name == "周管理"
    assert len(list(folder.glob("damaged-*/counter.db"))) == 1


def test_closing_changes_nothing(window, damaged, qtbot):
    folder, _ = damaged
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with qtbot.waitSignal(window.cancelled):
        window.close_button.click()
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_password_is_asked_for_where_none_can_be_read(damaged, qtbot):
    folder, error = damaged
    tasks = Tasks()
    asked: list[str] = []

    def make_anew(password: str) -> list[str]:
        asked.append(password)
        for path in folder.glob("counter.db*"):
            path.unlink()
        return recover(folder, password).told("zh_CN")

    window = RecoveryWindow(explain(error, "zh_CN"), make_anew, tasks, ErrorDesk(lambda fault: None))
    qtbot.addWidget(window)
    window.show()
    window.button.click()
    qtbot.waitUntil(window.password.isVisible, timeout=20_000)
    window.password.setText(PASSWORD)
    window.button.click()
    qtbot.waitUntil(lambda: len(asked) == 2 and window.button.isEnabled(), timeout=20_000)
    with qtbot.waitSignal(window.recovered):
        window.button.click()
    with open_counter(folder) as services:
        assert services.accounts.sign_in("周管理", PASSWORD).name == "周管理"
    assert tasks.drain()
