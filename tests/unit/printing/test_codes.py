from __future__ import annotations

import string

import pytest
import zint
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import Invalid
from printing.codes import Code, check, code128, qr

SAFE = "".join(sorted(set(string.printable[:94]) - set('>^~_"\\')))


def bits(code: Code) -> list[str]:
    return ["".join(f"{byte:08b}" for byte in row)[: code.width] for row in code.rows]


def picture(code: Code, scale: int = 3, height: int = 1) -> Image.Image:
    image = Image.new("L", (code.width + 2 * code.quiet, code.height * height + 2 * code.quiet), 255)
    for y, row in enumerate(bits(code)):
        for x, bit in enumerate(row):
            if bit == "1":
                image.paste(
                    0, (code.quiet + x, code.quiet + y * height, code.quiet + x + 1, code.quiet + (y + 1) * height)
                )
    return image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)


@settings(deadline=None)
@given(st.text(SAFE, min_size=1, max_size=48))
def test_what_is_accepted_reads_back(text):
    linear = zxingcpp.read_barcodes(picture(code128(text), height=40))
    matrix = zxingcpp.read_barcodes(picture(qr(text)))
    assert [found.text for found in linear] == [text]
    assert [found.text for found in matrix] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "3708830100000013",
        "1234",
        "98765432109876",
        "ABC-DEF",
        "99",
        "9912ABC",
        "A1234B",
        "A123456B",
        "12A",
        "1234A",
    ],
)
def test_code_128_agrees_with_another_encoder(text):
    other = zint.Symbol()
    other.symbology = zint.Symbology.CODE128
    other.encode(text)
    assert code128(text).width == other.width


def test_a_tag_number_is_short():
    assert code128("3708830100000013").width == 123
    assert qr("3708830100000013").width == 21


@pytest.mark.parametrize(
    "text",
    [
        "", " ", " 12", "12 ", "3" * 49, "笔记本", "１２３", "12\n34", "12\r", "\t", "\x00", "\x7f", "a>b", "a^b",
        "^XZ^XA", "a~b", "a_b", 'a"b', "a\\b", "é", "12\u200b34", "\ud800",
    ],
)  # fmt: skip
@pytest.mark.parametrize("use", [check, code128, qr])
def test_what_some_printer_or_scanner_would_spoil_is_refused(use, text):
    with pytest.raises(Invalid) as refusal:
        use(text)
    assert refusal.value.code in {"code.empty", "code.too_long", "code.character"}
    assert str(refusal.value).isascii()


@pytest.mark.parametrize("dots_per_inch", [203, 300, 600])
def test_modules_are_whole_dots_and_the_largest_that_fit(dots_per_inch):
    code = code128("3708830100000013")
    dot = 25.4 / dots_per_inch
    module = code.fit(44, dots_per_inch)
    assert module / dot == pytest.approx(round(module / dot))
    assert module >= 0.25
    assert module * 143 <= 44 < (module + dot) * 143


def test_a_code_without_room_is_refused_and_not_squeezed():
    with pytest.raises(Invalid) as refusal:
        code128("3708830100000013").fit(35.7, 300)
    assert refusal.value.code == "code.does_not_fit"
    assert refusal.value.params == {"needed_mm": 35.8, "room_mm": 35.7}
    with pytest.raises(Invalid):
        code128("3708830100000013").fit(36, 300)  # 0.25 mm would fit, the next whole dot does not
