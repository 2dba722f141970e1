"""The line without TCP: httpx on one side, the ASGI application on the other, and what goes wrong between."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import anyio.to_thread
import httpx

from sync.client.transport import HttpTransport

URL = "http://city.test"


class Fault(StrEnum):
    """What may happen to one request."""

    LOST = "request lost"
    UNANSWERED = "answer lost after the city acted"
    DOUBLED = "request delivered twice"
    LATE = "delivered again later, among other requests"
    SHORTENED = "answer cut short"
    GARBLED = "answer of somebody in between"
    SLOW = "answer after the time-out"
    DOWN = "line down from here on"


@dataclass(frozen=True, slots=True)
class Sent:
    method: str
    path: str
    query: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass(slots=True)
class Answer:
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


Deliver = Callable[[Sent], Answer]


class Wire(httpx.BaseTransport):
    """One counter's wire. The next faults are planned by request, counted from the plan on."""

    def __init__(self, deliver: Deliver, wait: Callable[[float], None]) -> None:
        self._deliver = deliver
        self._wait = wait
        self.plan: dict[int, Fault] = {}
        self.requests = 0
        self.kept: list[Sent] = []
        self.met: Counter[Fault] = Counter()

    def expect(self, plan: dict[int, Fault]) -> None:
        self.plan, self.requests = plan, 0

    def redeliver(self) -> bool:
        """Deliver a request that got stuck on the way; nobody waits for its answer."""
        if not self.kept:
            return False
        self._deliver(self.kept.pop(0))
        return True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = Sent(request.method, request.url.path, request.url.query, request.headers.raw, request.read())
        fault = self.plan.get(self.requests)
        if any(it is Fault.DOWN and at <= self.requests for at, it in self.plan.items()):
            fault = Fault.DOWN
        self.requests += 1
        if fault is not None:
            self.met[fault] += 1
        if fault in (Fault.LOST, Fault.DOWN):
            raise httpx.ConnectError("no line")
        answer = self._deliver(sent)
        if fault is Fault.UNANSWERED:
            raise httpx.ReadError("reset by peer")
        if fault is Fault.SLOW:
            self._wait(61)
            raise httpx.ReadTimeout("too slow")
        if fault is Fault.DOUBLED:
            answer = self._deliver(sent)
        if fault is Fault.LATE and not sent.path.endswith(("/session", "/enrol")):
            self.kept.append(sent)
        body = answer.body
        if fault is Fault.SHORTENED:
            body = body[: len(body) // 2]
        if fault is Fault.GARBLED:
            return httpx.Response(200, stream=httpx.ByteStream(b"<html>please sign in</html>"))
        return httpx.Response(answer.status, headers=answer.headers, stream=httpx.ByteStream(body))


class WiredTransport(HttpTransport):
    """The counter's transport as it is, over a Wire."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(URL)
        self._wire = wire

    def _connected(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(transport=self._wire, trust_env=False)
        return self._client


class Loop:
    """An event loop on which the application's work runs at once and in order, on this thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def serve(self, app: Callable[..., object], sent: Sent) -> Answer:
        answer = Answer()
        given = [{"type": "http.request", "body": sent.body, "more_body": False}]

        async def receive() -> dict[str, object]:
            return given.pop() if given else {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], list(message["headers"])  # type: ignore[assignment]
            else:
                answer.body += message.get("body", b"")  # type: ignore[operator]

        async def at_once(work: Callable[..., object], *values: object, **_: object) -> object:
            return work(*values)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": sent.method,
            "scheme": "http",
            "path": sent.path,
            "raw_path": sent.path.encode(),
            "query_string": sent.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in sent.headers],
            "client": ("10.0.0.2", 40000),
            "server": ("city.test", 80),
        }
        threads, anyio.to_thread.run_sync = anyio.to_thread.run_sync, at_once  # type: ignore[assignment]
        try:
            self._loop.run_until_complete(app(scope, receive, send))  # type: ignore[arg-type]
        finally:
            anyio.to_thread.run_sync = threads
        return answer

    def close(self) -> None:
        self._loop.close()
