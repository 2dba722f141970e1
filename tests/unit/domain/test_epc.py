"""EPC codes: the vectors of GS1's standard, every code there and back, everything else refused with its reason."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import epc
from app.domain.epc import Epc, Scheme, decode, encode
from app.domain.errors import DomainError, Invalid, Refused

VECTORS = [
    (Epc(Scheme.GIAI_96, "0614141", "5678", 3), "3474257BF40000000000162E"),
    (Epc(Scheme.GRAI_96, "0614141", "12345.400", 3), "3374257BF40C0E4000000190"),
    (Epc(Scheme.GIAI_202, "0614141", "32a/b", 3), "3874257BF59B2C2BF1" + "0" * 34),
]
ROUND_TRIPS = 2_000  # all of 100,000: dev.py bench epc


@pytest.mark.parametrize(("code", "text"), VECTORS, ids=lambda it: getattr(it, "scheme", None))
def test_the_standards_own_vectors(code, text):
    assert encode(code) == text
    assert decode(text) == decode(text.lower()) == code


def test_the_uri_escapes_what_a_uri_must():
    assert VECTORS[2][0].tag_uri == "urn:epc:tag:giai-202:3.0614141.32a%2Fb"
    assert epc.reference_of_uri("32a%2Fb") == "32a/b"


SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


@st.composite
def codes(draw):
    scheme = draw(st.sampled_from(list(Scheme)))
    length = draw(st.integers(6, 12))
    prefix = draw(st.text("0123456789", min_size=length, max_size=length))
    if scheme is Scheme.GIAI_96:
        bits = {12: 42, 11: 45, 10: 48, 9: 52, 8: 55, 7: 58, 6: 62}[length]
        reference = str(draw(st.integers(0, (1 << bits) - 1)))
    elif scheme is Scheme.GRAI_96:
        type_ = draw(st.text("0123456789", min_size=12 - length, max_size=12 - length))
        reference = f"{type_}.{draw(st.integers(0, (1 << 38) - 1))}"
    else:
        reference = draw(st.text(SET_82, min_size=1, max_size=30 - length))
    return Epc(scheme, prefix, reference, draw(st.integers(0, 7)))


@settings(max_examples=ROUND_TRIPS, deadline=None, database=None)
@given(codes())
def test_every_code_comes_back(code):
    text = encode(code)
    assert len(text) == (52 if code.scheme is Scheme.GIAI_202 else 24)
    assert int(text[:2], 16) == {"giai-96": 0x34, "grai-96": 0x33, "giai-202": 0x38}[code.scheme]
    assert decode(text) == code
    assert decode(text + "0000") == code, "a tag that holds more tells zeros behind it"


@settings(max_examples=500, deadline=None, database=None)
@given(st.binary(min_size=12, max_size=26).map(lambda it: bytes((it[0] % 3 + 0x33, *it[1:]))))
def test_what_is_no_code_is_refused_and_what_is_says_the_same_again(data):
    text = data.hex().upper()
    refused = ""
    try:
        code = decode(text)
    except Invalid as refusal:
        refused = refusal.code
    assert refused.startswith("epc.") if refused else text.startswith(encode(code))


@pytest.mark.parametrize(
    ("scheme", "prefix", "reference", "refused"),
    [
        ("giai-96", "12345", "1", "epc.bad_prefix"),
        ("giai-96", "1234567890123", "1", "epc.bad_prefix"),
        ("giai-96", "06141a1", "1", "epc.bad_prefix"),
        ("giai-96", "０６１４１４１", "1", "epc.bad_prefix"),
        ("giai-96", "", "1", "epc.bad_prefix"),
        ("giai-96", "0614141", "05678", "epc.leading_zero"),
        ("giai-96", "0614141", str(1 << 58), "epc.too_large"),
        ("giai-96", "061414112345", str(1 << 42), "epc.too_large"),
        ("giai-96", "0614141", "9" * 5_000, "epc.too_large"),
        ("giai-96", "0614141", "", "epc.not_digits"),
        ("giai-96", "0614141", "-1", "epc.not_digits"),
        ("giai-96", "0614141", "１２", "epc.not_digits"),
        ("giai-96", "0614141", "12a", "epc.not_digits"),
        ("grai-96", "0614141", "1234.400", "epc.bad_type"),
        ("grai-96", "0614141", "12345", "epc.bad_type"),
        ("grai-96", "0614141", "12345.0400", "epc.leading_zero"),
        ("grai-96", "0614141", f"12345.{1 << 38}", "epc.too_large"),
        ("giai-202", "0614141", "", "epc.bad_character"),
        ("giai-202", "0614141", "资产", "epc.bad_character"),
        ("giai-202", "0614141", "a b", "epc.bad_character"),
        ("giai-202", "0614141", "^XZ^XA", "epc.bad_character"),
        ("giai-202", "0614141", "a" * 24, "epc.too_long"),
    ],
)
def test_what_cannot_be_meant_is_refused(scheme, prefix, reference, refused):
    with pytest.raises(Invalid) as refusal:
        encode(Epc(Scheme(scheme), prefix, reference))
    assert refusal.value.code == refused


@pytest.mark.parametrize("filter_", [-1, 8])
def test_a_filter_has_three_bits(filter_):
    with pytest.raises(Invalid, match=r"epc\.bad_filter"):
        encode(Epc(Scheme.GIAI_96, "0614141", "1", filter_))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", "epc.not_hex"),
        ("3474257BF4000000000016ZZ", "epc.not_hex"),
        (" 3474257BF40000000000162E", "epc.not_hex"),
        ("３474257BF40000000000162E", "epc.not_hex"),
        ("3474257BF40000000000162", "epc.no_whole_words"),
        ("3474257BF400000000001", "epc.no_whole_words"),
        ("3474257BF40000000000", "epc.wrong_length"),
        ("3474257BF40000000000162E0001", "epc.wrong_length"),
        ("3874257BF59B2C2BF1000000", "epc.wrong_length"),
        ("E28068940000000000000000", "epc.other_scheme"),
        ("000000000000000000000000", "epc.other_scheme"),
        ("347C257BF40000000000162E", "epc.malformed"),  # partition 7
        ("3403FFFFFFFFFC0000000001", "epc.malformed"),  # a prefix of more than 12 digits
        ("3874257BF59B2C2BF1" + "0" * 33 + "1", "epc.malformed"),  # a bit behind the 202nd
        ("3874257BF4" + "0" * 42, "epc.malformed"),  # no reference
    ],
)
def test_what_a_tag_cannot_mean_is_refused(text, refused):
    with pytest.raises(Invalid) as refusal:
        decode(text)
    assert refusal.value.code == refused


def test_208_bits_do_not_go_on_a_tag_of_128():
    epc.require_fits(VECTORS[0][1], 96)
    epc.require_fits(VECTORS[2][1], 208)
    with pytest.raises(Refused) as refusal:
        epc.require_fits(VECTORS[2][1], 128)
    assert refusal.value.code == "epc.larger_than_tag"
    assert refusal.value.params == {"bits": 208, "most": 128}


def test_the_pc_word_says_length_toggle_and_afi():
    assert epc.pc_word(VECTORS[0][1]) == 0x3000
    assert epc.pc_word(VECTORS[2][1]) == 13 << 11
    assert epc.pc_word("A10000003708830100000013", 0xA1) == 0x31A1
    assert epc.same_pc(0x3000, 0x3000 | epc.UMI | epc.XI), "what the tag sets for itself"
    assert not epc.same_pc(0x3000, 0x3000 | epc.TOGGLE)
    assert not epc.same_pc(0x3000, 0x4000)


def test_what_a_reader_types():
    code = "3474257BF40000000000162E"
    assert epc.readings(code) == (code,)
    assert epc.readings(code.lower()) == (code,)
    assert epc.readings("3000" + code) == ("3000" + code, code)
    assert code in epc.readings(code + "00000000")
    assert epc.readings("3708830100000013") == ()
    assert epc.readings("JY37088320261122010001A") == ()
    assert epc.readings("F" * 2_000) == ()


@given(st.text(max_size=140))
def test_no_text_is_a_fault(text):
    epc.readings(text)
    with contextlib.suppress(DomainError):
        decode(text)
