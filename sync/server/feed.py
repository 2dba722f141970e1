"""Changes out."""

from __future__ import annotations

import time

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.services.feed import Cursor
from sync.protocol import CHANGES, MOST_CHANGES, MOST_SEQ, MOST_WAIT, ChangesAnswer, Malformed
from sync.server.call import Call, check_text
from sync.server.endpoint import Endpoint, Guard, Query


async def _changes(call: Call) -> Response:
    device = await call.reader()
    query = call.request.query_params
    try:
        limit = min(max(int(query.get("limit", MOST_CHANGES)), 1), MOST_CHANGES)
        seq = int(query.get("cursor", 0))
    except ValueError:
        raise Malformed("query") from None
    if not 0 <= seq < MOST_SEQ:
        raise Malformed("query")
    epoch, chain = query.get("epoch"), query.get("chain", "")
    check_text(epoch or "", chain)
    cursor = Cursor(epoch, seq, chain) if epoch is not None else None
    wait = call.number("wait", 0, MOST_WAIT) if "wait" in query else 0
    ends = time.monotonic() + wait
    while True:
        page = await run_in_threadpool(call.city.changes, device, cursor, limit)
        left = ends - time.monotonic()
        if len(page) or left <= 0 or call.service.stopping.is_set():
            break
        with call.resting():
            await call.service.news.wait(call.city, device.site_id, page.cursor.seq, left, call.service.stopping)
    if page.cursor == cursor:
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    call.service.metrics.entries.inc(len(page))
    return call.answer(ChangesAnswer(page.cursor, page.more, dict(page.tables)))


ENDPOINTS = [
    Endpoint(
        "GET",
        CHANGES,
        _changes,
        "What the device's scopes saw after the cursor.",
        ChangesAnswer,
        query=(
            Query("epoch", str, "the feed's name; without it the feed is read from its beginning"),
            Query("cursor", int, "seq of the last entry that was read", least=0, most=MOST_SEQ - 1),
            Query("chain", str, "the chain at that entry"),
            Query("limit", int, "entries at the most", least=1, most=MOST_CHANGES),
            Query("wait", int, "seconds to wait where there is nothing new", least=0, most=MOST_WAIT),
        ),
        guard=Guard.READER,
        troubles=frozenset({204, 410}),
    )
]
