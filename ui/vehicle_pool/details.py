"""What the panel at the right says of a car."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.numbering import group_tag_number
from app.services.vehicle_queries import DispatchRow, VehicleRow
from ui.i18n import tr
from ui.moments import say_date
from ui.vehicle_pool.bars import kilometres
from ui.vehicle_pool.card_form import energies, say_litres, uses
from ui.vehicle_pool.standing import papers_due, say_time
from ui.widgets import Happening

_MOST_TRIPS = 8

Section = tuple[str, Sequence[tuple[str, str]]]


def sections(car: VehicleRow, trip: DispatchRow | None, disputed: Sequence[DispatchRow], today: date) -> list[Section]:
    """The trip it is on, those that somebody has to decide about, its papers, its card, where it belongs."""
    found: list[Section] = []
    if trip is not None:
        found.append((tr("On the road"), _trip(trip, today)))
    found += [(tr("Disputed trip, to be decided"), _trip(one, today)) for one in disputed]
    due = {paper.until: paper.say() for paper in papers_due(car, today)}
    found.append(
        (
            tr("Papers"),
            [
                (tr("Inspection"), _paper(car.inspection_until, due)),
                (tr("Insurance"), _paper(car.insurance_until, due)),
            ],
        )
    )
    found.append(
        (
            tr("Vehicle card"),
            [
                (tr("Odometer"), tr("{n} km").format(n=f"{car.odometer_km:,}")),
                (tr("Use"), dict(uses())[car.use]),
                (tr("Establishment"), tr("within") if car.established else tr("outside")),
                (tr("Energy"), dict(energies()).get(car.energy, car.energy) if car.energy else ""),
                (tr("Displacement"), f"{say_litres(car.displacement_ml)} L" if car.displacement_ml else ""),
                (tr("Seats"), str(car.seats or "")),
                ("VIN", car.vin),
                (tr("Engine"), car.engine_number),
                (tr("Car keys"), str(car.keys)),
                (tr("Remark"), car.remark),
            ],
        )
    )
    found.append(
        (tr("Asset"), [(tr("Tag number"), group_tag_number(car.tag_number)), (tr("Place"), car.place)]),
    )
    return found


def happenings(trips: Sequence[DispatchRow]) -> list[Happening]:
    """The last trips, newest first."""
    found = []
    for trip in trips[:_MOST_TRIPS]:
        driven = kilometres(trip)
        end = tr("{n} km").format(n=f"{driven:,}") if driven is not None else tr("not back yet")
        what = " · ".join(part for part in (trip.reason, trip.route, end) if part)
        found.append(Happening(trip.out_at, what, trip.person, "in" if trip.in_at else "out"))
    return found


def _trip(trip: DispatchRow, today: date) -> list[tuple[str, str]]:
    return [
        (tr("User"), trip.person),
        (tr("Organization"), trip.organization),
        (tr("Driver"), trip.driver),
        (tr("Purpose"), trip.reason),
        (tr("Route"), trip.route),
        (tr("Left at"), say_time(trip.out_at, today)),
        (tr("Planned return"), say_time(trip.planned_in, today) if trip.planned_in else ""),
        (tr("Left with"), tr("{n} km").format(n=f"{trip.odometer_out_km:,}")),
        (tr("Slip"), trip.number),
    ]


def _paper(until: date | None, due: dict[date, str]) -> str:
    if until is None:
        return tr("not entered")
    return f"{say_date(until)}\n{due[until]}" if until in due else say_date(until)
