"""How long a hand-out takes to be committed at the desk while a second thread writes what is pulled.

python3 dev.py bench commit [pieces]: one counter takes that many pieces in; another, which has some of its own, reads
them from the feed while its desk hands out. Loopback; the server shares the process.
"""

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from app.persistence import city_holdings
from sync.server.serve import EmbeddedServer
from tests.benchmarks.bench_sync import take_in
from tests.fakes.sync_world import COUNTY_SITE, Desk, open_city

_OWN = 400


def main(pieces: int) -> None:
    city_holdings._LONG = 1 << 40  # the feed, not a snapshot
    with tempfile.TemporaryDirectory() as name, open_city(None, Path(name) / "city") as city:
        folder = Path(name)
        with EmbeddedServer(city.books) as server:
            first = Desk(folder / "first", COUNTY_SITE, "邹城市公物仓")
            first.open_site()
            first.enrol(city, server.url)
            first.sync()
            second = Desk(folder / "second", COUNTY_SITE, "", station=2)
            second.enrol(city, server.url)
            second.warehouse = first.warehouse
            second.sync()
            second.meet("张三")
            own = take_in(second, _OWN)
            second.sync()
            first.meet("李四")
            take_in(first, pieces)
            first.sync()
            pull = threading.Thread(target=second.sync)
            spent: list[float] = []
            pull.start()
            while pull.is_alive() and own:
                began = time.perf_counter()
                second.hand_out(own.pop())
                spent.append((time.perf_counter() - began) * 1000)
            pull.join()
            cuts = statistics.quantiles(spent, n=100)
            print(f"{len(spent)} hand-outs during the pull: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms")
            first.close()
            second.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
