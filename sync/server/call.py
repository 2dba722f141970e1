"""One request under way: reading it within the limits, knowing who asks, answering."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.services.sync_ports import City, Device
from sync.protocol import (
    ENCODING,
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

_LEAST_PACKED = 256  # bytes; below it packing makes an answer longer


class Stop(Exception):
    """Ends a request with this status and trouble."""

    def __init__(self, status: int, code: str, *, expected: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.trouble = Trouble(code, expected=expected)


@dataclass(slots=True)
class Call:
    """What a handler gets: the city's books, the request, and the ways to read and answer it."""

    city: City
    request: Request

    async def body(self) -> bytes:
        """The unpacked body. Raises TooLarge before more than the limit was read, Malformed or Stop."""
        received = bytearray()
        async for piece in self.request.stream():
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
        """The device whose session this is. Raises Stop."""
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        device = await run_in_threadpool(self.city.bearer, token) if scheme == "Bearer" and token else None
        if device is None:
            raise Stop(401, "sync.session_over")
        return device

    def check_signature(self, raw: bytes, public_key: str) -> None:
        """Whether the owner of the key signed this very request. Raises Stop."""
        signature = self.request.headers.get(SIGNATURE, "")
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
            key.verify(base64.b64decode(signature, validate=True), signed(self.request.url.path, raw))
        except (InvalidSignature, ValueError, binascii.Error):
            raise Stop(401, "sync.signature_wrong") from None

    def answer(self, message: object, status: int = 200) -> Response:
        body = encode(message)
        headers = {"Cache-Control": "no-store"}
        if len(body) >= _LEAST_PACKED and ENCODING in self.request.headers.get("accept-encoding", ""):
            body = pack(body)
            headers["Content-Encoding"] = ENCODING
        return Response(body, status, headers, media_type="application/json")


def check_text(*texts: str) -> None:
    """PostgreSQL holds no NUL in text. Raises Malformed."""
    if any("\0" in text for text in texts):
        raise Malformed("NUL")
