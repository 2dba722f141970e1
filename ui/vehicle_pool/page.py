"""The window of the vehicle pool."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.domain.numbering import group_tag_number
from app.services.ports import Changes
from app.services.queries import AssetRow, ScanHit
from app.services.vehicle_queries import DispatchRow, VehicleRow
from ui.i18n import tr
from ui.paper import show_slip
from ui.scanning.place import place_words
from ui.shell import Action
from ui.tasks import Job
from ui.vehicle_pool.bar import PoolBar, views
from ui.vehicle_pool.bars import Period, say_back
from ui.vehicle_pool.car_list import CarList
from ui.vehicle_pool.deeds import Deeds
from ui.vehicle_pool.pool import Pool, read_pool
from ui.vehicle_pool.side import SideForm
from ui.vehicle_pool.side_panel import SidePanel
from ui.vehicle_pool.standing import gate_refusal
from ui.vehicle_pool.timeline import Timeline
from ui.vehicle_pool.trips import TripsTable
from ui.widgets import Banner, Button, EmptyState, Page, PageHeader
from ui.workplace import Workplace

_TICK_MS = 60_000
_KINDS = ("vehicle", "dispatch", "asset")


class VehiclePoolPage(Page):
    """Cars at the left as a list, a picture or a table of trips; the chosen car at the right."""

    said = Signal(str, str, object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.pool = Pool()
        self._reading: Job | None = None
        self._wanted: object = None  # a car to choose once it has been read
        self._stranger: AssetRow | None = None  # an asset that was scanned and has no vehicle card
        clock = work.bus.clock
        new_car = Button(tr("Add a &car"), icon_name="add", on_click=self.begin_new_car)
        self.header = PageHeader(tr("Vehicle pool"), "", new_car)
        self.give_card = Button(tr("Give it a vehicle card (&X)"), icon_name="vehicle", on_click=self.begin_card_of)
        self.notice = Banner("attention", "", "", "", self.give_card)
        self.bar = PoolBar()
        self.cars = CarList(clock)
        self.timeline = Timeline(clock)
        self.trips = TripsTable(work.memory)
        self.side = SidePanel(work)
        self.deeds = Deeds(work, self.side)
        self._period = Period.of("day", clock.today())
        self._build()
        self._connect()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.refresh)

    # The shell asks

    def take_scan(self, text: str) -> None:
        """A plate or a tag chooses its car; a borrower goes into the dispatch; a slip takes its car in."""
        self.search("")
        self._work.tasks.run(
            lambda: self._work.queries.resolve(text),
            owner=self,
            done=self._found,
            failed=self._work.errors.show,
            lane="background",
        )

    def search(self, text: str) -> None:
        if text != self.bar.text():
            self.bar.box.setText(text)
            self.refresh()

    def shown(self) -> None:
        self._tick.start()
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        found = [
            Action(f"vehicle_pool/{key}", title, partial(self.show_view, key), keys) for key, title, keys in views()
        ]
        found.append(Action("vehicle_pool/new", tr("Add a car"), self.begin_new_car, "Alt+C", "add"))
        car = self.current()
        if car is not None and car.dispatch_id is None:
            found.append(Action("vehicle_pool/out", tr("Dispatch a car"), self.begin_out, "Alt+D", "out"))
        elif car is not None:
            found.append(Action("vehicle_pool/in", tr("Car is back"), self.begin_in, "Alt+I", "in"))
        for trip in self.pool.disputed(car) if car is not None else ():
            title = say_back(trip, self._work.bus.clock.today())
            found.append(Action(f"vehicle_pool/in/{trip.number}", title, partial(self.begin_in, trip.id), "", "in"))
        return found

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Alt+1 … Alt+4", tr("List, day, week, trips")),
            ("Enter", tr("Dispatch the car, or take it in")),
            ("Ctrl+Enter", tr("Carry out what the form says")),
            ("Alt+Left, Alt+Right", tr("The day or week before or after")),
            ("Esc", tr("Back to the details; what was typed stays")),
        ]

    # What is in sight

    def current(self) -> VehicleRow | None:
        return self.pool.car(self.cars.current_id())

    def reload(self) -> None:
        """Read cars and trips again; they are shown in place when they arrive."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._work.tasks.run(
            lambda: read_pool(self._work),
            owner=self,
            done=self._arrived,
            failed=self._work.errors.show,
            lane="background",
        )

    def refresh(self) -> None:
        """Show what is known, as of now."""
        now, today = self._work.bus.clock.now(), self._work.bus.clock.today()
        cars = self.pool.chosen(self.bar.which(), self.bar.text(), now, today)
        counts = self.pool.counts(now, today)
        picture = self._period if self.bar.view() in ("day", "week") else None
        self.bar.show_counts(counts)
        self.bar.show_period(picture, today)
        self.header.set_subtitle(tr("{n} cars, {out} on the road").format(n=counts["all"], out=counts["out"]))
        self.cars.show_cars(cars)
        plates = {car.plate for car in cars}
        if len(plates) == len(self.pool.cars):
            plates.add("")  # trips of cars that another site has by now
        self.trips.model.set_rows([trip for trip in self.pool.trips if trip.plate in plates])
        if picture is not None:
            self.timeline.show_trips(self.pool, cars, picture)
        part = {"list": self.cars, "trips": self.trips}.get(self.bar.view(), self.timeline)
        if not cars:
            part = self._none if self.pool.cars else self._empty
        self._middle.setCurrentWidget(part)

    def choose(self, asset_id: object) -> None:
        """Make it the current car, also where a filter hides it or it has just been added."""
        if self.pool.car(asset_id) is None:
            self._wanted = asset_id
        elif not self.cars.select(asset_id):
            self.bar.show_all()
            self.refresh()
            self.cars.select(asset_id)

    def show_view(self, key: str) -> None:
        """`list`, `day`, `week` or `trips`."""
        self.bar.views.set_key(key)
        if key in ("day", "week"):
            self._period = Period.of(key, self._work.bus.clock.today())
        self.refresh()

    def move_period(self, steps: int) -> None:
        if self.bar.view() in ("day", "week"):
            self._period = self._period.moved(steps)
            self.refresh()

    # Doing

    def open_current(self) -> None:
        """Enter: the next step of the chosen car."""
        car = self.current()
        if car is not None and car.dispatch_id is not None:
            self.begin_in()
        elif car is not None:
            self.begin_out()

    def begin_out(self) -> None:
        """The form of a dispatch; a car whose papers have run out is refused here already."""
        car = self.current()
        refusal = gate_refusal(car, self._work.bus.clock.today()) if car else None
        if refusal is not None:
            self.give_card.hide()
            self._work.sounds.play("refused")
            self._work.errors.show(refusal, banner=self.notice)
        elif car is not None:
            self._open(self.side.out_form)
            self.side.out_form.take(car)

    def begin_in(self, trip_id: str | None = None) -> None:
        """The form of a return: of that trip, or of the one that the current car is on."""
        car = self.current()
        trip = self.pool.open_trip(trip_id or (car.dispatch_id if car else None))
        if trip is not None:
            car = car if car is not None and car.plate == trip.plate else None
            self._open(self.side.in_form)
            self.side.in_form.take(car, trip)

    def begin_card(self) -> None:
        car = self.current()
        if car is not None:
            self._open(self.side.card_form)
            self.side.card_form.show_card(car.asset_id, car.name, car)

    def begin_card_of(self) -> None:
        """The asset that was scanned becomes a vehicle."""
        if self._stranger is not None:
            self._open(self.side.card_form)
            self.side.card_form.show_card(self._stranger.id, self._stranger.name, None)

    def begin_new_car(self) -> None:
        self._open(self.side.new_form)
        self.side.new_form.name.setFocus()
        self._work.tasks.run(
            self._work.queries.warehouses,
            owner=self,
            done=self.side.new_form.set_warehouses,
            failed=self._work.errors.show,
            lane="background",
        )

    def show_slip(self, number: str) -> None:
        show_slip(self._work, number, self)

    def step_back(self) -> None:
        """Esc: close the notice, then the form, then clear what is searched."""
        if self.notice.isVisible():
            self.notice.hide()
        elif self.side.form() is not None:
            self.side.show_details()
            self.cars.setFocus()
        else:
            self.search("")

    # Inside

    def _build(self) -> None:
        self._middle = QStackedWidget()
        self._empty = EmptyState(
            "vehicle",
            tr("No cars yet"),
            tr("Cars of the pool are dispatched and taken back here, and their papers are watched."),
            Button(tr("Add the first car"), "primary", icon_name="add", on_click=self.begin_new_car),
        )
        self._none = EmptyState("search", tr("No car fits"), tr("Choose another filter, or clear what is typed."))
        for part in (self.cars, self.timeline, self.trips, self._empty, self._none):
            self._middle.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._middle, 1)
        line.addWidget(self.side)
        self.body.addWidget(self.header)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.notice)
        self.body.addLayout(line, 1)
        self.notice.hide()
        self.side.tell_car(None, self.pool)

    def _connect(self) -> None:
        self.bar.narrowed.connect(self.refresh)
        self.bar.view_changed.connect(self.show_view)
        self.bar.moved.connect(self.move_period)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.step_back)
        self.cars.current_changed.connect(self._car_chosen)
        self.cars.opened.connect(lambda _id: self.open_current())
        self.timeline.current_changed.connect(self.choose)
        self.timeline.opened.connect(lambda _id: self.open_current())
        self.trips.table.current_changed.connect(self._trip_chosen)
        self.trips.table.opened.connect(lambda id: self.show_slip(self._trip(id).number))
        self.side.out_asked.connect(self.begin_out)
        self.side.in_asked.connect(self.begin_in)
        self.side.card_asked.connect(self.begin_card)
        self.side.slip_asked.connect(self.show_slip)
        self.deeds.said.connect(self.said)
        self.deeds.done.connect(self.choose)
        self.deeds.issued.connect(self.show_slip)
        self._work.changes.changed.connect(self._hear)

    def _open(self, form: SideForm) -> None:
        self.notice.hide()
        self.side.show_form(form)

    def _arrived(self, pool: Pool) -> None:
        self.pool, self._reading = pool, None
        self.refresh()
        if self._wanted is not None and pool.car(self._wanted) is not None:
            wanted, self._wanted = self._wanted, None
            self.choose(wanted)
        elif self.cars.current_id() is None and self.cars.cars():
            self.cars.select(self.cars.cars()[0].asset_id)
        self.side.tell_car(self.current(), pool)

    def _car_chosen(self, asset_id: object) -> None:
        """Another car: its details; the form of the one before keeps what was typed."""
        car = self.pool.car(asset_id)
        if car is not None and self.side.form() is not self.side.new_form:
            self.side.show_details()
        self.timeline.set_current(asset_id)
        self.side.tell_car(car, self.pool)

    def _trip(self, trip_id: object) -> DispatchRow:
        return next(trip for trip in self.pool.trips if trip.id == trip_id)

    def _trip_chosen(self, trip_id: object) -> None:
        if trip_id is not None:
            plate = self._trip(trip_id).plate
            self.choose(next((car.asset_id for car in self.pool.cars if car.plate == plate), None))

    def _found(self, hit: ScanHit) -> None:
        car = self.pool.found(hit)
        trip = self.pool.open_trip(hit.document.subject_id) if hit.document is not None else None
        form = self.side.form()
        if car is not None or trip is not None:
            self.notice.hide()
            self._work.sounds.play("done")
            if car is not None:  # else another site has it by now; the trip is this one's
                self.choose(car.asset_id)
                self.side.show_details()
            if trip is not None:
                self.begin_in(trip.id)
        elif form is self.side.out_form and hit.people:
            self.side.out_form.set_person(hit.people[0])
        elif form is self.side.out_form and hit.organizations:
            self.side.out_form.set_organization(hit.organizations[0].id, hit.organizations[0].name)
        else:
            self._tell_stranger(hit)

    def _tell_stranger(self, hit: ScanHit) -> None:
        """What was scanned is no car: say so; an asset can be made one."""
        self._stranger = hit.assets[0] if len(hit.assets) == 1 else None
        self.give_card.setVisible(self._stranger is not None)
        self._work.sounds.play("unknown" if self._stranger is None else "refused")
        if self._stranger is not None:
            self.notice.tell(
                "attention",
                tr("{name} is not a vehicle yet").format(name=self._stranger.name),
                tr("{tag} has no vehicle card.").format(tag=group_tag_number(self._stranger.tag_number)),
            )
        else:
            self.notice.tell(
                "attention",
                place_words(hit) or tr("No car for {text}").format(text=hit.text),
                tr("Scan the plate or the tag of a car, or the slip of a dispatch."),
            )

    def _hear(self, changes: Changes, _origin: object) -> None:
        if any(changes.of(kind) for kind in _KINDS) and (self._tick.isActive() or self.isVisible()):
            self.reload()
