"""Whether what a template prints can be read: by people at that printer's dots, and by scanners."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.errors import Invalid
from printing import codes
from printing.labels.setting import style_of
from printing.labels.template import CodeBox, Element, Subject, Template, TextBox, extent, fields_of, fill_in
from printing.layout import CodeMark

LEAST_DOTS = 16  # the em of a Chinese character; the bitmap fonts of GB/T 5199 draw them in 15 × 16
LEAST_DOTS_PLAIN = 11  # of letters and digits alone
LEAST_MM = 1.7  # the em of what is read without a glass

_SLACK = 0.1  # mm
_PLAIN = frozenset({"tag_number", "acquired_on", "code", "card_number"})  # fields of letters and digits
LONG: Mapping[Subject, Mapping[str, str]] = {
    "asset": {
        "organization": "济宁市公共资源交易服务中心",
        "name": "多功能一体机彩色激光复合机",
        "model": "ThinkCentre M750t-N000",
        "tag_number": "370883 01 00000013",
        "acquired_on": "2026-11-22",
        "card_number": "TY2021000123",
        "place": "二楼东侧设备库房A-01-03",
        "site": "邹城市公物仓",
    },
    "vehicle": {
        "organization": "济宁市公共资源交易服务中心",
        "name": "大众帕萨特轿车",
        "model": "大众牌SVW7183RJD",
        "tag_number": "370883 01 00000013",
        "acquired_on": "2026-11-22",
        "card_number": "TY2021000123",
        "plate": "鲁HD12345",
        "site": "邹城市公物仓",
    },
    "place": {
        "name": "二楼东侧A-01-03",
        "code": "KW3708830123456789X",
        "warehouse": "罚没物品专用仓",
        "site": "邹城市公物仓",
    },
    "command": {"name": "下一位借用人", "code": "0000000000000121", "note": "Ctrl+Shift+Enter"},
}
"""What a label of each subject has to hold without cutting: long, but no longer than is usual."""


def legible(template: Template, dots_per_inch: int = 0) -> list[Invalid]:
    """What cannot be read where it is printed with that many dots an inch (0: those it is made for). Nothing where
    all is well.

    "template.small_text" (text, size, dots, least), "template.cut" (text), "template.small_code" (needed_mm, room_mm),
    "template.covered" (text): words or a code that lie on a code or in its quiet margin.
    """
    dots_per_inch = dots_per_inch or template.dots_per_inch
    found: list[Invalid] = []
    for number, element in enumerate(template.elements):
        if isinstance(element, TextBox):
            found += _text(element, template, dots_per_inch)
        elif isinstance(element, CodeBox):
            found += _code(element, template, dots_per_inch)
        if isinstance(element, TextBox | CodeBox):
            others = template.elements if isinstance(element, TextBox) else template.elements[:number]
            if any(isinstance(other, CodeBox) and _meet(element, other) for other in others):
                found.append(Invalid("template.covered", text=element.text))
    return found


def _text(box: TextBox, template: Template, dots_per_inch: int) -> list[Invalid]:
    found: list[Invalid] = []
    shown = fill_in(box.text, LONG[template.subject])
    style, _lines, was_cut = style_of(shown, box)
    named = fields_of(box.text)
    plain = bool(named) and _PLAIN.issuperset(named) and fill_in(box.text, dict.fromkeys(named, "0")).isascii()
    em, least = style.size * dots_per_inch / 72, LEAST_DOTS_PLAIN if plain else LEAST_DOTS
    least = max(least, round(LEAST_MM * dots_per_inch / 25.4))
    if round(em) < least:
        found.append(Invalid("template.small_text", text=box.text, size=style.size, dots=round(em), least=least))
    if was_cut:
        found.append(Invalid("template.cut", text=box.text))
    return found


def _code(box: CodeBox, template: Template, dots_per_inch: int) -> list[Invalid]:
    text = fill_in(box.text, LONG[template.subject]).replace(" ", "")
    try:
        code = codes.qr(text) if box.kind == "qr" else codes.code128(text)
        CodeMark(box.kind, text, code, box.x, box.y, box.width, box.height, box.align).place(dots_per_inch)
    except Invalid as refusal:
        if refusal.code != "code.does_not_fit":
            return [refusal]  # the template's own words are no code
        needed, room = refusal.params["needed_mm"], refusal.params["room_mm"]
        return [Invalid("template.small_code", needed_mm=needed, room_mm=room)]
    return []


def _meet(one: Element, other: Element) -> bool:
    left, top, right, bottom = extent(one)
    x1, y1, x2, y2 = extent(other)
    return left < x2 - _SLACK and x1 < right - _SLACK and top < y2 - _SLACK and y1 < bottom - _SLACK
