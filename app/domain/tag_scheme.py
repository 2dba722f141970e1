"""From a tag number to what its RAIN tag says, by the site's scheme, and back.

With a GS1 company prefix: GIAI-96. Its reference is the tag number without its check digit: all 15 digits where the
prefix has at most 9, else the last 14, 13 or 12 of them, which is what fits. What is cut off is the front of the region
code, which the sites of one holder of a long prefix have in common.

Without one: an ISO code. The toggle bit and the AFI stand in the PC word; the code is a mark and the 16 digits of the
tag number as they are, so that a person can read them: A1000000 3708830100000013. No prefix is borrowed, and no GS1
header used: A1 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.epc import TOGGLE, Epc, Scheme, decode, encode, is_prefix, pc_word
from app.domain.errors import Invalid
from app.domain.numbering import is_tag_number, tag_number

DEFAULT_AFI = 0x01
"""What a site's codes say that has set none. Ours, from no register: see docs/printing.md, "What a tag says"."""

_MARK = "A1000000"
_ISO = re.compile(_MARK + r"([0-9]{16})")
_BODY = 15  # digits of a tag number without its check digit
_GIAI_DIGITS = 24  # prefix and reference together: 10^(24 - n) is less than what the reference's bits hold
_SITE = 6


@dataclass(frozen=True, slots=True)
class TagScheme:
    """How a site's tags are written. `prefix`: its GS1 company prefix, empty where it has none; `afi`: 0 for ours."""

    prefix: str = ""
    afi: int = 0

    def __post_init__(self) -> None:
        if self.prefix and not is_prefix(self.prefix):
            raise Invalid("epc.bad_prefix", prefix=self.prefix[:80], least=6, most=12)
        if not 0 <= self.afi <= 0xFF:
            raise Invalid("epc.bad_afi", afi=self.afi)


def epc_of(tag: str, scheme: TagScheme) -> tuple[str, int]:
    """(EPC as hexadecimal text, PC word). Raises Invalid where it is no tag number."""
    if not is_tag_number(tag):
        raise Invalid("tag.malformed", text=tag[:80])
    if scheme.prefix:
        reference = str(int(tag[:_BODY][-_digits(scheme.prefix) :]))
        epc = encode(Epc(Scheme.GIAI_96, scheme.prefix, reference))
    else:
        epc = _MARK + tag
    return epc, pc_of(epc, scheme)


def pc_of(epc: str, scheme: TagScheme) -> int:
    """The PC word that goes with an EPC of ours."""
    return pc_word(epc, scheme.afi or DEFAULT_AFI) if _ISO.fullmatch(epc) else pc_word(epc)


def _digits(prefix: str) -> int:
    return min(_BODY, _GIAI_DIGITS - len(prefix))


def tag_numbers_of(epc: str, prefixes: Iterable[str], sites: Iterable[str]) -> tuple[str, ...]:
    """The tag numbers that an EPC may stand for; several only where a long prefix has cut off the region code.

    `prefixes` are the GS1 prefixes and `sites` the region codes of the sites that are known.
    """
    if iso := _ISO.fullmatch(epc):
        return (iso[1],) if is_tag_number(iso[1]) else ()
    try:
        code = decode(epc)
    except Invalid:
        return ()
    digits = _digits(code.prefix)
    if code.scheme is not Scheme.GIAI_96 or code.prefix not in set(prefixes) or len(code.reference) > digits:
        return ()
    tail = code.reference.zfill(digits)
    cut = _BODY - digits
    fronts = {site[:cut] for site in sites if site[cut:] == tail[: _SITE - cut]} if cut else {""}
    return tuple(number for front in sorted(fronts) if (number := _whole(front + tail)))


def _whole(body: str) -> str:
    """The tag number that begins with these 15 digits; empty where there can be none."""
    try:
        return tag_number(body[:_SITE], int(body[_SITE:8]), int(body[8:]))
    except Invalid:
        return ""


def is_others(epc: str, pc: int, scheme: TagScheme) -> bool:
    """Whether a tag bears a code of somebody else's system: a GS1 code that we read, or an ISO code of another AFI.

    Anything else is what tags come from the factory with.
    """
    if pc & TOGGLE:
        return pc & 0xFF not in (scheme.afi or DEFAULT_AFI, 0) and not _ISO.fullmatch(epc)
    try:
        decode(epc)
    except Invalid:
        return False
    return True
