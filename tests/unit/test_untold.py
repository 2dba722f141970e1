"""What the first start could not do is told, once, though the program was closed before anybody signed in."""

from pathlib import Path

from app.domain.errors import DomainError, Refused
from app.settings import Settings
from app.untold import Untold
from sync.client.transport import LineDown


def told(path: Path, *, by: Untold | None = None) -> list[Exception]:
    found: list[Exception] = []
    (by or Untold(Settings.load(path))).tell(found.append)
    return found


def test_a_later_start_tells_it_once(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert told(path) == []
    Untold(Settings.load(path)).note(Refused("enrol.other_station", before=1, station=2))
    (error,) = told(path)
    assert isinstance(error, DomainError)
    assert (error.code, error.params) == ("enrol.other_station", {"before": 1, "station": 2})
    assert told(path) == []


def test_the_same_run_tells_the_error_itself_and_no_later_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    untold, error = Untold(Settings.load(path)), LineDown("no such host")
    untold.note(error)
    assert told(path, by=untold) == [error]
    assert told(path, by=untold) == []
    assert told(path) == []


def test_what_was_not_foreseen_is_told_in_the_same_run_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    untold, error = Untold(Settings.load(path)), ZeroDivisionError()
    untold.note(error)
    assert told(path) == []
    assert told(path, by=untold) == [error]
