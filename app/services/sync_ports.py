"""What sync needs of the two databases: the counter's outbox and replica, the city's books and feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Operation:
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """The city's answer to one operation. `reason` is a DomainError as JSON {code, params} where it was refused."""

    op_id: str
    dseq: int
    outcome: Outcome
    seq: int
    case: str | None = None
    reason: str | None = None


class Kind(StrEnum):
    PUT = "put"
    LEAVE = "leave"  # left the scope
    DELETE = "del"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the feed. `body` is the entity's row as JSON text; empty unless PUT."""

    seq: int
    kind: Kind
    entity: str
    id: str
    version: int
    body: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a counter has read: the feed's epoch, the last seq, and the hash chain up to it."""

    epoch: str
    seq: int
    chain: str


@dataclass(frozen=True, slots=True)
class Page:
    changes: Sequence[Change]
    cursor: Cursor
    more: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a counter knows of its city server. The device's private key is in the OS keyring, not here."""

    device: str
    server: str
    station: int


class Replica(Protocol):
    """The counter's side. Every method is one transaction."""

    def device(self) -> str:
        """This device's id; made with the database, kept for ever."""
        ...

    def enrolment(self) -> Enrolment | None: ...

    def enrol(self, enrolment: Enrolment) -> None: ...

    def cursor(self) -> Cursor | None: ...

    def pending(self, limit: int, max_bytes: int) -> list[Operation]:
        """The oldest operations without a verdict, in dseq order."""
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
        """Write the page's rows and the cursor as one; replay pending operations over them where needed.

        Returns what changed, by entity kind.
        """
        ...

    def synced(self) -> None:
        """A whole cycle ended well just now (age of data)."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    site_id: str
    station: int
    public_key: str  # Ed25519, base64
    dseq: int  # of its last operation that the city has
    hash: str  # of that operation
    revoked: bool


class City(Protocol):
    """The city's side. Every method is one transaction; answers come after the commit."""

    def make_code(self, site_id: str) -> str:
        """A one-time enrolment code for a counter of that site."""
        ...

    def enrol(self, code: str, device: str, public_key: str) -> Device:
        """Raises Refused (code unknown, used or out of date; device known with another key)."""
        ...

    def device(self, id: str) -> Device | None: ...

    def accept(self, device: Device, operations: Sequence[Operation]) -> list[Verdict]:
        """Run each operation through the same handlers and publish what changed.

        Operations come in dseq order without a hole, chained. Known ones are answered as duplicates.
        Raises SequenceGap.
        """
        ...

    def changes(self, scopes: Sequence[str], cursor: Cursor | None, limit: int) -> Page:
        """What the scopes saw after the cursor. Raises FeedRewound where the cursor is not of this feed."""
        ...

    def head(self) -> Cursor: ...


class SequenceGap(Exception):
    """The device's operations do not follow what the city has; it expects `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__(expected)
        self.expected = expected


class Fork(Exception):
    """One (device, dseq) with two hashes: a cloned PC. The device is suspended until it is enrolled again."""


class FeedRewound(Exception):
    """The cursor is not of this feed: the server was restored from an older backup."""
