"""The city's application: every endpoint there is. They check who asks and how much; the business is `City`'s."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Lifespan

from sync.protocol import OPENAPI
from sync.server import blobs, feed, health, operations, sessions, snapshots
from sync.server.call import Service
from sync.server.endpoint import Endpoint
from sync.server.openapi import document
from sync.server.watch import Watch, note_of

# All of them: the routes and the OpenAPI document follow from this list.
ENDPOINTS: list[Endpoint] = [
    *health.ENDPOINTS,
    *sessions.ENDPOINTS,
    *operations.ENDPOINTS,
    *feed.ENDPOINTS,
    *snapshots.ENDPOINTS,
    *blobs.ENDPOINTS,
]


def city_app(service: Service, life: Lifespan[Starlette] | None = None) -> Starlette:
    """The ASGI application over a city's books. `life` ends with the process that serves it."""
    description = document(ENDPOINTS)

    async def describe(request: Request) -> Response:
        note_of(request.scope).endpoint = OPENAPI
        return JSONResponse(description)

    return Starlette(
        routes=[*(endpoint.route(service) for endpoint in ENDPOINTS), Route(OPENAPI, describe)],
        middleware=[Middleware(Watch, service.metrics, service.admission)],
        exception_handlers={HTTPException: _unknown},
        lifespan=life,
    )


def _unknown(request: Request, error: Exception) -> Response:
    """No such path, or not this method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    return JSONResponse({"code": "sync.no_such_endpoint"}, error.status_code, headers=error.headers)
