"""The shipped forms, and what a counter may choose otherwise."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import msgspec
import pytest

from app.domain.errors import Invalid
from app.domain.numbering import DocumentKind
from app.services.paper import Slip, SlipLine
from printing.documents.form import (
    FormChanges,
    changed,
    columns_for,
    differences,
    form_name,
    form_names,
    read_changes,
    sheets,
    shipped,
)
from printing.documents.table import places


def test_every_kind_of_document_has_its_form() -> None:
    titles = set()
    for kind in DocumentKind:
        slip = Slip("1", kind, "仓", date(2026, 11, 22), "单位", "人", (SlipLine(1, "2", "桌"),))
        form = shipped(form_name(slip))
        assert form.kind == kind.value
        titles.add(form.title)
    assert len(titles) == len(DocumentKind)
    assert len(form_names()) == len(set(form_names())) == 16


@pytest.mark.parametrize("name", form_names())
@pytest.mark.parametrize("sheet", sheets())
def test_columns_fill_the_paper_whatever_their_widths(name: str, sheet: str) -> None:
    form = changed(shipped(name), FormChanges(sheet=sheet))
    paper = form.paper()
    set_ = places(form.columns, paper)
    assert set_[0].left == paper.left
    assert set_[-1].right == pytest.approx(paper.width - paper.right)
    assert all(one.right == next_.left for one, next_ in pairwise(set_))


@pytest.mark.parametrize("name", form_names())
def test_what_a_counter_chose_comes_back_from_json(name: str) -> None:
    form = shipped(name)
    wanted = msgspec.structs.replace(
        form, title="本仓专用单", sheet="241x140", copies=3, columns=columns_for(name)[:4], footer="说明", seal="box"
    )
    own = differences(form, wanted)
    kept = msgspec.json.decode(msgspec.json.encode(own))
    assert changed(form, read_changes(kept)) == wanted
    assert differences(form, form) == FormChanges()
    assert msgspec.to_builtins(FormChanges()) == {}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sheet": "letter"}, "form.no_such_sheet"),
        ({"title": " "}, "form.no_title"),
        ({"columns": []}, "form.columns"),
        ({"columns": [{"field": "name", "caption": "名称", "width": 9}] * 2}, "form.columns"),
        ({"columns": [{"field": "remark", "caption": "备注", "width": 9}]}, "form.names_nothing"),
        (
            {
                "columns": [
                    {"field": "name", "caption": "名", "width": 99},
                    {"field": "unit", "caption": "位", "width": 1},
                ]
            },
            "form.narrow_column",
        ),
        ({"columns": [{"field": "name", "caption": "名称", "width": 0}]}, "form.narrow_column"),
        ({"signers": [{"field": f"s{n}", "caption": "人"} for n in range(6)]}, "form.signers"),
        ({"copies": 10}, "slip.copies"),
        ({"copies": -1}, "slip.copies"),
        ({"footer": "字" * 201}, "form.long_footer"),
        ({"seal": "square"}, "form.malformed"),
        ({"columns": "name"}, "form.malformed"),
        ({"colour": "red"}, "form.malformed"),
        ([], "form.malformed"),
    ],
)
def test_what_cannot_be_set_is_refused_in_words(values: object, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        changed(shipped("loan"), read_changes(values))
    assert refusal.value.code == code
