"""The container of a bundle: who it is from and for, sealed content, the sender's signature.

    magic and version   8 bytes
    header              4 bytes of length, JSON (`Header`), readable by whoever finds the stick
    frames              4 bytes of length, ciphertext with its tag; the length 0 ends them
    signature           64 bytes

Content: records (length, part, status, JSON), zstd over all of them (RFC 8878), cut into frames of 1 MiB.
Sealing: X25519 (RFC 7748) between a key made for this one file and the receiver's, HKDF-SHA256 (RFC 5869),
ChaCha20-Poly1305 (RFC 8439) for each frame, with all that precedes the frames as associated data. The nonce counts the
frames and marks the last one, so that none can be left out, moved, or cut off at the end.
Signature: Ed25519 (RFC 8032) over SHA-256 of all that precedes it. It is checked over the whole file before anything is
opened; what is read afterwards has to be what was checked.

Nothing here needs the memory of a whole file: a frame and a record at a time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

import msgspec
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import Refused
from app.services.feed import Cursor
from sync.bundle.keys import key_bytes
from sync.client.keys import public_text
from sync.protocol import MOST_ANSWER, MOST_RAW, MOST_WINDOW, Malformed, decode

SUFFIX = ".gwcbundle"
FRAME = 1 << 20  # bytes of packed content in a frame
MOST_FILE = 1 << 30  # bytes
MOST_UNPACKED = 4 << 30  # bytes of all records together
_MOST_HEADER = 1 << 16
_MAGIC, _VERSION = b"GWCBNDL", 1
_TAG, _SIGNATURE = 16, 64  # bytes
_RECORD = 7  # bytes before a record's body: length, part, status
_END = bytes(4)


class Direction(StrEnum):
    UP = "up"  # counter to city
    DOWN = "down"


class Part(IntEnum):
    """What a record answers or asks; its body is the network's own message."""

    ENROL = 1  # EnrolRequest, EnrolAnswer
    OPS = 2  # OpsRequest, OpsAnswer
    STANDING = 3  # down alone: Standing
    CHANGES = 4  # down alone: ChangesAnswer


class Standing(msgspec.Struct, frozen=True):
    """What dseq the city expects next, after it carried out what the counter had sent."""

    dseq_expected: int


class Header(msgspec.Struct, frozen=True):
    """`cursor`, `first` and `next` are the counter's when it asked, repeated in the answer: where it had read to, the
    first dseq without a verdict, and the one that it would have given next."""

    direction: Direction
    id: str
    device: str
    site: str
    made_at: str  # ISO 8601 in UTC, by the sender's clock; for people
    receiver: str  # X25519 public key, base64
    cursor: Cursor | None
    first: int
    next: int
    sender: str = ""  # Ed25519 public key, base64
    ephemeral: str = ""  # X25519 public key, base64, of this file alone
    reply_to: str = ""  # up: the counter's X25519 public key
    feed: int = 1  # up: the FEED of the counter's program
    answers: str = ""  # down: id of the bundle that this is the answer to


class Record(NamedTuple):
    """`status` is that of the reply over the network; 0 in a request."""

    part: Part
    status: int
    body: bytes


class _Frame(NamedTuple):
    at: int
    size: int
    digest: bytes


class Writer:
    """Adds records to a bundle."""

    def __init__(self, file: BinaryIO, header: Header, ephemeral: X25519PrivateKey, sign: Ed25519PrivateKey) -> None:
        self.size = 0  # bytes written so far
        self._file = file
        self._sign = sign
        self._hash = hashlib.sha256()
        content = msgspec.json.encode(header)
        self._put(_MAGIC + bytes([_VERSION]) + len(content).to_bytes(4) + content)
        self._associated = self._hash.digest()
        self._cipher = _cipher(ephemeral, X25519PublicKey.from_public_bytes(key_bytes(header.receiver)), header)
        self._packer = zstandard.ZstdCompressor(level=3).compressobj()
        self._waiting = bytearray()
        self._frames = 0

    def add(self, part: Part, body: bytes, status: int = 0) -> None:
        self._pack(self._packer.compress(len(body).to_bytes(4) + bytes([part]) + status.to_bytes(2) + body))

    def finish(self) -> None:
        self._pack(self._packer.flush())
        self._seal(bytes(self._waiting), last=True)
        self._put(_END)
        self._file.write(self._sign.sign(_to_sign(self._hash.digest())))

    def _pack(self, packed: bytes) -> None:
        self._waiting += packed
        while len(self._waiting) > FRAME:
            self._seal(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]

    def _seal(self, content: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._frames, last), content, self._associated)
        self._frames += 1
        self._put(len(sealed).to_bytes(4) + sealed)

    def _put(self, content: bytes) -> None:
        self._hash.update(content)
        self._file.write(content)
        self.size += len(content)


def write_bundle(file: BinaryIO, header: Header, sign: Ed25519PrivateKey) -> Writer:
    """Begin a bundle; the header's sender and ephemeral key are filled in here."""
    ephemeral = X25519PrivateKey.generate()
    whole = msgspec.structs.replace(header, sender=public_text(sign), ephemeral=public_text(ephemeral))
    return Writer(file, whole, ephemeral, sign)


@dataclass(slots=True)
class Bundle:
    """A bundle that was opened. `header` is to be believed after `verify`."""

    header: Header
    name: str  # of the file
    size: int
    _file: BinaryIO
    _associated: bytes
    _begin: int  # where the frames begin
    _frames: list[_Frame]

    def verify(self, sender: str, check: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Read the whole file and prove that the owner of that key signed it, byte for byte.

        `check` hears bytes done and in all, and may raise to stop. Raises Refused.
        """
        self._frames.clear()
        whole = hashlib.sha256()
        self._file.seek(0)
        whole.update(self._exactly(self._begin))
        at = self._begin
        while (size := int.from_bytes(length := self._exactly(4))) > 0:
            if not _TAG <= size <= FRAME + _TAG:
                raise self._damaged()
            frame = self._exactly(size)
            whole.update(length + frame)
            self._frames.append(_Frame(at + 4, size, hashlib.sha256(frame).digest()))
            at += 4 + size
            check(at, self.size)
        whole.update(_END)
        signature = self._exactly(_SIGNATURE)
        if self._file.read(1) or not self._frames:
            raise self._damaged()
        try:
            Ed25519PublicKey.from_public_bytes(key_bytes(sender)).verify(signature, _to_sign(whole.digest()))
        except (InvalidSignature, ValueError):
            raise self._damaged() from None

    def records(self, box: X25519PrivateKey) -> Iterator[Record]:
        """What is inside, one record in memory at a time. Call `verify` first. Raises Refused."""
        content = _Content(self._frames_opened(box), self._damaged)
        unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
        most = MOST_RAW if self.header.direction is Direction.UP else MOST_ANSWER
        total = 0
        try:
            with unpacker.stream_reader(cast("IO[bytes]", content), read_across_frames=False, closefd=False) as reader:
                while start := reader.read(_RECORD):
                    size = int.from_bytes(start[:4])
                    total += _RECORD + size
                    if len(start) < _RECORD or size > most or total > MOST_UNPACKED:
                        raise self._damaged()
                    body = reader.read(size) if size else b""
                    if len(body) < size:
                        raise self._damaged()
                    yield Record(Part(start[4]), int.from_bytes(start[5:]), body)
        except (zstandard.ZstdError, ValueError):
            raise self._damaged() from None

    def _frames_opened(self, box: X25519PrivateKey) -> Iterator[bytes]:
        header = self.header
        try:
            cipher = _cipher(box, X25519PublicKey.from_public_bytes(key_bytes(header.ephemeral)), header)
            for number, frame in enumerate(self._frames):
                self._file.seek(frame.at)
                sealed = self._exactly(frame.size)
                if hashlib.sha256(sealed).digest() != frame.digest:
                    raise self._damaged()  # not what was verified: the stick gave something else this time
                yield cipher.decrypt(_nonce(number, frame is self._frames[-1]), sealed, self._associated)
        except (InvalidTag, ValueError):
            raise self._damaged() from None

    def _exactly(self, size: int) -> bytes:
        content = self._file.read(size)
        if len(content) != size:
            raise self._damaged()
        return content

    def _damaged(self) -> Refused:
        return Refused("bundle.damaged", name=self.name)


class _Content:
    """Opened frames, as a file to read from."""

    def __init__(self, frames: Iterator[bytes], damaged: Callable[[], Refused]) -> None:
        self._frames = frames
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._frames, b"")
        given, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return given


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Read who the bundle is from and for. Raises Refused (no bundle, made by a newer version, too large), OSError."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > MOST_FILE:
            raise Refused("bundle.too_large", name=path.name, most=MOST_FILE >> 20)
        magic = file.read(len(_MAGIC) + 1)
        if magic[: len(_MAGIC)] != _MAGIC:
            raise Refused("bundle.no_bundle", name=path.name)
        if magic[-1] > _VERSION:
            raise Refused("bundle.newer", name=path.name)
        length = file.read(4)
        content = file.read(min(int.from_bytes(length), _MOST_HEADER))
        try:
            header = decode(content, Header)
        except Malformed:
            raise Refused("bundle.damaged", name=path.name) from None
        start = magic + length + content
        yield Bundle(header, path.name, size, file, hashlib.sha256(start).digest(), len(start), [])


def _cipher(private: X25519PrivateKey, public: X25519PublicKey, header: Header) -> ChaCha20Poly1305:
    """The key of this one file. Raises ValueError where the public key leads to the all-zero secret (RFC 7748 §6.1)."""
    info = b"gongwucang bundle 1" + key_bytes(header.ephemeral) + key_bytes(header.receiver)
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=None, info=info).derive(private.exchange(public)))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _to_sign(digest: bytes) -> bytes:
    """Nothing else that these keys sign begins so: requests go on with a path (protocol.signed)."""
    return b"gongwucang bundle\n" + digest
