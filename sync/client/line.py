"""A counter's line to its city: signs, keeps the token, and turns statuses into what they mean."""

from __future__ import annotations

import base64
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.errors import DomainError
from app.services.sync_ports import (
    CityKeys,
    Cursor,
    Enrolment,
    FeedRewound,
    Fork,
    Operation,
    Page,
    Replica,
    SequenceGap,
)
from sync.client.keys import DeviceKeys, public_text
from sync.client.transport import HttpTransport, LineDown, Reply, Transport
from sync.protocol import (
    CHANGES,
    ENROL,
    OPS,
    SESSION,
    SIGNATURE,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    Malformed,
    OpsAnswer,
    OpsRequest,
    SessionAnswer,
    SessionRequest,
    TooLarge,
    Trouble,
    decode,
    encode,
    signed,
)

log = logging.getLogger("sync.client")

M = TypeVar("M")


class CityRefused(DomainError):
    """The city answered, and said no: a `Trouble`, with the code that its words are found by."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code, **trouble.params)
        self.trouble = trouble


class NotEnrolled(DomainError):
    """This counter has no city server yet."""

    def __init__(self) -> None:
        super().__init__("sync.not_enrolled")


class CityLine:
    """The requests of the protocol, with a session that is opened when it is needed."""

    def __init__(self, transport: Transport, device: str, key: Ed25519PrivateKey) -> None:
        self._transport = transport
        self._device = device
        self._key = key
        self._token = ""
        self._sent = self._received = 0

    @property
    def traffic(self) -> tuple[int, int]:
        """Bytes sent and received so far: bodies as they went over the line."""
        return self._sent, self._received

    @property
    def open(self) -> bool:
        return bool(self._token)

    def close(self) -> None:
        self._token = ""
        self._transport.close()

    def enrol(self, code: str, site: str) -> EnrolAnswer:
        request = EnrolRequest(code, self._device, site, public_text(self._key))
        return answer_of(self._send_signed(ENROL, encode(request)), EnrolAnswer)

    def open_session(self, session: str, cursor: Cursor | None, dseq_next: int) -> SessionAnswer:
        """Raises Fork, FeedRewound, CityRefused or LineDown, as everything here may."""
        now = datetime.now(UTC).isoformat()
        request = SessionRequest(self._device, session, cursor, dseq_next, now)
        answer = answer_of(self._send_signed(SESSION, encode(request)), SessionAnswer)
        self._token = answer.token
        return answer

    def push(self, operations: Sequence[Operation]) -> OpsAnswer:
        """Raises SequenceGap; TooLarge where fewer at once may pass."""
        return answer_of(self._send("POST", OPS, encode(OpsRequest(list(operations)))), OpsAnswer)

    def pull(self, cursor: Cursor | None, limit: int) -> Page:
        query: dict[str, str | int] = {"limit": limit}
        if cursor is not None:
            query |= {"epoch": cursor.epoch, "cursor": cursor.seq, "chain": cursor.chain}
        answer = answer_of(self._send("GET", CHANGES, query=query), ChangesAnswer)
        return Page(answer.tables, answer.next, answer.more)

    def _send_signed(self, path: str, body: bytes) -> Reply:
        signature = base64.b64encode(self._key.sign(signed(path, body))).decode()
        return self._counted(self._transport.send("POST", path, body, headers={SIGNATURE: signature}, query={}))

    def _send(self, method: str, path: str, body: bytes = b"", query: dict[str, str | int] | None = None) -> Reply:
        reply = self._transport.send(
            method, path, body, headers={"Authorization": f"Bearer {self._token}"}, query=query or {}
        )
        if reply.status == 401:
            self._token = ""
        return self._counted(reply)

    def _counted(self, reply: Reply) -> Reply:
        self._sent += reply.sent
        self._received += reply.received
        return reply


def answer_of(reply: Reply, kind: type[M]) -> M:
    """The message in a reply. Raises what its status and trouble mean."""
    try:
        if reply.status in (200, 201):
            return decode(reply.body, kind)
        trouble = decode(reply.body, Trouble)
    except Malformed as error:
        # Not our server's words: a portal or a proxy in between.
        raise LineDown(f"status {reply.status}: {error}") from None
    match reply.status, trouble.code:
        case (413, _):
            raise TooLarge
        case (409, "sync.gap") if trouble.expected is not None:
            raise SequenceGap(trouble.expected)
        case (409, "sync.fork"):
            raise Fork
        case (410, _):
            raise FeedRewound
        case (429 | 502 | 503 | 504, _):
            raise LineDown(f"status {reply.status}: {trouble.code}", trouble.code)
    raise CityRefused(trouble)


def open_line(replica: Replica, keys: DeviceKeys) -> CityLine:
    """The line of an enrolled counter. Raises NotEnrolled."""
    enrolment = replica.enrolment()
    if enrolment is None:
        raise NotEnrolled
    device = replica.device()
    return CityLine(HttpTransport(enrolment.server), device, keys.private_key(device))


def enrol(replica: Replica, server_url: str, code: str, keys: DeviceKeys) -> Enrolment:
    """Make the city server known here and this device known there, by a one-time code.

    Raises CityRefused (code wrong, used, out of date, of another site; too many attempts) or LineDown.
    """
    device = replica.device()
    line = CityLine(HttpTransport(server_url), device, keys.private_key(device))
    try:
        answer = line.enrol(code.strip(), replica.site())
    finally:
        line.close()
    enrolment = Enrolment(server_url.rstrip("/"), answer.station)
    replica.enrol(enrolment)
    keep_city_keys(replica, answer)
    return enrolment


def keep_city_keys(replica: Replica, answer: EnrolAnswer | SessionAnswer) -> None:
    """Remember the keys by which bundles go to this city; it may be one from before there were any."""
    if not answer.city_key:
        return
    keys = CityKeys(answer.city_key, answer.city_box_key)
    known = replica.city_keys()
    if keys != known:
        if known is not None:
            log.warning("the city has other keys than before: it was set up anew, or put back without them")
        replica.keep_city_keys(keys)
