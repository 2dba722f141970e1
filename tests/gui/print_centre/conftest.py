"""The print centre on a real counter: its own database, the real print desk, printers that are files and sockets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from argon2 import PasswordHasher
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain.asset import Source
from app.domain.ids import organization_id
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization
from app.services.printing.devices import Language, Printer
from app.services.printing.jobs import JobRow
from tests.fakes.printer import LabelPrinter
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.print_centre import PrintCentrePage
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.tasks import Tasks
from ui.widgets import Button, SessionMemory
from ui.workplace import Workplace

ROLL, SHEET = "roll-60x40", "a4-24-64x34"
OFFICE = "邹城市交通运输局"


class Counter:
    """Pieces to label, and windows as the shell gives them at 1366 × 768."""

    def __init__(self, services: CounterServices, actor: Actor, qtbot: QtBot, folder: Path) -> None:
        self.services, self.actor, self.qtbot, self.folder = services, actor, qtbot, folder
        self.desk = services.print_desk
        self.tasks = Tasks()
        self.errors = ErrorDesk(lambda error: None)
        self.runner = PrintRunner(self.desk, self.tasks)
        self.memory = SessionMemory()
        self.work = Workplace(
            bus=services.bus,
            queries=services.queries,
            accounts=services.accounts,
            typesetter=services.typesetter,
            papers=services.folder.papers,
            tasks=self.tasks,
            changes=ChangeHub(),
            errors=self.errors,
            memory=self.memory,
            sounds=Sounds(enabled=False),
            actor=lambda: actor,
            printing=self.runner,
            slip_papers=services.slip_papers(),
        )
        self.said: list[tuple[str, str]] = []
        self.windows: list[QWidget] = []
        self.number = ""

    def take_in(self, count: int) -> list[str]:
        """Ids in the order of their tags; the slip's number is kept in `number`."""
        place = next(one for one in self.services.queries.warehouses() if one.name == "通用仓")
        item = IntakeItem("台式计算机", count, value_fen=450_000)
        command = TakeIn(organization_id(OFFICE), Source.IDLE, place.id, (item,))
        changes = self.services.bus.execute(RegisterOrganization(OFFICE), command, actor=self.actor)
        self.number = changes.documents[-1]
        return sorted(changes.of("asset"))

    def printer(self, address: str, language: Language = Language.ZPL, template: str = ROLL, **more: object) -> Printer:
        name = f"打印机 {len(self.desk.printers()) + 1}"
        return self.desk.save_printer(Printer("", name, address, language, template=template, **more))  # type: ignore[arg-type]

    def file_printer(self, **more: object) -> tuple[Printer, Path]:
        path = self.folder / "labels.zpl"
        return self.printer(f"file:{path}", **more), path

    def office(self) -> tuple[Printer, Path]:
        path = self.folder / "pages.pdf"
        return self.printer(f"file:{path}", Language.PDF, ""), path

    def labels(self, ids: list[str], printer: Printer) -> str:
        return self.desk.add_labels(ids, template=ROLL, printer_id=printer.id, actor=self.actor)

    def run(self, job_id: str) -> JobRow:
        return self.desk.run(job_id, lambda done, total: None, lambda: False)

    def page(self) -> PrintCentrePage:
        page = PrintCentrePage(self.work)
        page.said.connect(lambda text, meaning, _undo: self.said.append((text, meaning)))
        self.show(page)
        page.shown()
        self.settle()
        return page

    def show(self, window: QWidget) -> None:
        self.windows.append(window)
        window.resize(1206, 660)
        window.show()

    def settle(self) -> None:
        self.until(lambda: not self.tasks.busy)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=15_000)

    def button(self, window: QWidget, words: str) -> Button:
        """The visible button whose words begin so; waits for it."""

        def found() -> list[Button]:
            buttons = window.findChildren(Button)
            return [one for one in buttons if one.accessibleName().startswith(words) and one.isVisible()]

        self.until(lambda: len(found()) == 1)
        return found()[0]

    def came_out(self, printer: LabelPrinter, count: int) -> None:
        self.until(lambda: len(printer.labels) >= count)

    def close(self) -> None:
        self.runner.close()
        for window in self.windows:
            shiboken6.delete(window)
        assert self.tasks.drain()


@pytest.fixture
def counter(tmp_path: Path, qtbot: QtBot, chinese: object) -> Iterator[Counter]:
    with open_counter(tmp_path / "counter", create=True) as services:
        services.accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        actor = set_up_counter(
            services,
            site_id="370883",
            site_name="邹城市公物仓",
            administrator="孟庆海",
            password="a long enough password",
        )
        counter = Counter(services, actor, qtbot, tmp_path)
        yield counter
        counter.close()


@pytest.fixture
def label_printer() -> Iterator[LabelPrinter]:
    with LabelPrinter() as printer:
        yield printer
