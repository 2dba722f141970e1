"""Words for what a ledger's reading found: they live with the refusals, under `ledger.*`."""

from app import words
from app.domain.errors import DomainError
from app.domain.ledger import Column, Rejection, Warn
from app.domain.ledger_values import Normalisation
from app.words import Words
from ui.i18n import language


def column_name(column: Column) -> str:
    return _words(f"ledger.column.{column.value}").title


def reason(rejection: Rejection) -> Words:
    """Why a row cannot be taken, and what to do."""
    return _words(rejection.reason.key, value=rejection.value)


def reason_line(rejection: Rejection) -> str:
    """The same in one line, for a cell of a list: `第 12 行…` is said beside it."""
    found = reason(rejection)
    return " ".join(part for part in (f"{column_name(rejection.column)}:", found.meaning, found.remedy) if part)


def doubt(warn: Warn) -> Words:
    return _words(warn.doubt.key, value=warn.value)


def normalised(kind: Normalisation) -> Words:
    return _words(kind.key)


def _words(key: str, **params: object) -> Words:
    return words.explain(DomainError(key, **params), language())
