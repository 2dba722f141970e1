"""Operations in."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.responses import Response

from app.services.city import City, Device
from app.services.operations import Outcome
from sync.protocol import MOST_OPS, OPS, Malformed, OpsAnswer, OpsRequest, TooLarge, decode
from sync.server.call import Call, check_text
from sync.server.endpoint import Endpoint

_MOST_DSEQ = 2**62


async def _ops(call: Call) -> Response:
    device = await call.bearer()
    request = decode(await call.body(), OpsRequest)
    call.note.operations = len(request.ops)
    answer = await run_sync(take_operations, call.city, device, request, limiter=call.service.writers)
    call.service.news.stir()
    for verdict in answer.results:
        call.service.metrics.operations.labels(verdict.outcome.value).inc()
    return call.answer(answer)


def take_operations(city: City, device: Device, request: OpsRequest) -> OpsAnswer:
    """Check a batch and hand it to the city. Raises TooLarge, Malformed, BrokenChain, or as `City.accept` does."""
    if len(request.ops) > MOST_OPS:
        raise TooLarge
    check_text(request.device, request.prev, request.hash, *request.actors, *(type_ for type_, _ in request.types))
    if not 0 < request.first < _MOST_DSEQ or any(not 0 <= version < 2**31 for _, version in request.types):
        raise Malformed("number out of range")
    for it in request.ops:
        check_text(it.op_id, it.occurred_at, it.pre, it.body)
    verdicts = city.accept(device.id, request.operations())
    dseq_next = max((verdict.dseq for verdict in verdicts), default=device.dseq) + 1
    fresh = [it.seq for it in verdicts if it.outcome is not Outcome.DUPLICATE]
    return OpsAnswer(verdicts, dseq_next, max(fresh) if fresh else city.head().seq)


ENDPOINTS = [
    Endpoint(
        "POST",
        OPS,
        _ops,
        "Hand in operations, in the order of dseq.",
        OpsAnswer,
        request=OpsRequest,
        troubles=frozenset({403, 409}),
    )
]
