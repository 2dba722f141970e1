"""归还: what comes back, of one loan or of several."""

from __future__ import annotations

from app.domain.asset import Asset, Status
from app.domain.errors import Invalid, NotFound, Refused
from app.domain.loan import LoanLine
from app.domain.money import format_yuan
from app.domain.numbering import DocumentKind
from app.services.commands.base import Context
from app.services.commands.loans import Returned, TakeBack, UndoTakeBack
from app.services.handlers.custody import assets_met, case_class, require_custody, require_own
from app.services.handlers.healing import heal_cases_of_line, heal_returns_of, reopen_cases_of_line
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.paper import SlipStanding, issued_slip
from app.services.ports import UnitOfWork


@handles(TakeBack)
def take_back(command: TakeBack, uow: UnitOfWork, context: Context) -> None:
    """Each piece closes its open line; a loan closes with its last piece."""
    pieces = {piece.asset_id: piece for piece in command.pieces}
    assets = assets_met(uow, [piece.asset_id for piece in command.pieces], context)
    open_lines: dict[str, LoanLine] = {}
    found = uow.loan_lines.find(asset_id=tuple(pieces), returned_at=None, site_id=context.site_id)
    for line in sorted(found, key=lambda line: (line.disputed, line.id), reverse=True):
        open_lines[line.asset_id] = line  # the undisputed one, else the oldest
    touched: dict[str, None] = {}
    for asset in assets:
        piece = pieces[asset.id]
        if piece.repair_fen < 0:
            raise Invalid("return.bad_repair_cost", name=asset.name)
        its_line = open_lines.get(asset.id)
        if its_line is None:
            _take_back_without_loan(asset, piece, context)
            continue
        line = its_line
        if line.disputed:
            heal_cases_of_line(uow, line, context)  # another loan, or nobody, has the piece by the books
        else:
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
    without_loan = any(piece.without_loan for piece in command.pieces)
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.RETURN,
        subject_id=command.number,
        lines=slip_lines(
            assets,
            {piece.asset_id: (piece.condition.value, _remark(piece)) for piece in command.pieces},
        ),
        organization_id=first.organization_id if first else "",
        person=command.returned_by or (person.name if person else ""),
        reason="、".join(loan.number for loan in loans.values() if loan.number),
        remarks=("without_loan",) if without_loan else (),
        pool_gives=False,
        standing=SlipStanding.PROVISIONAL if without_loan else SlipStanding.HELD_HERE,
    )


def _remark(piece: Returned) -> str:
    """Who answers for the damage, and what the repair is to cost."""
    cost = f"修理费 {format_yuan(piece.repair_fen)} 元" if piece.repair_fen else ""
    return "；".join(part for part in (piece.liability.strip(), cost) if part)


def _take_back_without_loan(asset: Asset, piece: Returned, context: Context) -> None:
    """The piece lies on the counter and nothing here says that it was out.

    At the city that is a case, until the hand-out arrives. Of a piece that is out by the books at another site, or
    with a driver, the counter says so instead.
    """
    refusal = Refused("return.no_open_loan", name=asset.name, tag=asset.tag_number)
    disputed = context.dispute(refusal, case_class(refusal), asset.id)
    if not disputed and (not piece.without_loan or asset.status is Status.LENT):
        raise refusal
    if asset.site_id == context.site_id and asset.status is Status.AVAILABLE:
        asset.found(piece.condition)


@handles(UndoTakeBack)
def undo_take_back(command: UndoTakeBack, uow: UnitOfWork, context: Context) -> None:
    document = uow.documents.get(command.number)
    if document is None or document.kind is not DocumentKind.RETURN:
        raise NotFound("document.unknown", number=command.number)
    require_own(document, context)
    if document.voided:
        raise Refused("document.voided", number=command.number)
    lines = uow.loan_lines.find(return_number=command.number)
    tags = tuple(line.tag_number for line in issued_slip(document.content).lines)
    if len(lines) < len(tags):
        heal_returns_of(uow, command.number, [asset.id for asset in uow.assets.find(tag_number=tags)], context)
    for line in lines:
        require_own(line, context)
    assets = uow.assets.many(line.asset_id for line in lines)
    for line in lines:
        if line.asset_id not in assets:  # another site has it by now, and it is not to be seen from here
            raise Refused("undo.built_upon", name="", tag="")
        asset = assets[line.asset_id]
        if line.disputed:
            reopen_cases_of_line(uow, line)
        else:
            require_custody(asset, context)
            if uow.loan_lines.find(asset_id=line.asset_id, returned_at=None, disputed=False):
                raise Refused("undo.built_upon", name=asset.name, tag=asset.tag_number)
            asset.reopen_loan()
        line.returned_at, line.return_number, line.condition = None, None, None
        line.liability, line.repair_fen = "", 0
        uow.loans.require(line.loan_id).closed_at = None
    void_slip(uow, command.number)
