"""A form that takes the place of the details while something is changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.i18n import tr
from ui.widgets.basics import Button, Card, Label, bind_keys, row, scrolling
from ui.widgets.feedback import Banner


class SideForm(Card):
    """A form in the side panel: title, one line on what it acts on, fields that scroll, buttons at the foot."""

    left = Signal()

    def __init__(self, title: str, accept: Button) -> None:
        super().__init__(margin=16)
        self.subject = Label("", "muted", wrap=True)
        self.notice = Banner("problem", "", closable=False)
        self.fields = QVBoxLayout()
        self.back = Button(tr("&Back"), on_click=self.left.emit)
        for part in (Label(title, large=True), self.subject, self.notice):
            self.body.addWidget(part)
        self.body.addWidget(scrolling(self.fields), 1)
        self.body.addLayout(row(None, self.back, accept))
        self.notice.hide()
        bind_keys(self, {"Ctrl+S": accept.click})
