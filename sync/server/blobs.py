"""Attachments by content: pieces in, whole files out."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from app.services.attachments import MOST_BYTES, BlobState, CityBlobs, ContentDiffers, OffsetDiffers
from sync.protocol import BLOB, BLOB_STATE, Malformed
from sync.server.call import Call, Stop
from sync.server.endpoint import Endpoint, Query

_SHA256 = re.compile(r"[0-9a-f]{64}")
_BINARY = "application/octet-stream"


async def _state(call: Call) -> Response:
    device = await call.bearer()
    return call.answer(await run_in_threadpool(_blobs(call).state, device, _name(call)))


async def _receive(call: Call) -> Response:
    device = await call.bearer()
    sha256 = _name(call)
    offset, size = call.number("offset", 0, MOST_BYTES), call.number("size", 1, MOST_BYTES)
    piece = await call.body()
    try:
        state = await run_in_threadpool(_blobs(call).receive, device, sha256, offset, size, piece)
    except OffsetDiffers as differs:
        raise Stop(409, "sync.blob_offset", expected=differs.received) from None
    except ContentDiffers:
        raise Stop(422, "sync.blob_differs") from None
    return call.answer(state)


async def _read(call: Call) -> Response:
    device = await call.bearer()
    path = await run_in_threadpool(_blobs(call).read, device, _name(call))
    return FileResponse(path, media_type=_BINARY, headers={"Cache-Control": "no-store"})


def _blobs(call: Call) -> CityBlobs:
    return call.city.blobs


def _name(call: Call) -> str:
    sha256: str = call.request.path_params["sha256"]
    if not _SHA256.fullmatch(sha256):
        raise Malformed("sha256")
    return sha256


ENDPOINTS = [
    Endpoint("GET", BLOB_STATE, _state, "How much of a file the city has from this site.", BlobState),
    Endpoint(
        "PUT",
        BLOB,
        _receive,
        "The next piece of a file; the file is whole when its last byte is there and its content is what it is named.",
        BlobState,
        takes=_BINARY,
        query=(
            Query("offset", int, "where the piece begins", least=0, most=MOST_BYTES),
            Query("size", int, "of the whole file", least=1, most=MOST_BYTES),
        ),
        troubles=frozenset({403, 409}),
    ),
    Endpoint(
        "GET",
        BLOB,
        _read,
        "A file that this site may read. Answers Range.",
        None,
        gives=_BINARY,
        troubles=frozenset({403, 206, 416}),
    ),
]
