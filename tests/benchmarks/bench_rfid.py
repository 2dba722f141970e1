"""Tags written over a serial module, a network reader and a label printer, with 5 % faults; then a hundred kills.

Run: python3 dev.py bench rfid [ENCODES] [KILLS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.encoding import encode_under_kills
from tests.fakes.encoding import Tally, encode_all


def main() -> int:
    encodes = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    begun = time.perf_counter()

    def told(way: str, tally: Tally) -> None:
        nonlocal begun
        seconds, begun = time.perf_counter() - begun, time.perf_counter()
        refusals = ", ".join(f"{code} {count}" for code, count in tally.refusals.most_common(6))
        print(
            f"{way:7} {tally.bound:6,} bound and looked at, {len(tally.false_written)} false, "
            f"{tally.killed} died before the commit, {tally.resumed} resumed, {tally.thrown_away} thrown away, "
            f"{seconds / max(1, tally.bound) * 1000:.0f} ms each"
        )
        print(f"        refused: {refusals}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        if encodes:
            encode_all(Path(folder) / "all", encodes, told=told)
        if kills:
            record = encode_under_kills(Path(folder) / "kills", 2 * kills, kills, seed=7)
            print(
                f"{record.kills} kills, {record.written_unbound} of them between writing and commit; "
                f"{len(record.bound)} pieces on {record.tags} tags, each with its own"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
