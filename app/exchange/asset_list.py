"""The list of assets as it leaves the counter: which columns, under which names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.asset import STATUS_ZH
from app.exchange.export import ExportColumn, Kind, Value
from app.services.queries import AssetFilter, AssetRow, Queries

_PAGE = 1000
_LIST: tuple[tuple[ExportColumn, Callable[[AssetRow], Value]], ...] = (
    (ExportColumn("标签号", Kind.CODE, 20), lambda row: row.tag_number),
    (ExportColumn("资产编号", Kind.CODE, 24), lambda row: row.card_number),
    (ExportColumn("国标代码", Kind.CODE), lambda row: row.category_code),
    (ExportColumn("资产名称", width=24), lambda row: row.name),
    (ExportColumn("规格型号", width=18), lambda row: row.model),
    (ExportColumn("品牌"), lambda row: row.brand),
    (ExportColumn("序列号"), lambda row: row.serial),
    (ExportColumn("计量单位", width=8), lambda row: row.unit),
    (ExportColumn("原值", Kind.MONEY), lambda row: row.value_fen),
    (ExportColumn("累计折旧", Kind.MONEY), lambda row: row.depreciation_fen),
    (ExportColumn("取得日期", Kind.DATE), lambda row: row.acquired_on),
    (ExportColumn("状态"), lambda row: STATUS_ZH[row.status]),
    (ExportColumn("仓"), lambda row: row.warehouse),
    (ExportColumn("存放地点", width=18), lambda row: row.place),
    (ExportColumn("单位", width=28), lambda row: row.organization),
    (ExportColumn("保管站点"), lambda row: row.custody),
    (ExportColumn("使用部门"), lambda row: row.department),
    (ExportColumn("使用人"), lambda row: row.keeper),
    (ExportColumn("借用人", width=24), lambda row: row.holder),
    (ExportColumn("应还日期", Kind.DATE), lambda row: row.due_on),
    (ExportColumn("备注", width=24), lambda row: row.remark),
)

COLUMNS: tuple[ExportColumn, ...] = tuple(column for column, _ in _LIST)


def asset_values(queries: Queries, which: AssetFilter) -> Iterator[list[Value]]:
    """The rows of `COLUMNS`, read page by page: a million of them need no memory to speak of."""
    keys = queries.asset_keys(which)
    for first in range(0, len(keys), _PAGE):
        for row in queries.asset_page(keys[first : first + _PAGE]):
            yield [value(row) for _, value in _LIST]
