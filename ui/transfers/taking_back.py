"""Cancel a transfer: what has not arrived is with its sender again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.transfer_queries import TransferRow
from ui.i18n import tr
from ui.widgets import Dialog, Field, TextField


class TakingBack(Dialog):
    """Asks for the reason, which goes into the log."""

    def __init__(self, row: TransferRow, parent: QWidget) -> None:
        text = tr(
            "{n} pieces for {site} were not received yet. They are here again at once, and the printed slip is void: "
            "take it out of the parcel."
        )
        super().__init__(
            tr("Take the transfer back?"),
            parent,
            accept_text=tr("&Take it back"),
            kind="danger",
            text=text.format(n=row.waiting, site=row.to_site),
        )
        self.reason = TextField(hint=tr("e.g. the car is not available"))
        self._field = Field(tr("Reaso&n"), self.reason, required=True)
        self.body.addWidget(self._field)
        self.reason.setFocus()

    def try_accept(self) -> None:
        if self.reason.text().strip():
            self.accept()
        else:
            self._field.set_error(tr("Write in a few words why."))
            self.reason.setFocus()
