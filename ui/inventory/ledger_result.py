"""Import, last: what it did, and what to do next."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.money import format_yuan
from app.services.ledgers import TakenOver
from ui.i18n import tr
from ui.theme import pixmap
from ui.widgets import Button, Card, Label, row


class ResultStep(QWidget):
    """The result in a few words and the next steps."""

    labels_asked = Signal()
    show_asked = Signal()
    undo_asked = Signal()
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rejects = Path()
        self.title, self.facts = Label("", large=True), Label("", wrap=True, selectable=True)
        self.rest = Label("", "muted", wrap=True, selectable=True)
        self.labels = Button(tr("Print &labels"), "primary", icon_name="tag", on_click=self.labels_asked.emit)
        self.assets = Button(tr("Show its &assets"), icon_name="inventory", on_click=self.show_asked.emit)
        self.rejects = Button(tr("Open the &rejected rows"), icon_name="document", on_click=self._open)
        self.undo = Button(tr("Un&do this import"), "danger", icon_name="undo", on_click=self.undo_asked.emit)
        self.another = Button(tr("Import a&nother"), "quiet", icon_name="import", on_click=self.another_asked.emit)
        self.picture = QLabel()
        card = Card(margin=24)
        card.setMaximumWidth(760)
        for part in (self.picture, self.title, self.facts, self.rest):
            card.body.addWidget(part)
        card.body.addSpacing(8)
        card.body.addLayout(row(self.labels, self.assets, self.rejects, None))
        card.body.addLayout(row(self.undo, self.another, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addStretch(1)
        line = row(None, spacing=0)
        line.addWidget(card, 4)
        line.addStretch(1)
        box.addLayout(line)
        box.addStretch(2)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_result(self, taken: TakenOver, organization: str, rejected: int, rejects: Path | None) -> None:
        new = taken.changes is not None
        self._rejects = rejects or Path()
        self.picture.setPixmap(pixmap("done" if new else "info", "good" if new else "information", 40))
        if new:
            self.title.setText(tr("{n} cards imported").format(n=f"{taken.cards:,}"))
            facts = tr("{n} pieces of {organization}, value {value} yuan.").format(
                n=f"{taken.pieces:,}", organization=organization, value=format_yuan(taken.value_fen)
            )
            states = tr(", ").join(f"{state} {n:,}" for state, n in taken.pieces_by_use_state.items())
            self.facts.setText(f"{facts}\n{states}")
        else:
            self.title.setText(tr("Nothing new in this ledger"))
            self.facts.setText(tr("Every card of it is here already; nothing was added or changed."))
        rest = []
        if new and taken.present:
            rest.append(tr("{n} cards were here already and were passed over.").format(n=f"{taken.present:,}"))
        if rejects is not None:
            rest.append(tr("{n} rejected rows with their reasons: {path}").format(n=f"{rejected:,}", path=rejects))
        self.rest.setText("\n".join(rest))
        self.rest.setVisible(bool(rest))
        for button in (self.labels, self.assets, self.undo):
            button.setVisible(new)
        self.rejects.setVisible(rejects is not None)
        (self.labels if new else self.another).setFocus()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._rejects)))
