"""What the sync centre shows: what waits, what came, how old each kind of knowledge is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from app.persistence.reading.people import own_site
from app.persistence.records import instant
from app.persistence.replica import BY_FILE, SERVER, STATION, SYNCED_AT
from app.persistence.sync_history import ARRIVED, CLOCK_AHEAD, PAUSED, SAME_SPELL
from app.persistence.tables import blob_upload, operation, setting, sync_cycle
from app.services.authority import Here
from app.services.operations import CHINA
from app.services.sync_queries import CycleRow, SyncDay, SyncFacts, Uploads, Waiting, WaitingOperation


def _settings(connection: Connection, *names: str) -> dict[str, str]:
    rows = connection.execute(select(setting.c.name, setting.c.value).where(setting.c.name.in_(names)))
    return {row.name: row.value for row in rows}


def here(connection: Connection) -> Here:
    known = _settings(connection, "site", SERVER, BY_FILE, SYNCED_AT)
    as_of = known.get(SYNCED_AT)
    return Here(known.get("site", ""), bool(known.get(SERVER) or known.get(BY_FILE)), instant(as_of) if as_of else None)


def sync_facts(connection: Connection) -> SyncFacts:
    settings = _settings(connection, SERVER, STATION, ARRIVED, CLOCK_AHEAD, PAUSED, "device")
    arrived = msgspec.json.decode(settings.get(ARRIVED) or "{}", type=dict[str, str])
    ahead = settings.get(CLOCK_AHEAD)
    return SyncFacts(
        here=here(connection),
        site_name=own_site(connection).name,
        server=settings.get(SERVER, ""),
        station=int(settings.get(STATION) or 0),
        device=settings.get("device", ""),
        paused=bool(settings.get(PAUSED)),
        clock_ahead=float(ahead) if ahead else None,
        arrived={kind: instant(at) for kind, at in arrived.items()},
        uploads=_uploads(connection),
    )


def _uploads(connection: Connection) -> Uploads:
    files, size, sent, oldest = connection.execute(
        select(
            func.count(), func.sum(blob_upload.c.size), func.sum(blob_upload.c.sent), func.min(blob_upload.c.added_at)
        )
    ).one()
    if not files:
        return Uploads()
    fault = select(blob_upload.c.fault).where(blob_upload.c.fault != "").order_by(blob_upload.c.added_at).limit(1)
    return Uploads(files, size, sent, instant(oldest), connection.execute(fault).scalar_one_or_none() or "")


def waiting(connection: Connection, limit: int) -> Waiting:
    waits = operation.c.outcome.is_(None)
    counts = connection.execute(select(operation.c.type, func.count()).where(waits).group_by(operation.c.type))
    rows = connection.execute(select(operation).where(waits).order_by(operation.c.dseq).limit(limit))
    return Waiting(
        tuple(
            WaitingOperation(
                dseq=row.dseq,
                what=row.type,
                actor=_actor_name(row.actor),
                at=instant(row.occurred_at),
                number=str(body.get("number") or ""),
                pieces=_pieces(body),
            )
            for row in rows
            for body in (_body(row.body),)
        ),
        {str(kind): int(count) for kind, count in counts},
    )


def _body(text: str) -> dict[str, Any]:
    body = msgspec.json.decode(text)
    return body if isinstance(body, dict) else {}


def _actor_name(text: str) -> str:
    actor = msgspec.json.decode(text)
    return str(actor.get("name", "")) if isinstance(actor, dict) else ""


def _pieces(body: dict[str, Any]) -> int:
    """How many pieces an operation names, by the fields in which commands name them."""
    for field in ("items", "cards"):
        if field in body:
            return sum(int(one.get("quantity", 1)) for one in body[field])
    for field in ("asset_ids", "pieces"):
        if field in body:
            return len(body[field])
    return 1 if body.get("asset_id") else 0


def cycles(connection: Connection, limit: int) -> list[CycleRow]:
    return [_cycle(row) for row in connection.execute(select(sync_cycle).order_by(sync_cycle.c.id.desc()).limit(limit))]


def _cycle(row: Any) -> CycleRow:
    return CycleRow(
        id=row.id,
        started_at=instant(row.started_at),
        seconds=float(row.seconds),
        pushed=row.pushed,
        pulled=row.pulled,
        sent_bytes=row.sent_bytes,
        received_bytes=row.received_bytes,
        way=row.way,
        fault=row.fault,
        kinds=msgspec.json.decode(row.kinds, type=dict[str, int]),
    )


def sync_days(connection: Connection, today: date, days: int) -> list[SyncDay]:
    first = today - timedelta(days=days - 1)
    query = select(sync_cycle).order_by(sync_cycle.c.id)  # a spell may have begun long before the first day
    rows = [_cycle(row) for row in connection.execute(query)]
    sums = {first + timedelta(days=n): [0, 0, 0, 0, 0.0] for n in range(days)}
    for at, row in enumerate(rows):
        total = sums.get(row.started_at.astimezone(CHINA).date())
        if total is not None:
            for n, value in enumerate((row.pushed, row.pulled, row.sent_bytes, row.received_bytes)):
                total[n] += value
        if row.fault:
            until = _spell_end(row, rows[at + 1] if at + 1 < len(rows) else None)
            for day, day_total in sums.items():
                begin, end = max(row.started_at, _midnight(day)), min(until, _midnight(day + timedelta(days=1)))
                day_total[4] += max(0.0, (end - begin).total_seconds())
    return [
        SyncDay(day, int(pushed), int(pulled), int(sent), int(received), cut_off)
        for day, (pushed, pulled, sent, received, cut_off) in sums.items()
    ]


def _spell_end(row: CycleRow, after: CycleRow | None) -> datetime:
    """A failure lasts until the next cycle began, unless the program was closed in between."""
    if after is not None and row.ended_at < after.started_at <= row.ended_at + SAME_SPELL:
        return after.started_at
    return row.ended_at


def _midnight(day: date) -> datetime:
    """The beginning of the day where the counter stands."""
    return datetime.combine(day, time(), CHINA)
