"""Click to the printer's first byte, and a job of 1,000 labels. With a number: so many kills of a program that prints.

Run: python3 dev.py bench jobs [100]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from app.services.printing.devices import Device, Language, Printer, PrinterState
from tests.e2e.killing_prints import kill_often
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import PrintingCounter, fill, opened

ROUNDS = 60


class Taken:
    """Devices that note when the first byte of a paper comes, as a spooler would take it."""

    paper = None
    answers, whole = False, False

    def __init__(self) -> None:
        self.at = 0.0

    def check(self, printer: Printer) -> None: ...

    def open(self, printer: Printer) -> Device:
        return self

    def found(self) -> list[str]:
        return []

    def send(self, data: bytes, title: str, cancelled: object) -> PrinterState:
        self.at = time.perf_counter()
        return PrinterState(True)

    def state(self) -> PrinterState:
        return PrinterState(True)

    def close(self) -> None: ...


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            return kills(Path(folder), int(sys.argv[1]))
        fill(Path(folder) / "data", 1000)
        with opened(Path(folder) / "data") as counter:
            labels(counter)
            papers(counter)
    return 0


def labels(counter: PrintingCounter) -> None:
    """To a real socket: from the click to the first byte that the printer reads of the document."""
    with LabelPrinter() as there:
        printer = counter.printer(there.address)
        for count, name in ((1, "one label"), (24, "24 labels")):
            taken = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                counter.run(counter.labels(printer, count))
                there.wait_until_alone()
                taken.append(there.first_byte_at - began)
            say(f"ZPL, {name}", taken)
        there.labels.clear()
        began = time.perf_counter()
        job = counter.labels(printer)
        added = time.perf_counter() - began
        row = counter.run(job)
        seconds = time.perf_counter() - began
        there.wait_for(1000)
    first = there.first_byte_at - began
    print(f"1,000 labels: asked for in {1000 * added:.0f} ms, first byte after {1000 * first:.0f} ms,")
    print(f"  all sent and received in {seconds:.1f} s ({1000 / seconds:.0f} labels/s), state {row.state}")


def papers(counter: PrintingCounter) -> None:
    """From the click to the first byte that is handed to the system: slips of one row and a sheet of labels."""
    devices = counter.desk._parts.devices = Taken()
    printer = counter.printer("file:/tmp/unused.pdf", Language.PDF)
    number = counter.lend()
    counter.services.typesetter.warm_up()
    taken = []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        counter.run(counter.desk.add_slip(number, printer_id=printer, actor=counter.actor, reason="试" if turn else ""))
        taken.append(devices.at - began)
    say("PDF, a slip and its reprints", taken[1:])
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        job = counter.desk.add_labels(
            counter.pieces[:24], template="a4-24-64x34", printer_id=printer, actor=counter.actor
        )
        counter.run(job)
        taken.append(devices.at - began)
    say("PDF, a sheet of 24 labels", taken)


def say(what: str, taken: list[float]) -> None:
    taken = sorted(taken)
    middle, slow = taken[len(taken) // 2], taken[int(0.95 * (len(taken) - 1))]
    print(f"click to first byte, {what}: median {1000 * middle:.1f} ms, p95 {1000 * slow:.1f} ms")


def kills(folder: Path, times: int) -> int:
    record = kill_often(folder, times, seed=11)
    within = sum(0 < count < 40 for count in record.died_after)
    print(f"{times} kills, {within} while labels came out; none printed twice unasked, none lost, all states true")
    print("labels not known after a kill: " + ", ".join(f"{n}: {c}" for n, c in sorted(Counter(record.unsure).items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
