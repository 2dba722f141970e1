"""A label template while it is drawn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from printing.labels.template import FrameBox, LineBox, extent, read_template, template, template_json
from ui.label_designer.draft import Draft, snap

ROLL = "roll-60x40"


@pytest.fixture
def draft() -> Draft:
    return Draft(template(ROLL))


def test_what_is_moved_stays_on_the_label(draft: Draft) -> None:
    draft.mark(0)
    draft.shift(1000, 1000)
    _left, _top, right, bottom = extent(draft.template.elements[0])
    assert (right, bottom) == (draft.template.width, draft.template.height)


def test_several_move_together_and_keep_their_distance(draft: Draft) -> None:
    draft.mark(0)
    draft.mark(2, add=True)
    apart = draft.template.elements[2].y - draft.template.elements[0].y
    draft.shift(-1, 3)
    assert draft.template.elements[2].y - draft.template.elements[0].y == pytest.approx(apart)


def test_a_drag_is_one_step_back(draft: Draft) -> None:
    before = draft.template
    draft.mark(2)
    draft.hold()
    for step in (1, 2, 3):
        draft.back_to_hold()
        draft.shift(0, step)
    draft.let_go()
    assert draft.template.elements[2].y == before.elements[2].y + 3
    draft.undo()
    assert draft.template == before
    assert not draft.can_undo
    draft.redo()
    assert draft.template.elements[2].y == before.elements[2].y + 3


def test_a_drag_that_ends_where_it_began_is_no_step(draft: Draft) -> None:
    draft.mark(2)
    draft.hold()
    draft.shift(0, 2)
    draft.shift(0, -2)
    draft.let_go()
    assert not draft.can_undo


def test_a_text_is_not_stretched_below_its_lines(draft: Draft) -> None:
    draft.mark(2)
    with pytest.raises(Invalid):
        draft.stretch(0, -100)
    assert draft.template == template(ROLL)


def test_an_unknown_field_is_refused_and_nothing_changes(draft: Draft) -> None:
    with pytest.raises(Invalid):
        draft.change(0, text="{pasword}")
    assert draft.template == template(ROLL)
    assert not draft.can_undo


@pytest.mark.parametrize(("side", "edge"), [("left", 0), ("top", 1), ("right", 2), ("bottom", 3)])
def test_several_are_aligned_with_the_first_marked(draft: Draft, side: str, edge: int) -> None:
    draft.add(FrameBox(20, 20, 5, 5))
    draft.add(FrameBox(30, 10, 8, 3))
    first, second = len(draft.template.elements) - 2, len(draft.template.elements) - 1
    draft.mark(first)
    draft.mark(second, add=True)
    draft.align(side)
    assert extent(draft.template.elements[second])[edge] == pytest.approx(extent(draft.template.elements[first])[edge])


def test_one_alone_is_aligned_with_the_label(draft: Draft) -> None:
    draft.add(FrameBox(20, 20, 5, 5))
    draft.align("center")
    draft.align("middle")
    left, top, right, bottom = draft.box()
    assert (left + right, top + bottom) == pytest.approx((draft.template.width, draft.template.height))


def test_copies_are_marked_and_can_be_removed(draft: Draft) -> None:
    count = len(draft.template.elements)
    draft.mark(0)
    draft.mark(1, add=True)
    draft.copy_marked()
    assert draft.marked == (count, count + 1)
    draft.remove_marked()
    assert draft.template == template(ROLL)


def test_the_last_element_cannot_be_removed() -> None:
    draft = Draft(template(ROLL))
    draft.marked = tuple(range(len(draft.template.elements)))
    with pytest.raises(Invalid):
        draft.remove_marked()


def test_a_label_smaller_than_what_is_on_it_is_refused(draft: Draft) -> None:
    with pytest.raises(Invalid):
        draft.change_label(width=20.0)


def test_tab_goes_through_all_elements(draft: Draft) -> None:
    seen = []
    for _ in draft.template.elements:
        draft.mark_next(1)
        seen.append(draft.marked[0])
    assert seen == list(range(len(draft.template.elements)))
    draft.mark_next(-1)
    assert draft.marked[0] == seen[-2]


def test_an_edge_snaps_to_the_edge_of_another(draft: Draft) -> None:
    draft.add(FrameBox(10, 25, 5, 5))
    draft.add(FrameBox(20, 31, 5, 5))
    dx, _dy = snap(draft, -9.7, 0)
    draft.shift(dx, 0)
    assert extent(draft.template.elements[-1])[0] == pytest.approx(10)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["shift", "stretch", "align", "copy", "remove", "undo", "redo", "mark", "line"]),
            st.floats(-70, 70),
            st.floats(-70, 70),
            st.integers(0, 100),
        ),
        max_size=25,
    )
)
def test_it_is_always_a_template_that_can_be_printed(
    steps: list[tuple[str, float, float, int]],
) -> None:
    draft = Draft(template(ROLL))
    for name, x, y, number in steps:
        try:
            if name == "shift":
                draft.shift(x, y)
            elif name == "stretch":
                draft.stretch(x, y)
            elif name == "align":
                draft.align(("left", "center", "right", "top", "middle", "bottom")[number % 6])
            elif name == "copy":
                draft.copy_marked()
            elif name == "remove":
                draft.remove_marked()
            elif name == "undo":
                draft.undo()
            elif name == "redo":
                draft.redo()
            elif name == "line":
                draft.add(LineBox(abs(x) % 60, abs(y) % 40, 1, 1))
            else:
                draft.mark(number % len(draft.template.elements), add=x > 0)
        except Invalid:
            continue
        assert read_template(template_json(draft.template)) == draft.template
        assert all(one < len(draft.template.elements) for one in draft.marked)
    while draft.can_undo:
        draft.undo()
    assert draft.template == template(ROLL)
