"""Changes out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.services.sync_ports import Cursor
from sync.protocol import CHANGES, MOST_CHANGES, MOST_SEQ, ChangesAnswer, Malformed
from sync.server.call import Call, check_text
from sync.server.endpoint import Endpoint, Query


async def _changes(call: Call) -> Response:
    device = await call.bearer()
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
    page = await run_in_threadpool(call.city.changes, device, cursor, limit)
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
        ),
        troubles=frozenset({410}),
    )
]
