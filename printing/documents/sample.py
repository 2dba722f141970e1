"""A slip to look at while a form is designed: invented words in every place that the form has."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.numbering import DocumentKind, document_number, tag_number
from app.services.paper import Slip, SlipLine, SlipStanding
from printing.documents.form import Form, shipped

_NAMES = ("台式计算机", "便携式计算机", "办公桌", "会议椅", "多功能一体机(含双面送稿器)")
_CELLS = {"text": "示例", "number": "1", "yuan": "1200.50"}
CODE = "GWCPZ1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 4 + "ABCDEFGHIJKLMNOPQRST"
"""As large as a signed code, and proves nothing."""


def sample_slip(name: str, form: Form, day: date, rows: int = 8) -> Slip:
    """A slip for the form of that name, as `form` has it now. Raises Invalid where there is no such form."""
    kind = DocumentKind(shipped(name).kind or DocumentKind.LOAN.value)
    extra = tuple((column.field, _CELLS[column.kind]) for column in form.columns)
    lines = tuple(
        SlipLine(
            number,
            tag_number("370800", 1, number),
            _NAMES[number % len(_NAMES)],
            f"型号 {number}",
            "台",
            1,
            45_000 * number,
            "good",
            extra=extra,
        )
        for number in range(1, rows + 1)
    )
    due = name in ("loan", "request", "reminder") or "due_on" in form.captions
    said = {field.field: "示例" for field in form.fields}
    return Slip(
        number=document_number(kind, "370800", day, 1, 1),
        kind=kind,
        form=name,
        site_name="示例公物仓",
        issued_on=day,
        organization="示例单位",
        person="张三",
        lines=lines,
        due_on=day + timedelta(days=30) if due else None,
        reason="示例事由",
        handed_over_by="李四",
        received_by="张三",
        copies=1,
        standing=SlipStanding.HELD_HERE,
        fields=tuple(said.items()),
    )
