"""What the day is played with: a city server, the city's counter, and two PCs of the county's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

from app.bootstrap import CounterServices, city_keys, city_line, open_city, open_counter, set_up_counter
from app.domain.attachment import Attachment
from app.domain.organization import Role, WarehouseKind
from app.files import write_whole
from app.persistence.city import SqlCity
from app.services.attachments import Kept
from app.services.commands.base import Actor
from app.services.commands.setup import AddStaff
from sync.client import blobs
from sync.client.history import sync_and_note
from sync.client.line import enrol
from sync.client.report import SyncReport
from sync.server.serve import EmbeddedServer

CITY, COUNTY = "370800", "370883"
PASSWORD = "yanshi-2026"  # noqa: S105 - the demonstration's own, on data that is invented
_NAMES = {CITY: "济宁市公物仓", COUNTY: "邹城市公物仓"}


@dataclass(slots=True)
class Counter:
    """One counter of the day and the people at it."""

    services: CounterServices
    administrator: Actor
    manager: Actor
    clerk: Actor

    def sync(self) -> SyncReport:
        """Push and pull once, and send the photos that wait. Raises LineDown."""
        return _sync(self.services)

    def photo(self, name: str) -> Kept:
        """Take in a picture of the demonstration's, as the desk takes in a photo."""
        with as_file(files("resources") / "demo" / name) as path:
            return self.services.attachments.keep(path)

    def fetch(self, photo: Attachment) -> bool:
        """Have the city give what another PC of this site attached; True when it is here. Raises LineDown."""
        _sync(self.services, photo)
        return self.services.attachments.path_of(photo.sha256) is not None

    def warehouse(self, kind: WarehouseKind) -> str:
        return next(it.id for it in self.services.queries.warehouses() if it.kind is kind)


@dataclass(slots=True)
class Day:
    """What the day is played with, and what it has left so far."""

    out: Path
    books: SqlCity
    server: EmbeddedServer
    city: Counter
    county: Counter
    second: Counter  # another PC of the county
    told: list[dict[str, object]] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)

    def counters(self) -> dict[str, tuple[str, Counter]]:
        """(site, counter) by a name for each."""
        return {"city": (CITY, self.city), "county 1": (COUNTY, self.county), "county 2": (COUNTY, self.second)}

    def sync(self) -> list[SyncReport]:
        """Twice each, so that all know what all did. The county's first counter is the first to come."""
        return [counter.sync() for _ in range(2) for counter in (self.county, self.second, self.city)]

    def tell(self, step: str, **facts: object) -> None:
        self.told.append({"step": step, **facts})

    def slip(self, counter: Counter, number: str, name: str) -> None:
        self.keep(name, counter.services.slip_papers().paper(number))

    def keep(self, name: str, content: bytes) -> None:
        write_whole(self.out / name, content)
        self.papers.append(name)


@contextmanager
def opened(out: Path, port: int = 0) -> Iterator[Day]:
    """The server and the counters on data below `out`/data, set up and enrolled where they were not yet."""
    with ExitStack() as stack:
        books = stack.enter_context(open_city(out / "data" / "server"))
        server = EmbeddedServer(books, port)
        server.start()

        def counter(folder: str, site: str, station: int) -> CounterServices:
            services = stack.enter_context(open_counter(out / "data" / folder, create=True))
            fresh = services.database.head() == (0, "")
            if fresh:
                administrator = set_up_counter(
                    services,
                    site_id=site,
                    site_name=_NAMES[site],
                    administrator="admin",
                    password=PASSWORD,
                    station=station,
                )
                if station == 1:
                    _add_staff(services, administrator)
            known = services.replica.enrolment()
            if known is None or known.server != server.url:
                enrol(services.replica, server.url, books.make_code(site), city_keys(services))
            return services

        city, county = (_signed_in(counter(folder, site, 1)) for folder, site in (("city", CITY), ("county", COUNTY)))
        second = _second_pc(counter("county-2", COUNTY, 2), county)
        day = Day(out, books, server, city, county, second)
        stack.callback(lambda: day.server.stop())
        yield day


def _add_staff(services: CounterServices, administrator: Actor) -> None:
    for username, name, role in (
        ("manager", "孔令䶮", Role.MANAGER),
        ("clerk", "颜㛃", Role.CLERK),
        ("auditor", "曾𬍛", Role.AUDITOR),
    ):
        added = services.bus.execute(AddStaff(username, name, role), actor=administrator)
        (staff_id,) = added.of("staff")
        services.accounts.set_password(staff_id, PASSWORD)


def _second_pc(services: CounterServices, first: Counter) -> Counter:
    """It learns the site's people from the city; a password is given to each PC by itself."""
    if len(services.queries.staff()) == 1:
        first.sync()
        _sync(services)
        for staff in services.queries.staff():
            services.accounts.set_password(staff.id, PASSWORD)
    return _signed_in(services)


def _signed_in(services: CounterServices) -> Counter:
    administrator, manager, clerk = (
        services.accounts.sign_in(name, PASSWORD) for name in ("admin", "manager", "clerk")
    )
    return Counter(services, administrator, manager, clerk)


def _sync(services: CounterServices, *wanted: Attachment) -> SyncReport:
    line = city_line(services)
    try:
        report = sync_and_note(services.replica, line)
        blobs.send_waiting(services.attachments, line)
        for photo in wanted:
            blobs.fetch(services.attachments, line, photo.sha256, photo.size)
        return report
    finally:
        line.close()
