"""What a transfer slip proves by itself: signed codes that the destination reads with no line.

A code is text of capital letters and digits alone (Base32, RFC 4648, without padding): no Chinese input method turns
any of it into something else while a scanner types it, and a QR code sets it in its alphanumeric mode. It holds an
Ed25519 signature (64 bytes) and the packed content that is signed. A long transfer has several codes; each says all
of the transfer and some of its pieces.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.domain.errors import Invalid, Refused
from app.services.ports import UnitOfWork

PREFIX = "GWCYK1"
PIECES_IN_ONE = 16
_SIGNATURE = 64
_MOST_TEXT, _MOST_CONTENT, _MOST_CODES = 4000, 16_384, 100
_NAME = 12  # characters of a piece's name: enough to know it by
_SIGNED = b"gongwucang transfer 1\n"


class Signer(Protocol):
    """This counter's key."""

    def sign(self, content: bytes) -> tuple[str, bytes]:
        """(device, Ed25519 signature). Raises Refused where the counter is not enrolled with a city."""
        ...

    def device(self) -> str:
        """The id of this device. Raises Refused where the counter is not enrolled with a city."""
        ...


@dataclass(frozen=True, slots=True)
class ProvenPiece:
    """A piece as its slip names it; `epoch` is the custody epoch that its leaving began."""

    asset_id: str
    tag_number: str
    epoch: int
    name: str


@dataclass(frozen=True, slots=True)
class TransferProof:
    """What the codes of one transfer say. `part` of `parts`, from 1; `pieces` are those of this part."""

    transfer_id: str
    number: str
    site_id: str
    to_site_id: str
    device: str
    part: int
    parts: int
    pieces: tuple[ProvenPiece, ...]


class _Content(msgspec.Struct, array_like=True):
    transfer: bytes
    number: str
    site: str
    to: str
    device: bytes
    part: int
    parts: int
    pieces: list[tuple[bytes, str, int, str]]


def proof_texts(
    transfer_id: str, number: str, site_id: str, to_site_id: str, pieces: Sequence[ProvenPiece], signer: Signer
) -> list[str]:
    """The codes of a slip, one for each 16 pieces. Raises Refused where the counter has no key a city knows."""
    lots = [pieces[start : start + PIECES_IN_ONE] for start in range(0, len(pieces), PIECES_IN_ONE)]
    texts = []
    for part, lot in enumerate(lots, start=1):
        content = _Content(
            UUID(transfer_id).bytes,
            number,
            site_id,
            to_site_id,
            UUID(signer.device()).bytes,
            part,
            len(lots),
            [(UUID(it.asset_id).bytes, it.tag_number, it.epoch, it.name[:_NAME]) for it in lot],
        )
        packed = zlib.compress(msgspec.msgpack.encode(content), 9)
        _, signature = signer.sign(_SIGNED + packed)
        texts.append(PREFIX + base64.b32encode(signature + packed).decode().rstrip("="))
    return texts


def is_proof(text: str) -> bool:
    """Whether a scanned text is a code of a transfer slip; whether it is genuine is another matter."""
    return text.strip().upper().startswith(PREFIX)


def read_proof(text: str) -> TransferProof:
    """What a code says, not proven yet. Raises Invalid where it is none or was cut off."""
    return _read(text)[0]


def _read(text: str) -> tuple[TransferProof, bytes, bytes]:
    """(what it says, signature, what was signed)."""
    plain = text.strip().upper()
    if not plain.startswith(PREFIX) or len(plain) > _MOST_TEXT:
        raise Invalid("proof.malformed")
    digits = plain[len(PREFIX) :]
    try:
        raw = base64.b32decode(digits + "=" * (-len(digits) % 8))
        signature, packed = raw[:_SIGNATURE], raw[_SIGNATURE:]
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(packed, _MOST_CONTENT)
        if not unpacker.eof:
            raise Invalid("proof.malformed")
        it = msgspec.msgpack.decode(unpacked, type=_Content)
        pieces = tuple(ProvenPiece(str(UUID(bytes=id)), tag, epoch, name) for id, tag, epoch, name in it.pieces)
        proof = TransferProof(
            str(UUID(bytes=it.transfer)),
            it.number,
            it.site,
            it.to,
            str(UUID(bytes=it.device)),
            it.part,
            it.parts,
            pieces,
        )
    except (binascii.Error, zlib.error, msgspec.MsgspecError, ValueError):
        raise Invalid("proof.malformed") from None
    return proof, signature, _SIGNED + packed


def proven(text: str, uow: UnitOfWork) -> TransferProof:
    """What a code says, proven against the keys, present and former, of the city's counters as they are known here.

    Raises Invalid (no such code), Refused (a counter that is not known here, was revoked, or did not sign this).
    """
    proof, signature, content = _read(text)
    device = uow.devices.get(proof.device)
    if device is None or device.site_id != proof.site_id:
        raise Refused("proof.unknown_counter", site=proof.site_id)
    if device.revoked:
        raise Refused("proof.revoked_counter", site=proof.site_id)
    if not any(signed_by(key, signature, content) for key in device.all_keys()):
        raise Refused("proof.forged", site=proof.site_id)
    return proof


def signed_by(key: str, signature: bytes, content: bytes) -> bool:
    """Whether the key (Ed25519, base64 of 32 bytes) signed that content."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def proven_parts(texts: str, uow: UnitOfWork) -> list[TransferProof]:
    """What several codes, apart by white space, say of one transfer. Raises as `proven`, and Invalid on a mixture."""
    given = texts.split()
    if len(given) > _MOST_CODES:
        raise Invalid("proof.malformed")
    parts = [proven(text, uow) for text in given]
    if len({(it.transfer_id, it.number, it.site_id, it.to_site_id) for it in parts}) > 1:
        raise Invalid("proof.of_several_transfers")
    return parts
