"""Photos and scans beside loans, assets and papers."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.ids import new_id
from app.services.commands.base import Command, command


@command
@dataclass(frozen=True, slots=True)
class AttachFile(Command):
    """Put a file that the counter keeps beside the entity of `subject_id`. The content travels on its own."""

    TYPE = "attach_file"

    subject_id: str
    sha256: str
    name: str
    media_type: str
    size: int  # bytes
    attachment_id: str = field(default_factory=new_id)


@command
@dataclass(frozen=True, slots=True)
class DetachFile(Command):
    """Take it away again: it was attached by mistake."""

    TYPE = "detach_file"

    attachment_id: str
