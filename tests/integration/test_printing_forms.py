"""Every form on every paper, read back: no row lost, none twice, totals right, nothing torn or off the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.money import capitals, format_yuan
from app.domain.numbering import DocumentKind, group_tag_number, tag_number
from app.services.paper import Reprint, Slip, SlipLine
from printing.documents.form import Form, FormChanges, changed, form_names, sheets, shipped
from printing.documents.slip import slip_pdf
from printing.pdfium import draw_page
from printing.reprint import reprinted
from tests.fakes.slips import DAY, samples

CODE = "GWCPZ1" + ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 5)[:148]
SAMPLES = samples()
MM = 72 / 25.4


def on(sheet: str, name: str, **changes: object) -> Form:
    return changed(shipped(name), FormChanges(sheet=sheet, **changes))  # type: ignore[arg-type]


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, its line ends as spaces."""
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("sheet", ["a4", "a5", "a5-upright", "241x93"])
@pytest.mark.parametrize("name", form_names())
def test_every_form_says_all_on_every_paper(name: str, sheet: str) -> None:
    slip, form = SAMPLES[name], on(sheet, name)
    pages = pages_of(slip_pdf(slip, form, code=CODE))
    pages = pages[: len(pages) // 2]  # the first copy
    whole = squeezed("".join(pages))
    said = [slip.organization, slip.person, slip.number, slip.site_name, form.title, *(text for _, text in slip.fields)]
    said += [it.tag_number and group_tag_number(it.tag_number) for it in slip.lines]
    said += [signer.caption for signer in form.signers] + [form.footer]
    for words in said:
        assert squeezed(words) in whole, words
    value = sum(line.value_fen or 0 for line in slip.lines)
    if any(column.field == "value" and column.sum for column in form.columns):
        assert format_yuan(value) in whole
    if form.capitals == "value" and any(column.field == "value" for column in form.columns):
        assert capitals(value) in whole
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页 共 {len(pages)} 页" in page
        assert ("本页小计" in page) == (len(pages) > 1 and form.columns[1].caption in page)
        assert ("签字" in page) == ("合计" in page) == (number == len(pages))


@pytest.mark.parametrize("sheet", ["a4", "a5", "a5-upright", "241x93"])
def test_the_mark_of_a_reprint_leaves_the_signed_code_its_white(sheet: str) -> None:
    paper = slip_pdf(replace(SAMPLES["loan"], copies=1), on(sheet, "loan"), code=CODE)
    marked = reprinted(paper, Reprint("卡纸" * 60, datetime(2026, 11, 22, 8, 30, tzinfo=UTC), 12, "欧阳修远"))
    [before, after] = (pypdfium2.PdfDocument(pdf)[0] for pdf in (paper, marked))
    assert "重打 第 12 次" in after.get_textpage().get_text_bounded()
    pictures = [draw_page(page, 203).to_pil().convert("L") for page in (before, after)]
    [code] = [it for it in zxingcpp.read_barcodes(pictures[0]) if it.text == CODE]
    left, top, right = code.position.top_left.x, code.position.top_left.y, code.position.top_right.x
    white = 4 * (right - left) // 41  # four modules, as the standard asks for
    around = (left - white, top - white, right + white, top)
    assert pictures[0].crop(around).tobytes() == pictures[1].crop(around).tobytes()


def test_amounts_of_their_own_columns_are_summed() -> None:
    [rent, *_] = pages_of(slip_pdf(SAMPLES["rental_receipt"], shipped("rental_receipt")))
    assert rent.count("355.00") == 3
    assert "1,065.00" in rent
    assert "人民币壹仟零陆拾伍元整" in rent
    [disposal, *_] = pages_of(slip_pdf(SAMPLES["disposal"], shipped("disposal")))
    assert "7,203.00" in disposal
    assert "人民币壹仟捌佰零壹元伍角" in disposal
    [count, *_] = pages_of(slip_pdf(SAMPLES["stocktake"], shipped("stocktake")))
    assert re.search(r"合计 8 项 8 7 0 1 ", count.replace("\n", " "))


def test_the_reminder_is_a_letter() -> None:
    [letter, *_] = pages_of(slip_pdf(SAMPLES["reminder"], shipped("reminder")))
    letter = squeezed(letter)
    assert "邹城市公共资源交易中心：贵单位王㛃䶮于2026年10月1日向我仓借用公物，应于2026年11月10日归还。" in letter
    assert "截至2026年11月22日尚有5件未归还，已逾期12天。请于2026年11月29日前" in letter
    assert "邹城市公物仓（盖章）2026年11月22日" in letter
    assert "特此函告。" in letter
    assert "{" not in letter


@pytest.mark.parametrize("sheet", sheets())
@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_both_codes_are_read_from_every_page(sheet: str, dots_per_inch: int) -> None:
    slip = SAMPLES["loan"]
    document = pypdfium2.PdfDocument(slip_pdf(replace(slip, copies=1), on(sheet, "loan"), code=CODE))
    for page in document:
        picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().point(lambda grey: 255 * (grey > 127))
        found = {str(code.format): code.text for code in zxingcpp.read_barcodes(picture)}
        assert sorted(found.values()) == sorted([CODE, slip.number])


def inked(pdf: bytes) -> Iterator[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of everything on each page, in mm from the page's edges."""
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        for item in page.get_objects(max_depth=1):
            left, bottom, right, top = (side / MM for side in item.get_bounds())
            yield left, bottom, width / MM - right, height / MM - top


WORDS = st.text(st.sampled_from("公物仓 柜台𬍛䶮A4-9(,。)/"), max_size=60)
LINES = st.lists(
    st.tuples(WORDS, WORDS, st.none() | st.integers(0, 10**9), st.integers(1, 99), WORDS), min_size=1, max_size=30
)
FIELDS = st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙", "plate", "driver"]), WORDS), max_size=6, unique_by=min)


@settings(max_examples=25, deadline=None)
@given(
    lines=LINES,
    sheet=st.sampled_from(sorted(sheets())),
    name=st.sampled_from(["loan", "dispatch", "gate_pass", "intake"]),
    organization=WORDS,
    reason=WORDS,
    remarks=st.lists(WORDS, max_size=4),
    fields=FIELDS,
    footer=WORDS,
    seal=st.sampled_from(["", "round", "box"]),
)
def test_no_row_is_lost_and_none_is_twice(
    lines: list[tuple[str, str, int | None, int, str]],
    sheet: str,
    name: str,
    organization: str,
    reason: str,
    remarks: list[str],
    fields: list[tuple[str, str]],
    footer: str,
    seal: str,
) -> None:
    rows = tuple(
        SlipLine(n, tag_number("370883", 1, n), title, model, "件", count, fen, "", remark)
        for n, (title, model, fen, count, remark) in enumerate(lines, 1)
    )
    slip = Slip(
        SAMPLES["loan"].number, DocumentKind.LOAN, "仓", DAY, organization, "王", rows, reason=reason,
        remarks=tuple(remarks), fields=tuple(fields),
    )  # fmt: skip
    pdf = slip_pdf(slip, on(sheet, name, footer=footer, seal=seal, copies=1), code=CODE)
    pages = pages_of(pdf)
    whole = " ".join(pages)
    for row in rows:
        assert whole.count(group_tag_number(row.tag_number)) == 1
    pieces = sum(row.quantity for row in rows)
    assert f"合计 {len(rows)} 项 {pieces} 件" in pages[-1]
    if len(pages) > 1:
        counts = [re.search(r"本页小计 (\d+) 项 (\d+) 件", page) for page in pages]
        assert sum(int(count[1]) for count in counts if count) == len(rows)
        assert sum(int(count[2]) for count in counts if count) == pieces
        assert group_tag_number(rows[-1].tag_number) in pages[-1], "a row stands above the signatures"
    if name == "loan":
        assert format_yuan(sum(row.value_fen or 0 for row in rows)) in pages[-1]
    for left, bottom, right, top in inked(pdf):
        assert left > 13
        assert right > 13
        assert bottom > 1.5
        assert top > 6


@pytest.mark.parametrize("sheet", sheets())
def test_many_lines_on_every_paper(sheet: str) -> None:
    rows = tuple(SlipLine(n, tag_number("370883", 1, n), "桌", value_fen=n) for n in range(1, 161))
    pages = pages_of(slip_pdf(replace(SAMPLES["loan"], lines=rows, copies=1), on(sheet, "loan")))
    whole = " ".join(pages)
    assert all(whole.count(group_tag_number(row.tag_number)) == 1 for row in rows)
    sums = [re.search(r"本页小计 \d+ 项 \d+ 件 ([\d,]+\.\d\d)", page) for page in pages]
    assert sum(round(float(found[1].replace(",", "")) * 100) for found in sums if found) == 160 * 161 // 2
    assert "128.80" in pages[-1]


def test_too_much_above_the_table_is_refused() -> None:
    fields = tuple((f"项{n}", "长" * 80) for n in range(24))
    slip = replace(SAMPLES["loan"], fields=fields)
    assert slip_pdf(slip, shipped("loan"))
    with pytest.raises(Invalid, match=r"slip\.fields"):
        slip_pdf(slip, on("241x93", "loan"))
    with pytest.raises(Invalid, match=r"slip\.fields"):
        slip_pdf(replace(slip, fields=(*fields, ("多", "余"))), shipped("loan"))


def test_narrow_paper_keeps_groups_whole_and_drops_what_says_nothing() -> None:
    rows = tuple(replace(row, remark="", value_fen=9_999_999_999) for row in SAMPLES["loan"].lines)
    slip = replace(SAMPLES["loan"], lines=rows, copies=1)
    upright, a4 = (pages_of(slip_pdf(slip, on(sheet, "loan")))[0] for sheet in ("a5-upright", "a4"))
    assert "备注" in a4
    assert "备注" not in upright
    lines = pypdfium2.PdfDocument(slip_pdf(slip, on("a5-upright", "loan")))[0].get_textpage().get_text_bounded()
    assert re.search(r"370883 01\s+00000013", lines)
    assert "99,999,999.99" in lines
    assert "公物借用交接单" in lines


def test_amounts_on_narrow_paper_can_be_read() -> None:
    rows = tuple(replace(row, remark="附键盘", value_fen=9_999_999_999) for row in SAMPLES["loan"].lines)
    document = pypdfium2.PdfDocument(slip_pdf(replace(SAMPLES["loan"], lines=rows, copies=1), on("a5-upright", "loan")))
    words = document[0].get_textpage()
    at = words.get_text_range().index("99,999,999.99")
    assert pypdfium2.raw.FPDFText_GetFontSize(words, at) >= 6.5


def test_one_row_is_not_left_alone_above_the_signatures() -> None:
    for count in range(8, 40):
        rows = tuple(SlipLine(n, tag_number("370883", 1, n), "桌", value_fen=n) for n in range(1, count + 1))
        pages = pages_of(slip_pdf(replace(SAMPLES["loan"], lines=rows, copies=1), on("a4", "loan")))
        assert len(pages) == 1 or sum(group_tag_number(row.tag_number) in pages[-1] for row in rows) > 1


@pytest.mark.parametrize("sheet", ["a4", "a5", "a5-upright"])
def test_a_letter_ends_with_the_whole_name_of_who_writes(sheet: str) -> None:
    name = "济宁市任城区机关事务服务中心公物仓管理办公室"
    pages = pages_of(slip_pdf(replace(SAMPLES["reminder"], site_name=name, copies=1), on(sheet, "reminder")))
    assert f"{name}（盖章）" in squeezed(pages[-1])


def test_what_nobody_said_has_no_caption() -> None:
    [page] = pages_of(slip_pdf(replace(SAMPLES["transfer"], person="", copies=1), shipped("transfer")))
    assert "对方仓点 济宁市公物仓" in page
    assert "经办人" not in page


def test_a_return_names_the_loans_slip() -> None:
    [page, *_] = pages_of(slip_pdf(SAMPLES["return"], shipped("return")))
    assert f"原借用单 {SAMPLES['return'].reason}" in page


def test_what_is_long_has_a_line_of_its_own() -> None:
    person = "王㛃䶮𬍛𫖯𠅤𡃁𠮷" + "长名" * 21
    slip = replace(SAMPLES["loan"], person=person, received_by=person, copies=1)
    for sheet in sheets():
        assert squeezed(person) in squeezed(" ".join(pages_of(slip_pdf(slip, on(sheet, "loan")))))
