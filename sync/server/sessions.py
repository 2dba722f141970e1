"""Who may speak: enrolment by a one-time code, and the opening of sessions."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.services.commands.base import versions
from app.services.replica import CityKeys
from sync.protocol import (
    ENROL,
    KEY,
    MOST_SEQ,
    SESSION,
    EnrolAnswer,
    EnrolRequest,
    KeyAnswer,
    KeyRequest,
    Limits,
    Malformed,
    SessionAnswer,
    SessionRequest,
    decode,
    key_proof,
)
from sync.server.call import Call, Stop, check_signed, check_text
from sync.server.endpoint import Endpoint, Guard

_MOST_VERSION = 40  # characters of a program's version

log = logging.getLogger("sync.server")


async def _enrol(call: Call) -> Response:
    wait = call.service.admission.enrolments.admit()
    if wait:
        raise Stop(429, "sync.too_many_attempts", wait=wait)
    raw = await call.body()
    asked = decode(raw, EnrolRequest)
    check_text(asked.device, asked.site, asked.code)
    call.check_signature(raw, asked.public_key)  # whoever enrols a key holds its private half
    about = (asked.code, asked.device, asked.site, asked.public_key, asked.station)
    device = await run_in_threadpool(call.city.enrol, *about)
    call.knows(device)
    call.service.metrics.enrolments.inc()
    log.info("device %s enrolled at site %s as station %d", device.id, device.site_id, device.station)
    keys = call.service.keys or CityKeys("", "")
    return call.answer(EnrolAnswer(device.id, device.site_id, device.station, keys.sign, keys.box), 201)


async def _renew_key(call: Call) -> Response:
    """The same request again gives the same answer, though the old key counts no more: the answer may be lost."""
    raw = await call.body()
    asked = decode(raw, KeyRequest)
    check_text(asked.device)
    device = await run_in_threadpool(call.city.device, asked.device)
    if device is None:
        raise Stop(401, "sync.device_unknown")
    check_signed(key_proof(asked.device, asked.public_key), asked.proof, asked.public_key)
    if asked.public_key != device.public_key:
        call.check_signature(raw, device.public_key)
    call.knows(device)
    if device.suspended:
        raise device.why_out()
    if asked.public_key != device.public_key:
        await run_in_threadpool(call.city.renew_key, device.id, asked.public_key)
        log.info("device %s signs with a new key", device.id)
    return call.answer(KeyAnswer(device.id))


async def _session(call: Call) -> Response:
    raw = await call.body()
    asked = decode(raw, SessionRequest)
    check_text(asked.device, asked.session, asked.app)
    if asked.cursor is not None:
        check_text(asked.cursor.epoch, asked.cursor.chain)
        if not 0 <= asked.cursor.seq < MOST_SEQ:
            raise Malformed("cursor")
    device = await run_in_threadpool(call.city.device, asked.device)
    if device is None:
        raise Stop(401, "sync.device_unknown")
    call.check_signature(raw, device.public_key)
    call.knows(device)
    wait = call.service.admission.sessions.admit(device.id)
    if wait:
        raise Stop(429, "sync.too_many_requests", wait=wait)
    opened = await run_in_threadpool(
        call.city.open_session, device.id, asked.session, asked.cursor, asked.app[:_MOST_VERSION]
    )
    call.service.metrics.sessions.inc()
    known = versions()
    newer = sorted(f"{it[:40]}@{version}" for it, version in asked.commands.items() if version > known.get(it, 0))
    if newer:
        log.warning("device %s makes operations that are read here only by a newer program: %s", device.id, newer[:20])
    keys = call.service.keys or CityKeys("", "")
    answer = SessionAnswer(
        token=opened.token,
        session=opened.session,
        expires_at=opened.expires_at.isoformat(),
        server_time=datetime.now(UTC).isoformat(),
        dseq_expected=opened.device.dseq + 1,
        safe_seq=await run_in_threadpool(call.city.safe_seq),
        limits=Limits(),
        city_key=keys.sign,
        city_box_key=keys.box,
    )
    return call.answer(answer)


ENDPOINTS = [
    Endpoint(
        "POST",
        ENROL,
        _enrol,
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
        _session,
        "Open a session.",
        SessionAnswer,
        request=SessionRequest,
        guard=Guard.SIGNED,
        troubles=frozenset({403, 409, 410}),
    ),
    Endpoint(
        "POST",
        KEY,
        _renew_key,
        "Sign with a new key from now on; the request is signed with the old one.",
        KeyAnswer,
        request=KeyRequest,
        guard=Guard.SIGNED,
        troubles=frozenset({403, 409}),
    ),
]
