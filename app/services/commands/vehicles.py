"""The vehicle pool."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from app.domain.ids import new_id
from app.domain.numbering import DocumentKind
from app.domain.vehicle import VehicleUse
from app.services.commands.base import Command, Nature, Numbers, command


@command
@dataclass(frozen=True, slots=True)
class SetVehicleCard(Command):
    """Write or correct the vehicle card of an asset. Distances in km, displacement in ml.

    `seen`: field → text (edits.texts_of) of the card that the editor saw; without it the whole card is written.
    """

    TYPE = "set_vehicle_card"
    NATURE = Nature.INTENT

    asset_id: str
    plate: str
    vin: str = ""
    engine_number: str = ""
    displacement_ml: int | None = None
    seats: int | None = None
    established: bool = True
    use: VehicleUse = VehicleUse.OTHER
    energy: str = ""
    inspection_until: date | None = None
    insurance_until: date | None = None
    odometer_km: int = 0
    keys: int = 1
    remark: str = ""
    seen: dict[str, str] = field(default_factory=dict)


@command
@dataclass(frozen=True, slots=True)
class DispatchOut(Command):
    """派车: the car leaves the gate."""

    TYPE = "dispatch_out"

    asset_id: str
    organization_id: str
    person_id: str
    driver: str
    reason: str
    route: str
    odometer_km: int
    planned_in: datetime | None = None
    number: str = ""
    dispatch_id: str = field(default_factory=new_id)

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.DISPATCH, day))


@command
@dataclass(frozen=True, slots=True)
class DispatchIn(Command):
    """The car is back."""

    TYPE = "dispatch_in"

    dispatch_id: str
    odometer_km: int
    remark: str = ""


@command
@dataclass(frozen=True, slots=True)
class UndoDispatchIn(Command):
    """The car is not back after all, or its odometer was misread: it is out on that trip again.

    `odometer_km`: what the return said. One that another station told of meanwhile stays.
    """

    TYPE = "undo_dispatch_in"

    dispatch_id: str
    odometer_km: int


@command
@dataclass(frozen=True, slots=True)
class UndoDispatchOut(Command):
    """The car did not leave after all."""

    TYPE = "undo_dispatch_out"

    dispatch_id: str
