"""Files by the SHA-256 of their content, two letters to a folder: the same at the counter and at the city."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from pathlib import Path
from uuid import uuid4

from app.files import written_whole
from app.services.attachments import ContentDiffers, OffsetDiffers

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART_LASTS = 30 * 86_400  # seconds


class Contents:
    """Whole files, and parts of those that are still coming."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, sha256: str) -> Path | None:
        path = self._path(sha256)
        return path if path.exists() else None

    def copy_in(self, source: Path, most: int) -> tuple[str, int]:
        """Keep a copy of the file; returns (SHA-256, bytes). Raises ValueError beyond `most` bytes, or OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        copy = self._folder / f"copy-{uuid4().hex}"
        with written_whole(copy) as draft, source.open("rb") as read, draft.open("r+b") as write:
            while piece := read.read(1 << 20):
                size += len(piece)
                if size > most:
                    raise ValueError(size)
                digest.update(piece)
                write.write(piece)
        sha256 = digest.hexdigest()
        path = self._path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        copy.replace(path)
        return sha256, size

    def received(self, sha256: str, sender: str) -> int:
        """Bytes of the part that this sender has brought so far."""
        part = self._part(sha256, sender)
        return part.stat().st_size if part.exists() else 0

    def receive(self, sha256: str, sender: str, offset: int, piece: bytes, size: int) -> bool:
        """Append a piece; True when the file, of `size` bytes in all, is whole. On disk when this returns.

        Raises OffsetDiffers, ContentDiffers (the part is then dropped) or OSError.
        """
        part = self._part(sha256, sender)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            if file.tell() != offset:
                raise OffsetDiffers(file.tell())
            if offset + len(piece) > size:
                raise ContentDiffers
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if offset + len(piece) < size:
            return False
        with part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            part.unlink()
            raise ContentDiffers
        path = self._path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        part.replace(path)
        return True

    def free(self) -> int:
        """Bytes free where the files lie."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free

    def drop_old_parts(self) -> None:
        """Parts that nobody has gone on with for 30 days."""
        for part in self._folder.glob("parts/*"):
            if time.time() - part.stat().st_mtime > _PART_LASTS:
                part.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self._folder / sha256[:2] / sha256

    def _part(self, sha256: str, sender: str) -> Path:
        self._path(sha256)
        owner = hashlib.sha256(sender.encode()).hexdigest()[:16]
        return self._folder / "parts" / f"{sha256}.{owner}"
