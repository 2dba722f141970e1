"""Eight stations write to one PostgreSQL at once while a ninth follows the feed: it misses nothing.

The same trial with the cursor that everybody writes first (numbers from a sequence, no lock) does miss rows: so the
trial can tell.
"""

import os
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text

from app.domain.asset import Source
from app.domain.ids import new_id, organization_id, warehouse_id
from app.domain.numbering import DocumentKind, document_number
from app.domain.organization import Role, WarehouseKind
from app.persistence import bulk, city_feed, city_pages, tables
from app.persistence.city import SqlCity
from app.persistence.city_tables import change
from app.persistence.city_tail import Tail
from app.services.commands.base import Actor, Command, encode_body
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import OpenSite, RegisterOrganization
from app.services.feed import Cursor
from app.services.operations import Operation, encode_actor, seal
from tests.fakes.sync_world import OFFICE, open_city

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the city server runs on Linux")

SITE, WAREHOUSE = "370883", "通用仓"
WRITERS = 8


class Station:
    """A device that speaks to the city's books without a database of its own, by a server process of its own."""

    def __init__(self, books: SqlCity, number: int) -> None:
        self.books, self.number = SqlCity(books.writer, books.reader, books.folder), number
        self.id = new_id()
        self.device = books.enrol(books.make_code(SITE), self.id, SITE, f"key {number}")
        self.dseq, self.hash = 0, ""
        self.running = 1
        self.actor = encode_actor(Actor("a", "管理员", Role.ADMINISTRATOR))

    def operation(self, command: Command) -> Operation:
        now = datetime.now(UTC).isoformat()
        sealed = seal(
            Operation(
                new_id(), self.id, self.dseq + 1, command.TYPE, command.VERSION, self.actor, now, "{}",
                encode_body(command), self.hash, "",
            )
        )  # fmt: skip
        self.dseq, self.hash = sealed.dseq, sealed.hash
        return sealed

    def intake(self, pieces: int) -> Operation:
        first, self.running = self.running, self.running + pieces
        number = document_number(DocumentKind.INTAKE, SITE, datetime.now(UTC).date(), self.number, first)
        items = (IntakeItem("台式计算机", pieces, value_fen=450000),)
        warehouse = warehouse_id(SITE, WAREHOUSE)
        command = TakeIn(organization_id(OFFICE), Source.IDLE, warehouse, items, "", number, self.number, first)
        return self.operation(command)

    def send(self, *operations: Operation) -> None:
        verdicts = self.books.accept(self.id, operations)
        assert {verdict.outcome for verdict in verdicts} == {"applied"}, verdicts[0].reason


def race(books: SqlCity, operations: int, pieces: int) -> tuple[set[tuple[str, str]], int]:
    """(entity, id) of what the follower saw of assets and events, and how many of them there are."""
    stations = [Station(books, number) for number in range(1, WRITERS + 1)]
    opening = OpenSite(SITE, "邹城市公物仓", ((WarehouseKind.GENERAL, WAREHOUSE),), "管理员")
    stations[0].send(stations[0].operation(opening), stations[0].operation(RegisterOrganization(OFFICE)))
    follower = Station(books, WRITERS + 1)
    seen: set[tuple[str, str]] = set()
    written = threading.Event()
    faults: list[BaseException] = []

    def write(station: Station) -> None:
        try:
            for _ in range(operations):
                station.send(station.intake(pieces))
        except BaseException as error:
            faults.append(error)
            raise

    def follow() -> None:
        cursor: Cursor | None = None
        more = True
        while more or not written.is_set():
            ending = written.wait(0.02)  # more often than commits come
            page = books.changes(follower.device, cursor, 5000)
            for entity, rows in page.tables.items():
                where = rows.columns.index("id")
                seen.update((entity, row[where]) for row in rows.put)
            more, cursor = page.more or not ending, page.cursor

    threads = [threading.Thread(target=write, args=(station,)) for station in stations]
    reader = threading.Thread(target=follow)
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    written.set()
    reader.join()
    assert faults == []
    with books.reader.begin() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.asset, tables.asset_event)
        ]
    return {it for it in seen if it[0] in ("asset", "asset_event")}, sum(counts)


@pytest.fixture
def books(postgres_url, tmp_path):
    with open_city(postgres_url, tmp_path / "city") as world:
        yield world.books


@pytest.mark.timeout(240)
def test_a_follower_misses_none_of_100_000_rows(books):
    seen, there = race(books, operations=25, pieces=250)
    assert there == WRITERS * 25 * 250 * 2 == 100_000
    assert len(seen) == there
    with books.reader.begin() as connection:
        seqs = connection.execute(select(func.count(), func.max(change.c.seq)).select_from(change)).one()
    assert seqs[0] == seqs[1], "the feed has no holes"


@pytest.mark.timeout(120)
def test_the_naive_cursor_is_caught(books, monkeypatch):
    """Numbers from a sequence and no lock: rows become visible out of order, and a cursor passes over them."""
    with books.writer.begin() as connection:
        connection.execute(text("CREATE SEQUENCE naive"))
        connection.execute(text("SELECT setval('naive', (SELECT coalesce(max(seq), 0) + 1 FROM change))"))

    def append(connection, entries):
        entries = list(entries)
        query = text("SELECT nextval('naive') FROM generate_series(1, :n)")
        numbers = connection.execute(query, {"n": len(entries)}).scalars().all()
        rows = [(seq, *it, "") for seq, it in zip(numbers, entries, strict=True)]
        bulk.insert(connection, change, city_feed._COLUMNS, rows)
        return city_feed.head(connection)

    @contextmanager
    def unlocked(self):
        with self.writer.begin() as connection:
            yield connection

    monkeypatch.setattr(city_feed, "_append", append)
    monkeypatch.setattr(city_pages, "is_of_this_feed", lambda connection, cursor: True)
    monkeypatch.setattr(SqlCity, "_write", unlocked)
    monkeypatch.setattr(Tail, "page", lambda *about: None)  # it relies on what is taken away here
    seen, there = race(books, operations=40, pieces=25)
    assert len(seen) < there
