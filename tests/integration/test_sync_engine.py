"""The thread: wakes on commits, says how it stands, recovers, and ends when asked."""

import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.client.engine import Pace, Phase, SyncEngine, SyncState
from sync.client.report import Changed
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk, assert_same_books, open_city

QUICK = Pace(idle=60, least_backoff=0.02, most_backoff=0.05, refused=60, settle=0.0)


class Observed:
    def __init__(self) -> None:
        self.states: queue.Queue[SyncState] = queue.Queue()
        self.changed: list[Changed] = []

    def wait_for(self, phase: Phase) -> SyncState:
        deadline = time.monotonic() + 30
        while True:
            state = self.states.get(timeout=deadline - time.monotonic())
            if state.phase is phase:
                return state


@contextmanager
def running(desk: Desk, pace: Pace = QUICK) -> Iterator[tuple[SyncEngine, Observed]]:
    seen = Observed()
    engine = SyncEngine(desk.replica, desk.line, seen.states.put, seen.changed.append, pace)
    engine.start()
    try:
        yield engine, seen
    finally:
        assert engine.stop(30)


def test_a_commit_wakes_it(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    with running(county) as (engine, seen):
        county.bus.committed = lambda changes: engine.wake()
        seen.wait_for(Phase.UP_TO_DATE)
        county.take_in(1)
        state = seen.wait_for(Phase.UP_TO_DATE)
        assert state.report is not None
        assert state.report.pushed == 2
        assert "asset" in seen.changed[-1]
    assert_same_books(city, county)
    assert county.database.setting("sync.synced_at") != ""


def test_it_comes_back_when_the_line_does(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.bad_line.down = True
    with running(county) as (_, seen):
        for _ in range(3):
            assert seen.wait_for(Phase.OFFLINE).code == "sync.unreachable"
        county.bad_line.down = False
        seen.wait_for(Phase.UP_TO_DATE)
    assert_same_books(city, county)


def test_a_refusal_is_said(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    county.line.close()
    county.replica.keep_session("of a clone")
    with running(county) as (_, seen):
        assert seen.wait_for(Phase.REFUSED).code == "sync.fork"


def test_it_outlives_a_fault(desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    county = desk()

    def fail() -> None:
        monkeypatch.undo()
        raise ZeroDivisionError

    monkeypatch.setattr(county.replica, "synced", fail)
    with running(county) as (engine, seen):
        assert seen.wait_for(Phase.REFUSED).code == "sync.fault"
        engine.wake()
        seen.wait_for(Phase.UP_TO_DATE)


def test_the_server_goes_away_and_comes_back_on_its_port(tmp_path: Path) -> None:
    county = Desk(tmp_path / "county", "370883", "邹城市公物仓")
    county.open_site()
    with open_city(None, tmp_path / "city") as city:
        with EmbeddedServer(city.books) as server:
            port = server.port
            county.enrol(city, server.url)
            county.sync()
        with running(county) as (_, seen):
            seen.wait_for(Phase.OFFLINE)
            county.take_in(1)
            with EmbeddedServer(city.books, port):
                seen.wait_for(Phase.UP_TO_DATE)
        assert_same_books(city, county)
    county.close()
