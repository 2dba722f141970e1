"""The cars and their trips, read off the UI thread as one value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.services.queries import ScanHit
from app.services.vehicle_queries import DispatchRow, VehicleRow
from ui.vehicle_pool.standing import Standing, needs_attention, search, standing
from ui.workplace import Workplace

MOST_TRIPS = 2_000
"""Trips kept at hand for the pictures of day and week."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Cars by plate, and their trips, newest first."""

    cars: tuple[VehicleRow, ...] = ()
    trips: tuple[DispatchRow, ...] = ()

    def car(self, asset_id: object) -> VehicleRow | None:
        return next((car for car in self.cars if car.asset_id == asset_id), None)

    def trips_of(self, car: VehicleRow) -> list[DispatchRow]:
        return [trip for trip in self.trips if trip.plate == car.plate]

    def found(self, hit: ScanHit) -> VehicleRow | None:
        """The car that a scan means: by its tag, plate or card, or by the slip of a trip it is on."""
        ids = {asset.id for asset in hit.assets}
        trip = self.open_trip(hit.document.subject_id) if hit.document else None
        found = [car for car in self.cars if car.asset_id in ids or (trip and car.plate == trip.plate)]
        return found[0] if len(found) == 1 else None

    def open_trip(self, id: str | None) -> DispatchRow | None:
        return next((trip for trip in self.trips if trip.id == id and trip.in_at is None), None)

    def disputed(self, car: VehicleRow) -> list[DispatchRow]:
        """Trips of the car that are still to be decided about, and not back."""
        return [trip for trip in self.trips_of(car) if trip.disputed and trip.in_at is None]

    def chosen(self, which: str, text: str, now: datetime, today: date) -> list[VehicleRow]:
        """The cars of a filter (`all`, `here`, `out` or `attention`) that fit the text."""
        found = self.cars if not text.strip() else search(self.cars, text)
        return [car for car in found if belongs(car, which, now, today)]

    def counts(self, now: datetime, today: date) -> dict[str, int]:
        return {which: len(self.chosen(which, "", now, today)) for which in ("all", "here", "out", "attention")}


def belongs(car: VehicleRow, which: str, now: datetime, today: date) -> bool:
    match which:
        case "here":
            return standing(car, now, today) in (Standing.HERE, Standing.BARRED)
        case "out":
            return car.dispatch_id is not None
        case "attention":
            return needs_attention(car, now, today)
    return True


def read_pool(work: Workplace) -> Pool:
    cars: Iterable[VehicleRow] = work.queries.vehicles()
    return Pool(
        tuple(sorted(cars, key=lambda car: car.plate)),
        tuple(work.queries.dispatches(limit=MOST_TRIPS)),
    )
