"""A day of a thousand counters against one PostgreSQL city server, as fast as it goes.

python3 dev.py bench load [counters] [--seconds S] [--workers N]: counters of 20 to a site (1,000), without databases of
their own, make sealed and chained operations and speak the protocol over HTTP: hand-outs, returns, edits, intakes,
extensions, offline spells of half an hour to four hours, and at eight in the morning all at once. Eight hours are 16
half-hours; each takes a sixteenth of S, and the deeds of a half-hour are made as many as the server carries out in that
time. Then the line is whole again, all is pushed and pulled, and the books are compared. Counters are enrolled in the
server's books directly, as enrolment is limited to ten a minute.
"""

import argparse
import asyncio
import os
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
from tests.benchmarks.load.counters import STOCK, SimulatedCounter, Site, row_hash
from tests.benchmarks.load.line import Line, Tally
from tests.e2e.program import City
from tests.fakes.sync_world import CityWorld, open_city
from tests.postgres import running_cluster

STATIONS = 20
TICKS = 16  # half-hours of a working day
HOURS = 8
GOES_OFFLINE = 0.03  # a counter's chance in a half-hour
LONGEST_SPELL = 8  # half-hours
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


async def half_hour(counters: Sequence[SimulatedCounter], rate: float, share: float, seconds: float) -> None:
    """`rate`: deeds of a counter. Those that come back push at once; the others at times over these seconds.

    Whoever did something pulls, and `share` of the others.
    """

    async def live(counter: SimulatedCounter) -> None:
        deeds = int(rate) + (counter.chance.random() < rate % 1)
        if not counter.online:
            for _ in range(deeds):
                counter.act()
            counter.offline_ticks -= 1
            counter.online = counter.offline_ticks <= 0
            if counter.online:
                await counter.reconnect()
            return
        at = sorted(counter.chance.uniform(0, seconds) for _ in range(deeds))
        began = time.perf_counter()
        for moment in at:
            await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
            counter.act()
            await counter.push_waiting(singly=True)
        if deeds or counter.chance.random() < share:
            await counter.pull_all()
        if counter.chance.random() < GOES_OFFLINE:
            counter.line.hang_up()
            counter.online, counter.offline_ticks = False, counter.chance.randint(1, LONGEST_SPELL)

    await together(counters, live)


async def day(counters: Sequence[SimulatedCounter], budget: float) -> None:
    began = time.perf_counter()
    await together(counters, lambda it: it.reconnect())  # eight o'clock: all at once
    morning = time.perf_counter() - began
    print(f"08:00  all {len(counters)} counters at once: {morning:.1f} s", flush=True)
    rate, share = 1.0, 1.0
    for tick in range(TICKS):
        planned = max(1.0, (budget - (time.perf_counter() - began)) / (TICKS - tick))
        started = time.perf_counter()
        await half_hour(counters, rate, share, 0.8 * planned)
        taken = time.perf_counter() - started
        clock = f"{8 + tick // 2:02}:{30 * (tick % 2):02}"
        print(f"{clock}  {rate:.2f} deeds each, {share:.0%} of the others pull, {taken:.1f} s", flush=True)
        pace = min(1.5, max(0.4, planned / taken))
        rate, share = max(0.05, rate * pace), min(1.0, max(0.05, share * pace))


async def settle(counters: Sequence[SimulatedCounter]) -> None:
    await together(counters, lambda it: it.push_waiting(singly=False))
    await together(counters, lambda it: it.pull_all())


def check(world: CityWorld, url: str, counters: Sequence[SimulatedCounter]) -> None:
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
    for follower in followers:
        there = {
            kind: {id: row_hash(row) for id, row in rows.items()}
            for kind, rows in world.seen_by(follower.site.id).items()
        }
        held = follower.holds or {}
        assert {kind: rows for kind, rows in held.items() if rows} == {
            kind: rows for kind, rows in there.items() if rows
        }
    held = sum(len(rows) for it in followers for rows in (it.holds or {}).values())
    total = sum(it.dseq for it in counters)
    print(f"every one of {total:,} operations is at the city exactly once; {len(counters):,} cursors at seq {head:,};")
    print(f"{len(followers)} followers hold {held:,} rows, each as the city has it, none missing and none too many")


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
    print(
        f"{HOURS} h at {each / HOURS:.1f} operations per counter and hour, {faster:.0f} times as fast as they happen:"
    )
    print(f"{len(counters):,} counters fill this server at {each / HOURS * faster:,.0f} operations an hour each")
    return operations


def run(count: int, budget: float, workers: int, folder: Path) -> None:
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
                measure(url, counters, tally, budget)
                check(world, url, counters)
            finally:
                city.stop()


def measure(url: str, counters: Sequence[SimulatedCounter], tally: Tally, budget: float) -> None:
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
        await day(counters, budget)
        await settle(counters)
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
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # server and database end too
    with tempfile.TemporaryDirectory(prefix="gwc-load-") as folder:
        run(given.counters, given.seconds, given.workers, Path(folder))


if __name__ == "__main__":
    main()
