"""A ledger of 20,000 rows taken over, beside reading the file alone and inserting its rows with bare sqlite3.

Goal: at most 5 times the bare way, as medians of interleaved rounds. Run: python3 dev.py bench import
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

import python_calamine

from app.bootstrap import open_counter, set_up_counter
from app.exchange.reader import read_ledger
from app.services.ledgers import Ledger, take_over

LEDGER = Path(__file__).parents[1] / "data" / "city-ledger.xlsx"
ROUNDS = 5


def bare(folder: Path) -> None:
    rows = python_calamine.CalamineWorkbook.from_path(str(LEDGER)).get_sheet_by_index(0).to_python()
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE card (%s)" % ", ".join(f"c{n}" for n in range(len(rows[0]))))  # noqa: UP031
    statement = "INSERT INTO card VALUES (%s)" % ", ".join("?" * len(rows[0]))  # noqa: S608, UP031
    connection.executemany(statement, [[str(cell) for cell in row] for row in rows])
    connection.commit()
    connection.close()


def ours(folder: Path) -> tuple[float, float]:
    with open_counter(folder / "counter", create=True) as services:
        actor = set_up_counter(
            services, site_id="370826", site_name="微山县公物仓", administrator="a", password="benchmark-1"
        )
        start = time.perf_counter()
        reading = read_ledger(LEDGER, known_codes=services.classification())
        read = time.perf_counter()
        ledger = Ledger(reading.name, reading.sha256, reading.unit_name, reading.unit_code, reading.cards)
        result = take_over(ledger, services.bus, services.queries, actor=actor)
        done = time.perf_counter()
    assert result.pieces == 40_135
    return read - start, done - read


def main() -> int:
    bares, reads, takes = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            start = time.perf_counter()
            bare(Path(name))
            bares.append(time.perf_counter() - start)
            read, take = ours(Path(name))
            reads.append(read)
            takes.append(take)
    base = statistics.median(bares)
    whole = statistics.median(a + b for a, b in zip(reads, takes, strict=True))
    print(f"bare calamine + sqlite3   {base:6.2f} s")
    print(f"read and check            {statistics.median(reads):6.2f} s")
    print(f"take over                 {statistics.median(takes):6.2f} s")
    print(f"whole import              {whole:6.2f} s   {whole / base:4.1f} × the bare way (goal 5)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
