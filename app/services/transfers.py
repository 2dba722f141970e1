"""The signed codes of a transfer's slip."""

from __future__ import annotations

from app.services.ports import Counter
from app.services.proofs import ProvenPiece, Signer, proof_texts


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
