"""Slips with real words for every form, as a county's counter would issue them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.numbering import DocumentKind, document_number, tag_number
from app.services.paper import Slip, SlipLine, SlipStanding

DAY = date(2026, 11, 22)
NAMES = ("台式计算机", "便携式计算机", "办公桌", "多功能一体机 Canon iR-ADV C3730(含双面送稿器)", "㛃䶮𬍛𡃁椅")


def piece(number: int, **extra: str) -> SlipLine:
    name = NAMES[number % len(NAMES)]
    model, value = f"ThinkCentre M{number}t", 549_900 + number
    return SlipLine(
        number, tag_number("370883", 1, number), name, model, "台", 1, value, "good", extra=tuple(extra.items())
    )


def _slip(form: str, kind: DocumentKind, count: int = 5, **changes: object) -> Slip:
    base = Slip(
        number=document_number(kind, "370883", DAY, 1, 17),
        kind=kind,
        form=form,
        site_name="邹城市公物仓",
        issued_on=DAY,
        organization="邹城市公共资源交易中心",
        person="王㛃䶮",
        lines=tuple(piece(n) for n in range(1, count + 1)),
        handed_over_by="孙柜员",
        received_by="王㛃䶮",
        copies=2,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def _said(**fields: str) -> tuple[tuple[str, str], ...]:
    return tuple(fields.items())


def samples() -> dict[str, Slip]:
    """By the name of the form."""
    kind = DocumentKind
    car = (("plate", "鲁H12345"), ("odometer", "68,210"), ("vin", "LSVAM4187C2184841"), ("fuel", "3/4 箱"),
           ("engine_number", "EA111-778201"), ("keys", "2"), ("inspection_until", "2027-05-31"),
           ("insurance_until", "2027-03-14"), ("papers", "行驶证、保险单、购车发票复印件、保养手册"),
           ("damage", "左后门下方划痕约 12 厘米,其余完好"))  # fmt: skip
    checks = ("车身外观", "轮胎及备胎", "灯光信号", "随车工具", "三角警示牌", "灭火器")
    counted = tuple(
        replace(
            piece(n),
            extra=(("place", "A 架 2 层"), ("book_quantity", "1"), ("counted_quantity", str(int(n != 3))),
                   ("surplus", "0"), ("shortage", str(int(n == 3)))),
            remark="待查找" if n == 3 else "",
        )
        for n in range(1, 9)
    )  # fmt: skip
    rented = tuple(piece(n, days="10", rate="35.5", amount="355") for n in range(1, 4))
    disposed = tuple(piece(n, net_value="1200.50", proceeds="300.25") for n in range(1, 7))
    overdue = (("days_late", "12 天"), ("handed_out", "2026年10月1日"), ("return_by", "2026年11月29日"))
    made = (
        _slip("handover", kind.HANDOVER, reason="机构改革,公物整体移交"),
        _slip("intake", kind.INTAKE, fields=_said(warehouse="通用仓", source="闲置", basis="邹机管〔2026〕18 号")),
        _slip("request", kind.REQUEST, due_on=date(2026, 12, 31), reason="迎接年度考核,临时增加办公席位"),
        _slip("loan", kind.LOAN, due_on=date(2026, 12, 31), reason="全市交易工作会议临时使用",
              remarks=("to_be_confirmed",), standing=SlipStanding.HELD_HERE),
        _slip("return", kind.RETURN, reason="JY37088320261101010003K", standing=SlipStanding.HELD_HERE),
        _slip("reminder", kind.LOAN, due_on=date(2026, 11, 10), fields=overdue),
        _slip("gate_pass", kind.LOAN, due_on=DAY, reason="借用 会议临时使用", fields=(("carrier", "鲁H66K88"),)),
        _slip("out", kind.ALLOCATION, fields=(("warehouse", "通用仓"), ("approval", "济公物调〔2026〕42 号"))),
        _slip("transfer", kind.TRANSFER, organization="济宁市公物仓", standing=SlipStanding.IN_TRANSIT),
        _slip("vehicle_handover", kind.VEHICLE, fields=car,
              lines=tuple(SlipLine(n, "", name, "", "项", condition="good") for n, name in enumerate(checks, 1))),
        _slip("dispatch", kind.DISPATCH, 1, due_on=DAY, reason="送检",
              fields=_said(plate="鲁H12345", driver="刘师傅", odometer_out="68,210 公里", route="邹城—济宁—邹城")),
        _slip("disposal", kind.DISPOSAL, lines=disposed, reason="达到年限,无维修价值",
              fields=_said(method="报废", approval="邹财资〔2026〕9号", receiver="再生资源公司", reviewed_by="钱复核")),
        _slip("stocktake", kind.STOCKTAKE, lines=counted,
              fields=_said(warehouse="通用仓", base_time="2026-11-22 08:00")),
        _slip("rental_receipt", kind.RENT, lines=rented,
              fields=_said(contract="ZL-2026-017", payment="转账", period="11 月 1 日至 10 日", deposit="2,000.00")),
        _slip("import", kind.IMPORT),
        _slip("correction", kind.CORRECTION, 1, remarks=("case_keep_first",), reason="同一件公物两次登记借出"),
    )  # fmt: skip
    return {slip.form: slip for slip in made}
