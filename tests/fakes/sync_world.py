"""Counters and a city to sync with each other: real files, real databases, real handlers."""

import json
import random
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, select

from app.domain.asset import Source, Status
from app.domain.ids import new_id, organization_id, person_id, warehouse_id
from app.domain.organization import Role, WarehouseKind
from app.persistence import city_tables, tables
from app.persistence.city import SqlCity
from app.persistence.city_feed import REFERENCE, is_pooled, scopes_of
from app.persistence.counter import CounterDatabase
from app.persistence.engine import server_engine, sqlite_engine
from app.persistence.journal import Journal
from app.persistence.replica import SqlReplica
from app.persistence.schema import migrate
from app.services.bus import Bus
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut, Returned, TakeBack
from app.services.commands.setup import AddWarehouse, OpenSite, RegisterOrganization, RegisterPerson
from app.services.commands.transfers import TakeOver
from app.services.operations import CHINA
from app.services.ports import Changes, Station
from sync.client.cycle import sync_once
from sync.client.keys import DeviceKeys
from sync.client.line import CityLine, enrol
from sync.client.report import SyncReport
from sync.client.transport import HttpTransport, LineDown, Reply, Transport

OFFICE = "教育和体育局"
CITY_SITE, COUNTY_SITE = "370800", "370883"


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(CHINA).date()


@lru_cache
def _empty_database() -> bytes:
    """A SQLite file of this version's schema: migrated once, then copied."""
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlite_engine(Path(folder) / "empty.db", writes=True)
        migrate(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        engine.dispose()
        return (Path(folder) / "empty.db").read_bytes()


@contextmanager
def open_city(url: str | None, folder: Path) -> "Iterator[CityWorld]":
    """A city on PostgreSQL, or where there is no URL on SQLite files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    if url is None:
        if not (folder / "city.db").exists():
            (folder / "city.db").write_bytes(_empty_database())
        writer = sqlite_engine(folder / "city.db", writes=True, searchable=False)
        reader = sqlite_engine(folder / "city.db", writes=False)
    else:
        writer = reader = server_engine(url)
        migrate(writer)
    try:
        yield CityWorld(SqlCity(writer, reader, folder), reader)
    finally:
        writer.dispose()
        reader.dispose()


@dataclass
class CityWorld:
    books: SqlCity
    engine: Engine

    def rows(self, kind: str) -> list[dict[str, object]]:
        table = {**tables.metadata.tables, **city_tables.metadata.tables}[kind]
        with self.engine.begin() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    def seen_by(self, site: str) -> dict[str, dict[str, dict[str, object]]]:
        """What a counter of that site is to hold: kind → id → row."""
        return self.seen_by_each((site,))[site]

    def seen_by_each(self, sites: Collection[str]) -> dict[str, dict[str, dict[str, dict[str, object]]]]:
        """The same for several sites."""
        members: dict[str, set[str]] = {}
        for row in self.rows("scope_member"):
            members.setdefault(str(row["id"]), set()).add(str(row["scope"]))
        seen: dict[str, dict[str, dict[str, dict[str, object]]]] = {site: {} for site in sites}
        for kind in (table.name for table in tables.ENTITIES.values()):
            for row in self.rows(kind):
                scopes = scopes_of(kind, row, members.get(str(row["id"]), set()))
                everywhere = is_pooled(kind, row) or REFERENCE in scopes
                for site, kinds in seen.items():
                    of_kind = kinds.setdefault(kind, {})
                    if everywhere or site in scopes:
                        of_kind[str(row["id"])] = bare(row)
            for kinds in seen.values():
                kinds.setdefault(kind, {})
        return seen


def bare(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in tables.OWN_COLUMNS}


@dataclass
class Desk:
    """A counter: its database and bus, and what a clerk does there."""

    folder: Path
    site: str
    name: str
    station: int = 1
    device: str = field(default_factory=new_id)
    actor: Actor = field(default_factory=lambda: Actor(new_id(), "孔令辉", Role.MANAGER))

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / "counter.db").exists():
            (self.folder / "counter.db").write_bytes(_empty_database())
        self.writer = sqlite_engine(self.folder / "counter.db", writes=True)
        self.reader = sqlite_engine(self.folder / "counter.db", writes=False)
        self.database = CounterDatabase(self.writer, Journal(self.folder / "journal"), reader=self.reader)
        self.database.set_up(self.device, Station(self.site, self.station))
        self.bus = Bus(self.database, WallClock())
        self.replica = SqlReplica(self.database)
        self.keys = DeviceKeys(self.folder)
        self.bad_line: BadLine
        self.line: CityLine
        self.warehouse = ""

    def close(self) -> None:
        if hasattr(self, "line"):
            self.line.close()
        self.reader.dispose()
        self.writer.dispose()

    def do(self, *commands: object) -> Changes:
        return self.bus.execute(*commands, actor=self.actor)  # type: ignore[arg-type]

    def open_site(self) -> None:
        admin = Actor(new_id(), "管理员", Role.ADMINISTRATOR)
        self.bus.execute(OpenSite(self.site, self.name), AddWarehouse(WarehouseKind.GENERAL, "通用仓"), actor=admin)
        self.warehouse = warehouse_id(self.site, "通用仓")

    def meet(self, person: str, office: str = OFFICE) -> None:
        self.do(RegisterOrganization(office), RegisterPerson(organization_id(office), person))

    def take_in(self, count: int, name: str = "台式计算机") -> list[str]:
        before = set(self.all("asset"))
        self.do(
            RegisterOrganization(OFFICE),
            TakeIn(organization_id(OFFICE), Source.IDLE, self.warehouse, (IntakeItem(name, count, value_fen=450000),)),
        )
        return sorted(set(self.all("asset")) - before)

    def hand_out(self, *assets: str, person: str = "张三") -> str:
        """Returns the loan's id."""
        self.meet(person)
        due = WallClock().today() + timedelta(days=30)
        office = organization_id(OFFICE)
        command = HandOut(office, person_id(office, person), assets, due)
        self.do(command)
        return command.loan_id

    def take_back(self, *assets: str) -> None:
        self.do(TakeBack(tuple(Returned(asset) for asset in assets)))

    def enrol(self, city: CityWorld, url: str) -> None:
        enrol(self.replica, url, city.books.make_code(self.site), self.keys)
        self.connect(url)

    def connect(self, url: str) -> None:
        self.bad_line = BadLine(HttpTransport(url, read=20))
        self.line = CityLine(self.bad_line, self.device, self.keys.private_key(self.device))

    def sync(self) -> SyncReport:
        return sync_once(self.replica, self.line)

    def sync_through(self, attempts: int = 1000) -> int:
        """Sync again and again over a bad line until a cycle ends well. Returns how many ended badly."""
        for failed in range(attempts):
            try:
                self.sync()
            except LineDown:
                continue
            return failed
        raise AssertionError("the line never let a whole cycle through")

    def all(self, kind: str) -> dict[str, dict[str, object]]:
        table = tables.metadata.tables[kind]
        key = "id" if "id" in table.c else "dseq" if "dseq" in table.c else "name"
        with self.database.transaction() as connection:
            return {str(row[key]): dict(row) for row in connection.execute(select(table)).mappings()}

    def holds(self) -> dict[str, dict[str, dict[str, object]]]:
        """kind → id → row, as CityWorld.seen_by gives it."""
        return {
            table.name: {id: bare(row) for id, row in self.all(table.name).items()}
            for table in tables.ENTITIES.values()
        }

    def unconfirmed(self) -> list[str]:
        return [
            f"{table.name} {id}"
            for table in tables.ENTITIES.values()
            for id, row in self.all(table.name).items()
            if row["dirty"] is not None
        ] + [f"shadow {id}" for id in self.all("shadow")]

    def status(self, asset: str) -> Status:
        return Status(str(self.all("asset")[asset]["status"]))


class BadLine:
    """A transport that loses requests before they arrive, or answers after the city has acted."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.chance = random.Random(0)
        self.rate = 0.0  # share of requests that are lost, half of them before
        self.cut_at: int | None = None  # number of the one request to lose, from 0
        self.after = False  # whether the city gets that request
        self.down = False
        self.requests = 0

    def send(
        self, method: str, path: str, body: bytes = b"", *, headers: Mapping[str, str], query: Mapping[str, str | int]
    ) -> Reply:
        number, self.requests = self.requests, self.requests + 1
        lost, after = self.chance.random() < self.rate, self.chance.random() < 0.5
        if number == self.cut_at:
            lost, after = True, self.after
        if self.down or (lost and not after):
            raise LineDown("cut before")
        reply = self._inner.send(method, path, body, headers=headers, query=query)
        if lost:
            raise LineDown("cut after")
        return reply

    def close(self) -> None:
        self._inner.close()


MakeDesk = Callable[..., Desk]


def assert_same_books(city: CityWorld, *desks: Desk) -> None:
    """Every counter holds what the city says it should, to the field, and waits for nothing."""
    for desk in desks:
        assert desk.unconfirmed() == []
        assert desk.holds() == city.seen_by(desk.site)
        assert all(row["outcome"] for row in desk.all("operation").values())
        operations = {row["op_id"]: row["hash"] for row in desk.all("operation").values()}
        received = {
            row["op_id"]: row["hash"] for row in city.rows("received_operation") if row["device"] == desk.device
        }
        assert received == operations, "every operation is at the city exactly once"


ADMINISTRATOR = Actor(new_id(), "管理员", Role.ADMINISTRATOR)


def sync_all(*desks: Desk) -> None:
    """Twice, so that each has heard of what the others told."""
    for it in (*desks, *desks):
        it.sync()


def told(city: CityWorld) -> list[tuple[str, str]]:
    """(kind, code of the reason) of each open case."""
    return [(case.kind, json.loads(case.reason)["code"]) for case in city.books.cases()]


def take_over(city: CityWorld, town: Desk, *pieces: str) -> None:
    """The city gives them to that counter's site."""
    command = TakeOver(pieces, town.site, town.warehouse, "调走")
    city.books.carry_out(command, site_id=town.site, actor=ADMINISTRATOR)
