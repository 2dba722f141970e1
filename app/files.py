"""Files that are either the old ones or the new ones, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """An empty file beside `path` to write to; it takes the place of `path` when the block ends without a fault.

    It is on disk then, and readable by its owner alone. Raises OSError, the old file then stands.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):  # the first fault is the one to tell
            draft.unlink()
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file's content at once, making its folder; on disk when this returns.

    Raises OSError, the old file then stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as draft:
        draft.write_bytes(content)
