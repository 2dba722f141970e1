"""A hundred kills of a working counter at random points. Run: python3 dev.py bench kill"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.e2e.killing import kill_often

LEDGER = Path(__file__).parents[1] / "data" / "county-ledger.xlsx"
KILLS = 100


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        record = kill_often(Path(folder), LEDGER, KILLS, seed=7)
    stood = Counter(text[:2] for text in record.died_after)
    print(f"{KILLS} kills, {len(record.documents)} documents acknowledged, none lost; check clean after each")
    print("last word before the kill: " + ", ".join(f"{word} {count}" for word, count in stood.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
