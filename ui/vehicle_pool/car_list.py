"""The list of cars: plate large, how it stands as icon and word, who has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.ports import Clock
from app.services.vehicle_queries import VehicleRow
from ui.i18n import tr
from ui.theme import body_font, colour, large_font, pixmap
from ui.vehicle_pool.standing import Papers, look, note, papers_due, show_plate
from ui.widgets import Column, RowsModel

_HEIGHT = 64
_PLATE_WIDTH = 208
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CarList(QListView):
    """One row for each car; Enter or a double click opens it."""

    current_changed = Signal(object)
    """Asset id of the current car, or None."""
    opened = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setAccessibleName(tr("Cars of the pool"))
        self._clock = clock
        self._filling = False
        self._cars = RowsModel([Column("car", tr("Car"), self._say)], id_of=lambda car: car.asset_id)
        self.setModel(self._cars)
        self.setItemDelegate(_CarDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._cars.row_id(index.row())))

    def moment(self) -> tuple[datetime, date]:
        return self._clock.now(), self._clock.today()

    def car_at(self, number: int) -> VehicleRow | None:
        car: VehicleRow | None = self._cars.row(number)
        return car

    def cars(self) -> list[VehicleRow]:
        return self._cars.rows()

    def current_id(self) -> object:
        index = self.currentIndex()
        return self._cars.row_id(index.row()) if index.isValid() else None

    def show_cars(self, cars: Sequence[VehicleRow]) -> None:
        """Show these; the current car stays the current one where it is among them."""
        kept = self.current_id()
        self._filling = True
        self._cars.set_rows(cars)
        there = kept is not None and self.select(kept)
        self._filling = False
        if not there:
            self.current_changed.emit(None)

    def select(self, asset_id: object) -> bool:
        """Make a car the current one; False where it is not in the list."""
        number = next((n for n, car in enumerate(self.cars()) if car.asset_id == asset_id), None)
        if number is None:
            return False
        self.setCurrentIndex(self._cars.index(number, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def _say(self, car: VehicleRow) -> str:
        now, today = self.moment()
        return f"{show_plate(car.plate)} {car.name} {look(car, now, today).word} {note(car, now, today)}"

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling:
            self.current_changed.emit(self._cars.row_id(index.row()) if index.isValid() else None)


class _CarDelegate(QStyledItemDelegate):
    """Paints a car's row: plate over name, state over its note, the due paper at the right."""

    def __init__(self, cars: CarList) -> None:
        super().__init__(cars)
        self._list = cars

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        car = self._list.car_at(index.row())
        if car is None:
            return
        area = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(area, colour("accent_soft"))
            painter.fillRect(area.left(), area.top(), 3, area.height(), colour("accent"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour("line"))
        now, today = self._list.moment()
        self._plate(painter, QRect(area.left() + 16, area.top(), _PLATE_WIDTH - 24, area.height()), car)
        left = area.left() + _PLATE_WIDTH
        box = QRect(left, area.top(), area.right() - 16 - left, area.height())
        due = papers_due(car, today)
        if car.dispatch_id is None:
            due = due[1:]  # the first one stands in the note of a car that is here
        if due:
            self._due(painter, box, due[0])
        state = look(car, now, today)
        painter.drawPixmap(left, area.top() + 10, pixmap(state.icon_name, state.meaning, 20))
        upper, lower = _halves(box.adjusted(28, 0, 0, 0))
        painter.setFont(_bold())
        painter.setPen(colour(state.meaning))
        painter.drawText(upper, _LEFT, state.word)
        painter.setFont(body_font())
        painter.setPen(colour("muted"))
        painter.drawText(lower, _LEFT, _fit(note(car, now, today), lower.width()))
        painter.restore()

    def _plate(self, painter: QPainter, box: QRect, car: VehicleRow) -> None:
        upper, lower = _halves(box)
        font = large_font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colour("text"))
        painter.drawText(upper, _LEFT, show_plate(car.plate))
        painter.setFont(body_font())
        painter.setPen(colour("muted"))
        seats = tr("{n} seats").format(n=car.seats) if car.seats else ""
        painter.drawText(lower, _LEFT, _fit(" · ".join(part for part in (car.name, seats) if part), lower.width()))

    def _due(self, painter: QPainter, box: QRect, paper: Papers) -> None:
        """A paper that is due, at the right."""
        text, meaning = paper.say(), "problem" if paper.days < 0 else "attention"
        width = QFontMetrics(body_font()).horizontalAdvance(text) + 24
        upper, _lower = _halves(box)
        painter.drawPixmap(box.right() - width, upper.center().y() - 7, pixmap("warning", meaning, 16))
        painter.setFont(body_font())
        painter.setPen(colour(meaning))
        painter.drawText(upper, _RIGHT, text)


def _halves(box: QRect) -> tuple[QRect, QRect]:
    """The upper and the lower line of a row."""
    return (
        QRect(box.left(), box.top() + 8, box.width(), 24),
        QRect(box.left(), box.top() + 33, box.width(), 22),
    )


def _bold() -> QFont:
    font = body_font()
    font.setBold(True)
    return font


def _fit(text: str, width: int) -> str:
    return QFontMetrics(body_font()).elidedText(text, Qt.TextElideMode.ElideRight, width)
