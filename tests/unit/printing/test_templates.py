from __future__ import annotations

import copy
import json
from importlib.resources import files

import pytest

from app.domain.errors import Invalid
from printing.labels.template import read_template, template

NAMES = sorted(
    place.name.removesuffix(".json")
    for place in files("resources").joinpath("labels").iterdir()
    if place.name.endswith(".json")
)


@pytest.mark.parametrize("name", NAMES)
def test_each_template_can_be_read(name):
    read = template(name)
    assert read.per_sheet == read.sheet.columns * read.sheet.rows
    assert {code.kind for code in read.codes} == {"code128", "qr"}


@pytest.mark.parametrize("name", ["", "none", "../forms/handover-slip.zh_CN", "A4", "a4-24-64x34.json"])
def test_an_unknown_template_is_refused(name):
    with pytest.raises(Invalid) as refusal:
        template(name)
    assert refusal.value.code == "label.no_template"


def broken(change):
    values = json.loads(files("resources").joinpath("labels", "a4-24-64x34.json").read_text(encoding="utf-8"))
    values = copy.deepcopy(values)
    change(values)
    return values


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda v: v["sheet"].update(columns=4), "beyond the sheet"),
        (lambda v: v["sheet"].update(left=-1), "beyond the sheet"),
        (lambda v: v["codes"][0].update(width=70), "beyond the label"),
        (lambda v: v["codes"][0].update(kind="aztec"), "no code"),
        (lambda v: v["texts"][0].update(field="price"), "no 'price'"),
        (lambda v: v["stack"]["texts"][0].update(field="owner"), "no 'owner'"),
    ],
)
def test_a_template_that_cannot_be_printed_is_not_read(change, message):
    with pytest.raises(ValueError, match=message):
        read_template(broken(change))
