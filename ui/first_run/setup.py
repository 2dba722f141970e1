"""What a person says at the first start."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.organization import WarehouseKind
from ui.first_run.trust import TrustFiles


@dataclass(frozen=True, slots=True)
class SetUp:
    """`site_id` is the region code (GB/T 2260); `server` and `code` are empty where the counter works alone;
    `trust` names certificate files that the city gave out.

    `station` numbers this PC among those of the site, 1–98 (99 is the city's): tag and document numbers are drawn per
    station.
    """

    site_id: str
    site_name: str
    warehouses: tuple[tuple[WarehouseKind, str], ...]
    administrator: str
    password: str = field(repr=False)
    server: str = ""
    code: str = field(default="", repr=False)
    station: int = 1
    trust: TrustFiles = field(default_factory=TrustFiles)
