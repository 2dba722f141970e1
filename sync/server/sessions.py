"""Who may speak: enrolment by a one-time code, and the opening of sessions."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.services.sync_ports import CityKeys
from sync.protocol import (
    ENROL,
    SESSION,
    EnrolAnswer,
    EnrolRequest,
    Limits,
    SessionAnswer,
    SessionRequest,
    decode,
)
from sync.server.call import Call, Stop, check_text
from sync.server.endpoint import Endpoint, Guard
from sync.server.throttle import Throttle

log = logging.getLogger("sync.server")


def endpoints(enrolments_per_minute: int, keys: CityKeys | None) -> list[Endpoint]:
    """`keys`: what counters that come by file as well are to know; None: no files."""
    throttle = Throttle(enrolments_per_minute, 60.0)

    async def enrol(call: Call) -> Response:
        if not throttle.admit():
            raise Stop(429, "sync.too_many_attempts")
        return await _enrol(call, keys)

    async def session(call: Call) -> Response:
        return await _session(call, keys)

    return [
        Endpoint(
            "POST",
            ENROL,
            enrol,
            "Make a device known by a one-time code.",
            EnrolAnswer,
            status=201,
            request=EnrolRequest,
            guard=Guard.SIGNED,
            troubles=frozenset({403}),
        ),
        Endpoint(
            "POST",
            SESSION,
            session,
            "Open a session.",
            SessionAnswer,
            request=SessionRequest,
            guard=Guard.SIGNED,
            troubles=frozenset({409, 410}),
        ),
    ]


async def _enrol(call: Call, keys: CityKeys | None) -> Response:
    raw = await call.body()
    asked = decode(raw, EnrolRequest)
    check_text(asked.device, asked.site, asked.code)
    call.check_signature(raw, asked.public_key)  # whoever enrols a key holds its private half
    device = await run_in_threadpool(call.city.enrol, asked.code, asked.device, asked.site, asked.public_key)
    log.info("device %s enrolled at site %s as station %d", device.id, device.site_id, device.station)
    key, box_key = (keys.sign, keys.box) if keys else ("", "")
    return call.answer(EnrolAnswer(device.id, device.site_id, device.station, key, box_key), 201)


async def _session(call: Call, keys: CityKeys | None) -> Response:
    raw = await call.body()
    asked = decode(raw, SessionRequest)
    check_text(asked.device, asked.session)
    device = await run_in_threadpool(call.city.device, asked.device)
    if device is None:
        raise Stop(401, "sync.device_unknown")
    call.check_signature(raw, device.public_key)
    opened = await run_in_threadpool(call.city.open_session, device.id, asked.session, asked.cursor)
    answer = SessionAnswer(
        token=opened.token,
        session=opened.session,
        expires_at=opened.expires_at.isoformat(),
        server_time=datetime.now(UTC).isoformat(),
        dseq_expected=opened.device.dseq + 1,
        safe_seq=0,  # no backup has been verified
        limits=Limits(),
        city_key=keys.sign if keys else "",
        city_box_key=keys.box if keys else "",
    )
    return call.answer(answer)
