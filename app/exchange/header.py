"""Where a list's header stands and which of its columns means what.

Offices write the same list in many ways: title and unit lines above it, one header row or two with merged
cells, the header again on every page, other names for the same column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from app.domain.ledger import REQUIRED_COLUMNS, CardCells, Column
from app.domain.ledger_values import Cell, as_text, clean_code

NAMES: dict[Column, tuple[str, ...]] = {
    Column.CARD_NUMBER: (
        "资产编号", "卡片编号", "固定资产编号", "资产卡片编号", "资产编码", "固定资产编码", "卡片号", "资产号", "编号",
    ),
    Column.NAME: ("资产名称", "固定资产名称", "卡片名称", "设备名称", "物品名称", "名称"),
    Column.CATEGORY_CODE: (
        "国标代码", "资产分类代码", "资产国标分类代码", "分类代码", "国标分类代码", "国标码", "资产类别代码",
        "国标分类",
    ),
    Column.CATEGORY_NAME: (
        "分类名称", "资产分类名称", "国标名称", "国标分类名称", "资产类别名称", "资产分类", "资产类别", "类别",
    ),
    Column.MODEL: ("规格型号", "型号规格", "规格", "型号", "规格及型号"),
    Column.BRAND: ("品牌", "厂牌", "品牌名称", "商标"),
    Column.UNIT: ("计量单位", "单位", "数量单位"),
    Column.QUANTITY: ("数量", "资产数量", "数量合计", "实有数量"),
    Column.VALUE: ("原值", "资产原值", "账面原值", "固定资产原值", "原值合计", "价值", "资产价值", "总价", "金额"),
    Column.DEPRECIATION: ("累计折旧", "累计折旧额", "已提折旧", "累计折旧/摊销", "累计折旧(摊销)"),
    Column.ACQUISITION: ("取得方式", "资产来源", "来源", "购置方式", "增加方式"),
    Column.ACQUIRED_ON: ("取得日期", "购置日期", "取得时间", "购置时间", "购入日期", "入账日期"),
    Column.SERVICE_YEARS: ("使用年限", "折旧年限", "预计使用年限", "最低使用年限"),
    Column.USE_STATE: ("使用状况", "使用状态", "资产状态", "资产使用状况", "使用情况", "状态"),
    Column.DEPARTMENT: ("使用部门", "使用科室", "使用/管理部门", "管理部门", "部门", "科室"),
    Column.KEEPER: ("使用人", "保管人", "责任人", "领用人", "使用/保管人", "管理人"),
    Column.PLACE: ("存放地点", "存放位置", "存放处", "使用地点", "放置地点", "地点", "位置"),
    Column.REMARK: ("备注", "备注信息", "附注"),
}  # fmt: skip
"""What offices call each column, the name that we write first. The better name wins where two columns fit."""

_HEADER_WITHIN = 60  # rows
_ENOUGH_NAMES = 3  # a row with fewer known names is no header
_PARENTHESES = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_NOT_IN_NAMES = re.compile(r"[\s*:]+")


def plain(label: str) -> str:
    """A header text without what varies: "使用年限\\n(年)" → "使用年限"."""
    bare = _NOT_IN_NAMES.sub("", clean_code(label)[0])
    return _PARENTHESES.sub("", bare) or bare


_RANKS: dict[str, tuple[Column, int]] = {
    plain(name): (column, rank) for column, names in NAMES.items() for rank, name in reversed([*enumerate(names)])
}


@dataclass(frozen=True)
class SheetMapping:
    """Which sheet column (from 0) holds what. `labels` are the header texts of all sheet columns, two header
    rows made one; `header_rows` count from 1. A person's correction is a copy with other `columns`."""

    columns: Mapping[Column, int]
    labels: tuple[str, ...]
    header_rows: tuple[int, ...]

    @property
    def missing(self) -> tuple[Column, ...]:
        """Columns without which the list cannot be imported."""
        return tuple(column for column in REQUIRED_COLUMNS if column not in self.columns)

    def profile(self) -> dict[str, str]:
        """Header text → column id: what to keep of a corrected mapping for this office's next list."""
        return {plain(self.labels[index]): str(column) for column, index in self.columns.items()}

    @cached_property
    def pick(self) -> Callable[[Sequence[Cell]], CardCells]:
        """Gives the cells of a row in the order of `Column`; without a column 数量 a card is one piece."""
        width = len(self.labels)
        absent = dict.fromkeys(Column, width) | {Column.QUANTITY: width + 1}
        picked = itemgetter(*(self.columns.get(column, absent[column]) for column in Column))
        return lambda cells: picked((*cells, "", 1))


def propose_mapping(rows: Sequence[Sequence[Cell]], profile: Mapping[str, str] | None = None) -> SheetMapping | None:
    """The header found in the first rows of a sheet, or None. `profile` names go before our own."""
    known = dict(_RANKS)
    for label, column in (profile or {}).items():
        known[plain(label)] = (Column(column), -1)
    best: SheetMapping | None = None
    best_score = (_ENOUGH_NAMES, -3)
    texts = [[as_text(cell).strip() for cell in row] for row in rows[: _HEADER_WITHIN + 1]]
    for index, upper in enumerate(texts[:_HEADER_WITHIN]):
        lower = texts[index + 1] if index + 1 < len(texts) else []
        merged = [under or over for over, under in zip(upper, lower, strict=False)]
        for labels, header_rows in ((upper, (index + 1,)), (merged, (index + 1, index + 2))):
            columns = _recognise(labels, known)
            score = (len(columns), -len(header_rows))  # the line above a header is not merged into it for nothing
            if score > best_score:
                best, best_score = SheetMapping(columns, tuple(labels), header_rows), score
    return best


def _recognise(labels: Sequence[str], known: Mapping[str, tuple[Column, int]]) -> dict[Column, int]:
    found: dict[Column, tuple[int, int]] = {}
    for index, label in enumerate(labels):
        if match := known.get(plain(label)) if label else None:
            column, rank = match
            found[column] = min(found.get(column, (rank, index)), (rank, index))
    return {column: index for column, (_, index) in found.items()}
