"""Rows from the feed meet rows that local operations changed. Functions over the counter's open transaction.

A row is dirty from the local operation that touched it until the feed was read to its end after the city's verdict
(`dirty` 0: the feed's row waits for a unique value that a local row has). Rows for dirty entities wait in `shadow`.
A pulled row that is like the local one, of which all operations have their verdicts, is settled at once. Where
anything else is left after the last page, every dirty row gives way to its shadow, or to nothing where the city does
not know it, and operations that still wait are carried out again over the truth.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from itertools import repeat

import msgspec
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError

from app.domain.errors import DomainError
from app.persistence import held, pulled, tables, unknown
from app.persistence.bodies import body_of, row_of
from app.persistence.counter import operation_of
from app.persistence.pulled import Batch
from app.persistence.records import Row
from app.persistence.rows import TABLES, chunks, in_the_way, put_shadows, write_rows
from app.persistence.settings import put as _set
from app.persistence.settings import read as _setting
from app.persistence.unit_of_work import POISON, SqlUnitOfWork
from app.services.commands.base import decode_body
from app.services.feed import Rows
from app.services.handlers import handle
from app.services.handlers.custody import survives
from app.services.operations import Operation, context_of
from app.services.ports import Station
from app.services.renumbering import at_station

log = logging.getLogger("sync.replica")

Changed = dict[str, set[str]]
_ASKED = "sync.rebase"  # setting: rows and shadows differ until the next rebase
_BEYOND = 1 << 62
_STALE = " UNION ALL ".join(f"SELECT 1 FROM {kind} WHERE dirty < ?" for kind in TABLES) + " LIMIT 1"  # noqa: S608
_ANY_SHADOW = select(tables.shadow.c.id).limit(1)
_SHADOWS = select(tables.shadow.c.entity, tables.shadow.c.body)
_DIRTY = {kind: select(table).where(table.c.dirty.is_not(None)) for kind, table in TABLES.items()}
_operation = tables.operation.c
_FIRST_WAITING = select(func.min(_operation.dseq)).where(_operation.outcome.is_(None))
_WAITING = select(tables.operation).where(_operation.outcome.is_(None)).order_by(_operation.dseq)


def ask(connection: Connection) -> None:
    """Rebase after the next last page."""
    _set(connection, _ASKED, "1")


def forget_shadows(connection: Connection) -> None:
    """What a feed said that is lost: the one that is read from its beginning says it again, or knows nothing of it."""
    connection.execute(delete(tables.shadow))
    ask(connection)


def is_due(connection: Connection) -> bool:
    """Whether rows wait for a rebase: it was asked for, or a verdict came and the feed did not confirm the rows."""
    if _setting(connection, _ASKED) == "1":
        return True
    first = _first_waiting(connection)
    if connection.exec_driver_sql(_STALE, (first,) * len(TABLES)).first() is not None:
        return True
    return first == _BEYOND and connection.execute(_ANY_SHADOW).first() is not None


def put_page(connection: Connection, page: Mapping[str, Rows]) -> Changed:
    """Write the page's rows, or keep them for the rebase. Kinds that this version does not know are noted."""
    changed: Changed = {}
    for kind, rows in page.items():
        if kind not in TABLES:
            unknown.note_kind(connection, kind)
            continue
        batch = Batch.of(kind, rows)
        ids = batch.ids()
        unsettled = pulled.unsettled(connection, kind, ids)
        held, free = batch.split(unsettled - _confirm(connection, batch, unsettled))
        taken = [] if pulled.write(connection, free) else _write_singly(connection, free)
        if taken or held:
            for it in (held, *taken):
                _keep(connection, it)
            ask(connection)
        changed[kind] = set(ids)
    return changed


def _confirm(connection: Connection, batch: Batch, unsettled: frozenset[str]) -> frozenset[str]:
    """Those of the ids of which the city says what stands here, and that no waiting operation touched.

    They are settled without a rebase: their shadows go.
    """
    if not unsettled:
        return unsettled
    first = _first_waiting(connection)
    said = {id: values for id, *values in pulled.here(connection, batch.kind, unsettled, before=first)}
    alike = [
        id
        for id, row, more in zip(batch.ids(), batch.put, batch.unknown or repeat(None), strict=False)
        if id in said and said[id] == [*row, more]
    ]
    _forget(connection, batch.kind, alike)
    return frozenset(alike)


def _first_waiting(connection: Connection) -> int:
    """The dseq of the first operation without a verdict; beyond all where every one has it."""
    first = connection.execute(_FIRST_WAITING).scalar_one()
    return _BEYOND if first is None else int(first)


def _write_singly(connection: Connection, batch: Batch) -> list[Batch]:
    """A unique value is taken by a row that a local operation made: what needs it waits for the rebase."""
    table = TABLES[batch.kind]
    taken = [it for it in batch.singles() if not pulled.write(connection, it)]
    for part in chunks(id for it in taken for id in it.ids()):
        connection.execute(update(table).where(table.c.id.in_(part)).values(dirty=0))
    return taken


def _keep(connection: Connection, batch: Batch) -> None:
    """Renew the shadows: the last that the city said of these entities."""
    shadow = tables.shadow
    if batch.put:
        statement = upsert(shadow)
        statement = statement.on_conflict_do_update(
            index_elements=["entity", "id"], set_={"body": statement.excluded.body}
        )
        rows = [{"entity": batch.kind, "id": id, "body": body} for id, body in batch.bodies()]
        connection.execute(statement, rows)
    _forget(connection, batch.kind, batch.gone)


def _forget(connection: Connection, kind: str, ids: list[str]) -> None:
    """Take the shadows of these away."""
    if ids:
        query = "DELETE FROM shadow WHERE entity = ? AND id IN (SELECT value FROM json_each(?))"
        connection.exec_driver_sql(query, (kind, msgspec.json.encode(ids).decode()))


def renumber(connection: Connection, station: Station) -> Changed:
    """This counter is another station of its site now: what it did before bears numbers of that one from here on.

    Where rows of a city are here that wait for a rebase, it is left to that.
    """
    if _setting(connection, unknown.CURSOR) or connection.execute(_ANY_SHADOW).first() is not None:
        ask(connection)
        return {}
    return rebase(connection, station)


def rebase(connection: Connection, station: Station) -> Changed:
    """Put the truth in place of every dirty row, then carry out the waiting operations over it."""
    changed: Changed = {}
    shadows: dict[str, dict[str, Row]] = {}
    for kind, body in connection.execute(_SHADOWS):
        row = row_of(kind, msgspec.json.decode(body))
        shadows.setdefault(kind, {})[row["id"]] = row
    for kind, query in _DIRTY.items():
        dirty = [dict(row) for row in connection.execute(query).mappings()]
        truth = shadows.get(kind, {})
        if not dirty and not truth:
            continue
        changed[kind] = {row["id"] for row in dirty} | set(truth)
        try:
            with connection.begin_nested():
                _put_truth(connection, kind, dirty, truth)
        except IntegrityError:  # the feed was read to its end and agrees with itself: what stands here is of a lost one
            surplus = in_the_way(connection, kind, truth.values())
            write_rows(connection, kind, removed=surplus)
            held.ask_verify(connection)
            _put_truth(connection, kind, dirty, truth)
            changed[kind].update(row["id"] for row in surplus)
    connection.execute(delete(tables.shadow))
    for kind, lost in held.drop_loans_and_trips_of_a_lost_feed(connection).items():
        changed.setdefault(kind, set()).update(lost)
    for it in [operation_of(row) for row in connection.execute(_WAITING)]:
        for kind, ids in (carry_out_again(connection, it, station) or {}).items():
            changed.setdefault(kind, set()).update(ids)
    _set(connection, _ASKED, "")
    return changed


def _put_truth(connection: Connection, kind: str, dirty: list[Row], truth: Mapping[str, Row]) -> None:
    """Raises IntegrityError where a row that nobody touched has a unique value of the truth."""
    known = {row["id"] for row in dirty}
    if kind == tables.asset.name:  # keys stay: lists and search hold them
        kept = [row for row in dirty if row["id"] in truth]
        write_rows(
            connection,
            kind,
            removed=[row for row in dirty if row["id"] not in truth],
            changed=[truth[row["id"]] for row in kept],
            before=kept,
            new=[row for id, row in truth.items() if id not in known],
        )
    else:  # away first: a unique value may pass from one row to another
        write_rows(connection, kind, removed=dirty)
        write_rows(connection, kind, new=list(truth.values()))


def carry_out_again(connection: Connection, it: Operation, station: Station) -> dict[str, frozenset[str]] | None:
    """Returns what was written. Where the truth forbids it by now: None, and it waits for the city's verdict unseen.

    So does what cannot be read, or breaks a handler over what is known here: nothing keeps the feed from being read.
    """
    try:
        command = at_station(decode_body(it.type, it.version, it.body), station.site_id, station.number)
        context = context_of(it, station.site_id)
        context.dispute = lambda refusal, kind, asset_id: survives(kind, command.NATURE)
        with connection.begin_nested():
            uow = SqlUnitOfWork(connection)
            handle(command, uow, context)
            written, clean = uow.flush(dirty=it.dseq)
            put_shadows(connection, [(kind, row["id"], body_of(row)) for kind, row in clean])
            return written
    except (DomainError, IntegrityError) as error:
        log.info("operation %s (%s) does not stand over what the city says: %s", it.op_id, it.type, error)
    except POISON:
        log.exception("operation %s (%s) cannot be carried out again", it.op_id, it.type)
    return None
