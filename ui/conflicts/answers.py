"""What may be decided: large buttons, one sentence each of what will happen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.case import Decision
from app.services.cases import Choice
from app.services.queries import CaseRow
from ui.conflicts.story import decision_words
from ui.i18n import tr
from ui.widgets import KeyMark, Label, StatusChip

STACKED_BELOW = 560
"""Width in px below which the answers stand below each other."""


class AnswerButton(QPushButton):
    """A digit, what is decided, what will happen, and whether it is recommended."""

    def __init__(self, digit: int, title: str, effect: str, *, recommended: bool) -> None:
        super().__init__()
        self.setProperty("answer", True)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("{n}: {title}").format(n=digit, title=title))
        self.setAccessibleDescription(f"{tr('Recommended')}. {effect}" if recommended else effect)
        self._title, self._effect = Label(title, "strong", wrap=True), Label(effect, "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(KeyMark(str(digit)), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        if recommended:
            head.addWidget(StatusChip(tr("Recommended"), "good", "done"), 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self._effect)
        box.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def fit(self, width: int) -> int:
        """Take that width; returns the height that its words need then (a button does not ask for it)."""
        layout = self.layout()
        return max(64, layout.totalHeightForWidth(width)) if layout is not None else 64


class Answers(QWidget):
    """The answers to one case side by side, or below each other where there is little room."""

    chosen = Signal(object)
    """The Decision."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What may be decided"))
        self.buttons: dict[Decision, AnswerButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def offer(self, case: CaseRow, choices: tuple[Choice, ...], *, allowed: bool) -> None:
        """Show these, the first under the digit 1; not `allowed`: to be read, not to be pressed."""
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for digit, choice in enumerate(choices, start=1):
            title, effect = decision_words(case, choice.decision)
            button = AnswerButton(digit, title, effect, recommended=choice.recommended and len(choices) > 1)
            button.setEnabled(allowed)
            button.clicked.connect(partial(self._press, choice.decision))
            self.buttons[choice.decision] = button
        self._arrange()
        self.setVisible(bool(choices))

    def press(self, digit: int) -> bool:
        """The key of an answer; False where there is none or it may not be pressed."""
        buttons = list(self.buttons.values())
        if not 1 <= digit <= len(buttons) or not buttons[digit - 1].isEnabled():
            return False
        buttons[digit - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        buttons[digit - 1].click()
        return True

    def mark(self, decision: Decision | None) -> None:
        """Show which answer is being given."""
        for own, button in self.buttons.items():
            button.setChecked(own is decision)

    def focus_first(self) -> None:
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _press(self, decision: Decision, _checked: bool = False) -> None:
        self.mark(decision)
        self.chosen.emit(decision)

    def _arrange(self) -> None:
        buttons = list(self.buttons.values())
        if not buttons:
            return
        stacked = self.width() < STACKED_BELOW
        columns = 1 if stacked else len(buttons)
        width = (self.width() - 8 * (columns - 1)) // columns
        heights = [button.fit(width) for button in buttons]
        for at, button in enumerate(buttons):
            self._grid.addWidget(button, at if stacked else 0, 0 if stacked else at)
            button.setFixedHeight(heights[at] if stacked else max(heights))
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
