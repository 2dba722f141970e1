"""What several counters hand in at once is carried out together, and ends as if each had come alone."""

import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from app.domain.ids import new_id
from app.persistence import city_feed, city_intake, city_pages, city_tables, tables
from app.persistence.city_operations import Runner
from app.persistence.city_tail import Tail
from app.services.city import SequenceGap
from app.services.commands.base import Actor, Command
from app.services.commands.setup import OpenSite, RegisterOrganization, RegisterPerson
from app.services.feed import Cursor, FeedRewound
from app.services.operations import Operation, Outcome, seal
from tests.fakes.sync_world import ADMINISTRATOR, CITY_SITE, COUNTY_SITE, OFFICE, CityWorld, MakeDesk, open_city
from tests.integration.test_sync_batches import DEVICE, OFFICE_ID, OPENING, sealed
from tests.integration.test_sync_batches import steps as any_steps

DEVICES = {DEVICE: COUNTY_SITE, new_id(): COUNTY_SITE, new_id(): CITY_SITE}
AT_CITY: list[Command] = [
    OpenSite(CITY_SITE, "济宁市公物仓"),
    RegisterOrganization(OFFICE),
    RegisterPerson(OFFICE_ID, "张三"),
]
Steps = list[tuple[Command, Actor, dict[str, str]]]


def of(device: str, operations: Sequence[Operation]) -> list[Operation]:
    """The same operations, made by that device."""
    made: list[Operation] = []
    for it in operations:
        about = {"device": device, "op_id": f"{device}-{it.dseq}", "prev": made[-1].hash if made else "", "hash": ""}
        made.append(seal(msgspec.structs.replace(it, **about)))  # type: ignore[arg-type]
    return made


def books(city: CityWorld, batches: dict[str, list[Operation]], *, together: bool) -> tuple[object, ...]:
    for device, site in DEVICES.items():
        city.books.enrol(city.books.make_code(site), device, site, "a key")
    lot = [city_intake.HandIn(device, operations) for device, operations in batches.items()]
    for part in [lot] if together else [[it] for it in lot]:
        with city.books._write() as connection:
            city_intake.take_in(connection, part)
    when = {"version", "key", "opened_at", "sides"}
    rows = {
        (table.name, row["id"]): {name: value for name, value in row.items() if name not in when}
        for table in tables.ENTITIES.values()
        for row in city.rows(table.name)
    }
    verdicts = [(v.op_id, v.dseq, v.outcome, v.case, v.reason) for it in lot for v in it.answer()]
    members = {tuple(row.values()) for row in city.rows("scope_member")}
    ends = {row["id"]: (row["dseq"], row["hash"]) for row in city.rows("device")}
    seen = {site: {kind: set(ids) for kind, ids in city.seen_by(site).items()} for site in DEVICES.values()}
    return verdicts, rows, members, ends, seen


@settings(max_examples=12, deadline=None)
@given(any_steps, any_steps, any_steps)
def test_hand_ins_together_end_as_one_after_the_other(first: Steps, second: Steps, third: Steps) -> None:
    opening = [(command, ADMINISTRATOR, {}) for command in OPENING]
    elsewhere = [(command, ADMINISTRATOR, {}) for command in AT_CITY]
    all_steps = ([*opening, *first], second, [*elsewhere, *third])
    batches = {device: of(device, sealed(steps)) for device, steps in zip(DEVICES, all_steps, strict=True)}
    with tempfile.TemporaryDirectory() as folder:
        with open_city(None, Path(folder) / "alone") as city:
            alone = books(city, batches, together=False)
        with open_city(None, Path(folder) / "together") as city:
            assert books(city, batches, together=True) == alone


def test_counters_hand_in_on_many_threads(city: CityWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose operations have a hole, and one on which the city itself fails, are told so; the others are not."""
    devices = [new_id() for _ in range(8)]
    for device in devices:
        city.books.enrol(city.books.make_code(COUNTY_SITE), device, COUNTY_SITE, "a key")
    steps = [(command, ADMINISTRATOR, {}) for command in OPENING[:1]]
    batches = {device: of(device, sealed([*steps, *steps, *steps])) for device in devices}
    gap, broken = devices[:2]
    batches[gap] = batches[gap][1:]
    carry_out = Runner._carry_out

    def fails(self: Runner, it: Operation, *more: object) -> object:
        if it.device == broken:
            raise RuntimeError("a fault of the city's own")
        return carry_out(self, it, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Runner, "_carry_out", fails)
    lots: list[int] = []
    take_in = city_intake.take_in
    monkeypatch.setattr(city_intake, "take_in", lambda c, lot: [lots.append(len(lot)), take_in(c, lot)])
    told: dict[str, object] = {}

    def hand_in(device: str) -> None:
        try:
            told[device] = [it.outcome for it in city.books.accept(device, batches[device])]
        except Exception as error:
            told[device] = type(error)

    threads = [threading.Thread(target=hand_in, args=(device,)) for device in devices]
    with city.books._intake._carrying_out:  # until all of them wait
        for thread in threads:
            thread.start()
        while len(city.books._intake._waiting) < len(devices):
            threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert told == {device: [Outcome.APPLIED] * 3 for device in devices} | {gap: SequenceGap, broken: RuntimeError}
    assert lots[0] == len(devices), "they were handed in together"
    received = {(row["device"], row["dseq"]) for row in city.rows("received_operation")}
    assert received == {(device, dseq) for device in devices[2:] for dseq in (1, 2, 3)}


def test_the_tail_says_what_the_feed_says(city: CityWorld, desk: MakeDesk) -> None:
    """From every place, with pages of every length; what came since is there too."""
    county, elsewhere = desk(), desk(CITY_SITE, "济宁市公物仓")
    tail = Tail()
    for turn in range(3):
        piece, *_ = county.take_in(2)
        county.hand_out(piece)
        county.sync()
        elsewhere.take_in(1)
        elsewhere.sync()
        county.take_back(piece)
        county.sync()
        chains = {row["seq"]: row["chain"] for row in city.rows("change")}
        device = city.books.device(elsewhere.device)
        assert device is not None
        with city.books.reader.begin() as connection:
            newest = city_feed.head(connection)
            for seq, chain in chains.items():
                cursor = Cursor(newest.epoch, int(str(seq)), str(chain))
                for limit in (1, 3, 1000) if turn == 2 else (1000,):
                    ours = tail.page(connection, newest, device, cursor, limit)
                    theirs = city_pages.page(connection, newest, device, cursor, limit)
                    assert ours is not None
                    assert (ours.tables, ours.more) == (theirs.tables, theirs.more)
                    assert theirs.cursor.seq <= ours.cursor.seq <= newest.seq
                    assert ours.cursor.chain == chains[ours.cursor.seq]
            assert tail.page(connection, newest, device, None, 10) is None, "a first reading is the database's"


def test_the_tail_forgets_a_feed_that_was_put_back(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(2)
    county.sync()
    tail = Tail()
    device = city.books.device(county.device)
    assert device is not None
    with city.books.reader.begin() as connection:
        newest = city_feed.head(connection)
        early = Cursor(newest.epoch, 3, next(str(row["chain"]) for row in city.rows("change") if row["seq"] == 3))
        assert tail.page(connection, newest, device, early, 100) is not None
    change = city_tables.change
    with city.books.writer.begin() as connection:  # an older copy; then it grows again over other facts
        connection.execute(change.delete().where(change.c.seq > newest.seq - 2))
        grown = [Cursor("", newest.seq + offset, f"other {offset}") for offset in (-1, 0, 1)]
        about = {"scope": COUNTY_SITE, "site_id": COUNTY_SITE, "kind": "del", "entity": "asset", "version": 1}
        for it in grown:
            connection.execute(change.insert().values(seq=it.seq, chain=it.chain, id=str(it.seq), body="", **about))
    with city.books.reader.begin() as connection:
        head = city_feed.head(connection)
        assert tail.page(connection, head, device, early, 100) is None, "what came before is asked of the database"
        after = Cursor(newest.epoch, newest.seq, grown[1].chain)
        page = tail.page(connection, head, device, after, 100)
        assert page is not None
        assert page.tables["asset"].gone == [str(newest.seq + 1)]
        with pytest.raises(FeedRewound):
            tail.page(connection, head, device, newest, 100)
