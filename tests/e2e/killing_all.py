"""Kill the city server and working counters in turn at random points; in the end all hold the same."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, func, select

from app.bootstrap import city_keys, city_line, open_counter, set_up_counter
from app.domain.numbering import is_document_number
from app.persistence import tables
from app.persistence.city_tables import received_operation
from app.persistence.integrity import findings
from sync.client.cycle import sync_once
from sync.client.line import enrol
from tests.e2e.killing import PASSWORD, ROOT
from tests.e2e.program import ENVIRONMENT, City
from tests.fakes.sync_world import CityWorld, bare

PATIENCE = 300.0  # seconds until a clerk must have said something: an import on a busy machine
MOMENTS = (0, 0, 1, 2, 3, 5, 8)  # lines that a clerk says before the next kill
SITES = {"370883": "邹城市公物仓", "370800": "济宁市公物仓"}


@dataclass
class Clerk:
    """A counter's data and, while it lives, the process at work on it."""

    data: Path
    ledger: Path
    documents: list[str] = field(default_factory=list)
    synced: int = 0
    down: int = 0
    process: subprocess.Popen[str] | None = None
    proven: int = 0  # of the documents

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.e2e.clerk", str(self.data), str(self.ledger), PASSWORD]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._said: list[str] = []
        self._silent = False
        self._spoke = threading.Condition()
        self._ear = threading.Thread(target=self._listen, args=(self.process,))
        self._ear.start()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for text in process.stdout:  # a line that the kill cut short has no end
            if text.endswith("\n"):
                with self._spoke:
                    self._said.append(text.strip())
                    self._spoke.notify()
        with self._spoke:
            self._silent = True
            self._spoke.notify()

    def hear(self, lines: int, beginning: str = "") -> None:
        """Wait until it has said so many more lines: a moment of its work, however fast the machine is."""

        def count() -> int:
            return sum(text.startswith(beginning) for text in self._said)

        with self._spoke:
            wanted = count() + lines
            self._spoke.wait_for(lambda: count() >= wanted or self._silent, PATIENCE)
            assert count() >= wanted, "the clerk is silent"

    def kill(self) -> None:
        process, self.process = self.process, None
        assert process is not None
        assert process.poll() is None, "the clerk ended by itself"
        process.kill()
        process.wait()
        self._ear.join()
        assert process.stdout is not None
        process.stdout.close()
        for text in self._said:
            self.synced += text.startswith("synced")
            self.down += text == "down"
            if is_document_number(text):
                self.documents.append(text)

    def prove(self, *, again: bool = False) -> None:
        """Clean, and every document that it acknowledged since the last proof, or `again` ever, is there."""
        with open_counter(self.data) as services:
            assert findings(services.database) == []
            imports = {it.number for it in services.queries.imports()}
            named = self.documents[0 if again else self.proven :]
            missing = [it for it in named if it not in imports and services.queries.document(it) is None]
            assert missing == []
        self.proven = len(self.documents)


def kill_all(
    folder: Path,
    ledger: Path,
    *,
    times: int,
    seed: int,
    url: str | None = None,
    tell: Callable[[Tally[str], list[Clerk]], None] = lambda kills, clerks: None,
) -> tuple[Tally[str], list[Clerk]]:
    """`times` kills of the server and as many of counters; then the last sync and the proof.

    `url`: of the city's PostgreSQL. `tell` hears how it stands after each kill. Raises AssertionError where anything
    is amiss.
    """
    draw = random.Random(seed)
    place = ("--data", folder / "server", *(("--database-url", url) if url else ()))
    city = City(*place)
    city.start()
    kills: Tally[str] = Tally()
    clerks = [Clerk(folder / site, ledger) for site in SITES]
    try:
        for it, (site, name) in zip(clerks, SITES.items(), strict=True):
            with open_counter(it.data, create=True) as services:
                set_up_counter(services, site_id=site, site_name=name, administrator="admin", password=PASSWORD)
                enrol(services.replica, city.url, city.code(site), city_keys(services))
            it.start()
        order = ["server", "counter"] * times
        draw.shuffle(order)
        for victim in order:
            it = draw.choice(clerks)
            it.hear(draw.choice(MOMENTS), "synced" if victim == "server" else "")
            time.sleep(draw.uniform(0.0, 0.2))
            if victim == "server":
                city.kill()
                time.sleep(draw.choice((0.0, 0.3)))
                city.start()
            else:
                it.kill()
                it.prove()
                it.start()
            kills[victim] += 1
            tell(kills, clerks)
        for it in clerks:
            it.hear(1, "synced")  # both reach a server that was killed
            it.kill()
        for _ in range(2):  # the second hears what the other sent
            for it in clerks:
                it.prove(again=True)
                with open_counter(it.data) as services:
                    line = city_line(services)
                    while sync_once(services.replica, line).pushed:
                        pass
                    line.close()
    finally:
        for it in clerks:
            if it.process is not None:
                it.process.kill()
                it.process.wait()
        city.stop()
    _same(folder, url, clerks)
    return kills, clerks


def _same(folder: Path, url: str | None, clerks: list[Clerk]) -> None:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://") if url else f"sqlite:///{folder}/server/city.db"
    )
    world = CityWorld(None, engine)  # type: ignore[arg-type]
    try:
        for it, site in zip(clerks, SITES, strict=True):
            with open_counter(it.data) as services:
                here, _ = services.database.head()
                device = services.replica.device()
                with services.database.transaction() as connection:
                    rows = {
                        table.name: {row["id"]: bare(row) for row in connection.execute(select(table)).mappings()}
                        for table in tables.ENTITIES.values()
                    }
            assert rows == world.seen_by(site)
            query = select(func.count()).where(received_operation.c.device == device)
            with engine.begin() as connection:
                assert connection.execute(query).scalar_one() == here
        if url is None:
            with engine.begin() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    finally:
        engine.dispose()
