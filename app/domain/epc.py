"""What stands in a RAIN tag's EPC memory: GIAI-96, GRAI-96 and GIAI-202 of GS1, as hexadecimal text and back.

Bit layouts and partition tables after the GS1 EPC Tag Data Standard (TDS 1.13, clauses 14.5.4 and 14.5.5); the protocol
control (PC) word after ISO/IEC 18000-63, 6.3.2.1.2.2.

Hexadecimal text is upper case here. Lower case is taken too, since many readers type it; nothing else is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from app.domain.errors import Invalid, Refused


class Scheme(StrEnum):
    GIAI_96 = "giai-96"
    GRAI_96 = "grai-96"
    GIAI_202 = "giai-202"


@dataclass(frozen=True, slots=True)
class Epc:
    """One GS1 code. `prefix`: the GS1 company prefix, 6–12 digits.

    `reference`: of a GIAI-96 digits without a leading zero; of a GIAI-202 text of GS1's character set 82, at most 30
    less the prefix's length; of a GRAI-96 `type.serial`, type having 12 digits less the prefix's length.
    """

    scheme: Scheme
    prefix: str
    reference: str
    filter: int = 0

    @property
    def tag_uri(self) -> str:
        """As in `urn:epc:tag:giai-96:3.0614141.5678` (TDS, clause 12)."""
        return f"urn:epc:tag:{self.scheme}:{self.filter}.{self.prefix}.{quote(self.reference, safe=_UNQUOTED)}"


_HEADERS = {0x33: Scheme.GRAI_96, 0x34: Scheme.GIAI_96, 0x38: Scheme.GIAI_202}
_HEADER_OF = {scheme: header for header, scheme in _HEADERS.items()}
_BITS = {Scheme.GIAI_96: 96, Scheme.GRAI_96: 96, Scheme.GIAI_202: 202}
_PREFIX_BITS = (40, 37, 34, 30, 27, 24, 20)  # by partition; the prefix has 12 digits less the partition
_LEAST_PREFIX, _MOST_PREFIX = 6, 12
_FIXED_BITS = 14  # header, filter, partition
_SERIAL_BITS = 38  # of a GRAI-96
_CHARACTER_BITS = 7
_WORD_BITS = 16

_HEX = re.compile(r"[0-9A-Fa-f]+")
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"0|[1-9][0-9]*")
# GS1 General Specifications, figure 7.11-1.
_SET_82 = frozenset("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
_UNQUOTED = "".join(sorted(_SET_82 - frozenset('"%&/<>?#')))


def normal_hex(text: str, what: str = "EPC") -> str:
    """The hexadecimal text in upper case. Raises Invalid where it is none, or no whole words of 16 bits."""
    if not _HEX.fullmatch(text):
        raise Invalid("epc.not_hex", text=text[:80], what=what)
    if len(text) * 4 % _WORD_BITS:
        raise Invalid("epc.no_whole_words", digits=len(text), what=what)
    return text.upper()


def is_prefix(text: str) -> bool:
    """Whether it has the form of a GS1 company prefix."""
    return bool(_DIGITS.fullmatch(text)) and text.isascii() and _LEAST_PREFIX <= len(text) <= _MOST_PREFIX


def reference_of_uri(text: str) -> str:
    """A reference as it stands in a URI, `32a%2Fb`, as the text that it means."""
    return unquote(text, errors="replace")


def encode(epc: Epc) -> str:
    """As hexadecimal text: 24 digits, of a GIAI-202 52. Raises Invalid where a part cannot be meant or does not fit."""
    if not is_prefix(epc.prefix):
        raise Invalid("epc.bad_prefix", prefix=epc.prefix[:80], least=_LEAST_PREFIX, most=_MOST_PREFIX)
    if not 0 <= epc.filter <= 7:
        raise Invalid("epc.bad_filter", filter=epc.filter)
    partition = _MOST_PREFIX - len(epc.prefix)
    prefix_bits = _PREFIX_BITS[partition]
    rest_bits = _BITS[epc.scheme] - _FIXED_BITS - prefix_bits
    match epc.scheme:
        case Scheme.GIAI_96:
            rest = _number(epc.reference, rest_bits)
        case Scheme.GRAI_96:
            rest = _grai(epc.reference, partition, rest_bits)
        case Scheme.GIAI_202:
            rest = _text(epc.reference, partition, rest_bits)
    head = _HEADER_OF[epc.scheme] << 6 | epc.filter << 3 | partition
    bits = (head << prefix_bits | int(epc.prefix)) << rest_bits | rest
    padding = -_BITS[epc.scheme] % _WORD_BITS
    return f"{bits << padding:0{(_BITS[epc.scheme] + padding) // 4}X}"


def _number(text: str, bits: int) -> int:
    if not (text.isascii() and _DIGITS.fullmatch(text)):
        raise Invalid("epc.not_digits", reference=text[:80])
    if not _NUMBER.fullmatch(text):
        raise Invalid("epc.leading_zero", reference=text[:80])
    if len(text) > 30 or int(text) >> bits:
        raise Invalid("epc.too_large", reference=text[:80], most=(1 << bits) - 1)
    return int(text)


def _grai(reference: str, type_digits: int, bits: int) -> int:
    type_, dot, serial = reference.partition(".")
    type_bits = bits - _SERIAL_BITS
    if not dot or len(type_) != type_digits or not (type_digits == 0 or (type_.isascii() and _DIGITS.fullmatch(type_))):
        raise Invalid("epc.bad_type", reference=reference[:80], digits=type_digits)
    return _number(serial, _SERIAL_BITS) | (int(type_ or "0") << (bits - type_bits))


def _text(text: str, partition: int, bits: int) -> int:
    most = 18 + partition
    if not text or not _SET_82.issuperset(text):
        raise Invalid("epc.bad_character", reference=text[:80])
    if len(text) > most:
        raise Invalid("epc.too_long", reference=text[:80], most=most)
    value = 0
    for character in text:
        value = value << _CHARACTER_BITS | ord(character)
    return value << (bits - _CHARACTER_BITS * len(text))


def decode(text: str) -> Epc:
    """The code of a tag's EPC memory; zeros after it, up to what the tag holds, are passed over.

    Raises Invalid where it is no hexadecimal text, of another scheme, or not as its scheme has it.
    """
    given = normal_hex(text)
    scheme = _HEADERS.get(int(given[:2], 16))
    if scheme is None:
        raise Invalid("epc.other_scheme", header=given[:2])
    digits = -(-_BITS[scheme] // _WORD_BITS) * 4
    if len(given) < digits or given[digits:].strip("0"):
        raise Invalid("epc.wrong_length", digits=len(given), expected=digits)
    value = int(given[:digits], 16)
    padding = digits * 4 - _BITS[scheme]
    if value & ((1 << padding) - 1):
        raise Invalid("epc.malformed", epc=given)
    value >>= padding
    partition = value >> (_BITS[scheme] - _FIXED_BITS) & 7
    if partition > 6:
        raise Invalid("epc.malformed", epc=given)
    prefix_bits = _PREFIX_BITS[partition]
    rest_bits = _BITS[scheme] - _FIXED_BITS - prefix_bits
    filter_ = value >> (_BITS[scheme] - 11) & 7
    prefix = f"{value >> rest_bits & ((1 << prefix_bits) - 1):0{_MOST_PREFIX - partition}d}"
    rest = value & ((1 << rest_bits) - 1)
    match scheme:
        case Scheme.GIAI_96:
            reference = str(rest)
        case Scheme.GRAI_96:
            type_ = rest >> _SERIAL_BITS
            reference = f"{type_:0{partition}d}" if partition else "" if type_ == 0 else str(type_)
            reference = f"{reference}.{rest & ((1 << _SERIAL_BITS) - 1)}"
        case Scheme.GIAI_202:
            reference = _characters(rest, partition, rest_bits, given)
    found = Epc(scheme, prefix, reference, filter_)
    try:
        if encode(found) == given[:digits]:
            return found
    except Invalid:
        pass
    raise Invalid("epc.malformed", epc=given)


def _characters(rest: int, partition: int, bits: int, given: str) -> str:
    most = bits // _CHARACTER_BITS
    rest >>= bits - most * _CHARACTER_BITS
    codes = [rest >> _CHARACTER_BITS * (most - 1 - at) & 0x7F for at in range(most)]
    text = "".join(map(chr, codes)).rstrip("\0")
    if len(text) > 18 + partition:
        raise Invalid("epc.malformed", epc=given)
    return text


def words_of(epc: str) -> int:
    """How many words of 16 bits an EPC takes."""
    return len(epc) * 4 // _WORD_BITS


def require_fits(epc: str, tag_bits: int) -> None:
    """Raises Refused where a tag whose EPC memory has that many bits cannot hold it."""
    if len(epc) * 4 > tag_bits:
        raise Refused("epc.larger_than_tag", bits=len(epc) * 4, most=tag_bits)


UMI, XI, TOGGLE = 1 << 10, 1 << 9, 1 << 8
_MOST_WORDS = 31


def pc_word(epc: str, afi: int | None = None) -> int:
    """The PC word that goes before an EPC: its length, and for ISO the toggle bit with the AFI (1–255)."""
    words = words_of(epc)
    if words > _MOST_WORDS:
        raise Invalid("epc.wrong_length", digits=len(epc), expected=_MOST_WORDS * 4)
    return words << 11 | (TOGGLE | afi if afi is not None else 0)


def same_pc(one: int, other: int) -> bool:
    """Whether two PC words say the same, but for the two bits that a tag may set for itself (UMI, XI)."""
    return (one ^ other) & ~(UMI | XI) & 0xFFFF == 0


def readings(text: str) -> tuple[str, ...]:
    """The EPCs that a scanned line may mean; none where it is no hexadecimal text of 24 digits or more.

    Readers type an EPC alone, with its PC word before it, or with all zeros that the tag has behind it.
    """
    if not (24 <= len(text) <= _MOST_WORDS * 4 + 4 and text.isascii() and _HEX.fullmatch(text)):
        return ()
    given = text.upper()
    found = [given]
    words = int(given[:4], 16) >> 11
    if len(given) == 4 + words * 4:
        found.append(given[4:])
    if len(given) > 24 and not given[24:].strip("0"):
        found.append(given[:24])
    return tuple(dict.fromkeys(found))
