"""The typesetter that the services ask for (app.services.paper.Typesetter), with PDF by printing."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.paper import AssetLabel, Slip
from app.services.ports import Clock
from printing.documents.form import handover_slip
from printing.documents.slip import slip_pdf
from printing.fonts import BOLD, REGULAR
from printing.labels.sheets import label_sheets
from printing.labels.template import template as label_template


class PdfTypesetter:
    """Makes the product's papers. May be used from any thread, by several at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def labels_pdf(
        self, labels: Sequence[AssetLabel], *, template: str = "a4-24-64x34", first_position: int = 1
    ) -> bytes:
        """Sheets of labels; see the protocol."""
        return label_sheets(labels, label_template(template), first_position, self._clock.today())

    def slip_pdf(self, slip: Slip, proofs: Sequence[str] = ()) -> bytes:
        """The slip with all its copies; see the protocol."""
        return slip_pdf(slip, handover_slip(), proofs)

    def warm_up(self) -> None:
        """Read forms and fonts (half a second), so that the first paper at the desk does not wait for them."""
        handover_slip()
        for face in (REGULAR, BOLD):
            face.width("公", 1)
