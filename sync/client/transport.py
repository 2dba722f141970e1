"""Bytes to the city and back, over HTTP."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import httpx

from app.domain.errors import DomainError
from sync.client.trust import Trust
from sync.protocol import ENCODING, MOST_ANSWER, MOST_RAW, MOST_SENT, Malformed, TooLarge, pack, unpack

_HANGING_UP = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
_SAYS_NOTHING = ("User-Agent", "Connection")  # bytes of each request: HTTP/1.1 keeps connections anyway
_LONGEST_WAIT = 3600.0  # seconds that a city may ask for


class LineDown(DomainError):
    """The city was not reached, or its answer did not come whole. What was sent may have been carried out.

    `code` is the city's own where it answered that it is too busy; `cause` is for the log; `wait` is how many seconds
    the city asks not to be asked again.
    """

    def __init__(self, cause: str, code: str = "sync.unreachable", wait: float = 0.0) -> None:
        super().__init__(code, cause=cause)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes  # unpacked
    sent: int = 0  # bytes of the request's body as it went over the line
    received: int = 0  # of the answer's
    retry_after: float = 0.0  # seconds; 0 where the city does not say


class Transport(Protocol):
    """One request and its answer."""

    def send(
        self, method: str, path: str, body: bytes = b"", *, headers: Mapping[str, str], query: Mapping[str, str | int]
    ) -> Reply:
        """`body` is packed on the way. Raises LineDown; TooLarge where request or answer passes the limits."""
        ...

    def close(self) -> None: ...


class HttpTransport:
    """Synchronous httpx on one thread."""

    def __init__(self, server: str, trust: Trust | None = None, *, connect: float = 5.0, read: float = 60.0) -> None:
        """`connect` and `read` are time-outs in seconds. Raises as `Trust.context` does."""
        self._server = server.rstrip("/")
        self._timeout = httpx.Timeout(read, connect=connect, pool=5.0)
        self._ssl = (trust or Trust()).context()
        self._client: httpx.Client | None = None
        self._never_answered = self._server.startswith("https:")

    def send(
        self, method: str, path: str, body: bytes = b"", *, headers: Mapping[str, str], query: Mapping[str, str | int]
    ) -> Reply:
        given = {"Accept": "application/json", "Accept-Encoding": ENCODING, **headers}
        packed = pack(body) if body else b""
        if len(body) > MOST_RAW or len(packed) > MOST_SENT:
            raise TooLarge
        if body:
            given = {"Content-Type": "application/json", **given, "Content-Encoding": ENCODING}
        try:
            with self._connected().stream(
                method, self._server + path, content=packed or None, headers=given, params=dict(query)
            ) as answer:
                self._never_answered = False
                unpacked, received = _read(answer)
                return Reply(answer.status_code, unpacked, len(packed), received, _retry_after(answer))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            self.close()  # a client is not trusted after a fault: its pool may hold a half-read connection
            code = _code_of(error)
            if code == "sync.unreachable" and self._never_answered and isinstance(error, _HANGING_UP):
                code = "sync.hung_up"
            raise LineDown(f"{type(error).__name__}: {error}", code) from error
        except Malformed as error:
            self.close()
            raise LineDown(f"unreadable answer: {error}") from error

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(timeout=self._timeout, verify=self._ssl, trust_env=False)
            for name in _SAYS_NOTHING:
                del self._client.headers[name]
        return self._client


def _read(answer: httpx.Response) -> tuple[bytes, int]:
    """The body unpacked, and how many bytes it had on the line."""
    received = bytearray()
    for piece in answer.iter_raw():
        received += piece
        if len(received) > MOST_ANSWER:
            raise TooLarge
    if answer.headers.get("Content-Encoding") == ENCODING:
        return unpack(bytes(received), MOST_ANSWER), len(received)
    return bytes(received), len(received)


def _retry_after(answer: httpx.Response) -> float:
    """RFC 9110 §10.2.3, as seconds; a date is passed over."""
    text = answer.headers.get("Retry-After", "")
    return min(float(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() else 0.0


def _code_of(error: Exception) -> str:
    """What a person is told: a certificate that is not trusted or asked for is no matter of the line."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "sync.certificate_untrusted"
        if isinstance(cause, ssl.SSLError) and "ALERT" in (cause.reason or ""):
            return "sync.certificate_required"  # the server ended the handshake over the counter's certificate
        cause = cause.__cause__ or cause.__context__
    return "sync.unreachable"
