"""Sync by file as the windows ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import CounterServices, city_keys
from app.domain.errors import Refused
from sync.bundle.counter import export_bundle, import_bundle
from sync.bundle.keys import fingerprint, is_fingerprint, read_key_file
from sync.client.report import Changed
from ui.sync_centre import Brought


@dataclass(frozen=True, slots=True)
class FileCourier:
    """Fulfils ui.sync_centre.Courier. `on_rows` hears what an import changed, on the thread that brings it in."""

    services: CounterServices
    on_rows: Callable[[Changed], None]

    def save(self, path: Path, code: str, check: Callable[[int, int], None]) -> int:
        return export_bundle(self.services.replica, city_keys(self.services), path, code, check).operations

    def city(self) -> str:
        keys = self.services.replica.city_keys()
        return fingerprint(keys) if keys is not None else ""

    def trust(self, path: Path, digits: str) -> None:
        keys = read_key_file(path)
        if not is_fingerprint(digits, keys):
            raise Refused("bundle.fingerprint_differs", name=path.name)
        self.services.replica.keep_city_keys(keys)

    def bring_in(self, path: Path, check: Callable[[int, int], None]) -> Brought:
        done = import_bundle(self.services.replica, city_keys(self.services), path, self.on_rows, check)
        return Brought(
            known=done.known,
            settled=done.report.pushed,
            pulled=done.report.pulled,
            pending=self.services.queries.sync_state().pending,
            more=done.more,
            station=done.station,
            station_before=done.station_before,
            stuck=done.report.stuck or "",
        )
