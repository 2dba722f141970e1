"""移库 between sites: custody leaves with the slip and arrives with it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.asset import Asset, Status
from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.numbering import DocumentKind
from app.domain.organization import Movement, Warehouse
from app.domain.transfer import Transfer, TransferLine
from app.services.commands.base import Context
from app.services.commands.transfers import CancelTransfer, TransferIn, TransferOut
from app.services.handlers.custody import assets_met, disputed, require_custody, require_own, usable_warehouse
from app.services.handlers.healing import heal_cases_of_line
from app.services.handlers.late_word import leave_behind
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.paper import SlipLine, SlipStanding
from app.services.ports import UnitOfWork
from app.services.proofs import ProvenPiece, proven_parts


@handles(TransferOut)
def transfer_out(command: TransferOut, uow: UnitOfWork, context: Context) -> None:
    destination = uow.sites.require(command.to_site_id)
    if destination.id == context.site_id:
        raise Refused("transfer.to_own_site")
    if not uow.devices.find(site_id=context.site_id, revoked=False):
        raise Refused("transfer.not_enrolled")
    assets = assets_met(uow, command.asset_ids, context)
    transfer = uow.transfers.get(command.transfer_id)
    if transfer is None:
        transfer = Transfer(
            command.transfer_id, command.number, context.site_id, destination.id, "", context.now, context.actor.name
        )
        uow.transfers.add(transfer)
    elif not transfer.proven:
        raise Refused("transfer.sent_already", number=transfer.number)
    transfer.reason, transfer.sent_at, transfer.sent_by = command.reason.strip(), context.now, context.actor.name
    transfer.proven = False
    arrived = {line.asset_id for line in uow.transfer_lines.find(transfer_id=transfer.id)}
    for position, asset in enumerate(assets):
        if asset.id not in arrived:
            uow.transfer_lines.add(_sent(f"{transfer.id}.{position}", asset, transfer, uow, context))
    close_when_done(transfer, uow, context)
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.TRANSFER,
        subject_id=transfer.id,
        lines=slip_lines(assets),
        party=destination.name,
        reason=transfer.reason,
        standing=SlipStanding.IN_TRANSIT,
    )


def depart(asset: Asset, to_site_id: str, uow: UnitOfWork, context: Context) -> None:
    """The piece leaves for another site. Raises Refused where it cannot."""
    require_custody(asset, context)
    warehouse = uow.warehouses.require(asset.warehouse_id)
    if not warehouse.permits(Movement.TRANSFER):
        raise Refused("warehouse.no_transfer", name=asset.name, warehouse=warehouse.name)
    asset.depart(to_site_id)


def _sent(id: str, asset: Asset, transfer: Transfer, uow: UnitOfWork, context: Context) -> TransferLine:
    line = TransferLine(
        id, transfer.id, asset.id, transfer.site_id, transfer.to_site_id, asset.warehouse_id, asset.custody_epoch + 1
    )
    try:
        depart(asset, transfer.to_site_id, uow, context)
    except DomainError as refusal:
        disputed(refusal, context, asset.id)
        line.disputed = True
    return line


@handles(TransferIn)
def transfer_in(command: TransferIn, uow: UnitOfWork, context: Context) -> None:
    """Part of a transfer may arrive; the rest stays on the way."""
    warehouse = usable_warehouse(uow, command.warehouse_id, context)
    named = (*command.asset_ids, *command.missing)
    if not named:
        raise Invalid("assets.none_named")
    if len(set(named)) != len(named):
        raise Invalid("assets.named_twice")
    transfer = _transfer(command, uow, context)
    lines = {line.asset_id: line for line in uow.transfer_lines.find(transfer_id=transfer.id)}
    assets = uow.assets.many(id for id in named if id in lines)
    refusal = next((_not_coming(id, transfer, lines) for id in named if id not in assets), None)
    if refusal is not None:
        if not assets:
            raise refusal
        disputed(refusal, context)  # the others have arrived
    for id in command.asset_ids:
        if id not in assets:
            continue
        try:
            _arrive(assets[id], lines[id], transfer, warehouse, context)
        except DomainError as refusal:
            disputed(refusal, context, id)
            continue
        lines[id].received_at, lines[id].received_number, lines[id].missing_at = context.now, command.number, None
        card = uow.vehicles.get(id)
        if card is not None:
            card.site_id = context.site_id
    for id in command.missing:
        if id in assets and lines[id].on_the_way:
            lines[id].missing_at = context.now
    close_when_done(transfer, uow, context)
    sender = uow.sites.get(transfer.site_id)
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.TRANSFER,
        subject_id=transfer.id,
        lines=_received_lines(command, lines, assets),
        party=sender.name if sender else transfer.site_id,
        person=transfer.sent_by,
        reason=transfer.number,
        pool_gives=False,
        # By the codes on the slip alone, the city may know of a takeover that this site does not.
        standing=SlipStanding.PROVISIONAL if command.proof else SlipStanding.HELD_HERE,
    )


def _not_coming(id: str, transfer: Transfer, lines: dict[str, TransferLine]) -> DomainError:
    """Why this slip brings no such piece."""
    if id not in lines:
        return Refused("transfer.not_in_it", number=transfer.number)
    if lines[id].cancelled_at is not None:  # it is the sender's again, who may have lent it: out of sight from here
        return Refused("transfer.cancelled", number=transfer.number)
    return NotFound("asset.unknown", tag=id)


def _received_lines(
    command: TransferIn, lines: dict[str, TransferLine], assets: dict[str, Asset]
) -> tuple[SlipLine, ...]:
    """What is known by the codes on a slip alone has no value on the receipt: the codes do not say it."""
    named = [id for id in (*command.asset_ids, *command.missing) if id in assets]
    told = slip_lines([assets[id] for id in named], dict.fromkeys(command.missing, ("", "未到")))
    return tuple(
        line if lines[id].warehouse_id else replace(line, value_fen=None) for id, line in zip(named, told, strict=True)
    )


def _arrive(asset: Asset, line: TransferLine, transfer: Transfer, warehouse: Warehouse, context: Context) -> None:
    if line.received_at is not None:
        raise Refused("transfer.arrived_already", number=transfer.number, name=asset.name, tag=asset.tag_number)
    line.require_not_cancelled(transfer.number)
    if asset.custody_epoch != line.epoch or asset.site_id != line.site_id:
        raise Refused("asset.custody_changed", name=asset.name, tag=asset.tag_number)
    asset.arrive(context.site_id, warehouse.id)


def _transfer(command: TransferIn, uow: UnitOfWork, context: Context) -> Transfer:
    """The transfer as it is known here, or as the codes on its slip prove it."""
    transfer = uow.transfers.get(command.transfer_id)
    if transfer is None and not command.proof:
        raise NotFound("transfer.unknown")
    if transfer is None or (transfer.proven and command.proof):
        transfer = _learn(command, transfer, uow, context)
    if transfer.to_site_id != context.site_id:
        raise Refused("transfer.other_destination", number=transfer.number, site=transfer.to_site_id)
    return transfer


def _learn(command: TransferIn, transfer: Transfer | None, uow: UnitOfWork, context: Context) -> Transfer:
    parts = proven_parts(command.proof, uow)
    if not parts or parts[0].transfer_id != command.transfer_id:
        raise Invalid("proof.of_other_transfer")
    first = parts[0]
    if transfer is None:
        transfer = Transfer(
            first.transfer_id, first.number, first.site_id, first.to_site_id, "", context.now, "", proven=True
        )
        uow.transfers.add(transfer)
    known = {line.asset_id for line in uow.transfer_lines.find(transfer_id=transfer.id)}
    for part in parts:
        for position, piece in enumerate(part.pieces):
            if piece.asset_id not in known:
                known.add(piece.asset_id)
                uow.transfer_lines.add(_proven_line(piece, f"p{part.part}.{position}", transfer, uow))
    return transfer


def _proven_line(piece: ProvenPiece, position: str, transfer: Transfer, uow: UnitOfWork) -> TransferLine:
    """A piece that is on its way by the slip. What is not known of it yet stands empty until the city tells."""
    asset = uow.assets.get(piece.asset_id)
    if asset is None:
        asset = Asset(
            piece.asset_id, piece.tag_number, piece.name, "", transfer.site_id, "", Status.IN_TRANSIT,
            custody_epoch=piece.epoch, transit_site_id=transfer.to_site_id,
        )  # fmt: skip
        uow.assets.add(asset)
        lay, known = "", False
    else:
        lay, known = asset.warehouse_id, True
    line = TransferLine(
        f"{transfer.id}.{position}",
        transfer.id,
        asset.id,
        transfer.site_id,
        transfer.to_site_id,
        lay,
        piece.epoch,
    )
    if known and asset.site_id == transfer.site_id and asset.custody_epoch < piece.epoch:
        leave_behind(asset, line, uow)
        asset.has_departed(transfer.to_site_id, piece.epoch)
    return line


@handles(CancelTransfer)
def cancel_transfer(command: CancelTransfer, uow: UnitOfWork, context: Context) -> None:
    """What has not arrived is with its sender again. What has arrived by now stays where it is: a case."""
    transfer = uow.transfers.require(command.transfer_id)
    require_own(transfer, context)
    lines = uow.transfer_lines.find(transfer_id=transfer.id)
    waiting = [line for line in lines if line.on_the_way]
    late = [line for line in lines if line.received_at is not None and line.asset_id in context.epochs]
    if not waiting and not late:
        raise Refused("transfer.nothing_on_the_way", number=transfer.number)
    assets = uow.assets.many(line.asset_id for line in (*waiting, *late))
    for line in waiting:
        line.cancelled_at = context.now
        if line.disputed:
            heal_cases_of_line(uow, line, context)
        else:
            uow.assets.require(line.asset_id).call_back()
    for line in late:
        asset = assets.get(line.asset_id)  # None at a counter where its new holder has lent it: out of sight from here
        name, tag = (asset.name, asset.tag_number) if asset else ("", "")
        refusal = Refused("transfer.received_already", number=transfer.number, name=name, tag=tag)
        disputed(refusal, context, line.asset_id)
    if all(line.cancelled_at is not None for line in lines):
        void_slip(uow, transfer.number)
    close_when_done(transfer, uow, context)


def close_when_done(transfer: Transfer, uow: UnitOfWork, context: Context) -> None:
    open_lines = [line for line in uow.transfer_lines.find(transfer_id=transfer.id) if line.on_the_way]
    transfer.closed_at = None if open_lines else transfer.closed_at or context.now
