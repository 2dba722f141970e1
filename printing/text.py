"""Text made fit for paper: cleaned, broken into lines the Chinese way, cut where it must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from printing.fonts import Typeface

ELLIPSIS = "…"

# A word is not broken: letters, figures and what joins them. Everything else may stand alone.
_ATOM = re.compile(r"[0-9A-Za-zÀ-ɏ]+(?:[-–_./:·'’@#%&+*=\\]+[0-9A-Za-zÀ-ɏ]+)*|\s+|.", re.DOTALL)
_NOT_FIRST = frozenset("、。，．,.：:；;！!？?）)」』】〕》〉]}”’％%‰℃…·・々ー~～—-")
_NOT_LAST = frozenset("（(「『【〔《〈[{“‘￥¥$№")
_PLAIN = re.compile(r"[ -~¡-¬®-ɏ‐-‧‰-⁞①-⟿\u3000-〿ぁ-㆟一-鿿！-～￥]*")  # quick to tell, and nearly all there is
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def clean(text: str) -> str:
    """`text` without what has no picture or moves other characters: controls, joiners, direction marks
    (Unicode categories Cc and Cf) and variation selectors. Line ends become "\\n", tabs and odd spaces " ".
    """
    if _PLAIN.fullmatch(text):
        return text
    lines = ("".join(filter(None, map(_visible, line))) for line in text.splitlines())
    return "\n".join(lines)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" and character != "\u3000":
        return " "
    if character == "\t":
        return " "
    if category in ("Cc", "Cf") or any(ord(character) in selectors for selectors in _VARIATION_SELECTORS):
        return ""
    return character


def wrap(text: str, face: Typeface, size: float, width: float, most: int | None = None) -> list[str]:
    """`text` in lines no wider than `width` (same unit as `size`), at most `most`, the last one cut with "…".

    Breaks between Chinese characters and around words; no line begins with closing or ends with opening
    punctuation; a word wider than a line is broken where the line ends. Empty text has no lines.
    """
    text = clean(text).strip()
    if "\n" not in text and face.width(text, size) <= width:
        return [text] if text else []
    lines = [line for part in text.split("\n") for line in _fill(part, face, size, width)]
    if most is None or len(lines) <= most:
        return lines
    rest = "".join(lines[most - 1 :])
    return [*lines[: most - 1], cut(rest, face, size, width, always=True)]


def cut(text: str, face: Typeface, size: float, width: float, *, always: bool = False) -> str:
    """`text` if it fits `width` (and not `always`), else its beginning with "…"."""
    if not always and face.width(text, size) <= width:
        return text
    room = width - face.width(ELLIPSIS, size)
    kept = ""
    for character in text:
        room -= face.width(character, size)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


def _fill(text: str, face: Typeface, size: float, width: float) -> Iterator[str]:
    line, used = "", 0.0
    for atom in _atoms(text.strip()):
        extent = face.width(atom, size)
        if used + extent > width and line.strip():
            if atom.isspace():
                continue
            yield line.rstrip()
            line, used = "", 0.0
        if extent <= width:
            line, used = line + atom, used + extent
            continue
        for character in atom:
            extent = face.width(character, size)
            if line and used + extent > width:
                yield line
                line, used = "", 0.0
            line, used = line + character, used + extent
    if line.strip():
        yield line.rstrip()


def _atoms(text: str) -> Iterator[str]:
    """Pieces that stay whole, with punctuation bound to its neighbour."""
    held = ""
    for atom in _ATOM.findall(text):
        if held and not (atom[0] in _NOT_FIRST or held[-1] in _NOT_LAST):
            yield held
            held = ""
        held += atom
    if held:
        yield held
