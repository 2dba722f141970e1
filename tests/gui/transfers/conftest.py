"""Two counters of two sites with their windows, and the city between them, all real and in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pypdfium2
import pytest
import shiboken6
import zxingcpp
from argon2 import PasswordHasher
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain.asset import Source, Status
from app.domain.ids import organization_id, person_id
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.ports import Changes
from app.services.queries import AssetRow
from sync.client.cycle import sync_once
from sync.client.keys import DeviceKeys
from sync.client.line import CityLine, enrol
from sync.client.transport import HttpTransport
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import OFFICE, CityWorld, WallClock, open_city
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.paper import PaperPreview
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.tasks import Tasks
from ui.transfers import TransfersPage
from ui.widgets import SessionMemory
from ui.workplace import Workplace

SENDER, RECEIVER, THIRD = "370883", "370882", "370881"


class Bridge(QObject):
    committed = Signal(object)


class Counter:
    """A counter, its page in a window as the shell gives it at 1366 × 768, and its line to the city."""

    def __init__(self, services: CounterServices, actor: Actor, qtbot: QtBot, vault: ExitStack) -> None:
        self.services, self.actor, self._qtbot, self._vault = services, actor, qtbot, vault
        self.tasks = Tasks()
        self.hub = ChangeHub()
        self.errors = ErrorDesk(lambda error: None)
        self.bridge = Bridge()
        self.bridge.committed.connect(lambda changes: self.hub.publish(changes, changes.origin))
        services.listeners.append(self.bridge.committed.emit)
        self.work = Workplace(
            bus=services.bus,
            queries=services.queries,
            accounts=services.accounts,
            typesetter=services.typesetter,
            papers=services.folder.papers,
            tasks=self.tasks,
            changes=self.hub,
            errors=self.errors,
            memory=SessionMemory(),
            sounds=Sounds(enabled=False),
            actor=lambda: actor,
            printing=PrintRunner(services.print_desk, self.tasks),
            slip_papers=services.slip_papers(),
        )
        self.said: list[tuple[str, str, Callable[[], object] | None]] = []
        self.windows: list[QObject] = []
        self._line: CityLine | None = None

    def connect(self, city: CityWorld, url: str) -> None:
        keys = DeviceKeys(self.services.folder.root)
        station = self.services.database.station()
        enrol(self.services.replica, url, city.books.make_code(station.site_id), keys)
        device = self.services.replica.device()
        self._line = CityLine(HttpTransport(url, read=20), device, keys.private_key(device))
        self._vault.callback(self._line.close)

    def sync(self) -> None:
        assert self._line is not None
        changed: list[dict[str, frozenset[str]]] = []
        sync_once(self.services.replica, self._line, changed.append)  # type: ignore[arg-type]
        for rows in changed:
            self.hub.publish(Changes(rows))

    def do(self, *commands: object) -> Changes:
        return self.services.bus.execute(*commands, actor=self.actor)  # type: ignore[arg-type]

    def take_in(self, count: int, name: str = "台式计算机") -> list[AssetRow]:
        """Returns them in the order of their tags."""
        place = next(one for one in self.services.queries.warehouses() if one.name == "通用仓")
        before = {row.id for row in self.services.queries.find_assets(name, 500)}
        item = IntakeItem(name, count, value_fen=450_000)
        self.do(RegisterOrganization(OFFICE), TakeIn(organization_id(OFFICE), Source.IDLE, place.id, (item,)))
        found = self.services.queries.find_assets(name, 500)
        return sorted((row for row in found if row.id not in before), key=lambda row: row.tag_number)

    def lend(self, piece: AssetRow) -> None:
        office = organization_id(OFFICE)
        self.do(
            RegisterPerson(office, "张三"), HandOut(office, person_id(office, "张三"), (piece.id,), WallClock().today())
        )

    def status(self, piece: AssetRow) -> Status:
        (row,) = self.services.queries.assets([piece.id])
        return row.status

    def custody(self, piece: AssetRow) -> str:
        (row,) = self.services.queries.assets([piece.id])
        return row.custody

    def page(self) -> TransfersPage:
        page = TransfersPage(self.work)
        page.said.connect(lambda *said: self.said.append(said))
        self.windows.append(page)
        page.resize(1206, 660)
        page.show()
        page.shown()
        self.settle()
        return page

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.tasks.busy)

    def preview(self, page: TransfersPage) -> PaperPreview:
        self._qtbot.waitUntil(lambda: bool(page.findChildren(PaperPreview)), timeout=15_000)
        found: PaperPreview = page.findChildren(PaperPreview)[-1]
        self._qtbot.waitUntil(lambda: found.page_count() > 0, timeout=15_000)
        return found

    def paper(self, page: TransfersPage) -> tuple[list[str], int]:
        """Print the slip that is shown into a PDF; the signed codes that a scanner reads on it, and its pages."""
        preview = self.preview(page)
        path = self.services.folder.root / "printed.pdf"
        with self._qtbot.waitSignal(preview.saved):
            preview.save(path)
        preview.reject()
        document = pypdfium2.PdfDocument(path.read_bytes())
        codes = [
            found.text
            for number in range(len(document))
            for found in zxingcpp.read_barcodes(document[number].render(scale=200 / 72).to_pil())
            if found.text.startswith("GWCYK1")
        ]
        pages = len(document)
        document.close()
        return codes, pages

    def close(self) -> None:
        for window in self.windows:
            shiboken6.delete(window)
        assert self.tasks.drain()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CityWorld]:
    with open_city(None, tmp_path / "city") as world:
        yield world


@pytest.fixture
def counters(tmp_path: Path, city: CityWorld, qtbot: QtBot, chinese: object) -> Iterator[tuple[Counter, Counter]]:
    """The sender's and the receiver's, which know each other; what they do from here on is known once they sync."""
    with EmbeddedServer(city.books) as server, ExitStack() as stack:
        made = []
        for site, name, person in ((SENDER, "邹城市公物仓", "孟庆海"), (RECEIVER, "兖州区公物仓", "颜秀英")):
            services = stack.enter_context(open_counter(tmp_path / site, create=True))
            services.accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            actor = set_up_counter(
                services, site_id=site, site_name=name, administrator=person, password="a long enough password"
            )
            counter = Counter(services, actor, qtbot, stack)
            counter.connect(city, server.url)
            made.append(counter)
        for _again in range(2):
            for counter in made:
                counter.sync()
        yield made[0], made[1]
        for counter in made:
            counter.close()


@pytest.fixture
def sender(counters: tuple[Counter, Counter]) -> Counter:
    return counters[0]


@pytest.fixture
def receiver(counters: tuple[Counter, Counter]) -> Counter:
    return counters[1]
