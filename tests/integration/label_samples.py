"""Labels of every subject: usual ones, and names that are a trial for fonts and printer languages."""

from __future__ import annotations

from datetime import date

from app.domain.numbering import tag_number
from app.services.paper import AssetLabel, CommandLabel, Label, PlaceLabel
from printing.labels.template import CodeBox, Template

RARE = "㛃䶮𬍛𫖯𠅤𡃁𠮷"
NAMES = (
    "台式计算机",
    "A4黑白激光打印机（双面）",
    "多功能一体机 Canon iR-ADV C3730 彩色复合机（含双面送稿器与四纸盒、装订分页组件）",
    f"{RARE}办公椅",
    "办公桌<b>&amp;</b>",
    "^XZ^XA^FO0,0^GB800,800,800^FS",
    "CLS\r\nPRINT 99,99\r\n",
    "\u202e反转\u2066\u200d👨\u200d👩\u200d👧",
    "\ud800\udfff\ue000\ue001\x00\x1b",
    "名" * 50,
    "~JA~HS_5E_7E\\&",
    "文件柜",
)
OFFICES = ("济宁市机关事务中心", "邹城市公共资源交易服务中心", f"{RARE}文物保护中心")


def samples(template: Template, count: int) -> list[Label]:
    """That many labels for the template, each with another code."""
    return [_sample(template, number) for number in range(count)]


def _sample(template: Template, number: int) -> Label:
    name, tag = NAMES[number % len(NAMES)], tag_number("370883", 1 + number % 99, 1 + number * 7919 % 9_999_999)
    if template.subject == "place":
        return PlaceLabel(name, f"A-{number % 100:02d}-{number:04d}", "通用仓", "邹城市公物仓")
    if template.subject == "command":
        return CommandLabel(name, tag, "Ctrl+Enter")
    plate = "鲁HD1234" + str(number % 10) if template.subject == "vehicle" else ""
    return AssetLabel(
        tag,
        name,
        OFFICES[number % len(OFFICES)],
        "ThinkCentre M750t" if number % 4 else "",
        date(2021, 5, 1),
        card_number=f"TY{number:08d}" if number % 3 else "",
        plate=plate,
        site="邹城市公物仓",
    )


def code_of(label: Label) -> str:
    return label.tag_number if isinstance(label, AssetLabel) else label.code


def expected(template: Template, labels: list[Label]) -> list[list[tuple[str, str]]]:
    """What a reader has to find on each label: kinds and texts, in order."""
    kinds = sorted(box.kind for box in template.elements if isinstance(box, CodeBox))
    return [[(kind, code_of(label)) for kind in kinds] for label in labels]
