"""A counter behind the inbox, another PC of its site, and the city between them, all real and in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain.asset import Condition, Source
from app.domain.case import CaseKind
from app.domain.ids import new_id, organization_id, person_id
from app.domain.organization import Role
from app.services.commands.base import Actor
from app.services.commands.inventory import AmendAsset, IntakeItem, TakeIn
from app.services.commands.loans import ApproveRequest, HandOut, Returned, SubmitRequest, TakeBack, WithdrawRequest
from app.services.commands.setup import AddStaff, RegisterOrganization, RegisterPerson
from app.services.commands.transfers import TakeOver
from app.services.commands.vehicles import DispatchOut, SetVehicleCard
from app.services.operations import Operation, seal
from app.services.ports import Changes
from app.services.queries import CaseRow
from sync.client.cycle import sync_once
from sync.client.keys import DeviceKeys
from sync.client.line import CityLine, enrol
from sync.client.transport import HttpTransport
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CITY_SITE, OFFICE, CityWorld, Desk, WallClock, open_city
from ui.changes import ChangeHub
from ui.conflicts import ConflictsPage
from ui.errors import ErrorDesk
from ui.paper import PaperPreview
from ui.print_runner import PrintRunner
from ui.scanning import Sounds
from ui.tasks import Tasks
from ui.widgets import SessionMemory
from ui.workplace import Workplace

SITE = "370883"
OFFICE_ID = organization_id(OFFICE)


class Bridge(QObject):
    committed = Signal(object)


class World:
    """The counter of the window (`services`), a second PC of its site, and what happens between them."""

    def __init__(self, folder: Path, city: CityWorld, url: str, services: CounterServices, stack: ExitStack) -> None:
        self.city, self.services = city, services
        self.manager = Actor("manager", "赵主任", Role.MANAGER)
        self.clerk = Actor("clerk", "孙柜员", Role.CLERK)
        self.administrator = Actor(new_id(), "市管理员", Role.ADMINISTRATOR)
        self.actor = self.manager
        self._folder, self._url, self._stack = folder, url, stack
        keys = DeviceKeys(services.folder.root)
        enrol(services.replica, url, city.books.make_code(SITE), keys)
        device = services.replica.device()
        self._line = CityLine(HttpTransport(url, read=20), device, keys.private_key(device))
        stack.callback(self._line.close)
        self.told: Callable[[dict[str, frozenset[str]]], object] = lambda rows: None
        self.do(
            RegisterOrganization(OFFICE),
            *(RegisterPerson(OFFICE_ID, name) for name in ("张三", "李四")),
            AddStaff("zhao", "赵主任", Role.MANAGER, "manager"),
            AddStaff("sun", "孙柜员", Role.CLERK, "clerk"),
            actor=self._first(),
        )
        place = next(one for one in services.queries.warehouses() if one.name == "通用仓")
        self.warehouse = place.id
        self.do(TakeIn(OFFICE_ID, Source.IDLE, place.id, (IntakeItem("台式计算机", 3, value_fen=450_000),)))
        self.pieces = sorted(asset.id for asset in services.queries.find_assets("台式计算机"))
        self.sync()
        self.second = self._pc(2)

    def _first(self) -> Actor:
        (first,) = self.services.queries.staff()
        return Actor(first.id, first.name, first.role)

    def _pc(self, station: int) -> Desk:
        desk = Desk(self._folder / f"pc-{station}", SITE, "邹城市公物仓", station)
        self._stack.callback(desk.close)
        desk.actor = self.manager
        code = self.city.books.make_code(SITE)
        enrol(desk.replica, self._url, code, desk.keys)
        desk.connect(self._url)
        desk.sync()
        return desk

    def do(self, *commands: object, actor: Actor | None = None) -> Changes:
        return self.services.bus.execute(*commands, actor=actor or self.manager)  # type: ignore[arg-type]

    def sync(self) -> None:
        changed: list[dict[str, frozenset[str]]] = []
        sync_once(self.services.replica, self._line, changed.append)  # type: ignore[arg-type]
        for rows in changed:
            self.told(rows)

    def lend(self, piece: str, person: str) -> str:
        due = WallClock().today() + timedelta(days=30)
        return self.do(HandOut(OFFICE_ID, person_id(OFFICE_ID, person), (piece,), due)).documents[0]

    # Each makes one case that the counter of the window knows

    def double_handout(self, piece: int = 0) -> None:
        self.lend(self.pieces[piece], "张三")
        self.second.hand_out(self.pieces[piece], person="李四")
        self.sync()
        self.second.sync()
        self.sync()

    def two_trips(self) -> None:
        car = self.pieces[0]
        self.do(SetVehicleCard(car, "鲁H8A106"))
        self.sync()
        self.second.sync()
        for person, do in (("张三", self.do), ("李四", self.second.do)):
            do(DispatchOut(car, OFFICE_ID, person_id(OFFICE_ID, person), "子路", "公务", "曲阜", 10))
        self.sync()
        self.second.sync()
        self.sync()

    def hold_overtaken(self) -> None:
        person = person_id(OFFICE_ID, "张三")
        request = SubmitRequest(OFFICE_ID, person, (self.pieces[0],), WallClock().today(), "会议")
        self.do(request, ApproveRequest(request.request_id))
        self.second.hand_out(self.pieces[0], person="李四")
        self.sync()
        self.second.sync()
        self.sync()

    def custody_lost(self) -> None:
        town = Desk(self._folder / "town", CITY_SITE, "济宁市公物仓")
        self._stack.callback(town.close)
        town.open_site()
        enrol(town.replica, self._url, self.city.books.make_code(CITY_SITE), town.keys)
        town.connect(self._url)
        town.sync()
        take_over = TakeOver((self.pieces[0],), CITY_SITE, town.warehouse, "收归市级")
        self.city.books.carry_out(take_over, site_id=CITY_SITE, actor=self.administrator)
        self.lend(self.pieces[0], "李四")
        self.sync()

    def irregular(self) -> None:
        """Lent at the second PC on a request that was withdrawn at the first."""
        person = person_id(OFFICE_ID, "张三")
        request = SubmitRequest(OFFICE_ID, person, (self.pieces[0],), WallClock().today(), "会议")
        self.do(request, ApproveRequest(request.request_id))
        self.sync()
        self.second.sync()
        self.do(WithdrawRequest(request.request_id))
        self.sync()
        due = WallClock().today()
        self.second.do(HandOut(OFFICE_ID, person, (self.pieces[0],), due, request.request_id))
        self.second.sync()
        self.sync()

    def return_without_loan(self) -> None:
        self.second.do(TakeBack((Returned(self.pieces[0], without_loan=True),), "张三"))
        self.second.sync()
        self.sync()

    def unapplied(self) -> None:
        """Lent at the second PC, which has not heard that the piece came back damaged to the first."""
        self.lend(self.pieces[0], "张三")
        self.do(TakeBack((Returned(self.pieces[0], Condition.DAMAGED, "张三摔坏"),)))
        self.sync()
        self.second.hand_out(self.pieces[0], person="李四")
        self.second.sync()
        self.sync()

    def field_edit(self) -> None:
        self.do(AmendAsset(self.pieces[0], {"place": "一楼"}, {"place": ""}))
        self.second.do(AmendAsset(self.pieces[0], {"place": "二楼"}, {"place": ""}))
        self.sync()
        self.second.sync()
        self.sync()

    def quarantined(self) -> None:
        rows = [row for row in self.city.rows("received_operation") if row["device"] == self.services.replica.device()]
        dseq, prev = self.second.replica.head()
        row = max(rows, key=lambda row: int(str(row["dseq"])))
        last = Operation(**{name: row[name] for name in Operation.__struct_fields__})  # type: ignore[arg-type]
        strange = msgspec.structs.replace(
            last, device=self.second.device, dseq=dseq + 1, prev=prev, type="levitate", op_id=new_id(), body="{}"
        )
        self.city.books.accept(self.second.device, [seal(strange)])
        self.sync()

    def renumbered(self) -> Desk:
        """A third PC was set up as number 1 too, and took in two pieces before the city knew it."""
        third = Desk(self._folder / "pc-3", SITE, "邹城市公物仓", 1)
        self._stack.callback(third.close)
        third.open_site()
        third.take_in(2, "投影仪")
        enrol(third.replica, self._url, self.city.books.make_code(SITE), third.keys)
        third.connect(self._url)
        third.sync()
        self.sync()
        return third

    def make(self, kind: CaseKind) -> CaseRow:
        getattr(self, kind.value)()
        (case,) = self.services.queries.cases()
        assert case.kind is kind
        return case


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with ExitStack() as stack:
        city = stack.enter_context(open_city(None, tmp_path / "city"))
        server = stack.enter_context(EmbeddedServer(city.books))
        services = stack.enter_context(open_counter(tmp_path / "data", create=True))
        services.accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        set_up_counter(
            services, site_id=SITE, site_name="邹城市公物仓", administrator="周管理", password="correct horse"
        )
        yield World(tmp_path, city, server.url, services, stack)


@pytest.fixture
def work(world: World, tmp_path: Path) -> Iterator[Workplace]:
    services = world.services
    tasks, hub, bridge = Tasks(), ChangeHub(), Bridge()
    bridge.committed.connect(lambda changes: hub.publish(changes, changes.origin))
    services.listeners.append(bridge.committed.emit)
    world.told = lambda rows: hub.publish(Changes(rows))
    unforeseen: list[BaseException] = []

    def report(error: BaseException) -> None:
        unforeseen.append(error)

    yield Workplace(
        bus=services.bus,
        queries=services.queries,
        accounts=services.accounts,
        typesetter=services.typesetter,
        papers=tmp_path / "papers",
        tasks=tasks,
        changes=hub,
        errors=ErrorDesk(report),
        memory=SessionMemory(),
        sounds=Sounds(False),
        actor=lambda: world.actor,
        printing=PrintRunner(services.print_desk, tasks),
        slip_papers=services.slip_papers(),
    )
    assert tasks.drain()
    services.listeners.clear()
    assert not unforeseen


class Driver:
    """The inbox as a person uses it, by keys; waits for what is asked off the UI thread."""

    def __init__(self, page: ConflictsPage, work: Workplace, qtbot: QtBot) -> None:
        self.page, self.work, self.qtbot = page, work, qtbot
        self.said: list[tuple[str, str, Callable[[], object] | None]] = []
        page.said.connect(lambda *what: self.said.append(what))

    def settle(self) -> None:
        self.qtbot.wait(1)  # a reload begins with the next turn of the loop
        self.qtbot.waitUntil(lambda: not self.work.tasks.busy, timeout=20_000)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key, modifier)
        self.settle()

    def answer(self, digit: int, reason: str = "已打电话核实") -> None:
        """The digit, the reason, Ctrl+Enter; from the list."""
        self.page.list.setFocus()
        self.key(Qt.Key(Qt.Key.Key_0.value + digit))
        self.page.card.form.reason.setText(reason)
        self.carry_out()

    def carry_out(self) -> None:
        self.page.card.form.reason.setFocus()
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def slip(self) -> str:
        """Close the slip that is on the screen; returns its title."""
        self.qtbot.waitUntil(lambda: bool(self.page.findChildren(PaperPreview)), timeout=20_000)
        preview = self.page.findChildren(PaperPreview)[0]
        self.settle()
        title = preview.windowTitle()
        preview.reject()
        self.qtbot.waitUntil(lambda: not self.page.findChildren(PaperPreview))
        return title

    def rows(self) -> list[CaseRow]:
        return self.page.list.cases.rows

    def words(self) -> str:
        """All that the card says."""
        card = self.page.card
        parts = [*card.findChildren(QLabel), *card.findChildren(QAbstractButton)]
        return "\n".join(part.text() for part in parts if part.isVisible())


@pytest.fixture
def driver(work: Workplace, qtbot: QtBot) -> Driver:
    page = ConflictsPage(work)
    page.resize(1206, 668)
    qtbot.addWidget(page)
    page.show()
    found = Driver(page, work, qtbot)
    page.shown()
    found.settle()
    return found
