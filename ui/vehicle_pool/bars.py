"""Trips as bars of a picture: which part of which trip falls into a day or a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.services.operations import CHINA
from app.services.vehicle_queries import DispatchRow
from ui.i18n import tr
from ui.vehicle_pool.standing import say_time


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or a week from Monday, in local time."""

    first: date
    days: int

    @classmethod
    def of(cls, kind: str, day: date) -> Period:
        """`kind` is `day` or `week`."""
        return cls(day - timedelta(days=day.weekday()), 7) if kind == "week" else cls(day, 1)

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time(), CHINA)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.first + timedelta(days=self.days), time(), CHINA)

    def moved(self, steps: int) -> Period:
        return Period(self.first + timedelta(days=self.days * steps), self.days)

    def share(self, moment: datetime) -> float:
        """Where in the period a moment lies: 0 at its start, 1 at its end, clamped."""
        whole = (self.end - self.start).total_seconds()
        return min(1.0, max(0.0, (moment - self.start).total_seconds() / whole))


@dataclass(frozen=True, slots=True)
class Bar:
    """A trip within a period. `until` is the end of what has been driven; `planned` where it is still to last to."""

    trip: DispatchRow
    begins: float
    until: float
    planned: float | None
    overdue: bool

    @property
    def ends(self) -> float:
        return self.until if self.planned is None else max(self.until, self.planned)


def bars(trips: Iterable[DispatchRow], period: Period, now: datetime) -> list[Bar]:
    """The bars of the trips that touch the period, in the order given."""
    found = []
    for trip in trips:
        driven_to = trip.in_at or max(now, trip.out_at)
        open_plan = trip.planned_in if trip.in_at is None else None
        last = max(driven_to, open_plan) if open_plan else driven_to
        if last < period.start or trip.out_at >= period.end:
            continue
        found.append(
            Bar(
                trip,
                period.share(trip.out_at),
                period.share(driven_to),
                period.share(open_plan) if open_plan else None,
                trip.in_at is None and open_plan is not None and open_plan < now,
            )
        )
    return found


def kilometres(trip: DispatchRow) -> int | None:
    """What was driven; None while the car is out."""
    return None if trip.odometer_in_km is None else trip.odometer_in_km - trip.odometer_out_km


def say_back(trip: DispatchRow, today: date) -> str:
    """What takes in one of several trips that are under way says."""
    return tr("{name} is back, left {when}").format(name=trip.person, when=say_time(trip.out_at, today))


def say_bar(trip: DispatchRow, today: date) -> str:
    """The numbers of a bar, a line each."""
    back = say_time(trip.in_at, today) if trip.in_at else tr("not back yet")
    driven = kilometres(trip)
    lines = [
        tr("disputed") if trip.disputed else "",
        f"{say_time(trip.out_at, today)} – {back}",
        f"{trip.person}  {trip.organization}",
        tr("driver {name}").format(name=trip.driver),
        " · ".join(part for part in (trip.reason, trip.route) if part),
        tr("{n} km").format(n=f"{driven:,}") if driven is not None else "",
    ]
    return "\n".join(line for line in lines if line)
