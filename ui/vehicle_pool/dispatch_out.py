"""派车: who takes the car where, and when it is to be back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from app.domain import ids
from app.services.commands.base import Command
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.commands.vehicles import DispatchOut
from app.services.queries import PersonRow
from app.services.vehicle_queries import VehicleRow
from ui.i18n import tr
from ui.vehicle_pool.side import SideForm, TimeField, organizations, read_whole
from ui.vehicle_pool.standing import show_plate
from ui.widgets import Choice, SuggestBox, TextField
from ui.workplace import Workplace


class DispatchOutForm(SideForm):
    """What is typed stays until the car has left or another car is taken."""

    accepted = Signal(object)
    """The commands, in order."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(tr("Dispatch a car"), tr("&Dispatch"), "out")
        self._work = work
        self._car: VehicleRow | None = None
        self._people: dict[str, PersonRow] = {}
        self.organization = SuggestBox(organizations(work, self), hint=tr("Name or pinyin initials"), allow_new=True)
        self.person = SuggestBox(self._suggest_people, hint=tr("Name or pinyin initials"), allow_new=True)
        self.driver = TextField(limit=40)
        self.reason = TextField(limit=100)
        self.route = TextField(hint=tr("From, by way of, to"), limit=200)
        self.planned = TimeField()
        self.odometer = TextField(limit=12)
        purpose = tr("What is the car needed for?")
        self.add(tr("User's &organization"), self.organization, self._no_organization, required=True)
        self.add_pair(
            self.add(tr("Us&er"), self.person, self._no_person, required=True),
            self.add(tr("Dri&ver"), self.driver, lambda: _missing(self.driver, tr("Who drives?")), required=True),
        )
        self.add(tr("Pu&rpose"), self.reason, lambda: _missing(self.reason, purpose), required=True)
        self.add(tr("Rou&te"), self.route)
        self.add(tr("&Planned return"), self.planned, self._bad_plan)
        self.add(tr("Odo&meter, km"), self.odometer, self._bad_odometer, required=True)
        self.fields.addStretch(1)
        self.person.chosen.connect(self._person_chosen)

    def take(self, car: VehicleRow) -> None:
        """Begin with a car, or go on with it."""
        self.forget_faults()
        if self._car is None or self._car.asset_id != car.asset_id:
            self.odometer.setText(str(car.odometer_km))
        self._car = car
        self.subject.setText(f"{show_plate(car.plate)}  {car.name}")
        self.organization.setFocus()

    def plate(self) -> str:
        """Of the car in hand, as it is read."""
        return show_plate(self._car.plate) if self._car else ""

    def set_person(self, person: PersonRow) -> None:
        self._people[person.id] = person
        self.person.set_choice(Choice(person.id, person.name, person.organization))

    def set_organization(self, id: str, name: str) -> None:
        self.organization.set_choice(Choice(id, name))

    def commands(self) -> list[Command]:
        """Make unknown names known, then let the car out. Call it after `check`."""
        if self._car is None:
            raise RuntimeError("no car was chosen")
        organization, person = self.organization.text().strip(), self.person.text().strip()
        organization_id = str(self.organization.key() or ids.organization_id(organization))
        person_id = str(self.person.key() or ids.person_id(organization_id, person))
        found: list[Command] = []
        if not self.organization.key():
            found.append(RegisterOrganization(organization))
        if not self.person.key():
            found.append(RegisterPerson(organization_id, person))
        found.append(
            DispatchOut(
                asset_id=self._car.asset_id,
                organization_id=organization_id,
                person_id=person_id,
                driver=self.driver.text().strip(),
                reason=self.reason.text().strip(),
                route=self.route.text().strip(),
                odometer_km=read_whole(self.odometer.text()) or 0,
                planned_in=self.planned.moment(),
            )
        )
        return found

    def try_accept(self) -> None:
        if self.check():
            self.accepted.emit(self.commands())

    def clear(self) -> None:
        """The car has left."""
        self._car = None
        self.organization.set_choice(None)
        self.person.set_choice(None)
        for field in (self.driver, self.reason, self.route, self.odometer):
            field.clear()
        self.planned.set_moment(None)

    def _no_organization(self) -> str:
        return "" if self.organization.text().strip() else tr("Which organization uses the car?")

    def _no_person(self) -> str:
        return "" if self.person.text().strip() else tr("Who of it uses the car?")

    def _bad_plan(self) -> str:
        if self.planned.wrong():
            return tr("Give a day and a time, such as 1231 and 17:30, or neither.")
        planned = self.planned.moment()
        if planned is not None and planned <= self._work.bus.clock.now():
            return tr("This time has passed.")
        return ""

    def _bad_odometer(self) -> str:
        km = read_whole(self.odometer.text())
        if km is None:
            return tr("Read the odometer: whole kilometres.")
        known = self._car.odometer_km if self._car else 0
        return tr("It last stood at {n} km.").format(n=f"{known:,}") if km < known else ""

    def _suggest_people(self, text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        organization = str(self.organization.key() or "")

        def show(found: Sequence[PersonRow]) -> None:
            self._people.update({one.id: one for one in found})
            deliver([Choice(one.id, one.name, one.organization) for one in found])

        self._work.tasks.run(
            lambda: self._work.queries.people(text, organization),
            owner=self,
            done=show,
            failed=self._work.errors.show,
            lane="background",
        )

    def _person_chosen(self, choice: Choice | None) -> None:
        """A known person brings the organization along; most drive themselves."""
        person = self._people.get(str(choice.key)) if choice else None
        if person is None:
            return
        if self.organization.key() != person.organization_id:
            self.set_organization(person.organization_id, person.organization)
        if not self.driver.text().strip():
            self.driver.setText(person.name)


def _missing(field: TextField, question: str) -> str:
    return "" if field.text().strip() else question
