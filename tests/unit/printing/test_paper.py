from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numbering import DocumentKind
from app.services.paper import Slip, SlipLine, issued_slip, slip_content

WORDS = st.text(max_size=12)
LINES = st.builds(
    SlipLine,
    position=st.integers(1, 2000),
    tag_number=WORDS,
    name=WORDS,
    model=WORDS,
    unit=WORDS,
    quantity=st.integers(1, 99),
    value_fen=st.none() | st.integers(0, 10**12),
    condition=WORDS,
    remark=WORDS,
    extra=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)
SLIPS = st.builds(
    Slip,
    number=WORDS,
    kind=st.sampled_from(DocumentKind),
    site_name=WORDS,
    issued_on=st.dates(),
    organization=WORDS,
    person=WORDS,
    lines=st.lists(LINES, max_size=3).map(tuple),
    due_on=st.none() | st.dates(),
    title=WORDS,
    reason=WORDS,
    remarks=st.lists(WORDS, max_size=3).map(tuple),
    handed_over_by=WORDS,
    received_by=WORDS,
    copies=st.integers(1, 3),
    form=WORDS,
    fields=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)


@given(SLIPS)
def test_a_slip_survives_its_snapshot(slip):
    assert issued_slip(slip_content(slip)) == slip


def test_a_snapshot_from_before_forms_is_read():
    slip = Slip("1", DocumentKind.LOAN, "仓", date(2026, 11, 22), "单位", "人", (SlipLine(1, "2", "桌"),))
    values = msgspec.to_builtins(slip)
    for name in ("form", "fields", "standing"):
        del values[name]
    for line in values["lines"]:
        del line["extra"]
    assert issued_slip(msgspec.json.encode(values).decode()) == slip


def test_a_damaged_snapshot_is_not_taken_for_a_slip():
    slip = Slip("1", DocumentKind.LOAN, "仓", date(2026, 11, 22), "单位", "人", (SlipLine(1, "2", "桌"),))
    for name, value in (("kind", "??"), ("issued_on", "22.11.2026"), ("lines", [{"position": 1}]), ("number", 1)):
        content = msgspec.json.encode(msgspec.to_builtins(slip) | {name: value}).decode()
        with pytest.raises(msgspec.ValidationError):
            issued_slip(content)
