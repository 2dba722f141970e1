"""A counter in memory with a site, its warehouses and people to act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from app.domain import ids
from app.domain.asset import Asset, Source
from app.domain.organization import Role, WarehouseKind
from app.services.bus import Bus
from app.services.commands.base import Actor, Command
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.commands.setup import AddWarehouse, OpenSite, RegisterOrganization, RegisterPerson
from app.services.ports import Changes
from tests.fakes.unit_of_work import FakeClock, FakeCounter

OFFICE = "市教育局"
OFFICE_ID = ids.organization_id(OFFICE)
ZHANG, LI = (ids.person_id(OFFICE_ID, name) for name in ("张三", "李四"))


@dataclass
class Desk:
    """One counter, with shorthands for what a test does at it."""

    counter: FakeCounter = field(default_factory=FakeCounter)
    clock: FakeClock = field(default_factory=FakeClock)
    clerk: Actor = field(default_factory=lambda: Actor("c", "王柜员", Role.CLERK))
    manager: Actor = field(default_factory=lambda: Actor("m", "赵主任", Role.MANAGER))
    administrator: Actor = field(default_factory=lambda: Actor("a", "管理员", Role.ADMINISTRATOR))

    def __post_init__(self) -> None:
        self.bus = Bus(self.counter, self.clock)
        self.do(
            OpenSite("370883", "邹城市公物仓"),
            *(AddWarehouse(kind, kind.value, kind.value) for kind in WarehouseKind),
            RegisterOrganization(OFFICE),
            RegisterPerson(OFFICE_ID, "张三"),
            RegisterPerson(OFFICE_ID, "李四"),
            actor=self.administrator,
        )

    @property
    def due(self) -> date:
        return self.clock.today() + timedelta(days=30)

    def do(self, *commands: Command, actor: Actor | None = None) -> Changes:
        return self.bus.execute(*commands, actor=actor or self.manager)

    def stock(self, count: int, warehouse: str = "general") -> list[str]:
        """Ids of that many new pieces."""
        before = set(self.counter.state["assets"])
        self.do(TakeIn(OFFICE_ID, Source.IDLE, warehouse, (IntakeItem("台式计算机", count, value_fen=500_000),)))
        return sorted(set(self.counter.state["assets"]) - before)

    def lend(self, *asset_ids: str, person: str = ZHANG, request: str | None = None) -> str:
        """The id of the new loan."""
        command = HandOut(OFFICE_ID, person, asset_ids, self.due, request_id=request)
        self.do(command)
        return command.loan_id

    def asset(self, id: str) -> Asset:
        return self.counter.state["assets"][id]


@pytest.fixture
def desk() -> Desk:
    return Desk()
