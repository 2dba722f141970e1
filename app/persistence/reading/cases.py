"""Cases: the conflict inbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, select

from app.domain.case import ConflictCase, Decision, Urgency, order_of, urgency
from app.domain.loan import RequestStatus
from app.domain.numbering import group_tag_number
from app.persistence.reading.matching import split
from app.persistence.rows import chunks
from app.persistence.search_tokens import fold
from app.persistence.store import codec_of
from app.persistence.tables import asset, conflict_case, document, loan, loan_line, request, request_line
from app.services.cases import choices, sides_of
from app.services.queries import CaseRow

_MOST_DECIDED = 2_000  # of the newest, among which a text is looked for
_WAITING = (RequestStatus.PENDING.value, RequestStatus.APPROVED.value)
_open = conflict_case.c.decision == Decision.OPEN.value


def cases(connection: Connection, today: date, *, open_only: bool, text: str, limit: int) -> list[CaseRow]:
    terms = split(text)
    if open_only:
        found = in_order(_rows(connection, today, _open))
    else:
        newest = select(conflict_case.c.id).where(~_open).order_by(conflict_case.c.decided_at.desc())
        rows = _rows(connection, today, conflict_case.c.id.in_(newest.limit(limit if not terms else _MOST_DECIDED)))
        found = sorted(rows, key=_decided_at, reverse=True)
    return [row for row in found if _mentions(row, terms)][:limit]


def case(connection: Connection, today: date, id: str) -> CaseRow | None:
    return next(iter(_rows(connection, today, conflict_case.c.id == id)), None)


def cases_of(connection: Connection, today: date, asset_ids: Sequence[str]) -> list[CaseRow]:
    found = [
        row
        for part in chunks(id for id in asset_ids if id)
        for row in _rows(connection, today, _open & conflict_case.c.asset_id.in_(part))
    ]
    return in_order(found)


def case_counts(connection: Connection, today: date) -> dict[Urgency, int]:
    return Counter(row.urgency for row in _rows(connection, today, _open))


def in_order(rows: Iterable[CaseRow]) -> list[CaseRow]:
    return sorted(rows, key=lambda row: (order_of(row.kind, row.opened_at, pressing=row.pressing), row.id))


def _rows(connection: Connection, today: date, which: ColumnElement[bool]) -> list[CaseRow]:
    query = (
        select(conflict_case, asset.c.tag_number, asset.c.name)
        .outerjoin(asset, asset.c.id == conflict_case.c.asset_id)
        .where(which)
    )
    rows = connection.execute(query).mappings().all()
    ids = [row["asset_id"] for row in rows if row["decision"] == Decision.OPEN.value]
    overdue, asked = _overdue(connection, today, ids), _asked_for(connection, ids)
    codec = codec_of(ConflictCase)
    known = [(row, codec.load(dict(row))) for row in rows]
    sides = {it.id: sides_of(it) for _row, it in known}
    numbers = {it.number for _row, it in known} | {side.number for each in sides.values() for side in each}
    papers = _papers(connection, numbers - {""})
    found = []
    for row, it in known:
        own = {side.number for side in sides[it.id]} | {it.number}
        pressing = it.asset_id in overdue or bool(asked.get(it.asset_id, set()) - own)
        found.append(
            CaseRow(
                id=it.id,
                kind=it.kind,
                urgency=urgency(it.kind, pressing=pressing),
                pressing=pressing,
                asset_id=it.asset_id,
                tag_number=row["tag_number"] or next((side.asset_tag for side in sides[it.id] if side.asset_tag), ""),
                asset_name=row["name"] or next((side.asset_name for side in sides[it.id] if side.asset_name), ""),
                site_id=it.site_id,
                other_site_id=it.other_site_id,
                opened_at=it.opened_at,
                reason=it.reason,
                sides=sides[it.id],
                choices=choices(it),
                papers=frozenset(own & papers),
                decision=it.decision,
                decided_at=it.decided_at,
                decided_by=it.decided_by,
                decision_reason=it.decision_reason,
                number=it.number,
                pending=row["dirty"] is not None,
            )
        )
    return found


def _overdue(connection: Connection, today: date, asset_ids: Sequence[str]) -> set[str]:
    """Which of them are out beyond their day."""
    found: set[str] = set()
    for part in chunks(asset_ids):
        query = (
            select(loan_line.c.asset_id)
            .join(loan, loan.c.id == loan_line.c.loan_id)
            .where(loan_line.c.asset_id.in_(part), loan_line.c.returned_at.is_(None), loan.c.due_on < today.isoformat())
        )
        found.update(connection.execute(query).scalars())
    return found


def _asked_for(connection: Connection, asset_ids: Sequence[str]) -> dict[str, set[str]]:
    """Asset id → numbers of the requests that wait for it."""
    found: dict[str, set[str]] = {}
    for part in chunks(asset_ids):
        query = (
            select(request_line.c.asset_id, request.c.number)
            .join(request, request.c.id == request_line.c.request_id)
            .where(request_line.c.asset_id.in_(part), request_line.c.open == 1, request.c.status.in_(_WAITING))
        )
        for asset_id, number in connection.execute(query):
            found.setdefault(asset_id, set()).add(number)
    return found


def _papers(connection: Connection, numbers: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(numbers):
        found.update(connection.execute(select(document.c.id).where(document.c.id.in_(part))).scalars())
    return found


def _mentions(row: CaseRow, terms: Sequence[str]) -> bool:
    words = [row.tag_number, group_tag_number(row.tag_number), row.asset_name, row.number, row.decided_by]
    for side in row.sides:
        words += [side.site_name, side.actor, side.number, side.organization, side.person, side.asset_name]
    text = fold("\n".join(words))
    return all(term in text for term in terms)


def _decided_at(row: CaseRow) -> datetime:
    return row.decided_at or datetime.min.replace(tzinfo=UTC)
