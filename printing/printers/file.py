"""A file as the printer."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def print_to_file(data: bytes, path: Path) -> None:
    """Write `data` to `path`, making its folder; a file already there is replaced whole or left as it was.

    Raises OSError where the folder or file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
