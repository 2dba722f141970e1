"""Which label template is taken for pieces of a category."""

from app.services.printing.templates import default_template

DEFAULTS = {"": "roll-60x40", "A05": "roll-70x40", "A0503": "roll-50x30"}


def test_the_longest_head_of_the_code_decides() -> None:
    assert default_template(DEFAULTS, ["A05030101"]) == "roll-50x30"
    assert default_template(DEFAULTS, ["A05010201"]) == "roll-70x40"
    assert default_template(DEFAULTS, [""]) == "roll-60x40"


def test_pieces_that_differ_have_no_default() -> None:
    assert default_template(DEFAULTS, ["A05030101", "A05010201"]) == ""
    assert default_template(DEFAULTS, ["A05010201", "A05010301"]) == "roll-70x40"


def test_nothing_set_is_no_default() -> None:
    assert default_template({}, ["A05010201"]) == ""
    assert default_template({"A05": "roll-70x40"}, []) == ""
