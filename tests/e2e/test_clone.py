"""Two PCs from one disk image: the city keeps both histories, and a fresh code makes one of them right again."""

import sqlite3
from contextlib import closing

import pytest

from tests.e2e.conftest import copy_of
from tests.e2e.program import City


@pytest.mark.timeout(200)
def test_two_clones_of_one_disk(counter, tmp_path):
    city = City("--data", tmp_path / "server")
    city.start()
    try:
        enrol = ("enrol", "--server", city.url, "--code")
        counter.done(*enrol, city.code("370883"))
        counter.done("sync")
        clone = copy_of(counter, tmp_path / "clone")
        first, second = counter.available(2)
        assert counter.hand_out(first).code == 0
        assert clone.hand_out(second).code == 0
        counter.done("sync")
        told = clone.run("sync")
        assert told.refusal == "sync.fork"
        assert "市级" in told.err
        with closing(sqlite3.connect(tmp_path / "server" / "city.db")) as books:
            (taken,) = books.execute("SELECT count(*) FROM received_operation WHERE type = 'hand_out'").fetchone()
        assert taken == 1
        waiting = clone.rows("SELECT count(*) FROM operation WHERE type = 'hand_out' AND outcome IS NULL")
        assert waiting == [(1,)], "found when it opens its session: what it did is kept where it is"
        assert counter.run("sync").refusal in {"sync.fork", "sync.suspended"}, "nobody knows yet which is the true one"
        counter.done(*enrol, city.code("370883"))
        counter.done("sync")
        assert counter.done("sync", "--json").json["pending"] == 0
        assert clone.run("sync").refusal in {"sync.fork", "sync.suspended"}
        ((status,),) = counter.rows("SELECT status FROM asset WHERE tag_number = ?", first)
        assert status == "lent"
        assert counter.done("check").code == clone.done("check").code == 0
    finally:
        city.stop()
