"""What the search index knows of a text."""

import pytest

from app.persistence import search_tokens as tokens


def test_characters_pairs_and_beginnings():
    assert tokens.text_tokens("东库B804排").split() == [*"东库", "东库", "b", "b8", "b80", "b804", "排"]
    assert tokens.text_tokens("𬍛㛃").split() == ["𬍛", "㛃", "𬍛㛃"]
    assert tokens.text_tokens(" 、-《》\n") == ""


def test_full_width_and_case_are_one_spelling():
    assert tokens.text_tokens("ＨＰ打印机") == tokens.text_tokens("hp打印机")
    assert tokens.fold("ＡＢ\x00Ｃ") == "ab c"


def test_private_use_characters_are_characters():
    assert tokens.runs("王\ue863") == [(False, "王\ue863")]


def test_the_tail_of_a_number_is_of_its_last_word():
    assert tokens.tail("12345") in tokens.number_tokens("SN-12345").split()
    assert tokens.tail("12345") in tokens.number_tokens("SN12345").split()
    assert tokens.number_tokens("") == ""


@pytest.mark.parametrize("card", ["37088320200101000001", "37082620200101000001", "A-7", ""])
def test_every_beginning_of_a_tag_is_there_whatever_the_card(card):
    tag = "3708830100000370"
    found = f"{tokens.number_tokens(card)} {tokens.tag_tokens(tag, card)}".split()
    assert {tag[:length] for length in tokens.LEVELS} <= set(found)
    assert tokens.tail(tag) in found


@pytest.mark.parametrize(
    ("name", "letters", "found"),
    [
        ("办公桌", "bgz", True),
        ("办公桌", "gz", True),
        ("办公桌", "bz", False),
        ("办公桌", "bgzz", False),
        ("重庆", "cq", True),
        ("空调机", "ktj", True),
        ("会计凭证柜", "kjpzg", True),
        ("A4打印机", "a4dyj", True),
        ("单人(旧)沙发", "rj", False),
        ("𬍛㛃", "lj", True),
        ("a", "ab", False),
    ],
)
def test_initials(name, letters, found):
    assert tokens.has_initials(name, letters) is found
    if found:
        assert set(tokens.initials_tokens(letters)) <= set(tokens.name_tokens(name).split())


def test_no_word_can_look_like_a_mark():
    assert not any("_" in token for token in tokens.text_tokens("_t1234 _iab _o").split())
