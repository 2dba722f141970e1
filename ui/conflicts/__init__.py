"""The conflict inbox (F7): what two counters did without knowing of each other, in front of a person."""

from ui.conflicts.badge import CaseBadge
from ui.conflicts.page import ConflictsPage

__all__ = ["CaseBadge", "ConflictsPage"]
