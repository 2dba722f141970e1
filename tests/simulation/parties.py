"""The parties of a simulation: counters and the city, each its own files, and how they lose power and come back."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.domain.organization import Role
from app.persistence.city import SqlCity
from app.persistence.counter import CounterDatabase
from app.persistence.replica import SqlReplica
from app.services.bus import Bus
from app.services.city import Fork
from app.services.commands.base import Actor, Command
from app.services.ports import Changes, Station
from app.services.replica import Enrolment
from sync.client.cycle import SyncReport, sync_once
from sync.client.keys import DeviceKeys
from sync.client.line import CityLine, CityRefused
from sync.client.transport import LineDown
from sync.server.app import city_app
from sync.server.call import Service
from sync.server.metrics import Metrics
from sync.server.throttle import Admission, Rates
from tests.simulation.clock import VirtualTime
from tests.simulation.line import URL, Answer, Fault, Loop, Sent, Wire, WiredTransport
from tests.simulation.power import FailingJournal, Picture, PowerCut, engine_of, picture, power_of, put_back

_ANY_NUMBER = Rates(enrolments=10**9, sessions=0, requests=0, address=0)
CLERK = Actor("staff-of-every-site", "孔令辉", Role.ADMINISTRATOR)
Rows = list[tuple[Any, ...]]


@lru_cache
def _metrics() -> Metrics:
    return Metrics()


class Files:
    """A folder with one database, read past SQLAlchemy: what looks at it must not cost more than what works on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def rows(self, sql: str, *values: object) -> Rows:
        return self._connected().execute(sql, values).fetchall()

    def whole(self, kind: str) -> list[dict[str, Any]]:
        """Every row of a table."""
        cursor = self._connected().execute(f"SELECT * FROM {kind}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def let_go(self) -> None:
        """Before the files are exchanged."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            # A city that loses its power while it is asked is put back by the thread that asks.
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        return self._connection


class City(Files):
    """The city server: its database file, and the application that answers."""

    def __init__(self, folder: Path, time: VirtualTime, loop: Loop, files: Picture) -> None:
        super().__init__(folder / "city.db")
        self.folder, self.time, self.loop = folder, time, loop
        self.power = power_of(folder)
        self.deaths = 0
        self._writer = engine_of(folder / "city.db", writes=True, searchable=False)
        self._reader = engine_of(folder / "city.db", writes=False)
        self.put_back(files)

    def put_back(self, files: Picture) -> None:
        """Start on these files."""
        self.close()
        put_back(self.folder, files)
        with self.time.read_with(dt.timedelta()):
            self.books = SqlCity(self._writer, self._reader, self.folder)
        self._app = city_app(Service(self.books, _metrics(), Admission(_ANY_NUMBER)))

    def close(self) -> None:
        self.power.left = None
        self.let_go()
        self._writer.dispose()
        self._reader.dispose()

    def copy(self) -> Picture:
        """A backup as an administrator takes one: nothing is being written."""
        return picture(self.folder)

    def serve(self, sent: Sent) -> Answer:
        with self.time.read_with(dt.timedelta()):
            try:
                return self.loop.serve(self._app, sent)
            except PowerCut:
                self.deaths += 1
                self.put_back(self.power.files)
                return Answer(502, [(b"content-type", b"text/html")], b"<html>bad gateway</html>")

    @contextmanager
    def own_time(self) -> Iterator[SqlCity]:
        """For what an administrator does at the city."""
        with self.time.read_with(dt.timedelta()):
            yield self.books


@dataclass(slots=True)
class Record:
    """An operation that was seen committed."""

    dseq: int
    op_id: str
    hash: str
    type: str


@dataclass
class Counter(Files):
    """One PC at a counter."""

    folder: Path
    site: str
    time: VirtualTime
    city: City
    label: str
    fault: dt.timedelta = field(default_factory=dt.timedelta)  # of its clock
    log: list[Record] = field(default_factory=list)  # what was ever seen committed here
    changes: list[Changes] = field(default_factory=list)
    forked: bool = False
    unknown: bool = False
    city_was: int = 0  # put back so often when this counter last synced to the end
    deaths: int = 0
    power_lasts: int | None = None  # statements that the next deed may carry out; None: the power holds

    def __post_init__(self) -> None:
        super().__init__(self.folder / "counter.db")
        self.power = power_of(self.folder)
        self._engine = engine_of(self.folder / "counter.db", writes=True)
        self._reader = engine_of(self.folder / "counter.db", writes=False)
        self.wire = Wire(self.city.serve, lambda seconds: self.time.pass_by(seconds=seconds))

    def put_back(self, files: Picture) -> None:
        """Start on these files, as the program does: the journal catches up with the database."""
        self.close()
        put_back(self.folder, files)
        self.database = self._opened()
        self.database.recover()
        self.bus = Bus(self.database, self)
        self.replica = SqlReplica(self.database)
        self.device = self.replica.device()
        self.line = CityLine(WiredTransport(self.wire), self.device, DeviceKeys(self.folder).private_key(self.device))

    def close(self) -> None:
        self.power.left = None
        if hasattr(self, "line"):
            self.line.close()
        self.let_go()
        self._engine.dispose()
        self._reader.dispose()

    def _opened(self) -> CounterDatabase:
        return CounterDatabase(self._engine, FailingJournal(self.folder / "journal", self.power), reader=self._reader)

    def now(self) -> dt.datetime:
        with self.time.read_with(self.fault):
            return self.time.now()

    def today(self) -> dt.date:
        with self.time.read_with(self.fault):
            return self.time.today()

    def set_up(self, device: str, empty: Picture) -> None:
        """A new PC on an empty database."""
        put_back(self.folder, empty)
        self._opened().set_up(device, Station(self.site, 1))
        files = picture(self.folder)
        self.put_back(files)

    def enrol(self) -> None:
        """By a fresh code, over the wire."""
        with self.city.own_time() as books:
            code = books.make_code(self.site)
        with self.time.read_with(self.fault):
            self.line.close()
            answer = self.line.enrol(code, self.site, self.replica.station())
            self.replica.enrol(Enrolment(URL, answer.station))
        self.forked = self.unknown = False

    def do(self, *commands: Command, actor: Actor = CLERK) -> Changes:
        """Raises DomainError, or PowerCut after the PC has come back."""
        if self.power_lasts is not None:
            self.power.fail_after(self.power_lasts, self.folder)
        try:
            with self.time.read_with(self.fault):
                changes = self.bus.execute(*commands, actor=actor)
        except PowerCut:
            self._come_back()
            raise
        finally:
            self.power.left = None
        self.changes.append(changes)
        return changes

    def sync(
        self, faults: dict[int, Fault] | None = None, power_lasts: int | None = None, city_lasts: int | None = None
    ) -> SyncReport | None:
        """One cycle; None where the line or the power failed in it, or the city refused. Fork is noted.

        `power_lasts`, `city_lasts`: statements until the power fails here or there.
        """
        self.wire.expect(faults or {})
        if power_lasts is not None:
            self.power.fail_after(power_lasts, self.folder)
        if city_lasts is not None:
            self.city.power.fail_after(city_lasts, self.city.folder)
        try:
            with self.time.read_with(self.fault):
                return sync_once(self.replica, self.line)
        except LineDown:
            return None
        except Fork:
            self.forked = True
            return None
        except CityRefused as refused:
            match refused.code:
                case "sync.counter_behind":  # the other PC of this name has done more
                    self.forked = True
                case "sync.device_unknown":  # the city was put back from a copy that was made before this PC came
                    self.unknown = True
                case _:
                    raise
            return None
        except PowerCut:
            self._come_back()
            return None
        finally:
            self.wire.expect({})
            self.power.left = self.city.power.left = None

    def _come_back(self) -> None:
        self.deaths += 1
        self.put_back(self.power.files)

    def read_log(self) -> list[Record]:
        """Read what was committed since; returns the new records. Earlier ones have to stand as they were."""
        last = self.log[-1] if self.log else Record(0, "", "", "")
        fresh = [
            Record(*row)
            for row in self.rows(
                "SELECT dseq, op_id, hash, type FROM operation WHERE dseq >= ? ORDER BY dseq", last.dseq
            )
        ]
        if last.dseq:
            assert fresh, f"{self.label}: operation {last.dseq} has left"
            assert fresh[0] == last, f"{self.label}: operation {last.dseq} has changed"
            fresh = fresh[1:]
        self.log += fresh
        return fresh
