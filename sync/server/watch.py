"""Around every request: an id, one line in the log, what it counts, and how many are in work at once."""

from __future__ import annotations

import logging
import math
import random
import re
import time
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.ids import new_id
from sync.protocol import HEALTH, REQUEST_ID, Trouble, encode
from sync.server.metrics import Metrics
from sync.server.throttle import Admission

log = logging.getLogger("sync.requests")

_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Note:
    """What the log and the figures say of a request; bytes are those of bodies, as they went over the line."""

    id: str
    endpoint: str = "other"
    device: str = ""
    site: str = ""
    operations: int = 0
    status: int = 0
    received: int = 0
    sent: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


def note_of(scope: Scope) -> Note:
    note: Note = scope["gwc.note"]
    return note


class Watch:
    """ASGI middleware. A request beyond what is admitted is answered 429 or 503 with Retry-After before it is read."""

    def __init__(self, app: ASGIApp, metrics: Metrics, admission: Admission) -> None:
        self._app = app
        self._metrics = metrics
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(REQUEST_ID.lower().encode(), b"")
        note = Note(given.decode() if _ID.fullmatch(given) else new_id())
        scope["gwc.note"] = note

        async def counted_receive() -> Message:
            message = await receive()
            note.received += len(message.get("body", b""))
            return message

        async def counted_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                note.status = message["status"]
                message["headers"] = [*message.get("headers", ()), (REQUEST_ID.lower().encode(), note.id.encode())]
            note.sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._admitted(scope, counted_receive, counted_send)
        finally:
            self._account(scope, note)

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        admission = self._admission
        if scope["path"] == HEALTH:  # whoever asks whether this process lives hears so, however busy it is
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        wait = admission.address.admit(client[0] if client else "")
        if wait:
            await _refuse(send, 429, "sync.too_many_requests", wait)
        elif admission.under_way >= admission.most_under_way:
            await _refuse(send, 503, "sync.busy", random.uniform(2, 8))  # noqa: S311 - not all at once again
        else:
            admission.under_way += 1
            try:
                await self._app(scope, receive, send)
            finally:
                admission.under_way -= 1

    def _account(self, scope: Scope, note: Note) -> None:
        seconds = note.seconds
        self._metrics.requests.labels(note.endpoint, str(note.status)).observe(seconds)
        self._metrics.bytes.labels("in").inc(note.received)
        self._metrics.bytes.labels("out").inc(note.sent)
        facts = {
            "id": note.id,
            "method": scope["method"],
            "endpoint": note.endpoint,
            "status": note.status,
            "ms": round(seconds * 1000, 1),
            "device": note.device,
            "site": note.site,
            "ops": note.operations,
            "received": note.received,
            "sent": note.sent,
        }
        text = " ".join(f"{name}={value}" for name, value in facts.items() if value != "")
        log.info("%s", text, extra={"facts": facts})


def retry_after(seconds: float) -> str:
    """For the header: whole seconds, at least one."""
    return str(max(1, math.ceil(seconds)))


async def _refuse(send: Send, status: int, code: str, seconds: float) -> None:
    body = encode(Trouble(code))
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", retry_after(seconds).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
