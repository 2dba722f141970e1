"""Where a counter keeps its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One counter's data. Everything it owns lies below `root`."""

    root: Path

    @classmethod
    def default(cls) -> DataFolder:
        return cls(user_data_path("GongwucangCounter", appauthor=False))

    @property
    def database(self) -> Path:
        return self.root / "counter.db"

    @property
    def journal(self) -> Path:
        return self.root / "operations.journal"

    @property
    def papers(self) -> Path:
        return self.root / "papers"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def crashes(self) -> Path:
        return self.root / "crashes"

    @property
    def categories(self) -> Path:
        return self.root / "categories.csv"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def lock(self) -> Path:
        return self.root / "counter.lock"

    def create(self) -> None:
        for folder in (self.root, self.papers, self.logs, self.crashes):
            folder.mkdir(parents=True, exist_ok=True)
