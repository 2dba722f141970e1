"""The city's side of sync, as its server needs it: who may speak, what they hand in, what they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from app.domain.case import ConflictCase
from app.domain.errors import DomainError, Refused
from app.services.attachments import CityBlobs
from app.services.feed import Cursor, Page, Touched
from app.services.operations import Operation, Verdict

if TYPE_CHECKING:
    from app.services.holdings import CityHoldings


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    site_id: str
    station: int
    public_key: str  # Ed25519, base64 of its 32 bytes
    dseq: int  # of its last operation that the city has
    hash: str  # of that operation
    suspended: bool
    revoked: bool = False  # suspended by an administrator, not because of a clone

    def why_out(self) -> DomainError:
        """What a suspended device is told; it is for its person to read."""
        return Refused("sync.revoked") if self.revoked else Fork()


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
