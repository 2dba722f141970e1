"""What sync needs of the two databases: the counter's outbox and replica, the city's books and feed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.domain.case import ConflictCase
from app.domain.errors import DomainError
from app.services.attachments import CityBlobs

if TYPE_CHECKING:
    from app.services.holdings import CityHoldings, LoadedSnapshot


class Operation(msgspec.Struct, frozen=True):
    """A committed command as it travels. `body` and `pre` are the exact JSON texts that `hash` covers.

    hash = SHA-256 over prev, op_id, device, dseq, type, version, actor, occurred_at, pre and body (operations.py).
    """

    op_id: str
    device: str
    dseq: int
    type: str
    version: int
    actor: str  # JSON: staff id, name, role
    occurred_at: str  # ISO 8601, UTC
    pre: str
    body: str
    prev: str
    hash: str


class Outcome(StrEnum):
    APPLIED = "applied"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"  # a fact, recorded, with a case
    REJECTED = "rejected"  # an intent that was refused
    QUARANTINED = "quarantined"  # not understood; kept
    REUSED = "op_id_reused"  # same id, other content; both kept


class Verdict(msgspec.Struct, frozen=True):
    """The city's answer to one operation. `reason` is a DomainError as JSON {code, params} where it was refused.

    `first` is the outcome that a duplicate had when it first came: the answer may have been lost on the way.
    """

    op_id: str
    dseq: int
    outcome: Outcome
    seq: int
    case: str | None = None
    reason: str | None = None
    first: Outcome | None = None


class Kind(StrEnum):
    PUT = "put"
    LEAVE = "leave"  # left the scope
    DELETE = "del"


Value = str | int | None
"""A field of an entity's row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a page says of one kind of entity: rows to put, as values in the order of `columns`, and ids that are gone.

    Gone is what exists no more and what has left the scopes that the device sees. No id occurs twice.
    """

    columns: tuple[str, ...]
    put: list[tuple[Value, ...]]
    gone: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.put) + len(self.gone)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a counter has read: the feed's epoch, the last seq, and the hash chain up to it."""

    epoch: str
    seq: int
    chain: str


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the feed, by kind of entity: of each entity the last that the part says of it."""

    tables: Mapping[str, Rows]
    cursor: Cursor
    more: bool

    def __len__(self) -> int:
        return sum(map(len, self.tables.values()))


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a counter knows of its city server. The device's private key is in the OS keyring, not here."""

    server: str  # URL
    station: int


@dataclass(frozen=True, slots=True)
class CityKeys:
    """The city's public keys, base64 of 32 bytes each: for bundles by file."""

    sign: str  # Ed25519: what the city signs
    box: str  # X25519: what only the city can open


class Way(StrEnum):
    """How the city was reached."""

    LINE = "line"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one cycle did, for the history. `fault` is a code, empty where all went well.

    `seconds` is the time that it took; bytes are bodies as they went over the line; `kinds` counts the rows that
    came by kind of entity; `clock_ahead` is how many seconds this clock is ahead of the city's, where it was asked.
    """

    started_at: datetime
    seconds: float
    pushed: int = 0
    pulled: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
    way: Way = Way.LINE
    fault: str = ""
    kinds: Mapping[str, int] = field(default_factory=dict)
    clock_ahead: float | None = None


class Replica(Protocol):
    """The counter's side. Every method is one transaction."""

    def device(self) -> str:
        """This device's id; made with the database, kept for ever."""
        ...

    def site(self) -> str:
        """The site whose counter this is."""
        ...

    def station(self) -> int:
        """The number that this counter draws its running numbers for."""
        ...

    def enrolment(self) -> Enrolment | None: ...

    def enrol(self, enrolment: Enrolment) -> None:
        """Note the city server; from now on numbers are drawn for the station that it gave."""
        ...

    def session(self) -> str:
        """The mark of the last session, which the next one must show; empty before the first."""
        ...

    def keep_session(self, session: str) -> None: ...

    def cursor(self) -> Cursor | None: ...

    def forget_cursor(self) -> None:
        """Read the feed from its beginning again."""
        ...

    def enrol_by_file(self, station: int) -> None:
        """The city knows this counter, by a bundle; there is no line to it."""
        ...

    def enrolled(self) -> bool:
        """Whether the city knows this counter, by line or by file."""
        ...

    def city_keys(self) -> CityKeys | None: ...

    def keep_city_keys(self, keys: CityKeys) -> None: ...

    def bundle(self) -> str:
        """The id of the last bundle that was brought in whole; empty before the first."""
        ...

    def keep_bundle(self, id: str) -> None: ...

    def turn(self) -> AbstractContextManager[None]:
        """One exchange with the city at a time, by line or by file: waits until the one under way has ended."""
        ...

    def pending(self, limit: int, max_bytes: int, after: int = 0) -> list[Operation]:
        """The oldest operations without a verdict, in dseq order, at least one; `max_bytes` of body and pre.

        `after`: those beyond that dseq alone.
        """
        ...

    def head(self) -> tuple[int, str]:
        """(dseq, hash) of the last operation; (0, "") where there is none."""
        ...

    def rewind(self, dseq: int) -> None:
        """The server expects `dseq`: offer operations from there again."""
        ...

    def settle(self, verdicts: Sequence[Verdict]) -> None:
        """Note verdicts; entities change only with the rows that follow."""
        ...

    def apply(self, page: Page) -> dict[str, frozenset[str]]:
        """Write the page's rows and the cursor as one.

        Rows of entities that local operations changed wait until the last page; then they are put in place
        and the operations that still wait are carried out over them again. Returns what changed, by kind.
        """
        ...

    def kinds(self) -> list[str]:
        """The kinds of entity that this version knows."""
        ...

    def is_empty(self) -> bool:
        """Whether no row of the feed was ever written here."""
        ...

    def snapshot(self) -> LoadedSnapshot | None:
        """The snapshot that is being loaded, and how many of its pages are."""
        ...

    def keep_snapshot(self, loading: LoadedSnapshot | None) -> None: ...

    def put(self, tables: Mapping[str, Rows]) -> dict[str, frozenset[str]]:
        """Write confirmed rows; the cursor stays where it is. Returns what changed, by kind."""
        ...

    def finish_snapshot(self, cursor: Cursor) -> None:
        """All of it is written: read the feed from here on."""
        ...

    def verify_due(self) -> bool:
        """Whether the rows here are to be compared with the city's: once a day, and after the feed was rewound."""
        ...

    def ask_verify(self) -> None: ...

    def verified(self) -> None: ...

    def digests(self) -> tuple[Cursor | None, list[str]]:
        """The cursor and the digests of what the city has confirmed, of one state."""
        ...

    def differing(self, tables: Mapping[str, Rows]) -> dict[str, Rows]:
        """Of the city's rows those that are not confirmed like that here."""
        ...

    def surplus(self, kind: str, buckets: Collection[int], known: Collection[str]) -> list[str]:
        """Ids of confirmed rows here in those buckets that are not among the city's."""
        ...

    def index(self) -> frozenset[str]:
        """Make some of the assets that a long pull brought found by search. Returns their ids; none: all are."""
        ...

    def synced(self) -> None:
        """A whole cycle ended well just now (age of data)."""
        ...

    def note_cycle(self, cycle: Cycle) -> None:
        """Write it into the history; like cycles in a row in which nothing came or went become one entry."""
        ...

    def paused(self) -> bool:
        """Whether a person has halted sync; it stays so over restarts."""
        ...

    def set_paused(self, paused: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    site_id: str
    station: int
    public_key: str  # Ed25519, base64 of its 32 bytes
    dseq: int  # of its last operation that the city has
    hash: str  # of that operation
    suspended: bool


@dataclass(frozen=True, slots=True)
class Session:
    """An opened session. `token` is shown once, here; the city keeps its hash alone."""

    token: str
    session: str  # the mark to show when the next one is opened
    expires_at: datetime
    device: Device


@dataclass(frozen=True, slots=True)
class Figures:
    """How the city's books stand. `cases` counts the open ones by kind."""

    head: int  # seq of the feed's last entry
    safe_seq: int
    devices: int  # that are not suspended
    seen_hour: int  # of these, seen within the last hour
    cases: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KnownSite:
    id: str
    name: str
    devices: int  # that are not suspended
    seen_at: datetime | None  # the last of them
    open_cases: int


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device as those who run the city see it."""

    id: str
    site_id: str
    station: int
    operations: int  # that the city has
    enrolled_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None
    suspended: bool
    app_version: str = ""  # of its program, when its last session was opened; empty where it did not say


@dataclass(frozen=True, slots=True)
class Touched:
    """Whom entries of the feed concern, up to `seq`: sites in full, or `everybody` (the pool, reference data)."""

    seq: int
    sites: frozenset[str]
    everybody: bool


class City(Protocol):
    """The city's side. Every method is one transaction; answers come after the commit."""

    blobs: CityBlobs
    holdings: CityHoldings

    def make_code(self, site_id: str) -> str:
        """A one-time enrolment code for a counter of that site."""
        ...

    def enrol(self, code: str, device: str, site_id: str, public_key: str, station: int = 0) -> Device:
        """Use up the code. The same call again gives the same answer; a suspended device is reinstated.

        `station`: what the device numbered for until now, and goes on to where no other has that number; 0: nothing.

        Raises Refused (code unknown, used, out of date or of another site; device known with another key).
        """
        ...

    def device(self, id: str) -> Device | None: ...

    def open_session(self, device: str, session: str, cursor: Cursor | None, app_version: str = "") -> Session:
        """Raises Fork (`session` is not the device's last mark: a clone used it) or FeedRewound."""
        ...

    def bearer(self, token: str) -> Device | None:
        """Whose token this is; None where it is unknown, expired or its device suspended."""
        ...

    def accept(self, device: str, operations: Sequence[Operation]) -> list[Verdict]:
        """Run each operation through the same handlers and publish what changed.

        Operations come in dseq order without a hole, chained, each with the hash of its content: who hands them in
        has computed it. Known ones are answered as duplicates. Raises SequenceGap, BrokenChain or Fork.
        """
        ...

    def changes(self, device: Device, cursor: Cursor | None, limit: int) -> Page:
        """What the device's scopes saw after the cursor: its site, the pool, reference data.

        Raises FeedRewound where the cursor is not of this feed.
        """
        ...

    def head(self) -> Cursor: ...

    def touched(self, after: int) -> Touched:
        """Whom the entries after that seq concern."""
        ...

    def renew_key(self, device: str, public_key: str) -> None:
        """From now on the device signs with this key."""
        ...

    def safe_seq(self) -> int:
        """Operations with a verdict up to it are in a verified backup of this feed; 0 where there is none."""
        ...

    def is_current(self) -> bool:
        """Whether the database is of this version's schema; raises where it does not answer."""
        ...

    def figures(self) -> Figures: ...

    def cases(self) -> list[ConflictCase]:
        """The open cases, oldest first."""
        ...


class SequenceGap(Exception):
    """The device's operations do not follow what the city has; it expects `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__(expected)
        self.expected = expected


class BrokenChain(Exception):
    """An operation's hash is not its own, or it names another device: damaged or forged."""

    def __init__(self, dseq: int) -> None:
        super().__init__(dseq)
        self.dseq = dseq


class Fork(DomainError):
    """One (device, dseq) with two hashes: a cloned PC. The device is suspended until it is enrolled again."""

    def __init__(self) -> None:
        super().__init__("sync.fork")


class FeedRewound(Exception):
    """The cursor is not of this feed: the server was restored from an older backup."""
