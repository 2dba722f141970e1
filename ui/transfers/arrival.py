"""What lies on the desk while a transfer is received: what the slip names, and what of it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.services.commands.transfers import TransferIn
from app.services.proofs import TransferProof
from app.services.transfer_queries import TransferDetail


class Mark(StrEnum):
    EXPECTED = "expected"  # on the slip, not seen yet
    PRESENT = "present"  # on the slip and here
    FOREIGN = "foreign"  # here, but not on the slip
    EARLIER = "earlier"  # was received before
    TAKEN_BACK = "taken_back"  # its sender has taken it back


@dataclass(slots=True)
class Piece:
    id: str
    tag_number: str
    name: str
    mark: Mark


@dataclass(slots=True)
class Arrival:
    """One transfer to this site. `known`: by its sender's own word, and not from the codes on its slip alone.

    `codes` are those read so far, by their number from 1 of `parts`; `sent_at` and what follows are known with the
    sender's word only.
    """

    transfer_id: str
    number: str
    site_id: str
    parts: int = 0
    known: bool = False
    sent_at: datetime | None = None
    sent_by: str = ""
    reason: str = ""
    codes: dict[int, str] = field(default_factory=dict)
    pieces: dict[str, Piece] = field(default_factory=dict)

    @classmethod
    def of(cls, detail: TransferDetail) -> Arrival:
        row = detail.row
        arrival = cls(row.id, row.number, row.site_id)
        arrival.learn(detail)
        return arrival

    @classmethod
    def proven(cls, proof: TransferProof) -> Arrival:
        return cls(proof.transfer_id, proof.number, proof.site_id)

    def learn(self, detail: TransferDetail) -> None:
        """Take over what is known here by now; what was ticked stays ticked while it is still on the way."""
        row = detail.row
        self.known = not row.proven
        if self.known:
            self.sent_at, self.sent_by, self.reason = row.sent_at, row.sent_by, row.reason
        for line in detail.pieces:
            before = self.pieces.get(line.asset_id)
            if line.received_at is not None:
                mark = Mark.EARLIER
            elif line.cancelled_at is not None:
                mark = Mark.TAKEN_BACK
            else:
                mark = Mark.PRESENT if before and before.mark is Mark.PRESENT else Mark.EXPECTED
            tag = line.tag_number or (before.tag_number if before else "")
            self.pieces[line.asset_id] = Piece(line.asset_id, tag, line.name or (before.name if before else ""), mark)

    def add_code(self, proof: TransferProof, text: str) -> bool:
        """A signed code of the slip was read; False where it had been read before."""
        fresh = proof.part not in self.codes
        self.parts = proof.parts
        self.codes[proof.part] = "".join(text.split()).upper()
        for piece in proof.pieces:
            there = self.with_tag(piece.tag_number)
            if there is not None and there.mark is not Mark.FOREIGN:
                continue
            if there is not None:
                del self.pieces[there.id]
            mark = Mark.PRESENT if there is not None else Mark.EXPECTED
            self.pieces[piece.asset_id] = Piece(piece.asset_id, piece.tag_number, piece.name, mark)
        return fresh

    def unread(self) -> list[int]:
        """Numbers of the codes that name further pieces; none where the sender's word names them all."""
        return [] if self.known else [part for part in range(1, self.parts + 1) if part not in self.codes]

    def with_tag(self, text: str) -> Piece | None:
        tag = "".join(text.split())
        return next((piece for piece in self.pieces.values() if tag and piece.tag_number == tag), None)

    def meet(self, piece: Piece) -> bool:
        """The piece is here; False where that changes nothing."""
        if piece.mark is not Mark.EXPECTED:
            return False
        piece.mark = Mark.PRESENT
        return True

    def meet_foreign(self, id: str, tag_number: str, name: str) -> Piece:
        """A piece is here that the slip does not name."""
        return self.pieces.setdefault(id, Piece(id, tag_number, name, Mark.FOREIGN))

    def turn(self, id: str) -> None:
        """A person ticks a piece or takes the tick away; one that is not on the slip leaves the list."""
        piece = self.pieces[id]
        match piece.mark:
            case Mark.EXPECTED:
                piece.mark = Mark.PRESENT
            case Mark.PRESENT:
                piece.mark = Mark.EXPECTED
            case Mark.FOREIGN:
                del self.pieces[id]

    def all_here(self) -> None:
        for piece in self.marked(Mark.EXPECTED):
            piece.mark = Mark.PRESENT

    def marked(self, mark: Mark) -> list[Piece]:
        return [piece for piece in self.pieces.values() if piece.mark is mark]

    @property
    def over(self) -> bool:
        """Whether nothing that is known of it is on the way any more."""
        return not any(piece.mark in (Mark.EXPECTED, Mark.PRESENT) for piece in self.pieces.values())

    def command(self, warehouse_id: str) -> TransferIn:
        """Receive what is ticked; what is expected and not ticked was looked for."""
        return TransferIn(
            self.transfer_id,
            tuple(piece.id for piece in self.marked(Mark.PRESENT)),
            warehouse_id,
            proof="" if self.known else "\n".join(text for _part, text in sorted(self.codes.items())),
            missing=tuple(piece.id for piece in self.marked(Mark.EXPECTED)),
        )
