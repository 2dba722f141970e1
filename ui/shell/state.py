"""The facts that the shell shows: who, where, how the line is, how old the data."""

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QObject, Signal

Line = Literal["up", "down", "syncing", "stuck", "paused", "file", "off"]


class ShellState(QObject):
    """Set by whoever knows; every change is told by `changed`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.person = ""
        self.role = ""
        self.site = ""
        self.line: Line = "off"
        self.unsynced = 0
        self.data_age: datetime | None = None

    def set_person(self, name: str, role: str = "") -> None:
        """The signed-in person and the role in words; an empty name: nobody."""
        self.person, self.role = name, role
        self.changed.emit()

    def set_site(self, name: str) -> None:
        self.site = name
        self.changed.emit()

    def set_line(self, line: Line, unsynced: int = 0) -> None:
        """`off` where the site has no city server, `stuck` where the city was reached and what waits could not go up.

        `unsynced` operations wait.
        """
        self.line, self.unsynced = line, unsynced
        self.changed.emit()

    def set_data_age(self, as_of: datetime | None) -> None:
        """The instant (UTC) up to which what the city sent is known here."""
        self.data_age = as_of
        self.changed.emit()
