"""Is the state the same everywhere? Digests of what the three databases hold in common."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Engine, Row, or_, select

from app.demo.counters import Day
from app.persistence import tables
from app.persistence.counter import CounterDatabase

_KINDS = (
    tables.asset,
    tables.loan,
    tables.loan_line,
    tables.request,
    tables.dispatch,
    tables.vehicle,
    tables.document,
    tables.transfer,
    tables.transfer_line,
    tables.conflict_case,
    tables.attachment,
)
_OTHER_SIDE = ("to_site_id", "other_site_id")  # a site that has a part in the row too


def digests(engine: Engine, site: str) -> dict[str, str]:
    """SHA-256 of all that belongs to a site, by kind; `pool`: of what is available anywhere."""
    found = {}
    with engine.begin() as connection:
        for table in _KINDS:
            columns = [column for column in table.c if column.name not in tables.OWN_COLUMNS]
            sides = [table.c[name] == site for name in ("site_id", *_OTHER_SIDE) if name in table.c]
            rows = connection.execute(select(*columns).where(or_(*sides)).order_by(table.c.id)).all()
            found[table.name] = _digest(rows)
        pool = [tables.asset.c[name] for name in ("id", "tag_number", "status", "site_id", "place", "version")]
        query = select(*pool).where(tables.asset.c.status == "available").order_by(tables.asset.c.id)
        found["pool"] = _digest(connection.execute(query).all())
    return found


def _digest(rows: Sequence[Row[Any]]) -> str:
    return hashlib.sha256(msgspec.json.encode([tuple(row) for row in rows])).hexdigest()


def summary(day: Day) -> dict[str, object]:
    """What the day did, what it left, and whether counters and server agree."""
    server = day.books.writer
    agreement = {}
    for name, (site, counter) in day.counters().items():
        database: CounterDatabase = counter.services.database
        here, there = digests(database.writer, site), digests(server, site)
        agreement[name] = {kind: here[kind] == there[kind] for kind in here}
    pending = sum(counter.services.queries.sync_state().pending for _, counter in day.counters().values())
    open_cases = {name: counter.services.queries.sync_state().cases for name, (_, counter) in day.counters().items()}
    return {
        "steps": day.told,
        "papers": day.papers,
        "agreement": agreement,
        "open_cases": open_cases,
        "pending": pending,
        "same_everywhere": pending == 0 and all(all(kinds.values()) for kinds in agreement.values()),
    }
