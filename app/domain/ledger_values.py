"""The cells of an office's asset-card list, put right one at a time: text, amounts, quantities, dates.

Each function returns the value and how it had to be normalised, or raises ValueError where the cell cannot
be meant. A normalised value normalises to itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeAlias

from app.domain.money import parse_yuan

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""A cell as a sheet holds it; the empty string is an empty cell."""

MAX_QUANTITY = 10_000  # pieces of one card; a larger figure in a card list is a slip of the pen
_MAX_YUAN = 10**12
_FIRST_YEAR = 1900
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927 to 2119: below are bare years such as 2019, above yyyymm


class Normalisation(StrEnum):
    """What was put right. The values stand in reports; words for a person are under ledger.normalised.*."""

    CODE_2010 = "category code of the 2010 edition"
    SPACES = "spaces around text"
    LINE_BREAK = "line break in text"
    FULL_WIDTH = "full-width characters"
    INVISIBLE = "invisible characters"
    FORMULA_LIKE = "formula-like text"
    CURRENCY_SIGN = "amount with currency sign"
    AMOUNT_TEXT = "amount as text with commas"
    AMOUNT_ROUNDED = "amount rounded to the fen"
    QUANTITY_TEXT = "quantity as text"
    DATE_CHINESE = "date as Chinese text"
    DATE_COMPACT = "date as yyyymmdd text"
    DATE_DOTTED = "date as y.m.d text"
    DATE_ISO = "date as y-m-d text"
    DATE_SERIAL = "date as Excel day number"
    USE_STATE = "use state by another name"

    @property
    def key(self) -> str:
        """Where its words are looked up."""
        return f"ledger.normalised.{self.name.lower()}"


Marks: TypeAlias = tuple[Normalisation, ...]

# Marks of direction, zero-width space, byte order mark, control characters; not ZWJ, which joins glyphs.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LINE_BREAK = re.compile(r"[^\S\r\n\v\f\x85\u2028\u2029]*[\r\n\v\f\x85\u2028\u2029]\s*")
# All that _tidy could change, in one quick look: nine cells in ten have none of it.
_UNTIDY = re.compile(rf"{_INVISIBLE.pattern}|[\r\n\v\f\x85\u2028\u2029\u3000\uff01-\uff5e]|^\s|\s$")
_ASCII_FORMS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LETTERS_AND_DIGITS = {
    code: ascii_code for code, ascii_code in _ASCII_FORMS.items() if chr(ascii_code).isalnum() or code == 0x3000
}
_FORMULA_START = re.compile(r"[=+\-@＝＋－＠].", re.DOTALL)
_FIRST_IDEOGRAPHIC = "\u2e80"

_DATES = (
    (re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?"), Normalisation.DATE_CHINESE),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), Normalisation.DATE_COMPACT),
    (re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"), Normalisation.DATE_DOTTED),
    (re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]0?0:00(?::00)?)?"), Normalisation.DATE_ISO),
)


def as_text(cell: Cell) -> str:
    """What a person reads in the cell: 9939.0 → "9939", a date in ISO form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def clean_text(text: str) -> tuple[str, Marks]:
    """Free text on one line, without stray spaces and invisible characters, letters and digits half-width.

    Chinese punctuation stays as it is. Text that looks like a formula stays text and is only marked.
    """
    text, marks = _tidy(text, _LETTERS_AND_DIGITS)
    if _FORMULA_START.match(text):
        marks = (*marks, Normalisation.FORMULA_LIKE)
    return text, marks


def clean_code(cell: Cell) -> tuple[str, Marks]:
    """A number or code: as clean_text, and full-width punctuation becomes half-width too."""
    text = cell if isinstance(cell, str) else as_text(cell)
    if text.isascii() and text.isalnum():
        return text, ()
    return _tidy(text, _ASCII_FORMS)


def _tidy(text: str, forms: Mapping[int, int]) -> tuple[str, Marks]:
    if not _UNTIDY.search(text):
        return text, ()
    marks: list[Normalisation] = []
    for mark, tidied in (
        (Normalisation.INVISIBLE, lambda given: _INVISIBLE.sub("", given)),
        (Normalisation.LINE_BREAK, lambda given: _LINE_BREAK.sub(_joint, given)),
        (Normalisation.FULL_WIDTH, lambda given: given.translate(forms)),
        (Normalisation.SPACES, str.strip),
    ):
        result = tidied(text)
        if result != text:
            marks.append(mark)
            text = result
    return text, tuple(marks)


def _joint(line_break: re.Match[str]) -> str:
    """Chinese runs on where a line breaks; words in Latin letters need a space."""
    before = line_break.string[: line_break.start()][-1:]
    after = line_break.string[line_break.end() :][:1]
    if not before or not after or before >= _FIRST_IDEOGRAPHIC or after >= _FIRST_IDEOGRAPHIC:
        return ""
    return " "


def read_amount(cell: Cell, *, typed: bool) -> tuple[int, Normalisation | None]:
    """Yuan in fen. `typed` sheets know numbers, so an amount as text counts as put right.

    A computed number is rounded half up to the fen, as Excel shows it; text must be exact.
    """
    if isinstance(cell, float):
        fen = round(cell * 100) if abs(cell) < _MAX_YUAN else 0
        if fen / 100 == cell:
            return fen, None
        yuan = Decimal(repr(cell))
        if not abs(yuan) < _MAX_YUAN:
            raise ValueError(f"not an amount: {cell!r}")
        return int(yuan.scaleb(2).quantize(Decimal(1), ROUND_HALF_UP)), Normalisation.AMOUNT_ROUNDED
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _bounded(parse_yuan(cell)), None
    if not isinstance(cell, str):
        raise ValueError(f"not an amount: {cell!r}")
    text = clean_code(cell)[0]
    fen = _bounded(parse_yuan(text))
    if "¥" in text or "￥" in text or text.endswith("元"):
        return fen, Normalisation.CURRENCY_SIGN
    return fen, Normalisation.AMOUNT_TEXT if typed or "," in text else None


def _bounded(fen: int) -> int:
    if abs(fen) >= _MAX_YUAN * 100:
        raise ValueError(f"not an amount of one card: {fen} fen")
    return fen


def read_quantity(cell: Cell, *, typed: bool) -> tuple[int, Normalisation | None]:
    """A whole number of pieces from 1 to MAX_QUANTITY."""
    mark = None
    if isinstance(cell, str):
        text = clean_code(cell)[0]
        if not re.fullmatch(r"[0-9]{1,9}(?:\.0+)?", text):
            raise ValueError(f"not a quantity: {cell[:40]!r}")
        cell = float(text)
        mark = Normalisation.QUANTITY_TEXT if typed else None
    if not isinstance(cell, (int, float)) or isinstance(cell, bool):
        raise ValueError(f"not a quantity: {cell!r}")
    if not 1 <= cell <= MAX_QUANTITY or cell != int(cell):
        raise ValueError(f"not a quantity: {cell!r}")
    return int(cell), mark


def read_date(cell: Cell, *, typed: bool) -> tuple[date, Normalisation | None]:
    """A calendar day from 1900 on. In sheets that are not `typed`, y-m-d text is the plain form of a date."""
    if isinstance(cell, date):
        if cell.year < _FIRST_YEAR:
            raise ValueError(f"not a date of acquisition: {cell}")
        return cell.date() if isinstance(cell, datetime) else cell, None
    if isinstance(cell, float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return _EXCEL_DAY_ZERO + timedelta(days=int(cell)), Normalisation.DATE_SERIAL
    text = clean_code(cell)[0]
    for form, mark in _DATES:
        if match := form.fullmatch(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if day.year < _FIRST_YEAR:
                break
            return day, None if mark is Normalisation.DATE_ISO and not typed else mark
    raise ValueError(f"not a date: {text[:40]!r}")


def read_years(cell: Cell) -> int | None:
    """A service life in whole years, 1 to 100: 6.0, "6", "6年"; None for an empty cell."""
    if isinstance(cell, float) and cell.is_integer() and 1 <= cell <= 100:
        return int(cell)
    text = clean_code(cell)[0].removesuffix("年").strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 100:
        raise ValueError(f"not a service life: {text[:40]!r}")
    return int(text)
