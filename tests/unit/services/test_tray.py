"""The tray: what is there, what is missing, what is foreign, and when it can be taken as it stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.rfid import SeenTag
from app.services.tray import Tray, TrayItem, TrayState

A, B, X = "A1000000" + "1" * 16, "A1000000" + "2" * 16, "E28068940000000000000000"
ITEMS = {A: TrayItem("a", "椅子", "1" * 16, "TA"), B: TrayItem("b", "桌子")}


def tag(epc, tid="", rssi=-40.0):
    return SeenTag(tid, epc, 0x3000, rssi)


def states(tray, now):
    return {row.epc: row.state for row in tray.rows(now)}


def hear(tray, seen, start, seconds, step=0.25):
    """Rounds from `start`; returns the time of the last."""
    now = start
    while now <= start + seconds:
        tray.hear(seen, now)
        now += step
    return now - step


def test_nothing_heard_is_nothing_there():
    tray = Tray(ITEMS, dwell=1)
    assert states(tray, 0) == {A: TrayState.EXPECTED, B: TrayState.EXPECTED}
    tray.hear([], 1)
    assert not tray.stable(1)
    assert tray.present(1) == ()


def test_what_lies_there_is_present_once_it_has_lain_there():
    tray = Tray(ITEMS, dwell=1)
    tray.hear([tag(A)], 0)
    assert states(tray, 0)[A] is TrayState.PRESENT
    assert not tray.rows(0)[0].settled
    assert tray.present(0) == ()
    assert not tray.stable(0)
    now = hear(tray, [tag(A)], 0.25, 1)
    assert tray.present(now) == ("a",)
    assert tray.stable(now)


def test_a_tag_that_passes_by_is_never_counted():
    tray = Tray(ITEMS, dwell=1)
    hear(tray, [tag(A)], 0, 0.5)
    tray.hear([], 1.7)
    assert states(tray, 1.7)[A] is TrayState.EXPECTED


def test_what_was_taken_away_is_removed_and_later_expected_again():
    tray = Tray(ITEMS, dwell=1, linger=5)
    now = hear(tray, [tag(A), tag(X)], 0, 2)
    gone = hear(tray, [tag(X)], now + 0.25, 1.5)
    assert states(tray, gone) == {A: TrayState.REMOVED, B: TrayState.EXPECTED, X: TrayState.FOREIGN}
    assert tray.present(gone) == ()
    assert not tray.stable(gone), "something has just left"
    later = hear(tray, [tag(X)], gone + 0.25, 6)
    assert states(tray, later)[A] is TrayState.EXPECTED
    assert tray.stable(later)
    tray.hear([], later + 7)
    assert X not in states(tray, later + 7)


def test_a_missed_round_is_no_removal():
    tray = Tray(ITEMS, dwell=1)
    now = hear(tray, [tag(A), tag(B)], 0, 2)
    tray.hear([tag(A)], now + 0.25)
    assert tray.present(now + 0.25) == ("a", "b")
    assert tray.stable(now + 0.25)
    tray.hear([tag(A)], now + 0.75)
    assert not tray.stable(now + 0.75), "the second was not heard for a while: it may have been taken"


def test_weak_answers_come_from_the_next_table():
    tray = Tray(ITEMS, least_rssi=-60, dwell=0.5)
    now = hear(tray, [tag(A, rssi=-61), tag(B, rssi=None)], 0, 2)
    assert tray.present(now) == ("b",), "a reader that tells no signal is believed"


def test_the_same_code_on_another_chip_is_foreign():
    tray = Tray(ITEMS, dwell=0.5)
    now = hear(tray, [tag(A, "TX")], 0, 2)
    rows = tray.rows(now)
    assert [(row.state, row.tid) for row in rows if row.epc == A] == [
        (TrayState.EXPECTED, ""),
        (TrayState.FOREIGN, "TX"),
    ]
    now = hear(tray, [tag(A, "TX"), tag(A, "TA")], now + 0.25, 2)
    assert tray.present(now) == ("a",)


def test_a_reader_that_fell_silent_leaves_nothing_stable():
    tray = Tray(ITEMS, dwell=1)
    now = hear(tray, [tag(A)], 0, 2)
    assert tray.stable(now + 1)
    assert not tray.stable(now + 1.1)
    tray.forget()
    assert states(tray, now) == {A: TrayState.EXPECTED, B: TrayState.EXPECTED}


rounds = st.lists(
    st.tuples(st.floats(0.05, 2), st.frozensets(st.sampled_from([A, B, X])), st.floats(-90, -30)), max_size=40
)


@settings(max_examples=200, deadline=None, database=None)
@given(rounds, st.floats(0.1, 2))
def test_whatever_is_heard_the_rows_hold_together(heard, dwell):
    tray = Tray(ITEMS, least_rssi=-65, dwell=dwell)
    now, last = 0.0, {}
    for pause, epcs, rssi in heard:
        now += pause
        tray.hear([tag(epc, rssi=rssi) for epc in epcs], now)
        last |= {epc: now for epc in epcs if rssi >= -65}
        rows = tray.rows(now)
        assert [row.epc for row in rows][:2] == [A, B], "what is expected stands first, each once"
        assert len(rows) == len({row.epc for row in rows})
        assert all(now - last[row.epc] <= dwell for row in rows if row.state in (TrayState.PRESENT, TrayState.FOREIGN))
        assert all((row.state is TrayState.FOREIGN) <= (row.epc not in ITEMS) for row in rows)
        present = tray.present(now)
        assert set(present) == {
            row.item.asset_id for row in rows if row.state is TrayState.PRESENT and row.settled and row.item
        }
        if tray.stable(now):
            here = {row.epc for row in rows if row.state in (TrayState.PRESENT, TrayState.FOREIGN)}
            assert here
            assert {ITEMS[epc].asset_id for epc in here if epc in ITEMS} == set(present), "nothing half there"


@settings(max_examples=50, deadline=None, database=None)
@given(st.floats(0.2, 3), st.frozensets(st.sampled_from([A, B, X]), min_size=1))
def test_what_lies_still_is_stable_after_its_dwell(dwell, epcs):
    tray = Tray(ITEMS, dwell=dwell)
    now = hear(tray, [tag(epc) for epc in epcs], 0, 2.5 * dwell, step=dwell / 8)
    assert tray.stable(now)
    assert set(tray.present(now)) == {ITEMS[epc].asset_id for epc in epcs if epc in ITEMS}
