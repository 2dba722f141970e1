"""Before a transfer is done: what could not go, and what a slip's signed codes say."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import DomainError, Refused
from app.services.bus import Bus
from app.services.commands.base import Actor, Context
from app.services.handlers.custody import assets_named
from app.services.handlers.transfers import depart
from app.services.ports import Counter
from app.services.proofs import ProvenPiece, Signer, TransferProof, proof_texts, proven


def sending_refusals(bus: Bus, actor: Actor, asset_ids: Sequence[str], to_site_id: str = "") -> dict[str, DomainError]:
    """Those of the pieces that may not leave this site now, and why. Raises NotFound for a piece that is not known."""
    if not asset_ids:
        return {}
    context = Context(actor, bus.counter.station().site_id, bus.clock.now(), bus.clock.today())
    refused: dict[str, DomainError] = {}
    with bus.counter.begin() as uow:
        for asset in assets_named(uow, asset_ids):
            try:
                depart(asset, to_site_id, uow, context)
            except DomainError as refusal:
                refused[asset.id] = refusal
    return refused


def proven_slip(counter: Counter, text: str) -> TransferProof:
    """What a scanned code of a slip says of pieces on their way here, proven with what this counter knows.

    Raises Invalid (no whole code) or Refused (not genuine; of a counter that is unknown or shut out; for another site).
    """
    with counter.begin() as uow:
        proof = proven(text, uow)
    if proof.to_site_id != counter.station().site_id:
        raise Refused("transfer.other_destination", number=proof.number, site=proof.to_site_id)
    return proof


def proofs_of_slip(counter: Counter, signer: Signer, number: str) -> list[str]:
    """The codes for the slip of that number; none where it is no slip of a transfer that this site sent.

    They name what is on the way by it now, and are the same whenever they are asked for. Raises Refused where the
    counter is not enrolled with a city: nobody could prove its signature.
    """
    station = counter.station()
    with counter.begin() as uow:
        sent = uow.transfers.find(number=number, site_id=station.site_id)
        if not sent:
            return []
        (transfer,) = sent
        lines = sorted(uow.transfer_lines.find(transfer_id=transfer.id), key=lambda line: line.id)
        assets = uow.assets.many(line.asset_id for line in lines)
        pieces = [
            ProvenPiece(line.asset_id, assets[line.asset_id].tag_number, line.epoch, assets[line.asset_id].name)
            for line in lines
            if line.on_the_way and line.asset_id in assets
        ]
    return proof_texts(transfer.id, transfer.number, transfer.site_id, transfer.to_site_id, pieces, signer)
