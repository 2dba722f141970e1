"""Our sync beside PouchDB → express-pouchdb and Anki's sync server, on loopback, interleaved.

python3 dev.py bench sync [records] [trials]: medians of that many trials (10,000 records of about 600 bytes; 5). Client
and server are two processes each, with durable databases. Ours sends one operation for each record, is checked and
carried out by the city, and stores each verdict; a peer stores what it is given. Bytes are all that passed the line,
headers too, counted in a trial of their own that is not timed. What cannot be installed is left out, and said.
"""

import json
import logging
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from app.domain.asset import Source
from app.domain.ids import organization_id
from app.persistence.counter import CounterDatabase
from app.persistence.replica import SqlReplica
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.operations import Operation
from sync.client.line import enrol
from sync.client.pulling import pull
from sync.client.pushing import push
from sync.client.report import SyncReport
from tests.benchmarks.bench_push import hand_out, take_in
from tests.benchmarks.peers.installed import Missing, Peer, anki, pouch
from tests.benchmarks.peers.wire import counted
from tests.e2e.program import City
from tests.fakes.sync_world import COUNTY_SITE, OFFICE, Desk, WallClock

DOUBLES = 100
A_DAY = 5000  # pieces
GOALS: dict[str, float] = {
    "push, create (1/s)": 12_000,
    "push, hand-out (1/s)": 10_000,
    "pull (rows/s)": 60_000,
    "bytes per create": 220,
    "bytes per hand-out": 60,
    "bytes per pulled row": 200,
    "requests, nothing to do": 1,
    "bytes, nothing to do": 500,
}
NOTHING = {"stopping": lambda: False, "on_changes": lambda changed: None}


@dataclass
class Column:
    """What one side showed, by the goals' names."""

    name: str
    trials: dict[str, list[float]] = field(default_factory=dict)

    def note(self, what: str, figure: float) -> None:
        self.trials.setdefault(what, []).append(figure)

    def median(self, what: str) -> float | None:
        return median(self.trials[what]) if what in self.trials else None


def take_in_various(desk: Desk, records: int) -> list[str]:
    """Pieces as they come in one by one: no two have the same serial number, card, value and remark."""
    chance = random.Random(1)
    names = ("台式计算机", "激光打印机", "会议桌", "文件柜", "投影仪", "空调机", "帐篷", "发电机")
    words = (
        "完好",
        "有划痕",
        "附电源",
        "缺遥控器",
        "已贴标签",
        "外壳开裂",
        "待检",
        "使用三年",
        "随附说明书",
        "漆面脱落",
    )
    commands = [
        TakeIn(
            organization_id(OFFICE),
            Source.IDLE,
            desk.warehouse,
            (
                IntakeItem(
                    chance.choice(names),
                    model=f"启天M{chance.randrange(100, 999)}",
                    brand="联想",
                    serial=f"SN{chance.getrandbits(64):016X}",
                    unit="台",
                    card_number=f"ZC{chance.randrange(10**9, 10**10)}",
                    value_fen=chance.randrange(10**4, 10**7),
                    place=f"{chance.randrange(1, 9)}排{chance.randrange(1, 40)}架{chance.randrange(1, 6)}层",
                    remark="，".join(chance.sample(words, 4)),
                ),
            ),
        )
        for _ in range(records)
    ]
    clock = desk.bus.clock
    for start in range(0, records, 200):
        desk.bus.clock = DaysAgo(1 + start // A_DAY)  # a counter has so many numbers of a kind of paper for a day
        desk.do(*commands[start : start + 200])
    desk.bus.clock = clock
    return sorted(desk.all("asset"))


@dataclass(frozen=True)
class DaysAgo:
    """A clock that is so many days behind."""

    days: int

    def now(self) -> datetime:
        return WallClock().now() - timedelta(self.days)

    def today(self) -> date:
        return WallClock().today() - timedelta(self.days)


class Template:
    """A counter that did its day offline: pieces taken in one by one, then each fifth handed out. Made once."""

    def __init__(self, folder: Path, records: int) -> None:
        self.folder = folder
        desk = Desk(folder, COUNTY_SITE, "邹城市公物仓")
        desk.open_site()
        desk.meet("张三")
        self.device, self.warehouse, (self.before, _) = desk.device, desk.warehouse, desk.replica.head()
        pieces = take_in_various(desk, records)
        self.created, _ = desk.replica.head()
        hand_out(desk, pieces[: records // 5])
        rows = [{name: it for name, it in row.items() if it not in (None, "")} for row in desk.all("asset").values()]
        self.records = folder.with_name("records.json")  # what the peers carry: the same rows
        self.records.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        self.size = self.records.stat().st_size // len(rows)
        desk.close()

    def copy(self, to: Path) -> Desk:
        shutil.copytree(self.folder, to)
        desk = Desk(to, COUNTY_SITE, "", device=self.device)
        desk.warehouse = self.warehouse
        return desk


def signed_in(desk: Desk, city: City, url: str) -> Desk:
    enrol(desk.replica, url, city.code(desk.site), desk.keys)
    desk.connect(url)
    answer = desk.line.open_session("", None, desk.replica.head()[0] + 1)
    desk.replica.keep_session(answer.session)
    return desk


class Beginning(SqlReplica):
    """A counter's operations up to that dseq alone."""

    def __init__(self, database: CounterDatabase, last: int) -> None:
        super().__init__(database)
        self._last = last

    def pending(self, limit: int, max_bytes: int, after: int = 0) -> list[Operation]:
        return [it for it in super().pending(limit, max_bytes, after) if it.dseq <= self._last]


def push_to(desk: Desk, last: int) -> tuple[int, float]:
    """Push up to the operation of that dseq; (operations, seconds). Fails unless all were applied."""
    report = SyncReport()
    began = time.perf_counter()
    push(Beginning(desk.database, last), desk.line, report, lambda: False)
    taken = time.perf_counter() - began
    done = sum(report.outcomes.values())
    assert done == report.outcomes["applied"], report.outcomes
    assert not Beginning(desk.database, last).pending(1, 1)
    return done, taken


def fetch(desk: Desk) -> tuple[int, float, float]:
    """(rows, seconds until they are all in the books, seconds until they can be searched too)."""
    report = SyncReport()
    began = time.perf_counter()
    stored: list[float] = []
    index = desk.replica.index

    def index_later() -> object:
        stored.append(time.perf_counter() - began)
        return index()

    desk.replica.index = index_later  # type: ignore[method-assign,assignment]
    pull(desk.replica, desk.line, report, NOTHING["on_changes"], NOTHING["stopping"])  # type: ignore[arg-type]
    return report.pulled, stored[0], time.perf_counter() - began


def our_trial(template: Template, folder: Path, column: Column, *, bytes_only: bool = False) -> None:
    city = City("--data", folder / "city")
    city.start("--address-rate", 0)
    desks = []
    try:
        with counted(city.url) as wire:
            url = wire.url if bytes_only else city.url
            first = signed_in(template.copy(folder / "first"), city, url)
            second = signed_in(Desk(folder / "second", COUNTY_SITE, "", station=2), city, url)
            desks += [first, second]
            push_to(first, template.before)

            def measure(what: str, per: str, work: Callable[[], tuple[int, float]]) -> None:
                wire.take()
                things, seconds = work()
                if bytes_only:
                    column.note(per, wire.take()[0] / things)
                else:
                    column.note(what, things / seconds)

            def pulling() -> tuple[int, float]:
                rows, stored, searchable = fetch(second)
                if not bytes_only:
                    column.note("pull and index (rows/s)", rows / searchable)
                return rows, stored

            measure("push, create (1/s)", "bytes per create", lambda: push_to(first, template.created))
            measure("pull (rows/s)", "bytes per pulled row", pulling)
            measure("push, hand-out (1/s)", "bytes per hand-out", lambda: push_to(first, 1 << 40))
            if bytes_only:
                for desk in (first, first):  # the first brings what is new, and compares: once a day
                    desk.sync()
                wire.take()
                first.sync()
                sent, requests = wire.take()
                column.note("bytes, nothing to do", sent)
                column.note("requests, nothing to do", requests)
    finally:
        for desk in desks:
            desk.close()
        city.stop()


def peer_trial(peer: Peer, folder: Path, records: int, column: Column) -> None:
    peer.do("prepare", folder, records)
    for what, command in (("push, create (1/s)", "push"), ("pull (rows/s)", "pull")):
        answer = peer.do(command, folder, records)
        assert answer["things"] == records, (peer.name, command, answer)
        column.note(what, records / answer["seconds"])


def peer_bytes(peer: Peer, folder: Path, records: int, column: Column) -> None:
    with counted(peer.url) as wire:
        peer.do("prepare", folder, records, wire.url)
        for what, command in (("bytes per create", "push"), ("bytes per pulled row", "pull")):
            wire.take()
            peer.do(command, folder, records, wire.url)
            column.note(what, wire.take()[0] / records)
        peer.do("idle", folder, records, wire.url)
        wire.take()
        peer.do("idle", folder, records, wire.url)
        sent, requests = wire.take()
        column.note("bytes, nothing to do", sent)
        column.note("requests, nothing to do", requests)


def our_doubles(folder: Path) -> str:
    """Two counters of one site hand out the same pieces while both are offline."""
    city = City("--data", folder / "city")
    city.start("--address-rate", 0)
    desks = [Desk(folder / f"desk {n}", COUNTY_SITE, "邹城市公物仓", station=n) for n in (1, 2)]
    try:
        for desk in desks:
            enrol(desk.replica, city.url, city.code(desk.site), desk.keys)
            desk.connect(city.url)
        desks[0].open_site()
        desks[0].meet("张三")
        desks[0].meet("李四")
        pieces = take_in(desks[0], DOUBLES)
        for desk in desks:
            desk.sync()
        hand_out(desks[0], pieces, "张三")
        hand_out(desks[1], pieces, "李四")
        for desk in (*desks, desks[0]):
            desk.sync()
        made = {it["op_id"]: it["hash"] for desk in desks for it in desk.all("operation").values()}
        seen = [len(desk.all("conflict_case")) for desk in desks]
    finally:
        for desk in desks:
            desk.close()
        city.stop()
    with closing(sqlite3.connect(folder / "city" / "city.db")) as books:
        there = dict(books.execute("SELECT op_id, hash FROM received_operation").fetchall())
        (open_lines,) = books.execute("SELECT count(*) FROM loan_line WHERE disputed = 0").fetchone()
        (cases,) = books.execute("SELECT count(DISTINCT asset_id) FROM conflict_case").fetchone()
    lost = sum(there.get(id) != hash for id, hash in made.items())
    return f"{cases} cases, in front of both counters ({seen[0]}, {seen[1]}); {open_lines} loans stand; {lost} lost"


def peer_doubles(peer: Peer, folder: Path) -> str:
    answer = peer.do("twice", folder, DOUBLES)
    winners = " / ".join(f"{count} for {name}" for name, count in answer["winners"].items())
    lost = DOUBLES - answer["kept"]
    kept = f"{answer['kept']} losers kept where nobody looks" if answer["kept"] else f"{lost} lost"
    return f"{answer['reported']} reported; {winners}; {kept}"


def show(columns: list[Column]) -> None:
    names = [*GOALS, "pull and index (rows/s)"]
    widths = [max(len(name) for name in names), 9, *(max(len(it.name), 16) for it in columns)]

    def line(*cells: str) -> None:
        print(
            "  ".join(
                cell.ljust(width) if not n else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
            )
        )

    line("", "goal", *(it.name for it in columns))
    for name in names:
        goal = GOALS.get(name)
        cells = []
        ours = columns[0].median(name)
        for column in columns:
            figure = column.median(name)
            if figure is None:
                cells.append("–")
            elif column is columns[0]:
                cells.append(f"{figure:,.0f}" + (f" ({figure / goal:.2f}×)" if goal else ""))
            else:
                cells.append(f"{figure:,.0f} ({(ours or 0) / figure:.2f}×)")
        line(name, f"{goal:,.0f}" if goal else "", *cells)
    print("In brackets: ours as a multiple of the goal, and of the peer.")


def main(records: int, trials: int) -> None:
    logging.getLogger("sync.keys").setLevel(logging.ERROR)  # that keys lie in files here
    with tempfile.TemporaryDirectory(prefix="gwc-sync-") as name, ExitStack() as servers:
        folder = Path(name)
        template = Template(folder / "template", records)
        print(f"{records:,} records of {template.size} bytes, {trials} trials", flush=True)
        peers: list[Peer] = []
        for number, peer in enumerate((pouch, anki)):
            try:
                peers += servers.enter_context(peer(folder / f"peer{number}", template.records))
            except Missing as why:
                print(f"Without {peer.__name__}: {why}", flush=True)
        columns = [Column("ours"), *(Column(peer.name) for peer in peers)]
        for trial in range(trials):
            place = folder / f"trial{trial}"
            our_trial(template, place / "ours", columns[0])
            for number, peer in enumerate(peers):
                peer_trial(peer, place / f"t{trial}p{number}", records, columns[1 + number])
            shutil.rmtree(place)
        our_trial(template, folder / "bytes", columns[0], bytes_only=True)
        for number, peer in enumerate(peers):
            peer_bytes(peer, folder / f"bytes{number}", records, columns[1 + number])
        show(columns)
        print(f"{DOUBLES} pieces handed out twice while offline")
        print(f"  ours: {our_doubles(folder / 'doubles')}")
        for number, peer in enumerate(peers):
            if peer.name != "PouchDB 1000":
                print(f"  {peer.name}: {peer_doubles(peer, folder / f'doubles{number}')}")


if __name__ == "__main__":
    main(*map(int, (*sys.argv[1:], *("10000", "5")[len(sys.argv) - 1 :])))
