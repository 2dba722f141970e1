"""A small city: two counters of one site and one of another, the city's server, and what lies between them."""

import atexit
import random
import shutil
import tempfile
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from app.domain.asset import Source
from app.domain.ids import new_id, organization_id, warehouse_id
from app.domain.organization import WarehouseKind
from app.persistence.schema import migrate
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import AddWarehouse, OpenSite, RegisterOrganization, RegisterPerson
from app.services.commands.transfers import TransferOut
from app.services.commands.vehicles import SetVehicleCard
from sync.server import sessions
from tests.fakes.sync_world import CITY_SITE, COUNTY_SITE
from tests.simulation.clock import START, VirtualTime, virtual
from tests.simulation.line import Loop
from tests.simulation.parties import City, Counter
from tests.simulation.power import Picture, engine_of, picture

OFFICES = ("教育和体育局", "财政局")
PEOPLE = ("张三", "李四", "王五")
LABELS = ("county 1", "county 2", "city 1")
_SITES = (COUNTY_SITE, COUNTY_SITE, CITY_SITE)
_MOST_OPS = 2  # in one request


@lru_cache
def home() -> Path:
    """Where this process keeps its worlds, one at a time: in memory where the system has it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="gongwucang-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache
def empty_database() -> bytes:
    """A SQLite file of this version's schema."""
    path = home() / "empty" / "empty.db"
    path.parent.mkdir()
    engine = engine_of(path, writes=True)
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path.read_bytes()


class World:
    """What a seed begins with, and what is known of it beside the databases themselves."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = random.Random(f"world {seed}")
        self.time = VirtualTime(seed)
        self.loop = Loop()
        self.took: Tally[str] = Tally()  # how often a step took effect
        self.refused: Tally[str] = Tally()  # how often a rule stood against it
        self.trace: list[str] = []
        self.copies: list[tuple[Picture, int]] = []  # of the city, with its head
        self.counters: list[Counter] = []
        self.put_backs = 0  # how often the city was put back
        self.twins: dict[str, Counter] = {}  # a counter's label → the PC that its image was copied to
        self.newcomers = 0
        self.slips: list[tuple[TransferOut, str]] = []  # on paper, with their signed codes
        self.cleared: set[str] = set()  # devices that were taken for clones, and then told to be the true ones
        self.doubted: set[str] = set()  # of which the city that was put back does not know that

    def counter(self, label: str, site: str) -> Counter:
        return Counter(home() / label.replace(" ", "-"), site, self.time, self.city, label)

    def new_city(self, files: Picture) -> None:
        self.city = City(home() / "city", self.time, self.loop, files)

    def parties(self) -> list[Counter]:
        return [*self.counters, *self.twins.values()]

    def close(self) -> None:
        for it in self.parties():
            it.close()
        self.city.close()
        self.loop.close()


def _begin(world: World) -> None:
    """Open the sites, enrol the counters, put a few pieces and a car on the shelves, and sync."""
    world.new_city({"city.db": empty_database()})
    for label, site in zip(LABELS, _SITES, strict=True):
        it = world.counter(label, site)
        world.counters.append(it)
        it.set_up(new_id(), {"counter.db": empty_database()})
        it.enrol()
    first, second, city = world.counters
    for it, name in ((first, "邹城市公物仓"), (city, "济宁市公物仓")):
        warehouses = [AddWarehouse(WarehouseKind.GENERAL, f"{name}{number}号库") for number in (1, 2)]
        first_one = warehouse_id(it.site, warehouses[0].name)
        it.do(OpenSite(it.site, name), *warehouses, *(RegisterOrganization(office) for office in OFFICES))
        it.do(*(RegisterPerson(organization_id(OFFICES[0]), person) for person in PEOPLE))
        for item in (IntakeItem("台式计算机", 4, value_fen=450000), IntakeItem("办公椅", 1)):
            it.do(TakeIn(organization_id(OFFICES[1]), Source.IDLE, first_one, (item,)))
        car = it.do(TakeIn(organization_id(OFFICES[1]), Source.IDLE, first_one, (IntakeItem("轿车"),)))
        it.do(SetVehicleCard(next(iter(car.of("asset"))), f"鲁H{it.site[-5:]}", odometer_km=1000))
    for it in (*world.counters, *world.counters):
        if it.sync() is None:
            raise AssertionError("the first sync failed")
    assert second.rows("SELECT count(*) FROM asset") == first.rows("SELECT count(*) FROM asset")


@lru_cache
def _template() -> tuple[Picture, tuple[Picture, ...]]:
    """What `_begin` comes to, once for every world of this process."""
    world = World(0)
    with virtual(world.time):
        _begin(world)
        world.close()
    return picture(world.city.folder), tuple(picture(it.folder) for it in world.counters)


@contextmanager
def _short_requests() -> Iterator[None]:
    """What waits goes up by several requests: the next one is read, the last one stored, while one is at the city."""
    whole = sessions.Limits
    sessions.Limits = lambda: whole(ops=_MOST_OPS)  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        sessions.Limits = whole  # type: ignore[misc]


@contextmanager
def new_world(seed: int) -> Iterator[World]:
    city, counters = _template()
    world = World(seed)
    world.time.true = START.replace(hour=START.hour + 1)
    with virtual(world.time), _short_requests():
        world.new_city(city)
        for label, site, files in zip(LABELS, _SITES, counters, strict=True):
            it = world.counter(label, site)
            it.put_back(files)
            it.read_log()
            world.counters.append(it)
        try:
            yield world
        finally:
            world.close()
