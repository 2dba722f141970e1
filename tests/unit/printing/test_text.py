from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.fonts import BOLD, MISSING, REGULAR
from printing.text import clean, cut, wrap

CHINESE = st.text(st.sampled_from("台式计算机办公桌，。（）《》A4 -b1.5\n<&>𬍛㛃…%￥"), max_size=60)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("台式计算机", "台式计算机"),
        ("<b>&amp;", "<b>&amp;"),
        ("a\tb\u00a0c\u2003d", "a b c d"),
        ("a\r\nb\u2028c\x0bd", "a\nb\nc\nd"),
        ("张\u202e三\u2066四\u2069\u200f\u200d\ufeff", "张三四"),
        ("葛\U000e0100城\ufe00", "葛城"),
        ("a\x00\x1b[31m\x7f\x9f", "a[31m"),
        ("全\u3000角", "全\u3000角"),
        ("㛃䶮𬍛𫖯𠅤𡃁𠮷", "㛃䶮𬍛𫖯𠅤𡃁𠮷"),
    ],
)
def test_what_has_no_picture_is_left_out(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(st.characters()))
def test_cleaning_is_stable_and_holds_no_control(text):
    cleaned = clean(text)
    assert clean(cleaned).rstrip("\n") == cleaned.rstrip("\n")
    assert not any(ord(character) < 32 and character != "\n" for character in cleaned)


@given(CHINESE, st.floats(min_value=12, max_value=200))
def test_lines_fit_and_lose_nothing(text, width):
    lines = wrap(text, REGULAR, 9, width)
    assert all(REGULAR.width(line, 9) <= width + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(CHINESE, st.floats(min_value=40, max_value=200), st.integers(min_value=1, max_value=3))
def test_cut_lines_fit_and_say_that_they_are_cut(text, width, most):
    lines = wrap(text, BOLD, 9, width, most)
    whole = wrap(text, BOLD, 9, width)
    assert len(lines) <= most
    assert all(BOLD.width(line, 9) <= width + 1e-6 for line in lines)
    assert (lines == whole) if len(whole) <= most else lines[-1].endswith("…")


def test_lines_break_the_chinese_way():
    em = 10.0
    assert wrap("一二三四。五", REGULAR, em, 40) == ["一二三", "四。五"]
    assert wrap("一二三（四五）", REGULAR, em, 40) == ["一二三", "（四五）"]
    assert wrap("型号 ThinkCentre-M750t 一台", REGULAR, em, 95) == ["型号", "ThinkCentre-M750t", "一台"]
    assert wrap("第一行\n\n第二行", REGULAR, em, 100) == ["第一行", "第二行"]
    assert wrap(" \n ", REGULAR, em, 100) == []


def test_a_word_wider_than_the_line_is_broken():
    lines = wrap("0123456789" * 5, REGULAR, 10, 60)
    assert len(lines) > 1
    assert "".join(lines) == "0123456789" * 5


def test_cutting_leaves_what_fits():
    assert cut("办公桌", REGULAR, 10, 30) == "办公桌"
    assert cut("办公桌椅", REGULAR, 10, 30) == "办公…"


def test_each_character_finds_its_font():
    runs = [(font.fontName, text) for font, text in REGULAR.runs("张𬍛𡃁A\ue000\ud800")]
    assert runs == [
        ("NotoSansSC-Regular", "张𬍛"),
        ("HanaMinB", "𡃁"),
        ("NotoSansSC-Regular", f"A{MISSING}{MISSING}"),
    ]
    assert next(iter(BOLD.runs("张")))[0].fontName == "NotoSansSC-Bold"
