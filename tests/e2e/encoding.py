"""A program that writes tags and is killed while it does: what it wrote and what its rows say stay one story.

The reader lives in the test's process, so that a tag keeps what was written to it. The program says before each piece
which one it is at, and after each that its tag is bound: so a tag that counts was bound before the kill.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap import open_counter
from app.domain.errors import Refused
from app.services.commands.base import Actor
from app.services.rfid import EncodeTag
from printing.rfid.serial import SerialWriter
from tests.fakes.encoding import counter_with
from tests.fakes.rfid import Chip, Faults, SerialModule

ROOT = Path(__file__).parents[2]


@dataclass
class Record:
    kills: int = 0
    bound: dict[str, str] = field(default_factory=dict)  # asset → TID, as the program said
    written_unbound: int = 0  # kills between writing and binding
    tags: int = 0


def encode_under_kills(folder: Path, pieces: int, kills: int, seed: int, rate: float = 0.05) -> Record:
    """Raises AssertionError where a row is bound to a tag that does not bear its number, or one tag to two rows."""
    chance, record = random.Random(seed), Record()
    faults = Faults(rate, random.Random(seed + 1))
    chips: list[Chip] = []
    with open_counter(folder, create=True) as services:
        _, assets = counter_with(services, pieces)
    with SerialModule([], Faults(rate, random.Random(seed + 2))) as module:
        at, current = "", None
        while len(record.bound) < pieces:
            program = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.encoding", str(folder), module.port],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
            assert program.stdin is not None
            assert program.stdout is not None
            die_at = len(record.bound) + chance.randint(1, max(2, 2 * pieces // max(1, kills)))
            for line in program.stdout:
                word, *said = line.split()
                if word == "at":
                    if said[0] != at or current is None:
                        at, current = said[0], Chip.numbered(len(chips) + 1, faults=faults)
                        chips.append(current)
                        module.field[:] = [current]
                    program.stdin.write("go\n")
                    program.stdin.flush()
                    if record.kills < kills and len(record.bound) + 1 >= die_at:
                        if record.kills % 2 == 0:  # the moment between writing and binding, which is short
                            until = time.monotonic() + 3
                            while current.epc[0] != 0xA1 and time.monotonic() < until:
                                time.sleep(0.0005)
                        else:
                            time.sleep(chance.random() * 0.08)
                        program.kill()
                        record.kills += 1
                        break
                elif word == "bound":
                    record.bound[said[0]] = said[1]
            rest = program.stdout.read()
            for line in rest.splitlines():
                if line.startswith("bound"):
                    record.bound[line.split()[1]] = line.split()[2]
            program.wait()
            program.stdout.close()
            with suppress(BrokenPipeError):
                program.stdin.close()
            with open_counter(folder) as services:
                rows = services.queries.assets(assets)
                for row in rows:
                    if row.id in record.bound:
                        assert row.tid == record.bound[row.id], "what was acknowledged is lost"
                    elif row.tid:
                        record.bound[row.id] = row.tid
                    elif current is not None and row.id == at:
                        record.written_unbound += current.epc.hex().upper().endswith(row.tag_number)
    by_tid = {chip.tid.hex().upper(): chip for chip in chips}
    for row in rows:
        assert by_tid[row.tid].epc.hex().upper() == row.epc == "A1000000" + row.tag_number
    assert len({row.tid for row in rows}) == pieces
    bearing = [chip.epc for chip in chips if chip.epc[0] == 0xA1]
    assert len(set(bearing)) == len(bearing) == pieces, "two tags bear one number"
    record.tags = len(chips)
    return record


def program(folder: Path, port: str) -> None:
    """Give each piece without a tag the one in the field."""
    with open_counter(folder) as services, closing(SerialWriter(port, seconds=0.05)) as writer:
        tags = EncodeTag(services.queries, services.bus)
        clerk = services.queries.staff()[0]
        actor = Actor(clerk.id, clerk.name, clerk.role)
        for row in sorted(services.queries.find_assets("", 100_000), key=lambda it: it.id):
            while not row.tid:
                print("at", row.id, flush=True)
                sys.stdin.readline()
                with suppress(Refused):
                    read = tags.encode(row.id, writer, actor)
                    print("bound", row.id, read.tid, flush=True)
                    break


if __name__ == "__main__":
    program(Path(sys.argv[1]), sys.argv[2])
