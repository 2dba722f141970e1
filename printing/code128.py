"""Code 128 (ISO/IEC 15417) with code sets B and C: the values of its symbols, and their bars."""

from __future__ import annotations

import re

TO_C, TO_B, START_B, START_C = 99, 100, 104, 105
_STOP = "1100011101011"
_RUN = re.compile(r"[0-9]+|[^0-9]+")

# Widths of the bars and spaces of the values 0 to 105 (ISO/IEC 15417, table 1).
_WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 "
)
_PATTERNS = ["".join("10"[at % 2] * int(width) for at, width in enumerate(widths)) for widths in _WIDTHS.split()]


def values(text: str) -> list[int]:
    """The symbols for printable ASCII, start included, check and stop not.

    Digits go in pairs (set C) where that makes the code shorter: two alone, four or more at an end, six or more
    between (ISO/IEC 15417, on the least symbol length).
    """
    found: list[int] = []
    in_c = False
    for part, paired in _parts(text):
        if not found:
            found.append(START_C if paired else START_B)
        elif paired != in_c:
            found.append(TO_C if paired else TO_B)
        in_c = paired
        found += [int(part[at : at + 2]) for at in range(0, len(part), 2)] if paired else [ord(c) - 32 for c in part]
    return found


def bars(text: str) -> str:
    """The modules from the first bar to the last, "1" for dark."""
    found = values(text)
    check = (found[0] + sum(at * value for at, value in enumerate(found))) % 103
    return "".join(map(_PATTERNS.__getitem__, [*found, check])) + _STOP


def _parts(text: str) -> list[tuple[str, bool]]:
    """The text in parts, with whether each is digits in pairs."""
    runs = _RUN.findall(text)
    parts: list[tuple[str, bool]] = []
    for number, run in enumerate(runs):
        at_end, odd = number in (0, len(runs) - 1), len(run) % 2
        if not run[0].isdigit() or not (len(run) >= (4 if at_end else 6) or (run == text and len(run) == 2)):
            parts.append((run, False))
        elif number:  # an odd digit goes before the pairs; where the text begins, after them
            parts += [(run[:odd], False), (run[odd:], True)]
        else:
            parts += [(run[: len(run) - odd], True), (run[len(run) - odd :], False)]
    return [part for part in parts if part[0]]
