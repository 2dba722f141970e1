"""What a person says at the first start."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.organization import WarehouseKind


@dataclass(frozen=True, slots=True)
class SetUp:
    """`site_id` is the region code (GB/T 2260); `server` and `code` are empty where the counter works alone."""

    site_id: str
    site_name: str
    warehouses: tuple[tuple[WarehouseKind, str], ...]
    administrator: str
    password: str = field(repr=False)
    server: str = ""
    code: str = field(default="", repr=False)
