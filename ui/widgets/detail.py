"""Details of what is selected, beside the work and not over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.moments import ago, exact
from ui.theme.tokens import PANEL
from ui.widgets.basics import Button, Label, Picture, Rule
from ui.widgets.feedback import StatusChip

_LONGEST_BESIDE = 20
"""Characters of a code that find room beside its key; a longer one, which cannot be broken, stands below it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a history."""

    at: datetime
    what: str
    who: str = ""
    icon_name: str = "history"


class DetailPanel(QFrame):
    """Title, chip, buttons, sections of key and value, history. Scrolls on its own; values can be copied."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(PANEL - 40)
        self.setAccessibleName(name)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._scroll)
        self._nothing: str | None = None
        self.show_nothing("")

    def show_nothing(self, text: str) -> None:
        """Nothing is selected: say what would show here."""
        if text == self._nothing:
            return
        box = self._begin()
        self._nothing = text
        words = Label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addStretch(1)
        box.addWidget(words)
        box.addStretch(1)

    def show_details(
        self,
        title: str,
        subtitle: str = "",
        *,
        status: str = "",
        badges: Sequence[StatusChip] = (),
        sections: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (),
        buttons: Sequence[Button] = (),
        history: Sequence[Happening] = (),
        history_title: str = "",
    ) -> None:
        """Show one thing. `sections` are (title, [(key, value), …]); values of "" are left out.

        `badges` stand below the status.
        """
        place = self._scroll.verticalScrollBar().value()
        box = self._begin()
        box.addWidget(Label(title, large=True, wrap=True, selectable=True))
        if subtitle:
            box.addWidget(Label(subtitle, "muted", wrap=True, selectable=True))
        if status:
            box.addWidget(StatusChip.for_status(status))
        for badge in badges:
            box.addWidget(badge)
        for button in buttons:
            box.addWidget(button)
        for heading, pairs in sections:
            shown = [(key, value) for key, value in pairs if value]
            if shown:
                box.addWidget(Rule())
                if heading:
                    box.addWidget(Label(heading, "strong"))
                box.addLayout(_pairs(shown))
        if history:
            box.addWidget(Rule())
            box.addWidget(Label(history_title, "strong"))
            for one in history:
                box.addWidget(_entry(one))
        box.addStretch(1)
        self._scroll.verticalScrollBar().setValue(place)

    def _begin(self) -> QVBoxLayout:
        self._nothing = None
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        self._scroll.setWidget(inside)
        return box


def _pairs(pairs: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, 88)
    grid.setColumnStretch(1, 1)
    for key, value in pairs:
        at = grid.rowCount()
        words = Label(value, wrap=True, selectable=True)
        if max(map(len, value.split()), default=0) > _LONGEST_BESIDE and value.isascii():
            grid.addWidget(Label(key, "muted"), at, 0, 1, 2)
            grid.addWidget(words, at + 1, 0, 1, 2)
        else:
            grid.addWidget(Label(key, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at, 1)
    return grid


def _entry(one: Happening) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    picture = Picture(one.icon_name)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(one.what, wrap=True))
    when = Label(f"{ago(one.at)} · {one.who}" if one.who else ago(one.at), "muted", wrap=True)
    when.setToolTip(exact(one.at))
    words.addWidget(when)
    row.addLayout(words, 1)
    return line
