"""F1: the keys of this window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.i18n import tr
from ui.widgets.basics import KeyMark, Label
from ui.widgets.dialog import Dialog

Keys = Sequence[tuple[str, str]]
"""(key, what it does)"""


def key_groups(page: Keys, windows: Keys) -> list[tuple[str, Keys]]:
    """The keys of the page in front, of the windows, and those that work everywhere, by title."""
    everywhere = [
        ("F1", tr("This page of keys")),
        ("Ctrl+K", tr("Find any action, asset, person or document")),
        ("Ctrl+L", tr("Go to the scan box")),
        ("Ctrl+Space", tr("Chinese input in the scan box, on or off")),
        ("Ctrl+D", tr("Open this page in a window of its own")),
        ("Ctrl+Z", tr("Undo what just happened")),
        ("Ctrl+Shift+L", tr("Lock the screen")),
        ("Esc", tr("One step back; nothing typed is lost")),
    ]
    tables = [
        ("Enter", tr("Open the row")),
        ("Space", tr("Mark the row")),
        ("Ctrl+C", tr("Copy the marked rows as a table")),
        (tr("Letters"), tr("Find in the first column")),
    ]
    return [
        (tr("On this page"), page),
        (tr("Windows"), windows),
        (tr("Everywhere"), everywhere),
        (tr("In tables"), tables),
    ]


class HelpDialog(Dialog):
    """Lists keys in groups: (title, [(key, what it does)])."""

    def __init__(self, groups: Sequence[tuple[str, Keys]], parent: QWidget) -> None:
        super().__init__(tr("Keys"), parent, width=560)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        line = 0
        for title, keys in groups:
            if not keys:
                continue
            grid.addWidget(Label(title, "strong"), line, 0, 1, 2)
            line += 1
            for key, what in keys:
                grid.addWidget(KeyMark(key), line, 0)
                grid.addWidget(Label(what, wrap=True), line, 1)
                line += 1
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(tr("Keys"))
        area.setMinimumHeight(min(440, inside.sizeHint().height() + 4))
        self.body.addWidget(area)
