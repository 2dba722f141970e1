"""Which counters may speak to the city: codes, keys, sessions, tokens. Functions over an open transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.domain.device import CounterDevice
from app.domain.errors import NotFound, Refused
from app.persistence import bulk, city_feed, settings
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import enrolment_code, session_token
from app.persistence.records import instant_text
from app.persistence.tables import setting
from app.persistence.unit_of_work import SqlUnitOfWork
from app.services.city import Device, Session

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread or misheard
_CODE_LENGTH = 12  # 31^12 is about 2^59; attempts are throttled
CODE_LASTS = timedelta(hours=24)
TOKEN_LASTS = timedelta(hours=12)
_MOST_STATIONS = 98  # 99 is the city's own at each site (city_desk.py)
_DOUBTFUL = "stations.doubtful"  # setting: site → numbers, as JSON; empty where the books were never put back
_GIVEN_SINCE = 10  # numbers of a site that may have been given between a copy and its being put back
_SEEN_AGAIN = timedelta(minutes=10)  # between notes of when a device was seen

_DEVICE = ("id", "site_id", "station", "public_key", "dseq", "hash", "suspended", "revoked_at")
_BEARER = (
    select(session_token.c.session, devices.c.session_before, devices.c.seen_at, *(devices.c[it] for it in _DEVICE))
    .join(devices, devices.c.id == session_token.c.device)
    .where(session_token.c.hash == bindparam("hash"), session_token.c.expires_at >= bindparam("now"))
    .where(devices.c.suspended == 0)
)  # made once: it is asked with every request

_MARKS = select(devices.c.session, devices.c.session_before).where(devices.c.id == bindparam("device"))


def make_code(connection: Connection, site_id: str, now: datetime) -> str:
    """A new code, in groups of four; only its hash is kept."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    connection.execute(
        insert(enrolment_code).values(
            hash=_hash(code), site_id=site_id, expires_at=instant_text(now + CODE_LASTS), device=None
        )
    )
    return "-".join(code[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def enrol(
    connection: Connection, code: str, device: str, site_id: str, public_key: str, now: datetime, station: int = 0
) -> Device:
    """See City.enrol."""
    plain = "".join(code.split()).replace("-", "").upper()
    row = connection.execute(select(enrolment_code).where(enrolment_code.c.hash == _hash(plain))).first()
    if row is None:
        raise Refused("enrol.code_unknown")
    if row.device not in (None, device):
        raise Refused("enrol.code_used")
    if row.expires_at < instant_text(now):
        raise Refused("enrol.code_expired")
    if row.site_id != site_id:
        raise Refused("enrol.code_of_other_site", site=row.site_id)
    known = find(connection, device)
    if known is not None and (known.public_key != public_key or known.site_id != site_id):
        raise Refused("enrol.device_known")
    if known is None:
        connection.execute(
            insert(devices).values(
                id=device,
                site_id=site_id,
                station=_station_for(connection, site_id, station),
                public_key=public_key,
                dseq=0,
                hash="",
                suspended=0,
                session="",
                session_before=None,
                enrolled_at=instant_text(now),
            )
        )
    elif row.device is None:  # a fresh code: whoever gave it out knows that this device is the true one
        connection.execute(
            update(devices)
            .where(devices.c.id == device)
            .values(suspended=0, revoked_at=None, session="", session_before=None)
        )
    connection.execute(update(enrolment_code).where(enrolment_code.c.hash == row.hash).values(device=device))
    enrolled = find(connection, device)
    assert enrolled is not None  # noqa: S101 - written just above
    return enrolled


def _station_for(connection: Connection, site_id: str, before: int) -> int:
    """The number that the device had before, where nobody else has it; else the lowest that nobody can have."""
    taken = set(connection.execute(select(devices.c.station).where(devices.c.site_id == site_id)).scalars())
    if 1 <= before <= _MOST_STATIONS and before not in taken:
        return before
    doubtful = _doubtful(connection, site_id)
    free = next((it for it in range(1, _MOST_STATIONS + 1) if it not in taken and it not in doubtful), None)
    if free is None:
        raise Refused("enrol.no_station_free", site=site_id)
    return free


def doubt_stations(connection: Connection) -> None:
    """The books were put back from a copy: numbers that it does not know may have been given since.

    Pieces and documents bear them. They are kept for the counters that come back and say which number was theirs.
    """
    highest: dict[str, int] = {}
    for site_id, station in connection.execute(select(devices.c.site_id, devices.c.station)):
        if station <= _MOST_STATIONS:
            highest[site_id] = max(highest.get(site_id, 0), station)
    doubtful = {
        site_id: sorted({*_doubtful(connection, site_id), *range(last + 1, last + 1 + _GIVEN_SINCE)})
        for site_id, last in highest.items()
    }
    connection.execute(delete(setting).where(setting.c.name == _DOUBTFUL))
    connection.execute(insert(setting).values(name=_DOUBTFUL, value=msgspec.json.encode(doubtful).decode()))


def _doubtful(connection: Connection, site_id: str) -> Collection[int]:
    noted = settings.read(connection, _DOUBTFUL)
    if not noted:
        return ()
    by_site = msgspec.json.decode(noted, type=dict[str, list[int]])
    return by_site.get(site_id, range(1, 1 + _GIVEN_SINCE))


def find(connection: Connection, id: str) -> Device | None:
    return find_all(connection, (id,)).get(id)


def find_all(connection: Connection, ids: Collection[str]) -> dict[str, Device]:
    """By id; those that are known."""
    found = (_device(row) for row in bulk.read(connection, devices, _DEVICE, "id", ids))
    return {it.id: it for it in found}


def _device(row: Sequence[Any]) -> Device:
    """Of a row's columns `_DEVICE`."""
    id, site_id, station, public_key, dseq, hash, suspended, revoked_at = row
    return Device(id, site_id, station, public_key, dseq, hash, bool(suspended), revoked_at is not None)


def shows_last_mark(connection: Connection, device: str, session: str) -> bool:
    """Whether `session` can be what the true device holds; an older mark shows a clone.

    It is the mark last given; or, by its ordinal, one given since the last that was seen in use, or that one itself,
    where answers may have been lost or a request was delivered twice; or one that this city gives only later: it was
    put back from an older copy, which may be of a moment between two such answers.
    """
    row = connection.execute(_MARKS, {"device": device}).one()
    if row.session == "" or session in (row.session, row.session_before) or _ordinal(session) > _ordinal(row.session):
        return True
    return row.session_before is not None and _ordinal(session) > _ordinal(row.session_before)


def _ordinal(mark: str) -> int:
    """Marks are `<ordinal>.<random>`, each one more than the mark shown for it; earlier versions' have no ordinal."""
    head, _, _ = mark.partition(".")
    return int(head) if head.isdecimal() else 0


def open_session(connection: Connection, device: Device, session: str, now: datetime, app_version: str) -> Session:
    """Give a token and a new mark; `session`, the mark shown, holds until the new one is seen in use."""
    token, mark = secrets.token_urlsafe(32), f"{_ordinal(session) + 1}.{secrets.token_urlsafe(12)}"
    expires_at = now + TOKEN_LASTS
    connection.execute(delete(session_token).where(session_token.c.expires_at < instant_text(now)))
    connection.execute(
        insert(session_token).values(
            hash=_hash(token), device=device.id, session=mark, expires_at=instant_text(expires_at)
        )
    )
    connection.execute(
        update(devices)
        .where(devices.c.id == device.id)
        .values(session=mark, session_before=session, seen_at=instant_text(now), app_version=app_version)
    )
    return Session(token, mark, expires_at, device)


def forget_marks(connection: Connection, device: str) -> None:
    """After the city was restored: marks given since the backup are not known here."""
    connection.execute(update(devices).where(devices.c.id == device).values(session="", session_before=None))


def suspend(connection: Connection, device: str) -> None:
    connection.execute(update(devices).where(devices.c.id == device).values(suspended=1))
    connection.execute(delete(session_token).where(session_token.c.device == device))


def revoke(connection: Connection, id: str, now: datetime) -> None:
    """Raises NotFound, Refused (one that the city itself acts as: it has no key, and nobody signs in as it)."""
    device = find(connection, id)
    if device is None:
        raise NotFound("device.unknown", device=id)
    if not device.public_key:
        raise Refused("device.of_the_city", device=id)
    suspend(connection, id)
    connection.execute(update(devices).where(devices.c.id == id).values(revoked_at=instant_text(now)))
    publish(connection, device)


def renew_key(connection: Connection, id: str, public_key: str) -> None:
    """Raises NotFound. What was signed with the key before stays proven by it."""
    connection.execute(update(devices).where(devices.c.id == id).values(public_key=public_key))
    device = find(connection, id)
    if device is None:
        raise NotFound("device.unknown", device=id)
    publish(connection, device)


def publish(connection: Connection, device: Device) -> None:
    """Let every counter know the device as it is now; nothing where they do."""
    revoked_at = connection.execute(select(devices.c.revoked_at).where(devices.c.id == device.id)).scalar_one()
    now = CounterDevice(device.id, device.site_id, device.station, device.public_key, revoked_at is not None)
    uow = SqlUnitOfWork(connection)
    known = uow.devices.get(device.id)
    if known is None:
        uow.devices.add(now)
    elif (known.public_key, known.revoked) != (now.public_key, now.revoked):
        known.sign_with(now.public_key)
        known.revoked = now.revoked
    else:
        return
    city_feed.publish(connection, uow.write(dirty=None), {})


def note_seen(connection: Connection, id: str, now: datetime) -> None:
    connection.execute(update(devices).where(devices.c.id == id).values(seen_at=instant_text(now)))


def bearer(connection: Connection, token: str, now: datetime) -> tuple[Device, str, bool] | None:
    """Whose token this is, the mark to confirm (empty where it is confirmed), and whether to note that it was seen.

    None where the token is unknown or expired, or its device suspended.
    """
    row = connection.execute(_BEARER, {"hash": _hash(token), "now": instant_text(now)}).first()
    if row is None:
        return None
    session, before, seen_at, *about = row
    unseen = seen_at is None or seen_at < instant_text(now - _SEEN_AGAIN)
    return _device(about), "" if before is None else session, unseen


def confirm_mark(connection: Connection, device: str, session: str) -> None:
    """The device uses this session, so it holds its mark: those beside and before it are void, also for a clone."""
    before = connection.execute(_MARKS, {"device": device}).one().session_before
    if before is None or _ordinal(session) <= _ordinal(before):
        return  # confirmed already; or a request of an older session that was long on its way
    table = session_token.c
    connection.execute(delete(session_token).where(table.device == device, table.session != session))
    connection.execute(update(devices).where(devices.c.id == device).values(session=session, session_before=None))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
