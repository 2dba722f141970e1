"""What the product tells a person: chips, banners, empty places, progress, what just happened."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.moments import say_duration
from ui.widgets.basics import Button, IconButton, Label, Picture, restyle

MEANING_ICON = {
    "good": "done",
    "attention": "warning",
    "problem": "refused",
    "information": "info",
    "neutral": "info",
}


class StatusChip(QFrame):
    """A state as icon and word on a tint; the meaning never rests on the colour alone."""

    def __init__(
        self, word: str = "", meaning: str = "neutral", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._word = Picture(), QLabel()
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 2, 8, 2)
        box.setSpacing(4)
        box.addWidget(self._icon)
        box.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(word, meaning, icon_name)

    @staticmethod
    def for_status(code: str) -> "StatusChip":
        """The chip of an asset's status; unknown codes show as they are."""
        from ui.widgets.status import status_look

        return StatusChip(*status_look(code))

    def show_state(self, word: str, meaning: str = "neutral", icon_name: str = "") -> None:
        """Show another state; without an icon's name the meaning's own icon is taken."""
        self.setProperty("meaning", meaning)
        role = "muted" if meaning == "neutral" else meaning
        self._icon.show_icon(icon_name or MEANING_ICON[meaning], role)
        self._word.setText(word)
        self.setAccessibleName(word)
        restyle(self)
        restyle(self._word)


class Banner(QFrame):
    """What happened, what it means, what to do; with the buttons that do it."""

    closed = Signal()

    def __init__(
        self,
        meaning: str,
        title: str,
        text: str = "",
        remedy: str = "",
        *buttons: QWidget,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Picture(size=20)
        self._title, self._text, self._remedy = Label(wrap=True), Label(wrap=True), Label(wrap=True)
        self._title.setProperty("part", "title")
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self._title, self._text, self._remedy):
            words.addWidget(label)
        words.addStretch(1)  # where the banner has more height than it needs, its words stay beside the icon
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 8, 8, 8)
        box.setSpacing(12)
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        for button in buttons:
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            close = IconButton("close", tr("Close this notice"), on_click=self._close)
            box.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.tell(meaning, title, text, remedy)

    def tell(self, meaning: str, title: str, text: str = "", remedy: str = "") -> None:
        """Show other words; the banner becomes visible where it had been closed."""
        self.setProperty("meaning", meaning)
        self._icon.show_icon(MEANING_ICON[meaning], meaning)
        for label, words in ((self._title, title), (self._text, text), (self._remedy, remedy)):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{text} {remedy}".strip())
        restyle(self)
        restyle(self._title)
        self.setVisible(True) if self.parentWidget() else None

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class EmptyState(QFrame):
    """What a place is for while it is empty, and the button for the first step."""

    def __init__(self, icon_name: str, title: str, text: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = Picture(icon_name, "muted", 48)
        words = Label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(440)
        words.setFixedHeight(words.heightForWidth(440))  # a layout that centres does not ask for it
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 32, 24, 32)
        box.setSpacing(12)
        box.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        box.addWidget(picture, 0, centre)
        box.addWidget(Label(title, large=True), 0, centre)
        box.addWidget(words, 0, centre)
        if buttons:
            row = QHBoxLayout()
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            box.addLayout(row)
        box.addStretch(1)


class ProgressPanel(QFrame):
    """Long work: count, time still to come, cancel; afterwards the result and what to do next."""

    cancelled = Signal()

    def __init__(
        self, title: str, *, clock: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        """`clock` gives seconds, monotonic."""
        super().__init__(parent)
        self._clock = clock
        self._began = clock()
        self._title = Label(title, "strong")
        self._count = Label("", "muted")
        self._left = Label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._cancel = Button(tr("&Cancel"), on_click=self._ask_cancel)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._cancel)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._left)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self._bar)
        box.addLayout(foot)

    def show_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 means that the end is not known."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if not total:
            self._count.setText(tr("{n} done").format(n=f"{done:,}"))
            return
        self._count.setText(tr("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}"))
        spent = self._clock() - self._began
        if done and spent > 1 and done < total:
            left = say_duration(spent / done * (total - done))
            self._left.setText(tr("about {time} left").format(time=left))
        else:
            self._left.setText("")

    def finish(self, text: str) -> None:
        """The work is over: say its result."""
        self._bar.setRange(0, 1)
        self._bar.setValue(1)
        self._count.setText(text)
        self._left.setText("")
        self._cancel.hide()

    def _ask_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._left.setText(tr("Stopping…"))
        self.cancelled.emit()


class ActivityBar(QFrame):
    """The line at the bottom: what just happened, and its undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], object] | None = None
        self._icon, self._what = Picture(), Label()
        self._what.setProperty("part", "what")
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # widens no window
        self._what.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = Button(tr("Undo"), "quiet", icon_name="undo", shortcut="Ctrl+Z", on_click=self._take_back)
        self._button.hide()
        self.setFixedHeight(40)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 0, 8, 0)
        box.setSpacing(8)
        box.addWidget(self._icon)
        box.addWidget(self._what, 1)
        box.addWidget(self._button)

    def text(self) -> str:
        return self._what.text()

    def say(self, text: str, meaning: str = "good", undo: Callable[[], object] | None = None) -> None:
        """Say what happened; with `undo` a button (Ctrl+Z) takes it back, once."""
        self.setProperty("meaning", meaning)
        self._icon.show_icon(MEANING_ICON[meaning], meaning)
        self._what.setText(text)
        self.setAccessibleName(text)
        self._undo = undo
        self._button.setVisible(undo is not None)
        restyle(self)
        restyle(self._what)

    def say_aside(self, text: str, meaning: str) -> None:
        """News of nobody's doing: it takes no place from what can still be undone."""
        if self._undo is None:
            self.say(text, meaning)

    def clear(self) -> None:
        self._undo = None
        self._button.hide()
        self._icon.show_icon("")
        self._what.clear()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self._button.hide()
        if undo is not None:
            undo()
