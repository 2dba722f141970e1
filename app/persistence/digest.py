"""Digests of rows, equal at counter and city, on every database and in every version that knows the row's fields.

A row's digest is the first 8 bytes of BLAKE2b over the JSON array of its kind and of its fields in the order of their
names; fields that are empty (NULL, "", 0) are left out, so that a column which an older program lacks changes nothing
until it is used. A bucket's digest is the sum of its rows' digests modulo 2^64: the order does not matter.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter

import msgspec

from app.persistence.bodies import COLUMNS
from app.services.feed import Value
from app.services.holdings import BUCKETS

_encode = msgspec.json.encode
_MODULUS = 1 << 64


def bucket_of(kind: str, id: str) -> int:
    return zlib.crc32(f"{kind} {id}".encode()) % BUCKETS


class Digests:
    """Sums by bucket."""

    def __init__(self) -> None:
        self._sums = [0] * BUCKETS

    def of(self, kind: str) -> Callable[[Iterable[tuple[Value, ...]]], None]:
        """What adds rows of that kind, as values in the order of its columns."""
        names = sorted(COLUMNS[kind])
        in_order = itemgetter(*map(COLUMNS[kind].index, names))
        place = COLUMNS[kind].index("id")

        def add(rows: Iterable[tuple[Value, ...]]) -> None:
            for row in rows:
                fields = {name: value for name, value in zip(names, in_order(row), strict=True) if value}
                self._add(kind, str(row[place]), fields)

        return add

    def add_body(self, kind: str, body: Mapping[str, Value]) -> None:
        """A row with fields that may be unknown here."""
        self._add(kind, str(body["id"]), {name: body[name] for name in sorted(body) if body[name]})

    def texts(self) -> list[str]:
        """Of each bucket 16 hexadecimal digits."""
        return [f"{total:016x}" for total in self._sums]

    def _add(self, kind: str, id: str, fields: Mapping[str, Value]) -> None:
        digest = hashlib.blake2b(_encode([kind, fields]), digest_size=8).digest()
        bucket = bucket_of(kind, id)
        self._sums[bucket] = (self._sums[bucket] + int.from_bytes(digest, "big")) % _MODULUS
