"""A counter on a real file with five cars: here, out, overdue, and with papers that run out or have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.clock import SystemClock
from app.domain import ids
from app.domain.asset import Source
from app.domain.organization import WarehouseKind
from app.domain.vehicle import VehicleUse
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard
from app.services.operations import CHINA
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.tasks import Tasks
from ui.vehicle_pool import VehiclePoolPage
from ui.widgets import SessionMemory
from ui.workplace import Workplace

OFFICE = "济宁市机关事务服务中心"
HERE, OUT, OVERDUE, EXPIRED, SOON = "鲁H8A106", "鲁HM2755", "鲁HD60381", "鲁H62K19", "鲁HQ0527"


class SetClock(SystemClock):
    """The real clock, moved by what a test says."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead

    def today(self) -> date:
        return self.now().astimezone(CHINA).date()


class Bridge(QObject):
    """From the database worker to the UI thread, as the composition root has it."""

    committed = Signal(object)


@dataclass
class Counter:
    services: CounterServices
    actor: Actor
    clock: SetClock

    def do(self, *commands: object) -> object:
        return self.services.bus.execute(*commands, actor=self.actor)  # type: ignore[arg-type]

    def car(self, plate: str) -> object:
        return next((car for car in self.services.queries.vehicles() if car.plate == plate), None)

    def dispatch(self, plate: str, *, user: str = "赵敏", planned: timedelta | None = None, km: int = 0) -> DispatchOut:
        car = self.car(plate)
        organization = ids.organization_id(OFFICE)
        out = DispatchOut(
            car.asset_id,
            organization,
            ids.person_id(organization, user),
            "王建国",
            "应急保障",
            "济宁—邹城—济宁",
            car.odometer_km + km,
            self.clock.now() + planned if planned else None,
        )
        self.do(RegisterOrganization(OFFICE), RegisterPerson(organization, user), out)
        return out


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    clock = SetClock()
    with open_counter(tmp_path / "data", clock=clock, create=True) as services:
        actor = set_up_counter(
            services, site_id="370883", site_name="邹城市公物仓", administrator="张丽华", password="correct horse"
        )
        one = Counter(services, actor, clock)
        _fill(one)
        yield one


def _fill(counter: Counter) -> None:
    today = counter.clock.today()
    warehouse = next(w for w in counter.services.queries.warehouses() if w.kind is WarehouseKind.GENERAL)
    cars = [
        (HERE, "轿车", 5, 52_310, 300, 320),
        (OUT, "商务车", 7, 88_470, 200, 90),
        (OVERDUE, "新能源轿车", 5, 14_220, 250, 250),
        (EXPIRED, "越野车", 5, 131_050, -12, 100),
        (SOON, "轿车", 5, 61_300, 12, 25),
    ]
    intake = TakeIn(
        ids.organization_id(OFFICE),
        Source.OVER_STANDARD,
        warehouse.id,
        (
            *(IntakeItem(name, 1, 2022, "A02030500", unit="辆", place="地下车库 B1") for _, name, *_ in cars),
            IntakeItem("办公桌"),
        ),
    )
    counter.do(RegisterOrganization(OFFICE), intake)
    for asset_id, (plate, _name, seats, km, inspection, insurance) in zip(
        ids.piece_ids(intake.first_asset_id, len(cars)), cars, strict=True
    ):
        counter.do(
            SetVehicleCard(
                asset_id,
                plate,
                vin="1M8GDM9AXKP042788",
                engine_number="EA211-448812",
                displacement_ml=1_800,
                seats=seats,
                use=VehicleUse.EMERGENCY,
                energy="汽油",
                inspection_until=today + timedelta(days=inspection),
                insurance_until=today + timedelta(days=insurance),
                odometer_km=km,
                keys=2,
            )
        )
    clock = counter.clock
    for hours, plate, km in ((-30, HERE, 88), (-27, OUT, 41), (-7, HERE, 36)):
        clock.ahead = timedelta(hours=hours)
        out = counter.dispatch(plate, planned=timedelta(hours=3))
        clock.ahead = timedelta(hours=hours + 2)
        counter.do(DispatchIn(out.dispatch_id, out.odometer_km + km))
    clock.ahead = timedelta(hours=-6)
    counter.dispatch(OVERDUE, user="周国强", planned=timedelta(hours=4))
    clock.ahead = timedelta(hours=-2)
    counter.dispatch(OUT, planned=timedelta(hours=5))
    clock.ahead = timedelta()


@pytest.fixture
def work(counter: Counter, chinese: object) -> Iterator[Workplace]:
    tasks, changes, bridge = Tasks(), ChangeHub(), Bridge()
    services = counter.services
    services.listeners.append(bridge.committed.emit)
    bridge.committed.connect(lambda done: changes.publish(done, done.origin))
    yield Workplace(
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
        actor=lambda: counter.actor,
        printing=PrintRunner(services.print_desk, tasks),
        slip_papers=services.slip_papers(),
    )
    services.listeners.clear()
    assert tasks.drain()


@pytest.fixture
def page(qtbot, work: Workplace) -> VehiclePoolPage:
    page = VehiclePoolPage(work)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: len(page.pool.cars) == 5)
    return page
