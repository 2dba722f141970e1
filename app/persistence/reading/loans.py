"""Loans and requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from app.domain.asset import Condition
from app.domain.loan import Approval, LoanKind, RequestStatus
from app.persistence.reading.assets import assets_by_id
from app.persistence.records import instant
from app.persistence.tables import loan, loan_line, organization, person, request, request_line
from app.services.queries import LoanDetail, LoanPiece, LoanRow, RequestRow

_OPEN_REQUESTS = (RequestStatus.PENDING.value, RequestStatus.APPROVED.value)
_out = and_(loan_line.c.returned_at.is_(None), loan_line.c.disputed == 0)


def _loan_rows() -> Select[Any]:
    return (
        select(
            loan,
            func.coalesce(organization.c.name, "").label("organization"),
            func.coalesce(person.c.name, "").label("person"),
            select(func.count()).where(loan_line.c.loan_id == loan.c.id).scalar_subquery().label("pieces"),
            select(func.count()).where(loan_line.c.loan_id == loan.c.id, _out).scalar_subquery().label("open_pieces"),
        )
        .select_from(loan)
        .outerjoin(organization, organization.c.id == loan.c.organization_id)
        .outerjoin(person, person.c.id == loan.c.person_id)
    )


def _loan_row(row: Any, today: date) -> LoanRow:
    due_on = date.fromisoformat(row.due_on) if row.due_on else None
    return LoanRow(
        id=row.id,
        number=row.number or "",
        kind=LoanKind(row.kind),
        organization=row.organization,
        person=row.person,
        handed_out_at=instant(row.handed_out_at),
        due_on=due_on,
        approval=Approval(row.approval),
        pieces=row.pieces,
        open_pieces=row.open_pieces,
        extensions=row.extensions,
        overdue=row.closed_at is None and due_on is not None and due_on < today,
        reason=row.reason,
        pending=row.dirty is not None,
    )


def loans(connection: Connection, today: date, *, open_only: bool, text: str, limit: int) -> list[LoanRow]:
    """Newest first. `text`: a part of number, organization or person."""
    query = _loan_rows()
    if open_only:
        query = query.where(loan.c.closed_at.is_(None))
    for term in text.split():
        query = query.where(or_(*(_has(field, term) for field in (loan.c.number, organization.c.name, person.c.name))))
    rows = connection.execute(query.order_by(loan.c.handed_out_at.desc(), loan.c.id.desc()).limit(limit))
    return [_loan_row(row, today) for row in rows]


def _has(field: ColumnElement[Any], term: str) -> ColumnElement[bool]:
    return field.contains(term, autoescape=True)


def loan_detail(connection: Connection, today: date, id: str) -> LoanDetail | None:
    row = connection.execute(_loan_rows().where(loan.c.id == id)).first()
    if row is None:
        return None
    lines = connection.execute(
        select(loan_line).where(loan_line.c.loan_id == id).order_by(func.length(loan_line.c.id), loan_line.c.id)
    ).all()
    pieces = {piece.id: piece for piece in assets_by_id(connection, [line.asset_id for line in lines])}
    return LoanDetail(
        row=_loan_row(row, today),
        organization_id=row.organization_id,
        person_id=row.person_id,
        request_id=row.request_id,
        pieces=tuple(
            LoanPiece(
                asset=pieces[line.asset_id],
                returned_at=instant(line.returned_at) if line.returned_at else None,
                condition=Condition(line.condition) if line.condition else None,
                disputed=bool(line.disputed),
            )
            for line in lines
            if line.asset_id in pieces
        ),
    )


def open_loan_of(connection: Connection, today: date, asset_id: str) -> LoanRow | None:
    line = select(loan_line.c.loan_id).where(loan_line.c.asset_id == asset_id, _out)
    row = connection.execute(_loan_rows().where(loan.c.id.in_(line))).first()
    return _loan_row(row, today) if row else None


def requests(connection: Connection, *, open_only: bool, limit: int) -> list[RequestRow]:
    """What waits for a decision first, then newest first."""
    query = (
        select(
            request,
            func.coalesce(organization.c.name, "").label("organization"),
            func.coalesce(person.c.name, "").label("person"),
        )
        .select_from(request)
        .outerjoin(organization, organization.c.id == request.c.organization_id)
        .outerjoin(person, person.c.id == request.c.person_id)
    )
    if open_only:
        query = query.where(request.c.status.in_(_OPEN_REQUESTS))
    waits = case((request.c.status == RequestStatus.PENDING.value, 0), else_=1)
    rows = connection.execute(query.order_by(waits, request.c.created_at.desc(), request.c.id).limit(limit)).all()
    lines = _lines_of(connection, [row.id for row in rows])
    return [
        RequestRow(
            id=row.id,
            number=row.number,
            organization_id=row.organization_id,
            organization=row.organization,
            person_id=row.person_id,
            person=row.person,
            reason=row.reason,
            due_on=date.fromisoformat(row.due_on),
            created_at=instant(row.created_at),
            status=RequestStatus(row.status),
            decided_by=row.decided_by,
            decision_note=row.decision_note,
            asset_ids=tuple(line.asset_id for line in lines[row.id]),
            open_pieces=sum(1 for line in lines[row.id] if line.open),
            pending=row.dirty is not None,
        )
        for row in rows
    ]


def _lines_of(connection: Connection, request_ids: Sequence[str]) -> dict[str, list[Any]]:
    lines: dict[str, list[Any]] = defaultdict(list)
    query = select(request_line).where(request_line.c.request_id.in_(request_ids))
    for line in connection.execute(query.order_by(func.length(request_line.c.id), request_line.c.id)):
        lines[line.request_id].append(line)
    return lines
