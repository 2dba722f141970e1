"""Faults at full length. Run: python3 dev.py bench faults [flips N | kills N | kills-postgres N]"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter as Tally
from pathlib import Path

from app.bootstrap import open_counter, set_up_counter
from app.exchange.reader import read_ledger
from app.services.ledgers import Ledger, take_over
from tests.e2e.flipping import PASSWORD, flip_often, left_running
from tests.e2e.killing_all import Clerk, kill_all
from tests.postgres import running_cluster

LEDGER = Path(__file__).parents[1] / "data" / "county-ledger-first-110-rows.xls"
PROGRESS = 50  # kills


def flips(folder: Path, times: int) -> None:
    with open_counter(folder / "counter", create=True) as services:
        admin = set_up_counter(
            services, site_id="370883", site_name="邹城市公物仓", administrator="admin", password=PASSWORD
        )
        reading = read_ledger(LEDGER)
        cards = Ledger(reading.name, reading.sha256, reading.unit_name, reading.unit_code, reading.cards)
        take_over(cards, services.bus, services.queries, actor=admin)
    record = flip_often(left_running(folder / "counter", folder / "stopped"), folder, times, seed=7)
    by = ", ".join(f"{what} {count}" for what, count in record.found.most_common())
    print(f"{times} damages: found {record.found.total()} ({by}), harmless {record.harmless}")
    print(f"recovered with every operation and row: {record.recovered}")


def kills(folder: Path, times: int, url: str | None = None) -> None:
    begun = time.monotonic()

    def tell(done: Tally[str], clerks: list[Clerk]) -> None:
        if done.total() % PROGRESS == 0:
            documents = sum(len(it.documents) for it in clerks)
            taken = time.monotonic() - begun
            print(f"{done['server']} + {done['counter']} kills, {documents} documents, {taken:.0f} s", flush=True)

    done, clerks = kill_all(folder, LEDGER, times=times, seed=7, url=url, tell=tell)
    documents = sum(len(it.documents) for it in clerks)
    print(f"kills: server {done['server']}, counter {done['counter']}; {documents} documents acknowledged, none lost")
    print(f"cycles that ended well {sum(it.synced for it in clerks)}, with no line {sum(it.down for it in clerks)}")
    print("check clean after each kill of a counter; in the end counters and city hold the same operations and rows")


def kills_postgres(folder: Path, times: int) -> None:
    """As a city of its size would run: the server's books in PostgreSQL, whose commits are on disk."""
    with running_cluster(fsync="on", full_page_writes="on") as cluster:
        kills(folder, times, cluster.new_database())


def main(words: list[str]) -> int:
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    part, *given = words or ["all"]
    for name, run, full in (("flips", flips, 100), ("kills", kills, 300), ("kills-postgres", kills_postgres, 300)):
        if part in (name, "all"):
            begun = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                run(Path(folder), int(given[0]) if given else full)
            print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
