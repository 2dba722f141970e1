"""The city server's log: JSON lines in rotating files, one file for each of its processes, and stderr on request.

No secrets, no names of people, no content of operations.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from filelock import FileLock, Timeout

_TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_MOST_PROCESSES = 256
_held: list[FileLock] = []  # as long as this process lives


class JsonLines(logging.Formatter):
    """`facts`, where a record has them, stand for its message."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "area": record.name,
        }
        facts = getattr(record, "facts", None)
        line |= facts if facts is not None else {"message": record.getMessage()}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def start_city_log(folder: Path, stderr: str | None = None) -> None:
    """Write to `folder`/server-N.log, ten files of 8 MiB at the most, N being the first that no other process has.

    `stderr`: "json" or "text" to write there too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    handlers: list[logging.Handler] = [
        RotatingFileHandler(_free(folder), maxBytes=8 * 2**20, backupCount=9, encoding="utf-8", delay=True)
    ]
    handlers[0].setFormatter(JsonLines())
    if stderr is not None:
        handlers.append(logging.StreamHandler(sys.stderr))
        handlers[1].setFormatter(JsonLines() if stderr == "json" else logging.Formatter(_TEXT))
    for before in root.handlers:
        if isinstance(before, RotatingFileHandler):
            before.close()
    root.handlers = handlers
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _free(folder: Path) -> Path:
    for number in range(1, _MOST_PROCESSES):
        lock = FileLock(folder / f"server-{number}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        _held.append(lock)
        return folder / f"server-{number}.log"
    raise OSError(f"{_MOST_PROCESSES} processes write their log to {folder}")
