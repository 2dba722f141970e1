"""The city itself acts, by operations like everybody: sealed, chained, carried out by the same handlers.

Functions over an open transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec
from sqlalchemy import Connection, insert, select, update

from app.domain.errors import NotFound, Refused
from app.domain.ids import new_id
from app.domain.numbering import DocumentKind, document_number
from app.persistence import city_devices
from app.persistence.city_tables import device as devices
from app.persistence.records import instant_text
from app.persistence.tables import sequence, site
from app.services.city import Device
from app.services.commands.base import Actor, Command, encode_body
from app.services.operations import CHINA, Operation, Outcome, Verdict, encode_actor, seal

STATION = 99  # of the city at each site: the last one that a number has room for


def prepare(
    connection: Connection, site_id: str, commands: Sequence[Command], actor: Actor
) -> tuple[Device, list[Operation]]:
    """The city's device at a site, and the commands as its next operations. Raises NotFound (no such site).

    The device has no key, so that nobody can sign in as it.
    """
    if connection.execute(select(site.c.id).where(site.c.id == site_id)).first() is None:
        raise NotFound("site.unknown", id=site_id)
    device = _own_device(connection, site_id)
    return device, _sealed(connection, device, commands, actor)


def require_applied(verdicts: list[Verdict]) -> list[Verdict]:
    """Raises Refused with what stood against the first operation that was not applied."""
    for it in verdicts:
        if it.outcome is not Outcome.APPLIED:
            reason = msgspec.json.decode(it.reason or "{}")
            raise Refused(reason.get("code", "operation.poison"), **reason.get("params", {}))
    return verdicts


def _own_device(connection: Connection, site_id: str) -> Device:
    id = f"city.{site_id}"
    known = city_devices.find(connection, id)
    if known is not None:
        return known
    connection.execute(
        insert(devices).values(
            id=id,
            site_id=site_id,
            station=STATION,
            public_key="",
            dseq=0,
            hash="",
            suspended=1,  # nobody opens a session as it
            session="",
            session_before=None,
            enrolled_at=instant_text(datetime.now(UTC)),
        )
    )
    return Device(id, site_id, STATION, "", 0, "", suspended=True)


def _sealed(connection: Connection, device: Device, commands: Sequence[Command], actor: Actor) -> list[Operation]:
    now = datetime.now(UTC)
    numbers = _Numbers(connection, device.site_id)
    operations: list[Operation] = []
    dseq, prev = device.dseq, device.hash
    for command in commands:
        numbered = command.numbered(numbers, device.site_id, now.astimezone(CHINA).date())
        operation = seal(
            Operation(
                op_id=new_id(),
                device=device.id,
                dseq=dseq + 1,
                type=command.TYPE,
                version=command.VERSION,
                actor=encode_actor(actor),
                occurred_at=instant_text(now),
                pre="{}",  # the city sees what is
                body=encode_body(numbered),
                prev=prev,
                hash="",
            )
        )
        operations.append(operation)
        dseq, prev = operation.dseq, operation.hash
    return operations


class _Numbers:
    """Running numbers of the city's station at a site, under the city's writing lock."""

    station = STATION

    def __init__(self, connection: Connection, site_id: str) -> None:
        self._connection = connection
        self._site = site_id

    def take(self, count: int) -> int:
        return self._draw("tag", count)

    def document(self, kind: DocumentKind, day: date) -> str:
        return document_number(kind, self._site, day, STATION, self._draw(f"{kind.value}{day:%Y%m%d}", 1))

    def _draw(self, what: str, count: int) -> int:
        name = f"city.{self._site}.{what}"
        first: int | None = self._connection.execute(
            select(sequence.c.next).where(sequence.c.name == name)
        ).scalar_one_or_none()
        if first is None:
            self._connection.execute(insert(sequence).values(name=name, next=1 + count))
            return 1
        self._connection.execute(update(sequence).where(sequence.c.name == name).values(next=first + count))
        return first
