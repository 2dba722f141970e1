"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.exchange.errors import LedgerError


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends without a fault.

    Raises LedgerError ledger.not_written where the folder or the file cannot be written (Excel has it open).
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield draft
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as fault:
        raise LedgerError("ledger.not_written", name=path.name, cause=fault.strerror or str(fault)) from fault
    finally:
        draft.unlink(missing_ok=True)
