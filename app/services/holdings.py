"""What a site's counters are to hold, as a whole: snapshots for the first download, digests that find what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.services.city import Device
from app.services.feed import Cursor, Rows

BUCKETS = 256
"""Rows are parted by a hash of their kind and id; a digest speaks of one part."""


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """A file of rows: zstd of the JSON object {kind: Rows}; `size` in bytes as it lies there."""

    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a site's counter is to hold at `cursor`."""

    id: str
    cursor: Cursor
    pages: list[SnapshotPage]


@dataclass(frozen=True, slots=True)
class LoadedSnapshot:
    """How far a counter is with one; it survives restarts."""

    snapshot: Snapshot
    pages: int  # that are written
    first: bool = False  # whether nothing of the city's was here before it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading of rows goes on: after this entity, in the order of kinds and then of ids."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of some buckets. `next` is None where there are no more."""

    tables: Mapping[str, Rows]
    next: Place | None


class Moved(Exception):
    """The feed has entries for the device after that cursor: there is nothing to compare yet."""


class CityHoldings(Protocol):
    """The city's side. Each reads one state of the books."""

    def snapshot(self, device: Device, cursor: Cursor | None) -> Snapshot | None:
        """One for the device's site, made now or of late; None where the feed is the shorter way from the cursor."""
        ...

    def page(self, device: Device, snapshot: str, number: int) -> Path:
        """The file of a page, counted from 0. Raises NotFound where it is not there, or not for this site."""
        ...

    def differing(self, device: Device, cursor: Cursor, digests: Sequence[str]) -> list[int]:
        """The buckets whose digests are not the city's. Raises Moved, or FeedRewound."""
        ...

    def part(self, device: Device, buckets: Sequence[int], after: Place | None, limit: int) -> Part:
        """The rows of those buckets that come after a place, at most `limit` of them."""
        ...
