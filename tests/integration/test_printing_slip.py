"""The handover slip, read back from paper as other programs see it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp

from app.domain.errors import Invalid
from app.domain.numbering import DocumentKind, document_number, group_tag_number, tag_number
from app.services.operations import CHINA
from app.services.paper import Reprint, Slip, SlipLine, SlipStanding, issued_slip, slip_content
from printing.typesetter import PdfTypesetter

RARE = "㛃䶮𬍛𫖯𠅤𡃁𠮷"
DAY = date(2026, 11, 22)
NUMBER = document_number(DocumentKind.LOAN, "370883", DAY, 1, 17)


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

    def today(self) -> date:
        return DAY


TYPESETTER = PdfTypesetter(Clock())


def lines(count: int, **changes: object) -> tuple[SlipLine, ...]:
    values = {"name": "台式计算机", "model": "M750t", "unit": "台", "value_fen": 549_902, "condition": "good"} | changes
    return tuple(
        SlipLine(position=number, tag_number=tag_number("370883", 1, number), **values)
        for number in range(1, count + 1)
    )


def slip(**changes: object) -> Slip:
    values = {
        "number": NUMBER,
        "kind": DocumentKind.LOAN,
        "site_name": "邹城市公物仓",
        "issued_on": DAY,
        "organization": "邹城市公共资源交易中心",
        "person": f"王{RARE}",
        "due_on": date(2026, 12, 31),
        "lines": lines(3),
        "reason": "会议临时使用",
        "handed_over_by": "李𬍛",
        "received_by": "王𫖯",
    }
    return Slip(**(values | changes))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, its line ends as spaces."""
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def test_the_slip_says_what_was_handed_over():
    [text] = pages_of(TYPESETTER.slip_pdf(slip()))
    for words in (
        "邹城市公物仓", "公物借用交接单", NUMBER, "借用单位", "邹城市公共资源交易中心", f"王{RARE}",
        "2026年11月22日", "应还日期", "2026年12月31日", "会议临时使用", "台式计算机", "5,499.02", "完好",
        "3 项 3 件", "16,497.06", "人民币壹万陆仟肆佰玖拾柒元零陆分",
        "移交人", "李𬍛", "接收人", "王𫖯", "监交人", "第 1 页 共 1 页",
    ):  # fmt: skip
        assert words in text
    for line in lines(3):
        assert group_tag_number(line.tag_number) in text
    assert "注意" not in text
    assert "联" not in text


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (SlipStanding.HELD_HERE, "所列资产由本仓点保管，本单即为准"),
        (SlipStanding.IN_TRANSIT, "所列资产自本单签发起在途，调入仓点签收之前任何一方不得借出"),
        (SlipStanding.PROVISIONAL, "本单为暂定，待市级平台确认后为准"),
    ],
)
def test_the_slip_says_whether_it_is_final(standing: SlipStanding, words: str) -> None:
    issued = slip(standing=standing)
    [text] = pages_of(TYPESETTER.slip_pdf(issued_slip(slip_content(issued))))
    assert words in text
    assert text.index(words) > text.index("金额大写")
    [before] = pages_of(TYPESETTER.slip_pdf(slip()))
    assert words not in before


def test_the_last_page_keeps_room_for_the_standing() -> None:
    for count in range(20, 34):
        pages = pages_of(TYPESETTER.slip_pdf(slip(lines=lines(count), standing=SlipStanding.HELD_HERE)))
        assert "本单即为准" in pages[-1]
        assert "移交人" in pages[-1]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_another_reader_sees_the_same_words_and_every_font_embedded(tmp_path):
    path = tmp_path / "slip.pdf"
    path.write_bytes(TYPESETTER.slip_pdf(slip(organization=f"<b>&{RARE}</b>", reason="\\(甲)\\")))
    run = {"check": True, "capture_output": True, "encoding": "utf-8"}
    text = subprocess.run(["pdftotext", "-layout", path, "-"], **run).stdout
    for words in (f"<b>&{RARE}</b>", f"王{RARE}", "\\(甲)\\", "人民币壹万陆仟肆佰玖拾柒元零陆分", NUMBER):
        assert words in text
    fonts = subprocess.run(["pdffonts", path], **run).stdout.splitlines()[2:]
    assert fonts
    for font in fonts:
        assert font.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, mapped to Unicode


@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_its_number_is_read_from_every_page(dots_per_inch):
    document = pypdfium2.PdfDocument(TYPESETTER.slip_pdf(slip(lines=lines(80))))
    assert len(document) > 1
    for page in document:
        picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().point(lambda grey: 255 * (grey > 127))
        found = sorted((str(code.format), code.text) for code in zxingcpp.read_barcodes(picture))
        assert [text for _, text in found] == [NUMBER, NUMBER]
        assert len({kind for kind, _ in found}) == 2


@pytest.mark.parametrize("count", [1, 2, *range(24, 36), 200, 2000])
def test_any_number_of_lines_fills_its_pages(count):
    pages = pages_of(TYPESETTER.slip_pdf(slip(lines=lines(count))))
    for number, text in enumerate(pages, 1):
        assert f"第 {number} 页 共 {len(pages)} 页" in text
        assert "标签号" in text
        assert ("(续)" in text) == (number > 1)
        assert ("金额大写" in text) == ("监交人" in text) == (number == len(pages))
        assert "台式计算机" in text  # also above the signatures
    whole = " ".join(pages)
    assert all(group_tag_number(line.tag_number) in whole for line in lines(count))
    assert whole.count("台式计算机") == count


def test_nothing_is_drawn_below_the_margin():
    """Rows of every height; the ink stays on the page and above the footer."""
    uneven = tuple(
        SlipLine(number, tag_number("370883", 1, number), "很长的名称" * (number % 23), "型号" * (number % 7))
        for number in range(1, 120)
    )
    document = pypdfium2.PdfDocument(TYPESETTER.slip_pdf(slip(lines=uneven, remarks=("注",) * 40, reason="由" * 900)))
    for page in document:
        for item in page.get_objects(max_depth=1):
            left, bottom, right, top = item.get_bounds()
            assert 50 < left <= right < 560
            assert bottom > 20
            assert top < 842 - 25
            assert bottom > 46 or top < 36  # the strip above the footer stays free


def test_the_notice_stands_out_and_copies_are_named():
    pages = pages_of(TYPESETTER.slip_pdf(slip(remarks=("纸质批准，待确认", "离线出具，同步前为暂定"), copies=2)))
    assert len(pages) == 2
    for text in pages:
        assert "注意" in text
        assert "• 纸质批准，待确认" in text
        assert "• 离线出具，同步前为暂定" in text
    assert "第一联（共二联） 仓点留存" in pages[0]
    assert "第二联（共二联） 借用单位留存" in pages[1]


def test_unknown_values_are_said_and_not_counted_as_nothing():
    mixed = (*lines(1), SlipLine(2, "", "无卡办公椅", quantity=4))
    [text] = pages_of(TYPESETTER.slip_pdf(slip(lines=mixed)))
    assert "2 项 5 件 (其中 1 项价值未登记)" in text
    assert "人民币伍仟肆佰玖拾玖元零贰分" in text


def test_a_large_value_is_not_broken():
    [text] = pages_of(TYPESETTER.slip_pdf(slip(lines=lines(1, value_fen=987_654_321_098_76))))
    assert text.count("987,654,321,098.76") == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lines": ()}, "slip.empty"),
        ({"copies": 0}, "slip.copies"),
        ({"copies": 10}, "slip.copies"),
        ({"number": ""}, "code.empty"),
        ({"number": "借〔2026〕1号"}, "code.character"),
    ],
)
def test_what_cannot_be_a_slip_is_refused(changes, code):
    with pytest.raises(Invalid) as refusal:
        TYPESETTER.slip_pdf(slip(**changes))
    assert refusal.value.code == code


def test_strange_words_are_printed_or_left_out_but_never_break_the_slip():
    odd = "\u202e\ud800\ue000👨\u200d👩<b>&\x00\n\\)"
    pdf = TYPESETTER.slip_pdf(
        slip(organization=odd, person=odd, reason=odd, site_name=odd, title=odd, handed_over_by=odd, remarks=(odd,),
             lines=lines(2, name=odd, model=odd, unit=odd, condition=odd, remark=odd))
    )  # fmt: skip
    [text] = pages_of(pdf)
    assert "〓〓〓〓<b>&" in text
    assert not set(text) & set("\u202e\u200d\x00\ue000")


def test_a_reprint_of_the_snapshot_is_the_same_to_the_byte():
    original = slip(copies=2)
    assert TYPESETTER.slip_pdf(issued_slip(slip_content(original))) == TYPESETTER.slip_pdf(original)


def test_every_block_of_level_3_is_extracted_as_it_was_written():
    blocks = ((0x3400, 0x4DB6), (0x4E00, 0x9FF0), (0x20000, 0x2A6D7), (0x2A700, 0x2B735), (0x2B740, 0x2B81E),
              (0x2B820, 0x2CEA2), (0x2CEB0, 0x2EBE1))  # fmt: skip
    written = "".join(chr(code) for first, after in blocks for code in range(first, after, 97))
    assert len(written) > 850
    names = [written[start : start + 40] for start in range(0, len(written), 40)]
    rows = tuple(SlipLine(n, tag_number("370883", 1, n), name) for n, name in enumerate(names, 1))
    whole = "".join("".join(pages_of(TYPESETTER.slip_pdf(slip(lines=rows)))).split())
    missing = [character for character in written if character not in whole]
    assert missing == []
    narrow = [name for name in names if name[:11] not in whole]  # a line of the column holds more than that
    assert narrow == []


@pytest.mark.parametrize("count", [1, 80])
def test_a_reprint_has_every_word_of_the_paper_and_its_mark(count):
    paper = TYPESETTER.slip_pdf(slip(lines=lines(count)))
    at = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    marked = TYPESETTER.reprinted(paper, Reprint(f"卡纸{RARE}" + "很长" * 90, at, 2, "周管理"))
    before, after = pages_of(paper), pages_of(marked)
    for old, new in zip(before, after, strict=True):
        assert sorted(old.split()) == sorted(set_without(new.split(), old.split()))
        assert f"重打 第 2 次 {at.astimezone(CHINA):%Y-%m-%d %H:%M} 周管理 原因：卡纸{RARE}" in new
    [page, *_] = pypdfium2.PdfDocument(marked)
    picture = page.render(scale=203 / 72, grayscale=True).to_pil().point(lambda grey: 255 * (grey > 127))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [NUMBER, NUMBER]
    remade = TYPESETTER.reprinted(paper, Reprint("", at, 1, remade=True))
    assert "非原件，按台账重新生成，内容以签字原件为准" in pages_of(remade)[0]


def set_without(words: list[str], known: list[str]) -> list[str]:
    """Those of the words that are known, as often as they stand there at the most."""
    left = list(known)
    return [word for word in words if word in left and left.remove(word) is None]
