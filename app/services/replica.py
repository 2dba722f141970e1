"""The counter's side of sync, as its engine needs it: the outbox, what the city has said, the history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.services.feed import Cursor, Page, Rows
from app.services.holdings import LoadedSnapshot
from app.services.operations import Operation, Verdict


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a counter knows of its city server. The device's private key is in the OS keyring, not here."""

    server: str  # URL
    station: int
    before: int = 0  # the station that its pieces and papers bore until then, where the city gave it another one


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
        """The station whose number the pieces and documents of this counter bear; 0 where it has numbered none."""
        ...

    def enrolment(self) -> Enrolment | None: ...

    def enrol(self, enrolment: Enrolment) -> Mapping[str, frozenset[str]]:
        """Note the city server; from now on numbers are drawn for the station that it gave.

        What was done before bears numbers of that station too. Returns the rows that changed, by kind of entity.
        """
        ...

    def session(self) -> str:
        """The mark of the last session, which the next one must show; empty before the first."""
        ...

    def keep_session(self, session: str) -> None: ...

    def cursor(self) -> Cursor | None: ...

    def forget_cursor(self) -> None:
        """Read the feed from its beginning again."""
        ...

    def enrol_by_file(self, station: int) -> Mapping[str, frozenset[str]]:
        """The city knows this counter, by a bundle; there is no line to it. Numbers and answer as of `enrol`."""
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
