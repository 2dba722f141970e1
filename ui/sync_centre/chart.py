"""The picture of the last days: three rows of bars over the same days, each with its numbers above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.services.sync_queries import SyncDay
from ui.i18n import tr
from ui.moments import say_date
from ui.sync_centre.terms import say_bytes
from ui.theme import body_font, colour

_TITLE = 24
_DAYS = 24
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_BELOW = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bars: title, the value of a day, how it is written, and the colour of its meaning."""

    title: str
    value: Callable[[SyncDay], float]
    text: Callable[[SyncDay], str]
    role: str


def rows() -> tuple[Row, ...]:
    return (
        Row(tr("Operations sent"), lambda day: day.pushed, lambda day: _short(day.pushed), "accent"),
        Row(tr("Records received"), lambda day: day.pulled, lambda day: _short(day.pulled), "information"),
        Row(tr("Hours without the city"), lambda day: day.cut_off, hours, "problem"),
    )


def hours(day: SyncDay) -> str:
    """Hours with one decimal; nothing for none, `<0.1` for less than six minutes."""
    if not day.cut_off:
        return ""
    return f"{day.cut_off / 3600:.1f}" if day.cut_off >= 180 else "<0.1"


def say_day(day: SyncDay) -> str:
    """A day in full, for the tool tip and a screen reader."""
    parts = [
        tr("{n} operations sent").format(n=f"{day.pushed:,}"),
        tr("{n} records received").format(n=f"{day.pulled:,}"),
        tr("{up} up, {down} down").format(up=say_bytes(day.sent_bytes), down=say_bytes(day.received_bytes)),
        tr("{n} h without the city").format(n=hours(day) or "0"),
    ]
    return f"{say_date(day.day)}: " + ", ".join(parts)


class DaysChart(QWidget):
    """Left and Right walk through the days; what a day was stands in its tool tip and beside it in the table."""

    current_changed = Signal(object)
    """The date that a person chose."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Sync of the last days"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(360, 240))
        self._days: tuple[SyncDay, ...] = ()
        self._current: object = None

    def show_days(self, days: Sequence[SyncDay]) -> None:
        """Oldest first."""
        self._days = tuple(days)
        self.setAccessibleDescription(
            "; ".join(say_day(day) for day in days if day.pushed or day.pulled or day.cut_off)
        )
        self.update()

    def set_current(self, day: object) -> None:
        self._current = day
        self.update()

    def day_at(self, place: QPoint) -> SyncDay | None:
        at = place.x() * len(self._days) // max(1, self.width())
        return self._days[at] if 0 <= at < len(self._days) else None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), say_day(day) if day else "")
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._days:
            super().keyPressEvent(event)
            return
        at = next((n for n, day in enumerate(self._days) if day.day == self._current), len(self._days) - step)
        self._choose(self._days[min(len(self._days) - 1, max(0, at + step))])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.setFont(body_font())
        self._paint_current(painter)
        height = (self.height() - _DAYS) // 3
        for number, row in enumerate(rows()):
            self._paint_row(painter, row, QRect(0, number * height, self.width(), height))
        self._paint_days(painter)
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _choose(self, day: SyncDay) -> None:
        self.set_current(day.day)
        self.current_changed.emit(day.day)

    def _column(self, number: int) -> tuple[int, int]:
        """Left edge and width in px of a day's column."""
        left = number * self.width() // len(self._days)
        return left, (number + 1) * self.width() // len(self._days) - left

    def _paint_current(self, painter: QPainter) -> None:
        for number, day in enumerate(self._days):
            if day.day == self._current:
                left, width = self._column(number)
                painter.fillRect(left, 0, width, self.height(), colour("accent_soft"))

    def _paint_row(self, painter: QPainter, row: Row, box: QRect) -> None:
        painter.setPen(colour("text"))
        painter.drawText(QRect(8, box.top(), box.width() - 16, _TITLE), _LEFT, row.title)
        line = QFontMetrics(body_font()).height()
        top, floor = box.top() + _TITLE + line, box.bottom() - 1
        most = max((row.value(day) for day in self._days), default=0.0)
        painter.fillRect(0, floor, box.width(), 1, colour("edge"))
        for number, day in enumerate(self._days):
            value = row.value(day)
            if not value or not most:
                continue
            left, width = self._column(number)
            height = max(2, round(value / most * (floor - top)))
            bar = QRect(left + width // 5, floor - height, width - 2 * (width // 5), height)
            painter.fillRect(bar, colour(row.role))
            painter.setPen(colour("text"))
            painter.drawText(QRect(left - 8, bar.top() - line - 1, width + 16, line), _BELOW, row.text(day))

    def _paint_days(self, painter: QPainter) -> None:
        painter.setPen(colour("muted"))
        room = QFontMetrics(body_font()).horizontalAdvance("00-00") + 8
        for number, day in enumerate(self._days):
            left, width = self._column(number)
            every = max(1, -(-room // max(1, width)))
            if (len(self._days) - 1 - number) % every == 0:
                centre = left + width // 2
                place = min(max(0, centre - room // 2), self.width() - room)
                painter.drawText(QRect(place, self.height() - _DAYS, room, _DAYS), _CENTRE, f"{day.day:%m-%d}")


def _short(count: int) -> str:
    """A count that fits above a bar: `950`, `12k`, `1.2M`."""
    if count < 10_000:
        return f"{count:,}" if count else ""
    return f"{count / 1000:.0f}k" if count < 1_000_000 else f"{count / 1_000_000:.1f}M"
