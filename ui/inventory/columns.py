"""The columns of the list of assets, on screen and in a file, and which of them the database sorts by."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from app.domain.asset import Condition
from app.exchange import ExportColumn, Kind
from app.exchange.export import Value
from app.services.authority import Here
from app.services.queries import AssetRow, SortKey
from app.words import word
from ui.authority import explain, look, of_asset
from ui.i18n import language, tr
from ui.widgets import Column, status_look

_KINDS = {"money": Kind.MONEY, "number": Kind.NUMBER, "date": Kind.DATE, "code": Kind.CODE}
_CODES = frozenset({"card_number", "serial", "category_code", "plate"})  # digits, but not grouped like a tag


def asset_columns(here: Callable[[], Here]) -> tuple[Column, ...]:
    """`here` tells what is known of this counter."""
    return (
        Column("status", tr("Status"), lambda r: r.status.value, "status", 84),
        Column("tag_number", tr("Tag number"), lambda r: r.tag_number, "code", 148),
        Column("name", tr("Asset name"), lambda r: r.name, width=104),
        Column("model", tr("Model, specification"), lambda r: r.model, width=84),
        Column("place", tr("Place"), lambda r: r.place, width=80),
        Column("organization", tr("Organization"), lambda r: r.organization, width=104),
        Column("value_fen", tr("Value, yuan"), lambda r: r.value_fen, "money", 92),
        Column("warehouse", tr("Warehouse"), lambda r: r.warehouse, width=110, shown=False),
        Column("card_number", tr("Card number"), lambda r: r.card_number, width=170, shown=False),
        Column("brand", tr("Brand"), lambda r: r.brand, width=90, shown=False),
        Column("serial", tr("Serial number"), lambda r: r.serial, width=140, shown=False),
        Column("unit", tr("Unit"), lambda r: r.unit, width=64, shown=False),
        Column("category_code", tr("Category code"), lambda r: r.category_code, width=108, shown=False),
        Column("condition", tr("Condition"), lambda r: condition_words(r.condition), width=72, shown=False),
        Column("depreciation_fen", tr("Depreciation, yuan"), lambda r: r.depreciation_fen, "money", 120, shown=False),
        Column("acquired_on", tr("Acquired on"), lambda r: r.acquired_on, "date", 120, shown=False),
        Column("department", tr("Department"), lambda r: r.department, width=110, shown=False),
        Column("keeper", tr("Keeper"), lambda r: r.keeper, width=80, shown=False),
        Column("holder", tr("Out with"), lambda r: r.holder, width=170, shown=False),
        Column("due_on", tr("Due"), lambda r: r.due_on, "date", 120, shown=False),
        Column("plate", tr("Plate"), lambda r: r.plate, width=90, shown=False),
        Column("remark", tr("Remark"), lambda r: r.remark, width=140, shown=False),
        Column(
            "custody",
            tr("Custody"),
            lambda r: look(of_asset(r, here()))[0],
            width=104,
            look=lambda r: look(of_asset(r, here())),
            hint=lambda r: explain(of_asset(r, here())),
        ),
    )


def sort_key(column_key: str) -> SortKey | None:
    """The order that the database keeps for a column; None where it keeps none."""
    return SortKey(column_key) if column_key in set(SortKey) else None


def condition_words(condition: Condition) -> str:
    return word("condition", condition, language())


def export_columns(columns: Sequence[Column]) -> list[ExportColumn]:
    """The same columns as a file has them; one character of Latin text is 8 px wide."""
    return [
        ExportColumn(
            column.title,
            Kind.CODE if column.key in _CODES else _KINDS.get(column.kind, Kind.TEXT),
            max(8, column.width // 8),
        )
        for column in columns
    ]


def export_row(columns: Sequence[Column], row: AssetRow) -> list[Value]:
    """The values of a row for `export_columns`; a status in words."""
    return [
        status_look(row.status.value)[0]
        if column.kind == "status"
        else cast("str | int | date | None", column.value(row))
        for column in columns
    ]
