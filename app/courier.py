"""Sync by file as the windows ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import CounterServices, city_keys
from sync.bundle.counter import export_bundle, import_bundle
from sync.client.report import Changed
from ui.sync_centre import Brought


@dataclass(frozen=True, slots=True)
class FileCourier:
    """Fulfils ui.sync_centre.Courier. `on_rows` hears what an import changed, on the thread that brings it in."""

    services: CounterServices
    on_rows: Callable[[Changed], None]

    def save(self, path: Path, check: Callable[[int, int], None]) -> int:
        return export_bundle(self.services.replica, city_keys(self.services), path, check=check).operations

    def bring_in(self, path: Path, check: Callable[[int, int], None]) -> Brought:
        done = import_bundle(self.services.replica, city_keys(self.services), path, self.on_rows, check)
        return Brought(
            known=done.known,
            settled=done.report.pushed,
            pulled=done.report.pulled,
            pending=self.services.queries.sync_state().pending,
            more=done.more,
            station=done.station,
            stuck=done.report.stuck or "",
        )
