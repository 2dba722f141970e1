"""What the first start could not do, kept until a person has been told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from app import faults
from app.domain.errors import Refused
from app.settings import Settings

KEY = "first_run/untold"


class Untold:
    """One error, which outlives the program: whoever set the counter up may close it before anybody signs in."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._error: Exception | None = None

    def note(self, error: Exception) -> None:
        """Keep it. One that was not foreseen has no code to be kept by, and is told in this run or not at all."""
        self._error = error
        known = faults.translate(error)
        if known is not None:
            params = {name: value if isinstance(value, int) else str(value) for name, value in known.params.items()}
            self._keep({"code": known.code, "params": params})

    def tell(self, show: Callable[[Exception], object]) -> None:
        """Show it, once; nothing where there is none."""
        error, kept = self._error, self._settings.read(KEY)
        if error is None and isinstance(kept, dict) and isinstance(kept.get("params"), dict):
            error = Refused(str(kept.get("code")), **kept["params"])
        if error is not None:
            show(error)
        self._error = None
        if kept is not None:
            self._keep(None)

    def _keep(self, value: dict[str, object] | None) -> None:
        with suppress(OSError):  # a full disk tells of itself; neither set-up nor sign-in fails for this
            self._settings.write(KEY, value)
