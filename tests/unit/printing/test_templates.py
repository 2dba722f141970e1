from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from printing.fonts import BOLD, REGULAR
from printing.labels.legibility import legible
from printing.labels.setting import set_label
from printing.labels.template import FIELDS, CodeBox, read_template, template, template_json, templates
from printing.layout import POINT, Text

NAMES = templates()


@pytest.mark.parametrize("name", NAMES)
def test_each_template_goes_to_json_and_back(name):
    read = template(name)
    written = json.loads(json.dumps(template_json(read), ensure_ascii=False))
    assert read_template(written) == read
    assert read.per_sheet >= 1
    assert any(isinstance(element, CodeBox) for element in read.elements)


@pytest.mark.parametrize("name", NAMES)
def test_each_template_can_be_read_where_it_is_printed(name):
    assert legible(template(name)) == []
    assert legible(template(name), 300) == []


@pytest.mark.parametrize("name", ["", "none", "../forms/handover-slip.zh_CN", "A4", "a4-24-64x34.json"])
def test_an_unknown_template_is_refused(name):
    with pytest.raises(Invalid) as refusal:
        template(name)
    assert refusal.value.code == "label.no_template"


def broken(change, name="roll-60x40"):
    values = template_json(template(name))
    change(values)
    return values


def put(number, **changes):
    return lambda values: values["elements"][number].update(changes)


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        (lambda v: v["media"].update(columns=4), "media", "beyond the sheet"),
        (lambda v: v["media"].update(pitch_x=60), "media", "on one another"),
        (lambda v: v["media"].update(type="book"), "media", "'book'"),
        (lambda v: v.update(subject="person"), "subject", "'person'"),
        (lambda v: v.update(colour="red"), "", "colour"),
        (lambda v: v.update(elements=[]), "elements", "length >= 1"),
        (lambda v: v.update(dots_per_inch="300"), "dots_per_inch", "Expected `int`"),
        (lambda v: v.pop("width"), "", "width"),
        (put(0, text="{owner}"), "elements[0]", "no field 'owner'"),
        (put(0, text="{name.__class__}"), "elements[0]", "no field"),
        (put(0, x=-1), "elements[0].x", ">= 0"),
        (put(0, x=float("nan")), "elements[0]", ""),
        (put(0, height=1), "elements[0]", "higher than the box"),
        (put(0, styles=[]), "elements[0].styles", "length >= 1"),
        (put(0, type="picture"), "elements[0]", "'picture'"),
        (put(0, font="SimSun"), "elements[0]", "font"),
        (put(3, kind="aztec"), "elements[3].kind", "'aztec'"),
        (put(3, width=70), "elements[3]", "beyond the label"),
        (put(4, styles=[{"size": 9}, {"size": 8}]), "elements[4]", "one style"),
    ],
)
def test_a_template_that_cannot_be_printed_is_not_read(change, where, problem):
    with pytest.raises(Invalid) as refusal:
        read_template(broken(change, "a4-24-64x34"))
    assert refusal.value.code == "template.wrong"
    assert str(refusal.value.params["where"]).startswith(where)
    assert problem in str(refusal.value.params["problem"])


@pytest.mark.parametrize("values", [None, [], "", 7, {}, {"elements": [None]}])
def test_what_is_no_template_at_all_is_refused(values):
    with pytest.raises(Invalid):
        read_template(values)


@pytest.mark.parametrize(
    ("change", "dots_per_inch", "complaint"),
    [
        (put(0, styles=[{"size": 4}]), 203, "template.small_text"),
        (put(0, width=20), 203, "template.cut"),
        (put(5, width=30), 203, "template.small_code"),
        (put(5, width=36), 300, "template.small_code"),  # fits at 203 dots, not at the next whole dot of 300
        (put(7, x=30), 203, "template.covered"),
        (put(2, height=20), 203, "template.covered"),
    ],
)
def test_a_template_says_what_cannot_be_read(change, dots_per_inch, complaint):
    found = legible(read_template(broken(change)), dots_per_inch)
    assert complaint in [one.code for one in found]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.sampled_from(NAMES))
def test_any_words_are_set_inside_their_box(words, name):
    used = template(name)
    values = dict.fromkeys(FIELDS[used.subject], words) | {"tag_number": "3708830100000128", "code": "A-01"}
    for mark in set_label(used, values).marks:
        if isinstance(mark, Text):
            face = BOLD if mark.bold else REGULAR
            assert mark.x >= 0
            assert mark.x + face.width(mark.text, mark.size) * POINT <= used.width + 1e-6
            assert 0 < mark.y < used.height
