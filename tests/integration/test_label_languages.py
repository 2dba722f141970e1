"""Labels of every template, as programs of other people read them from PDF, ZPL and TSPL."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from PIL import Image, ImageChops, ImageOps

from app.domain.errors import Invalid
from app.services.paper import AssetLabel, CommandLabel, PlaceLabel
from printing.labels.proof import require_readable
from printing.labels.setting import set_label
from printing.labels.sheets import label_sheets
from printing.labels.template import template, templates
from printing.languages.tspl import tspl
from printing.languages.zpl import zpl
from printing.layout import CodeMark, Fill, Frame, Line, Text
from printing.raster import dots, modules_of, raster
from tests.fakes.tspl import printed
from tests.integration.label_samples import RARE, expected, samples
from tests.readers.codes import pages, with_zbar, with_zxing
from tests.readers.zpl import has_zebrash, with_zebrash, with_zplkit

DAY = date(2026, 11, 22)
COUNT = 12
ROLLS = [name for name in templates() if not hasattr(template(name).media, "columns")]
zbar = pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbar-tools is not installed")


def same(one: Image.Image, other: Image.Image, layout=None, dots_per_inch=203) -> bool:
    """To the dot; but each encoder has a mask of its own for QR codes, so a layout's are left to the readers."""
    one, other = (picture.point(lambda grey: 255 * (grey > 127)).convert("L") for picture in (one, other))
    for mark in layout.marks if layout else ():
        if isinstance(mark, CodeMark) and mark.kind == "qr":
            edges = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
            for picture in (one, other):
                picture.paste(255, tuple(dots(edge, dots_per_inch) for edge in edges))
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


def chunks(found, size):
    """What is to be found on each page."""
    return [sorted(chain(*found[start : start + size])) for start in range(0, len(found), size)]


@zbar
@pytest.mark.parametrize("name", templates())
def test_every_code_is_read_from_paper_by_both_readers(name, tmp_path):
    used = template(name)
    labels = samples(used, COUNT)
    drawn = pages(label_sheets(labels, used, 1, DAY), used.dots_per_inch)
    wanted = chunks(expected(used, labels), used.per_sheet)
    assert [with_zxing(page) for page in drawn] == wanted
    assert with_zbar(drawn, tmp_path) == wanted


@pytest.mark.parametrize("name", templates())
def test_codes_on_paper_are_the_dots_of_a_label_printer(name):
    """No bar is a dot wider than another of as many modules, wherever on its sheet the label lies."""
    used = template(name)
    labels = samples(used, used.per_sheet)
    (page,) = pages(label_sheets(labels, used, 1, DAY), used.dots_per_inch)
    for number, label in enumerate(labels):
        left, top = used.corner(number)
        for mark in set_label(used, label).marks:
            if isinstance(mark, CodeMark):
                place = mark.place(used.dots_per_inch)
                module = dots(place.module, used.dots_per_inch)
                code = ImageOps.invert(modules_of(mark.code).convert("L"))
                code = code.resize((code.width * module, code.height * module), Image.Resampling.NEAREST)
                x, y = dots(left + place.x, used.dots_per_inch), dots(top + place.y, used.dots_per_inch)
                if mark.kind == "code128":  # one row of its bars
                    y += dots(place.height / 2, used.dots_per_inch)
                    code = code.crop((0, 0, code.width, 1))
                code = ImageOps.expand(code, (1, 0), 255)
                assert same(page.crop((x - 1, y, x - 1 + code.width, y + code.height)), code)


def test_no_second_number_is_read_from_a_sheet_made_smaller():
    """zxing also looks at a picture at a third of its size: with one bar a dot too wide, it once took these for
    3747832166834390 there.
    """
    used = template("a4-10-99x57")
    label = AssetLabel("3708830731834390", "台式计算机", "济宁市机关事务中心")
    (page,) = pages(label_sheets([label] * used.per_sheet, used, 1, DAY), used.dots_per_inch)
    assert set(with_zxing(page)) == {("code128", label.tag_number), ("qr", label.tag_number)}


@zbar
@pytest.mark.parametrize("dots_per_inch", [203, 300])
@pytest.mark.parametrize("name", ROLLS)
def test_every_code_is_read_from_a_label_printer(name, dots_per_inch, tmp_path):
    used = template(name)
    labels = samples(used, COUNT)
    layouts = [set_label(used, label) for label in labels]
    wanted = expected(used, labels)
    for number, layout in enumerate(layouts):
        ours = raster(layout, dots_per_inch)
        for acs in (False, True) if number < 2 else (False,):
            drawn = with_zplkit(zpl(layout, dots_per_inch, acs=acs), dots_per_inch)
            assert same(drawn, ours, layout, dots_per_inch)
            assert with_zxing(drawn) == wanted[number]
        (label,) = printed(tspl(layout, dots_per_inch), dots_per_inch)
        assert same(label, ours)
        assert with_zxing(ours) == wanted[number]
    assert with_zbar([raster(layout, dots_per_inch) for layout in layouts], tmp_path) == wanted


@pytest.mark.skipif(not has_zebrash(), reason="zpl-renderer-js is not installed")
def test_a_third_reader_of_zpl_agrees():
    wanted, layouts = [], []
    for name in ("roll-60x40", "place-60x40"):  # of one size: starting the reader takes the most time
        used = template(name)
        labels = samples(used, COUNT)
        wanted += expected(used, labels)
        layouts += [set_label(used, label) for label in labels]
    drawn = with_zebrash([zpl(layout, 203) for layout in layouts], 60, 40, 203)
    assert [with_zxing(picture) for picture in drawn] == wanted
    for picture, layout in zip(drawn, layouts, strict=True):
        ours = raster(layout, 203)
        assert same(picture.crop((0, 0, *ours.size)), ours, layout)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", templates())
def test_the_words_of_a_label_come_out_of_its_pdf_exactly(name, tmp_path):
    used = template(name)
    if used.subject == "place":
        label, words = PlaceLabel(f"{RARE}库", "A-01-03", "通用仓", "邹城市公物仓"), ["A-01-03", "邹城市公物仓 通用仓"]
    elif used.subject == "command":
        label, words = CommandLabel(f"{RARE}令", "A-01-03", "Ctrl+Enter"), ["Ctrl+Enter"]
    else:
        label = AssetLabel("3708830100000128", f"{RARE}桌", "邹城市文物局", "M750t", plate="鲁HD12345")
        words = ["370883 01 00000128", "邹城市文物局", "鲁HD12345" if used.subject == "vehicle" else ""]
    paper = tmp_path / "label.pdf"
    paper.write_bytes(label_sheets([label], used, 1, DAY))
    said = subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True).stdout.decode()
    joined = "".join(said.split())
    for word in (*words, RARE):
        assert "".join(word.split()) in joined


def test_a_label_in_zpl_is_small():
    usual = AssetLabel("3708830100000128", "台式计算机", "济宁市机关事务中心", "ThinkCentre M750t")
    sizes = {name: len(zpl(set_label(template(name), usual), 203)) for name in ROLLS if name.startswith("roll")}
    assert max(sizes.values()) < 2_500, sizes


@pytest.mark.parametrize("dots_per_inch", [203, 300, 600])
@pytest.mark.parametrize("name", templates())
def test_every_label_passes_its_own_proof(name, dots_per_inch):
    used = template(name)
    for label in samples(used, COUNT):
        require_readable(set_label(used, label), max(dots_per_inch, used.dots_per_inch))


@pytest.mark.parametrize(
    "mark",
    [
        Fill(2, 16, 46, 9),  # over the bars
        Frame(35, 1, 14, 14, 3),  # around the QR, into its corners
        Line(25, 16, 25, 25, 0.6),  # one bar more
        Text(36, 12, "公物仓", 24, bold=True),
    ],
)
def test_a_label_with_a_code_that_is_spoilt_does_not_pass(mark):
    layout = set_label(template("roll-50x30"), AssetLabel("3708830100000128", "桌", "单位"))
    require_readable(layout, 203)
    with pytest.raises(Invalid) as refusal:
        require_readable(replace(layout, marks=(*layout.marks, mark)), 203)
    assert refusal.value.code == "label.not_read"
    assert refusal.value.params == {"number": "3708830100000128"}


def test_a_label_with_another_code_than_its_own_does_not_pass():
    layout = set_label(template("roll-50x30"), AssetLabel("3708830100000128", "桌", "单位"))
    marks = [replace(m, text="3708830100000136") if isinstance(m, CodeMark) else m for m in layout.marks]
    with pytest.raises(Invalid) as refusal:
        require_readable(replace(layout, marks=tuple(marks)), 203)
    assert refusal.value.code == "label.not_read"


@pytest.mark.parametrize(
    "name",
    ["", "^XZ^XA", "~JA", "\ud800", "\ue000", "\u202e\u2066", "👨\u200d👩", "<b>&", "\r\nCLS\r\n", "名" * 50, "\x00"],
)
def test_no_name_is_a_command(name):
    """Commands but ours, and bytes that are no text, come from nowhere: names are dots."""
    used = template("roll-60x40")
    layout = set_label(used, AssetLabel("3708830100000128", name, name, name))
    label = zpl(layout, 203)
    assert label.startswith(b"^XA^PW480^LL320")
    assert label.isascii()
    assert label.count(b"^XA") == label.count(b"^XZ") == 1
    assert b"~" not in label
    assert same(with_zplkit(label, 203), raster(layout, 203), layout)
    assert len(printed(tspl(layout, 203), 203)) == 1


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("", "code.empty"), (" 12", "code.empty"), ("资产一号", "code.character"), ("１２３４", "code.character"),
        ("^XZ^XA", "code.character"), ("12\r\n34", "code.character"), ("\ud800", "code.character"),
        ("8" * 80, "code.too_long"), ("A" * 40, "code.does_not_fit"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", [zpl, tspl, raster])
def test_a_number_that_cannot_be_a_code_is_refused(language, tag, code):
    with pytest.raises(Invalid) as refusal:
        language(set_label(template("roll-60x40"), AssetLabel(tag, "桌", "单位")), 203)
    assert refusal.value.code == code


def test_a_template_is_for_its_subject():
    with pytest.raises(Invalid) as refusal:
        set_label(template("place-60x40"), AssetLabel("3708830100000128", "桌", "单位"))
    assert refusal.value.code == "label.other_subject"


def test_an_endless_white_label_is_still_a_label():
    """Nothing to print but a code: no picture is sent."""
    used = template("commands-a4")
    layout = set_label(used, {"code": "12", "name": "", "note": ""})
    assert b"^BC" in zpl(layout, 203)
    assert b"Z64" in zpl(layout, 203)  # the frame
