"""Print again, or make void: only with a reason, which stays in the records and, for a reprint, on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal

from app.services.printing.jobs import JobRow
from ui.i18n import tr
from ui.print_centre.looks import job_title
from ui.widgets import Button, ChoiceBox, Field, SideForm, TextField


class Deed(StrEnum):
    REPRINT = "reprint"
    VOID = "void"


class ReasonForm(SideForm):
    """In the place of the details. `accepted` comes with a reason only."""

    accepted = Signal(object, object, str)
    """JobRow, the positions (all where there are none) and the reason."""

    def __init__(self, deed: Deed) -> None:
        reprint = deed is Deed.REPRINT
        self.accept_button = Button(
            tr("Print &again") if reprint else tr("Make &void"),
            "primary" if reprint else "danger",
            icon_name="print" if reprint else "disposed",
            on_click=self.accept,
        )
        super().__init__(tr("Print again") if reprint else tr("Make void"), self.accept_button)
        self.deed = deed
        self._row: JobRow | None = None
        self._positions: tuple[int, ...] = ()
        reasons = (
            [tr("Damaged or smudged"), tr("Paper jam"), tr("Lost"), tr("Does not scan")]
            if reprint
            else [tr("Printed by mistake"), tr("Damaged or smudged"), tr("Stuck on the wrong piece")]
        )
        self.choice = ChoiceBox([("", tr("Choose a reason")), *((one, one) for one in reasons), (None, tr("Other"))])
        self.words = TextField(hint=tr("In a few words"), limit=100)
        self._choice = Field(tr("Reaso&n"), self.choice, required=True)
        self._words = Field(tr("In your o&wn words"), self.words)
        self.fields.addWidget(self._choice)
        self.fields.addWidget(self._words)
        self.fields.addStretch(1)
        self.words.returnPressed.connect(self.accept)
        self.choice.chosen.connect(self._chosen)

    def begin(self, row: JobRow, positions: Sequence[int]) -> None:
        """Ask for the reason; no positions mean the whole job. What was typed for another job is dropped."""
        if self._row is None or self._row.id != row.id:
            self.choice.set_key("")
            self.words.clear()
        self._row, self._positions = row, tuple(positions)
        count = len(positions) or row.total
        self.subject.setText(tr("{title}: {n} of {all}").format(title=job_title(row), n=count, all=row.total))
        self._choice.set_error("")
        self.notice.hide()
        self.choice.setFocus()

    def reason(self) -> str:
        """What was chosen and written, in one line; empty where neither was."""
        chosen, words = str(self.choice.key() or ""), self.words.text().strip()
        return tr("{reason}: {words}").format(reason=chosen, words=words) if chosen and words else chosen or words

    def accept(self) -> None:
        reason = self.reason()
        if not reason or self._row is None:
            self._choice.set_error(tr("A reason is needed: it stays in the records."))
            (self.words if self.choice.key() is None else self.choice).setFocus()
            return
        self.accepted.emit(self._row, self._positions, reason)

    def forget(self) -> None:
        """It was carried out."""
        self._row = None

    def _chosen(self, key: object) -> None:
        self._choice.set_error("")
        if key is None:
            self.words.setFocus()
