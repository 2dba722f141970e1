"""Who writes when desk and sync want to, and what is moved from the WAL into the file meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Engine, text

from app.clock import SystemClock
from app.domain.organization import Role, WarehouseKind
from app.persistence.counter import CounterDatabase
from app.persistence.engine import sqlite_engine
from app.persistence.journal import Journal
from app.persistence.page_sums import PageSums
from app.persistence.schema import migrate
from app.persistence.writers_lock import WritersLock
from app.services.bus import Bus
from app.services.commands.base import Actor
from app.services.commands.setup import AddWarehouse, OpenSite
from app.services.ports import Station

PAGE = 4096


class CountedSums(PageSums):
    """Counts how often the WAL was to be moved."""

    tries = 0

    def forget(self) -> set[int]:
        self.tries += 1
        return super().forget()


class ToldLock(WritersLock):
    """Tells who took it, and lets a test wait until somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.takers: list[str] = []

    def __enter__(self) -> None:
        super().__enter__()
        self.takers.append("desk")

    @contextmanager
    def patiently(self) -> Iterator[None]:
        with super().patiently():
            self.takers.append("sync")
            yield

    def wait_for_desk(self) -> None:
        waits = threading.Event()
        while not self._waiting:
            waits.wait(0.001)


@pytest.fixture
def engine(tmp_path) -> Iterator[Engine]:
    made = sqlite_engine(tmp_path / "counter.db", writes=True)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def database(engine, tmp_path) -> CounterDatabase:
    made = CounterDatabase(engine, Journal(tmp_path / "journal"))
    made.set_up("device", Station("370883", 1))
    made._lock = ToldLock()
    return made


def fill(database: CounterDatabase, pages: int, name: str = "big", *, patient: bool) -> None:
    with database.transaction(patient=patient) as connection:
        content = "x" * pages * PAGE
        connection.execute(
            text("INSERT OR REPLACE INTO setting VALUES (:name, :value)"), {"name": name, "value": content}
        )


def test_a_command_waits_for_the_writer_once(database):
    Bus(database, SystemClock()).execute(
        OpenSite("370883", "邹城市公物仓"),
        AddWarehouse(WarehouseKind.GENERAL, "通用仓"),
        actor=Actor("s", "管理员", Role.ADMINISTRATOR),
    )
    assert database._lock.takers == ["desk"]


def test_the_desk_comes_between_rows_and_the_moving_of_the_wal(database):
    desk = threading.Thread(target=database.set_setting, args=("it", "is written"))
    with database.transaction(patient=True):
        desk.start()
        database._lock.wait_for_desk()
    desk.join()
    assert database._lock.takers == ["sync", "desk", "sync"]


def test_only_rows_of_the_city_may_be_lost_with_the_power(database):
    def on_disk_at_once() -> bool:
        with database.transaction() as connection:
            return connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2

    assert on_disk_at_once()
    with database.transaction(patient=True) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 1
    assert on_disk_at_once()
    with database.begin() as uow:
        assert uow.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2


def test_sync_moves_a_short_wal_and_leaves_a_long_one_to_no_desk(database, tmp_path):
    wal = tmp_path / "counter.db-wal"
    fill(database, 2500, patient=False)
    assert wal.stat().st_size > 2500 * PAGE, "a commit at the desk leaves it"
    fill(database, 1, patient=True)
    assert wal.stat().st_size == 0
    fill(database, 4100, patient=False)
    assert wal.stat().st_size == 0, "but not for ever"


@pytest.mark.parametrize("patient", [False, True])
def test_nobody_waits_for_a_long_reading_before_the_wal_is_moved(database, tmp_path, patient):
    wal, sums = tmp_path / "counter.db-wal", CountedSums(tmp_path / "counter.db")
    database.sums = sums

    def write() -> None:
        fill(database, 4100, patient=patient)
        for number in range(20):
            fill(database, 1, str(number), patient=patient)

    writer = threading.Thread(target=write)
    with closing(sums), database.reading() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM setting").all()
        writer.start()
        writer.join(20)
        assert not writer.is_alive()
        assert sums.tries == 1
        fill(database, 300, patient=patient)
        assert sums.tries == 2, "now and then it is tried again"
    writer.join()
    fill(database, 300, patient=patient)
    assert (sums.tries, wal.stat().st_size) == (3, 0)
    fill(database, 1, patient=patient)
    assert sums.tries == 3


def test_each_page_that_was_moved_has_its_sum(engine, tmp_path):
    path = tmp_path / "counter.db"
    sums = PageSums(path)
    with closing(sums):
        sums.begin()
        database = CounterDatabase(engine, Journal(tmp_path / "journal"), sums)
        for number in range(40):
            fill(database, 3, str(number), patient=True)
        fill(database, 2500, patient=True)
        for number in range(0, 40, 2):  # here and there
            fill(database, 2, str(number), patient=True)
        database.close()
        assert sums.damaged() == []
        content = bytearray(path.read_bytes())
        for at in range(100, len(content), PAGE):
            content[at] ^= 1
        path.write_bytes(content)
        assert sums.damaged() == list(range(1, len(content) // PAGE + 1))
