"""A count beside a window's word in the rail."""

from PySide6.QtCore import QObject, Signal


class Badge(QObject):
    """How much waits in a window. Nothing shows while the count is 0; `words` say it to a screen reader."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.meaning = "neutral"
        self.words = ""

    def show_count(self, count: int, words: str, meaning: str = "neutral") -> None:
        """`meaning` is `neutral`, `attention`, `problem`, `good` or `information`."""
        if (count, words, meaning) != (self.count, self.words, self.meaning):
            self.count, self.words, self.meaning = count, words, meaning
            self.changed.emit()
