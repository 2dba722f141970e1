"""The counters of a city, as every counter may know them: to prove what another one signed."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(slots=True)
class CounterDevice:
    """One PC at a counter. `public_key` is its Ed25519 key, base64 of 32 bytes.

    `former_keys`: those that it signed with before, the latest first, as a JSON list. Paper outlives a key.
    """

    id: str
    site_id: str
    station: int
    public_key: str
    revoked: bool = False
    former_keys: str = "[]"
    version: int = 0

    def all_keys(self) -> tuple[str, ...]:
        """All keys that it has ever signed with, the present one first."""
        return self.public_key, *json.loads(self.former_keys)

    def sign_with(self, public_key: str) -> None:
        """Renew the key; the one before stays known."""
        if public_key != self.public_key:
            former = [key for key in self.all_keys() if key != public_key]
            self.public_key, self.former_keys = public_key, json.dumps(former)
