"""What travels between counter and city: messages, limits, and how they are packed and signed.

JSON over HTTP, packed with zstd. Business outcomes travel inside 200; other statuses speak of transport alone,
with a `Trouble` as their body.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, TypeVar

import msgspec
import zstandard

from app.services.city import BrokenChain
from app.services.feed import Cursor, Rows
from app.services.holdings import Place, Snapshot
from app.services.operations import Operation, Verdict, chained

VERSION = "v1"
FEED = 1  # what the rows of the feed mean: raised where an older program would take them for something else
LEAST_FEED = 1  # below it the city gives a counter no rows; it goes on taking its operations
ENROL, SESSION, OPS, CHANGES = (f"/{VERSION}/{name}" for name in ("enrol", "session", "ops", "changes"))
BLOB, BLOB_STATE = f"/{VERSION}/blobs/{{sha256}}", f"/{VERSION}/blobs/{{sha256}}/state"
HEALTH, OPENAPI = f"/{VERSION}/health", f"/{VERSION}/openapi.json"
FEED_HEADER = "X-Feed"  # of a request for rows: the FEED of the program that asks
REQUEST_ID = "X-Request-Id"  # in the city's log; a counter may give one, the answer says it
KEY = f"/{VERSION}/key"
SNAPSHOTS, SNAPSHOT_PAGE = f"/{VERSION}/snapshots", f"/{VERSION}/snapshots/{{id}}/pages/{{number}}"
DIGEST, DIGEST_ROWS = f"/{VERSION}/digest", f"/{VERSION}/digest/rows"
SIGNATURE = "X-Signature"  # base64 of the Ed25519 signature over `signed`
ENCODING = "zstd"

MOST_OPS = 500
MOST_SENT = 1 << 20  # bytes of a request as it is sent
MOST_RAW = 8 << 20  # bytes of a request unpacked
MOST_ANSWER = 64 << 20  # bytes of an answer unpacked
MOST_CHANGES = 5000
MOST_WAIT = 25  # seconds that a request for changes may wait for news
MOST_SEQ = 2**62  # below what 64 bits hold, in every database
PAGE = 1000  # entries of a page in a file
MOST_CLOCK_SKEW = 300  # seconds; beyond it the counter says that a clock is wrong
MOST_WINDOW = 1 << 23  # bytes of memory that a zstd frame may ask for

M = TypeVar("M")


class Limits(msgspec.Struct, frozen=True):
    ops: int = MOST_OPS
    sent: int = MOST_SENT
    raw: int = MOST_RAW
    changes: int = MOST_CHANGES


class EnrolRequest(msgspec.Struct, frozen=True):
    """`station`: the number that the counter's pieces and papers bear, kept where no other has it; 0: none does."""

    code: str
    device: str
    site: str
    public_key: str
    station: int = 0


class EnrolAnswer(msgspec.Struct, frozen=True):
    """`city_key` and `city_box_key`: see CityKeys; empty where the city has none to give."""

    device: str
    site: str
    station: int
    city_key: str = ""
    city_box_key: str = ""


class KeyRequest(msgspec.Struct, frozen=True):
    """Signed with the key that the device has; `proof`: the new key's signature over `key_proof`, base64."""

    device: str
    public_key: str
    proof: str


class KeyAnswer(msgspec.Struct, frozen=True):
    device: str


class SessionRequest(msgspec.Struct, frozen=True):
    """`session` is the mark that the last session gave; `now` the counter's clock, ISO 8601 in UTC.

    `app`: the version of the counter's program; `commands`: type → version of the operations that it makes.
    """

    device: str
    session: str
    cursor: Cursor | None
    dseq_next: int
    now: str
    app: str = ""
    commands: dict[str, int] = {}


class SessionAnswer(msgspec.Struct, frozen=True):
    """`safe_seq`: operations up to it are covered by a verified backup of the city."""

    token: str
    session: str
    expires_at: str
    server_time: str
    dseq_expected: int
    safe_seq: int
    limits: Limits
    city_key: str = ""
    city_box_key: str = ""


class SentOperation(msgspec.Struct, frozen=True, array_like=True):
    """`type` and `actor` are places in the request's lists; `pre` and `body` the exact texts that were hashed."""

    op_id: str
    type: int
    actor: int
    occurred_at: str
    pre: str
    body: str


class OpsRequest(msgspec.Struct, frozen=True):
    """Operations of one device, without a hole, the first being number `first` of it.

    The chain is proven by its ends: `prev` is the hash before the first operation and `hash` that of the last. Those
    between follow from the content.
    """

    ops: list[SentOperation]
    device: str = ""
    first: int = 1
    prev: str = ""
    hash: str = ""
    types: list[tuple[str, int]] = []  # type and version
    actors: list[str] = []

    @classmethod
    def of(cls, operations: Sequence[Operation]) -> OpsRequest:
        if not operations:
            return cls([])
        types: dict[tuple[str, int], int] = {}
        actors: dict[str, int] = {}
        ops = [
            SentOperation(
                it.op_id,
                types.setdefault((it.type, it.version), len(types)),
                actors.setdefault(it.actor, len(actors)),
                it.occurred_at,
                it.pre,
                it.body,
            )
            for it in operations
        ]
        first, last = operations[0], operations[-1]
        return cls(ops, first.device, first.dseq, first.prev, last.hash, list(types), list(actors))

    def operations(self) -> list[Operation]:
        """The operations as they were sealed. Raises BrokenChain or Malformed."""
        result: list[Operation] = []
        prev = self.prev
        for dseq, it in enumerate(self.ops, start=self.first):
            if not (0 <= it.type < len(self.types) and 0 <= it.actor < len(self.actors)):
                raise Malformed("no such type or actor")
            type_, version = self.types[it.type]
            actor = self.actors[it.actor]
            about = (it.op_id, self.device, dseq, type_, version, actor, it.occurred_at, it.pre, it.body)
            hash = chained(prev, about)
            result.append(Operation(*about, prev, hash))
            prev = hash
        if result and prev != self.hash:
            raise BrokenChain(result[-1].dseq)
        return result


class OpsAnswer(msgspec.Struct, frozen=True):
    results: list[Verdict]
    dseq_next: int
    head: int


class ChangesAnswer(msgspec.Struct, frozen=True):
    """`tables`: kind of entity → what is new of it."""

    next: Cursor
    more: bool
    tables: dict[str, Rows]


class SnapshotRequest(msgspec.Struct, frozen=True):
    cursor: Cursor | None


class SnapshotAnswer(msgspec.Struct, frozen=True):
    """`snapshot` is null where the feed is the shorter way."""

    snapshot: Snapshot | None


class DigestRequest(msgspec.Struct, frozen=True):
    """`digests`: of each bucket 16 hexadecimal digits (app/persistence/digest.py)."""

    cursor: Cursor
    digests: list[str]


class DigestAnswer(msgspec.Struct, frozen=True):
    """`moved`: the feed has news for the device, nothing was compared. `differing`: numbers of buckets."""

    moved: bool
    differing: list[int]


class DigestRowsRequest(msgspec.Struct, frozen=True):
    buckets: list[int]
    after: Place | None
    limit: int


class DigestRowsAnswer(msgspec.Struct, frozen=True):
    tables: dict[str, Rows]
    next: Place | None


class Trouble(msgspec.Struct, frozen=True):
    """Why a request did not pass. `expected` is the dseq that the city waits for, with `sync.gap`."""

    code: str
    params: dict[str, Any] = {}
    expected: int | None = None


class TooLarge(Exception):
    """More bytes than the limit, packed or unpacked."""


class Malformed(Exception):
    """Not zstd, not JSON, or not the message that belongs here."""


def encode(message: object) -> bytes:
    return msgspec.json.encode(message)


def decode(raw: bytes, kind: type[M]) -> M:
    """Raises Malformed."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(str(error)) from None


def pack(raw: bytes) -> bytes:
    """At level 1: what is left of a message is ids, in which higher ones find nothing, or make it longer."""
    return zstandard.ZstdCompressor(level=1).compress(raw)


def unpack(packed: bytes, most: int) -> bytes:
    """Decompress at most `most` bytes, whatever the frame promises. Raises TooLarge or Malformed."""
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW).stream_reader(
            BytesIO(packed), read_across_frames=False
        )
        raw = reader.read(most + 1)
    except zstandard.ZstdError as error:
        raise Malformed(str(error)) from None
    if len(raw) > most:
        raise TooLarge
    return raw


def signed(path: str, raw: bytes) -> bytes:
    """The bytes that a device signs for a request: what it is for, then the unpacked body."""
    return b"gongwucang " + path.encode() + b"\n" + raw


def key_proof(device: str, public_key: str) -> bytes:
    """The bytes that a device's new key signs: whoever names it holds its private half."""
    return signed(KEY, f"{device}\n{public_key}".encode())
