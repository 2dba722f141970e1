"""A counter's line to its city: signs, keeps the token, and turns statuses into what they mean."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app import __version__
from app.domain.errors import DomainError
from app.services.attachments import BlobState
from app.services.city import Fork, SequenceGap
from app.services.commands.base import versions
from app.services.feed import Cursor, FeedRewound, Page
from app.services.holdings import Place, Snapshot
from app.services.operations import Operation
from app.services.replica import CityKeys, Enrolment, Replica
from sync.client.keys import DeviceKeys, public_text
from sync.client.report import Changed
from sync.client.transport import HttpTransport, LineDown, Reply, Transport
from sync.client.trust import Trust
from sync.protocol import (
    BLOB,
    BLOB_STATE,
    CHANGES,
    DIGEST,
    DIGEST_ROWS,
    ENROL,
    FEED,
    FEED_HEADER,
    KEY,
    MOST_SENT,
    MOST_WAIT,
    OPS,
    SESSION,
    SIGNATURE,
    SNAPSHOT_PAGE,
    SNAPSHOTS,
    ChangesAnswer,
    DigestAnswer,
    DigestRequest,
    DigestRowsAnswer,
    DigestRowsRequest,
    EnrolAnswer,
    EnrolRequest,
    KeyAnswer,
    KeyRequest,
    Limits,
    Malformed,
    OpsAnswer,
    OpsRequest,
    SessionAnswer,
    SessionRequest,
    SnapshotAnswer,
    SnapshotRequest,
    TooLarge,
    Trouble,
    decode,
    encode,
    key_proof,
    pack,
    signed,
)

log = logging.getLogger("sync.client")

M = TypeVar("M")
_BINARY, _PACKED = "application/octet-stream", "application/zstd"


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
    """The requests of the protocol, with a session that is opened when it is needed.

    `keys`, where given, have the key that may be in force since a renewal whose answer was lost.
    `waiting`, where given, is another way to the same city, for requests that wait for news.
    """

    def __init__(
        self,
        transport: Transport,
        device: str,
        key: Ed25519PrivateKey,
        keys: DeviceKeys | None = None,
        waiting: Transport | None = None,
    ) -> None:
        self._transport = transport
        self._device = device
        self._key = key
        self._keys = keys
        self._waiting = waiting
        self.limits = Limits()  # the city's, from the opening of a session on
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

    def enrol(self, code: str, site: str, station: int) -> EnrolAnswer:
        request = EnrolRequest(code, self._device, site, public_text(self._key), station)
        return answer_of(self._send_signed(ENROL, encode(request)), EnrolAnswer)

    def open_session(self, session: str, cursor: Cursor | None, dseq_next: int) -> SessionAnswer:
        """Raises Fork, FeedRewound, CityRefused or LineDown, as everything here may."""
        now = datetime.now(UTC).isoformat()
        request = SessionRequest(self._device, session, cursor, dseq_next, now, __version__, versions())
        try:
            answer = answer_of(self._send_signed(SESSION, encode(request)), SessionAnswer)
        except CityRefused as refused:
            if refused.trouble.code != "sync.signature_wrong" or not self._take_other_key():
                raise
            answer = answer_of(self._send_signed(SESSION, encode(request)), SessionAnswer)
        self._token = answer.token
        self.limits = within(answer.limits)
        return answer

    def renew_key(self) -> None:
        """Sign with a new key from now on. Where the answer is lost, the next session finds out which key counts."""
        if self._keys is None:
            raise ValueError("a line without keys renews none")
        new = self._keys.next_key(self._device)
        public = public_text(new)
        proof = base64.b64encode(new.sign(key_proof(self._device, public))).decode()
        answer_of(self._send_signed(KEY, encode(KeyRequest(self._device, public, proof))), KeyAnswer)
        self._take_other_key()

    def _take_other_key(self) -> bool:
        """The next one, or the one before where the city was put back from a copy. Whether there was any."""
        if self._keys is None or not self._keys.take_other(self._device):
            return False
        self._key = self._keys.private_key(self._device)
        return True

    def push(self, operations: Sequence[Operation]) -> OpsAnswer:
        """Raises SequenceGap; TooLarge where fewer at once may pass."""
        body = encode(OpsRequest.of(operations))
        if len(body) > self.limits.raw or (self.limits.sent < MOST_SENT and len(pack(body)) > self.limits.sent):
            raise TooLarge
        return answer_of(self._send("POST", OPS, body), OpsAnswer)

    def pull(self, cursor: Cursor | None, limit: int) -> Page:
        query = _after(cursor) | {"limit": limit}
        reply = self._send("GET", CHANGES, query=query)
        if reply.status == 204 and cursor is not None:
            return Page({}, cursor, more=False)
        answer = answer_of(reply, ChangesAnswer)
        return Page(answer.tables, answer.next, answer.more)

    @property
    def can_wait(self) -> bool:
        return self._waiting is not None

    def has_news(self, cursor: Cursor) -> bool:
        """Wait for news after the cursor, as long as the city lets: on a connection of its own, from any thread.

        Raises LineDown. Whatever else is wrong counts as news: the next cycle will see what.
        """
        if self._waiting is None:
            raise RuntimeError("no transport to wait on")
        query = _after(cursor) | {"limit": 1, "wait": MOST_WAIT}
        headers = {"Authorization": f"Bearer {self._token}", FEED_HEADER: str(FEED)}
        return self._waiting.send("GET", CHANGES, headers=headers, query=query).status != 204

    def stop_waiting(self) -> None:
        """For the thread that waited."""
        if self._waiting is not None:
            self._waiting.close()

    def snapshot(self, cursor: Cursor | None) -> Snapshot | None:
        """All that the site's counters hold; None where reading the feed from the cursor is shorter."""
        request = encode(SnapshotRequest(cursor))
        return answer_of(self._send("POST", SNAPSHOTS, request), SnapshotAnswer).snapshot

    def snapshot_page(self, id: str, number: int) -> bytes:
        """As the file lies there, packed."""
        reply = self._send("GET", SNAPSHOT_PAGE.format(id=id, number=number), headers={"Accept": _PACKED})
        return reply.body if reply.status == 200 else answer_of(reply, bytes)

    def differing(self, cursor: Cursor, digests: list[str]) -> DigestAnswer:
        return answer_of(self._send("POST", DIGEST, encode(DigestRequest(cursor, digests))), DigestAnswer)

    def rows_of(self, buckets: list[int], after: Place | None, limit: int) -> DigestRowsAnswer:
        request = encode(DigestRowsRequest(buckets, after, limit))
        return answer_of(self._send("POST", DIGEST_ROWS, request), DigestRowsAnswer)

    def blob_state(self, sha256: str) -> BlobState:
        """How much of a file the city has from this site."""
        return answer_of(self._send("GET", BLOB_STATE.format(sha256=sha256)), BlobState)

    def send_piece(self, sha256: str, offset: int, size: int, piece: bytes) -> BlobState:
        query: dict[str, str | int] = {"offset": offset, "size": size}
        return answer_of(self._send("PUT", BLOB.format(sha256=sha256), piece, query, kind=_BINARY), BlobState)

    def read_piece(self, sha256: str, offset: int, length: int) -> bytes:
        """Some bytes of a file that this site may read."""
        wanted = f"bytes={offset}-{offset + length - 1}"
        reply = self._send("GET", BLOB.format(sha256=sha256), headers={"Range": wanted, "Accept": _BINARY})
        return reply.body if reply.status == 206 else answer_of(reply, bytes)

    def _send_signed(self, path: str, body: bytes) -> Reply:
        signature = base64.b64encode(self._key.sign(signed(path, body))).decode()
        return self._counted(self._transport.send("POST", path, body, headers={SIGNATURE: signature}, query={}))

    def _send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        query: dict[str, str | int] | None = None,
        *,
        kind: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        given = {"Authorization": f"Bearer {self._token}", FEED_HEADER: str(FEED)}
        if body:
            given["Content-Type"] = kind
        reply = self._transport.send(method, path, body, headers=given | dict(headers or {}), query=query or {})
        if reply.status == 401:
            self._token = ""
        return self._counted(reply)

    def _counted(self, reply: Reply) -> Reply:
        self._sent += reply.sent
        self._received += reply.received
        return reply


def _after(cursor: Cursor | None) -> dict[str, str | int]:
    return {} if cursor is None else {"epoch": cursor.epoch, "cursor": cursor.seq, "chain": cursor.chain}


def answer_of(reply: Reply, kind: type[M]) -> M:
    """The message in a reply. Raises what its status and trouble mean."""
    try:
        if reply.status in (200, 201):
            return decode(reply.body, kind)
        trouble = decode(reply.body, Trouble)
    except Malformed as error:
        # Not our server's words: a portal or a proxy in between.
        raise LineDown(f"status {reply.status}: {error}", wait=reply.retry_after) from None
    match reply.status, trouble.code:
        case (413, _):
            raise TooLarge
        case (409, "sync.gap") if trouble.expected is not None:
            raise SequenceGap(trouble.expected)
        case (409, "sync.fork"):
            raise Fork
        case (410, _):
            raise FeedRewound
        case (408 | 429 | 502 | 503 | 504, _):
            raise LineDown(f"status {reply.status}: {trouble.code}", trouble.code, reply.retry_after)
    raise CityRefused(trouble)


def within(limits: Limits) -> Limits:
    """The city's limits, where they are not wider than this program's own."""
    own = Limits()
    return Limits(
        *(max(1, min(getattr(limits, name), getattr(own, name))) for name in ("ops", "sent", "raw", "changes"))
    )


def enrol(
    replica: Replica,
    server_url: str,
    code: str,
    keys: DeviceKeys,
    trust: Trust | None = None,
    on_changes: Callable[[Changed], None] = lambda changed: None,
) -> Enrolment:
    """Make the city server known here and this device known there, by a one-time code.

    Where the city has given this counter's number to another one, this is another station of its site from now on.
    `on_changes` hears which rows bear new numbers then.

    Raises CityRefused (code wrong, used, out of date, of another site; too many attempts) or LineDown.
    """
    device = replica.device()
    line = CityLine(HttpTransport(server_url, trust), device, keys.private_key(device))
    before = replica.station()
    try:
        answer = line.enrol(code.strip(), replica.site(), before)
    finally:
        line.close()
    enrolment = Enrolment(server_url.rstrip("/"), answer.station, before if before != answer.station else 0)
    if changed := dict(replica.enrol(enrolment)):
        on_changes(changed)
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
