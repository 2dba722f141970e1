"""The car is back: its odometer, and what there is to remark."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.services.commands.vehicles import DispatchIn
from app.services.vehicle_queries import DispatchRow, VehicleRow
from ui.i18n import tr
from ui.vehicle_pool.side import SideForm, read_whole
from ui.vehicle_pool.standing import show_plate
from ui.widgets import Label, TextArea, TextField


class DispatchInForm(SideForm):
    accepted = Signal(object)
    """`DispatchIn`."""

    def __init__(self) -> None:
        super().__init__(tr("Car is back"), tr("Take it &in"), "in")
        self._car: VehicleRow | None = None  # None too where another site has it by now
        self._trip: DispatchRow | None = None
        self.odometer = TextField(limit=12)
        self.remark = TextArea(lines=3, hint=tr("Damage, fuel, keys, documents"))
        self.driven = Label("", "muted")
        self.add(tr("Odo&meter, km"), self.odometer, self._bad_odometer, required=True)
        self.fields.addWidget(self.driven)
        self.add(tr("Re&mark"), self.remark)
        self.fields.addStretch(1)
        self.odometer.textChanged.connect(lambda _text: self._show_driven())
        self.odometer.returnPressed.connect(self.try_accept)

    def take(self, car: VehicleRow | None, trip: DispatchRow) -> None:
        """Begin with a trip that is still open, or go on with it."""
        self.forget_faults()
        if self._trip is None or self._trip.id != trip.id:
            self.odometer.clear()
            self.remark.clear()
        self._car, self._trip = car, trip
        whose = (self.plate() if car else "", trip.person, trip.organization)
        self.subject.setText("  ".join(part for part in whose if part) + f"\n{trip.number}")
        self._show_driven()
        self.odometer.setFocus()

    def plate(self) -> str:
        """Of the car in hand, as it is read; the number of its trip where the car is out of sight."""
        if self._car is not None:
            return show_plate(self._car.plate)
        return self._trip.number if self._trip else ""

    def asset_id(self) -> str:
        return self._car.asset_id if self._car else ""

    def try_accept(self) -> None:
        if self._trip is not None and self.check():
            km = read_whole(self.odometer.text()) or 0
            self.accepted.emit(DispatchIn(self._trip.id, km, self.remark.toPlainText().strip()))

    def clear(self) -> None:
        self._car = self._trip = None
        self.odometer.clear()
        self.remark.clear()

    def _bad_odometer(self) -> str:
        km = read_whole(self.odometer.text())
        if km is None:
            return tr("Read the odometer: whole kilometres.")
        out = self._trip.odometer_out_km if self._trip else 0
        return tr("It left with {n} km.").format(n=f"{out:,}") if km < out else ""

    def _show_driven(self) -> None:
        if self._trip is None:
            return
        out, km = self._trip.odometer_out_km, read_whole(self.odometer.text())
        if km is None or km < out:
            self.driven.setText(tr("It left with {n} km.").format(n=f"{out:,}"))
        else:
            self.driven.setText(tr("{n} km driven").format(n=f"{km - out:,}"))
