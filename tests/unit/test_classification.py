import pytest

from app.domain.classification import Category, Classification, parse_code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A02010105", (2022, "A02010105")),
        (" a02010105 ", (2022, "A02010105")),
        ("2010104", (2010, "2010104")),
    ],
)
def test_a_code_tells_its_edition(text, expected):
    assert parse_code(text) == expected


@pytest.mark.parametrize(
    "text", ["", "无", "A0201", "X0201", "A020101050", "B02010105", "02010105", "201010", "A0201010５", "A02 010105"]
)
def test_other_shapes_are_refused(text):
    with pytest.raises(ValueError, match="not a GB/T 14885 code"):
        parse_code(text)


def row(**changes):
    return {"edition": "2022", "code": "A05010201", "name": "办公桌", "unit": "张", "min_service_years": "15"} | changes


def test_the_same_digits_are_two_categories_in_two_editions():
    table = Classification.from_rows([row(), row(edition="2010", code="6010201", min_service_years="")])
    assert table.get(2022, "A05010201") == Category(2022, "A05010201", "办公桌", "张", 15)
    assert table.get(2010, "6010201").min_service_years is None
    assert (2010, "A05010201") not in table
    assert len(table) == 2


@pytest.mark.parametrize("changes", [{"edition": "2010"}, {"code": "A05"}, {"min_service_years": "many"}])
def test_a_malformed_table_names_the_line(changes):
    with pytest.raises(ValueError, match="line 3"):
        Classification.from_rows([row(), row(**changes)])


def test_a_table_without_a_column_is_refused():
    with pytest.raises(ValueError, match="line 2"):
        Classification.from_rows([{"code": "A05010201"}])
