from __future__ import annotations

import re

import pytest

from printing.fonts import BOLD, MISSING, REGULAR, to_unicode_map

# Ideographs of GB 18030-2022 at implementation level 3: the URO to U+9FEF, extensions A to F, and the twelve
# unified ones among the compatibility ideographs
LEVEL_3 = [
    range(0x4E00, 0x9FF0),
    range(0x3400, 0x4DB6),
    range(0x20000, 0x2A6D7),
    range(0x2A700, 0x2B735),
    range(0x2B740, 0x2B81E),
    range(0x2B820, 0x2CEA2),
    range(0x2CEB0, 0x2EBE1),
    [0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29],
]


def test_every_ideograph_of_level_3_has_a_glyph():
    assert sum(map(len, LEVEL_3)) == 87_887
    for face in (REGULAR, BOLD):
        homeless = [
            f"U+{code:04X}"
            for block in LEVEL_3
            for code in block
            if "".join(text for _, text in face.runs(chr(code))) != chr(code)
        ]
        assert homeless == []


def test_a_character_that_no_font_has_is_marked():
    assert "".join(text for _, text in REGULAR.runs("\U0001f642")) == MISSING


def decode(cmap: str) -> dict[int, str]:
    """An independent reader of bfchar blocks."""
    pairs = {}
    for count, block in re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", cmap, re.DOTALL):
        lines = block.split("\n")
        assert len(lines) == int(count) <= 100
        for line in lines:
            code, text = re.fullmatch(r"<([0-9A-F]{2})> <([0-9A-F]+)>", line).groups()
            pairs[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return pairs


def test_the_map_says_every_character_in_utf_16():
    subset = [0, *range(0x20, 0x7F), 0x36C3, 0x20164, 0x2C35B, *range(0x4E00, 0x4E40)]
    assert decode(to_unicode_map("AAAAAA+X", subset)) == {
        code: chr(character) for code, character in enumerate(subset) if character
    }


def test_reportlab_still_needs_the_repair():
    """Fails once reportlab writes surrogate pairs by itself: then `EmbeddedFont` can go."""
    from reportlab.pdfbase.ttfonts import makeToUnicodeCMap

    assert "<20164>" in makeToUnicodeCMap("X", [0x20164])


@pytest.mark.parametrize("text", ["公物仓", "A4 复印机", "𡃁"])
def test_width_is_the_sum_of_the_advances(text):
    assert REGULAR.width(text, 20) == pytest.approx(sum(REGULAR.width(character, 20) for character in text))
    assert REGULAR.width("公", 10) == 10
