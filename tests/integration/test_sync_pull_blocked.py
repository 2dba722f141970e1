"""A program that would misread the city's rows gets none, and goes on sending."""

import queue
import tomllib
from pathlib import Path

import httpx
import pytest

import app
import sync.server.call as server_call
from app.domain.errors import Refused
from app.words import explain
from sync.client.engine import Phase, SyncEngine, SyncState
from sync.client.line import CityRefused
from sync.protocol import FEED, FEED_HEADER
from sync.server.app import ENDPOINTS
from sync.server.endpoint import Guard
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CityWorld, MakeDesk, assert_same_books


@pytest.fixture
def newer_city(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The city gives rows only to programs newer than this one."""
    monkeypatch.setattr(server_call, "LEAST_FEED", FEED + 1)
    return monkeypatch


def test_operations_go_up_and_no_row_comes_down(
    city: CityWorld, desk: MakeDesk, newer_city: pytest.MonkeyPatch
) -> None:
    county = desk()
    pieces = county.take_in(2)
    for _ in range(2):  # the session stays open
        county.hand_out(pieces.pop())
        report = county.sync()
        assert (report.stuck, report.pulled, county.line.open) == ("sync.pull_blocked", 0, True)
        assert report.pushed
        assert all(row["outcome"] == "applied" for row in county.all("operation").values())
    with pytest.raises(CityRefused):
        county.line.pull(None, 10)
    assert county.replica.cursor() is None
    assert "sync.synced_at" not in county.all("setting"), "what is known here gets older"
    newer_city.undo()
    assert county.sync().stuck is None
    assert_same_books(city, county)


def test_the_engine_says_that_it_is_stuck(city: CityWorld, desk: MakeDesk, newer_city: pytest.MonkeyPatch) -> None:
    county = desk()
    states: queue.Queue[SyncState] = queue.Queue()
    engine = SyncEngine(county.replica, county.line, states.put, lambda changed: None)
    engine.start()
    try:
        while (state := states.get(timeout=20)).phase is Phase.SYNCING:
            pass
    finally:
        assert engine.stop()
    assert (state.phase, state.code) == (Phase.REFUSED, "sync.pull_blocked")
    assert explain(Refused(state.code)).remedy
    assert county.all("sync_cycle").popitem()[1]["fault"] == "sync.pull_blocked"


@pytest.mark.parametrize("endpoint", [it for it in ENDPOINTS if it.guard is Guard.READER], ids=lambda it: it.path)
def test_every_endpoint_that_gives_rows_says_so(
    endpoint: object, city_server: EmbeddedServer, desk: MakeDesk, newer_city: pytest.MonkeyPatch
) -> None:
    county = desk()
    county.sync()
    path = endpoint.path.format(id="x", number=0)  # type: ignore[attr-defined]
    method = endpoint.method  # type: ignore[attr-defined]
    token = {"Authorization": f"Bearer {county.line._token}"}
    for feed, status in ((str(FEED), 426), (None, 426), ("x", 422), ("-1", 422)):
        headers = token if feed is None else token | {FEED_HEADER: feed}
        answer = httpx.request(method, city_server.url + path, headers=headers, content=b"{}", trust_env=False)
        assert answer.status_code == status, feed
        if status == 426:
            assert answer.json()["code"] == "sync.pull_blocked"
            assert answer.headers["Upgrade"] == f"gongwucang-feed/{FEED}"
    assert httpx.request(method, city_server.url + path, content=b"{}", trust_env=False).status_code == 401


def test_the_city_knows_each_counters_program(
    city: CityWorld, desk: MakeDesk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = desk()
    county.sync()
    assert [it.app_version for it in city.books.known_devices()] == [app.__version__]
    assert not [it for it in caplog.messages if "newer program" in it]
    monkeypatch.setattr("sync.client.line.versions", lambda: {"hand_out": 9, "take_back": 1, "fly": 1})
    county.line.close()
    county.sync()
    (said,) = [it for it in caplog.messages if "newer program" in it]
    assert "['fly@1', 'hand_out@9']" in said


def test_the_program_says_the_version_of_its_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == app.__version__
