"""A counter on a real file with a history of sync, its sync centre, and a steering over the real services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain import ids
from app.domain.asset import Source
from app.domain.organization import WarehouseKind
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.replica import Cycle, Enrolment
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.shell import ShellState
from ui.sync_centre import Machine, SyncCentrePage
from ui.tasks import Tasks
from ui.widgets import SessionMemory
from ui.workplace import Workplace

OFFICE = "邹城市教育和体育局"


@dataclass
class Steering:
    """As the composition root gives it, without a sync thread."""

    services: CounterServices
    syncs: int = 0
    free: int = 80 * 2**30

    def sync_now(self) -> None:
        self.syncs += 1

    def pause(self) -> None:
        self.services.replica.set_paused(True)

    def resume(self) -> None:
        self.services.replica.set_paused(False)

    def machine(self) -> Machine:
        journal = self.services.folder.journal
        return Machine(self.free, journal.stat().st_size, self.services.database.journal_behind)


@dataclass
class Office:
    services: CounterServices
    work: Workplace
    steering: Steering
    state: ShellState
    actor: Actor

    def do(self, *commands: object) -> object:
        return self.services.bus.execute(*commands, actor=self.actor)  # type: ignore[arg-type]

    def enrol(self) -> None:
        self.services.replica.enrol(Enrolment("https://gwc.jining.gov.cn", 2))

    def note(self, ago: timedelta, seconds: float = 1.0, **facts: object) -> None:
        self.services.replica.note_cycle(Cycle(datetime.now(UTC) - ago, seconds, **facts))  # type: ignore[arg-type]

    def lend_two_of_three(self) -> None:
        """Take in three computers and hand out two, each as operations that wait."""
        organization = ids.organization_id(OFFICE)
        self.do(RegisterOrganization(OFFICE), RegisterPerson(organization, "张三"))
        warehouse = next(w for w in self.services.queries.warehouses() if w.kind is WarehouseKind.GENERAL)
        item = IntakeItem("台式计算机", 3, value_fen=450000)
        self.do(TakeIn(organization, Source.IDLE, warehouse.id, (item,)))
        assets = [row.id for row in self.services.queries.find_assets("台式计算机")]
        due = self.services.clock.today() + timedelta(days=30)
        self.do(HandOut(organization, ids.person_id(organization, "张三"), tuple(assets[:2]), due))

    def a_fortnight(self) -> None:
        """Days of sending and receiving, a night without the line, and a refusal an hour ago."""
        for day in range(13, 0, -1):
            at = timedelta(days=day)
            kinds = {"asset": 40 * day, "loan": 7, "loan_line": 12, "request": 3}
            self.note(
                at,
                1.6,
                pushed=30 + 9 * day % 40,
                pulled=sum(kinds.values()),
                sent_bytes=6_000,
                received_bytes=30_000 * day,
                kinds=kinds,
                clock_ahead=1.0,
            )
        for minutes in range(0, 9 * 60, 5):
            self.note(timedelta(days=3) - timedelta(minutes=minutes), 5.0, fault="sync.unreachable")
        self.services.replica.synced()


@pytest.fixture
def office(tmp_path: Path, chinese: object) -> Iterator[Office]:
    with open_counter(tmp_path / "data", create=True) as services:
        actor = set_up_counter(
            services, site_id="370883", site_name="邹城市公物仓", administrator="张丽华", password="correct horse"
        )
        tasks = Tasks()
        changes = ChangeHub()
        work = Workplace(
            bus=services.bus,
            queries=services.queries,
            accounts=services.accounts,
            typesetter=services.typesetter,
            papers=services.folder.papers,
            tasks=tasks,
            changes=changes,
            errors=ErrorDesk(lambda error: None),
            memory=SessionMemory(),
            sounds=Sounds(enabled=False),
            actor=lambda: actor,
            printing=PrintRunner(services.print_desk, tasks),
            slip_papers=services.slip_papers(),
        )
        yield Office(services, work, Steering(services), ShellState(), actor)
        assert tasks.drain()


@pytest.fixture
def page(office: Office, qtbot: object) -> SyncCentrePage:
    page = SyncCentrePage(office.work, office.steering, office.state)
    qtbot.addWidget(page)  # type: ignore[attr-defined]
    page.resize(1174, 620)
    page.show()
    return page
