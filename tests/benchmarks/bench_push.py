"""How fast operations go up and rows come down, beside bare SQLite inserts of the same rows.

python3 dev.py bench push [pieces]: one counter takes in that many pieces by the hundred and hands out a fifth of
them, one operation each; then a second station reads it all. Loopback, SQLite on both sides, synchronous=FULL. "At
the city" is the work of the server alone: unpacking, reading and carrying out the same requests.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.domain.asset import Source
from app.domain.ids import new_id, organization_id, person_id
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.operations import Operation, Outcome
from sync.protocol import MOST_OPS, MOST_RAW, OpsRequest, decode, encode, pack, unpack
from sync.server.operations import take_operations
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import COUNTY_SITE, OFFICE, CityWorld, Desk, WallClock, open_city

HUNDRED = 100
_AT_ONCE = 200  # commands in one commit at the counter, whose own speed is not measured here
_ALL = 1 << 40


@dataclass(frozen=True)
class Figure:
    """What was pushed: things (pieces or hand-outs), seconds, seconds of the process's CPU, packed bytes."""

    things: int
    seconds: float
    cpu: float
    sent: int

    def __str__(self) -> str:
        rate, of_cpu = self.things / self.seconds, self.things / self.cpu
        return f"{rate:,.0f}/s ({of_cpu:,.0f} per CPU second), {self.sent / self.things:.1f} bytes each"


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measured(things: int, sent: int, work: Callable[[], object]) -> Figure:
    cpu = time.process_time()
    taken = seconds(work)
    return Figure(things, taken, time.process_time() - cpu, sent)


def waiting(desk: Desk) -> list[Operation]:
    return desk.replica.pending(_ALL, _ALL)


def take_in(desk: Desk, pieces: int, each: int = HUNDRED) -> list[str]:
    """Take in that many pieces, `each` to an operation; nothing is pushed. Returns their ids."""
    before = set(desk.all("asset"))
    item = IntakeItem("台式计算机", each, model="启天M455", brand="联想", unit="台", value_fen=450000)
    commands = [
        TakeIn(organization_id(OFFICE), Source.IDLE, desk.warehouse, (item,)) for _ in range(-(-pieces // each))
    ]
    for start in range(0, len(commands), _AT_ONCE):
        desk.do(*commands[start : start + _AT_ONCE])
    return sorted(set(desk.all("asset")) - before)


def hand_out(desk: Desk, assets: Sequence[str], person: str = "张三") -> None:
    """Hand each piece out by an operation of its own to a person who is known; nothing is pushed."""
    office, due = organization_id(OFFICE), WallClock().today() + timedelta(days=30)
    commands = [HandOut(office, person_id(office, person), (asset,), due) for asset in assets]
    for start in range(0, len(commands), _AT_ONCE):
        desk.do(*commands[start : start + _AT_ONCE])


def requests_of(operations: Sequence[Operation]) -> list[bytes]:
    """The packed bodies by which the operations go up."""
    parts = [operations[start : start + MOST_OPS] for start in range(0, len(operations), MOST_OPS)]
    return [pack(encode(OpsRequest.of(part))) for part in parts]


def at_the_city(city: CityWorld, desk: Desk, things: int) -> Figure:
    """Push what waits past network and client, and settle it. Fails unless everything was applied."""
    device = city.books.device(desk.device)
    assert device is not None
    requests = requests_of(waiting(desk))
    answers = []

    def carry_out() -> None:
        for body in requests:
            answers.append(take_operations(city.books, device, decode(unpack(body, MOST_RAW), OpsRequest)))  # noqa: PERF401

    figure = measured(things, sum(map(len, requests)), carry_out)
    assert {verdict.outcome for answer in answers for verdict in answer.results} <= {Outcome.APPLIED}
    for answer in answers:
        desk.replica.settle(answer.results)
    return figure


def end_to_end(desk: Desk, things: int) -> Figure:
    """Sync over HTTP: push what waits, then pull what came of it. Server and counter share this process."""
    return measured(things, sum(map(len, requests_of(waiting(desk)))), desk.sync)


def bare_inserts(folder: Path, city: CityWorld) -> tuple[int, float]:
    """The feed's rows as (id, body) into one table, in pages of a thousand, each a durable commit."""
    rows = [(row["seq"], row["body"]) for row in city.rows("change")]
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE change (seq INTEGER PRIMARY KEY, body TEXT)")

    def insert() -> None:
        for start in range(0, len(rows), 1000):
            connection.executemany("INSERT INTO change VALUES (?, ?)", rows[start : start + 1000])
            connection.commit()

    taken = seconds(insert)
    connection.close()
    return len(rows), taken


def opened(folder: Path, city: CityWorld, url: str) -> Desk:
    """A counter whose site, office and borrower the city knows."""
    desk = Desk(folder / new_id(), COUNTY_SITE, "邹城市公物仓")
    desk.open_site()
    desk.meet("张三")
    desk.enrol(city, url)
    desk.sync()
    return desk


def pull_all(folder: Path, city: CityWorld, url: str) -> None:
    second = Desk(folder / "second", COUNTY_SITE, "", station=2)
    second.enrol(city, url)
    pulling = seconds(second.sync)
    pulled = sum(map(len, second.holds().values()))
    second.close()
    count, bare = bare_inserts(folder, city)
    print(f"pull, {pulled} rows: {pulled / pulling:,.0f} rows/s")
    print(f"bare SQLite inserts, {count} rows: {count / bare:,.0f} rows/s")
    print(f"pull takes {(pulling / pulled) / (bare / count):.1f} times as long per row")


def main(pieces: int, url: str | None = None) -> None:
    """`url`: of an empty PostgreSQL database, for a city that is not on SQLite."""
    with tempfile.TemporaryDirectory() as name, open_city(url, Path(name) / "city") as city:
        folder = Path(name)
        with EmbeddedServer(city.books) as server:
            desk = opened(folder, city, server.url)
            half = pieces // 2
            assets = take_in(desk, half)
            print(f"push, {half} pieces by the hundred, at the city: {at_the_city(city, desk, len(assets))}")
            more = take_in(desk, half)
            print(f"push and confirm, {half} pieces by the hundred, end to end: {end_to_end(desk, len(more))}")
            singles = take_in(desk, pieces // 10, each=1)
            print(f"push, {len(singles)} pieces one by one, at the city: {at_the_city(city, desk, len(singles))}")
            tenth = pieces // 10
            hand_out(desk, assets[:tenth])
            print(f"push, {tenth} hand-outs, at the city: {at_the_city(city, desk, tenth)}")
            hand_out(desk, more[:tenth])
            print(f"push and confirm, {tenth} hand-outs, end to end: {end_to_end(desk, tenth)}")
            pull_all(folder, city, server.url)
            desk.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
