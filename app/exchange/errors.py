"""Why a file cannot be read or written as a ledger."""

from __future__ import annotations

from app.domain.errors import DomainError


class LedgerError(DomainError):
    """A file that is no ledger, or none that can be taken; codes begin with `ledger.`. Nothing was changed."""


class LedgerCancelled(DomainError):
    """The person stopped the reading."""

    def __init__(self) -> None:
        super().__init__("ledger.cancelled")
