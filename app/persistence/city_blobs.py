"""The city's attachments: content in its data folder, and which sites may read it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from app.domain.errors import NotFound, Refused
from app.persistence.city_tables import blob, blob_site
from app.persistence.contents import Contents
from app.persistence.records import instant_text
from app.persistence.tables import attachment
from app.services.attachments import MOST_BYTES, BlobState
from app.services.city import Device

_LEAST_FREE = 1 << 30  # bytes that stay free on the city's disk, for its database


class SqlBlobs:
    """CityBlobs. A site reads what its own counters sent, and what its rows name.

    That another site has sent the same content already is not told: whoever knew a hash alone could read the file.
    """

    def __init__(self, writing: Callable[[], AbstractContextManager[Connection]], reader: Engine, folder: Path) -> None:
        """`writing` begins a writing transaction of the city's."""
        self._writing = writing
        self._reader = reader
        self._contents = Contents(folder)
        self._contents.drop_old_parts()

    def state(self, device: Device, sha256: str) -> BlobState:
        with self._reader.begin() as connection:
            size = self._sent_by(connection, device.site_id, sha256)
        if size is not None:
            return BlobState(size, whole=True)
        return BlobState(self._contents.received(sha256, device.id), whole=False)

    def receive(self, device: Device, sha256: str, offset: int, size: int, piece: bytes) -> BlobState:
        known = self.state(device, sha256)
        if known.whole:
            return known
        if not 0 < size <= MOST_BYTES:
            raise Refused("attachment.too_large", most=MOST_BYTES >> 20)
        if self._contents.free() < _LEAST_FREE:
            raise Refused("sync.city_disk_full")
        whole = self._contents.receive(sha256, device.id, offset, piece, size)
        if whole:
            with self._writing() as connection:
                if connection.execute(select(blob.c.size).where(blob.c.sha256 == sha256)).first() is None:
                    connection.execute(
                        insert(blob).values(
                            sha256=sha256,
                            size=size,
                            site_id=device.site_id,
                            received=size,
                            began_at=instant_text(datetime.now(UTC)),
                        )
                    )
                if self._sent_by(connection, device.site_id, sha256) is None:
                    connection.execute(insert(blob_site).values(sha256=sha256, site_id=device.site_id))
        return BlobState(offset + len(piece), whole)

    def read(self, device: Device, sha256: str) -> Path:
        with self._reader.begin() as connection:
            named = select(attachment.c.id).where(attachment.c.sha256 == sha256, attachment.c.site_id == device.site_id)
            may = (
                self._sent_by(connection, device.site_id, sha256) is not None
                or connection.execute(named.limit(1)).first() is not None
            )
        path = self._contents.path_of(sha256) if may else None
        if path is None:
            raise NotFound("attachment.unknown")
        return path

    @staticmethod
    def _sent_by(connection: Connection, site_id: str, sha256: str) -> int | None:
        query = (
            select(blob.c.size)
            .join(blob_site, blob_site.c.sha256 == blob.c.sha256)
            .where(blob.c.sha256 == sha256, blob_site.c.site_id == site_id)
        )
        return connection.execute(query).scalar_one_or_none()
