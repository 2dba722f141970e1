"""The list of trips: the numbers behind the pictures."""

from __future__ import annotations

from datetime import datetime

from app.services.operations import CHINA
from app.services.vehicle_queries import DispatchRow
from ui.i18n import tr
from ui.vehicle_pool.bars import kilometres
from ui.vehicle_pool.standing import show_plate
from ui.widgets import Column, DataTable, Memory, RowsModel, TablePanel


class TripsTable(TablePanel):
    """Trips of all cars, newest first; Enter opens the slip."""

    def __init__(self, memory: Memory) -> None:
        self.model = RowsModel(
            [
                Column("plate", tr("Plate"), lambda trip: show_plate(trip.plate), width=104),
                Column("out_at", tr("Left at"), lambda trip: _minute(trip.out_at), width=136),
                Column("in_at", tr("Back at"), lambda trip: _minute(trip.in_at), width=136),
                Column("state", tr("State"), _state, width=96),
                Column("person", tr("User"), lambda trip: trip.person, width=88),
                Column("driver", tr("Driver"), lambda trip: trip.driver, width=88),
                Column("km", tr("Kilometres"), kilometres, "number", width=80),
                Column("route", tr("Route"), lambda trip: trip.route, width=160),
                Column("reason", tr("Purpose"), lambda trip: trip.reason, width=120),
                Column("organization", tr("Organization"), lambda trip: trip.organization, width=160),
                Column(
                    "planned_in", tr("Planned return"), lambda trip: _minute(trip.planned_in), width=136, shown=False
                ),
                Column("odometer_out", tr("Odometer out"), lambda trip: trip.odometer_out_km, "number", shown=False),
                Column("odometer_in", tr("Odometer in"), lambda trip: trip.odometer_in_km, "number", shown=False),
                Column("remark", tr("Remark"), lambda trip: trip.remark, shown=False),
                Column("number", tr("Slip"), lambda trip: trip.number, width=200),
            ]
        )
        super().__init__(
            DataTable(self.model, name=tr("Trips of the cars"), memory=memory, memory_key="vehicle_pool/trips")
        )


def _state(trip: DispatchRow) -> str:
    if trip.disputed:
        return tr("disputed")
    return tr("is back") if trip.in_at else tr("On the road")


def _minute(moment: datetime | None) -> str | None:
    """A moment to the minute, so that the column sorts as it reads."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}" if moment else None
