"""Does it live: for load balancers and service managers."""

from __future__ import annotations

import asyncio
import logging

import msgspec
from anyio import to_thread
from starlette.responses import Response

from sync.protocol import HEALTH
from sync.server.call import Call
from sync.server.endpoint import Endpoint, Guard

log = logging.getLogger("sync.server")

_PATIENCE = 5.0  # seconds that the database may take


class Health(msgspec.Struct, frozen=True):
    """`database`: it answers. `schema`: it is of this version. All is well where both are."""

    database: bool
    schema: bool


async def _health(call: Call) -> Response:
    try:
        ask = to_thread.run_sync(call.city.is_current, abandon_on_cancel=True)
        found = Health(True, await asyncio.wait_for(ask, _PATIENCE))
    except Exception as fault:
        # Whatever stands between this process and its database: whoever asks shall send nobody here.
        log.warning("the database does not answer (%s)", type(fault).__name__)
        found = Health(False, False)
    return call.answer(found, 200 if found.schema else 503)


ENDPOINTS = [
    Endpoint(
        "GET",
        HEALTH,
        _health,
        "Whether this process lives, its database answers and is of this version.",
        Health,
        guard=Guard.NONE,
        failing=Health,
    )
]
