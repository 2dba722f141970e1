"""Faults at full length. Run: python3 dev.py bench faults [flips N] [kills N [SECONDS]]"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from app.bootstrap import open_counter, set_up_counter
from app.exchange.reader import read_ledger
from app.services.ledgers import Ledger, take_over
from tests.e2e.flipping import PASSWORD, flip_often, left_running
from tests.e2e.killing_all import kill_all

LEDGER = Path(__file__).parents[1] / "data" / "county-ledger-first-110-rows.xls"


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


def kills(folder: Path, times: int, seconds: float) -> None:
    done, clerks = kill_all(folder, LEDGER, times=times, seed=7, seconds=seconds, url=os.environ.get("GWC_CITY_URL"))
    documents = sum(len(it.documents) for it in clerks)
    print(f"kills: server {done['server']}, counter {done['counter']}; {documents} documents acknowledged, none lost")
    print(f"cycles that ended well {sum(it.synced for it in clerks)}, with no line {sum(it.down for it in clerks)}")
    print("check clean after each kill of a counter; in the end counters and city hold the same operations and rows")


def main(words: list[str]) -> int:
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    part, *numbers = words or ["all"]
    for name, run, full in (("flips", flips, [100]), ("kills", kills, [300, 1e9])):
        if part in (name, "all"):
            given = [float(text) for text in numbers] if part == name else []
            begun = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                values = [*given, *full[len(given) :]]
                run(Path(folder), int(values[0]), *values[1:])
            print(f"{name}: {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
