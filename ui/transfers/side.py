"""The panel at the right while pieces are sent or received: a form that scrolls, buttons that stay in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ui.theme.tokens import PANEL
from ui.widgets import Banner, Button, Card, Label, scrolling


class SidePanel(Card):
    """`fields` takes what scrolls; a notice stands above it, the tally and the buttons below."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__(margin=16)
        self.setFixedWidth(PANEL)
        self.notice = Banner("attention", "")
        self.tally = Label("", large=True, wrap=True)
        self.rest = Label("", "muted", wrap=True)
        self.fields = QVBoxLayout()
        self.body.addWidget(self.notice)
        self.body.addWidget(scrolling(self.fields), 1)
        self.body.addWidget(self.tally)
        self.body.addWidget(self.rest)
        for button in buttons:
            self.body.addWidget(button)
        self.notice.hide()
