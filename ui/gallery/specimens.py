"""Rows and scans that look like a warehouse, for the gallery."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ui.i18n import tr
from ui.widgets import (
    Column,
    ScanRow,
)

STATUSES = (
    "available",
    "reserved",
    "in_transit",
    "lent",
    "rented",
    "allocated",
    "repair",
    "missing",
    "to_dispose",
    "disposed",
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """A row for the tables of the gallery."""

    id: str
    name: str
    status: str
    organization: str
    original_value: int
    taken_in: date
    seen: datetime


def specimens(count: int = 40) -> list[Specimen]:
    """Rows that look like a warehouse."""
    names = (
        "台式计算机 联想启天M437",
        "便携式计算机",
        "A4黑白打印机",
        "办公桌 1.6m",
        "会议椅",
        "文件柜 五节",
        "碎纸机",
    )
    offices = ("邹城市教育局", "邹城市财政局", "邹城市机关事务服务中心", "峄山镇人民政府")
    now = datetime.now(UTC)
    return [
        Specimen(
            id=f"37088301{n:07d}{n % 10}",
            name=names[n % len(names)],
            status=STATUSES[n % len(STATUSES)],
            organization=offices[n % len(offices)],
            original_value=(n * 7919 % 900_000) + 32_504,
            taken_in=date(2026, 1 + n % 11, 1 + n % 27),
            seen=now - timedelta(minutes=17 * n * n),
        )
        for n in range(1, count + 1)
    ]


def specimen_columns() -> list[Column]:
    """One column of each kind."""
    return [
        Column("id", tr("Tag number"), lambda one: one.id, "code", 172),
        Column("name", tr("Name"), lambda one: one.name, width=200),
        Column("status", tr("Status"), lambda one: one.status, "status", 120),
        Column("value", tr("Original value (yuan)"), lambda one: one.original_value, "money", 136),
        Column("organization", tr("Organization"), lambda one: one.organization, width=180),
        Column("taken_in", tr("Taken in"), lambda one: one.taken_in, "date", 124),
        Column("seen", tr("Last seen"), lambda one: one.seen, "moment", 104),
    ]


def scan_rows() -> list[ScanRow]:
    """A row of each outcome, oldest first."""
    return [
        ScanRow("information", tr("Borrower: {name}").format(name="张㛃 · 邹城市教育局"), tr("Due in 30 days")),
        ScanRow("done", "台式计算机 联想启天M437", tr("Handed out, slip line 1"), "370883 01 00001234"),
        ScanRow(
            "refused",
            "便携式计算机",
            tr("Kept by Qufu; this site cannot lend it. Ask for a transfer."),
            "370883 01 00001242",
            tr("Ask for transfer"),
            "Alt+T",
        ),
        ScanRow(
            "unknown", "XC-2019-0081", tr("No tag, card or serial number is like this."), "", tr("Take in"), "Alt+N"
        ),
        ScanRow("refused", "会议椅", tr("Reserved for 李䶮 until 1 December."), "370883 01 00002208", settled=True),
    ]
