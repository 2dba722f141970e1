"""Writing a list whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.exchange.errors import LedgerError
from app.files import written_whole


@contextmanager
def list_written(path: Path) -> Iterator[Path]:
    """As `written_whole`. Raises LedgerError ledger.not_written where the folder or the file cannot be written
    (Excel has it open)."""
    try:
        with written_whole(path) as draft:
            yield draft
    except OSError as fault:
        raise LedgerError("ledger.not_written", name=path.name, cause=fault.strerror or str(fault)) from fault
