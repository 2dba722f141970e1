"""What the settings page may ask of the running program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.courier import FileCourier
from app.services.replica import Enrolment
from sync.client.trust import Trust
from ui.first_run.trust import TrustFiles

if TYPE_CHECKING:
    from app.desktop import Desktop


@dataclass(slots=True)
class Administration:
    """Fulfils ui.settings.Administration."""

    desktop: Desktop

    def set_password(self, staff_id: str, password: str) -> None:
        self.desktop.services.accounts.set_password(staff_id, password)

    def with_password(self, staff: Sequence[str]) -> frozenset[str]:
        credentials = self.desktop.services.accounts.credentials
        return frozenset(one for one in staff if credentials.get(one) is not None)

    def enrol(self, server: str, code: str, trust: TrustFiles) -> Enrolment:
        return self.desktop.sync.enrol(server, code, trust)

    def authority(self) -> str:
        return Trust.kept(self.desktop.services.folder.root).authority()

    @property
    def courier(self) -> FileCourier:
        return FileCourier(self.desktop.services, self.desktop.sync.tell_rows)

    def sync_now(self) -> None:
        self.desktop.sync.wake()

    def load_categories(self, path: Path) -> int:
        return self.desktop.services.load_categories(path)

    def preference(self, key: str) -> Any:
        return self.desktop.services.settings.read(key)

    def set_preference(self, key: str, value: Any) -> None:
        self.desktop.services.settings.write(key, value)
        self.desktop.apply_preferences()
