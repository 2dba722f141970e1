"""The city's endpoints: they check who asks and how much, and leave the business to `City`."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.errors import DomainError
from app.services.operations import encode_refusal
from app.services.sync_ports import BrokenChain, City, Cursor, Device, FeedRewound, Fork, SequenceGap
from sync.protocol import (
    CHANGES,
    ENCODING,
    ENROL,
    MOST_CHANGES,
    MOST_OPS,
    MOST_RAW,
    MOST_SENT,
    OPS,
    SESSION,
    SIGNATURE,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    Limits,
    Malformed,
    OpsAnswer,
    OpsRequest,
    SessionAnswer,
    SessionRequest,
    TooLarge,
    Trouble,
    decode,
    encode,
    pack,
    signed,
    unpack,
)
from sync.server.throttle import Throttle

log = logging.getLogger("sync.server")

M = TypeVar("M")
Handler = Callable[[City, Request], Awaitable[Response]]
_LEAST_PACKED = 256  # bytes; below it packing makes an answer longer
_MOST_DSEQ = 2**62


class _Stop(Exception):
    """Ends a request with this status and trouble."""

    def __init__(self, status: int, code: str, expected: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.trouble = Trouble(code, expected=expected)


def city_app(city: City, enrolments_per_minute: int = 10) -> Starlette:
    """The ASGI application over a city's books."""
    throttle = Throttle(enrolments_per_minute, 60.0)

    async def enrol(city: City, request: Request) -> Response:
        if not throttle.admit():
            raise _Stop(429, "sync.too_many_attempts")
        return await _enrol(city, request)

    routes = [
        Route(ENROL, _endpoint(city, enrol), methods=["POST"]),
        Route(SESSION, _endpoint(city, _session), methods=["POST"]),
        Route(OPS, _endpoint(city, _ops), methods=["POST"]),
        Route(CHANGES, _endpoint(city, _changes), methods=["GET"]),
    ]
    return Starlette(routes=routes)


def _endpoint(city: City, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        try:
            return await handler(city, request)
        except _Stop as stop:
            return _answer(request, stop.trouble, stop.status)
        except TooLarge:
            return _answer(request, Trouble("sync.too_large"), 413)
        except Malformed:
            return _answer(request, Trouble("sync.malformed"), 422)
        except BrokenChain as broken:
            return _answer(request, Trouble("sync.broken_chain", {"dseq": broken.dseq}), 422)
        except SequenceGap as gap:
            return _answer(request, Trouble("sync.gap", expected=gap.expected), 409)
        except Fork:
            return _answer(request, Trouble("sync.fork"), 409)
        except FeedRewound:
            return _answer(request, Trouble("sync.feed_rewound"), 410)
        except DomainError as refusal:
            return _answer(request, decode(encode_refusal(refusal).encode(), Trouble), 403)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:
            log.exception("a request to %s failed", request.url.path)
            return _answer(request, Trouble("sync.server_fault"), 503)

    return serve


def _answer(request: Request, message: object, status: int = 200) -> Response:
    body = encode(message)
    headers = {"Cache-Control": "no-store"}
    if len(body) >= _LEAST_PACKED and ENCODING in request.headers.get("accept-encoding", ""):
        body = pack(body)
        headers["Content-Encoding"] = ENCODING
    return Response(body, status, headers, media_type="application/json")


async def _body(request: Request) -> bytes:
    """The unpacked body. Raises TooLarge before more than the limit was read, or Malformed."""
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > MOST_SENT:
            raise TooLarge
    match request.headers.get("content-encoding", "identity"):
        case "identity":
            return bytes(received)
        case encoding if encoding == ENCODING:
            return await run_in_threadpool(unpack, bytes(received), MOST_RAW)
    raise _Stop(415, "sync.encoding_unknown")


def _check_signature(request: Request, raw: bytes, public_key: str) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(request.headers.get(SIGNATURE, ""), validate=True), signed(request.url.path, raw))
    except (InvalidSignature, ValueError, binascii.Error):
        raise _Stop(401, "sync.signature_wrong") from None


async def _bearer(city: City, request: Request) -> Device:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    device = await run_in_threadpool(city.bearer, token) if scheme == "Bearer" and token else None
    if device is None:
        raise _Stop(401, "sync.session_over")
    return device


async def _enrol(city: City, request: Request) -> Response:
    raw = await _body(request)
    asked = decode(raw, EnrolRequest)
    _check_text(asked.device, asked.site, asked.code)
    _check_signature(request, raw, asked.public_key)  # whoever enrols a key holds its private half
    device = await run_in_threadpool(city.enrol, asked.code, asked.device, asked.site, asked.public_key)
    log.info("device %s enrolled at site %s as station %d", device.id, device.site_id, device.station)
    return _answer(request, EnrolAnswer(device.id, device.site_id, device.station), 201)


async def _session(city: City, request: Request) -> Response:
    raw = await _body(request)
    asked = decode(raw, SessionRequest)
    _check_text(asked.device, asked.session)
    device = await run_in_threadpool(city.device, asked.device)
    if device is None:
        raise _Stop(401, "sync.device_unknown")
    _check_signature(request, raw, device.public_key)
    opened = await run_in_threadpool(city.open_session, device.id, asked.session, asked.cursor)
    answer = SessionAnswer(
        token=opened.token,
        session=opened.session,
        expires_at=opened.expires_at.isoformat(),
        server_time=datetime.now(UTC).isoformat(),
        dseq_expected=opened.device.dseq + 1,
        safe_seq=0,  # no backup has been verified
        limits=Limits(),
    )
    return _answer(request, answer)


async def _ops(city: City, request: Request) -> Response:
    device = await _bearer(city, request)
    operations = decode(await _body(request), OpsRequest).ops
    if len(operations) > MOST_OPS:
        raise TooLarge
    for it in operations:
        _check_text(it.op_id, it.device, it.type, it.actor, it.occurred_at, it.pre, it.body, it.prev, it.hash)
        if not (0 < it.dseq < _MOST_DSEQ and 0 <= it.version < 2**31):
            raise Malformed("number out of range")
    verdicts = await run_in_threadpool(city.accept, device.id, operations)
    head = await run_in_threadpool(city.head)
    dseq_next = max((verdict.dseq for verdict in verdicts), default=device.dseq) + 1
    return _answer(request, OpsAnswer(verdicts, dseq_next, head.seq))


async def _changes(city: City, request: Request) -> Response:
    device = await _bearer(city, request)
    query = request.query_params
    try:
        limit = min(max(int(query.get("limit", MOST_CHANGES)), 1), MOST_CHANGES)
        seq = int(query.get("cursor", 0))
    except ValueError:
        raise Malformed("query") from None
    if not 0 <= seq < _MOST_DSEQ:
        raise Malformed("query")
    cursor = Cursor(query["epoch"], seq, query.get("chain", "")) if "epoch" in query else None
    page = await run_in_threadpool(city.changes, device, cursor, limit)
    return _answer(request, ChangesAnswer(page.cursor, page.more, list(page.changes)))


def _check_text(*texts: str) -> None:
    """PostgreSQL holds no NUL in text. Raises Malformed."""
    if any("\0" in text for text in texts):
        raise Malformed("NUL")
