"""Photos and scans beside what they prove: what may be attached, and where their content is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import Invalid

if TYPE_CHECKING:
    from app.services.city import Device

MOST_BYTES = 25 << 20
"""The largest file that may be attached."""

# How each kind of file begins. What a name says of a file is not asked.
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


def media_type(beginning: bytes) -> str:
    """Of a file, by its first bytes. Raises Invalid where it is neither JPEG, PNG nor PDF."""
    for mark, kind in _BEGINNINGS:
        if beginning.startswith(mark):
            return kind
    raise Invalid("attachment.kind_unknown")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was taken in. `sha256` of its content, in hexadecimal, is how it is found from now on."""

    sha256: str
    size: int
    name: str
    media_type: str


class Attachments(Protocol):
    """The counter's files by content. What was kept goes up to the city by itself, after the operations."""

    def keep(self, path: Path) -> Kept:
        """Copy the file in. Raises Invalid (too large, empty, of no known kind) or OSError, and keeps nothing."""
        ...

    def path_of(self, sha256: str) -> Path | None:
        """Where its content lies; None where this counter does not have it."""
        ...


class OffsetDiffers(Exception):
    """The piece does not begin where what is here ends: at `received`."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class ContentDiffers(Exception):
    """What was received whole is not the content that its name says."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the city does not have whole yet. `size` and `sent` in bytes."""

    sha256: str
    size: int
    sent: int
    attempts: int


class Uploads(Protocol):
    """The counter's queue of files for the city, in which operations never wait."""

    def waiting(self, limit: int = 1) -> list[Upload]:
        """Those that failed least often first, then the oldest."""
        ...

    def piece(self, sha256: str, offset: int, length: int) -> bytes | None:
        """Bytes of its content; None where the file is gone."""
        ...

    def sent(self, sha256: str, received: int, *, whole: bool) -> None:
        """The city has that many bytes; a whole file leaves the queue."""
        ...

    def failed(self, sha256: str, code: str) -> None: ...

    def path_of(self, sha256: str) -> Path | None: ...

    def received(self, sha256: str) -> int:
        """Bytes of a file that is being fetched."""
        ...

    def receive(self, sha256: str, offset: int, piece: bytes, size: int) -> bool:
        """Append what was fetched; True when the file is whole."""
        ...


@dataclass(frozen=True, slots=True)
class BlobState:
    """How many bytes of a file the city has from this site."""

    received: int
    whole: bool


class CityBlobs(Protocol):
    """The city's files by content. Names (`sha256`) are 64 hexadecimal digits."""

    def state(self, device: Device, sha256: str) -> BlobState: ...

    def receive(self, device: Device, sha256: str, offset: int, size: int, piece: bytes) -> BlobState:
        """Append a piece of a file of `size` bytes. What is whole already stays as it is.

        Raises Refused (too large, the city's disk is full), OffsetDiffers or ContentDiffers.
        """
        ...

    def read(self, device: Device, sha256: str) -> Path:
        """Raises NotFound where the city does not have it, or this site may not read it."""
        ...
