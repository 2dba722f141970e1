"""The scripted day, played once: afterwards counter, counter and city hold the same."""

from pathlib import Path

import pytest

from app.demo.day import opened, play
from app.demo.summary import summary
from app.persistence.integrity import findings


@pytest.mark.timeout(300)
def test_the_day_ends_with_the_same_state_everywhere(tmp_path: Path) -> None:
    with opened(tmp_path) as day:
        play(day)
        told = summary(day)
        assert [findings(counter.services.database) for counter in (day.county, day.city)] == [[], []]
    assert told["same_everywhere"], told["agreement"]
    assert told["pending"] == 0
    assert {"line down", "line restored"} <= {step["step"] for step in day.told}
    for name in day.papers:
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-")
