"""Money as a whole number of fen (1 yuan = 100 fen), so that sums are exact.

Capitals follow 会计基础工作规范 (财会字〔1996〕19号) article 52 and the rules for filling in bills in
支付结算办法 (银发〔1997〕393号) annex 1: 整 after 元, optional and here omitted after 角, never after 分;
a gap of zeros inside the figure is read as one 零.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_LIMIT = 10**18  # fen; beyond it the names of the groups end, and soon a signed 64-bit column
_FIGURES = re.compile(r"([+-]?)(?:[¥￥]\s*)?([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]*))?(?:\s*元)?")
_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋−", "0123456789.,-+-")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万")  # 万亿 in two steps, as in 壹万零壹亿


def parse_yuan(value: str | int | float | Decimal) -> int:
    """Yuan as written or read from a ledger, in fen: "¥1,409.5" → 140950.

    Text may hold grouping commas, a currency sign, full-width figures and a trailing 元. A float counts as
    the decimal that its shortest form shows (1409.1, not 1409.0999…). Raises ValueError for anything that
    is not a number, is not exact to the fen, or reaches 10¹⁶ yuan.
    """
    if isinstance(value, bool):
        raise ValueError(f"not an amount: {value!r}")
    if isinstance(value, str):
        if len(value) > 60:
            raise ValueError(f"not an amount: {value[:40]!r}…")
        match = _FIGURES.fullmatch(value.translate(_TO_HALF_WIDTH).strip())
        if not match or not (match[3] or match[4]) or (match[1] and match[2]):
            raise ValueError(f"not an amount: {value!r}")
        yuan = Decimal(f"{match[1]}{match[2]}{(match[3] or '0').replace(',', '')}.{match[4] or '0'}")
    else:
        yuan = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not yuan.is_finite() or abs(yuan) >= _LIMIT // 100:
        raise ValueError(f"not an amount: {value!r}")
    numerator, denominator = yuan.as_integer_ratio()
    fen, rest = divmod(numerator * 100, denominator)
    if rest:
        raise ValueError(f"not exact to the fen: {value!r}")
    return fen


def format_yuan(fen: int, *, grouping: bool = True) -> str:
    """Yuan with two decimals: 1640902 → "16,409.02", or "16409.02" without grouping."""
    yuan, rest = divmod(abs(fen), 100)
    figures = f"{yuan:,}" if grouping else str(yuan)
    return f"{'-' if fen < 0 else ''}{figures}.{rest:02d}"


def capitals(fen: int) -> str:
    """The amount in Chinese capitals: 1640902 → 人民币壹万陆仟肆佰零玖元零贰分.

    Raises ValueError from 10¹⁶ yuan on, where the names of the groups end.
    """
    if abs(fen) >= _LIMIT:
        raise ValueError(f"too large for capitals: {fen}")
    yuan, rest = divmod(abs(fen), 100)
    jiao, odd_fen = divmod(rest, 10)
    words = "人民币负" if fen < 0 else "人民币"
    if yuan:
        words += "".join(_yuan_words(yuan)) + "元"
    if not rest:
        return words + ("整" if yuan else "零元整")
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    if odd_fen:
        words += f"{_DIGITS[odd_fen]}分"
    return words


def _yuan_words(yuan: int) -> Iterator[str]:
    gap = False  # zeros passed since the last figure, owed one 零 before the next
    begun = False
    for power in reversed(range(len(_GROUPS))):
        group = yuan // 10 ** (4 * power) % 10_000
        for place, digit in zip(_PLACES, map(int, f"{group:04d}"), strict=True):
            if not digit:
                gap = begun
                continue
            yield f"{'零' if gap else ''}{_DIGITS[digit]}{place}"
            gap, begun = False, True
        if group or (power == 2 and begun):
            yield _GROUPS[power]


def split(fen: int, parts: int) -> list[int]:
    """`fen` in `parts` shares that differ by at most one fen and add up exactly; larger shares come first.

    Raises ValueError where there is no part to give to.
    """
    if parts < 1:
        raise ValueError("an amount is split into one part or more")
    share, rest = divmod(fen, parts)
    return [share + 1] * rest + [share] * (parts - rest)
