"""One request under way: reading it within the limits, knowing who asks, answering."""

from __future__ import annotations

import asyncio
import base64
import binascii
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from anyio import CapacityLimiter
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.services.city import City, Device
from app.services.replica import CityKeys
from sync.protocol import (
    ENCODING,
    FEED_HEADER,
    LEAST_FEED,
    MOST_RAW,
    MOST_SENT,
    SIGNATURE,
    Malformed,
    TooLarge,
    Trouble,
    encode,
    pack,
    signed,
    unpack,
)
from sync.server.metrics import Metrics
from sync.server.news import News
from sync.server.throttle import Admission
from sync.server.watch import Note, retry_after

_WRITERS = 32  # threads that hand in operations: they wait for one another, and nobody else is to wait for them
_LEAST_PACKED = 256  # bytes; below it packing makes an answer longer


class Stop(Exception):
    """Ends a request with this status and trouble; `wait` is after how many seconds it may come again."""

    def __init__(self, status: int, code: str, *, expected: int | None = None, wait: float = 0.0) -> None:
        super().__init__(code)
        self.status = status
        self.trouble = Trouble(code, expected=expected)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Service:
    """What every request of one server process shares. `stopping` is set when no new work is begun."""

    city: City
    metrics: Metrics
    admission: Admission
    keys: CityKeys | None = None  # the city's own, for counters that come by file as well; None: no files
    piece_seconds: float = 20.0  # longest wait for the next piece of a body
    body_seconds: float = 300.0  # and for all of it
    writers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_WRITERS))
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    news: News = field(default_factory=News)  # for requests that wait


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler gets: the city's books, the request, and the ways to read and answer it."""

    service: Service
    request: Request
    note: Note

    @property
    def city(self) -> City:
        return self.service.city

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While it waits, for a body or for news, it is not counted as work under way."""
        self.service.admission.under_way -= 1
        try:
            yield
        finally:
            self.service.admission.under_way += 1

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body as it comes over the line. Raises Stop (408) where it comes too slowly."""
        stream = self.request.stream()
        ends = time.monotonic() + self.service.body_seconds
        while True:
            try:
                with self.resting():
                    patience = min(self.service.piece_seconds, ends - time.monotonic())
                    piece = await asyncio.wait_for(anext(stream), patience)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise Stop(408, "sync.too_slow") from None
            yield piece

    async def body(self) -> bytes:
        """The unpacked body. Raises TooLarge before more than the limit was read, Malformed or Stop."""
        received = bytearray()
        async for piece in self.pieces():
            received += piece
            if len(received) > MOST_SENT:
                raise TooLarge
        match self.request.headers.get("content-encoding", "identity"):
            case "identity":
                return bytes(received)
            case encoding if encoding == ENCODING:
                return await run_in_threadpool(unpack, bytes(received), MOST_RAW)
        raise Stop(415, "sync.encoding_unknown")

    async def bearer(self) -> Device:
        """The device whose session this is. Raises Stop (401; 429 where it asks too often)."""
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        device = await run_in_threadpool(self.city.bearer, token) if scheme == "Bearer" and token else None
        if device is None:
            raise Stop(401, "sync.session_over")
        self.knows(device)
        wait = self.service.admission.requests.admit(device.id)
        if wait:
            raise Stop(429, "sync.too_many_requests", wait=wait)
        return device

    async def reader(self) -> Device:
        """As `bearer`, for what gives rows. Raises Stop (426) where the counter's program would misread them."""
        device = await self.bearer()
        if feed_of(self.request.headers.get(FEED_HEADER, "1")) < LEAST_FEED:
            raise Stop(426, "sync.pull_blocked")
        return device

    def number(self, name: str, least: int, most: int) -> int:
        """A whole number of the query string. Raises Malformed where it is missing, none, or out of bounds."""
        text = self.request.query_params.get(name, "")
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            raise Malformed(name)
        return int(text)

    def knows(self, device: Device) -> None:
        """Note for the log whose request it is."""
        self.note.device, self.note.site = device.id, device.site_id

    def check_signature(self, raw: bytes, public_key: str) -> None:
        """Whether the owner of the key signed this very request. Raises Stop."""
        check_signed(signed(self.request.url.path, raw), self.request.headers.get(SIGNATURE, ""), public_key)

    def answer(self, message: object, status: int = 200, *, wait: float = 0.0) -> Response:
        body = encode(message)
        headers = {"Cache-Control": "no-store"}
        if wait:
            headers["Retry-After"] = retry_after(wait)
        if len(body) >= _LEAST_PACKED and ENCODING in self.request.headers.get("accept-encoding", ""):
            body = pack(body)
            headers["Content-Encoding"] = ENCODING
        return Response(body, status, headers, media_type="application/json")


def check_signed(content: bytes, signature: str, public_key: str) -> None:
    """Signature and key are base64. Raises Stop."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError, binascii.Error):
        raise Stop(401, "sync.signature_wrong") from None


def feed_of(text: str) -> int:
    """Raises Malformed."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Malformed(FEED_HEADER)
    return int(text)


def check_text(*texts: str) -> None:
    """PostgreSQL holds no NUL in text. Raises Malformed."""
    if any("\0" in text for text in texts):
        raise Malformed("NUL")
