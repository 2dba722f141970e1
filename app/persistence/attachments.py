"""The counter's attachments: content in its data folder, and the queue of what the city does not have yet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.errors import Invalid
from app.persistence.contents import Contents
from app.persistence.counter import CounterDatabase
from app.persistence.records import instant_text
from app.persistence.tables import blob_upload
from app.services.attachments import MOST_BYTES, Kept, Upload, media_type


class FileAttachments:
    """Attachments, and Uploads for sync."""

    def __init__(self, database: CounterDatabase, folder: Path) -> None:
        self._database = database
        self._contents = Contents(folder)

    def keep(self, path: Path) -> Kept:
        with path.open("rb") as file:
            beginning = file.read(16)
        if not beginning:
            raise Invalid("attachment.empty")
        kind = media_type(beginning)
        try:
            sha256, size = self._contents.copy_in(path, MOST_BYTES)
        except ValueError:
            raise Invalid("attachment.too_large", most=MOST_BYTES >> 20) from None
        statement = upsert(blob_upload).values(
            sha256=sha256, size=size, added_at=instant_text(datetime.now(UTC)), sent=0, attempts=0, fault=""
        )
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_nothing())
        return Kept(sha256, size, path.name, kind)

    def path_of(self, sha256: str) -> Path | None:
        return self._contents.path_of(sha256)

    def waiting(self, limit: int = 1) -> list[Upload]:
        query = select(blob_upload).order_by(blob_upload.c.attempts, blob_upload.c.added_at).limit(limit)
        with self._database.writer.connect() as connection:
            rows = connection.execute(query).all()
        return [Upload(row.sha256, row.size, row.sent, row.attempts) for row in rows]

    def piece(self, sha256: str, offset: int, length: int) -> bytes | None:
        path = self._contents.path_of(sha256)
        if path is None:
            return None
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def sent(self, sha256: str, received: int, *, whole: bool) -> None:
        row = blob_upload.c.sha256 == sha256
        with self._database.transaction() as connection:
            if whole:
                connection.execute(delete(blob_upload).where(row))
            else:
                connection.execute(update(blob_upload).where(row).values(sent=received))

    def failed(self, sha256: str, code: str) -> None:
        attempts = blob_upload.c.attempts + 1
        with self._database.transaction() as connection:
            connection.execute(
                update(blob_upload).where(blob_upload.c.sha256 == sha256).values(attempts=attempts, fault=code)
            )

    def received(self, sha256: str) -> int:
        return self._contents.received(sha256, "city")

    def receive(self, sha256: str, offset: int, piece: bytes, size: int) -> bool:
        return self._contents.receive(sha256, "city", offset, piece, size)
