"""Killed while it prints, a counter prints nothing twice by itself and loses nothing (100: bench jobs 100)."""

import pytest

from tests.e2e.killing_prints import LABELS, kill_often


@pytest.mark.timeout(200)
def test_a_killed_print_job_is_asked_about_and_goes_on(tmp_path):
    record = kill_often(tmp_path, times=5, seed=20261123)
    assert any(0 < count < LABELS for count in record.died_after), "no kill fell into the printing"
