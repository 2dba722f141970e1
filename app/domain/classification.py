"""Category codes of GB/T 14885 (固定资产等资产基础分类与代码), each with the edition it belongs to.

The 2010 edition writes 7 digits, the 2022 edition 'A' and 8 digits in four pairs; the same digits mean
different things in the two, so a code never travels without its edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

EDITION_2010 = 2010
EDITION_2022 = 2022

_EDITION_BY_SHAPE = (
    (EDITION_2022, re.compile(r"A[0-9]{8}")),
    (EDITION_2010, re.compile(r"[0-9]{7}")),
)


@lru_cache(maxsize=4096)  # a list repeats its few codes on every row
def parse_code(text: str) -> tuple[int, str]:
    """The edition and the code in capitals: "a02010105" → (2022, "A02010105"), "2010104" → (2010, "2010104").

    Only the shape is judged, not whether a table lists the code. Raises ValueError for any other shape.
    """
    code = text.strip().upper()
    for edition, shape in _EDITION_BY_SHAPE:
        if shape.fullmatch(code):
            return edition, code
    raise ValueError(f"not a GB/T 14885 code: {text[:40]!r}")


@dataclass(frozen=True, slots=True)
class Category:
    """One line of the table. `min_service_years` follows 财会〔2017〕4号, None where that sets none."""

    edition: int
    code: str
    name: str
    unit: str
    min_service_years: int | None


class Classification:
    """The categories that a site has loaded, by edition and code."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._categories = {(category.edition, category.code): category for category in categories}

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Classification:
        """From rows with the keys edition, code, name, unit, min_service_years (empty: none).

        Raises ValueError naming the line (the header is line 1) where a row is malformed, its code is not
        of the edition that it states.
        """
        categories = []
        for line, row in enumerate(rows, 2):
            try:
                edition, code = parse_code(row["code"])
                if edition != int(row["edition"]):
                    raise ValueError(f"{code} is not of the {row['edition']} edition")
                years = int(row["min_service_years"]) if row["min_service_years"] else None
                categories.append(Category(edition, code, row["name"], row["unit"], years))
            except (KeyError, TypeError, ValueError) as fault:
                raise ValueError(f"line {line}: {fault}") from fault
        if not categories:
            raise ValueError("no codes in it")
        return cls(categories)

    def get(self, edition: int, code: str) -> Category | None:
        return self._categories.get((edition, code))

    def __contains__(self, key: object) -> bool:
        """Whether (edition, code) is listed."""
        return key in self._categories

    def __iter__(self) -> Iterator[Category]:
        return iter(self._categories.values())

    def __len__(self) -> int:
        return len(self._categories)
