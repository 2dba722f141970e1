"""Named log areas (gwc.desk, gwc.sync, …) in a rotating file. No secrets and no bodies of operations in it."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(threadName)s %(message)s"


class _LogFile(RotatingFileHandler):
    """On a full disk a line is lost, and the person who is told of the disk sees nothing of that."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # as logging calls it
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def start_log(folder: Path, *, level: int = logging.INFO) -> None:
    """Write the log to `folder`/counter.log, ten files of 2 MiB at the most."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(folder / "counter.log", maxBytes=2 * 2**20, backupCount=9, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("httpx").setLevel(logging.WARNING)
