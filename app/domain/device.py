"""The counters of a city, as every counter may know them: to prove what another one signed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class CounterDevice:
    """One PC at a counter. `public_key` is its Ed25519 key, base64 of 32 bytes."""

    id: str
    site_id: str
    station: int
    public_key: str
    revoked: bool = False
    version: int = 0
