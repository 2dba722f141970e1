"""What windows ask about the vehicle pool and its trips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.asset import Status
from app.domain.vehicle import VehicleUse


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A car of the pool; `dispatch_id` names its open trip that nobody disputes, `disputed` counts the others."""

    asset_id: str
    tag_number: str
    name: str
    plate: str
    vin: str
    status: Status
    seats: int | None
    displacement_ml: int | None
    established: bool
    use: VehicleUse
    energy: str
    odometer_km: int
    inspection_until: date | None
    insurance_until: date | None
    engine_number: str
    keys: int
    remark: str
    custody: str
    place: str
    pending: bool
    dispatch_id: str | None = None
    driver: str = ""
    user: str = ""
    out_at: datetime | None = None
    planned_in: datetime | None = None
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class DispatchRow:
    id: str
    number: str
    plate: str
    organization: str
    person: str
    driver: str
    reason: str
    route: str
    out_at: datetime
    odometer_out_km: int
    planned_in: datetime | None
    in_at: datetime | None
    odometer_in_km: int | None
    remark: str
    disputed: bool = False


class VehicleQueries(Protocol):
    """See app.services.queries.Queries."""

    def vehicles(self) -> Sequence[VehicleRow]: ...

    def dispatches(self, *, asset_id: str = "", open_only: bool = False, limit: int = 200) -> Sequence[DispatchRow]: ...
