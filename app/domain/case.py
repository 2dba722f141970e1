"""Cases: failed preconditions of what happened in the room, each in front of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class CaseKind(StrEnum):
    """The classes of the conflict inbox."""

    DOUBLE_HANDOUT = "double_handout"  # two people hold one piece
    HOLD_OVERTAKEN = "hold_overtaken"  # approved for one person, given to another
    CUSTODY_LOST = "custody_lost"  # acted on after its custody had passed on
    RETURN_WITHOUT_LOAN = "return_without_loan"  # heals itself when the loan arrives
    FIELD_EDIT = "field_edit"  # two people edited the same field
    IRREGULAR = "irregular"  # recorded, though an approval, a right or a warehouse that it needed stood no more
    QUARANTINED = "quarantined"  # an operation that the city cannot read: kept
    UNAPPLIED = "unapplied"  # another rule stood against what happened


CASE_ZH: dict[CaseKind, str] = {
    CaseKind.DOUBLE_HANDOUT: "一件借了两次",
    CaseKind.HOLD_OVERTAKEN: "留给别人的被领走",
    CaseKind.CUSTODY_LOST: "保管已转走",
    CaseKind.RETURN_WITHOUT_LOAN: "归还对不上借出",
    CaseKind.FIELD_EDIT: "登记改得不一样",
    CaseKind.IRREGULAR: "手续有缺",
    CaseKind.QUARANTINED: "暂存，还读不懂",
    CaseKind.UNAPPLIED: "没有记上",
}
"""What they are called on papers, as in the inbox."""


class Urgency(IntEnum):
    """How soon a person should look at a case; the first comes first."""

    NOW = 0
    SOON = 1
    LATER = 2


_NOW = (CaseKind.DOUBLE_HANDOUT, CaseKind.CUSTODY_LOST)
_SOON = (CaseKind.HOLD_OVERTAKEN, CaseKind.IRREGULAR, CaseKind.RETURN_WITHOUT_LOAN, CaseKind.FIELD_EDIT)
_LATER = (CaseKind.UNAPPLIED, CaseKind.QUARANTINED)
_RANKS = {kind: rank for rank, kind in enumerate((*_NOW, *_SOON, *_LATER))}


def urgency(kind: CaseKind, *, pressing: bool) -> Urgency:
    """What two people hold, or what was lent after it had passed to another site, is for now; the rest by its class.

    A case is pressing where its piece is overdue or somebody has asked for it: it rises by one step.
    """
    step = Urgency.NOW if kind in _NOW else Urgency.SOON if kind in _SOON else Urgency.LATER
    return Urgency(step - 1) if pressing and step is not Urgency.NOW else step


def order_of(kind: CaseKind, opened_at: datetime, *, pressing: bool) -> tuple[Urgency, int, bool, datetime]:
    """Sorts the inbox: by urgency, then by class, then what is pressing, then the oldest first."""
    return urgency(kind, pressing=pressing), _RANKS[kind], not pressing, opened_at


class Decision(StrEnum):
    """How a case was ended; empty while it is open."""

    OPEN = ""
    KEEP_FIRST = "keep_first"  # the first side is right; the second was a mistake on paper
    KEEP_SECOND = "keep_second"  # the second side is right; the first was a mistake on paper
    RELABEL = "relabel"  # they are two pieces: the second gets a tag of its own
    SUBSTITUTE = "substitute"  # another piece is offered to the one who was promised it
    MERGE = "merge"  # field by field
    ACKNOWLEDGE = "acknowledge"  # seen; nothing is changed
    HEALED = "healed"  # what was missing has arrived since


@dataclass(slots=True)
class ConflictCase:
    """`id` follows from the operation and its position there, so that running it again opens no second one.

    `sides` is a JSON list of what each side says (services.cases.Side), frozen when the case was opened. `before`
    is the JSON of the rows that the decision changed, for taking it back. Instants are UTC.
    """

    id: str
    kind: CaseKind
    site_id: str  # whose operation it was
    other_site_id: str  # the other side's site; empty where there is none
    asset_id: str  # empty where it is not about one asset
    device: str
    dseq: int
    operation_id: str
    opened_at: datetime  # by the city's clock
    reason: str  # a refusal as JSON {code, params}
    sides: str = "[]"
    decision: Decision = Decision.OPEN
    decided_at: datetime | None = None
    decided_by: str = ""
    decision_reason: str = ""
    number: str = ""  # of the corrective slip
    before: str = ""
    version: int = 0
