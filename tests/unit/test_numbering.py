from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.numbering import (
    DocumentKind,
    document_number,
    group_tag_number,
    is_document_number,
    is_tag_number,
    tag_number,
    under_station,
)

sites = st.from_regex(r"[1-6][0-9]{5}", fullmatch=True)
stations = st.integers(1, 99)
DAY = date(2026, 11, 29)


@given(sites, stations, st.integers(1, 9_999_999))
def test_a_tag_number_is_sixteen_digits_and_proves_itself(site, station, running):
    tag = tag_number(site, station, running)
    assert len(tag) == 16
    assert tag.isdigit()
    assert is_tag_number(tag)
    assert group_tag_number(tag).replace(" ", "") == tag


@given(sites, stations, st.integers(1, 9_999_999), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(site, station, running, place, change):
    tag = tag_number(site, station, running)
    wrong = tag[:place] + str((int(tag[place]) + change) % 10) + tag[place + 1 :]
    assert not is_tag_number(wrong)


@given(
    st.sampled_from(DocumentKind), sites, st.dates(date(2020, 1, 1), date(2099, 12, 31)), stations, st.integers(1, 9999)
)
def test_a_document_number_proves_itself(kind, site, day, station, running):
    number = document_number(kind, site, day, station, running)
    assert len(number) == 23
    assert is_document_number(number)
    last = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    other = last[(last.index(number[-1]) + 1) % 36]
    assert not is_document_number(number[:-1] + other)


# ISO/IEC 7064:2003 gives 0794 → 5 for MOD 11,10.
def test_the_check_digit_is_the_standards():
    from app.domain.numbering import _hybrid_check

    assert _hybrid_check("0794", 10) == 5


@pytest.mark.parametrize(
    ("site", "station", "running"),
    [
        ("37088", 1, 1),
        ("37088A", 1, 1),
        ("370883", 0, 1),
        ("370883", 100, 1),
        ("370883", 1, 0),
        ("370883", 1, 10_000_000),
    ],
)
def test_what_does_not_fit_is_refused(site, station, running):
    with pytest.raises(Invalid):
        tag_number(site, station, running)


@pytest.mark.parametrize(
    "text", ["", "3708830100001231 ", "３７０８８３０１００００１２３１", "370883010000123", "37088301000012311"]
)
def test_what_is_no_tag_number(text):
    assert not is_tag_number(text)


@given(sites, stations, stations, st.integers(1, 9_999_999))
def test_a_tag_number_under_another_station_of_its_site(site, before, station, running):
    assert under_station(tag_number(site, before, running), site, station) == tag_number(site, station, running)


@given(st.sampled_from(DocumentKind), sites, st.dates(date(2020, 1, 1)), stations, stations, st.integers(1, 9999))
def test_a_document_number_under_another_station_of_its_site(kind, site, day, before, station, running):
    number = document_number(kind, site, day, before, running)
    assert under_station(number, site, station) == document_number(kind, site, day, station, running)


@given(sites, sites, stations, stations, st.integers(1, 9999))
def test_what_is_no_number_of_the_site_stays_as_it_is(site, other, before, station, running):
    numbers = [tag_number(other, before, running), document_number(DocumentKind.LOAN, other, DAY, before, running)]
    for text in (*numbers, "", "JY", "一台", numbers[0][:-1], numbers[1][:-1] + "?"):
        if site != other or text not in numbers:
            assert under_station(text, site, station) == text
    wrong = numbers[0][:-1] + str((int(numbers[0][-1]) + 1) % 10)
    assert under_station(wrong, other, station) == wrong, "a number that does not prove itself is none"
