"""The city's application: every endpoint there is. They check who asks and how much; the business is `City`'s."""

from __future__ import annotations

from starlette.applications import Starlette

from app.services.sync_ports import City, CityKeys
from sync.server import feed, operations, sessions
from sync.server.endpoint import Endpoint


def endpoints(enrolments_per_minute: int = 10, keys: CityKeys | None = None) -> list[Endpoint]:
    """All of them: the routes and the OpenAPI document follow from this list."""
    return [*sessions.endpoints(enrolments_per_minute, keys), *operations.ENDPOINTS, *feed.ENDPOINTS]


def city_app(city: City, enrolments_per_minute: int = 10, keys: CityKeys | None = None) -> Starlette:
    """The ASGI application over a city's books. `keys`: the city's own, for counters that come by file as well."""
    return Starlette(routes=[endpoint.route(city) for endpoint in endpoints(enrolments_per_minute, keys)])
