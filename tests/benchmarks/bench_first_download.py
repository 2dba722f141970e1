"""The first download of a new counter: python3 dev.py bench first_download [assets], a million where none is said.

The city's database is filled directly; it serves in this process, the counter downloads in another, over loopback.
Printed: seconds until all is stored, and until all is found by search; bytes on the line; most memory of the counter.
"""

import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from app.domain.asset import Asset
from app.domain.organization import Site, Warehouse, WarehouseKind
from app.persistence import tables
from app.persistence.city import SqlCity
from app.persistence.city_feed import prepare
from app.persistence.city_tables import change
from app.persistence.engine import checkpoint, sqlite_engine
from app.persistence.schema import migrate
from app.persistence.store import codec_of
from sync.server.serve import EmbeddedServer
from tests.benchmarks.million import assets, organizations
from tests.fakes.sync_world import COUNTY_SITE, CityWorld, Desk

_PAGE = 20_000


def fill(folder: Path, count: int) -> SqlCity:
    """A city whose feed begins with that many assets."""
    folder.mkdir(parents=True)
    writer = sqlite_engine(folder / "city.db", writes=True, searchable=False)
    migrate(writer)
    with writer.begin() as connection:
        connection.execute(change.delete())
        for row in (
            Site(COUNTY_SITE, "邹城市公物仓"),
            Warehouse("w1", COUNTY_SITE, WarehouseKind.GENERAL, "通用仓"),
            Warehouse("w2", COUNTY_SITE, WarehouseKind.VIRTUAL, "虚拟仓"),
            *organizations(),
        ):
            connection.execute(insert(tables.ENTITIES[type(row)]).values(codec_of(type(row)).row(row)))
    codec = codec_of(Asset)
    made = assets(count)
    while page := [codec.row(asset) for asset in islice(made, _PAGE)]:
        with writer.begin() as connection:
            connection.execute(insert(tables.asset), page)
        checkpoint(writer)
    with writer.begin() as connection:
        prepare(connection)
    return SqlCity(writer, sqlite_engine(folder / "city.db", writes=False), folder)


def download(folder: str, url: str, device: str) -> None:
    """The counter's process."""
    desk = Desk(Path(folder), COUNTY_SITE, "", 2, device)
    desk.connect(url)
    stored: list[float] = []
    index = desk.replica.index

    def told() -> frozenset[str]:
        stored.append(time.perf_counter())
        return index()

    desk.replica.index = told  # type: ignore[method-assign]
    began = time.perf_counter()
    report = desk.sync()
    ended = time.perf_counter()
    held = {
        "stored": stored[0] - began,
        "found": ended - began,
        "bytes": desk.line.traffic[1],
        "memory": most_memory(),
        "rows": report.changed["asset"],
    }
    print(json.dumps(held))
    desk.close()


def most_memory() -> float:
    """Of this process, in megabytes. (`ru_maxrss` is no less than what the process had that started it.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        books = fill(folder / "city", count)
        print(f"city filled with {count:,} assets in {time.perf_counter() - began:.0f} s")
        with EmbeddedServer(books) as server:
            desk = Desk(folder / "counter", COUNTY_SITE, "", 2)
            desk.enrol(CityWorld(books, books.reader), server.url)
            began = time.perf_counter()
            desk.line.open_session("", None, 1)
            made = desk.line.snapshot(None)
            packed = sum(page.size for page in made.pages) if made else 0
            print(f"snapshot made in {time.perf_counter() - began:.1f} s, {packed / 1e6:,.0f} MB")
            desk.replica.keep_session("")
            desk.close()
            with books.writer.begin() as connection:
                connection.exec_driver_sql("UPDATE device SET session = '', session_before = NULL")
            command = [sys.executable, "-m", __spec__.name, "--counter", str(desk.folder), server.url, desk.device]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            figures = json.loads(told)
            print(f"stored in {figures['stored']:.1f} s, found by search in {figures['found']:.1f} s")
            print(
                f"{figures['rows']:,} assets, {figures['bytes'] / 1e6:,.0f} MB, most memory {figures['memory']:,.0f} MB"
            )
        books.writer.dispose()
        books.reader.dispose()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--counter"]:
        download(*sys.argv[2:5])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
