"""The picture of a day or a week: a row for each car, a bar for each trip, and its numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from app.services.ports import Clock
from app.services.vehicle_queries import VehicleRow
from ui.i18n import tr
from ui.theme import body_font, colour, colours
from ui.vehicle_pool.bars import Bar, Period, bars, kilometres, say_bar
from ui.vehicle_pool.pool import Pool
from ui.vehicle_pool.standing import show_plate

_HEAD = 32
_ROW = 40
_PLATES = 128
_TOTALS = 128
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Timeline(QAbstractScrollArea):
    """Up and Down walk through the cars; the tool tip of a bar tells the trip."""

    current_changed = Signal(object)
    """Asset id of the car that a person chose."""
    opened = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setAccessibleName(tr("Trips of the cars"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock = clock
        self._cars: Sequence[VehicleRow] = ()
        self._bars: list[list[Bar]] = []
        self._current: object = None
        self.period = Period.of("day", clock.today())

    def show_trips(self, pool: Pool, cars: Sequence[VehicleRow], period: Period) -> None:
        self.period, self._cars = period, cars
        now = self._clock.now()
        self._bars = [bars(pool.trips_of(car), period, now) for car in cars]
        self.setAccessibleDescription(
            "; ".join(f"{show_plate(car.plate)} {self.totals(n)}" for n, car in enumerate(cars))
        )
        self._fit()
        self.viewport().update()

    def set_current(self, asset_id: object) -> None:
        self._current = asset_id
        self.viewport().update()

    def bars_of(self, number: int) -> list[Bar]:
        return self._bars[number]

    def totals(self, number: int) -> str:
        """The numbers of a car in the period: trips and kilometres."""
        trips = self._bars[number]
        if not trips:
            return "—"
        driven = sum(kilometres(bar.trip) or 0 for bar in trips)
        count = tr("{n} trips").format(n=len(trips))
        return f"{count} · " + tr("{n} km").format(n=f"{driven:,}") if driven else count

    def bar_at(self, place: QPoint) -> Bar | None:
        number = self._row_at(place)
        if number is None:
            return None
        on_top = reversed(self._bars[number])  # as they are painted
        return next((bar for bar in on_top if self._bar_box(number, bar).contains(place)), None)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self.bar_at(event.pos())
            QToolTip.showText(event.globalPos(), say_bar(bar.trip, self._clock.today()) if bar else "")
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number is not None:
            self._choose(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number is not None:
            self.opened.emit(self._cars[number].asset_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        at = self._number()
        if step and self._cars:
            self._choose(0 if at is None else min(len(self._cars) - 1, max(0, at + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at is not None:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colour("surface"))
        painter.setFont(body_font())
        for number in range(len(self._cars)):
            self._paint_row(painter, number)
        self._paint_head(painter)
        self._paint_now(painter)

    # Where things are

    def _field(self) -> QRect:
        """The part in which bars lie."""
        return QRect(_PLATES, _HEAD, max(1, self.viewport().width() - _PLATES - _TOTALS), self.viewport().height())

    def _row_box(self, number: int) -> QRect:
        top = _HEAD + number * _ROW - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), _ROW)

    def _row_at(self, place: QPoint) -> int | None:
        number = (place.y() - _HEAD + self.verticalScrollBar().value()) // _ROW
        return number if place.y() >= _HEAD and 0 <= number < len(self._cars) else None

    def _bar_box(self, number: int, bar: Bar) -> QRect:
        field, box = self._field(), self._row_box(number)
        left = field.left() + round(bar.begins * field.width())
        right = field.left() + round(bar.ends * field.width())
        return QRect(left, box.top() + 8, max(4, right - left), _ROW - 17)

    def _fit(self) -> None:
        room = self.viewport().height() - _HEAD
        self.verticalScrollBar().setRange(0, max(0, len(self._cars) * _ROW - room))
        self.verticalScrollBar().setSingleStep(_ROW)
        self.verticalScrollBar().setPageStep(max(_ROW, room))

    def _number(self) -> int | None:
        return next((n for n, car in enumerate(self._cars) if car.asset_id == self._current), None)

    def _choose(self, number: int) -> None:
        self.set_current(self._cars[number].asset_id)
        self.current_changed.emit(self._current)

    # Painting

    def _paint_head(self, painter: QPainter) -> None:
        width = self.viewport().width()
        painter.fillRect(0, 0, width, _HEAD, colour("window"))
        painter.fillRect(0, _HEAD - 1, width, 1, colour("edge"))
        painter.setPen(colour("muted"))
        painter.drawText(QRect(16, 0, _PLATES, _HEAD), _LEFT, tr("Plate"))
        painter.drawText(QRect(width - _TOTALS, 0, _TOTALS - 12, _HEAD), _RIGHT, tr("In all"))
        field = self._field()
        if self.period.days == 1:
            for hour in range(2, 24, 2):
                middle = field.left() + hour * field.width() // 24
                painter.drawText(QRect(middle - 30, 0, 60, _HEAD), _CENTRE, f"{hour}:00")
            return
        today = self._clock.today()
        for day in range(self.period.days):
            left = field.left() + day * field.width() // self.period.days
            date_ = self.period.first + timedelta(days=day)
            painter.setPen(colour("accent" if date_ == today else "muted"))
            box = QRect(left, 0, field.width() // self.period.days, _HEAD)
            painter.drawText(box, _CENTRE, f"{weekday(date_.weekday())} {date_:%m-%d}")

    def _paint_row(self, painter: QPainter, number: int) -> None:
        box, field = self._row_box(number), self._field()
        car = self._cars[number]
        if car.asset_id == self._current:
            painter.fillRect(box, colour("accent_soft"))
            painter.fillRect(box.left(), box.top(), 3, box.height(), colour("accent"))
        parts = 12 if self.period.days == 1 else self.period.days
        for part in range(parts + 1):
            painter.fillRect(field.left() + part * field.width() // parts, box.top(), 1, box.height(), colour("line"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("line"))
        painter.setPen(colour("text"))
        painter.drawText(box.adjusted(16, 0, 0, 0), _LEFT, show_plate(car.plate))
        painter.setPen(colour("muted"))
        painter.drawText(box.adjusted(0, 0, -12, 0), _RIGHT, self.totals(number))
        for bar in self._bars[number]:
            self._paint_bar(painter, number, bar)

    def _paint_bar(self, painter: QPainter, number: int, bar: Bar) -> None:
        """What was driven is filled, what is still planned is outlined, what is late is a problem."""
        whole, field = self._bar_box(number, bar), self._field()
        meaning = "problem" if bar.overdue else "information" if bar.trip.in_at is None else "accent"
        driven = QRect(whole)
        driven.setRight(max(whole.left() + 3, field.left() + round(bar.until * field.width()) - 1))
        painter.setPen(QPen(colour(meaning), 1, Qt.PenStyle.DashLine))
        if bar.planned is not None and not bar.overdue:
            painter.drawRect(whole.adjusted(0, 0, -1, -1))
        painter.setPen(colour(meaning))
        painter.setBrush(colour(f"{meaning}_soft"))
        painter.drawRect(driven.adjusted(0, 0, -1, -1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.fillRect(driven.left(), driven.top(), 3, driven.height(), colour(meaning))
        text = bar.trip.person
        if QFontMetrics(body_font()).horizontalAdvance(text) + 12 <= whole.width():
            painter.setPen(colour("text" if colours().name == "dark" else meaning))
            painter.drawText(whole.adjusted(8, 0, 0, 0), _LEFT, text)

    def _paint_now(self, painter: QPainter) -> None:
        now, field = self._clock.now(), self._field()
        if self.period.start <= now < self.period.end:
            x = field.left() + round(self.period.share(now) * field.width())
            painter.fillRect(x, _HEAD, 2, min(len(self._cars) * _ROW, field.height()), colour("problem"))


def weekday(number: int) -> str:
    """Monday is 0."""
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))[number]
