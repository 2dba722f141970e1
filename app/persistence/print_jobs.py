"""Printers and print jobs in the counter's database: rows of this PC alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.errors import DomainError, NotFound, Refused
from app.persistence import tables
from app.persistence.counter import CounterDatabase
from app.persistence.records import Codec, instant, instant_text
from app.services.operations import decode_actor, encode_actor
from app.services.printing.devices import Printer
from app.services.printing.jobs import (
    Claimed,
    ItemRow,
    ItemState,
    JobKind,
    JobRow,
    JobState,
    NewItem,
    NewJob,
    Waiting,
    job_state,
)

_PRINTER = Codec(Printer)
_JOB, _ITEM = tables.print_job, tables.print_item
_LISTED = [column for column in _JOB.c if column.name != "content"]
_CAME_OUT = (ItemState.SENDING, ItemState.SENT, ItemState.VERIFIED, ItemState.VOIDED)


class SqlPrintJobs:
    """See app.services.printing.jobs.PrintJobs."""

    def __init__(self, database: CounterDatabase) -> None:
        self._database = database

    def add(self, job: NewJob, items: Sequence[NewItem]) -> None:
        at = instant_text(job.created_at)
        row = {
            "id": job.id,
            "kind": job.kind.value,
            "title": job.title,
            "subject": job.subject,
            "printer_id": job.printer.id,
            "printer_name": job.printer.name,
            "template": job.template,
            "content": job.content,
            "actor": encode_actor(job.actor),
            "created_at": at,
            "running": 0,
            "cancelled": 0,
            "fault": "",
            "reprint_of": job.reprint_of,
            "reprint_reason": job.reprint_reason,
        }
        fresh = {"job_id": job.id, "state": ItemState.QUEUED.value, "changed_at": at}
        empty = {"fault": "", "reason": "", "epc": "", "tid": ""}
        rows = [fresh | empty | {"position": place} | asdict(item) for place, item in enumerate(items, start=1)]
        with self._database.transaction() as connection:
            connection.execute(_ADD_JOB, row)
            connection.execute(_ADD_ITEMS, rows)

    def job(self, id: str) -> JobRow:
        with self._database.reading() as connection:
            rows = _jobs(connection, connection.execute(_ONE, {"job": id}).mappings().all())
        if not rows:
            raise NotFound("print.no_job", id=id)
        return rows[0]

    def jobs(self, limit: int, *, unfinished: bool = False) -> list[JobRow]:
        query = select(*_LISTED).order_by(_JOB.c.id.desc()).limit(limit)
        if unfinished:
            left = select(_ITEM.c.job_id).where(_ITEM.c.state.in_((ItemState.QUEUED, ItemState.SENDING)))
            query = query.where(_JOB.c.id.in_(left))
        with self._database.reading() as connection:
            return _jobs(connection, connection.execute(query).mappings().all())

    def items(self, job_id: str) -> list[ItemRow]:
        return self._items(_ITEM.c.job_id == job_id)

    def bearing(self, epc: str) -> list[ItemRow]:
        return self._items(_ITEM.c.epc == epc)

    def _items(self, test: ColumnElement[bool]) -> list[ItemRow]:
        with self._database.reading() as connection:
            found = connection.execute(select(_ITEM).where(test).order_by(_ITEM.c.job_id, _ITEM.c.position)).all()
        return [
            ItemRow(
                job_id=row.job_id,
                position=row.position,
                asset_id=row.asset_id,
                caption=row.caption,
                state=ItemState(row.state),
                fault=_fault(row.fault),
                reason=row.reason,
                epc=row.epc,
                tid=row.tid,
                changed_at=instant(row.changed_at),
            )
            for row in found
        ]

    def content(self, job_id: str) -> str:
        with self._database.reading() as connection:
            content = connection.execute(select(_JOB.c.content).where(_JOB.c.id == job_id)).scalar_one_or_none()
        if content is None:
            raise NotFound("print.no_job", id=job_id)
        return str(content)

    def waiting(self, job_id: str, count: int) -> list[Waiting]:
        with self._database.reading() as connection:
            return [Waiting(*row) for row in connection.execute(_QUEUED, {"job": job_id, "count": count})]

    def contents(self, job_id: str, positions: Collection[int] | None = None) -> list[Waiting]:
        with self._database.reading() as connection:
            found = [Waiting(*row) for row in connection.execute(_CONTENTS, {"job": job_id})]
        wanted = None if positions is None else set(positions)
        return [it for it in found if wanted is None or it.position in wanted]

    def claim(self, job_id: str) -> Claimed:
        with self._database.transaction() as connection:
            found = connection.execute(_CLAIMED, {"job": job_id}).mappings().first()
            if found is None:
                raise NotFound("print.no_job", id=job_id)
            row = _job_row(found, _counts(connection, [job_id])[job_id])
            printer = _printer(connection, row.printer_id)
            if not connection.execute(_CLAIM, {"job": job_id}).rowcount:
                raise Refused("print.unsure", count=row.unsure) if row.unsure else Refused("print.running")
        return Claimed(row, printer, found["content"], decode_actor(found["actor"]))

    def hold(self, job_id: str) -> JobRow:
        with self._database.transaction() as connection:
            rows = _jobs(connection, connection.execute(_ONE, {"job": job_id}).mappings().all())
            if not rows:
                raise NotFound("print.no_job", id=job_id)
            if not connection.execute(_HOLD, {"job": job_id}).rowcount:
                raise Refused("print.running")
        return rows[0]

    def let_go(self, job_id: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(_LET_GO, {"job": job_id})

    def release(self, job_id: str, fault: DomainError | None, *, cancelled: bool) -> None:
        values: dict[str, Any] = {"running": 0, "fault": _fault_text(fault)}
        if cancelled:
            values["cancelled"] = 1
        with self._database.transaction() as connection:
            connection.execute(update(_JOB).where(_JOB.c.id == job_id).values(values))

    def release_all(self) -> None:
        with self._database.transaction() as connection:
            connection.execute(update(_JOB).where(_JOB.c.running == 1).values(running=0))

    def move(
        self,
        job_id: str,
        positions: Collection[int],
        among: Collection[ItemState],
        to: ItemState,
        at: datetime,
        *,
        fault: DomainError | None = None,
        reason: str = "",
        epc: str | None = None,
        tid: str | None = None,
        used: int = 0,
    ) -> int:
        values = {
            "job": job_id,
            "among": [state.value for state in among],
            "to": to.value,
            "why": _fault_text(fault),
            "words": reason,
            "new_epc": epc,
            "new_tid": tid,
            "at": instant_text(at),
        }
        moved = 0
        with self._database.transaction() as connection:
            for some in _in_parts(positions):
                moved += connection.execute(_MOVE, values | {"places": some}).rowcount
            if used:
                connection.execute(_USE, {"job": job_id, "used": used})
        return moved

    def cancel(self, job_id: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(update(_JOB).where(_JOB.c.id == job_id).values(cancelled=1))

    def last_of(self, kind: JobKind, subject: str) -> str | None:
        came_out = select(_ITEM.c.job_id).where(_ITEM.c.state.in_([state.value for state in _CAME_OUT]))
        query = (
            select(_JOB.c.id)
            .where(_JOB.c.kind == kind.value, _JOB.c.subject == subject, _JOB.c.id.in_(came_out))
            .order_by(_JOB.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def printers(self) -> list[Printer]:
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.printer).order_by(tables.printer.c.name)).mappings()
            return [_PRINTER.load(dict(row)) for row in rows]

    def printer(self, id: str) -> Printer:
        with self._database.reading() as connection:
            return _printer(connection, id)

    def put_printer(self, printer: Printer) -> None:
        values = _PRINTER.row(printer)
        statement = upsert(tables.printer).values(values)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def remove_printer(self, id: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(delete(tables.printer).where(tables.printer.c.id == id))


# Made once: a statement's making costs more than its execution here.
_MINE = _ITEM.c.job_id == bindparam("job")
_WAITING = select(_ITEM.c.position, _ITEM.c.asset_id, _ITEM.c.content, _ITEM.c.epc, _ITEM.c.tid)
_CONTENTS = _WAITING.where(_MINE).order_by(_ITEM.c.position)
_QUEUED = _CONTENTS.where(_ITEM.c.state == ItemState.QUEUED.value).limit(bindparam("count"))
_ONE = select(*_LISTED).where(_JOB.c.id == bindparam("job"))
_CLAIMED = select(_JOB).where(_JOB.c.id == bindparam("job"))
# Whose the job is, one statement decides: who changed the row has it.
_HOLD = update(_JOB).where(_JOB.c.id == bindparam("job"), _JOB.c.running == 0).values(running=1)
_CLAIM = _HOLD.where(~exists().where(_MINE, _ITEM.c.state == ItemState.SENDING.value)).values(cancelled=0, fault="")
_LET_GO = update(_JOB).where(_JOB.c.id == bindparam("job")).values(running=0)
_ITS_PRINTER = select(tables.printer).where(tables.printer.c.id == bindparam("id"))
_ADD_JOB, _ADD_ITEMS = insert(_JOB), insert(_ITEM)
_MOVE = (
    update(_ITEM)
    .where(_MINE, _ITEM.c.position.in_(bindparam("places", expanding=True)))
    .where(_ITEM.c.state.in_(bindparam("among", expanding=True)))
    .values(
        state=bindparam("to"),
        fault=bindparam("why"),
        reason=bindparam("words"),
        epc=func.coalesce(bindparam("new_epc"), _ITEM.c.epc),
        tid=func.coalesce(bindparam("new_tid"), _ITEM.c.tid),
        changed_at=bindparam("at"),
    )
)
_LEFT = tables.printer.c.media_left
_USE = (
    update(tables.printer)
    .where(tables.printer.c.id == select(_JOB.c.printer_id).where(_JOB.c.id == bindparam("job")).scalar_subquery())
    .where(_LEFT.is_not(None))
    .values(media_left=func.max(0, _LEFT - bindparam("used")))
)
_COUNTED = (
    select(_ITEM.c.job_id, _ITEM.c.state, func.count())
    .where(_ITEM.c.job_id.in_(bindparam("jobs", expanding=True)))
    .group_by(_ITEM.c.job_id, _ITEM.c.state)
)


def _printer(connection: Connection, id: str) -> Printer:
    row = connection.execute(_ITS_PRINTER, {"id": id}).mappings().first()
    if row is None:
        raise Refused("printer.removed")
    return _PRINTER.load(dict(row))


def _jobs(connection: Connection, rows: Sequence[RowMapping]) -> list[JobRow]:
    counts = _counts(connection, [row["id"] for row in rows])
    return [_job_row(row, counts[row["id"]]) for row in rows]


def _counts(connection: Connection, ids: Sequence[str]) -> dict[str, dict[ItemState, int]]:
    """How many items of each job are in which state."""
    counts: dict[str, dict[ItemState, int]] = {id: {} for id in ids}
    for job_id, state, count in connection.execute(_COUNTED, {"jobs": ids}):
        counts[job_id][ItemState(state)] = count
    return counts


def _job_row(row: RowMapping, counts: Mapping[ItemState, int]) -> JobRow:
    state: JobState = job_state(
        counts, running=bool(row["running"]), cancelled=bool(row["cancelled"]), faulty=bool(row["fault"])
    )
    return JobRow(
        id=row["id"],
        kind=JobKind(row["kind"]),
        title=row["title"],
        subject=row["subject"],
        printer_id=row["printer_id"],
        printer_name=row["printer_name"],
        template=row["template"],
        state=state,
        fault=_fault(row["fault"]),
        created_at=instant(row["created_at"]),
        created_by=decode_actor(row["actor"]).name,
        total=sum(counts.values()),
        done=counts.get(ItemState.SENT, 0) + counts.get(ItemState.VERIFIED, 0),
        failed=counts.get(ItemState.FAILED, 0),
        unsure=0 if state is JobState.RUNNING else counts.get(ItemState.SENDING, 0),
        voided=counts.get(ItemState.VOIDED, 0),
        reprint_of=row["reprint_of"],
        reprint_reason=row["reprint_reason"],
    )


def _in_parts(positions: Iterable[int], most: int = 500) -> Iterable[list[int]]:
    found = list(positions)
    return (found[start : start + most] for start in range(0, len(found), most))


class _Fault(msgspec.Struct):
    code: str
    params: dict[str, Any]


def _fault_text(fault: DomainError | None) -> str:
    if fault is None:
        return ""
    return msgspec.json.encode(_Fault(fault.code, fault.params), enc_hook=str).decode()


def _fault(text: str) -> DomainError | None:
    if not text:
        return None
    fault = msgspec.json.decode(text, type=_Fault)
    return Refused(fault.code, **fault.params)
