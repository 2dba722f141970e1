"""What a tag is that no piece here bears, in plain words."""

from __future__ import annotations

from app.domain.epc import Scheme, decode
from app.domain.errors import Invalid
from app.domain.numbering import group_tag_number
from app.domain.tag_scheme import tag_numbers_of
from ui.i18n import tr


def scheme_word(scheme: Scheme) -> str:
    return {Scheme.GIAI_96: "GIAI-96", Scheme.GRAI_96: "GRAI-96", Scheme.GIAI_202: "GIAI-202"}[scheme]


def what_is(epc: str, prefix: str, site: str) -> str:
    """In a line: whose number it is, or that it bears none. `prefix` and `site` are those of this counter."""
    if not epc.strip("0"):
        return tr("Blank tag")
    numbers = tag_numbers_of(epc, [prefix] if prefix else [], [site])
    if numbers:
        return tr("Tag number {tag}, not known here").format(tag=group_tag_number(numbers[0]))
    try:
        code = decode(epc)
    except Invalid:
        return tr("Bears no number of a piece")
    words = tr("Of another system: {scheme}, prefix {prefix}, number {number}")
    return words.format(scheme=scheme_word(code.scheme), prefix=code.prefix, number=code.reference)


def group_hex(text: str) -> str:
    """Hexadecimal digits in groups of four, as one reads them out."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
