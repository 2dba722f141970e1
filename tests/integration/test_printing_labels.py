"""Label sheets, read back from paper as other programs see it."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.domain.errors import Invalid
from app.domain.numbering import group_tag_number, tag_number
from app.services.paper import AssetLabel
from printing.labels.template import template
from printing.typesetter import PdfTypesetter

RARE = "㛃䶮𬍛𫖯𠅤𡃁𠮷"
NAMES = (
    "台式计算机",
    "A4黑白激光打印机（双面）",
    "多功能一体机 Canon iR-ADV C3730 彩色复合机（含双面送稿器与四纸盒、装订分页组件）",
    "办公桌<b>&amp;</b>",
    f"{RARE}办公椅",
    "文件柜",
)
TEMPLATES = ("a4-24-64x34", "a4-24-70x37")


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 22)


TYPESETTER = PdfTypesetter(Clock())


def labels(count: int) -> list[AssetLabel]:
    return [
        AssetLabel(
            tag_number("370883", 1, 1 + index * 7919),
            NAMES[index % len(NAMES)],
            "济宁市机关事务中心",
            "ThinkCentre M750t",
        )
        for index in range(count)
    ]


def black_and_white(pdf: bytes, dots_per_inch: int) -> list[Image.Image]:
    """The pages as a printer of that many dots lays them down."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().point(lambda grey: 255 * (grey > 127), "1")
        for page in document
    ]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("dots_per_inch", [203, 300])
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_code_of_several_sheets_is_read_and_none_wrongly(name, dots_per_inch):
    wanted = labels(60)
    pages = black_and_white(TYPESETTER.labels_pdf(wanted, template=name), dots_per_inch)
    assert len(pages) == 3
    found = [(code.format, code.text) for page in pages for code in zxingcpp.read_barcodes(page.convert("L"))]
    tags = sorted(label.tag_number for label in wanted)
    assert sorted(text for kind, text in found if kind == zxingcpp.BarcodeFormat.Code128) == tags
    assert sorted(text for kind, text in found if kind == zxingcpp.BarcodeFormat.QRCode) == tags
    assert len(found) == 120


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbar-tools is not installed")
@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_another_reader_agrees(tmp_path, dots_per_inch):
    wanted = labels(48)
    for number, page in enumerate(black_and_white(TYPESETTER.labels_pdf(wanted), dots_per_inch)):
        page.save(tmp_path / f"{number}.png")
        shown = subprocess.run(
            ["zbarimg", "--quiet", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable", tmp_path / f"{number}.png"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        tags = [label.tag_number for label in wanted[number * 24 : number * 24 + 24]]
        assert sorted(shown) == sorted([f"QR-Code:{tag}" for tag in tags] + [f"CODE-128:{tag}" for tag in tags])


def test_the_words_are_on_the_labels_exactly():
    wanted = labels(30)
    text = text_of(TYPESETTER.labels_pdf(wanted))
    for label in wanted:
        assert group_tag_number(label.tag_number) in text
    for words in ("台式计算机", "办公桌<b>&amp;</b>", f"{RARE}办公椅", "济宁市机关事务中心", "ThinkCentre M750t"):
        assert words in text
    assert "…" in text  # the long name is cut, and says so


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_ink_leaves_its_label(name):
    """The longest words that fit nowhere stay inside, and nothing prints between labels."""
    long = AssetLabel(tag_number("370883", 1, 1), "超长名称" * 30, "单位" * 60, "W" * 80)
    layout = template(name)
    [page] = black_and_white(TYPESETTER.labels_pdf([long], template=name, first_position=11), 203)
    left, top, right, bottom = (
        edge * 25.4 / 203 for edge in page.convert("L").point(lambda grey: 255 - grey).getbbox()
    )
    x, y = layout.corner(10)
    assert x <= left
    assert y <= top
    assert right <= x + layout.width
    assert bottom <= y + layout.height


def test_a_begun_sheet_is_used_up():
    pdf = TYPESETTER.labels_pdf(labels(3), first_position=23)
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    assert len(pypdfium2.PdfDocument(TYPESETTER.labels_pdf(labels(2), first_position=23))) == 1


@pytest.mark.parametrize(
    ("printed", "options", "code"),
    [
        ([], {}, "label.none"),
        (labels(1), {"first_position": 0}, "label.no_position"),
        (labels(1), {"first_position": 25}, "label.no_position"),
        (labels(1), {"template": "nowhere"}, "label.no_template"),
        ([AssetLabel("", "桌", "单位")], {}, "code.empty"),
        ([AssetLabel("资产一号", "桌", "单位")], {}, "code.character"),
        ([AssetLabel("^XZ^XA", "桌", "单位")], {}, "code.character"),
        ([AssetLabel("A" * 40, "桌", "单位")], {}, "code.does_not_fit"),
    ],
)
def test_what_cannot_be_printed_is_refused(printed, options, code):
    with pytest.raises(Invalid) as refusal:
        TYPESETTER.labels_pdf(printed, **options)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "name", ["", " ", "\u202e反转\u2066", "\ud800\udfff", "\ue000\ue001", "👨\u200d👩\u200d👧", "名\n称\r\n", "\x00"]
)
def test_any_name_can_be_printed(name):
    pdf = TYPESETTER.labels_pdf([AssetLabel(labels(1)[0].tag_number, name, name, name)])
    [page] = black_and_white(pdf, 203)
    assert len(zxingcpp.read_barcodes(page.convert("L"))) == 2
    assert not set(text_of(pdf)) & set("\u202e\u2066\u200d\x00")


def test_the_same_labels_give_the_same_bytes_from_every_thread():
    wanted = labels(50)
    with ThreadPoolExecutor(4) as pool:
        sheets = list(pool.map(lambda _: TYPESETTER.labels_pdf(wanted), range(8)))
    assert len(set(sheets)) == 1
