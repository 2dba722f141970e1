"""Deciding a case, and taking the decision back."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from app.domain.case import CASE_ZH, ConflictCase, Decision
from app.domain.errors import Invalid, NotFound, Refused
from app.domain.numbering import DocumentKind
from app.services.cases import Side, choices, sides_of
from app.services.commands.base import Context
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.handlers.decisions import Deciding, carry_out
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.paper import SlipLine, SlipStanding, issued_slip
from app.services.ports import Store, UnitOfWork

_STORES = (
    "assets",
    "vehicles",
    "dispatches",
    "requests",
    "request_lines",
    "loans",
    "loan_lines",
    "transfers",
    "transfer_lines",
)
"""What a decision may change."""


class _Row(Protocol):
    id: str
    version: int


@handles(ResolveCase)
def resolve_case(command: ResolveCase, uow: UnitOfWork, context: Context) -> None:
    case = _own_case(command.case_id, uow, context)
    if case.decision is not Decision.OPEN:
        raise Refused("case.decided_already", by=case.decided_by, at=case.decided_at, decision=case.decision)
    if not command.reason.strip():
        raise Invalid("case.no_reason")
    if command.decision not in {choice.decision for choice in choices(case)}:
        raise Refused("case.not_a_choice", decision=command.decision)
    for name in _STORES:
        _store(uow, name).mark()
    sides = sides_of(case)
    if sides:
        carry_out(Deciding(case, command, sides[0] if len(sides) > 1 else None, sides[-1], uow, context))
    case.before = msgspec.json.encode(_changes(uow)).decode()
    case.decision, case.decided_at, case.decided_by = command.decision, context.now, context.actor.name
    case.decision_reason, case.number = command.reason.strip(), command.number
    _corrective_slip(case, sides, command.number, uow, context)


@handles(ReopenCase)
def reopen_case(command: ReopenCase, uow: UnitOfWork, context: Context) -> None:
    """All is as it was before the decision. Refused where something was built on it since."""
    case = _own_case(command.case_id, uow, context)
    if case.decision in (Decision.OPEN, Decision.HEALED):
        raise Refused("case.not_decided")
    rows: dict[str, dict[str, list[dict[str, Any] | None]]] = msgspec.json.decode(case.before or "{}")
    for name, of_name in rows.items():
        store = _store(uow, name)
        found = store.many(of_name)
        for id, (before, after) in of_name.items():
            entity = found.get(id)
            if entity is None or _plain(entity) != after:
                asset = uow.assets.get(case.asset_id)
                raise Refused(
                    "case.built_upon", name=asset.name if asset else "", tag=asset.tag_number if asset else ""
                )
            if before is None:
                store.remove(entity)
            else:
                _restore(entity, before)
    void_slip(uow, case.number)
    taken_back = case.decision
    case.decision, case.decided_at, case.decided_by = Decision.OPEN, None, ""
    case.decision_reason, case.number, case.before = "", "", ""
    remarks = (f"case_{taken_back.value}", "case_reopened")
    _corrective_slip(case, sides_of(case), command.number, uow, context, reason=command.reason, remarks=remarks)


def _own_case(id: str, uow: UnitOfWork, context: Context) -> ConflictCase:
    case = uow.cases.get(id)
    if case is None:
        raise NotFound("case.unknown")
    if not context.authority and context.site_id not in (case.site_id, case.other_site_id):
        raise Refused("site.other", site=case.site_id)
    return case


def _store(uow: UnitOfWork, name: str) -> Store[Any]:
    store: Store[Any] = getattr(uow, name)
    return store


def _changes(uow: UnitOfWork) -> dict[str, dict[str, list[dict[str, Any] | None]]]:
    """Store → id → [before, after] of what the decision changed; versions are left out, since both sides count them."""
    found: dict[str, dict[str, list[dict[str, Any] | None]]] = {}
    for name in _STORES:
        for before, entity in _store(uow, name).changed():
            was = None if before is None else {field: value for field, value in before.items() if field != "version"}
            found.setdefault(name, {})[entity.id] = [was, _plain(entity)]
    return found


def _plain(entity: object) -> dict[str, Any]:
    """As it reads from JSON."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(entity))
    values.pop("version")
    return values


def _restore(entity: _Row, before: dict[str, Any]) -> None:
    was = msgspec.convert({**before, "version": entity.version}, type(entity), strict=False)
    for name in before:
        setattr(entity, name, getattr(was, name))


def _told(side: Side) -> str:
    """Whose record it is, so that the slip says which of the two counts."""
    who = side.person or side.organization or side.site_name
    return " ".join(part for part in (who, side.number) if part)


def _lines_of(case: ConflictCase, sides: tuple[Side, ...], uow: UnitOfWork) -> tuple[SlipLine, ...]:
    """The piece that the case is about, or those on the paper of what was done; else what sort of case it was."""
    asset = uow.assets.get(case.asset_id) if case.asset_id else None
    if asset is not None:
        return slip_lines([asset])
    named = next((side for side in sides if side.asset_tag), None)
    if named is not None:
        return (SlipLine(1, named.asset_tag, named.asset_name),)
    paper = uow.documents.get(sides[-1].number) if sides and sides[-1].number else None
    return issued_slip(paper.content).lines if paper is not None else (SlipLine(1, "", CASE_ZH[case.kind]),)


def _corrective_slip(
    case: ConflictCase,
    sides: tuple[Side, ...],
    number: str,
    uow: UnitOfWork,
    context: Context,
    *,
    reason: str = "",
    remarks: tuple[str, ...] = (),
) -> None:
    """What is corrected, why, and who is told: the people of both sides. A counter's is provisional (an intent)."""
    told = [part for part in map(_told, sides) if part]
    papers = (f"先登记:{told[0]}", f"后登记:{told[-1]}") if len(told) > 1 else tuple(f"更正单据:{it}" for it in told)
    issue_slip(
        uow,
        context,
        number=number,
        kind=DocumentKind.CORRECTION,
        subject_id=case.id,
        lines=_lines_of(case, sides, uow),
        party="、".join(dict.fromkeys(side.organization or side.site_name for side in sides)),
        person="、".join(dict.fromkeys(side.person for side in sides if side.person)),
        reason=(reason or case.decision_reason).strip(),
        remarks=(*(remarks or (f"case_{case.decision.value}",)), *papers),
        standing=None if context.authority else SlipStanding.PROVISIONAL,
    )
