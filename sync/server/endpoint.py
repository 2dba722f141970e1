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
from app.services.operations import encode_refusal
from app.services.sync_ports import BrokenChain, City, FeedRewound, Fork, SequenceGap
from sync.protocol import Malformed, TooLarge, Trouble, decode
from sync.server.call import Call, Stop

log = logging.getLogger("sync.server")

Handler = Callable[[Call], Awaitable[Response]]


class Guard(Enum):
    """How an endpoint knows who asks."""

    NONE = "none"
    SIGNED = "signed"  # X-Signature by the device's key
    BEARER = "bearer"  # a session's token


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

    `request` and `answer` are the messages of the bodies, None where there is none or it is no JSON. `troubles` are
    the statuses beyond those that follow from guard and body: 401, 408, 413, 415, 422, 429, 503.
    """

    method: str
    path: str
    handle: Handler
    about: str
    answer: type | None
    status: int = 200
    request: type | None = None
    guard: Guard = Guard.BEARER
    query: tuple[Query, ...] = ()
    troubles: frozenset[int] = frozenset()

    def route(self, city: City) -> Route:
        async def serve(request: Request) -> Response:
            return await _answered(self.handle, Call(city, request))

        return Route(self.path, serve, methods=[self.method])


async def _answered(handle: Handler, call: Call) -> Response:
    try:
        return await handle(call)
    except Stop as stop:
        return call.answer(stop.trouble, stop.status)
    except TooLarge:
        return call.answer(Trouble("sync.too_large"), 413)
    except Malformed:
        return call.answer(Trouble("sync.malformed"), 422)
    except BrokenChain as broken:
        return call.answer(Trouble("sync.broken_chain", {"dseq": broken.dseq}), 422)
    except SequenceGap as gap:
        return call.answer(Trouble("sync.gap", expected=gap.expected), 409)
    except Fork:
        return call.answer(Trouble("sync.fork"), 409)
    except FeedRewound:
        return call.answer(Trouble("sync.feed_rewound"), 410)
    except DomainError as refusal:
        return call.answer(decode(encode_refusal(refusal).encode(), Trouble), 403)
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception:
        log.exception("a request to %s failed", call.request.url.path)
        return call.answer(Trouble("sync.server_fault"), 503)
