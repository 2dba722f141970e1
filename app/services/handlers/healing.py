"""What mends itself: a return whose hand-out arrives later, a disputed loan that comes back."""

from __future__ import annotations

from collections.abc import Collection

from app.domain.asset import Condition
from app.domain.case import CaseKind, ConflictCase, Decision
from app.domain.loan import LoanLine
from app.domain.transfer import TransferLine
from app.domain.vehicle import Dispatch
from app.services.cases import sides_of
from app.services.commands.base import Context
from app.services.ports import UnitOfWork
from app.services.renumbering import told_labels


def returns_before_their_loan(uow: UnitOfWork, asset_ids: Collection[str], context: Context) -> dict[str, ConflictCase]:
    """Asset id → the open case of its return, where that return followed the hand-out now being carried out.

    Operations of one device come in its own order, so a hand-out that comes after the return happened after it. Of
    two devices of a site that were both offline nothing tells the order but their clocks; this is the one place
    where they decide, and only over which paper closes which: where they are wrong, the loan stays open and the
    case stands for a person. A counter that acts now acts after all that it knows.
    """
    if not context.device:
        return {}
    found: dict[str, ConflictCase] = {}
    waiting = uow.cases.find(
        asset_id=tuple(asset_ids), kind=CaseKind.RETURN_WITHOUT_LOAN, decision=Decision.OPEN, site_id=context.site_id
    )
    for case in sorted(waiting, key=lambda case: (sides_of(case)[-1].occurred_at, case.id), reverse=True):
        back = sides_of(case)[-1]
        if back.device != context.device and context.now < back.occurred_at:
            found[case.asset_id] = case
    return found


def close_by_return(line: LoanLine, case: ConflictCase, context: Context) -> None:
    """The return that came first closes the loan that came second."""
    back = sides_of(case)[-1]
    said = {name: wanted for name, (_, wanted) in back.fields.items()}
    line.returned_at, line.return_number = back.occurred_at, back.number
    line.condition = Condition(said.get("condition", Condition.GOOD))
    line.liability, line.repair_fen = said.get("liability", ""), int(said.get("repair_fen", "0"))
    heal(case, context)


def heal(case: ConflictCase, context: Context) -> None:
    case.decision, case.decided_at, case.decided_by = Decision.HEALED, context.now, ""


def heal_cases_of_line(uow: UnitOfWork, line: LoanLine | TransferLine | Dispatch, context: Context) -> None:
    """What was disputed is over, since the piece is back: there is nothing left to decide."""
    for case in _cases_of_line(uow, line, Decision.OPEN):
        heal(case, context)


def reopen_cases_of_line(uow: UnitOfWork, line: LoanLine | Dispatch) -> None:
    """It is not back after all."""
    for case in _cases_of_line(uow, line, Decision.HEALED):
        case.decision, case.decided_at = Decision.OPEN, None


def _cases_of_line(uow: UnitOfWork, line: LoanLine | TransferLine | Dispatch, decision: Decision) -> list[ConflictCase]:
    """The cases of that decision that it is disputed in; what is irregular about it is another matter."""
    return [
        case
        for case in uow.cases.find(asset_id=line.asset_id, decision=decision)
        if case.kind is not CaseKind.IRREGULAR and any(side.line_id == line.id for side in sides_of(case)[-1:])
    ]


def heal_returns_of(uow: UnitOfWork, number: str, asset_ids: Collection[str], context: Context) -> None:
    """A return without its loan is taken back: there is nothing left to decide."""
    for case in uow.cases.find(
        asset_id=tuple(asset_ids), kind=CaseKind.RETURN_WITHOUT_LOAN, decision=Decision.OPEN, site_id=context.site_id
    ):
        if any(side.number == number for side in sides_of(case)[-1:]):
            heal(case, context)


def heal_labels_of(uow: UnitOfWork, number: str, context: Context) -> None:
    """Pieces whose labels were to be printed anew are gone, with the paper that took them in."""
    for case in uow.cases.find(kind=CaseKind.IRREGULAR, decision=Decision.OPEN, site_id=context.site_id):
        if told_labels(case.reason) is not None and sides_of(case)[-1].number == number:
            heal(case, context)
