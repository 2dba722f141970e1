"""What is about to happen, all of it, before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.money import capitals, format_yuan
from ui.i18n import tr
from ui.widgets import Banner, Dialog, Label, Rule, bind_keys

_MOST_LINES = 6


class Summary(Dialog):
    """Facts as key and value, the names of the pieces, what needs attention; Ctrl+Enter agrees as Enter does."""

    def __init__(
        self,
        title: str,
        accept_text: str,
        parent: QWidget,
        *,
        facts: Sequence[tuple[str, str]],
        pieces: Sequence[str],
        cautions: Sequence[str] = (),
    ) -> None:
        super().__init__(title, parent, accept_text=accept_text, width=560)
        self.facts = tuple(facts)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (key, value) in enumerate(facts):
            grid.addWidget(Label(key, "muted"), at, 0)
            grid.addWidget(Label(value, "strong", wrap=True, selectable=True), at, 1)
        self.body.addLayout(grid)
        self.body.addWidget(Rule())
        shown = list(pieces[:_MOST_LINES])
        if len(pieces) > len(shown):
            shown.append(tr("and {n} more").format(n=len(pieces) - len(shown)))
        self.body.addWidget(Label("\n".join(shown), wrap=True, selectable=True))
        for caution in cautions:
            self.body.addWidget(Banner("attention", caution, closable=False))
        bind_keys(self, {"Ctrl+Return": self.accept_button.click})  # its own shortcut is its Alt+letter
        self.accept_button.setFocus()


def money_facts(count: int, value_fen: int) -> list[tuple[str, str]]:
    """How many, and what they are worth in figures and in capitals."""
    return [
        (tr("Pieces"), f"{count:,}"),
        (tr("Value"), tr("{amount} yuan").format(amount=format_yuan(value_fen))),
        (tr("In capitals"), capitals(value_fen)),
    ]
