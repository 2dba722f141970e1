"""Cases of the operations that the city carries out: who was there first, and who came second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from app.domain.case import CaseKind, ConflictCase
from app.domain.errors import DomainError
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import received_operation
from app.persistence.records import instant
from app.persistence.unit_of_work import SqlUnitOfWork
from app.services.cases import Side, sides_text
from app.services.city import Device
from app.services.operations import Operation, Outcome, decode_actor, encode_refusal
from app.services.sides import Origin, other_site


@dataclass(slots=True)
class Done:
    """What became of an operation."""

    operation: Operation
    outcome: Outcome
    reason: str | None = None
    cases: list[ConflictCase] = field(default_factory=list)

    @property
    def case_id(self) -> str | None:
        return self.cases[0].id if self.cases else None


class Cases:
    """Opens cases within the caller's transaction."""

    def __init__(self, connection: Connection, devices: Mapping[str, Device], now: datetime) -> None:
        self.own: dict[str, Device] = {}  # by the id of each operation that is run
        self.first = 0  # number of an operation's first case
        self._connection = connection
        self._devices = devices
        self._now = now

    def bare_side(self, it: Operation, uow: SqlUnitOfWork) -> Side:
        """What is known of an operation that cannot be read."""
        try:
            actor, occurred_at = decode_actor(it.actor).name, instant(it.occurred_at)
        except (msgspec.MsgspecError, ValueError):
            actor, occurred_at = "", self._now
        device = self._devices[it.device]
        site = uow.sites.get(device.site_id)
        return Side(
            device.site_id,
            site.name if site else "",
            it.device,
            device.station,
            actor,
            it.type,
            occurred_at,
            self._now,
        )

    def origin(self, op_id: str) -> Origin | None:
        if (device := self.own.get(op_id)) is not None:
            return Origin(device.id, device.station, self._now)
        table = received_operation.c
        query = (
            select(table.device, table.received_at, devices.c.station)
            .join_from(received_operation, devices, devices.c.id == table.device)
            .where(table.op_id == op_id, table.outcome != Outcome.REUSED)
        )
        row = self._connection.execute(query).first()
        return Origin(row.device, row.station, instant(row.received_at)) if row else None

    def open(
        self,
        done: Done,
        uow: SqlUnitOfWork,
        kind: CaseKind,
        refusal: DomainError,
        sides: tuple[Side, ...],
        asset_id: str = "",
    ) -> None:
        it = done.operation
        case = ConflictCase(
            id=f"{it.device}.{it.dseq}.{self.first + len(done.cases)}",
            kind=kind,
            site_id=self._devices[it.device].site_id,
            other_site_id=other_site(uow, sides, asset_id),
            asset_id=asset_id,
            device=it.device,
            dseq=it.dseq,
            operation_id=it.op_id,
            opened_at=self._now,
            reason=encode_refusal(refusal),
            sides=sides_text(sides),
        )
        if uow.cases.get(case.id) is None:  # known where the operation is carried out a second time
            uow.cases.add(case)
        done.cases.append(case)
