"""What each cycle did is kept: by kind, in spells, for 90 days; and a person may halt it all."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.persistence.tables import sync_cycle
from app.services.replica import Cycle, Way
from sync.client.engine import Phase
from sync.client.history import sync_and_note
from sync.client.transport import LineDown
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk, assert_same_books
from tests.integration.test_sync_engine import running

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def cycles(desk: Desk) -> list[dict[str, object]]:
    with desk.database.transaction() as connection:
        return [dict(row) for row in connection.execute(select(sync_cycle).order_by(sync_cycle.c.id)).mappings()]


def test_a_cycle_is_noted_with_its_rows_and_bytes(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(3)
    waiting = county.database.head()[0]
    sync_and_note(county.replica, county.line)
    (noted,) = cycles(county)
    assert noted["pushed"] == waiting
    assert noted["pulled"] > 0
    assert noted["sent_bytes"] > 100
    assert noted["received_bytes"] > 100
    assert (noted["way"], noted["fault"]) == ("line", "")
    assert '"asset":3' in str(noted["kinds"])
    assert county.database.setting("sync.clock_ahead") in ("0", "-0", "1", "-1")


def test_a_failure_is_noted_and_raised(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.bad_line.down = True
    with pytest.raises(LineDown):
        sync_and_note(county.replica, county.line)
    (noted,) = cycles(county)
    assert noted["fault"] == "sync.unreachable"


def test_a_week_offline_is_one_entry(desk: MakeDesk) -> None:
    county = desk()
    minutes = range(0, 7 * 24 * 60, 8)
    for minute in minutes:
        county.replica.note_cycle(Cycle(NOON + timedelta(minutes=minute), 5.0, fault="sync.unreachable"))
    county.replica.note_cycle(Cycle(NOON + timedelta(days=7, minutes=1), 1.0, pushed=40))
    spell, back = cycles(county)
    assert float(str(spell["seconds"])) == minutes[-1] * 60 + 5
    assert back["pushed"] == 40


def test_spells_end_where_something_differs(desk: MakeDesk) -> None:
    county = desk()
    steps = [
        Cycle(NOON, 1.0),
        Cycle(NOON + timedelta(seconds=30), 1.0),
        Cycle(NOON + timedelta(seconds=60), 1.0, fault="sync.unreachable"),
        Cycle(NOON + timedelta(seconds=90), 1.0, fault="sync.fork"),
        Cycle(NOON + timedelta(seconds=120), 1.0, fault="sync.fork", way=Way.FILE),
        Cycle(NOON + timedelta(hours=9), 1.0, fault="sync.fork", way=Way.FILE),  # the program was closed meanwhile
    ]
    for step in steps:
        county.replica.note_cycle(step)
    assert [row["fault"] for row in cycles(county)] == ["", "sync.unreachable", "sync.fork", "sync.fork", "sync.fork"]
    assert float(str(cycles(county)[0]["seconds"])) == 31


def test_what_is_older_than_90_days_goes(desk: MakeDesk) -> None:
    county = desk()
    county.replica.note_cycle(Cycle(NOON, 1.0, pushed=1))
    county.replica.note_cycle(Cycle(NOON + timedelta(days=89), 1.0, pushed=2))
    county.replica.note_cycle(Cycle(NOON + timedelta(days=91), 1.0, pushed=3))
    assert [row["pushed"] for row in cycles(county)] == [2, 3]


def test_while_paused_nothing_goes_up(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    with running(county) as (engine, seen):
        seen.wait_for(Phase.UP_TO_DATE)
        engine.pause()
        seen.wait_for(Phase.PAUSED)
        requests = county.bad_line.requests
        county.take_in(1)
        engine.wake()
        seen.wait_for(Phase.PAUSED)
        assert county.bad_line.requests == requests
        engine.resume()
        seen.wait_for(Phase.UP_TO_DATE)
    assert_same_books(city, county)


def test_the_pause_outlives_the_program(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    with running(county) as (engine, seen):
        seen.wait_for(Phase.UP_TO_DATE)
        engine.pause()
        seen.wait_for(Phase.PAUSED)
    assert county.replica.paused()
    with running(county) as (engine, seen):
        assert seen.states.get(timeout=30).phase is Phase.PAUSED
        engine.resume()
        seen.wait_for(Phase.UP_TO_DATE)
    assert not county.replica.paused()
