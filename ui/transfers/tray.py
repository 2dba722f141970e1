"""The tray beside a transfer that is received: which of the slip's pieces lie there, and what does not belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.errors import Invalid
from app.domain.organization import Site
from app.domain.tag_scheme import TagScheme, epc_of
from app.services.queries import AssetRow
from ui.i18n import tr
from ui.rfid.tray_panel import TrayPanel
from ui.rfid.tray_watch import TrayUse
from ui.transfers.arrival import Arrival, Mark, Piece
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.transfers.receive import ReceiveView

_ON_THE_WAY = (Mark.EXPECTED, Mark.PRESENT)


@dataclass(frozen=True, slots=True)
class AwaitedPiece:
    """A piece of the slip. `epc` of its tag, or what its sender's scheme gives where the piece is not known here."""

    id: str
    name: str
    tag_number: str
    epc: str
    tid: str


class ArrivalTray(QObject):
    """Expects what is on the way with this slip. What it takes is met as by a scan: the same refusals and sounds."""

    def __init__(self, work: Workplace, view: ReceiveView) -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self._arrival: Arrival | None = None
        self._known: dict[str, AssetRow] = {}
        self._scheme = TagScheme()
        use = TrayUse(
            self._awaited,
            lambda: False,
            self._is_here,
            view.take_scan,
            tr("Tick {n} off"),
            tr("{n} are not on this slip: put them aside"),
        )
        self.panel = TrayPanel(work, use, view)

    def expect(self, arrival: Arrival) -> None:
        """This transfer is received, or more is known of it than before."""
        self._arrival = arrival
        ids, site = list(arrival.pieces), arrival.site_id

        def learn(found: tuple[Sequence[AssetRow], Mapping[str, Site]]) -> None:
            rows, sites = found
            self._known = {row.id: row for row in rows}
            sender = sites.get(site)
            self._scheme = TagScheme(sender.gs1_prefix, sender.tag_afi) if sender else TagScheme()
            self.panel.expect_anew()

        queries = self._work.queries
        self._work.tasks.run(
            lambda: (queries.assets(ids), {one.id: one for one in queries.sites()}),
            owner=self,
            done=learn,
            failed=self._work.errors.show,
            lane="background",
        )

    def _awaited(self) -> list[AwaitedPiece]:
        pieces = self._arrival.pieces.values() if self._arrival is not None else ()
        return [self._piece(one) for one in pieces if one.mark in _ON_THE_WAY]

    def _piece(self, one: Piece) -> AwaitedPiece:
        row = self._known.get(one.id)
        if row is not None:
            return AwaitedPiece(one.id, one.name, one.tag_number, row.epc, row.tid)
        try:
            epc = epc_of(one.tag_number, self._scheme)[0]
        except Invalid:  # no number of ours: only its label tells
            epc = ""
        return AwaitedPiece(one.id, one.name, one.tag_number, epc, "")

    def _is_here(self, asset_id: str) -> bool:
        piece = self._arrival.pieces.get(asset_id) if self._arrival is not None else None
        return piece is not None and piece.mark is Mark.PRESENT
