"""F1: the keys of this window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.i18n import tr
from ui.widgets.basics import KeyMark, Label
from ui.widgets.dialog import Dialog


class HelpDialog(Dialog):
    """Lists keys in groups: (title, [(key, what it does)])."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget) -> None:
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
