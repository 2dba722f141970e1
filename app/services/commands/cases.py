"""Cases decided by a person, and taken up again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from app.domain.case import Decision
from app.domain.numbering import DocumentKind, tag_number
from app.services.commands.base import MANAGERS, Command, Nature, Numbers, command


@command
@dataclass(frozen=True, slots=True)
class ResolveCase(Command):
    """End a case. `fields` (MERGE): field → "first" or "second", whose value stands; all of those in dispute.

    `substitute_id` (SUBSTITUTE): the piece that is reserved instead. `tag_number` (RELABEL): of the second piece.
    """

    TYPE = "resolve_case"
    NATURE = Nature.INTENT
    ROLES = MANAGERS

    case_id: str
    decision: Decision
    reason: str
    fields: dict[str, str] = field(default_factory=dict)
    substitute_id: str = ""
    number: str = ""
    tag_number: str = ""

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        new_tag = self.decision is Decision.RELABEL and not self.tag_number
        return replace(
            self,
            number=numbers.document(DocumentKind.CORRECTION, day),
            tag_number=tag_number(site_id, numbers.station, numbers.take(1)) if new_tag else self.tag_number,
        )


@command
@dataclass(frozen=True, slots=True)
class ReopenCase(Command):
    """Take a decision back while nothing was built on it: everything is as it was before, and the case is open."""

    TYPE = "reopen_case"
    NATURE = Nature.INTENT
    ROLES = MANAGERS

    case_id: str
    reason: str
    number: str = ""

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, number=numbers.document(DocumentKind.CORRECTION, day))
