"""What the sync centre is told: what waits, what came, days and spells, ages by kind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.persistence.engine import sqlite_engine
from app.persistence.queries import SqlQueries
from app.persistence.tables import blob_upload
from app.services.operations import CHINA
from app.services.replica import Cycle
from sync.client.history import sync_and_note
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk

TODAY = date(2026, 11, 22)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@pytest.fixture
def county(tmp_path: Path, desk: MakeDesk) -> Desk:
    return desk()


@pytest.fixture
def queries(county: Desk) -> Iterator[SqlQueries]:
    reader = sqlite_engine(county.folder / "counter.db", writes=False)
    yield SqlQueries(reader, lambda: TODAY)
    reader.dispose()


def test_what_waits_is_told_with_its_paper_and_pieces(city: CityWorld, county: Desk, queries: SqlQueries) -> None:
    sync_and_note(county.replica, county.line)
    assert queries.waiting().total == 0
    assets = county.take_in(3)
    county.hand_out(*assets[:2])
    waiting = queries.waiting()
    by_type = {one.what: one for one in waiting.operations}
    assert by_type["take_in"].pieces == 3
    assert by_type["hand_out"].pieces == 2
    assert by_type["hand_out"].number.startswith("JY")
    assert by_type["hand_out"].actor == "孔令辉"
    assert waiting.total == len(waiting.operations)
    assert [one.dseq for one in waiting.operations] == sorted(one.dseq for one in waiting.operations)
    assert len(queries.waiting(limit=1).operations) == 1
    assert queries.waiting(limit=1).total == waiting.total


def test_what_came_is_told_by_kind(city: CityWorld, county: Desk, queries: SqlQueries) -> None:
    county.take_in(2)
    sync_and_note(county.replica, county.line)
    (cycle,) = queries.cycles()
    assert cycle.kinds["asset"] == 2
    assert cycle.pushed > 0
    facts = queries.sync_facts()
    assert facts.here.enrolled
    assert facts.here.site_id == county.site
    assert facts.here.as_of is not None
    assert abs((facts.arrived["asset"] - datetime.now(UTC)).total_seconds()) < 60
    assert "request" not in facts.arrived
    assert facts.clock_ahead is not None
    assert abs(facts.clock_ahead) < 60
    assert facts.server.startswith("http://127.0.0.1")
    assert not facts.paused
    county.replica.set_paused(True)
    assert queries.sync_facts().paused


def test_days_add_up_and_a_spell_is_cut_at_midnight(county: Desk, queries: SqlQueries) -> None:
    note = county.replica.note_cycle
    note(Cycle(local(20, 9), 2.0, pushed=5, pulled=7, sent_bytes=100, received_bytes=200))
    note(Cycle(local(20, 10), 1.0, pushed=1))
    note(Cycle(local(20, 22), 4.0, fault="sync.unreachable"))
    for hour in range(22 * 6, 33 * 6):
        note(Cycle(local(20, 0) + timedelta(minutes=10 * hour), 4.0, fault="sync.unreachable"))
    note(Cycle(local(21, 9), 1.0, pulled=3))
    days = {day.day: day for day in queries.sync_days(14)}
    assert len(days) == 14
    assert max(days) == TODAY
    assert (days[date(2026, 11, 20)].pushed, days[date(2026, 11, 20)].pulled) == (6, 7)
    assert (days[date(2026, 11, 20)].sent_bytes, days[date(2026, 11, 20)].received_bytes) == (100, 200)
    assert days[date(2026, 11, 20)].cut_off == pytest.approx(2 * 3600)
    assert days[date(2026, 11, 21)].cut_off == pytest.approx(9 * 3600)
    assert days[TODAY].cut_off == 0


def test_a_closed_program_is_not_counted_as_cut_off(county: Desk, queries: SqlQueries) -> None:
    county.replica.note_cycle(Cycle(local(21, 17), 5.0, fault="sync.unreachable"))
    county.replica.note_cycle(Cycle(local(22, 8), 1.0))
    days = {day.day: day for day in queries.sync_days(3)}
    assert days[date(2026, 11, 21)].cut_off == 5
    assert days[TODAY].cut_off == 0


def test_files_that_wait_are_summed(county: Desk, queries: SqlQueries) -> None:
    assert queries.sync_facts().uploads.files == 0
    with county.database.transaction() as connection:
        for n, fault in enumerate(("", "sync.unreachable")):
            row = {"sha256": str(n), "size": 1000, "added_at": f"2026-11-2{n}T01:00:00Z", "sent": 250 * n}
            connection.execute(insert(blob_upload).values(**row, attempts=n, fault=fault))
    uploads = queries.sync_facts().uploads
    assert (uploads.files, uploads.size, uploads.sent, uploads.fault) == (2, 2000, 250, "sync.unreachable")
    assert uploads.oldest == datetime(2026, 11, 20, 1, tzinfo=UTC)
