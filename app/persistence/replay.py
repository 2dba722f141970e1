"""Rows from the feed meet rows that local operations changed. Functions over the counter's open transaction.

A row is dirty from the local operation that touched it until the feed was read to its end after the city's verdict
(`dirty` 0: the feed's row waits for a unique value that a local row has). Rows for dirty entities wait in `shadow`.
After the last page every dirty row gives way to its shadow, or to nothing where the city does not know it, and
operations that still wait are carried out again over the truth.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError

from app.domain.errors import DomainError
from app.persistence import tables
from app.persistence.counter import operation_of, shadow_body
from app.persistence.records import Row
from app.persistence.rows import TABLES, chunks, put_shadows, read_rows, write_rows
from app.persistence.unit_of_work import SqlUnitOfWork
from app.services.commands.base import Nature, decode_body
from app.services.handlers import handle
from app.services.operations import context_of
from app.services.sync_ports import Change, Kind, Operation

log = logging.getLogger("sync.replica")

Changed = dict[str, set[str]]
_ASKED = "sync.rebase"  # setting: rows and shadows differ until the next rebase
_COLUMNS = {
    kind: frozenset(column.name for column in table.columns) - tables.OWN_COLUMNS for kind, table in TABLES.items()
}


def ask(connection: Connection) -> None:
    """Rebase after the next last page."""
    statement = upsert(tables.setting).values(name=_ASKED, value="1")
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": "1"}))


def is_asked(connection: Connection) -> bool:
    table = tables.setting
    return connection.execute(select(table.c.value).where(table.c.name == _ASKED)).scalar_one_or_none() == "1"


def put_page(connection: Connection, changes: Sequence[Change], site: str) -> Changed:
    """Write the page's rows, or keep them for the rebase. `site` is the counter's own."""
    last: dict[tuple[str, str], Change] = {}
    for it in changes:
        if it.entity not in TABLES:
            continue  # of a newer city; it comes again when this counter knows what it is
        last.pop((it.entity, it.id), None)
        last[it.entity, it.id] = it
    kinds: dict[str, dict[str, Change]] = {}
    for (entity, id), it in last.items():
        kinds.setdefault(entity, {})[id] = it
    shadowed = _shadowed(connection, last)
    changed: Changed = {}
    for kind, of_kind in kinds.items():
        stored = {row["id"]: row for row in read_rows(connection, kind, of_kind)}
        held = {id for id in of_kind if (kind, id) in shadowed or _is_dirty(stored.get(id))}
        free = [it for id, it in of_kind.items() if id not in held]
        if free and not _write(connection, kind, free, stored, site):
            # A unique value is taken by a row that a local operation made: what needs it waits for the rebase.
            taken = {it.id for it in free if not _write(connection, kind, [it], stored, site)}
            table = TABLES[kind]
            for part in chunks(taken):
                connection.execute(update(table).where(table.c.id.in_(part)).values(dirty=0))
            held |= taken
        if held:
            _keep(connection, kind, [of_kind[id] for id in held], site)
            ask(connection)
        changed[kind] = set(of_kind)
    return changed


def _is_dirty(row: Row | None) -> bool:
    return row is not None and row["dirty"] is not None


def _shadowed(connection: Connection, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    shadow = tables.shadow.c
    found: set[tuple[str, str]] = set()
    for part in chunks(keys):
        query = select(shadow.entity, shadow.id).where(tuple_(shadow.entity, shadow.id).in_(part))
        found.update((row.entity, row.id) for row in connection.execute(query))
    return found


def _row(kind: str, body: str) -> Row:
    """A row of the feed; fields that this version does not know are passed over."""
    given: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    return {name: given[name] for name in _COLUMNS[kind]} | {"dirty": None}


def _leaves(row: Row, it: Change, site: str) -> bool:
    """What leaves a scope is forgotten, unless it is this site's own: that left the pool alone."""
    return it.kind is Kind.DELETE or row.get("site_id") != site


def _write(connection: Connection, kind: str, changes: list[Change], stored: dict[str, Row], site: str) -> bool:
    """False, and nothing written, where a unique value is taken."""
    new: list[Row] = []
    changed: list[Row] = []
    before: list[Row] = []
    removed: list[Row] = []
    for it in changes:
        old = stored.get(it.id)
        if it.kind is not Kind.PUT:
            if old is not None and _leaves(old, it, site):
                removed.append(old)
        elif old is None:
            new.append(_row(kind, it.body))
        else:
            changed.append(_row(kind, it.body))
            before.append(old)
    try:
        with connection.begin_nested():
            write_rows(connection, kind, new=new, changed=changed, removed=removed, before=before)
    except IntegrityError:
        return False
    return True


def _keep(connection: Connection, kind: str, changes: list[Change], site: str) -> None:
    """Renew the shadows: the last that the city said of these entities."""
    shadow = tables.shadow
    puts = [it for it in changes if it.kind is Kind.PUT]
    if puts:
        statement = upsert(shadow)
        statement = statement.on_conflict_do_update(
            index_elements=["entity", "id"], set_={"body": statement.excluded.body}
        )
        connection.execute(statement, [{"entity": kind, "id": it.id, "body": it.body} for it in puts])
    for it in changes:
        if it.kind is Kind.PUT:
            continue
        key = (shadow.c.entity == kind) & (shadow.c.id == it.id)
        body = connection.execute(select(shadow.c.body).where(key)).scalar_one_or_none()
        if body is not None and _leaves(msgspec.json.decode(body), it, site):
            connection.execute(delete(shadow).where(key))


def rebase(connection: Connection, site: str) -> Changed:
    """Put the truth in place of every dirty row, then carry out the waiting operations over it."""
    changed: Changed = {}
    shadow = tables.shadow.c
    for kind, table in TABLES.items():
        dirty = [dict(row) for row in connection.execute(select(table).where(table.c.dirty.is_not(None))).mappings()]
        bodies = connection.execute(select(shadow.body).where(shadow.entity == kind)).scalars()
        truth = {row["id"]: row for row in (_row(kind, body) for body in bodies)}
        if not dirty and not truth:
            continue
        known = {row["id"]: row for row in dirty}
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
        changed[kind] = set(known) | set(truth)
    connection.execute(delete(tables.shadow))
    operation = tables.operation
    waiting = select(operation).where(operation.c.outcome.is_(None)).order_by(operation.c.dseq)
    for it in [operation_of(row) for row in connection.execute(waiting)]:
        for kind, ids in _replay(connection, it, site).items():
            changed.setdefault(kind, set()).update(ids)
    statement = upsert(tables.setting).values(name=_ASKED, value="")
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": ""}))
    return changed


def _replay(connection: Connection, it: Operation, site: str) -> dict[str, frozenset[str]]:
    """Carry the operation out again. Where the truth forbids it by now, it waits for the city's verdict unseen."""
    command = decode_body(it.type, it.version, it.body)
    context = context_of(it, site)
    context.dispute = lambda refusal, kind, asset_id: command.NATURE is Nature.FACT
    try:
        with connection.begin_nested():
            uow = SqlUnitOfWork(connection)
            handle(command, uow, context)
            written, clean = uow.flush(dirty=it.dseq)
            put_shadows(connection, [(kind, row["id"], shadow_body(row)) for kind, row in clean])
            return written
    except (DomainError, IntegrityError) as error:
        log.info("operation %s (%s) does not stand over what the city says: %s", it.op_id, it.type, error)
        return {}
