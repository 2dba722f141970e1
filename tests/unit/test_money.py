from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import capitals, format_yuan, parse_yuan, split

AMOUNTS = st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("0", 0),
        ("1409.5", 140950),
        ("16,409.02", 1640902),
        ("¥ 1,234,567.89", 123456789),
        ("￥１，２３４．５０元", 123450),
        ("-12.30", -1230),
        ("-¥12.30", -1230),
        ("¥-12.30", -1230),
        (".5", 50),
        ("5.", 500),
        ("1.500", 150),
        (" 8 \u3000", 800),
        (12, 1200),
        (1409.1, 140910),
        (0.1 + 0.7, None),
        (1e3, 100000),
        (Decimal("325.04"), 32504),
        (Decimal("1E+3"), 100000),
        ("9999999999999999.99", 10**18 - 1),
    ],
)
def test_amounts_are_read_exactly_or_not_at_all(written, fen):
    if fen is None:
        with pytest.raises(ValueError, match="exact"):
            parse_yuan(written)
    else:
        assert parse_yuan(written) == fen


@pytest.mark.parametrize(
    "written",
    [
        "", "  ", "-", ".", "¥", "元", "abc", "1,23", "1,2345", "12 34", "1.2.3", "--1", "-¥-1", "1e5",
        "0x10", "٣", "①", "壹", "NaN", "Infinity", "9" * 61, "10000000000000000", "0.001", "1.005", True,
        float("nan"), float("inf"), 1e300, Decimal("NaN"), Decimal("sNaN"), Decimal("0.001"),
        Decimal("1E-30"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - the message differs by cause
        parse_yuan(written)


@given(AMOUNTS, st.booleans())
def test_formatting_and_reading_are_inverse(fen, grouping):
    assert parse_yuan(format_yuan(fen, grouping=grouping)) == fen
    assert parse_yuan(Decimal(fen) / 100) == fen


def test_formatting():
    assert format_yuan(1640902) == "16,409.02"
    assert format_yuan(1640902, grouping=False) == "16409.02"
    assert format_yuan(-5) == "-0.05"


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("0.35", "叁角伍分"),
        ("1", "壹元整"),
        ("1.01", "壹元零壹分"),
        ("10", "壹拾元整"),
        ("10.50", "壹拾元伍角"),
        ("105", "壹佰零伍元整"),
        ("110.02", "壹佰壹拾元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10010", "壹万零壹拾元整"),
        ("11000", "壹万壹仟元整"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("1000000", "壹佰万元整"),
        ("10500000", "壹仟零伍拾万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("1000000010000", "壹万亿零壹万元整"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("-16409.02", "负壹万陆仟肆佰零玖元零贰分"),
    ],
)
def test_capitals(yuan, words):
    assert capitals(parse_yuan(yuan)) == "人民币" + words


def read_capitals(words: str) -> int:
    """An independent reader: sums what each unit says, the way a person adds it up."""
    words = words.removeprefix("人民币")
    sign = -1 if words.startswith("负") else 1
    words = words.removeprefix("负").removesuffix("整").replace("零", "")
    fen = 0
    total = section = digit = 0
    for character in words:
        if character in "壹贰叁肆伍陆柒捌玖":
            digit = "壹贰叁肆伍陆柒捌玖".index(character) + 1
            continue
        match character:
            case "拾" | "佰" | "仟":
                section += digit * {"拾": 10, "佰": 100, "仟": 1000}[character]
            case "万":
                section = (section + digit) * 10_000
                total, section = total + section, 0
            case "亿":
                total, section = (total + section + digit) * 10**8, 0
            case "元":
                fen += (total + section + digit) * 100
            case "角":
                fen += digit * 10
            case "分":
                fen += digit
            case _:
                raise AssertionError(character)
        digit = 0
    return sign * fen


@given(AMOUNTS)
def test_capitals_read_back_to_the_amount(fen):
    words = capitals(fen)
    assert read_capitals(words) == fen
    assert "零零" not in words
    assert "零万" not in words
    assert "零亿" not in words
    assert words.endswith(("分", "角", "元整"))


@given(st.lists(st.sampled_from([0, 0, 0, 1, 9]), min_size=1, max_size=18))
def test_capitals_with_many_zeros_read_back(digits):
    fen = int("".join(map(str, digits)))
    assert read_capitals(capitals(fen)) == fen


def test_capitals_refuse_what_has_no_name():
    with pytest.raises(ValueError, match="too large"):
        capitals(10**18)


@given(AMOUNTS, st.integers(min_value=1, max_value=1000))
def test_shares_add_up_and_differ_by_one_fen(fen, parts):
    shares = split(fen, parts)
    assert len(shares) == parts
    assert sum(shares) == fen
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)


def test_no_part_is_refused():
    with pytest.raises(ValueError, match="one part"):
        split(100, 0)
