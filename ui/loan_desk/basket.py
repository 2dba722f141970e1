"""What lies on the desk: pieces scanned, refused or awaited, each with its row in the scan log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import DomainError
from app.services.queries import AssetRow


class Standing(StrEnum):
    TAKEN = "taken"  # goes with the borrower
    REFUSED = "refused"  # a rule forbids it; stays in sight until dealt with
    AWAITED = "awaited"  # the request names it, not scanned yet
    DROPPED = "dropped"  # taken off the desk again


@dataclass(slots=True)
class Piece:
    """One piece and the number of its row in the scan log."""

    asset: AssetRow
    row: int
    standing: Standing
    refusal: DomainError | None = None


class Basket:
    """Pieces by asset id, in the order in which they came."""

    def __init__(self) -> None:
        self._pieces: dict[str, Piece] = {}

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces.values())

    def get(self, asset_id: str) -> Piece | None:
        return self._pieces.get(asset_id)

    def put(self, piece: Piece) -> None:
        """Lay it on the desk; what was known of the same asset is replaced, and it counts as the newest."""
        self._pieces.pop(piece.asset.id, None)
        self._pieces[piece.asset.id] = piece

    def at_row(self, row: int) -> Piece | None:
        return next((piece for piece in self if piece.row == row), None)

    def of(self, *standings: Standing) -> list[Piece]:
        return [piece for piece in self if piece.standing in standings]

    def ids(self, *standings: Standing) -> tuple[str, ...]:
        return tuple(piece.asset.id for piece in self.of(*standings))

    def holds(self, asset_id: str) -> bool:
        """Whether it is scanned and may go."""
        piece = self._pieces.get(asset_id)
        return piece is not None and piece.standing is Standing.TAKEN

    def value_fen(self) -> int:
        """The value of what is taken."""
        return sum(piece.asset.value_fen for piece in self.of(Standing.TAKEN))

    def clear(self) -> None:
        self._pieces.clear()

    def without(self, assets: Iterable[AssetRow]) -> list[AssetRow]:
        """Those of the assets that are not taken yet."""
        return [asset for asset in assets if not self.holds(asset.id)]
