"""What the sync centre may ask of the running program."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.sync_centre import Machine

if TYPE_CHECKING:
    from app.desktop import Desktop


@dataclass(slots=True)
class SyncControl:
    """Fulfils ui.sync_centre.Steering. Without a sync thread (no line) a pause is remembered all the same."""

    desktop: Desktop

    def sync_now(self) -> None:
        self.desktop.sync.wake()

    def pause(self) -> None:
        if self.desktop.sync.engine is not None:
            self.desktop.sync.engine.pause()
        else:
            self.desktop.services.replica.set_paused(True)

    def resume(self) -> None:
        if self.desktop.sync.engine is not None:
            self.desktop.sync.engine.resume()
        else:
            self.desktop.services.replica.set_paused(False)

    def machine(self) -> Machine:
        services = self.desktop.services
        journal = services.folder.journal
        return Machine(
            free=shutil.disk_usage(services.folder.root).free,
            journal=journal.stat().st_size if journal.exists() else 0,
            journal_behind=services.database.journal_behind,
        )
