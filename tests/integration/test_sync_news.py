"""A counter waits at the city for news, and a commit here is pushed meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from app.services.feed import Cursor
from sync.client.engine import Pace, Phase, SyncEngine
from sync.client.line import CityLine
from sync.client.transport import HttpTransport, LineDown
from sync.protocol import CHANGES
from sync.server import news
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CITY_SITE, CityWorld, Desk, MakeDesk, assert_same_books
from tests.integration.test_sync_engine import Observed

LONG = 20.0


class Waiting:
    """A request for changes under way, on a thread of its own."""

    def __init__(self, server: EmbeddedServer, desk: Desk, wait: int = 25) -> None:
        cursor = desk.replica.cursor()
        assert cursor is not None
        query = {"epoch": cursor.epoch, "cursor": cursor.seq, "chain": cursor.chain, "wait": wait}
        headers = {"Authorization": f"Bearer {desk.line._token}"}
        self.answer: httpx.Response | None = None

        def ask() -> None:
            self.answer = httpx.get(server.url + CHANGES, params=query, headers=headers, trust_env=False, timeout=40)

        self._thread = threading.Thread(target=ask)
        self._thread.start()

    def end(self) -> httpx.Response:
        self._thread.join(LONG)
        assert not self._thread.is_alive(), "still waiting"
        assert self.answer is not None
        return self.answer


def until_waiting(server: EmbeddedServer, count: int = 1) -> None:
    deadline = time.monotonic() + LONG
    while sum(map(len, server.service.news._waiting.values())) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_news_of_its_site_end_the_waiting(city_server: EmbeddedServer, desk: MakeDesk) -> None:
    first, second = desk(), desk(opens=False, station=2)
    first.sync()
    second.sync()
    first.sync()
    waiting = Waiting(city_server, second)
    until_waiting(city_server)
    began = time.monotonic()
    first.take_in(1)
    first.sync()
    answer = waiting.end()
    assert answer.status_code == 200
    assert len(answer.json()["tables"]["asset"]["put"]) == 1
    assert time.monotonic() - began < LONG
    assert city_server.service.admission.under_way == 0


def test_other_sites_people_are_no_news(
    city_server: EmbeddedServer, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "_TICK", 0.05)
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    county.meet("张三")
    county.sync()
    town.sync()
    county.sync()
    waiting = Waiting(city_server, town, wait=2)
    until_waiting(city_server)
    county.meet("李四")
    county.sync()
    answer = waiting.end()
    assert answer.status_code == 200, "its cursor moves on all the same"
    assert answer.json()["tables"] == {}


def test_nothing_to_do_is_one_small_request(city_server: EmbeddedServer, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    cursor = county.replica.cursor()
    assert cursor is not None
    assert len(county.line.pull(cursor, 1000)) == 0
    query = {"epoch": cursor.epoch, "cursor": cursor.seq, "chain": cursor.chain, "limit": 1000}
    headers = {"Authorization": f"Bearer {county.line._token}"}
    with httpx.Client(trust_env=False) as client:
        answer = client.get(city_server.url + CHANGES, params=query, headers=headers)
    assert answer.status_code == 204
    assert answer.content == b""


def test_a_server_that_stops_sends_the_waiting_away(desk: MakeDesk, city_server: EmbeddedServer) -> None:
    county = desk()
    county.sync()
    waiting = Waiting(city_server, county)
    until_waiting(city_server)
    began = time.monotonic()
    city_server.stop()
    waiting.end()
    assert time.monotonic() - began < 8


@contextmanager
def watching(desk: Desk, server: EmbeddedServer) -> Iterator[tuple[SyncEngine, Observed]]:
    seen = Observed()
    key = desk.keys.private_key(desk.device)
    line = CityLine(desk.bad_line, desk.device, key, waiting=HttpTransport(server.url))
    pace = Pace(idle=0.05, watched=60, settle=0.0, least_backoff=0.02, most_backoff=0.05)
    engine = SyncEngine(desk.replica, line, seen.states.put, seen.changed.append, pace)
    engine.start()
    try:
        yield engine, seen
    finally:
        assert engine.stop(30)
        server.stop()
        engine._watcher.join(LONG)
        assert not engine._watcher.is_alive()


def test_the_engine_hears_of_news_and_still_pushes_at_once(
    city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk
) -> None:
    first, second = desk(), desk(opens=False, station=2)
    first.sync()
    second.warehouse = first.warehouse
    with watching(second, city_server) as (engine, seen):
        seen.wait_for(Phase.UP_TO_DATE)
        until_waiting(city_server)
        pieces = first.take_in(1)
        first.sync()
        seen.wait_for(Phase.UP_TO_DATE)
        assert set(second.all("asset")) == set(pieces)
        until_waiting(city_server)
        second.bus.committed = lambda changes: engine.wake()
        second.take_in(1)
        state = seen.wait_for(Phase.UP_TO_DATE)
        assert state.report is not None
        assert state.report.pushed == 2, "though a request waits"
        first.sync()
    assert_same_books(city, first, second)


def test_news_are_heard_after_the_disk_was_full(
    city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desk(), desk(opens=False, station=2)
    first.sync()
    cursor, faults = second.replica.cursor, ["database or disk is full"]

    def cursor_of_a_full_disk() -> Cursor | None:
        if threading.current_thread().name == "sync-watch" and faults:
            raise RuntimeError(faults.pop())
        return cursor()

    monkeypatch.setattr(second.replica, "cursor", cursor_of_a_full_disk)
    with watching(second, city_server) as (_, seen):
        until_waiting(city_server)
        assert not faults
        pieces = first.take_in(1)
        first.sync()
        while set(second.all("asset")) != set(pieces):
            seen.wait_for(Phase.UP_TO_DATE)
    assert_same_books(city, first, second)


def test_who_waits_for_news_ends_when_the_line_breaks_at_the_end(
    city_server: EmbeddedServer, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = desk()
    with watching(county, city_server) as (engine, _):

        def breaks_as_it_stops(cursor: Cursor) -> bool:
            assert engine.stop(30)
            raise LineDown("cut")

        monkeypatch.setattr(engine._line, "has_news", breaks_as_it_stops)
        engine._watcher.join(LONG)
        assert not engine._watcher.is_alive()
