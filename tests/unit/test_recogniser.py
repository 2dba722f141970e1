"""A scanner is told from a person by the time between keys alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.scanning.recogniser import GAP_MS, LONGEST, SHORTEST, Recogniser, normalise, spoiled

TAG = "3708830100001234"


def play(recogniser: Recogniser[int], keys: list[tuple[str, int]]) -> tuple[list[str], list[int]]:
    """Feed (key, time); returns the scans, and the numbers of the keys in the order a person's field gets them."""
    scans: list[str] = []
    field: list[int] = []
    for number, (key, at) in enumerate(keys):
        field += recogniser.pause(at)
        verdict = recogniser.ending(number, at) if key in "\r\t" else recogniser.character(number, key, at)
        field += verdict.release
        if verdict.scan is not None:
            scans.append(verdict.scan)
        elif not verdict.taken:
            field.append(number)
    field += recogniser.other().release
    return scans, field


def test_fast_run_with_enter_is_a_scan_and_reaches_no_field() -> None:
    keys = [(c, 5 * n) for n, c in enumerate(TAG + "\r")]
    assert play(Recogniser(), keys) == ([TAG], [])


def test_slow_keys_all_reach_the_field_in_order() -> None:
    keys = [(c, 120 * n) for n, c in enumerate(TAG + "\r")]
    assert play(Recogniser(), keys) == ([], list(range(17)))


@pytest.mark.parametrize(("length", "scans"), [(SHORTEST - 1, 0), (SHORTEST, 1)])
def test_the_shortest_scan(length: int, scans: int) -> None:
    keys = [(c, 5 * n) for n, c in enumerate("7" * length + "\r")]
    assert len(play(Recogniser(), keys)[0]) == scans


@pytest.mark.parametrize(("gap", "scans"), [(GAP_MS, 1), (GAP_MS + 1, 0)])
def test_the_longest_gap(gap: int, scans: int) -> None:
    keys = [(c, gap * n) for n, c in enumerate(TAG + "\r")]
    assert len(play(Recogniser(), keys)[0]) == scans


def test_carriage_return_and_line_feed_end_one_scan() -> None:
    keys = [(c, 5 * n) for n, c in enumerate(TAG + "\r\r")]
    assert play(Recogniser(), keys) == ([TAG], [])


def test_a_persons_enter_long_after_a_scan_is_theirs() -> None:
    keys = [(c, 5 * n) for n, c in enumerate(TAG + "\r")] + [("\r", 2_000)]
    assert play(Recogniser(), keys) == ([TAG], [17])


def test_two_scans_in_a_row_stay_two() -> None:
    keys = [(c, 3 * n) for n, c in enumerate(TAG + "\r" + TAG[::-1] + "\r")]
    assert play(Recogniser(), keys)[0] == [TAG, TAG[::-1]]


def test_typing_just_before_a_scan_stays_typing() -> None:
    keys = [("a", 0), ("b", 100)] + [(c, 300 + 5 * n) for n, c in enumerate(TAG + "\r")]
    assert play(Recogniser(), keys) == ([TAG], [0, 1])


def test_a_clock_that_jumps_back_ends_the_run() -> None:
    keys = [("1", 1000), ("2", 1005), ("3", 10), ("4", 15), ("5", 20), ("6", 25), ("\r", 30)]
    assert play(Recogniser(), keys) == (["3456"], [0, 1])


def test_an_endless_run_is_let_go() -> None:
    recogniser: Recogniser[int] = Recogniser()
    given_back = sum(len(recogniser.character(n, "x", n).release) for n in range(LONGEST + 1))
    assert given_back == LONGEST + 1
    assert not recogniser.holding


def test_text_committed_at_once_by_an_input_method_is_a_scan() -> None:
    recogniser: Recogniser[str] = Recogniser()
    assert recogniser.character("commit", TAG, 0).taken
    assert recogniser.ending("enter", 5).scan == TAG


@given(st.lists(st.tuples(st.sampled_from("ab12-\r\t"), st.integers(0, 4 * GAP_MS)), max_size=60))
def test_every_key_is_in_one_scan_or_in_the_field_exactly_once_and_in_order(steps: list[tuple[str, int]]) -> None:
    keys: list[tuple[str, int]] = []
    at = 0
    for key, wait in steps:
        at += wait
        keys.append((key, at))
    scans, field = play(Recogniser(), keys)
    assert field == sorted(set(field))
    outside = [number for number in range(len(keys)) if number not in field]
    text = "".join(keys[number][0] for number in outside)
    assert "".join(scans) == text.replace("\r", "").replace("\t", "")
    assert all(len(scan) >= SHORTEST for scan in scans)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("３７０８８３", "370883"),
        ("ＺＣ－２０１９", "ZC-2019"),
        (" 鲁H12345\r\n", "鲁H12345"),
        ("㛃䶮𬍛𫖯𠅤", "㛃䶮𬍛𫖯𠅤"),
        ("\x02370883\x03", "370883"),
        ("a　b", "a b"),
    ],
)
def test_full_width_and_control_characters(raw: str, text: str) -> None:
    assert normalise(raw) == text


@pytest.mark.parametrize(
    ("text", "wrong"), [(TAG, False), ("鲁H12345", False), ("自参20190001", True), ("ZC支20", True)]
)
def test_spoiled_by_an_input_method(text: str, wrong: bool) -> None:
    assert spoiled(text) is wrong
