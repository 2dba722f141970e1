"""Killed at any moment, a counter loses nothing that it acknowledged (100 points: dev.py bench kill)."""

from pathlib import Path

import pytest

from tests.e2e.killing import kill_often

LEDGER = Path(__file__).parents[1] / "data" / "county-ledger.xlsx"


@pytest.mark.timeout(300)
def test_a_killed_counter_loses_nothing(tmp_path):
    record = kill_often(tmp_path, LEDGER, times=10, seed=20261122)
    assert record.documents, "no life was long enough to acknowledge anything"
