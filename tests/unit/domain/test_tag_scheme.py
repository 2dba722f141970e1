"""From tag numbers to EPCs and back, for every length of prefix and without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.epc import Scheme, decode
from app.domain.errors import Invalid
from app.domain.numbering import tag_number
from app.domain.tag_scheme import TagScheme, epc_of, is_others, pc_of, tag_numbers_of

numbers = st.builds(
    tag_number,
    st.integers(0, 999_999).map("{:06d}".format),
    st.integers(1, 99),
    st.integers(1, 9_999_999),
)
prefixes = st.integers(6, 12).flatmap(lambda length: st.text("0123456789", min_size=length, max_size=length))


@given(numbers, prefixes)
def test_a_gs1_code_leads_back_to_its_number(number, prefix):
    epc, pc = epc_of(number, TagScheme(prefix))
    assert decode(epc).scheme is Scheme.GIAI_96
    assert pc == 0x3000
    assert tag_numbers_of(epc, [prefix], [number[:6]]) == (number,)
    assert tag_numbers_of(epc, [], [number[:6]]) == (), "a prefix of nobody here"


@given(numbers, st.integers(0, 255))
def test_an_iso_code_shows_its_number(number, afi):
    epc, pc = epc_of(number, TagScheme(afi=afi))
    assert epc == "A1000000" + number
    assert pc == 0x3100 | (afi or 1) == pc_of(epc, TagScheme(afi=afi))
    assert tag_numbers_of(epc, [], []) == (number,)


@given(st.lists(numbers, min_size=2, max_size=2, unique=True), st.text("0123456789", min_size=6, max_size=9))
def test_two_pieces_never_share_a_code(pair, prefix):
    assert len({epc_of(number, TagScheme(prefix))[0] for number in pair}) == 2
    assert len({epc_of(number, TagScheme())[0] for number in pair}) == 2


def test_a_long_prefix_cuts_the_front_of_the_region_off():
    number = tag_number("370883", 1, 123)
    epc, _ = epc_of(number, TagScheme("690123456789"))
    assert decode(epc).reference == "883010000123"
    sites = ["370883", "371883", "370881"]
    assert tag_numbers_of(epc, ["690123456789"], sites) == (number, tag_number("371883", 1, 123))
    assert tag_numbers_of(epc, ["690123456789"], ["370881"]) == ()


@pytest.mark.parametrize("prefix", ["12345", "1234567890123", "12345a"])
def test_a_prefix_is_6_to_12_digits(prefix):
    with pytest.raises(Invalid, match=r"epc\.bad_prefix"):
        TagScheme(prefix)


def test_only_tag_numbers_get_a_code():
    with pytest.raises(Invalid, match=r"tag\.malformed"):
        epc_of("3708830100000014", TagScheme())


def test_blank_tags_are_nobodys_and_codes_of_others_are_theirs():
    ours = TagScheme()
    assert not is_others("E28068940000000000000000", 0x3000, ours), "as it came from the factory"
    assert not is_others("000000000000000000000000", 0x3000, ours)
    assert not is_others("", 0, ours)
    assert is_others("3474257BF40000000000162E", 0x3000, ours), "somebody's asset"
    assert is_others("0123456789ABCDEF01234567", 0x31C2, ours), "a library's book"
    assert not is_others("E28068940000000000000000", 0x3101, ours), "ours, where power failed before the code"
