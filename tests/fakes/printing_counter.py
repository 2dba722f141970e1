"""A real counter with pieces to print labels of, a lent one among them, and a printer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain import ids
from app.domain.asset import Source
from app.domain.organization import Role
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.printing.devices import Language, Printer
from app.services.printing.jobs import ItemState, JobRow

TEMPLATE = "roll-50x30"
OFFICE = "城区防汛指挥部"
PASSWORD = "printed-once-1"


@dataclass
class PrintingCounter:
    """`pieces`: ids in the order of their tag numbers, `tags`."""

    services: CounterServices
    actor: Actor
    pieces: list[str]
    tags: list[str]
    reports: list[tuple[int, int]] = field(default_factory=list)

    @property
    def desk(self):
        return self.services.print_desk

    def printer(self, address: str, language: Language = Language.ZPL, **more: object) -> str:
        return self.desk.save_printer(Printer("", address, address, language, **more)).id

    def labels(self, printer: str, count: int | None = None, **more: object) -> str:
        return self.desk.add_labels(
            self.pieces[:count], template=TEMPLATE, printer_id=printer, actor=self.actor, **more
        )

    def run(self, job: str, cancelled=lambda: False) -> JobRow:
        return self.desk.run(job, lambda done, total: self.reports.append((done, total)), cancelled)

    def states(self, job: str) -> list[ItemState]:
        return [item.state for item in self.desk.items(job)]

    def run_sql(self, statement: str, *values: object) -> None:
        """What happened to the rows meanwhile."""
        with self.services.database.transaction() as connection:
            connection.exec_driver_sql(statement, values)

    def lend(self) -> str:
        """Hand out the first piece; the number of the slip."""
        office = ids.organization_id(OFFICE)
        person = ids.person_id(office, "孔令䶮")
        known = (RegisterOrganization(OFFICE), RegisterPerson(office, "孔令䶮"))
        lent = HandOut(office, person, (self.pieces[0],), date(2099, 1, 1))
        return self.services.bus.execute(*known, lent, actor=self.actor).documents[-1]


def fill(folder: Path, count: int) -> None:
    """Set up a counter with `count` pieces."""
    with open_counter(folder, create=True) as services:
        actor = set_up_counter(
            services, site_id="370883", site_name="邹城市公物仓", administrator="admin", password=PASSWORD
        )
        office = ids.organization_id(OFFICE)
        warehouse = services.queries.warehouses()[0].id
        item = IntakeItem("台式计算机", quantity=count, model="启天M450", value_fen=450_000)
        services.bus.execute(RegisterOrganization(OFFICE), TakeIn(office, Source.IDLE, warehouse, (item,)), actor=actor)


@contextmanager
def opened(folder: Path) -> Iterator[PrintingCounter]:
    with open_counter(folder) as services:
        actor = Actor(ids.staff_id("370883", "admin"), "admin", Role.ADMINISTRATOR)
        rows = sorted(services.queries.find_assets("台式", 100_000), key=lambda row: row.tag_number)
        yield PrintingCounter(services, actor, [row.id for row in rows], [row.tag_number for row in rows])
