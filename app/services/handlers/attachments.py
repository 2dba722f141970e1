"""Files beside what they prove."""

from __future__ import annotations

import re

from app.domain.attachment import Attachment
from app.domain.errors import Invalid, NotFound
from app.services.attachments import MOST_BYTES, SUFFIXES
from app.services.commands.attachments import AttachFile, DetachFile
from app.services.commands.base import Context
from app.services.handlers.custody import require_own
from app.services.handlers.registry import handles
from app.services.ports import UnitOfWork

_SHA256 = re.compile(r"[0-9a-f]{64}")


@handles(AttachFile)
def attach_file(command: AttachFile, uow: UnitOfWork, context: Context) -> None:
    if not _SHA256.fullmatch(command.sha256) or command.media_type not in SUFFIXES:
        raise Invalid("attachment.kind_unknown")
    if not 0 < command.size <= MOST_BYTES:
        raise Invalid("attachment.too_large", most=MOST_BYTES >> 20)
    id = command.subject_id
    subject = uow.loans.get(id) or uow.assets.get(id) or uow.requests.get(id) or uow.cases.get(id)
    if subject is None and uow.documents.get(id) is None:
        raise NotFound("attachment.no_subject")
    uow.attachments.add(
        Attachment(
            id=command.attachment_id,
            site_id=context.site_id,
            subject_id=id,
            sha256=command.sha256,
            name=command.name,
            media_type=command.media_type,
            size=command.size,
            added_at=context.now,
            added_by=context.actor.name,
        )
    )


@handles(DetachFile)
def detach_file(command: DetachFile, uow: UnitOfWork, context: Context) -> None:
    if context.device and uow.attachments.get(command.attachment_id) is None:
        return  # another station took it away too
    attachment = uow.attachments.require(command.attachment_id)
    require_own(attachment, context)
    uow.attachments.remove(attachment)
