"""A day of a thousand counters against one PostgreSQL city server.

python3 dev.py bench load [counters] [--deeds D] [--seconds S] [--workers N]: counters of 20 to a site (1,000), without
databases of their own, make sealed and chained operations and speak the protocol over HTTP: hand-outs, returns, edits,
intakes, extensions, offline spells of half an hour to four hours, and at eight in the morning all at once. Eight hours
are 16 half-hours; each counter does D deeds in them (60), at random times of S seconds (600), pushes each at once and
reads what is new, as the program does; a server that is slower than that makes the day longer, which is told. Two
more are whole counters with their own databases. Then the line is whole again, all is pushed and pulled, and the books
are compared. Counters are enrolled in the server's books directly, as enrolment is limited to ten a minute.
"""

import argparse
import asyncio
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import quantiles

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.ids import new_id
from sync.client.keys import public_text
from sync.client.transport import LineDown
from tests.benchmarks.load.counters import STOCK, SimulatedCounter, Site, row_hash
from tests.benchmarks.load.line import Line, Tally
from tests.e2e.program import City
from tests.fakes.sync_world import CityWorld, Desk, open_city
from tests.postgres import running_cluster

STATIONS = 20
TICKS = 16  # half-hours of a working day
HOURS = 8
GOES_OFFLINE = 0.03  # a counter's chance in a half-hour
LONGEST_SPELL = 8  # half-hours
WHOLE = 2  # counters with a database of their own
FOLLOWERS = 10  # counters that keep every row


async def together(counters: Sequence[SimulatedCounter], work: Callable[[SimulatedCounter], Awaitable[None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for counter in counters:
            group.create_task(work(counter))  # type: ignore[arg-type]


async def set_up(counters: Sequence[SimulatedCounter]) -> None:
    """Sites open; then every counter has its stock. Not measured."""

    async def open_site(counter: SimulatedCounter) -> None:
        counter.open_site()
        await counter.line.open_session(None, 1)
        await counter.push_waiting(singly=False)

    async def stock(counter: SimulatedCounter) -> None:
        if counter.station != 1:
            await counter.line.open_session(None, 1)
        counter.take_in(STOCK)
        await counter.push_waiting(singly=False)
        counter.line.hang_up()

    await together([it for it in counters if it.station == 1], open_site)
    await together(counters, stock)
    assert sum((it.outcomes for it in counters), Counter()).keys() == {"applied"}
    followers = [it for it in counters if it.holds is not None]
    await together(followers, lambda it: it.pull_all())
    for counter in counters:  # the others hold yesterday's rows too, which nobody looks at: cursors are global
        counter.cursor = counter.cursor or followers[0].cursor
        counter.outcomes.clear()
        counter.rows = 0


async def half_hour(counters: Sequence[SimulatedCounter], deeds: float, seconds: float) -> None:
    """Deeds of each counter at times over these seconds; those that come back push all at once."""

    async def live(counter: SimulatedCounter) -> None:
        due = int(deeds) + (counter.chance.random() < deeds % 1)
        if not counter.online:
            for _ in range(due):
                counter.act()
            counter.offline_ticks -= 1
            counter.online = counter.offline_ticks <= 0
            if counter.online:
                await asyncio.sleep(counter.chance.uniform(0, seconds))
                await counter.reconnect()
            return
        at = sorted(counter.chance.uniform(0, seconds) for _ in range(due))
        began = time.perf_counter()
        for moment in at:
            await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
            counter.act()
            await counter.push_waiting(singly=True)
            await counter.pull_all()
        if counter.chance.random() < GOES_OFFLINE:
            counter.line.hang_up()
            counter.online, counter.offline_ticks = False, counter.chance.randint(1, LONGEST_SPELL)

    await together(counters, live)


async def day(counters: Sequence[SimulatedCounter], whole: Sequence[Desk], deeds: int, seconds: float) -> None:
    began = time.perf_counter()
    await together(counters, lambda it: it.reconnect())  # eight o'clock: all at once
    print(f"08:00  all {len(counters):,} counters at once: {time.perf_counter() - began:.1f} s", flush=True)
    planned = seconds / TICKS
    for tick in range(TICKS):
        started = time.perf_counter()
        desks = [asyncio.create_task(asyncio.to_thread(work_half_hour, desk)) for desk in whole]
        await half_hour(counters, deeds / TICKS, planned)
        await asyncio.gather(*desks)
        taken = time.perf_counter() - started
        clock = f"{8 + tick // 2:02}:{30 * (tick % 2):02}"
        behind = f", {taken - planned:.0f} s behind" if taken > 1.2 * planned + 1 else ""
        print(f"{clock}  {taken:.1f} s{behind}", flush=True)


def work_half_hour(desk: Desk) -> None:
    """What a clerk at a whole counter does meanwhile."""
    pieces = desk.take_in(2)
    desk.hand_out(*pieces)
    sync_in_time(desk)
    desk.take_back(pieces[0])
    sync_in_time(desk)


def sync_in_time(desk: Desk) -> None:
    """Where the city is busy, again after the time that it asks for, as the program does."""
    for _ in range(100):
        try:
            desk.sync()
        except LineDown as down:
            time.sleep(down.wait or 1.0)
        else:
            return
    raise AssertionError("the city was busy a hundred times")


async def settle(counters: Sequence[SimulatedCounter]) -> None:
    await together(counters, lambda it: it.push_waiting(singly=False))
    await together(counters, lambda it: it.pull_all())


def check(world: CityWorld, url: str, counters: Sequence[SimulatedCounter], whole: Sequence[Desk]) -> None:
    """Each operation was received exactly once, each cursor is at the end, and followers hold what the city says."""
    received: Counter[str] = Counter()
    with psycopg.connect(url.replace("+psycopg", "")) as line:
        rows = line.execute(
            "SELECT device, count(*), count(DISTINCT op_id), max(dseq) FROM received_operation GROUP BY 1"
        )
        for device, count, different, last in rows:
            assert count == different == last, f"{device}: {count} operations, {different} ids, {last} the last"
            received[device] = count
        (last_hashes,) = zip(*line.execute("SELECT hash FROM received_operation"), strict=True)
        (head,) = line.execute("SELECT max(seq) FROM change").fetchone() or (0,)
    known = set(last_hashes)
    for counter in counters:
        assert received[counter.id] == counter.dseq, f"{counter.id}: {received[counter.id]} of {counter.dseq}"
        assert counter.hash in known, "the chain ends there as it does here"
        assert counter.cursor is not None
        assert counter.cursor.seq == head, "no cursor stands short of the feed's end"
    followers = [it for it in counters if it.holds is not None]
    seen = world.seen_by_each({*(it.site.id for it in followers), *(desk.site for desk in whole)})
    for desk in whole:
        assert desk.unconfirmed() == []
        assert desk.holds() == seen[desk.site], "a whole counter holds what the city says, to the field"
        assert received[desk.device] == desk.replica.head()[0]
    for follower in followers:
        there = {kind: {id: row_hash(row) for id, row in rows.items()} for kind, rows in seen[follower.site.id].items()}
        held = follower.holds or {}
        assert {kind: rows for kind, rows in held.items() if rows} == {
            kind: rows for kind, rows in there.items() if rows
        }
    held = sum(len(rows) for it in followers for rows in (it.holds or {}).values())
    total = sum(it.dseq for it in counters)
    print(f"every one of {total:,} operations is at the city exactly once; {len(counters):,} cursors at seq {head:,};")
    print(f"{len(followers)} followers hold {held:,} rows, each as the city has it, none missing and none too many;")
    print(f"so do {len(whole)} whole counters")


def resident(process: int) -> dict[int, int]:
    """MiB resident, by process: it and all that it started (Linux)."""
    folder = Path(f"/proc/{process}")
    words = (folder / "status").read_text(encoding="utf-8").split()
    found = {process: int(words[words.index("VmRSS:") + 1]) // 1024}
    for child in (folder / "task" / str(process) / "children").read_text(encoding="utf-8").split():
        found |= resident(int(child))
    return found


def report(tally: Tally, counters: Sequence[SimulatedCounter], before: int, seconds: float) -> int:
    """Print what the day was; the number of its operations."""
    operations = sum(it.dseq for it in counters) - before
    each = operations / len(counters)
    rows = sum(it.rows for it in counters)
    print(f"{operations:,} operations in {seconds:.0f} s: {operations / seconds:,.0f}/s, {each:.0f} for each counter")
    print(f"{tally.requests:,} requests: {tally.requests / seconds:,.0f}/s")
    print(f"{rows:,} rows came down: {rows / seconds:,.0f}/s")
    print(f"{tally.sent / 1e6:,.1f} MB up, {tally.received / 1e6:,.1f} MB down")
    for kind, times in sorted(tally.seconds.items()):
        if len(times) > 1:
            cuts = quantiles(times, n=100)
            middle, most = 1000 * cuts[49], 1000 * cuts[98]
            print(f"{kind}: {len(times):,}, p50 {middle:,.0f} ms, p99 {most:,.0f} ms, longest {max(times):.2f} s")
    refused = sum(count for status, count in tally.statuses.items() if 400 <= status < 500)
    faults = sum(count for status, count in tally.statuses.items() if status >= 500)
    print(f"4xx {refused}, 5xx {faults}; by status {dict(sorted(tally.statuses.items()))}")
    outcomes = sum((it.outcomes for it in counters), Counter())
    print(f"verdicts {dict(outcomes)}")
    faster = HOURS * 3600 / seconds
    print(f"{each / HOURS:.1f} operations per counter and hour, {faster:.0f} times as fast as they happen")
    return operations


def run(count: int, deeds: int, budget: float, workers: int, folder: Path) -> None:
    with running_cluster(fsync="on", full_page_writes="on", max_connections="100", shared_buffers="256MB") as cluster:
        url = cluster.new_database()
        with open_city(url, folder / "city") as world:
            tally = Tally()
            city = City("--data", folder / "city", "--database-url", url)
            city.start("--workers", workers, "--address-rate", 0)
            try:
                counters = []
                for number in range(count):
                    site = counters[-1].site if number % STATIONS else Site(str(370_001 + number // STATIONS))
                    device, key = new_id(), Ed25519PrivateKey.generate()
                    books = world.books
                    station = books.enrol(books.make_code(site.id), device, site.id, public_text(key)).station
                    counters.append(SimulatedCounter(site, device, station, Line(city.url, device, key, tally)))
                for follower in counters[:: max(1, count // FOLLOWERS)]:
                    follower.holds = {}
                whole = [whole_counter(folder, number, world, city.url) for number in range(WHOLE)]
                measure(url, counters, whole, tally, deeds, budget)
                check(world, url, counters, whole)
            finally:
                city.stop()


def whole_counter(folder: Path, number: int, world: CityWorld, url: str) -> Desk:
    desk = Desk(folder / f"whole-{number}", str(470_001 + number), f"公物仓{number}")
    desk.open_site()
    desk.enrol(world, url)
    desk.sync()
    return desk


def measure(
    url: str,
    counters: Sequence[SimulatedCounter],
    whole: Sequence[Desk],
    tally: Tally,
    deeds: int,
    budget: float,
) -> None:
    def database_size() -> int:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as line:
            line.execute("CHECKPOINT")
            (size,) = line.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
            return int(size)

    async def all_of_it() -> float:
        await set_up(counters)
        print(f"{len(counters):,} counters at {-(-len(counters) // STATIONS)} sites are set up", flush=True)
        sizes.append(database_size())
        made.append(sum(it.dseq for it in counters))
        tally.seconds.clear()
        tally.statuses.clear()
        tally.sent = tally.received = 0
        began = time.perf_counter()
        await day(counters, whole, deeds, budget)
        await settle(counters)
        for desk in whole:
            sync_in_time(desk)
        await together(counters, lambda it: it.pull_all())  # what the last of all brought
        taken = time.perf_counter() - began
        for counter in counters:
            counter.line.hang_up()
        return taken

    sizes: list[int] = []
    made: list[int] = []
    seconds = asyncio.run(all_of_it())
    operations = report(tally, counters, made[0], seconds)
    grown = database_size() - sizes[0]
    print(f"database: {grown / 1e6:,.1f} MB more, {grown / operations / 10:,.1f} MB per 100,000 operations")
    own, *servers = resident(os.getpid()).values()
    print(f"resident: {sum(servers):,} MiB in {len(servers)} processes of the server; this program {own:,} MiB")
    with psycopg.connect(url.replace("+psycopg", "")) as line:
        cases = dict(line.execute("SELECT kind, count(*) FROM conflict_case GROUP BY 1").fetchall())
    print(f"cases: {cases}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench load")
    parser.add_argument("counters", nargs="?", type=int, default=1000)
    parser.add_argument("--deeds", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a connection for each counter, here and at the server
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # server and database end too
    with tempfile.TemporaryDirectory(prefix="gwc-load-") as folder:
        run(given.counters, given.deeds, given.seconds, given.workers, Path(folder))


if __name__ == "__main__":
    main()
