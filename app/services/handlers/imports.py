"""Taking over an office's card ledger."""

from __future__ import annotations

from itertools import count

from app.domain.asset import Asset, Source, Status
from app.domain.document import LedgerImport
from app.domain.errors import Invalid, Refused
from app.domain.ids import piece_ids
from app.domain.ledger import LedgerCard
from app.domain.loan import Approval, Loan, LoanKind, LoanLine
from app.domain.money import split
from app.domain.numbering import tag_number
from app.domain.organization import Warehouse, WarehouseKind
from app.services.commands.base import Context
from app.services.commands.inventory import ImportCards, StartImport, UndoImport
from app.services.handlers.custody import irregular, require_own
from app.services.handlers.healing import heal_labels_of
from app.services.handlers.intake import MOST_PIECES, remove_untouched
from app.services.handlers.late_word import add_assets
from app.services.handlers.registry import handles
from app.services.ports import UnitOfWork

# 使用状况 decides where a piece stands after the import.
_STANDS: dict[str, tuple[WarehouseKind, Status]] = {
    "在库": (WarehouseKind.GENERAL, Status.AVAILABLE),
    "闲置": (WarehouseKind.GENERAL, Status.AVAILABLE),
    "在用": (WarehouseKind.VIRTUAL, Status.AVAILABLE),
    "待报废": (WarehouseKind.GENERAL, Status.TO_DISPOSE),
    "出租出借": (WarehouseKind.GENERAL, Status.LENT),
}


@handles(StartImport)
def start_import(command: StartImport, uow: UnitOfWork, context: Context) -> None:
    organization = uow.organizations.require(command.organization_id)
    for earlier in uow.imports.find(site_id=context.site_id, sha256=command.sha256):
        if earlier.undone_at is None:
            refusal = Refused("import.same_file", file=earlier.file_name, at=earlier.imported_at)
            irregular(refusal, context)  # what the other desk's had not, it brings; common cards are passed over
            break
    _warehouses(uow, context)  # told of here, once for all its cards
    uow.imports.add(
        LedgerImport(
            id=command.import_id,
            number=command.number,
            site_id=context.site_id,
            organization_id=organization.id,
            file_name=command.file_name,
            sha256=command.sha256,
            imported_at=context.now,
            imported_by=context.actor.name,
            cards=command.cards,
            pieces=command.pieces,
            value_fen=command.value_fen,
        )
    )


def _warehouses(uow: UnitOfWork, context: Context) -> dict[WarehouseKind, Warehouse]:
    found: dict[WarehouseKind, Warehouse] = {}
    for kind in (WarehouseKind.GENERAL, WarehouseKind.VIRTUAL):
        there = uow.warehouses.find(site_id=context.site_id, kind=kind)
        refusal = Refused("import.no_warehouse", kind=kind)
        if not there:
            raise refusal
        if not any(warehouse.active for warehouse in there):
            irregular(refusal, context)
        found[kind] = min(there, key=lambda warehouse: (not warehouse.active, warehouse.id))
    return found


@handles(ImportCards)
def import_cards(command: ImportCards, uow: UnitOfWork, context: Context) -> None:
    """Cards whose number the organization already has here are passed over: a second import adds nothing.

    The import's own record says what it brought; to take it back asks for no more.
    """
    if any(not 1 <= card.quantity <= MOST_PIECES for card in command.cards):
        raise Invalid("import.bad_quantity", most=MOST_PIECES)
    ledger = uow.imports.require(command.import_id)
    require_own(ledger, context)
    warehouses = _warehouses(uow, context)
    numbers = tuple(card.card_number for card in command.cards)
    known = uow.assets.values("card_number", numbers, organization_id=ledger.organization_id, site_id=context.site_id)
    ids = iter(piece_ids(command.first_asset_id, sum(card.quantity for card in command.cards)))
    running = count(command.first_running)
    for card in command.cards:
        pieces = [(next(ids), next(running)) for _ in range(card.quantity)]
        if card.card_number in known:
            ledger.cards, ledger.pieces = ledger.cards - 1, ledger.pieces - card.quantity
            ledger.value_fen -= card.value_fen
            continue
        kind, status = _STANDS[card.use_state]
        values = split(card.value_fen, card.quantity)
        depreciation = split(card.depreciation_fen, card.quantity)
        made = [
            Asset(
                id=id,
                tag_number=tag_number(context.site_id, command.station, number),
                name=card.name,
                organization_id=ledger.organization_id,
                site_id=context.site_id,
                warehouse_id=warehouses[kind].id,
                status=status,
                card_number=card.card_number,
                category_edition=card.category_edition,
                category_code=card.category_code,
                model=card.model,
                brand=card.brand,
                unit=card.unit,
                value_fen=value,
                depreciation_fen=worn,
                acquisition=card.acquisition,
                acquired_on=card.acquired_on,
                service_years=card.service_years,
                source=Source.LEDGER,
                place=card.place,
                department=card.department,
                keeper=card.keeper,
                remark=card.remark,
                import_id=ledger.id,
            )
            for (id, number), value, worn in zip(pieces, values, depreciation, strict=True)
        ]
        add_assets(uow, made, context)
        if status is Status.LENT:
            _open_loan(uow, context, ledger, card, [id for id, _ in pieces])


def _open_loan(uow: UnitOfWork, context: Context, ledger: LedgerImport, card: LedgerCard, asset_ids: list[str]) -> None:
    """期初: it was out before the pool kept records, so borrower and date are not known, only that it is out."""
    loan = Loan(
        id=f"{ledger.id}.{card.row}",
        number=None,
        kind=LoanKind.OPENING,
        site_id=context.site_id,
        organization_id="",
        person_id=None,
        handed_out_at=context.now,
        due_on=None,
        approval=Approval.NONE,
    )
    uow.loans.add(loan)
    for position, asset_id in enumerate(asset_ids):
        uow.loan_lines.add(LoanLine(f"{loan.id}.{position}", loan.id, asset_id, context.site_id, context.now))


@handles(UndoImport)
def undo_import(command: UndoImport, uow: UnitOfWork, context: Context) -> None:
    ledger = uow.imports.require(command.import_id)
    require_own(ledger, context)
    if ledger.undone_at is not None:
        raise Refused("import.already_undone", file=ledger.file_name)
    assets = uow.assets.find(import_id=ledger.id)
    remove_untouched(uow, assets, ledger.pieces, ledger.number)
    lines = uow.loan_lines.find(asset_id=tuple(asset.id for asset in assets))
    for line in lines:
        uow.loan_lines.remove(line)
    for loan in uow.loans.many({line.loan_id for line in lines}).values():
        uow.loans.remove(loan)
    heal_labels_of(uow, ledger.number, context)
    ledger.undone_at = context.now
