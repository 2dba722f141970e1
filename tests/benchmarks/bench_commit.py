"""How long one hand-out takes to be committed at the desk while another thread syncs.

python3 dev.py bench commit [pieces] [waiting]: one counter takes that many pieces in; another, where so many hand-outs
wait, sends them and reads everything from the feed while its desk goes on handing out. Loopback; the server shares
the process. Printed too: who held the writer's lock longest, in milliseconds of CPU, which other work on the machine
does not change.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.domain.ids import organization_id, person_id
from app.persistence import city_holdings
from app.persistence.writers_lock import WritersLock
from app.services.commands.loans import HandOut
from sync.server.serve import EmbeddedServer
from tests.benchmarks.bench_push import hand_out, take_in
from tests.fakes.sync_world import COUNTY_SITE, OFFICE, Desk, WallClock, open_city

_PAUSE = 0.05  # seconds between two hand-outs
_SHOWN = 4


class WatchedLock(WritersLock):
    """Notes the CPU time for which it was held, by whom: the name of the function that asked for the transaction."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, list[float]] = defaultdict(list)
        self._began: list[tuple[str, float]] = []

    def __enter__(self) -> None:
        super().__enter__()
        self._note()

    def __exit__(self, kind, error, trace) -> None:
        self._told()
        super().__exit__(kind, error, trace)

    @contextmanager
    def patiently(self) -> Iterator[None]:
        with super().patiently():
            self._note()
            try:
                yield
            finally:
                self._told()

    def _note(self) -> None:
        frame = sys._getframe(2)
        while frame.f_code.co_filename.endswith(("counter.py", "contextlib.py", "bench_commit.py", "writers_lock.py")):
            assert frame.f_back is not None
            frame = frame.f_back
        self._began.append((frame.f_code.co_qualname, time.thread_time()))

    def _told(self) -> None:
        name, began = self._began.pop()
        self.held[name].append((time.thread_time() - began) * 1000)


def main(pieces: int, waiting: int) -> None:
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
            own = take_in(second, waiting + 4000)
            second.sync()
            first.meet("李四")
            take_in(first, pieces)
            first.sync()
            hand_out(second, own[:waiting])
            own = own[waiting:]
            lock = second.database._lock = WatchedLock()
            pull = threading.Thread(target=second.sync)
            spent: list[float] = []
            office, due = organization_id(OFFICE), WallClock().today() + timedelta(days=30)
            began_all = time.process_time()
            pull.start()
            while pull.is_alive() and own:
                command = HandOut(office, person_id(office, "张三"), (own.pop(),), due)
                began = time.perf_counter()
                second.do(command)
                spent.append((time.perf_counter() - began) * 1000)
                time.sleep(_PAUSE)
            pull.join()
            cuts = statistics.quantiles(spent, n=100)
            cpu = time.process_time() - began_all
            print(f"{len(spent)} hand-outs meanwhile, {cpu:.1f} s of CPU in all:")
            print(f"  p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms, longest {max(spent):.0f} ms")
            longest = sorted(lock.held, key=lambda it: max(lock.held[it]), reverse=True)
            for it in longest[:_SHOWN]:
                held = lock.held[it]
                print(
                    f"  lock held by {it}: {len(held)} times, longest {max(held):.0f} ms of CPU, {sum(held):.0f} in all"
                )
            first.close()
            second.close()


if __name__ == "__main__":
    given = [int(it) for it in sys.argv[1:]]
    main(*(given + [20_000, 1000][len(given) :]))
