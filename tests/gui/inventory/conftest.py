"""The inventory page on a real counter: its own SQLite file, bus, queries and typesetter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.services.commands.base import Actor
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.inventory import InventoryPage
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.tasks import Tasks
from ui.widgets import SessionMemory
from ui.workplace import Workplace

DATA = Path(__file__).parents[2] / "data"


class _Bridge(QObject):
    """From the committing thread to the UI's."""

    committed = Signal(object)


class Counter:
    """A counter with its page in a window of 1206 × 660, as the shell gives it at 1366 × 768."""

    def __init__(self, services: CounterServices, actor: Actor, tasks: Tasks) -> None:
        self.services, self.actor, self.tasks = services, actor, tasks
        self.pages: list[InventoryPage] = []
        self.hub = ChangeHub()
        self.errors = ErrorDesk(lambda _error: None)
        self.memory = SessionMemory()
        self.bridge = _Bridge()
        self.bridge.committed.connect(lambda changes: self.hub.publish(changes, changes.origin))
        services.listeners.append(self.bridge.committed.emit)
        self.work = Workplace(
            bus=services.bus,
            queries=services.queries,
            accounts=services.accounts,
            typesetter=services.typesetter,
            papers=services.folder.papers,
            tasks=tasks,
            changes=self.hub,
            errors=self.errors,
            memory=self.memory,
            sounds=Sounds(),
            actor=lambda: self.actor,
            printing=PrintRunner(services.print_desk, tasks),
            slip_papers=services.slip_papers(),
            attachments=services.attachments,
        )

    def page(self, qtbot: QtBot) -> InventoryPage:
        page = InventoryPage(self.work)
        self.pages.append(page)
        page.resize(1206, 660)
        page.show()
        page.shown()
        qtbot.waitUntil(lambda: page.assets.totals is not None)
        return page


@pytest.fixture
def counter(tmp_path: Path, qtbot: QtBot) -> Iterator[Counter]:
    with open_counter(tmp_path / "counter", create=True) as services:
        actor = set_up_counter(
            services,
            site_id="370883",
            site_name="邹城市公物仓",
            administrator="孟庆海",
            password="a long enough password",
        )
        tasks = Tasks()
        counter = Counter(services, actor, tasks)
        yield counter
        for page in counter.pages:  # before the drain: no timer of theirs may ask for work after it
            shiboken6.delete(page)
        assert tasks.drain()


@pytest.fixture
def page(counter: Counter, qtbot: QtBot) -> InventoryPage:
    return counter.page(qtbot)
