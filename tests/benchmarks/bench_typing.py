"""Typing into the scan box over 1,000,000 assets: key press to painted rows, in the real inventory window.

A real Shell with its scan filter and InventoryPage over a real Workplace, on the file of tests/benchmarks/million.py.
Each key is timed from its press to the end of the repaint that shows the first rows of just that text. The pauses
between keys are a person's, so that full key lists and totals are under way when the next key comes. In the same
run: a bare QTableView that is given those first rows and repainted.

Goal: p99 ≤ 50 ms. Run: python3 dev.py bench typing [ROUNDS]. Offscreen, unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QEventLoop, QModelIndex, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from app.archive import FolderArchive
from app.clock import SystemClock
from app.domain.organization import Role
from app.persistence.counter import CounterDatabase, SqlCredentials
from app.persistence.engine import sqlite_engine
from app.persistence.journal import Journal
from app.persistence.label_templates import SqlLabelTemplates
from app.persistence.print_jobs import SqlPrintJobs
from app.persistence.queries import SqlQueries
from app.services.accounts import Accounts
from app.services.bus import Bus
from app.services.commands.base import Actor
from app.services.printing.desk import PrintDesk, PrintParts
from app.services.slip_papers import SlipPapers
from printing.composer import JobComposer
from printing.printers.devices import SystemDevices
from printing.typesetter import PdfTypesetter
from tests.benchmarks.million import ASSETS, database
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.i18n import install_language
from ui.inventory import InventoryPage
from ui.print_runner import PrintRunner
from ui.scanning import ScanFilter, Sounds
from ui.shell import PageSpec, Shell, ShellState
from ui.tasks import Tasks
from ui.theme import apply_theme
from ui.widgets import SessionMemory
from ui.workplace import Workplace

GOAL_MS = 50.0
ROUNDS = 3
BACK = "\b"
TYPED = (  # each is typed key by key, then deleted key by key
    "办公桌",
    "台式计算机",  # 机 and 台: some 300,000 rows each
    "会议中心",  # a place
    "邹城市财政局",  # an organization
    "王建国",
    "bgz",
    "dnjsj",
    "004567",  # the tail of a tag number
    "37088301",  # every tag number begins so
    "optiplex",
    "䶮䶮龘",  # nobody
    "qqqq",
)
PAUSES_MS = (70, 90, 110, 140, 180, 240, 330, 700)  # from the painted rows to the next key
SCROLLS = 10


class Clock:
    """A timer of 1 ms: runs the event loop until something is true, and knows how late the loop has let it be."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()
        self._loop = QEventLoop()
        self._true: Callable[[], bool] = lambda: True
        self._end, self._late = 0.0, False
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst, self._last = max(self.worst, (now - self._last) * 1000 - 1), now
        self._late = now > self._end
        if self._late or self._true():
            self._loop.quit()

    def until(self, true: Callable[[], bool], what: str, seconds: float = 30) -> None:
        """Raises TimeoutError where it does not become true in time."""
        self._true, self._end, self._last = true, time.perf_counter() + seconds, time.perf_counter()
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if self._late:
            raise TimeoutError(what)

    def rest(self, milliseconds: float) -> None:
        end = time.perf_counter() + milliseconds / 1000
        self.until(lambda: time.perf_counter() >= end, "time")


class Watched(Shell):
    """Tells when a repaint of the window has ended, flushing included."""

    repainted: Callable[[], None] = staticmethod(lambda: None)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.repainted()
        return handled


class Typist:
    """A person at the inventory window."""

    def __init__(self, shell: Watched, page: InventoryPage, clock: Clock) -> None:
        self.shell, self.page, self.clock = shell, page, clock
        self.box = shell.strip.scan_box
        self._text, self._answered, self._painted, self._worked = "", False, 0.0, 0.0
        page.assets.changed.connect(self._hear)
        shell.repainted = self._look

    def _hear(self) -> None:
        self._answered = self._answered or self.page.assets.filter.text == self._text

    def _look(self) -> None:
        if self._answered and not self._painted:
            self._painted, self._worked = time.perf_counter(), time.thread_time()

    def press(self, key: str) -> tuple[float, float]:
        """Milliseconds until the first rows of the new text are painted, and this thread's own part of them."""
        before = self.box.text()
        self._text, self._answered, self._painted = before[:-1] if key == BACK else before + key, False, 0.0
        start, worked = time.perf_counter(), time.thread_time()
        if key == BACK:
            QTest.keyClick(self.box, Qt.Key.Key_Backspace)
        elif key.isascii():
            QTest.keyClick(self.box, key)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(key)
            QCoreApplication.sendEvent(self.box, composed)
        self.clock.until(lambda: self._painted > 0, f"the rows of {self._text!r}")
        if self.box.text() != self._text:
            raise AssertionError(f"{self.box.text()!r} was typed instead of {self._text!r}")
        return (self._painted - start) * 1000, (self._worked - worked) * 1000

    def settle(self) -> None:
        """Until all keys and the totals are there, and painted."""
        self.clock.until(lambda: self.page.assets.totals is not None, "the totals")
        self.clock.rest(200)

    def jump(self, number: int) -> float:
        """Scroll to a row; milliseconds until every row in sight is painted as it is."""
        table, model = self.page.browse.table, self.page.assets.model
        painted = 0.0

        def look() -> None:
            nonlocal painted
            seen = range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1)
            if not painted and seen and seen[0] == number and all(model.row(at) is not None for at in seen):
                painted = time.perf_counter()

        self.shell.repainted = look
        start = time.perf_counter()
        table.verticalScrollBar().setValue(number)
        self.clock.until(lambda: painted > 0, f"the rows at {number}")
        self.shell.repainted = self._look
        return (painted - start) * 1000


class BareModel(QAbstractTableModel):
    """Texts, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[list[str]] = []

    def set_texts(self, texts: list[list[str]]) -> None:
        self.beginResetModel()
        self.texts = texts
        self.endResetModel()

    def rowCount(self, _parent: object = None) -> int:
        return len(self.texts)

    def columnCount(self, _parent: object = None) -> int:
        return len(self.texts[0]) if self.texts else 0

    def data(self, index: QModelIndex, role: int = 0) -> str | None:
        return self.texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class BareTable(QTableView):
    """A table of Qt as it comes, in a window of its own."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock, self._painted = clock, 0.0
        self._model = BareModel()
        self.setModel(self._model)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and not self._painted:
            self._painted = time.perf_counter()
        return handled

    def show_texts(self, texts: list[list[str]]) -> float:
        """Milliseconds from setting them to their painting."""
        self._painted = 0.0
        start = time.perf_counter()
        self._model.set_texts(texts)
        self._clock.until(lambda: self._painted > 0, "the bare rows")
        return (self._painted - start) * 1000


@contextmanager
def workplace(path: Path, folder: Path) -> Iterator[Workplace]:
    """What pages are given, over this database."""
    writer, reader = sqlite_engine(path, writes=True), sqlite_engine(path, writes=False)
    counter, clock, tasks = CounterDatabase(writer, Journal(folder / "journal")), SystemClock(), Tasks()
    queries, typesetter, templates = SqlQueries(reader, clock.today), PdfTypesetter(clock), SqlLabelTemplates(counter)
    slips = SlipPapers(queries, typesetter, FolderArchive(folder), clock, counter.station)
    parts = PrintParts(
        queries=queries,
        jobs=SqlPrintJobs(counter),
        devices=SystemDevices(),
        composer=JobComposer(clock, templates.get),
        papers=slips,
        clock=clock,
        templates=templates,
    )
    try:
        yield Workplace(
            bus=Bus(counter, clock),
            queries=SqlQueries(reader, lambda: date(2026, 6, 1)),
            accounts=Accounts(SqlCredentials(counter), clock),
            typesetter=typesetter,
            printing=PrintRunner(PrintDesk(parts), tasks),
            slip_papers=slips,
            papers=folder,
            tasks=tasks,
            changes=ChangeHub(),
            errors=ErrorDesk(lambda _error: None),
            memory=SessionMemory(),
            sounds=Sounds(False),
            actor=lambda: Actor("s1", "孟庆海", Role.CLERK),
        )
    finally:
        tasks.drain()
        reader.dispose()
        writer.dispose()


def spread(values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return f"p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f}, most {max(values):.1f} ms"


def p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[98]


def memory() -> str:
    status = Path("/proc/self/status")
    if not status.exists():
        return "memory not known on this system"
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return f"resident memory {int(line.split()[1]) / 1024:.0f} MB"


def type_all(typist: Typist, bare: BareTable, rng: random.Random) -> dict[str, list[tuple[float, float, float]]]:
    """By typed text ("⌫" before it: reached by deleting): (ms to painted rows, ms of this thread, ms of bare Qt)."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    model, clock = typist.page.assets.model, typist.clock
    shown = [at for at, column in enumerate(model.columns) if column.shown]
    for text in rng.sample(TYPED, len(TYPED)):
        for key in (*text, *(BACK,) * len(text)):
            ours, own = typist.press(key)
            rows = range(min(100, model.rowCount()))
            texts = [[model.cell(row, column).text for column in shown] for row in rows]
            before, clock.worst = clock.worst, 0.0
            theirs = bare.show_texts(texts)
            clock.worst = before
            name = ("⌫" if key == BACK else "") + typist.box.text()
            found.setdefault(name, []).append((ours, own, theirs))
            clock.rest(rng.choice(PAUSES_MS))
    return found


def main(arguments: list[str]) -> int:
    rounds = int(arguments[0]) if arguments else ROUNDS
    # Making the file, where there is none, leaves full caches behind that no counter has: in a process of its own.
    subprocess.run([sys.executable, "-m", "tests.benchmarks.million"], check=True)
    path = database()
    app = QApplication([])
    apply_theme(app, "light")
    install_language(app, "zh_CN")
    rng, clock = random.Random(5), Clock()
    with tempfile.TemporaryDirectory() as folder, workplace(path, Path(folder)) as work:
        page = InventoryPage(work)
        spec = PageSpec("inventory", "库存", "inventory", "F2", lambda: page)
        shell = Watched(ShellState(), [spec], work.memory, scans=ScanFilter(app))
        shell.show()
        typist = Typist(shell, page, clock)
        typist.settle()
        bare = BareTable(clock)
        bare.resize(page.browse.table.size())
        bare.show()
        shell.activateWindow()
        print(f"{app.platformName()}, load {' '.join(f'{one:.1f}' for one in os.getloadavg())}, {memory()}")
        bare.show_texts([[""]])
        type_all(typist, bare, rng)  # fonts, first connections
        every: dict[str, list[tuple[float, float, float]]] = {}
        for number in range(rounds):
            clock.worst = 0.0
            found = type_all(typist, bare, rng)
            for name, values in found.items():
                every.setdefault(name, []).extend(values)
            times = [ours for values in found.values() for ours, _, _ in values]
            print(f"round {number + 1}, {len(times)} keys: {spread(times)}; longest stall {clock.worst:.1f} ms")
        ours, own, theirs = zip(*(one for values in every.values() for one in values), strict=True)
        print(f"key to painted rows: {spread(list(ours))}")
        print(f"  of it processor time of the UI thread: {spread(list(own))}")
        print(f"bare QTableView, rows to paint: {spread(list(theirs))}")
        middle = statistics.median(ours) / statistics.median(theirs)
        print(f"  ours / bare: p50 {middle:.2f}, p99 {p99(list(ours)) / p99(list(theirs)):.2f}")
        slow = sorted(every, key=lambda name: -statistics.median(one[0] for one in every[name]))[:6]
        slowest = (f"{name or 'nothing'} {statistics.median(one[0] for one in every[name]):.0f}" for name in slow)
        print(f"  slowest texts (medians): {', '.join(slowest)}")
        typist.settle()
        count = page.assets.model.rowCount()
        clock.worst = 0.0
        jumps = [typist.jump(rng.randrange(count - 100)) for _ in range(SCROLLS)]
        print(f"{SCROLLS} jumps among {count:,} rows, to painted rows: {spread(jumps)}; stall {clock.worst:.1f} ms")
        print(f"{memory()}, load {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
        shell.close()
        bare.close()
        page.deleteLater()
    return 0 if p99(list(ours)) <= GOAL_MS and count == ASSETS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
