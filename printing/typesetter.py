"""The typesetter that the services ask for (app.services.paper.Typesetter)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.services.paper import Label, Slip
from app.services.ports import Clock
from printing.documents.form import handover_slip
from printing.documents.slip import slip_pdf
from printing.fonts import BOLD, REGULAR
from printing.labels.setting import set_label
from printing.labels.sheets import label_sheets
from printing.labels.template import Roll
from printing.labels.template import template as label_template
from printing.languages.tspl import tspl
from printing.languages.zpl import zpl


class PdfTypesetter:
    """Makes the product's papers. May be used from any thread, by several at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def labels_pdf(self, labels: Sequence[Label], *, template: str = "a4-24-64x34", first_position: int = 1) -> bytes:
        """Sheets of labels; see the protocol."""
        return label_sheets(labels, label_template(template), first_position, self._clock.today())

    def label_commands(
        self,
        label: Label,
        language: Literal["zpl", "tspl"],
        *,
        template: str,
        dots_per_inch: int,
        acs: bool = False,
    ) -> bytes:
        """One label in a printer's own language; see the protocol."""
        used = label_template(template)
        layout = set_label(used, label)
        if language == "zpl":
            return zpl(layout, dots_per_inch, acs=acs)
        return tspl(layout, dots_per_inch, gap=used.media.gap if isinstance(used.media, Roll) else 0.0)

    def slip_pdf(self, slip: Slip, proofs: Sequence[str] = ()) -> bytes:
        """The slip with all its copies; see the protocol."""
        return slip_pdf(slip, handover_slip(), proofs)

    def warm_up(self) -> None:
        """Read forms and fonts (half a second), so that the first paper at the desk does not wait for them."""
        handover_slip()
        for face in (REGULAR, BOLD):
            face.width("公", 1)
