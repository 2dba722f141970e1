"""The typesetter that the services ask for (app.services.paper.Typesetter)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.errors import Invalid
from app.services.paper import Label, Reprint, Slip
from app.services.ports import Clock
from printing.documents.form import Form, changed, form_name, form_names, read_changes, shipped
from printing.documents.slip import slip_pdf
from printing.fonts import BOLD, REGULAR
from printing.labels.sheets import label_sheets
from printing.labels.template import Template
from printing.labels.template import template as shipped_label
from printing.reprint import reprinted

_log = logging.getLogger("gwc.printing")


class PdfTypesetter:
    """Makes the product's papers. May be used from any thread, by several at once.

    `forms` gives this counter's own choices for forms: name → what FormChanges holds, as plain values;
    `label_template` finds a label template by its name.
    """

    def __init__(
        self,
        clock: Clock,
        forms: Callable[[], Mapping[str, Any]] = dict,
        label_template: Callable[[str], Template] = shipped_label,
    ) -> None:
        self._clock, self._forms, self._label_template = clock, forms, label_template

    def labels_pdf(self, labels: Sequence[Label], *, template: str = "a4-24-64x34", first_position: int = 1) -> bytes:
        """Sheets of labels; see the protocol."""
        return label_sheets(labels, self._label_template(template), first_position, self._clock.today())

    def slip_pdf(self, slip: Slip, proofs: Sequence[str] = (), *, code: str = "") -> bytes:
        """The slip with all its copies; see the protocol."""
        return slip_pdf(slip, self._form(form_name(slip)), proofs, code=code)

    def reprinted(self, pdf: bytes, reprint: Reprint) -> bytes:
        """A kept paper with the mark of a reprint; see the protocol."""
        return reprinted(pdf, reprint)

    def warm_up(self) -> None:
        """Read forms and fonts (half a second), so that the first paper at the desk does not wait for them."""
        for name in form_names():
            shipped(name)
        for face in (REGULAR, BOLD):
            face.width("公", 1)

    def _form(self, name: str) -> Form:
        """The form as this counter has it. Choices that do not hold are passed over: a slip must come out."""
        form, own = shipped(name), self._forms().get(name)
        if own:
            try:
                return changed(form, read_changes(own))
            except Invalid as fault:
                _log.warning("own form %s is not used: %s", name, fault)
        return form
