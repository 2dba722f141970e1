"""What commands print."""

from datetime import UTC, datetime

from app.headless.report import moment


def test_a_command_says_the_time_in_china_whatever_zone_the_pc_is_set_to() -> None:
    assert moment(datetime(2026, 10, 8, 17, 30, tzinfo=UTC)) == "2026-10-09 01:30"
    assert moment(None) == "–"
