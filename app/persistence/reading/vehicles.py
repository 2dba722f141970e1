"""The vehicle pool and its trips."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.asset import Status
from app.domain.vehicle import VehicleUse
from app.persistence.records import instant
from app.persistence.tables import asset, dispatch, organization, person, vehicle
from app.services.vehicle_queries import DispatchRow, VehicleRow

_disputed = dispatch.alias("disputed_trip")
_VEHICLES = (
    select(
        vehicle,
        asset.c.tag_number,
        asset.c.name,
        asset.c.status,
        asset.c.site_id.label("custody"),
        asset.c.place,
        asset.c.dirty.label("asset_dirty"),
        dispatch.c.id.label("dispatch_id"),
        func.coalesce(dispatch.c.driver, "").label("driver"),
        func.coalesce(person.c.name, "").label("user"),
        dispatch.c.out_at,
        dispatch.c.planned_in,
        select(func.count())
        .where(_disputed.c.asset_id == vehicle.c.id, _disputed.c.in_at.is_(None), _disputed.c.disputed == 1)
        .scalar_subquery()
        .label("disputed"),
    )
    .select_from(vehicle)
    .join(asset, asset.c.id == vehicle.c.id)
    .outerjoin(
        dispatch, (dispatch.c.asset_id == vehicle.c.id) & dispatch.c.in_at.is_(None) & (dispatch.c.disputed == 0)
    )
    .outerjoin(person, person.c.id == dispatch.c.person_id)
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return instant(text) if text else None


def _vehicle_row(row: Any) -> VehicleRow:
    return VehicleRow(
        asset_id=row.id,
        tag_number=row.tag_number,
        name=row.name,
        plate=row.plate,
        vin=row.vin,
        status=Status(row.status),
        seats=row.seats,
        displacement_ml=row.displacement_ml,
        established=bool(row.established),
        use=VehicleUse(row.use),
        energy=row.energy,
        odometer_km=row.odometer_km,
        inspection_until=_day(row.inspection_until),
        insurance_until=_day(row.insurance_until),
        engine_number=row.engine_number,
        keys=row.keys,
        remark=row.remark,
        custody=row.custody,
        place=row.place,
        pending=row.dirty is not None or row.asset_dirty is not None,
        dispatch_id=row.dispatch_id,
        driver=row.driver,
        user=row.user,
        out_at=_moment(row.out_at),
        planned_in=_moment(row.planned_in),
        disputed=row.disputed,
    )


def vehicles(connection: Connection) -> list[VehicleRow]:
    """By plate."""
    return [_vehicle_row(row) for row in connection.execute(_VEHICLES.order_by(vehicle.c.plate, vehicle.c.id))]


def vehicle_of(connection: Connection, asset_id: str) -> VehicleRow | None:
    row = connection.execute(_VEHICLES.where(vehicle.c.id == asset_id)).first()
    return _vehicle_row(row) if row else None


def dispatches(connection: Connection, *, asset_id: str, open_only: bool, limit: int) -> list[DispatchRow]:
    """Newest first."""
    query = (
        select(
            dispatch,
            func.coalesce(vehicle.c.plate, "").label("plate"),
            func.coalesce(organization.c.name, "").label("organization"),
            func.coalesce(person.c.name, "").label("person"),
        )
        .select_from(dispatch)
        .outerjoin(vehicle, vehicle.c.id == dispatch.c.asset_id)
        .outerjoin(organization, organization.c.id == dispatch.c.organization_id)
        .outerjoin(person, person.c.id == dispatch.c.person_id)
    )
    if asset_id:
        query = query.where(dispatch.c.asset_id == asset_id)
    if open_only:
        query = query.where(dispatch.c.in_at.is_(None))
    rows = connection.execute(query.order_by(dispatch.c.out_at.desc(), dispatch.c.id.desc()).limit(limit))
    return [
        DispatchRow(
            id=row.id,
            number=row.number,
            plate=row.plate,
            organization=row.organization,
            person=row.person,
            driver=row.driver,
            reason=row.reason,
            route=row.route,
            out_at=instant(row.out_at),
            odometer_out_km=row.odometer_out_km,
            planned_in=_moment(row.planned_in),
            in_at=_moment(row.in_at),
            odometer_in_km=row.odometer_in_km,
            remark=row.remark,
            disputed=bool(row.disputed),
        )
        for row in rows
    ]
