"""A counter that never had a line: its keys, its bundle to the city and the answer are carried as files."""

import pytest

from tests.e2e.program import ADMIN, Counter, run


@pytest.fixture
def county(tmp_path):
    counter = Counter(tmp_path / "county")
    assert counter.run("init", "--site", "370883", "--name", "邹城市公物仓", "--admin", ADMIN).code == 0
    return counter


@pytest.mark.timeout(300)  # many programs, one after the other
def test_there_and_back(tmp_path, county):
    city, stick = ("--data", tmp_path / "server"), tmp_path / "stick"
    key = run("city-admin", "key", "--out", stick / "city.gwckey", "--json", *city)
    assert key.code == 0, key.err
    code = run("city-admin", "code", "--site", "370883", *city).out.strip()

    assert county.run("bundle", "export", "--out", stick / "up", "--code", code).refusal == "bundle.city_unknown"
    wrong = county.run("bundle", "trust", stick / "city.gwckey", "--fingerprint", "12345 " * 8)
    assert wrong.refusal == "bundle.fingerprint_differs"
    assert county.run("bundle", "trust", stick / "city.gwckey", "--fingerprint", key.json["fingerprint"]).code == 0
    assert county.run("bundle", "export", "--out", stick / "up").refusal == "bundle.not_enrolled"

    up, down = stick / "up.gwcbundle", stick / "up-answer.gwcbundle"
    saved = county.run("bundle", "export", "--out", up, "--code", code, "--json")
    assert saved.code == 0, saved.err
    answered = run("city-admin", "bundle-in", up, "--out", stick, "--json", *city)
    assert answered.code == 0, answered.err
    assert answered.json["outcomes"] == {"applied": saved.json["operations"]}
    assert answered.json["file"] == str(down)
    taken = county.run("bundle", "import", down, "--json")
    assert taken.code == 0, taken.err
    assert taken.json["settled"] == saved.json["operations"]
    assert taken.json["pending"] == 0
    assert county.run("check").code == 0

    again = county.run("bundle", "import", down, "--json")
    assert again.json["known"]
    up.write_bytes(up.read_bytes()[:-1])
    assert run("city-admin", "bundle-in", up, "--out", stick, *city).refusal == "bundle.damaged"
    spoken = county.run("bundle", "import", down, "--language", "en")
    assert "brought in before" in spoken.out
