"""What stands on the pages of a list besides its cards: title, unit and date lines, headers again, sums,
signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.ledger import Column
from app.domain.ledger_values import Cell, clean_code, read_date
from app.exchange.header import SheetMapping

_SPACE = re.compile(r"\s+")
_SUM = re.compile(r"(?:本?页)?(?:小计|合计|累计|总计|共计)|合计金额|过次页|承前页")
_CAPTION = re.compile(
    r"(?:制表|填表|编制|填报|单位|部门)?(?:人|单位|负责人|单位名称)(?:\(签[章字]\))?:"
    r"|(?:审核|复核|经办|财务|资产|分管|主管|会计|监盘|盘点)[^:]{0,8}:"
    r"|(?:制表|填表|填报|打印|编制|截止|报表)(?:日期|时间):"
    r"|(?:注|说明|备注|附注|填表说明):"
    r"|\(?(?:签章|盖章|公章)|第\d+页|共\d+页"
)
_UNIT = re.compile(
    r"(?:(?:编制|填报|使用|资产|管理|主管)?单位(?:名称)?|单位名称):\s*"
    r"(?P<name>\S.*?)\s*(?:\((?P<code>\d{6})\))?(?:\s{2,}|$)"
)
_CUT_OFF = re.compile(r"截[止至](?:日期|时间)?:?\s*(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|\d{8})")
_MONEY_UNIT = re.compile(r"(?:金额)?单位:\s*(人民币)?(?P<wan>[万千百])?元(?=[\s,;)]|$)")
_IN_WAN = re.compile(r"\([^)]*[万千百]元[^)]*\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines above the header tell. `in_yuan` is False where amounts are in 万元 or the like."""

    unit_name: str
    unit_code: str  # 6 digits of GB/T 2260, or empty
    cut_off: date | None
    in_yuan: bool


def read_heading(rows: Sequence[Sequence[Cell]], mapping: SheetMapping) -> Heading:
    unit_name = unit_code = ""
    cut_off = None
    in_yuan = not any(
        _IN_WAN.search(clean_code(mapping.labels[mapping.columns[column]])[0])
        for column in (Column.VALUE, Column.DEPRECIATION)
        if column in mapping.columns
    )
    for row in rows[: mapping.header_rows[0] - 1]:
        # A label and what it labels may stand in one cell or in two: "截止日期:" | 2026-06-30
        line = "  ".join(clean_code(cell)[0] for cell in row if cell != "").replace(":  ", ":")
        if money := _MONEY_UNIT.search(line):
            in_yuan = in_yuan and not money["wan"]
            line = line.replace(money[0], "")
        if not unit_name and (unit := _UNIT.search(line)):
            unit_name, unit_code = unit["name"], unit["code"] or ""
        if cut_off is None and (found := _CUT_OFF.search(line)):
            try:
                cut_off = read_date(_SPACE.sub("", found[1]), typed=False)[0]
            except ValueError:
                continue
    return Heading(unit_name, unit_code, cut_off, in_yuan)


class Furniture:
    """Tells rows that are no cards. A row that it does not know counts as a card, so that none is lost."""

    def __init__(self, rows: Sequence[Sequence[Cell]], mapping: SheetMapping) -> None:
        last = mapping.header_rows[-1]
        self._above = {_texts(row) for row in rows[:last]}
        self._number = mapping.columns[Column.CARD_NUMBER]
        self._number_labels = {row[self._number] for row in rows[:last]} - {""}
        self._few = sum(1 for label in mapping.labels if label) / 2

    def holds(self, row: Sequence[Cell]) -> bool:
        filled = len(row) - row.count("")
        if filled >= self._few and row[self._number] not in self._number_labels and row[self._number] != "":
            return False  # the plain case, quickly
        texts = _texts(row)
        words = [text for text in texts if text]
        if not words or texts in self._above:
            return True
        if not texts[self._number] and _SUM.fullmatch(words[0].rstrip(":")):
            return True
        return filled < self._few and bool(_CAPTION.match(words[0]))


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    """The row without spaces and with half-width punctuation, as the patterns above expect."""
    return tuple(_SPACE.sub("", clean_code(cell)[0]) for cell in row)
