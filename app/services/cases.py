"""Cases as a person reads them: what each side says, and what may be decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from app.domain.case import CaseKind, ConflictCase, Decision


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says. Instants are UTC; `occurred_at` is by the device's clock, `received_at` by the city's.

    `fields`: field → (before, wanted), of an edit; of a return without its loan what it says of the piece.
    """

    site_id: str
    site_name: str
    device: str
    station: int
    actor: str
    what: str  # command type
    occurred_at: datetime
    received_at: datetime | None
    number: str = ""  # its paper
    organization: str = ""
    person: str = ""
    asset_tag: str = ""
    asset_name: str = ""
    loan_id: str = ""
    line_id: str = ""  # of the loan, the request or the transfer, or the trip itself, as `what` says
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


def sides_of(case: ConflictCase) -> tuple[Side, ...]:
    """What was there first, if anything, then the operation that opened the case: always the last one."""
    return msgspec.json.decode(case.sides, type=tuple[Side, ...])


def sides_text(sides: tuple[Side, ...]) -> str:
    return msgspec.json.encode(sides).decode()


@dataclass(frozen=True, slots=True)
class Choice:
    decision: Decision
    recommended: bool = False


_CHOICES: dict[CaseKind, tuple[Decision, ...]] = {
    CaseKind.DOUBLE_HANDOUT: (Decision.KEEP_FIRST, Decision.KEEP_SECOND, Decision.RELABEL),
    CaseKind.HOLD_OVERTAKEN: (Decision.SUBSTITUTE, Decision.KEEP_SECOND, Decision.KEEP_FIRST),
    CaseKind.CUSTODY_LOST: (Decision.KEEP_FIRST, Decision.KEEP_SECOND),
    CaseKind.RETURN_WITHOUT_LOAN: (Decision.ACKNOWLEDGE,),
    CaseKind.FIELD_EDIT: (Decision.MERGE, Decision.KEEP_FIRST, Decision.KEEP_SECOND),
    CaseKind.IRREGULAR: (Decision.ACKNOWLEDGE,),
    CaseKind.QUARANTINED: (Decision.ACKNOWLEDGE,),
    CaseKind.UNAPPLIED: (Decision.KEEP_SECOND, Decision.KEEP_FIRST),
}
_ABOUT_A_RECORD = frozenset({CaseKind.DOUBLE_HANDOUT, CaseKind.HOLD_OVERTAKEN, CaseKind.UNAPPLIED})


def choices(case: ConflictCase) -> tuple[Choice, ...]:
    """What may be decided, the recommended answer first; nothing once the case has ended.

    Where nothing of the operation could be recorded, there is nothing to keep or to give up: it is acknowledged.
    """
    if case.decision is not Decision.OPEN:
        return ()
    allowed = _CHOICES[case.kind]
    sides = sides_of(case)
    if case.kind in _ABOUT_A_RECORD and not (sides and sides[-1].line_id):
        allowed = (Decision.ACKNOWLEDGE,)
    elif sides and sides[-1].what != "hand_out":
        allowed = tuple(decision for decision in allowed if decision is not Decision.RELABEL)
    return tuple(Choice(decision, recommended=decision is allowed[0]) for decision in allowed)
