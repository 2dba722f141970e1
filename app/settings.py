"""What this device remembers for its people: language, theme, sounds, and the windows' columns and sizes."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.files import write_whole

FORMS = "forms"
"""Name of this counter's own choices for the forms of slips: form → what printing.documents.form.FormChanges holds."""

_log = logging.getLogger("gwc.settings")


@dataclass(slots=True)
class Settings:
    """A JSON file of plain values. Losing it costs nothing but habits, so damage is logged and passed over."""

    path: Path
    _values: dict[str, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def load(cls, path: Path) -> Settings:
        values: dict[str, Any] = {}
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            values = read if isinstance(read, dict) else {}
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            _log.warning("settings do not read, starting afresh: %s", error)
        return cls(path, values)

    def read(self, key: str) -> Any:
        """The remembered value, None where there is none."""
        return self._values.get(key)

    def write(self, key: str, value: Any) -> None:
        with self._lock:
            if self._values.get(key) == value:
                return
            self._values[key] = value
            text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
            write_whole(self.path, text.encode())
