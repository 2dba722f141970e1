"""Counters and cities two versions apart, both ways, as processes: nothing is lost, and an upgrade makes them equal."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from sync.protocol import FEED
from tests.e2e import future
from tests.e2e.conftest import copy_of
from tests.e2e.program import ADMIN, ENVIRONMENT, PASSWORD, City, Counter, run

pytestmark = pytest.mark.timeout(300)

SITE, NAME = "370883", "邹城市公物仓"
INSPECT = """
import sys
from pathlib import Path
from app.bootstrap import open_counter
from app.services.commands.loans import Inspect

data, user, password, asset = sys.argv[1:]
with open_counter(Path(data)) as services:
    services.bus.execute(Inspect(asset, "轮胎"), actor=services.accounts.sign_in(user, password))
"""


@pytest.fixture(scope="module")
def newer(tmp_path_factory):
    return future.make(tmp_path_factory.mktemp("future") / "tree")


@pytest.fixture(scope="module")
def demanding(tmp_path_factory):
    """Its city gives rows only to programs of its own kind."""
    return future.make(tmp_path_factory.mktemp("demanding") / "tree", least_feed=FEED + 2)


@pytest.fixture
def city(tmp_path):
    city = City("--data", tmp_path / "city")
    yield city
    city.stop()


@pytest.fixture
def old(imported, tmp_path):
    """A counter of this version, with a small pool."""
    return copy_of(imported, tmp_path / "old")


def with_program(counter, tree):
    return Counter(counter.folder, tree)


def new_counter(folder, tree):
    """Another PC of the same site, of the newer program from its first day."""
    counter = Counter(folder, tree)
    counter.done("init", "--site", SITE, "--name", NAME, "--admin", ADMIN)
    return counter


def enrol(counter, city):
    counter.done("enrol", "--server", city.url, "--code", city.code(SITE))


def sync(counter):
    """What a sync that has to end well says."""
    return counter.done("sync", "--json").json


def inspect(counter, tag):
    """A command that only the newer program has."""
    ((asset,),) = counter.rows("SELECT id FROM asset WHERE tag_number = ?", tag)
    script = [sys.executable, "-c", INSPECT, str(counter.folder), ADMIN, PASSWORD, asset]
    subprocess.run(script, cwd=counter.tree, env=ENVIRONMENT, check=True, timeout=60)


def held(database):
    """Kind → id → row, of every kind that the database has; a column that is empty may be missing."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kinds = [
            it for it in tables if {"id", "dirty"} <= {row[1] for row in connection.execute(f"PRAGMA table_info({it})")}
        ]
        assert "inspection" in kinds
        return {
            kind: {row["id"]: bare(dict(row)) for row in connection.execute(f"SELECT * FROM {kind}")}  # noqa: S608
            for kind in kinds
        }


def bare(row):
    """What the city confirmed, whole."""
    assert (row.pop("dirty"), row.pop("unknown")) == (None, None)
    row.pop("key", None)
    return row


def assert_equal(city, *counters):
    """One site: every counter of it holds all of the city's rows, to the field."""
    books = held(city_database(city))
    for counter in counters:
        assert held(counter.folder / "counter.db") == books
        assert counter.rows("SELECT count(*) FROM operation WHERE outcome IS NULL") == [(0,)]


def city_database(city):
    return city._database[1] / "city.db"


def colours(counter, *tags):
    found = [counter.rows("SELECT unknown FROM asset WHERE tag_number = ?", tag)[0][0] for tag in tags]
    return [json.loads(text)["colour"] if text else "" for text in found]


def test_an_older_counter_at_a_newer_city(old, city, newer, tmp_path):
    city.tree = newer
    city.start()
    enrol(old, city)
    tags = old.available(6)
    assert old.hand_out(tags[0], reason="防汛").code == 0
    first = sync(old)
    assert first["outcomes"] == {"applied": first["pushed"]}, "brought to the newer form, and carried out"
    assert old.rows("SELECT count(*) FROM loan WHERE reason = '防汛'") == [(1,)]

    new = new_counter(tmp_path / "new", newer)
    enrol(new, city)
    sync(new)
    assert new.hand_out(tags[1]).code == 0
    inspect(new, tags[2])
    assert set(sync(new)["outcomes"]) == {"applied"}
    assert old.hand_out(tags[3]).code == 0
    assert set(sync(old)["outcomes"]) == {"applied"}
    assert colours(old, tags[0], tags[1], tags[3], tags[4]) == ["未记", "蓝", "未记", ""], "kept beside the row"
    assert old.rows("SELECT value FROM setting WHERE name = 'sync.unknown_kinds'") == [('["inspection"]',)]
    assert old.act("take-back", tags[0]).code == 0
    assert colours(old, tags[0]) == ["未记"], "beneath local work too"
    again = old.done("sync", "--json", "--verify").json
    assert (set(again["outcomes"]), again["repaired"], again["cases"]) == ({"applied"}, 0, [])
    sync(new)

    listed = run("city-admin", "devices", "--json", "--data", tmp_path / "city", tree=newer).json
    assert [it["app_version"] for it in listed] == ["0.1.0", future.VERSION]
    upgraded = with_program(old, newer)
    upgraded.done("check")
    kept = dict(upgraded.rows("SELECT tag_number, colour FROM asset WHERE colour <> ''"))
    assert kept == {tags[0]: "未记", tags[1]: "蓝", tags[3]: "未记"}, "in its place before anything is asked"
    sync(upgraded)
    assert_equal(city, upgraded, new)
    assert upgraded.done("sync", "--json", "--verify").json["repaired"] == 0
    assert old.run("sync").refusal == "database.newer"


def test_a_newer_counter_at_an_older_city(imported, city, newer, tmp_path):
    city.start()
    new = with_program(copy_of(imported, tmp_path / "new"), newer)
    enrol(new, city)
    first = sync(new)
    assert first["outcomes"] == {"applied": first["pushed"]}
    other = new_counter(tmp_path / "other", newer)
    enrol(other, city)
    sync(other)
    assert other.rows("SELECT count(*) FROM asset WHERE colour = ''") == other.rows("SELECT count(*) FROM asset")

    tags = new.available(3)
    assert new.hand_out(tags[0], reason="防汛").code == 0
    assert new.act("take-back", tags[0]).code == 0
    inspect(new, tags[1])
    assert new.hand_out(tags[2]).code == 0
    known = sync(new)
    assert known["outcomes"]["quarantined"] == 4, "two of the newer form, a new one, and one on what the first did"
    assert len(known["cases"]) == 4
    assert sync(other)["outcomes"] == {}
    assert new.rows("SELECT count(*) FROM conflict_case WHERE kind = 'quarantined' AND decision = ''") == [(4,)]

    city.stop()
    city.tree = newer
    city.start()
    sync(new)
    sync(other)
    assert_equal(city, new, other)
    assert other.rows("SELECT DISTINCT decision FROM conflict_case") == [("healed",)]
    assert other.rows("SELECT count(*) FROM loan WHERE reason = '防汛'") == [(1,)]
    assert dict(other.rows("SELECT tag_number, status FROM asset WHERE colour = '蓝'")) == {
        tags[0]: "available",
        tags[2]: "lent",
    }
    assert other.rows("SELECT note FROM inspection") == [("轮胎",)]
    new.done("check")


def test_a_city_that_gives_no_rows_to_older_programs(old, city, demanding, tmp_path):
    city.start()
    enrol(old, city)
    sync(old)
    city.stop()
    city.tree = demanding
    city.start()
    tags = old.available(2)
    assert old.hand_out(tags[0]).code == 0
    blocked = old.run("sync", "--json")
    assert blocked.refusal == "sync.pull_blocked"
    assert (blocked.json["pending"], blocked.json["pulled"]) == (0, 0)
    assert set(blocked.json["outcomes"]) == {"applied"}
    assert old.hand_out(tags[1]).code == 0, "work goes on"
    assert old.run("sync").refusal == "sync.pull_blocked"
    old.done("check")

    upgraded = with_program(old, demanding)
    sync(upgraded)
    assert_equal(city, upgraded)
    assert {status for (status,) in upgraded.rows("SELECT status FROM asset WHERE colour = '未记'")} == {"lent"}
