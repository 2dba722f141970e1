"""Tag numbers and document numbers: unique while offline, and able to prove a typing mistake.

A running number is drawn per station (one PC at a site), so two stations never draw the same one.
Check characters after ISO/IEC 7064:2003: MOD 11,10 for digits, MOD 37,36 for letters and digits.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from enum import StrEnum

from app.domain.errors import Invalid

PLACE_AS_CODE = 20
"""Characters of a place's name that may be its code; a longer one would make bars too fine for most labels."""

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SITE = re.compile(r"[0-9]{6}")
_TAG = re.compile(r"[0-9]{16}")
_PLACE = re.compile(r"KW[0-9]{16}[0-9A-Z]")
_DOCUMENT = re.compile(r"[A-Z]{2}[0-9]{20}[0-9A-Z]")


class DocumentKind(StrEnum):
    """Kind of a document; the value is the prefix of its number (pinyin initials of its Chinese name)."""

    INTAKE = "RK"  # 入库
    LOAN = "JY"  # 借用
    RETURN = "GH"  # 归还
    REQUEST = "SQ"  # 申请
    DISPATCH = "PC"  # 派车
    IMPORT = "DR"  # 导入
    TRANSFER = "YK"  # 移库
    CORRECTION = "GZ"  # 更正
    HANDOVER = "JJ"  # 交接
    ALLOCATION = "TJ"  # 调剂
    DISPOSAL = "CZ"  # 处置
    STOCKTAKE = "PD"  # 盘点
    RENT = "ZJ"  # 租金
    VEHICLE = "CJ"  # 车辆交接


def _steps(modulus: int) -> list[dict[str, int]]:
    """From each product and the next character to the next product (a ledger brings 40,000 numbers at once)."""
    return [
        {
            character: ((product + value) % modulus or modulus) * 2 % (modulus + 1)
            for value, character in enumerate(_ALPHANUMERIC[:modulus])
        }
        for product in range(modulus + 1)
    ]


_STEPS = {modulus: _steps(modulus) for modulus in (10, 36)}


def _hybrid_check(text: str, modulus: int) -> int:
    """The check value of a hybrid system, ISO/IEC 7064 clause 9."""
    steps = _STEPS[modulus]
    product = modulus
    for character in text:
        product = steps[product][character]
    return (modulus + 1 - product) % modulus


def tag_number(site: str, station: int, running: int) -> str:
    """16 digits: site (6), station (2), running number (7), check digit.

    Raises Invalid where a part does not fit its place.
    """
    if not (_SITE.fullmatch(site) and 0 < station < 100 and 0 < running < 10_000_000):
        raise Invalid("tag.out_of_range", site=site, station=station, running=running)
    body = f"{site}{station:02d}{running:07d}"
    return body + str(_hybrid_check(body, 10))


def is_tag_number(text: str) -> bool:
    """Whether `text` is a tag number whose check digit is right."""
    return bool(_TAG.fullmatch(text)) and int(text[-1]) == _hybrid_check(text[:-1], 10)


def group_tag_number(tag: str) -> str:
    """The tag number spaced for reading: `370883 01 0000123 4` → `370883 01 00001234`."""
    return f"{tag[:6]} {tag[6:8]} {tag[8:]}" if _TAG.fullmatch(tag) else tag


def place_code(site: str, warehouse: str, place: str) -> str:
    """The code of a place: KW, site (6), 10 digits that follow from the names, check character.

    Wherever the place is named it has this code, and no list of places need be kept.
    """
    digest = hashlib.sha256(f"{warehouse}\n{place}".encode("utf-8", "surrogatepass")).digest()
    body = f"KW{site}{int.from_bytes(digest[:8], 'big') % 10**10:010d}"
    return body + _ALPHANUMERIC[_hybrid_check(body, 36)]


def is_place_code(text: str) -> bool:
    """Whether `text` is the code of a place whose check character is right."""
    return bool(_PLACE.fullmatch(text)) and text[-1] == _ALPHANUMERIC[_hybrid_check(text[:-1], 36)]


def document_number(kind: DocumentKind, site: str, day: date, station: int, running: int) -> str:
    """23 characters: kind (2), site (6), date (8), station (2), running number of the day (4), check character.

    Raises Invalid where a part does not fit its place.
    """
    if not (_SITE.fullmatch(site) and 0 < station < 100 and 0 < running < 10_000):
        raise Invalid("document.out_of_range", site=site, station=station, running=running)
    body = f"{kind.value}{site}{day:%Y%m%d}{station:02d}{running:04d}"
    return with_check_character(body)


def with_check_character(body: str) -> str:
    """A document number without its last character, made whole. Raises KeyError for other than letters and digits."""
    return body + _ALPHANUMERIC[_hybrid_check(body, 36)]


def under_station(number: str, site: str, station: int) -> str:
    """A tag or document number of the site with the same running number under that station; any other text as it is.

    Numbers of several stations may become one: only those that one PC drew, from one sequence, stay apart.
    """
    if is_tag_number(number) and number[:6] == site:
        return tag_number(site, station, int(number[8:15])) if int(number[8:15]) else number
    if is_document_number(number) and number[2:8] == site:
        return with_check_character(f"{number[:16]}{station:02d}{number[18:22]}")
    return number


def is_document_number(text: str) -> bool:
    """Whether `text` is a document number whose check character is right."""
    if not _DOCUMENT.fullmatch(text):
        return False
    return text[-1] == _ALPHANUMERIC[_hybrid_check(text[:-1], 36)]
