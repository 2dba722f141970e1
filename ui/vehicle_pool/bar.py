"""Which cars are shown and how: filter, find, view, and the day or week of the picture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import tr
from ui.moments import say_date
from ui.vehicle_pool.bars import Period
from ui.widgets import IconButton, Label, Segmented, TextField, row


class PoolBar(QWidget):
    narrowed = Signal()
    """Another filter, or another text to find."""
    view_changed = Signal(str)
    moved = Signal(int)
    """So many days or weeks on."""

    def __init__(self) -> None:
        super().__init__()
        self.filters = Segmented([(key, word) for key, word in filters()], name=tr("Filter"))
        self.box = TextField(hint=tr("Plate, name, driver or user"), limit=60)
        self.box.setAccessibleName(tr("Find a car"))
        self.box.setFixedWidth(184)
        self.views = Segmented([(key, title) for key, title, _keys in views()], name=tr("View"))
        self.period = Label()
        self._before = IconButton("left", tr("Before"), shortcut="Alt+Left", on_click=lambda: self.moved.emit(-1))
        self._after = IconButton("right", tr("After"), shortcut="Alt+Right", on_click=lambda: self.moved.emit(1))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(row(self.filters, self.box, None, self._before, self.period, self._after, self.views))
        self.show_period(None, date.min)
        self.filters.changed.connect(lambda _key: self.narrowed.emit())
        self.box.textEdited.connect(lambda _text: self.narrowed.emit())
        self.views.changed.connect(lambda key: self.view_changed.emit(str(key)))
        for key, _title, keys in views():
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.view_changed.emit, key))

    def which(self) -> str:
        return str(self.filters.key())

    def view(self) -> str:
        return str(self.views.key())

    def text(self) -> str:
        return self.box.text()

    def show_all(self) -> None:
        """No filter and no text."""
        self.filters.set_key("all")
        self.box.clear()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say at each filter how many cars it holds."""
        for key, word in filters():
            self.filters.set_label(key, f"{word} {counts[key]}")

    def show_period(self, period: Period | None, today: date) -> None:
        """Name the period of the picture; None where no picture is shown."""
        for part in (self._before, self.period, self._after):
            part.setVisible(period is not None)
        if period is not None:
            self.period.setText(say_period(period, today))


def filters() -> list[tuple[str, str]]:
    return [("all", tr("All")), ("here", tr("Here")), ("out", tr("On the road")), ("attention", tr("Attention"))]


def views() -> list[tuple[str, str, str]]:
    """(key, words, shortcut)."""
    return [
        ("list", tr("List"), "Alt+1"),
        ("day", tr("Day"), "Alt+2"),
        ("week", tr("Week"), "Alt+3"),
        ("trips", tr("Trips"), "Alt+4"),
    ]


def say_period(period: Period, today: date) -> str:
    if period.days == 1:
        return tr("Today") if period.first == today else say_date(period.first)
    if period.first <= today < period.first + timedelta(days=7):
        return tr("This week")
    last = period.first + timedelta(days=period.days - 1)
    return f"{period.first:%m-%d} – {last:%m-%d}"
