"""A counter on a real file, its settings page, and an administration over the real services."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import CounterServices, city_keys, open_counter, set_up_counter
from app.courier import FileCourier
from app.domain.organization import Role
from app.services.commands.base import Actor
from app.services.commands.setup import AddStaff
from app.services.replica import Enrolment
from sync.client.line import LineDown, enrol
from sync.client.trust import Trust
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.first_run.trust import TrustFiles
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.settings import SettingsPage
from ui.tasks import Tasks
from ui.widgets import SessionMemory
from ui.workplace import Workplace

PASSWORD = "correct horse"


@dataclass
class Administration:
    """As the composition root gives it, without a line to the city."""

    services: CounterServices
    syncs: int = 0
    rows: list[dict[str, frozenset[str]]] = field(default_factory=list)
    applied: list[tuple[str, Any]] = field(default_factory=list)

    def set_password(self, staff_id: str, password: str) -> None:
        self.services.accounts.set_password(staff_id, password)

    def with_password(self, staff: Sequence[str]) -> frozenset[str]:
        credentials = self.services.accounts.credentials
        return frozenset(one for one in staff if credentials.get(one) is not None)

    def enrol(self, server: str, code: str, trust: TrustFiles) -> Enrolment:
        if "example" in server:
            raise LineDown("no such host")
        files = Trust(trust.ca, trust.certificate, trust.key)
        enrolment = enrol(self.services.replica, server, code, city_keys(self.services), files)
        files.keep(self.services.folder.root)
        return enrolment

    def authority(self) -> str:
        return Trust.kept(self.services.folder.root).authority()

    @property
    def courier(self) -> FileCourier:
        return FileCourier(self.services, self.rows.append)

    def sync_now(self) -> None:
        self.syncs += 1

    def load_categories(self, path: Path) -> int:
        return self.services.load_categories(path)

    def preference(self, key: str) -> Any:
        return self.services.settings.read(key)

    def set_preference(self, key: str, value: Any) -> None:
        self.services.settings.write(key, value)
        self.applied.append((key, value))


@dataclass
class Office:
    services: CounterServices
    work: Workplace
    administration: Administration
    actor: Actor


@pytest.fixture
def office(tmp_path: Path, chinese: object) -> Iterator[Office]:
    with open_counter(tmp_path / "data", create=True) as services:
        actor = set_up_counter(
            services, site_id="370883", site_name="邹城市公物仓", administrator="张丽华", password=PASSWORD
        )
        services.bus.execute(
            AddStaff("chenjie", "陈洁", Role.MANAGER), AddStaff("wangwu", "王五", Role.CLERK), actor=actor
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
            sounds=Sounds(False),
            actor=lambda: one.actor,
            printing=PrintRunner(services.print_desk, tasks),
            slip_papers=services.slip_papers(),
        )
        one = Office(services, work, Administration(services), actor)
        yield one
        assert tasks.drain()


@pytest.fixture
def page(qtbot, office: Office) -> SettingsPage:
    page = SettingsPage(office.work, administration=office.administration)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.shown()
    return page
