"""The foot of a desk: what has come together so far, one offer, and the buttons that act on it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import tr
from ui.widgets import Button, Label


class Tally(QWidget):
    """Count and value in large type, what is still open below it."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self.count = Label("", large=True)
        self.rest = Label("", "muted")
        self.offer = Button("", "quiet", icon_name="add", shortcut="Ctrl+M")
        self.offer.hide()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.count)
        box.addWidget(self.rest)
        box.addStretch(1)
        box.addWidget(self.offer)
        for button in buttons:
            box.addWidget(button)
        self.setFixedHeight(40)

    def show_tally(self, count: int, value: str, *, refused: int = 0, awaited: int = 0) -> None:
        """`value` is the amount in words or ""."""
        pieces = tr("{n} pieces").format(n=f"{count:,}")
        self.count.setText(f"{pieces} · {value}" if value and count else pieces)
        parts = []
        if awaited:
            parts.append(tr("{n} not scanned").format(n=awaited))
        if refused:
            parts.append(tr("{n} refused").format(n=refused))
        self.rest.setText(" · ".join(parts))

    def show_offer(self, text: str) -> None:
        """Offer one more step by its key; an empty text takes the offer away."""
        self.offer.setVisible(bool(text))
        if text:
            self.offer.set_text(text)
