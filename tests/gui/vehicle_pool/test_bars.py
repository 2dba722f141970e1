"""Times and numbers of trips: what is typed, and what falls into a day or a week."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.services.vehicle_queries import DispatchRow
from ui.vehicle_pool.bars import Period, bars, kilometres
from ui.vehicle_pool.card_form import read_litres, say_litres
from ui.vehicle_pool.side import read_time, read_whole

DAY = Period.of("day", date(2026, 11, 22))


def trip(out: datetime, back: datetime | None = None, planned: datetime | None = None) -> DispatchRow:
    return DispatchRow(
        "d", "PC1", "鲁H8A106", "市教育局", "赵敏", "王建国", "", "", out, 100, planned, back, 188 if back else None, ""
    )


def at(hour: float) -> datetime:
    return DAY.start + timedelta(hours=hour)


def test_a_week_begins_on_monday() -> None:
    week = Period.of("week", date(2026, 11, 22))
    assert (week.first, week.days) == (date(2026, 11, 16), 7)
    assert week.moved(1).first == date(2026, 11, 23)


def test_a_closed_trip_lies_where_it_was() -> None:
    (bar,) = bars([trip(at(6), at(12))], DAY, at(20))
    assert (bar.begins, bar.until, bar.planned, bar.ends) == (0.25, 0.5, None, 0.5)
    assert kilometres(bar.trip) == 88


def test_an_open_trip_ends_now_and_is_planned_on() -> None:
    (bar,) = bars([trip(at(6), planned=at(18))], DAY, at(12))
    assert (bar.begins, bar.until, bar.planned, bar.overdue) == (0.25, 0.5, 0.75, False)
    (late,) = bars([trip(at(6), planned=at(9))], DAY, at(12))
    assert late.overdue
    assert late.ends == 0.5


def test_what_lies_outside_is_left_out_and_what_reaches_in_is_cut() -> None:
    over_night = trip(at(-3), at(3))
    found = bars([trip(at(-9), at(-3)), over_night, trip(at(24), at(25))], DAY, at(30))
    assert [bar.trip for bar in found] == [over_night]
    assert (found[0].begins, found[0].until) == (0.0, 0.125)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17:30", time(17, 30)),
        ("1730", time(17, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("9：05", time(9, 5)),
        ("17点30分", time(17, 30)),
    ],
)
def test_times_of_day(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "abc", "-1", "12345"])
def test_what_is_no_time(typed: str) -> None:
    assert read_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("52,310", 52_310), (" 52 310 ", 52_310), ("0", 0), ("", None), ("-1", None), ("1.5", None), ("1" * 10, None)],
)
def test_whole_numbers(typed: str, meant: int | None) -> None:
    assert read_whole(typed) == meant


@pytest.mark.parametrize(
    ("typed", "ml"),
    [("1.8", 1_800), ("1.798L", 1_798), ("1798", 1_798), ("1798 ml", 1_798), ("", None), ("nan", None), ("-1", None)],
)
def test_displacement(typed: str, ml: int | None) -> None:
    assert read_litres(typed) == ml


def test_displacement_is_shown_in_litres() -> None:
    assert [say_litres(ml) for ml in (1_800, 1_798, None)] == ["1.8", "1.798", ""]


def test_moments_of_other_zones_mean_the_same() -> None:
    assert DAY.share(at(12).astimezone(UTC)) == 0.5
