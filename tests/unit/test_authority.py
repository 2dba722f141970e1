"""Whose word counts for a piece."""

from datetime import UTC, datetime

from app.domain.asset import Status
from app.services.authority import Here, Standing, authority

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
HERE = Here("370883", True, AT)


def test_what_is_held_here_is_final_even_before_the_city_knows() -> None:
    mine = authority("370883", "邹城市公物仓", Status.AVAILABLE, True, HERE)
    assert mine.final
    assert mine.waiting
    assert mine.as_of is None


def test_what_another_site_holds_is_provisional_and_as_old_as_the_last_sync() -> None:
    theirs = authority("370881", "曲阜市公物仓", Status.AVAILABLE, False, HERE)
    assert (theirs.standing, theirs.final, theirs.as_of) == (Standing.ELSEWHERE, False, AT)
    assert theirs.site_name == "曲阜市公物仓"


def test_nobody_decides_on_what_is_on_its_way() -> None:
    moving = authority("370883", "邹城市公物仓", Status.IN_TRANSIT, False, HERE)
    assert (moving.standing, moving.final) == (Standing.TRANSIT, False)


def test_without_a_city_nothing_waits() -> None:
    assert not authority("370883", "", Status.LENT, True, Here("370883")).waiting


def test_a_site_without_a_name_is_called_by_its_code() -> None:
    assert authority("370881", "", Status.LENT, False, HERE).site_name == "370881"
