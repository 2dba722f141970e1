"""The first download, and proving that a counter holds what it should."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from app.services.feed import Cursor
from app.services.holdings import BUCKETS, Moved
from sync.protocol import (
    DIGEST,
    DIGEST_ROWS,
    MOST_CHANGES,
    MOST_SEQ,
    SNAPSHOT_PAGE,
    SNAPSHOTS,
    DigestAnswer,
    DigestRequest,
    DigestRowsAnswer,
    DigestRowsRequest,
    Malformed,
    SnapshotAnswer,
    SnapshotRequest,
    decode,
)
from sync.server.call import Call, check_text
from sync.server.endpoint import Endpoint, Guard

_PACKED = "application/zstd"
_DIGEST = re.compile(r"[0-9a-f]{16}")


async def _snapshot(call: Call) -> Response:
    device = await call.reader()
    asked = decode(await call.body(), SnapshotRequest)
    if asked.cursor is not None:
        _check(asked.cursor)
    made = await run_in_threadpool(call.city.holdings.snapshot, device, asked.cursor)
    return call.answer(SnapshotAnswer(made), 201)


async def _page(call: Call) -> Response:
    device = await call.reader()
    id, number = call.request.path_params["id"], call.request.path_params["number"]
    check_text(id)
    if not (number.isascii() and number.isdigit() and len(number) < 8):
        raise Malformed("number")
    path = await run_in_threadpool(call.city.holdings.page, device, id, int(number))
    return FileResponse(path, media_type=_PACKED, headers={"Cache-Control": "no-store"})


async def _digest(call: Call) -> Response:
    device = await call.reader()
    asked = decode(await call.body(), DigestRequest)
    _check(asked.cursor)
    if len(asked.digests) != BUCKETS or not all(map(_DIGEST.fullmatch, asked.digests)):
        raise Malformed("digests")
    try:
        differing = await run_in_threadpool(call.city.holdings.differing, device, asked.cursor, asked.digests)
    except Moved:
        return call.answer(DigestAnswer(moved=True, differing=[]))
    return call.answer(DigestAnswer(moved=False, differing=differing))


async def _rows(call: Call) -> Response:
    device = await call.reader()
    asked = decode(await call.body(), DigestRowsRequest)
    if not all(0 <= bucket < BUCKETS for bucket in asked.buckets):
        raise Malformed("buckets")
    if asked.after is not None:
        check_text(asked.after.kind, asked.after.id)
    limit = min(max(asked.limit, 1), MOST_CHANGES)
    part = await run_in_threadpool(call.city.holdings.part, device, asked.buckets, asked.after, limit)
    return call.answer(DigestRowsAnswer(dict(part.tables), part.next))


def _check(cursor: Cursor) -> None:
    check_text(cursor.epoch, cursor.chain)
    if not 0 <= cursor.seq < MOST_SEQ:
        raise Malformed("cursor")


ENDPOINTS = [
    Endpoint(
        "POST",
        SNAPSHOTS,
        _snapshot,
        "All that the site's counters are to hold, in pages; null where reading the feed from the cursor is shorter.",
        SnapshotAnswer,
        status=201,
        request=SnapshotRequest,
        guard=Guard.READER,
    ),
    Endpoint(
        "GET",
        SNAPSHOT_PAGE,
        _page,
        "A page of a snapshot: zstd of the JSON object {kind: {columns, put, gone}}. Answers Range.",
        None,
        gives=_PACKED,
        troubles=frozenset({403, 206, 416}),
        guard=Guard.READER,
    ),
    Endpoint(
        "POST",
        DIGEST,
        _digest,
        "Which buckets of rows are not as the city has them. Comparable only at the end of the feed.",
        DigestAnswer,
        request=DigestRequest,
        troubles=frozenset({410}),
        guard=Guard.READER,
    ),
    Endpoint(
        "POST",
        DIGEST_ROWS,
        _rows,
        "The rows of some buckets, as the city has them, in parts.",
        DigestRowsAnswer,
        request=DigestRowsRequest,
        guard=Guard.READER,
    ),
]
