"""How fast operations go up and rows come down, beside bare SQLite inserts of the same rows.

python3 dev.py bench sync [pieces]: one counter takes in that many pieces and hands a tenth of them out one by one;
a second station then reads it all. Loopback, SQLite on both sides, synchronous=FULL.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import COUNTY_SITE, CityWorld, Desk, open_city


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


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


def main(pieces: int) -> None:
    with tempfile.TemporaryDirectory() as name, open_city(None, Path(name) / "city") as city:
        folder = Path(name)
        with EmbeddedServer(city.books) as server:
            first = Desk(folder / "first", COUNTY_SITE, "邹城市公物仓")
            first.open_site()
            first.enrol(city, server.url)
            first.sync()
            assets = [asset for _ in range(0, pieces, 100) for asset in first.take_in(100)]
            creating = seconds(first.sync)
            print(f"push, {len(assets)} pieces taken in by the hundred: {len(assets) / creating:,.0f} pieces/s")
            for asset in assets[::10]:
                first.hand_out(asset)
            lent = len(assets[::10])
            handing = seconds(first.sync)
            print(f"push and confirm, {lent} hand-outs (3 operations each): {lent / handing:,.0f} hand-outs/s")
            second = Desk(folder / "second", COUNTY_SITE, "", station=2)
            second.enrol(city, server.url)
            reports = []
            pulling = seconds(lambda: reports.append(second.sync()))
            pulled = reports[0].pulled
            count, bare = bare_inserts(folder, city)
            print(f"pull, {pulled} rows: {pulled / pulling:,.0f} rows/s")
            print(f"bare SQLite inserts, {count} rows: {count / bare:,.0f} rows/s")
            print(f"pull takes {(pulling / pulled) / (bare / count):.1f} times as long per row")
            first.close()
            second.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
