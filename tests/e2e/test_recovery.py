"""A damaged database is found, and the operations give back all that it held (100 damages: dev.py bench faults)."""

import shutil

import pytest

from app.persistence.journal import Journal
from tests.e2e.conftest import copy_of
from tests.e2e.flipping import contents, flip_often, left_running, seen


@pytest.fixture
def stopped(counter, tmp_path):
    """A counter's folder as a power cut left it."""
    return left_running(counter.folder, tmp_path / "stopped")


def test_turned_bytes_are_found_and_nothing_is_lost(stopped, tmp_path):
    record = flip_often(stopped, tmp_path, times=12, seed=20261122)
    assert record.recovered >= 6
    assert record.recovered + record.harmless == 12


def test_a_byte_within_a_name_is_found(counter):
    """SQLite itself takes any text for whole."""
    path = counter.folder / "counter.db"
    content = path.read_bytes()
    name = counter.rows("SELECT name FROM site")[0][0].encode()
    assert content.count(name) >= 1
    path.write_bytes(content.replace(name, "甲".encode() + name[3:]))
    answer = counter.run("check")
    assert answer.code == 1
    assert "页面损坏" in answer.out
    done = counter.done("recover")
    assert "已恢复" in done.out
    assert counter.done("check").code == 0
    assert counter.rows("SELECT name FROM site")[0][0].encode() == name


def test_an_old_copy_of_the_database_is_not_worked_on(counter, tmp_path):
    """Going on would number other operations like those that the journal holds."""
    for name in ("counter.db", "counter.db.sums"):
        shutil.copy2(counter.folder / name, tmp_path)
    before, after = counter.available(2)
    assert counter.hand_out(before).code == 0
    held = contents(counter.folder)
    for name in ("counter.db", "counter.db.sums"):
        shutil.copy2(tmp_path / name, counter.folder)
    assert counter.hand_out(after).refusal == "counter.behind_journal"
    assert counter.run("check").code == 1
    assert counter.done("recover", "--json").json["lost"] == 0
    assert contents(counter.folder) == held
    assert counter.hand_out(before).refusal == "asset.is_lent"
    answer = counter.hand_out(after)
    assert answer.code == 0, answer.err


def test_the_database_is_gone(counter):
    """There is nothing but the journal: an administrator's password is chosen anew."""
    held = contents(counter.folder)
    for path in counter.folder.glob("counter.db*"):
        path.unlink()
    assert counter.run("recover").refusal == "recover.password_needed"
    assert not (counter.folder / "counter.db").exists()
    assert counter.done("recover", "--new-password").code == 0
    assert counter.done("check").code == 0
    now = contents(counter.folder)
    assert now.pop("credential") != held.pop("credential")
    assert now == held
    assert counter.hand_out(*counter.available(1)).code == 0


def test_a_journal_that_is_damaged_in_the_middle_is_written_anew(counter):
    path = counter.folder / "operations.journal"
    content = bytearray(path.read_bytes())
    content[100] ^= 0xFF
    path.write_bytes(content)
    held = contents(counter.folder)
    assert counter.hand_out(*counter.available(1)).refusal == "journal.damaged"
    assert counter.done("recover").code == 0
    assert seen(counter.folder) is None
    assert contents(counter.folder) == held
    assert len(list(Journal(path).read())) == len(held["operation"])


def test_nothing_to_recover_from(empty, tmp_path):
    gone = copy_of(empty, tmp_path / "gone")
    for path in (*gone.folder.glob("counter.db*"), gone.folder / "operations.journal"):
        path.unlink()
    assert gone.run("recover").refusal == "recover.nothing"
