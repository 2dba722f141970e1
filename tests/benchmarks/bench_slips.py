"""A handover slip from values to PDF, in milliseconds: 10, 200 and 2,000 rows, fonts already read.

Time by the clock, and of the processor, which a busy neighbour does not change.
"""

from __future__ import annotations

import statistics
import time
from datetime import date

from app.domain.numbering import DocumentKind, document_number, tag_number
from app.services.paper import Slip, SlipLine
from printing.documents.form import shipped
from printing.documents.slip import slip_pdf

NAMES = (
    "台式计算机",
    "便携式计算机",
    "办公桌",
    "多功能一体机 Canon iR-ADV C3730 彩色复合机（含双面送稿器）",
    "㛃䶮𬍛𡃁椅",
)


def slip(rows: int) -> Slip:
    day = date(2026, 11, 22)
    return Slip(
        number=document_number(DocumentKind.LOAN, "370883", day, 1, 17),
        kind=DocumentKind.LOAN,
        site_name="邹城市公物仓",
        issued_on=day,
        organization="邹城市公共资源交易中心",
        person="王㛃䶮",
        due_on=date(2026, 12, 31),
        reason="全市公共资源交易工作会议临时使用，会后三日内归还。",
        remarks=("纸质批准，待确认。",),
        lines=tuple(
            SlipLine(
                number,
                tag_number("370883", 1, number),
                NAMES[number % len(NAMES)],
                f"ThinkCentre M{number}t",
                "台",
                1,
                549_900 + number,
                "good",
            )
            for number in range(1, rows + 1)
        ),
    )


def main() -> None:
    form = shipped("loan")
    slip_pdf(slip(10), form)
    for rows, rounds in ((10, 41), (200, 21), (2000, 5)):
        values = slip(rows)
        taken, worked = [], []
        for _ in range(rounds):
            start, busy = time.perf_counter(), time.process_time()
            pdf = slip_pdf(values, form)
            worked.append(1000 * (time.process_time() - busy))
            taken.append(1000 * (time.perf_counter() - start))
        slow = sorted(taken)[int(0.95 * (rounds - 1))]
        median, cpu = statistics.median(taken), statistics.median(worked)
        print(
            f"{rows:,} rows: median {median:.0f} ms ({cpu:.0f} ms of CPU), p95 {slow:.0f} ms, {len(pdf) / 1024:.0f} KiB"
        )


if __name__ == "__main__":
    main()
