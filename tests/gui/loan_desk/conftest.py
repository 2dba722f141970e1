"""A real counter on a SQLite file behind the loan desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain import ids
from app.domain.asset import Source
from app.domain.organization import Role
from app.services.commands.base import Actor, Command
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.commands.setup import AddStaff, RegisterOrganization, RegisterPerson
from app.services.operations import CHINA
from app.services.ports import Changes
from app.services.queries import AssetRow
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.loan_desk import LoanDeskPage
from ui.paper import PaperPreview
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.tasks import Tasks
from ui.widgets import ScanRow, SessionMemory
from ui.workplace import Workplace

OFFICE, ARCHIVE = "市教育局", "县档案馆"
OFFICE_ID, ARCHIVE_ID = ids.organization_id(OFFICE), ids.organization_id(ARCHIVE)
ZHANG, LI, WANG = ids.person_id(OFFICE_ID, "张三"), ids.person_id(OFFICE_ID, "李四"), ids.person_id(ARCHIVE_ID, "王㛃")


class MovingClock:
    """Real but for the days a test lets pass."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def today(self) -> date:
        return self.now().astimezone(CHINA).date()


class Bridge(QObject):
    committed = Signal(object)


class Counter:
    """The open counter, the people at it and what a test does behind the page's back."""

    def __init__(self, services: CounterServices, administrator: Actor, clock: MovingClock) -> None:
        self.services, self.administrator, self.clock = services, administrator, clock
        self.manager = Actor("manager", "赵主任", Role.MANAGER)
        self.clerk = Actor("clerk", "孙柜员", Role.CLERK)
        self.actor = self.manager
        self.do(
            RegisterOrganization(OFFICE),
            RegisterOrganization(ARCHIVE),
            RegisterPerson(OFFICE_ID, "张三", "13800000000"),
            RegisterPerson(OFFICE_ID, "李四"),
            RegisterPerson(ARCHIVE_ID, "王㛃"),
            AddStaff("zhao", "赵主任", Role.MANAGER, "manager"),
            AddStaff("sun", "孙柜员", Role.CLERK, "clerk"),
        )

    def do(self, *commands: Command, actor: Actor | None = None) -> Changes:
        return self.services.bus.execute(*commands, actor=actor or self.administrator)

    def stock(
        self, name: str = "台式计算机", count: int = 1, *, warehouse: str = "通用仓", **more: object
    ) -> list[AssetRow]:
        """New pieces, by tag number."""
        place = next(one for one in self.services.queries.warehouses() if one.name == warehouse)
        item = IntakeItem(name, count, **{"value_fen": 450_000, "place": "A 架 2 层", "unit": "台", **more})
        before = {one.id for one in self.services.queries.find_assets(name, 1000)}
        self.do(TakeIn(OFFICE_ID, Source.IDLE, place.id, (item,)))
        found = [one for one in self.services.queries.find_assets(name, 1000) if one.id not in before]
        return sorted(found, key=lambda one: one.tag_number)

    def lend(self, *assets: AssetRow, person: str = ZHANG, organization: str = OFFICE_ID, days: int = 30) -> str:
        """The id of the new loan."""
        due = self.clock.today() + timedelta(days=days)
        command = HandOut(organization, person, tuple(one.id for one in assets), due, reason="会议")
        self.do(command)
        return command.loan_id

    def row(self, asset: AssetRow) -> AssetRow:
        """The asset as it is now."""
        return self.services.queries.assets([asset.id])[0]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    clock = MovingClock()
    with open_counter(tmp_path / "data", create=True, clock=clock) as services:
        services.accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        administrator = set_up_counter(
            services, site_id="370883", site_name="邹城市公物仓", administrator="周管理", password="correct horse"
        )
        yield Counter(services, administrator, clock)


@pytest.fixture
def work(counter: Counter, tmp_path: Path) -> Iterator[Workplace]:
    services = counter.services
    tasks, hub, bridge = Tasks(), ChangeHub(), Bridge()
    bridge.committed.connect(lambda changes: hub.publish(changes, changes.origin))
    services.listeners.append(bridge.committed.emit)
    unforeseen: list[BaseException] = []

    def report(error: BaseException) -> None:
        unforeseen.append(error)

    yield Workplace(
        bus=services.bus,
        queries=services.queries,
        accounts=services.accounts,
        typesetter=services.typesetter,
        papers=services.folder.papers,
        tasks=tasks,
        changes=hub,
        errors=ErrorDesk(report),
        memory=SessionMemory(),
        sounds=Sounds(False),
        actor=lambda: counter.actor,
        printing=PrintRunner(services.print_desk, tasks),
        slip_papers=services.slip_papers(),
        attachments=services.attachments,
    )
    assert tasks.drain()
    services.listeners.clear()
    assert not unforeseen


class Driver:
    """The page as a person at the desk uses it; waits for what is asked off the UI thread."""

    def __init__(self, page: LoanDeskPage, work: Workplace, qtbot: QtBot) -> None:
        self.page, self.work, self.qtbot = page, work, qtbot
        self.said: list[tuple[str, str, Callable[[], object] | None]] = []
        page.said.connect(lambda *what: self.said.append(what))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.work.tasks.busy, timeout=15_000)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.page.take_scan(text)
            self.settle()

    def rows(self) -> list[ScanRow]:
        """Of the log in sight, newest first."""
        log = (self.page.take_back if self.page.mode() == "take_back" else self.page.hand_out).scans.log()
        return [log.get(log.number_at(place)) for place in range(log.rowCount())]

    def agree(self) -> str:
        """Accept the summary, wait for the slip's preview and close it; returns the slip's number."""
        desk = self.page.take_back if self.page.mode() == "take_back" else self.page.hand_out
        assert desk.summary is not None
        desk.summary.try_accept()
        self.settle()
        self.qtbot.waitUntil(lambda: bool(self.page.findChildren(PaperPreview)), timeout=15_000)
        preview = self.page.findChildren(PaperPreview)[0]
        self.settle()
        number = preview.windowTitle().split()[-1]
        preview.reject()
        self.qtbot.waitUntil(lambda: not self.page.findChildren(PaperPreview))
        return number

    def undo(self) -> None:
        undo = self.said[-1][2]
        assert undo is not None
        undo()
        self.settle()


@pytest.fixture
def driver(work: Workplace, qtbot: QtBot) -> Driver:
    page = LoanDeskPage(work)
    page.resize(1200, 660)
    qtbot.addWidget(page)
    page.show()
    found = Driver(page, work, qtbot)
    page.shown()
    found.settle()
    return found
