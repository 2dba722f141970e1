"""What was not foreseen ends in a report file and a calm sentence, never in a traceback before a clerk."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

_log = logging.getLogger("gwc.crash")
_faults = None


def write_report(folder: Path, error: BaseException) -> Path:
    """Write what is needed to find the fault; returns the file. Holds no data of the pool but what the error says."""
    now = datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    trace = "".join(traceback.format_exception(error))
    path.write_text(
        f"{now.isoformat()}\n{platform.platform()}\nPython {sys.version}\n\n{trace}",
        encoding="utf-8",
        errors="backslashreplace",  # a file's name may hold half a character
    )
    _log.error("unforeseen %s, report %s", type(error).__name__, path.name)
    return path


def install(folder: Path, show: Callable[[BaseException], None]) -> None:
    """From now on what nobody caught, on any thread, is reported where the disk takes a report, and shown by `show`."""
    global _faults
    folder.mkdir(parents=True, exist_ok=True)
    _faults = (folder / "fatal.txt").open("a", encoding="utf-8")  # stays open: a dying process writes to it
    faulthandler.enable(_faults)

    def on_error(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, error.__traceback__)
            return
        try:
            write_report(folder, error)
        except OSError:
            _log.exception("unforeseen %s, and no report can be written", type(error).__name__)
        show(error)

    sys.excepthook = on_error
    threading.excepthook = lambda args: on_error(
        args.exc_type, args.exc_value or RuntimeError(args.exc_type.__name__), args.exc_traceback
    )
