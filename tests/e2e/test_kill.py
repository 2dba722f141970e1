"""Killed at any moment, nothing is lost that was acknowledged. Longer: dev.py bench kill, dev.py bench faults kills."""

from pathlib import Path

import pytest

from tests.e2e.killing import kill_often
from tests.e2e.killing_all import kill_all

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.timeout(300)
def test_a_killed_counter_loses_nothing(tmp_path):
    record = kill_often(tmp_path, DATA / "county-ledger.xlsx", times=10, seed=20261122)
    assert record.documents, "no life was long enough to acknowledge anything"


@pytest.mark.timeout(300)
def test_server_and_counters_killed_in_turn_hold_the_same_in_the_end(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    done, clerks = kill_all(tmp_path, DATA / "county-ledger-first-110-rows.xls", times=1, seed=20261122)
    assert done == {"server": 1, "counter": 1}
    assert all(it.documents and it.synced for it in clerks)
