"""Kill a working counter at random points, and see that nothing it acknowledged is gone."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from app.bootstrap import city_keys, city_line, open_city, open_counter, set_up_counter
from app.domain.numbering import is_document_number
from app.persistence.city_tables import received_operation
from app.persistence.integrity import findings
from sync.client.cycle import sync_once
from sync.client.line import enrol
from sync.server.serve import EmbeddedServer

PASSWORD = "killed-often-1"
ROOT = Path(__file__).parents[2]


@dataclass
class Record:
    """What the killed processes had acknowledged, and where they stood when they died."""

    documents: list[str] = field(default_factory=list)
    died_after: list[str] = field(default_factory=list)


def kill_often(folder: Path, ledger: Path, times: int, seed: int) -> Record:
    """`times` kills with SIGKILL (TerminateProcess on Windows), a check after each; then a last sync and the proof
    that counter and city hold the same operations. Raises AssertionError where anything is amiss."""
    draw = random.Random(seed)
    record = Record()
    data = folder / "counter"
    with open_city(folder / "city") as books, EmbeddedServer(books) as server:
        with open_counter(data, create=True) as services:
            set_up_counter(
                services, site_id="370883", site_name="邹城市公物仓", administrator="admin", password=PASSWORD
            )
            enrol(services.replica, server.url, books.make_code("370883"), city_keys(services))
        longest = 1.0  # seconds; grows until a life is long enough to acknowledge something on this machine
        for _ in range(times):
            known = len(record.documents)
            _one_life(data, ledger, draw.uniform(0.0, longest), record)
            if not record.documents:
                longest *= 2
            elif len(record.documents) > known + 20:
                longest /= 2
            with open_counter(data) as services:
                assert findings(services.database) == []
                missing = [number for number in record.documents if not _known(services.queries, number)]
                assert missing == []
        with open_counter(data) as services:
            line = city_line(services)
            while services.queries.sync_state().pending:
                sync_once(services.replica, line)
            line.close()
            here = services.database.head()
            assert findings(services.database) == []
        with books.reader.begin() as connection:
            received = connection.execute(select(func.count()).select_from(received_operation)).scalar_one()
        assert received == here[0]
    return record


def _known(queries, number: str) -> bool:
    return queries.document(number) is not None or any(it.number == number for it in queries.imports())


def _one_life(data: Path, ledger: Path, seconds: float, record: Record) -> None:
    """Start the clerk, let it work for so long, kill it, and note what it had said."""
    command = [sys.executable, "-m", "tests.e2e.clerk", str(data), str(ledger), PASSWORD]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(seconds)
    process.kill()
    rest = process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    record.documents += [text for text in rest if is_document_number(text)]
    record.died_after.append(rest[-1] if rest else "open")
