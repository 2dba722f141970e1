"""Which sheet the labels are printed on, and where on it they begin."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox

from ui.i18n import tr
from ui.inventory.papers import TEMPLATES, label_template, remember_template
from ui.inventory.side import SideForm
from ui.widgets import Button, ChoiceBox, Field
from ui.workplace import Workplace

_SHEETS = dict(zip(TEMPLATES, ("64 × 33.9 mm", "70 × 37 mm"), strict=True))
_ON_A_SHEET = 24


class LabelForm(SideForm):
    """Print labels of the marked pieces."""

    accepted = Signal(object, int)
    """Ids of the assets, and the first free label of a sheet begun before."""

    def __init__(self, work: Workplace) -> None:
        self.print_button = Button(tr("&Print"), "primary", icon_name="print", on_click=self._accept)
        super().__init__(tr("Print labels"), self.print_button)
        self._work = work
        self._ids: tuple[str, ...] = ()
        choices = [(key, tr("A4, 24 labels of {size}").format(size=_SHEETS[key])) for key in TEMPLATES]
        self.template = ChoiceBox(choices, label_template(work))
        self.first = QSpinBox()
        self.first.setRange(1, _ON_A_SHEET)
        self.fields.addWidget(Field(tr("Sheet"), self.template))
        self.fields.addWidget(
            Field(tr("First free label"), self.first, hint=tr("For a sheet that was begun: count row by row."))
        )
        self.fields.addStretch(1)
        self.template.chosen.connect(lambda key: remember_template(work, str(key)))

    def print_labels(self, ids: Sequence[str]) -> None:
        self._ids = tuple(ids)
        self.subject.setText(tr("{n} pieces marked").format(n=f"{len(ids):,}"))
        self.notice.hide()
        self.print_button.setFocus()

    def _accept(self) -> None:
        self.accepted.emit(self._ids, self.first.value())
        self.first.setValue(1)
