"""The counter's history of sync: what each cycle did, kept for 90 days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from app.persistence import settings, tables
from app.persistence.records import instant, instant_text
from app.services.replica import Cycle

RETENTION = timedelta(days=90)
SAME_SPELL = timedelta(minutes=10)
"""Like cycles that follow each other within it are one spell; after a longer gap the program was closed."""

# Settings of the counter's database.
PAUSED = "sync.paused"
ARRIVED = "sync.arrived"  # JSON: kind of entity → instant at which the feed last brought a row of it
CLOCK_AHEAD = "sync.clock_ahead"  # seconds that this clock is ahead of the city's


def note(connection: Connection, cycle: Cycle) -> None:
    """Add the cycle; idle ones, and failures with the same fault, lengthen the spell that they follow."""
    table = tables.sync_cycle
    if not _lengthened(connection, cycle):
        connection.execute(
            insert(table).values(
                started_at=instant_text(cycle.started_at),
                seconds=f"{cycle.seconds:.3f}",
                pushed=cycle.pushed,
                pulled=cycle.pulled,
                sent_bytes=cycle.sent_bytes,
                received_bytes=cycle.received_bytes,
                way=cycle.way.value,
                fault=cycle.fault,
                kinds=msgspec.json.encode(dict(cycle.kinds)).decode(),
            )
        )
        connection.execute(delete(table).where(table.c.started_at < instant_text(cycle.started_at - RETENTION)))
    if cycle.kinds:
        _arrived(connection, cycle.kinds, cycle.started_at + timedelta(seconds=cycle.seconds))
    if cycle.clock_ahead is not None:
        settings.put(connection, CLOCK_AHEAD, f"{cycle.clock_ahead:.0f}")


def _lengthened(connection: Connection, cycle: Cycle) -> bool:
    table = tables.sync_cycle
    last = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).first()
    if last is None or cycle.pushed or cycle.pulled or last.pushed or last.pulled:
        return False
    began, end = instant(last.started_at), cycle.started_at + timedelta(seconds=cycle.seconds)
    gap = cycle.started_at - (began + timedelta(seconds=float(last.seconds)))
    if (last.way, last.fault) != (cycle.way.value, cycle.fault) or abs(gap) > SAME_SPELL:
        return False
    connection.execute(
        update(table)
        .where(table.c.id == last.id)
        .values(
            seconds=f"{max(0.0, (end - began).total_seconds()):.3f}",
            sent_bytes=last.sent_bytes + cycle.sent_bytes,
            received_bytes=last.received_bytes + cycle.received_bytes,
        )
    )
    return True


def _arrived(connection: Connection, kinds: Mapping[str, int], at: datetime) -> None:
    text = settings.read(connection, ARRIVED)
    known = msgspec.json.decode(text, type=dict[str, str]) if text else {}
    settings.put(connection, ARRIVED, msgspec.json.encode(known | dict.fromkeys(kinds, instant_text(at))).decode())
