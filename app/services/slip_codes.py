"""The signed code of a slip: proof, with no line, of which counter issued it and of every word of its list.

Text of capital letters and digits alone, as the codes of transfers are (proofs.py): 154 characters, what a QR code of
version 6 with error correction M holds. Inside, 92 bytes: an Ed25519 signature (64), the station that signed (1), the
document number (kind 2, digits 9; the check character follows from them) and half of a SHA-256 over what the slip says.
A code proves a slip; it does not tell its content, which the counter has by its number or reads from the paper.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from app.domain.device import CounterDevice
from app.domain.document import Document
from app.domain.errors import Invalid, Refused
from app.domain.numbering import is_document_number, with_check_character
from app.services.paper import Slip, issued_slip
from app.services.ports import Counter, UnitOfWork
from app.services.proofs import Signer, signed_by

PREFIX = "GWCPZ1"
LENGTH = 154
_SIGNATURE, _NUMBER, _DIGEST = 64, 9, 16
_SIGNED = b"gongwucang slip 1\n"


class OtherList(Refused):
    """The code is genuine, but the records say something else of the slip now than it said when it was signed."""

    def __init__(self, number: str) -> None:
        super().__init__("slip_code.other_list", number=number)


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What a code says, proven or not: the slip's number, the station at its site that signed, the digest."""

    number: str
    station: int
    digest: bytes

    @property
    def site_id(self) -> str:
        return self.number[2:8]


def slip_digest(slip: Slip) -> bytes:
    """16 bytes that change with any word of the slip that a signer sees: parties, dates, reason and every line.

    It holds for what was issued before a newer version added words to a slip: those are counted only where there are.
    """
    lines: list[list[object]] = []
    for it in slip.lines:
        cells: list[object] = [it.tag_number, it.name, it.model, it.unit, it.quantity, it.value_fen, it.condition]
        lines.append([*cells, it.remark, *it.extra])
    said: list[object] = [slip.number, slip.site_name, slip.issued_on, slip.organization, slip.person, slip.due_on]
    said += [slip.title, slip.reason, slip.remarks, slip.handed_over_by, slip.received_by, slip.standing]
    return hashlib.sha256(msgspec.msgpack.encode([*said, *slip.fields, lines])).digest()[:_DIGEST]


def slip_code(slip: Slip, station: int, signer: Signer) -> str:
    """The code of a slip of this site, signed by this station's key.

    Raises Refused where the counter is not enrolled with a city, Invalid where the slip has no document number.
    """
    if not is_document_number(slip.number):
        raise Invalid("document.malformed", number=slip.number)
    packed_number = slip.number[:2].encode("ascii") + int(slip.number[2:22]).to_bytes(_NUMBER, "big")
    content = bytes([station]) + packed_number + slip_digest(slip)
    _, signature = signer.sign(_SIGNED + content)
    return PREFIX + base64.b32encode(signature + content).decode().rstrip("=")


def is_slip_code(text: str) -> bool:
    """Whether a scanned text is the signed code of a slip; whether it is genuine is another matter."""
    return text.strip().upper().startswith(PREFIX)


def read_slip_code(text: str) -> SlipCode:
    """What a code says, not proven yet. Raises Invalid where it is none or was cut off."""
    return _read(text)[0]


def slip_number(text: str) -> str:
    """The document number that a scan stands for: that of a signed code, else the text. Raises Invalid as above."""
    return read_slip_code(text).number if is_slip_code(text) else text


def _read(text: str) -> tuple[SlipCode, bytes, bytes]:
    """(what it says, signature, what was signed)."""
    plain = text.strip().upper()
    if not plain.startswith(PREFIX) or len(plain) != LENGTH:
        raise Invalid("slip_code.malformed")
    digits = plain[len(PREFIX) :]
    try:
        raw = base64.b32decode(digits + "=" * (-len(digits) % 8))
        signature, content = raw[:_SIGNATURE], raw[_SIGNATURE:]
        station, kind, digest = content[0], content[1:3].decode("ascii"), content[3 + _NUMBER :]
        running = int.from_bytes(content[3 : 3 + _NUMBER], "big")
        number = with_check_character(f"{kind}{running:020d}")
    except (binascii.Error, ValueError, KeyError):
        raise Invalid("slip_code.malformed") from None
    if not is_document_number(number):
        raise Invalid("slip_code.malformed")
    return SlipCode(number, station, digest), signature, _SIGNED + content


def proven_code(text: str, uow: UnitOfWork) -> SlipCode:
    """What a code says, proven against the keys, present and former, of the counter that it names.

    Raises Invalid (no such code), Refused (a counter that is not known here, was shut out, or did not sign this).
    """
    code, signature, content = _read(text)
    devices: Sequence[CounterDevice] = uow.devices.find(site_id=code.site_id, station=code.station)
    if not devices:
        raise Refused("proof.unknown_counter", site=code.site_id)
    signers = [it for it in devices if any(signed_by(key, signature, content) for key in it.all_keys())]
    if not signers:
        raise Refused("slip_code.forged", site=code.site_id)
    if all(it.revoked for it in signers):
        raise Refused("proof.revoked_counter", site=code.site_id)
    return code


def proven_document(counter: Counter, text: str) -> tuple[SlipCode, Document | None]:
    """What a code says, and the document as this counter has it: the same to the word, or the code alone is proven.

    Raises as `proven_code`, and OtherList where the list on the paper is another than the one in the records.
    """
    with counter.begin() as uow:
        code = read_slip_code(text)
        document = uow.documents.get(code.number)
        if document is not None and slip_digest(issued_slip(document.content)) == code.digest:
            return code, document
        proven_code(text, uow)
    if document is not None:
        raise OtherList(code.number)
    return code, None
