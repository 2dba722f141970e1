"""What the feed brings: rows by kind of entity, pages of them, and how far a counter has read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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
class Touched:
    """Whom entries of the feed concern, up to `seq`: sites in full, or `everybody` (the pool, reference data)."""

    seq: int
    sites: frozenset[str]
    everybody: bool


class FeedRewound(Exception):
    """The cursor is not of this feed: the server was restored from an older backup."""
