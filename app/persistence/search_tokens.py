"""What the search index knows of a text: tokens that make every typed query a meeting of exact terms.

A full-text index streams one exact term newest first at no cost, but has to merge all terms of a prefix first.
So every prefix that may be typed is a token of its own, up to a few lengths: frequent terms cost a byte per asset.

- A run of characters other than ASCII letters and digits: each character, and each two that stand together.
- A word of letters and digits: its beginnings, of the lengths in LEVELS.
- The last four characters of a number, marked.
- Each two pinyin initials that stand together in a name, marked; of a character with several readings all count.
- The organization, by its id, marked: a name that changes leaves the index as it is.

A longer query is a few tokens and a look at the row itself (reading/matching.py).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise

LEVELS = (*range(1, 13), 14)
TAIL = 4  # characters
VERSION = f"1, pypinyin {version('pypinyin')}, Unicode {unicodedata.unidata_version}"
"""Of the tokens. An index made with another has to be made again: entries are removed by the tokens they had."""

_INITIALS, _TAIL, _ORGANIZATION = "_i", "_t", "_o"  # "_" is never part of a word, and a token character of the index
_RUN = re.compile(r"([0-9a-z]+)|([^\x00-\x7f]+)")
_SEPARATING = frozenset("PSZ")


@lru_cache(maxsize=1 << 14)
def _spaced(character: str) -> str:
    """The character, or a space for punctuation, symbols and controls.

    Private and unassigned characters stay: rare characters of names may be newer than this Python's tables.
    """
    category = unicodedata.category(character)
    return " " if category[0] in _SEPARATING or category in ("Cc", "Cf") else character


def fold(text: str) -> str:
    """The one spelling in which texts are compared: NFKC, case folded, no control characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded if folded.isprintable() else "".join(" " if unicodedata.category(c) == "Cc" else c for c in folded)


def runs(folded: str) -> list[tuple[bool, str]]:
    """(is a word of ASCII letters and digits, run) in order; what separates is left out."""
    if not folded.isascii():
        folded = "".join(map(_spaced, folded))
    return [(bool(word), word or other) for word, other in _RUN.findall(folded)]


def level(word: str) -> str:
    """The longest beginning of the word that is a token."""
    return word[: LEVELS[bisect(LEVELS, len(word)) - 1]]


def run_tokens(run: str) -> list[str]:
    """The tokens that a run of other characters must have, as a query: those of two, or its only character."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def tail(number: str) -> str:
    return _TAIL + number[-TAIL:]


def organization(id: str) -> str:
    return _ORGANIZATION + id.replace("-", "")


def initials_tokens(letters: str) -> list[str]:
    """The tokens of two or more initials, as a query."""
    return [_INITIALS + letters[at : at + 2] for at in range(len(letters) - 1)]


@lru_cache(maxsize=1 << 14)
def initials(name: str) -> tuple[frozenset[str], ...]:
    """By position, the letters that may stand for a character: initials of its readings, or itself.

    An empty set is what nothing stands for. Words that pypinyin knows have the readings of the word.
    """
    from pypinyin import Style, pinyin  # its dictionaries are a quarter of what the program loads at its start

    folded = fold(name)
    read = pinyin(folded, style=Style.FIRST_LETTER, heteronym=True, errors=list)  # type: ignore[arg-type]
    return tuple(
        frozenset(
            letter for reading in readings for letter in fold(reading)[:1] if letter.isascii() and letter.isalnum()
        )
        for readings in read
    )


@cache
def load_readings() -> None:
    """Load the dictionaries (a quarter of a second), where a first name would do it under the writer's lock."""
    initials("")


@lru_cache(maxsize=1 << 15)
def initials_pairs(name: str) -> frozenset[str]:
    """Every two letters that may stand for neighbours in the name."""
    places = initials(name)
    return frozenset(one + other for first, second in pairwise(places) for one in first for other in second)


@lru_cache(maxsize=1 << 15)
def has_initials(name: str, letters: str) -> bool:
    """Whether the letters (two or more) stand for consecutive characters of the name."""
    pairs = initials_pairs(name)
    if not all(letters[at : at + 2] in pairs for at in range(len(letters) - 1)):
        return False
    places = initials(name)
    return any(
        all(letter in places[start + at] for at, letter in enumerate(letters))
        for start in range(len(places) - len(letters) + 1)
    )


def _beginnings(word: str) -> list[str]:
    return [word[:length] for length in LEVELS[: bisect(LEVELS, len(word))]]


@lru_cache(maxsize=1 << 15)
def text_tokens(text: str) -> str:
    """The tokens of a field, separated by spaces."""
    tokens: list[str] = []
    for is_word, run in runs(fold(text)):
        if is_word:
            tokens += _beginnings(run)
        else:
            tokens += run
            tokens += run_tokens(run)
    return " ".join(dict.fromkeys(tokens))


@lru_cache(maxsize=1 << 14)
def name_tokens(name: str) -> str:
    """The tokens of an asset's name."""
    return " ".join((text_tokens(name), *(_INITIALS + pair for pair in sorted(initials_pairs(name)))))


def number_tokens(number: str) -> str:
    """The tokens of a card number or a serial."""
    if number.isascii() and number.isalnum():  # nearly always
        words = [number.lower()]
    else:
        words = [run for is_word, run in runs(fold(number)) if is_word]
    tokens = [token for word in words for token in _beginnings(word)]
    if words and len(words[-1]) >= TAIL:
        tokens.append(tail(words[-1]))
    return " ".join(tokens)


def tag_tokens(tag: str, card_number: str) -> str:
    """The tokens of a tag number, less those that the card number has brought already."""
    return f"{_tag_head(tag[:11], card_number[:6])} {tag[:12]} {tag[:14]} {_TAIL}{tag[-TAIL:]}"


@lru_cache(maxsize=1 << 12)
def _tag_head(tag: str, card_number: str) -> str:
    known = frozenset(_beginnings(card_number))
    return " ".join(beginning for beginning in _beginnings(tag) if beginning not in known)
