"""How a car stands today: here, out, overdue, or held at the gate by its papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.asset import Status
from app.domain.errors import Refused
from app.domain.vehicle import VehicleCard
from app.services.operations import CHINA
from app.services.vehicle_queries import VehicleRow
from ui.i18n import tr
from ui.moments import ago
from ui.widgets import status_look

DUE_SOON_DAYS = 30
"""An inspection or insurance that runs out within so many days asks for attention."""


class Standing(StrEnum):
    HERE = "here"
    OUT = "out"
    OVERDUE = "overdue"
    BARRED = "barred"  # here, but its papers have run out
    OTHER = "other"  # lent, in repair, in transit …


@dataclass(frozen=True, slots=True)
class Papers:
    """One of the two papers, and the days until it runs out; negative when it has."""

    name: str
    until: date
    days: int

    def say(self) -> str:
        if self.days < 0:
            return tr("{paper} ran out {n} days ago").format(paper=self.name, n=-self.days)
        if self.days == 0:
            return tr("{paper} runs out today").format(paper=self.name)
        return tr("{paper} runs out in {n} days").format(paper=self.name, n=self.days)


@dataclass(frozen=True, slots=True)
class Look:
    """What a list shows of a standing; `meaning` is a colour of the theme."""

    word: str
    meaning: str
    icon_name: str


def standing(car: VehicleRow, now: datetime, today: date) -> Standing:
    if car.dispatch_id is not None:
        late = car.planned_in is not None and car.planned_in < now
        return Standing.OVERDUE if late else Standing.OUT
    if car.status is not Status.AVAILABLE:
        return Standing.OTHER
    return Standing.BARRED if gate_refusal(car, today) else Standing.HERE


def gate_refusal(car: VehicleRow, today: date) -> Refused | None:
    """Why the car may not leave today; the same rule as at the gate itself."""
    card = VehicleCard(
        car.asset_id,
        "",
        show_plate(car.plate),
        inspection_until=car.inspection_until,
        insurance_until=car.insurance_until,
    )
    try:
        card.require_roadworthy(today)
    except Refused as refusal:
        return refusal
    return None


def papers_due(car: VehicleRow, today: date) -> list[Papers]:
    """The papers that have run out or will within DUE_SOON_DAYS, most urgent first."""
    dates = ((tr("Inspection"), car.inspection_until), (tr("Insurance"), car.insurance_until))
    due = [Papers(name, until, (until - today).days) for name, until in dates if until is not None]
    return sorted((one for one in due if one.days <= DUE_SOON_DAYS), key=lambda one: one.days)


def needs_attention(car: VehicleRow, now: datetime, today: date) -> bool:
    return standing(car, now, today) is Standing.OVERDUE or bool(papers_due(car, today)) or car.disputed > 0


def look(car: VehicleRow, now: datetime, today: date) -> Look:
    match standing(car, now, today):
        case Standing.HERE:
            return Look(tr("Here"), "good", "available")
        case Standing.OUT:
            return Look(tr("On the road"), "information", "out")
        case Standing.OVERDUE:
            return Look(tr("Overdue"), "problem", "clock")
        case Standing.BARRED:
            return Look(tr("Must not leave"), "problem", "refused")
        case Standing.OTHER:
            word, meaning, icon_name = status_look(car.status.value)
            return Look(word, "muted" if meaning == "neutral" else meaning, icon_name)


def note(car: VehicleRow, now: datetime, today: date) -> str:
    """The line below the word: what is to be decided, who has it since when and until when, or which paper is due."""
    doubt = tr("a disputed trip") if car.disputed else ""
    if car.dispatch_id is not None:
        parts = [doubt, tr("driver {name}").format(name=car.driver), car.user]
        if car.planned_in is not None:
            parts.append(tr("planned back {when}").format(when=say_time(car.planned_in, today)))
        elif car.out_at is not None:
            parts.append(tr("out {when}").format(when=ago(car.out_at, now)))
        return " · ".join(part for part in parts if part)
    due = papers_due(car, today)
    return " · ".join(part for part in (doubt, due[0].say() if due else car.place) if part)


def search(cars: Iterable[VehicleRow], text: str) -> list[VehicleRow]:
    """Those whose plate, name, tag, driver or user holds the text; dots, blanks and case do not count."""
    wanted = _fold(text)
    return [
        car
        for car in cars
        if any(wanted in _fold(part) for part in (car.plate, car.name, car.tag_number, car.driver, car.user))
    ]


def show_plate(plate: str) -> str:
    """The plate as it is read, with the dot that GA 36 puts after the issuing letter: 鲁H·8A106."""
    return f"{plate[:2]}·{plate[2:]}" if len(plate) > 2 else plate


def say_time(moment: datetime, today: date) -> str:
    """A moment of a trip: `17:30` today, else with its day: `11-25 17:30`; the year only where it is another."""
    local = moment.astimezone(CHINA)
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def _fold(text: str) -> str:
    return "".join(text.split()).replace("·", "").casefold()
