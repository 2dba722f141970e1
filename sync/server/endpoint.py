"""What an endpoint is, and what becomes of the errors that its handler raises."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.errors import DomainError
from app.services.city import BrokenChain, Fork, SequenceGap
from app.services.feed import FeedRewound
from app.services.operations import encode_refusal
from sync.protocol import LEAST_FEED, Malformed, TooLarge, Trouble, decode
from sync.server.call import Call, Service, Stop
from sync.server.watch import note_of

log = logging.getLogger("sync.server")

Handler = Callable[[Call], Awaitable[Response]]


class Guard(Enum):
    """How an endpoint knows who asks."""

    NONE = "none"
    SIGNED = "signed"  # X-Signature by the device's key
    BEARER = "bearer"  # a session's token
    READER = "reader"  # the same, and what its program makes of rows


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of the query string."""

    name: str
    kind: type  # str or int
    about: str = ""
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path and what is done there; the routes and the OpenAPI document are made of these.

    `request` and `answer` are the messages of the bodies, None where there is none or it is no JSON; then `takes` and
    `gives` name the media type, where there is a body. `troubles` are the statuses beyond those that follow from guard
    and body: 401, 408, 413, 415, 422, 429, 503.
    """

    method: str
    path: str
    handle: Handler
    about: str
    answer: type | None
    status: int = 200
    request: type | None = None
    takes: str = ""
    gives: str = ""
    guard: Guard = Guard.BEARER
    query: tuple[Query, ...] = ()
    troubles: frozenset[int] = frozenset()
    failing: type | None = None  # what 503 says here, where it is no Trouble

    def route(self, service: Service) -> Route:
        async def serve(request: Request) -> Response:
            note = note_of(request.scope)
            note.endpoint = self.path
            return await _answered(self.handle, Call(service, request, note))

        return Route(self.path, serve, methods=[self.method])


async def _answered(handle: Handler, call: Call) -> Response:
    try:
        return await handle(call)
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception as error:
        told = trouble_of(error)
        if told is None:
            log.exception("request %s to %s failed", call.note.id, call.note.endpoint)
            call.service.metrics.faults.labels(type(error).__name__).inc()
            told = 503, Trouble("sync.server_fault")
        status, trouble = told
        wait = error.wait if isinstance(error, Stop) else 10.0 if status == 503 else 0.0
        answer = call.answer(trouble, status, wait=wait)
        if status == 426:  # RFC 9110 §15.5.22: says what is required
            answer.headers["Upgrade"] = f"gongwucang-feed/{LEAST_FEED}"
            answer.headers["Connection"] = "Upgrade"
        if status in (408, 413):
            answer.headers["Connection"] = "close"  # the rest of the body is not read
        return answer


def trouble_of(error: Exception) -> tuple[int, Trouble] | None:
    """The status and the trouble by which the counter is told; None where it is a fault of the city's own."""
    match error:
        case Stop():
            return error.status, error.trouble
        case TooLarge():
            return 413, Trouble("sync.too_large")
        case Malformed():
            return 422, Trouble("sync.malformed")
        case BrokenChain():
            return 422, Trouble("sync.broken_chain", {"dseq": error.dseq})
        case SequenceGap():
            return 409, Trouble("sync.gap", expected=error.expected)
        case Fork():
            return 409, Trouble("sync.fork")
        case FeedRewound():
            return 410, Trouble("sync.feed_rewound")
        case DomainError():
            return 403, decode(encode_refusal(error).encode(), Trouble)
    return None
