"""Bytes to the city and back, over HTTP."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import httpx
import truststore

from app.domain.errors import DomainError
from sync.protocol import ENCODING, MOST_ANSWER, MOST_RAW, MOST_SENT, Malformed, TooLarge, pack, unpack


class LineDown(DomainError):
    """The city was not reached, or its answer did not come whole. What was sent may have been carried out.

    `code` is the city's own where it answered that it is too busy; `cause` is for the log.
    """

    def __init__(self, cause: str, code: str = "sync.unreachable") -> None:
        super().__init__(code, cause=cause)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes  # unpacked
    sent: int = 0  # bytes of the request's body as it went over the line
    received: int = 0  # of the answer's


class Transport(Protocol):
    """One request and its answer."""

    def send(
        self, method: str, path: str, body: bytes = b"", *, headers: Mapping[str, str], query: Mapping[str, str | int]
    ) -> Reply:
        """`body` is packed on the way. Raises LineDown; TooLarge where request or answer passes the limits."""
        ...

    def close(self) -> None: ...


class HttpTransport:
    """Synchronous httpx on one thread. Certificates are the system's, so that a city's own CA counts."""

    def __init__(self, server: str, *, connect: float = 5.0, read: float = 60.0) -> None:
        """`connect` and `read` are time-outs in seconds."""
        self._server = server.rstrip("/")
        self._timeout = httpx.Timeout(read, connect=connect, pool=5.0)
        self._ssl = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client: httpx.Client | None = None

    def send(
        self, method: str, path: str, body: bytes = b"", *, headers: Mapping[str, str], query: Mapping[str, str | int]
    ) -> Reply:
        given = {"Accept": "application/json", "Accept-Encoding": ENCODING, **headers}
        packed = pack(body) if body else b""
        if len(body) > MOST_RAW or len(packed) > MOST_SENT:
            raise TooLarge
        if body:
            given |= {"Content-Type": "application/json", "Content-Encoding": ENCODING}
        try:
            with self._connected().stream(
                method, self._server + path, content=packed or None, headers=given, params=dict(query)
            ) as answer:
                unpacked, received = _read(answer)
                return Reply(answer.status_code, unpacked, len(packed), received)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            self.close()  # a client is not trusted after a fault: its pool may hold a half-read connection
            raise LineDown(f"{type(error).__name__}: {error}") from error
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
