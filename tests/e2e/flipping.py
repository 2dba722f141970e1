"""Damage a database file as a failing disk does; see that it is found, and that recovery brings all back."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, select

from app.bootstrap import open_counter
from app.domain import ids
from app.faults import translate
from app.persistence import tables
from app.persistence.integrity import findings
from app.persistence.journal import Journal
from app.recovery import recover
from app.services.commands.loans import HandOut, Returned, TakeBack
from app.services.commands.setup import RegisterOrganization, RegisterPerson

PASSWORD = "gongwucang-2026"
PAGE = 4096


@dataclass
class Record:
    found: Tally[str] = field(default_factory=Tally)
    harmless: int = 0
    recovered: int = 0


def flip_often(whole: Path, folder: Path, times: int, seed: int) -> Record:
    """`times` damages to copies of the counter in `whole`: a bit, a run of bytes or a whole page, in the database file
    or its WAL. Each must be found by `check` or at opening, or leave all rows as they were; recovery must bring back
    every operation and row. Raises AssertionError with the number of the damage."""
    draw = random.Random(seed)
    record = Record()
    shutil.copytree(whole, folder / "whole")
    assert seen(folder / "whole") is None
    rows = contents(folder / "whole")
    recoverable = rows.keys() - {"credential"}
    operations = list(Journal(whole / "operations.journal").read())
    for number in range(times):
        data = folder / f"flipped-{number}"
        shutil.copytree(whole, data)
        named = f"damage {number} of seed {seed}: {damage(data, draw)}"
        found = seen(data)
        if found is None:
            assert contents(data) == rows, f"{named} changed rows and was not found"
            record.harmless += 1
        else:
            record.found[found] += 1
            done = recover(data, PASSWORD)  # a new password: the old one may lie on the damaged page
            assert (done.operations, done.lost) == (len(operations), 0), named
            assert seen(data) is None, named
            assert done.waiting == 0, named
            now = contents(data)
            assert not (differ := [kind for kind in recoverable if now[kind] != rows[kind]]), f"{named}: {differ}"
            assert list(Journal(data / "operations.journal").read()) == operations, named
            with open_counter(data) as services:
                services.accounts.sign_in("admin", PASSWORD)
            record.recovered += 1
        shutil.rmtree(data)
    return record


def left_running(counter: Path, folder: Path) -> Path:
    """A copy of the counter as a power cut leaves it after some work: a part of it stands in the WAL alone."""
    with open_counter(counter) as services:
        actor = services.accounts.sign_in("admin", PASSWORD)
        office = ids.organization_id("城区防汛指挥部")
        known = (RegisterOrganization("城区防汛指挥部"), RegisterPerson(office, "孔令䶮"))
        rows = [row.id for row in services.queries.find_assets("", 400) if row.status == "available"]
        due = services.clock.today() + timedelta(days=30)
        person = ids.person_id(office, "孔令䶮")
        for piece in rows[:8]:
            services.bus.execute(*known, HandOut(office, person, (piece,), due), actor=actor)
        for piece in rows[:3]:
            services.bus.execute(TakeBack((Returned(piece),)), actor=actor)
        shutil.copytree(counter, folder, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return folder


def damage(data: Path, draw: random.Random) -> str:
    """Turn bytes at a random place of the database or, where there is one, of its WAL. Says where."""
    files = [path for path in (data / "counter.db", data / "counter.db-wal") if path.exists() and path.stat().st_size]
    path = draw.choice(files)
    content = bytearray(path.read_bytes())
    length = draw.choice((1, 1, 64, PAGE))
    at = draw.randrange(len(content))
    if length == PAGE:
        at -= at % PAGE
    for place in range(at, min(at + length, len(content))):
        content[place] ^= 1 << draw.randrange(8) if length == 1 else draw.randrange(1, 256)
    path.write_bytes(content)
    return f"{length} bytes from {at} of {path.name}"


def seen(data: Path) -> str | None:
    """What tells of the damage: the first of `check`'s findings, or the refusal to open; None where nothing does."""
    try:
        with open_counter(data, examine=True) as services:
            found = findings(services.database)
    except Exception as error:
        refusal = translate(error)
        if refusal is None:
            raise
        return refusal.code
    return found[0].what if found else None


def contents(data: Path) -> dict[str, list[str]]:
    """Every row of every entity, and of operations, numbers and passwords."""
    plain = ("operation", "sequence", "credential")
    engine = create_engine(f"sqlite:///{data / 'counter.db'}")
    try:
        with engine.connect() as connection:
            return {
                table.name: sorted(
                    json.dumps({k: v for k, v in row.items() if k not in ("key", "dirty")}, ensure_ascii=False)
                    for row in connection.execute(select(table)).mappings()
                )
                for table in (*tables.ENTITIES.values(), *(tables.metadata.tables[name] for name in plain))
            }
    finally:
        engine.dispose()
