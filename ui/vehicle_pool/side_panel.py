"""The right side of the page: details of the car, or a form in their place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.services.authority import Authority, authority
from app.services.ports import Clock
from app.services.vehicle_queries import DispatchRow, VehicleRow
from ui.authority import AuthorityBadge
from ui.i18n import tr
from ui.vehicle_pool.bars import say_back
from ui.vehicle_pool.card_form import CardForm
from ui.vehicle_pool.details import happenings, sections
from ui.vehicle_pool.dispatch_in import DispatchInForm
from ui.vehicle_pool.dispatch_out import DispatchOutForm
from ui.vehicle_pool.new_car import NewCarForm
from ui.vehicle_pool.pool import Pool
from ui.vehicle_pool.side import SideForm
from ui.vehicle_pool.standing import Standing, look, show_plate, standing
from ui.widgets import Button, DetailPanel
from ui.workplace import Workplace

_WIDTH = 360


class SidePanel(QStackedWidget):
    """Shows one part at a time. Forms keep what was typed while another part is in sight."""

    out_asked = Signal()
    in_asked = Signal(str)
    """The id of a trip."""
    card_asked = Signal()
    slip_asked = Signal(str)
    """The number of a slip."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._clock: Clock = work.bus.clock
        self.setFixedWidth(_WIDTH)
        self.details = DetailPanel(tr("Details of the car"))
        self.out_form = DispatchOutForm(work)
        self.in_form = DispatchInForm()
        self.card_form = CardForm()
        self.new_form = NewCarForm(work)
        self.forms: tuple[SideForm, ...] = (self.out_form, self.in_form, self.card_form, self.new_form)
        self.addWidget(self.details)
        for form in self.forms:
            self.addWidget(form)
            form.left.connect(self.show_details)

    def form(self) -> SideForm | None:
        """The form in sight."""
        part = self.currentWidget()
        return part if isinstance(part, SideForm) else None

    def show_details(self) -> None:
        self.setCurrentWidget(self.details)

    def show_form(self, form: SideForm) -> None:
        self.setCurrentWidget(form)

    def tell_car(self, car: VehicleRow | None, pool: Pool) -> None:
        """Fill the details; a form in sight stays in sight."""
        if car is None:
            self.details.show_nothing(tr("Choose a car, or scan its plate or tag."))
            return
        now, today = self._clock.now(), self._clock.today()
        trips = pool.trips_of(car)
        trip = next((one for one in trips if one.id == car.dispatch_id), None)
        disputed = pool.disputed(car)
        self.details.show_details(
            show_plate(car.plate),
            f"{car.name} · {look(car, now, today).word}",
            badges=[AuthorityBadge(self._authority(car))],
            sections=sections(car, trip, disputed, today),
            buttons=self._buttons(standing(car, now, today), trip, disputed),
            history=happenings([one for one in trips if one is not trip and one not in disputed]),
            history_title=tr("Trips before"),
        )

    def _authority(self, car: VehicleRow) -> Authority:
        site = self._work.errors.names.get(car.custody, car.custody)
        return authority(car.custody, site, car.status, car.pending, self._work.here())

    def _buttons(self, state: Standing, trip: DispatchRow | None, disputed: Sequence[DispatchRow]) -> list[Button]:
        buttons = []
        if trip is not None:
            take_in, show = partial(self.in_asked.emit, trip.id), partial(self.slip_asked.emit, trip.number)
            buttons.append(Button(tr("Take it &in"), "primary", icon_name="in", on_click=take_in))
            buttons.append(Button(tr("S&lip"), icon_name="print", on_click=show))
        elif state in (Standing.HERE, Standing.BARRED):
            buttons.append(Button(tr("&Dispatch"), "primary", icon_name="out", on_click=self.out_asked.emit))
        for one in disputed:
            words = say_back(one, self._clock.today())
            buttons.append(Button(words, icon_name="in", on_click=partial(self.in_asked.emit, one.id)))
        buttons.append(Button(tr("&Edit the card"), icon_name="edit", on_click=self.card_asked.emit))
        return buttons
