"""Frames of serial modules among noise."""

from hypothesis import given
from hypothesis import strategies as st

from printing.rfid.frames import MOST_DATA, Frame, Frames


def frames_of(*pieces):
    held, found = Frames(), []
    for piece in pieces:
        held.feed(piece)
        while (frame := held.next()) is not None:
            found.append(frame)
    return held, found


def test_the_inventory_command_is_as_the_modules_manual_has_it():
    assert Frame(0, 0x22).to_bytes() == bytes.fromhex("BB00220000227E")


frames = st.builds(Frame, st.integers(0, 2), st.integers(0, 255), st.binary(max_size=40))


@given(frames, st.lists(st.integers(1, 10), max_size=60))
def test_a_frame_is_found_however_it_comes_in(frame, cuts):
    data, pieces = frame.to_bytes(), []
    for size in cuts:
        pieces.append(data[:size])
        data = data[size:]
    assert frames_of(*pieces, data)[1] == [frame]


@given(frames, st.binary(max_size=30))
def test_a_frame_is_found_behind_noise(frame, noise):
    held, found = frames_of(noise + frame.to_bytes())
    rest = []
    while (it := held.skip()) is not None:
        rest.append(it)
    assert frame in [*found, *rest]


@given(frames, st.data())
def test_a_frame_with_one_wrong_byte_is_none(frame, data):
    spoiled = bytearray(frame.to_bytes())
    at = data.draw(st.integers(0, len(spoiled) - 1))
    spoiled[at] ^= data.draw(st.integers(1, 255))
    _held, found = frames_of(bytes(spoiled))
    assert frame not in found
    assert all(len(it.data) < len(frame.data) or it != frame for it in found)


def test_a_length_beyond_all_bounds_holds_nothing_up():
    good = Frame(1, 0x39, b"ab")
    wrong = bytes((0xBB, 1, 0x39)) + (MOST_DATA + 1).to_bytes(2, "big")
    assert frames_of(wrong + good.to_bytes())[1] == [good]


def test_noise_that_promises_a_long_frame_is_passed_over_when_no_more_comes():
    good = Frame(1, 0x39, b"ab")
    held, found = frames_of(bytes((0xBB, 1, 0x39, 0, 200)) + good.to_bytes())
    assert found == []
    assert held.skip() == good
