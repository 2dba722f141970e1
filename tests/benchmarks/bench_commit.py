"""How long one hand-out takes to be committed at the desk while another thread syncs.

python3 dev.py bench commit [pieces] [waiting]: one counter takes that many pieces in; another, where so many hand-outs
wait, sends them and reads everything from the feed while its desk goes on handing out. Loopback; the city is a process
of its own. Printed too: how late the timer of a bare QCoreApplication on the main thread came meanwhile; and who held
the writer's lock longest, in milliseconds of CPU, which other work on the machine does not change.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from app.domain.ids import organization_id, person_id
from app.persistence.page_sums import PageSums
from app.persistence.writers_lock import WritersLock
from app.services.commands.loans import HandOut
from sync.client.line import enrol
from tests.benchmarks.bench_push import hand_out, take_in
from tests.e2e.program import City
from tests.fakes.sync_world import COUNTY_SITE, OFFICE, Desk, WallClock

_PAUSE = 0.05  # seconds between two hand-outs
_TICK = 10  # milliseconds between two ticks of the event loop
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


class Ticks:
    """Notes how late a timer of the UI thread's event loop comes."""

    def __init__(self) -> None:
        self.late: list[float] = []  # milliseconds
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self._timer.start(_TICK)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._last) * 1000 - _TICK)
        self._last = now


def work(desk: Desk, pieces: list[str], spent: list[float]) -> None:
    """Sync, and hand out meanwhile: each on a thread of its own beside the event loop, as in the program."""
    app = QCoreApplication.instance() or QCoreApplication([])
    ticks = Ticks()
    office, due = organization_id(OFFICE), WallClock().today() + timedelta(days=30)
    pull = threading.Thread(target=desk.sync)

    def hand_out_meanwhile() -> None:
        while pull.is_alive() and pieces:
            command = HandOut(office, person_id(office, "张三"), (pieces.pop(),), due)
            began = time.perf_counter()
            desk.do(command)
            spent.append((time.perf_counter() - began) * 1000)
            time.sleep(_PAUSE)
        pull.join()
        app.quit()

    hands = threading.Thread(target=hand_out_meanwhile)
    began = time.process_time()
    pull.start()
    hands.start()
    app.exec()
    hands.join()
    print(f"{len(spent)} hand-outs meanwhile, {time.process_time() - began:.1f} s of CPU at the counter:")
    cuts = statistics.quantiles(spent, n=100, method="inclusive")
    print(f"  p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms, longest {max(spent):.0f} ms")
    print(f"  the event loop was late by {max(ticks.late):.0f} ms at most, of {len(ticks.late):,} ticks")


def main(pieces: int, waiting: int) -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        city = City("--data", folder / "city")
        city.start("--address-rate", 0)
        stack.callback(city.stop)
        first = Desk(folder / "first", COUNTY_SITE, "邹城市公物仓")
        second = Desk(folder / "second", COUNTY_SITE, "", station=2)
        for desk in (first, second):
            stack.callback(desk.close)
        first.open_site()
        for desk in (first, second):
            enrol(desk.replica, city.url, city.code(desk.site), desk.keys)
            desk.connect(city.url)
            desk.sync()
        second.warehouse = first.warehouse
        second.meet("张三")
        own = take_in(second, waiting + 4000)
        second.sync()
        first.meet("李四")
        take_in(first, pieces)
        first.sync()
        hand_out(second, own[:waiting])
        lock = second.database._lock = WatchedLock()
        sums = second.database.sums = PageSums(second.folder / "counter.db")  # as the program has them
        stack.callback(sums.close)
        sums.begin()
        work(second, own[waiting:], [])
        longest = sorted(lock.held, key=lambda it: max(lock.held[it]), reverse=True)
        for it in longest[:_SHOWN]:
            held = lock.held[it]
            print(f"  lock held by {it}: {len(held)} times, longest {max(held):.0f} ms of CPU, {sum(held):.0f} in all")


if __name__ == "__main__":
    given = [int(it) for it in sys.argv[1:]]
    main(*(given + [20_000, 1000][len(given) :]))
