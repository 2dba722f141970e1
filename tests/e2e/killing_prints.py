"""Kill a program that prints at random points, and compare what the printer got with what the rows say."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from app.services.printing.jobs import ItemState, JobState
from tests.e2e.program import ENVIRONMENT, ROOT
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import fill, opened

LABELS = 40


@dataclass
class Record:
    """After how many labels each life ended, and how many labels were not known then."""

    died_after: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)


def kill_often(folder: Path, times: int, seed: int) -> Record:
    """`times` kills with SIGKILL (TerminateProcess on Windows). Raises AssertionError where a row is not true, a label
    is lost, or one is printed twice without anybody having said so."""
    draw = random.Random(seed)
    record = Record()
    data = folder / "counter"
    fill(data, LABELS)
    for _ in range(times):
        with LabelPrinter(seconds=0.002) as printer:
            with opened(data) as counter:
                job = counter.labels(counter.printer(printer.address))
            _one_life(data, printer, draw)
            with opened(data) as counter:
                printed = printer.numbers()
                record.died_after.append(len(printed))
                items = counter.desk.items(job)
                states = dict(zip(counter.tags, (item.state for item in items), strict=True))
                assert printed == counter.tags[: len(printed)], "in order, none twice"
                for tag, state in states.items():
                    if state is ItemState.SENT:
                        assert tag in printed
                    elif state is ItemState.QUEUED:
                        assert tag not in printed
                unsure = [item.position for item in items if item.state is ItemState.SENDING]
                record.unsure.append(len(unsure))
                assert counter.desk.job(job).state is not JobState.RUNNING
                _person_looks(counter, job, unsure, printed)
                assert counter.run(job).state is JobState.SENT
                printer.wait_for(LABELS)
                assert printer.numbers() == counter.tags
                counter.desk.remove_printer(counter.desk.job(job).printer_id)
    return record


def _person_looks(counter, job: str, unsure: list[int], printed: list[str]) -> None:
    came_out = [place for place in unsure if counter.tags[place - 1] in printed]
    counter.desk.settle(job, came_out, True)
    counter.desk.settle(job, [place for place in unsure if place not in came_out], False)


def _one_life(data: Path, printer: LabelPrinter, draw: random.Random) -> None:
    """Print, as another program, until so many labels are out and a little longer; then kill it."""
    command = [sys.executable, "-m", "app", "jobs", "--resume", "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    enough = draw.randrange(LABELS)
    until = time.monotonic() + 30
    while len(printer.labels) < enough and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(draw.uniform(0, 0.02))
    process.kill()
    _, said = process.communicate()
    assert process.returncode not in (1, 2), said.decode()
    printer.wait_until_alone()
