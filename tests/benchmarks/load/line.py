"""The protocol's requests for very many counters at once: asyncio, one connection each, no database behind them."""

import asyncio
import base64
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.services.feed import Cursor
from app.services.operations import Operation
from sync.protocol import (
    CHANGES,
    FEED,
    FEED_HEADER,
    MOST_ANSWER,
    MOST_CHANGES,
    OPS,
    SESSION,
    SIGNATURE,
    OpsAnswer,
    OpsRequest,
    SessionAnswer,
    SessionRequest,
    decode,
    encode,
    pack,
    signed,
    unpack,
)

M = TypeVar("M")


class LightRows(msgspec.Struct):
    """As Rows, unread: for counters that keep none."""

    put: list[msgspec.Raw]
    gone: list[msgspec.Raw]


class LightAnswer(msgspec.Struct):
    """As ChangesAnswer, whose rows are only counted."""

    next: Cursor
    more: bool
    tables: dict[str, LightRows]


@dataclass
class Tally:
    """What all lines saw together: seconds by kind of request, answers by status."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    sent: int = 0
    received: int = 0

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())


class Line:
    """One counter's connection. What the city asks to be asked again is asked again, after the time that it says."""

    def __init__(self, url: str, device: str, key: Ed25519PrivateKey, tally: Tally) -> None:
        there = urlsplit(url)
        self._host, self._port = there.hostname or "", there.port or 80
        self._device, self._key, self._tally = device, key, tally
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._token = self._session = ""

    async def open_session(self, cursor: Cursor | None, dseq_next: int) -> None:
        request = SessionRequest(self._device, self._session, cursor, dseq_next, datetime.now(UTC).isoformat())
        body = encode(request)
        signature = base64.b64encode(self._key.sign(signed(SESSION, body))).decode()
        answer = await self._ask("session", "POST", SESSION, body, {SIGNATURE: signature}, SessionAnswer)
        assert answer is not None
        self._token, self._session = answer.token, answer.session

    async def push(self, kind: str, operations: list[Operation]) -> OpsAnswer:
        answer = await self._ask(kind, "POST", OPS, encode(OpsRequest.of(operations)), self._bearer(), OpsAnswer)
        assert answer is not None
        return answer

    async def pull(self, cursor: Cursor | None, kind: type[M]) -> M | None:
        """An answer of that kind; None where nothing is new."""
        after = {} if cursor is None else {"epoch": cursor.epoch, "cursor": cursor.seq, "chain": cursor.chain}
        path = f"{CHANGES}?{urlencode({**after, 'limit': MOST_CHANGES})}"
        return await self._ask("pull", "GET", path, b"", self._bearer(), kind)

    def hang_up(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}", FEED_HEADER: str(FEED)}

    async def _ask(
        self, kind: str, method: str, path: str, body: bytes, headers: dict[str, str], answer: type[M]
    ) -> M | None:
        packed = pack(body) if body else b""
        given = {"Host": self._host, "Accept-Encoding": "zstd", "Content-Length": str(len(packed)), **headers}
        if packed:
            given |= {"Content-Type": "application/json", "Content-Encoding": "zstd"}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in given.items())
        while True:
            began = time.perf_counter()
            status, told, raw = await self._exchange(head.encode() + b"\r\n" + packed)
            self._tally.statuses[status] += 1
            if status not in (429, 503):
                break
            await asyncio.sleep(float(told.get("retry-after", "1")))
        self._tally.seconds.setdefault(kind, []).append(time.perf_counter() - began)
        if status == 204:
            return None
        if told.get("content-encoding") == "zstd":
            raw = unpack(raw, MOST_ANSWER)
        if status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {status} {raw[:500]!r}")
        return decode(raw, answer)

    async def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        head = b""
        while not head:
            fresh = self._streams is None
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._host, self._port)
            reader, writer = self._streams
            try:
                writer.write(request)
                await writer.drain()
                head = await reader.readuntil(b"\r\n\r\n")
            except (ConnectionError, asyncio.IncompleteReadError):
                self.hang_up()  # the server closes what was quiet for long
                if fresh:
                    raise
        first, *lines = head.decode("latin-1").splitlines()
        told = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        body = await reader.readexactly(int(told.get("content-length", "0")))
        self._tally.sent += len(request)
        self._tally.received += len(body)
        if told.get("connection", "").lower() == "close":
            self.hang_up()
        return int(first.split()[1]), told, body
