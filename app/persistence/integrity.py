"""Proving a counter's data: the database file, references between rows, the operation chain, the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, select, true

from app.persistence import tables
from app.persistence.counter import CounterDatabase, operation_of
from app.persistence.journal import JournalDamaged
from app.services.operations import Operation, first_break

# (child, parent, which children): past loans, reservations and trips stay where they were when a piece has gone to
# another site and is out of sight there.
_REFERENCES: tuple[tuple[Column[str], Column[str], ColumnElement[bool]], ...] = (
    (tables.asset.c.warehouse_id, tables.warehouse.c.id, true()),
    (tables.asset.c.organization_id, tables.organization.c.id, true()),
    (tables.loan_line.c.loan_id, tables.loan.c.id, true()),
    (
        tables.loan_line.c.asset_id,
        tables.asset.c.id,
        and_(tables.loan_line.c.returned_at.is_(None), tables.loan_line.c.disputed == 0),
    ),
    (tables.request_line.c.request_id, tables.request.c.id, true()),
    (tables.request_line.c.asset_id, tables.asset.c.id, tables.request_line.c.open == 1),
    (tables.vehicle.c.id, tables.asset.c.id, true()),
    (
        tables.dispatch.c.asset_id,
        tables.asset.c.id,
        and_(tables.dispatch.c.in_at.is_(None), tables.dispatch.c.disputed == 0),
    ),
    (tables.person.c.organization_id, tables.organization.c.id, true()),
)

_DANGLING = {
    # what came by the slip of a transfer alone names no organization yet
    f"{child.table.name}.{child.name}": select(func.count()).where(child != "", child.not_in(select(parent)), which)
    for child, parent, which in _REFERENCES
}


def _wrong_loans() -> dict[str, Select[Any]]:
    """A piece is out if and only if an open loan line or an open dispatch says so."""
    line, trip, asset = tables.loan_line, tables.dispatch, tables.asset
    out = (
        select(line.c.asset_id)
        .where(line.c.returned_at.is_(None), line.c.disputed == 0)
        .union(select(trip.c.asset_id).where(trip.c.in_at.is_(None), trip.c.disputed == 0))
    )
    own = select(tables.setting.c.value).where(tables.setting.c.name == "site").scalar_subquery()
    lent = select(asset.c.id).where(asset.c.status == "lent", asset.c.site_id == own)
    tags, out_here = select(asset.c.tag_number).limit(5), and_(asset.c.id.in_(out), asset.c.site_id == own)
    return {
        "check.lent_without_loan": tags.where(asset.c.id.in_(lent), asset.c.id.not_in(out)),
        "check.loan_without_lent": tags.where(out_here, asset.c.status != "lent"),
    }


_LOANS = _wrong_loans()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: words for `what` are under check.*, and `detail` names the place in them."""

    what: str
    detail: str


def findings(database: CounterDatabase) -> list[Finding]:
    """Everything that is wrong; an empty list is a proof that all of it was read and holds."""
    found: list[Finding] = []
    with database.transaction() as connection:
        for (answer,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if answer != "ok":
                found.append(Finding("check.database", str(answer)))
        found += _dangling(connection)
        found += _loans(connection)
        query = select(tables.operation).order_by(tables.operation.c.dseq)
        operations = [operation_of(row) for row in connection.execute(query)]
    damaged = database.sums.damaged() if database.sums else []
    if damaged:
        found.append(Finding("check.pages", ", ".join(map(str, damaged[:10]))))
    broken = first_break(operations)
    if broken is not None:
        found.append(Finding("check.chain", str(broken.dseq)))
    found += _journal(database, operations)
    return found


def _dangling(connection: Connection) -> list[Finding]:
    found = []
    for place, query in _DANGLING.items():
        count = connection.execute(query).scalar_one()
        if count:
            found.append(Finding("check.reference", f"{place}: {count}"))
    return found


def _loans(connection: Connection) -> list[Finding]:
    found = []
    for what, query in _LOANS.items():
        tags = connection.execute(query).scalars().all()
        if tags:
            found.append(Finding(what, ", ".join(tags)))
    return found


def _journal(database: CounterDatabase, operations: list[Operation]) -> list[Finding]:
    try:
        written = {operation.dseq: operation.hash for operation in database.journal.read()}
    except JournalDamaged as damage:
        return [Finding("check.journal", str(damage.offset))]
    known = {operation.dseq: operation.hash for operation in operations}
    differ = [dseq for dseq in known.keys() | written.keys() if known.get(dseq) != written.get(dseq)]
    return [Finding("check.journal_differs", str(min(differ)))] if differ else []
