"""归还: what comes back, of one loan or of several."""

from __future__ import annotations

from app.domain.errors import Invalid, NotFound, Refused
from app.domain.numbering import DocumentKind
from app.services.commands.base import Context
from app.services.commands.loans import TakeBack, UndoTakeBack
from app.services.handlers.custody import assets_named, require_own
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.ports import UnitOfWork


@handles(TakeBack)
def take_back(command: TakeBack, uow: UnitOfWork, context: Context) -> None:
    """Each piece closes its open line; a loan closes with its last piece."""
    pieces = {piece.asset_id: piece for piece in command.pieces}
    assets = assets_named(uow, [piece.asset_id for piece in command.pieces])
    open_lines = {
        line.asset_id: line
        for line in uow.loan_lines.find(
            asset_id=tuple(pieces), returned_at=None, disputed=False, site_id=context.site_id
        )
    }
    touched: dict[str, None] = {}
    for asset in assets:
        piece = pieces[asset.id]
        if piece.repair_fen < 0:
            raise Invalid("return.bad_repair_cost", name=asset.name)
        line = open_lines.get(asset.id)
        if line is None:
            refusal = Refused("return.no_open_loan", name=asset.name, tag=asset.tag_number)
            if not context.dispute(refusal, "return_without_loan", asset.id):
                raise refusal
            continue
        asset.take_back(piece.condition)
        line.returned_at, line.return_number = context.now, command.number
        line.condition, line.liability, line.repair_fen = piece.condition, piece.liability, piece.repair_fen
        touched[line.loan_id] = None
    loans = uow.loans.many(touched)
    for loan_id, loan in loans.items():
        if not uow.loan_lines.find(loan_id=loan_id, returned_at=None):
            loan.closed_at = context.now
    first = next(iter(loans.values()), None)
    person = uow.people.get(first.person_id) if first and first.person_id else None
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.RETURN,
        subject_id=command.number,
        lines=slip_lines(
            assets,
            {piece.asset_id: (piece.condition.value, piece.liability) for piece in command.pieces},
        ),
        organization_id=first.organization_id if first else "",
        person=command.returned_by or (person.name if person else ""),
        reason="、".join(loan.number for loan in loans.values() if loan.number),
        pool_gives=False,
    )


@handles(UndoTakeBack)
def undo_take_back(command: UndoTakeBack, uow: UnitOfWork, context: Context) -> None:
    lines = uow.loan_lines.find(return_number=command.number)
    if not lines:
        raise NotFound("document.unknown", number=command.number)
    for line in lines:
        require_own(line, context)
    assets = uow.assets.many(line.asset_id for line in lines)
    for line in lines:
        if uow.loan_lines.find(asset_id=line.asset_id, returned_at=None, disputed=False):
            asset = assets[line.asset_id]
            raise Refused("undo.built_upon", name=asset.name, tag=asset.tag_number)
        assets[line.asset_id].reopen_loan()
        line.returned_at, line.return_number, line.condition = None, None, None
        line.liability, line.repair_fen = "", 0
        uow.loans.require(line.loan_id).closed_at = None
    void_slip(uow, command.number)
