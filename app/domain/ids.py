"""Identities: UUIDv7 for what is made once, derived ones for what two counters may both name."""

from __future__ import annotations

import os
import time
import unicodedata
import uuid

_NAMES = uuid.UUID("6f0e7a52-5a0b-5c58-9d3e-7a1f2c8b4d10")


def new_id() -> str:
    """A UUIDv7 (RFC 9562, 5.7) as text: sorts by the millisecond it was made in."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def piece_ids(first: str, count: int) -> list[str]:
    """`count` ids that follow `first` in its random part: the pieces of one import, equal at counter and server."""
    start = uuid.UUID(first).int
    return [str(uuid.UUID(int=start + offset)) for offset in range(count)]


def fold_name(name: str) -> str:
    """One spelling for a name that people type in several: NFKC, no white space, case folded."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def organization_id(name: str) -> str:
    """The id of an organization, from its name, so that two counters that meet it offline mean the same one."""
    return str(uuid.uuid5(_NAMES, f"organization:{fold_name(name)}"))


def warehouse_id(site: str, name: str) -> str:
    """The id of a warehouse that a site opens with: equal at every station that opens the site."""
    return str(uuid.uuid5(_NAMES, f"warehouse:{site}:{fold_name(name)}"))


def staff_id(site: str, username: str) -> str:
    """The id of a site's first administrator: equal at every station that opens the site."""
    return str(uuid.uuid5(_NAMES, f"staff:{site}:{username.strip()}"))


def relabelled_id(case: str) -> str:
    """The id of the piece that the decision of a case found to be one of its own."""
    return str(uuid.uuid5(_NAMES, f"relabelled:{case}"))


def person_id(organization: str, name: str) -> str:
    """The id of a borrower within an organization (given by its id)."""
    return str(uuid.uuid5(_NAMES, f"person:{organization}:{fold_name(name)}"))
