"""Encoding at a counter, over and over, with whatever goes wrong: every tag that counts as written is looked at."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap import CounterServices, open_counter, set_up_counter
from app.domain import epc, ids
from app.domain.asset import Source
from app.domain.errors import Refused
from app.domain.tag_scheme import epc_of
from app.services.commands.base import Actor
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization
from app.services.commands.tags import SetTagScheme
from app.services.printing.devices import Language, PartlySent
from app.services.rfid import EncodeTag, TagWriter
from printing.printers.tcp import TcpDevice
from printing.rfid.llrp import LlrpWriter
from printing.rfid.serial import SerialWriter
from printing.rfid.zpl import ZplEncoder
from tests.fakes.rfid import Chip, Faults, LabelPrinter, LabelWriter, LlrpReaderThread, SerialModule

SITE, OFFICE = "370883", "市教育局"
WAYS = {"serial": 3, "llrp": 2, "zpl": 10}
"""Each way's part of all encodes, by what they cost."""
_PATIENCE = 25  # tries with one tag before another one is taken


class Killed(BaseException):
    """The program dies here."""


def counter_with(services: CounterServices, pieces: int) -> tuple[Actor, list[str]]:
    """Set a new counter up, with so many pieces; the administrator, and their ids."""
    actor = set_up_counter(
        services, site_id=SITE, site_name="测试仓", administrator="admin", password="一二三四五六七八"
    )
    warehouse = next(it.id for it in services.queries.warehouses() if it.name == "通用仓")
    services.bus.execute(RegisterOrganization(OFFICE), actor=actor)
    item = IntakeItem("台式计算机", pieces)
    changes = services.bus.execute(TakeIn(ids.organization_id(OFFICE), Source.IDLE, warehouse, (item,)), actor=actor)
    return actor, sorted(changes.of("asset"))


@dataclass
class Tally:
    bound: int = 0
    killed: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    thrown_away: int = 0
    resumed: int = 0  # bound although an earlier run had written the tag
    false_written: list[str] = field(default_factory=list)


@dataclass
class Rig:
    """One way of writing over a field of one tag (or a roll of labels), with faults at `rate`."""

    services: CounterServices
    actor: Actor
    way: str
    rate: float
    seed: int
    stack: ExitStack
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.faults = Faults(self.rate, random.Random(self.seed + 1))
        self.line = Faults(self.rate, random.Random(self.seed + 2))
        self.numbers = itertools.count(self.seed * 1_000_000 + 1)
        self.field: list[Chip] = []
        self.tags = EncodeTag(self.services.queries, self.services.bus)
        if self.way == "serial":
            module = self.stack.enter_context(SerialModule(self.field, self.line))
            self.writer: TagWriter = SerialWriter(module.port, seconds=0.04)
        elif self.way == "llrp":
            reader = self.stack.enter_context(LlrpReaderThread(self.field, reads_per_sec=20_000))
            self.writer = LlrpWriter("127.0.0.1", reader.port, listen=0.05)
        else:
            self.labels = LabelWriter(self._roll(), self.line)
            printer = self.stack.enter_context(LabelPrinter(self.labels))
            self.device = TcpDevice("127.0.0.1", printer.port, Language.ZPL)
            self.stack.callback(self.device.close)
            self.encoder = ZplEncoder(self.tags, seconds=0.04)
            return
        self.stack.callback(self.writer.close)

    def _roll(self) -> Iterator[Chip]:
        while True:
            yield self._new()

    def _new(self) -> Chip:
        return Chip.numbered(next(self.numbers), faults=self.faults)

    def encode(self, asset_id: str) -> None:
        """Until the piece has its tag; a killed program is started again with the tag still lying there."""
        self.field[:] = [self._new()]
        for attempt in itertools.count(1):
            try:
                self._once(asset_id)
                break
            except Refused as refusal:
                self.tally.refusals[refusal.code] += 1
            except Killed:
                self.tally.killed += 1
            if attempt % _PATIENCE == 0:
                self.tally.thrown_away += 1
                self.field[:] = [self._new()]
        self._look(asset_id)

    def _once(self, asset_id: str) -> None:
        if self.way == "zpl":
            self._print(asset_id)
            return
        self._trouble(asset_id)
        wanted, _ = self.tags.number(asset_id)
        ours = self.field[0].epc.hex().upper() == wanted
        read = self.tags.write(asset_id, self.writer)
        self._may_die()
        self.tags.bind(asset_id, read, self.actor)
        self.tally.resumed += ours

    def _print(self, asset_id: str) -> None:
        (row,) = self.services.queries.assets([asset_id])
        code, pc = self.encoder.number(row.tag_number)
        try:
            mark = self.encoder.mark()
            data = self.encoder.wrap(b"^XA^XZ", code, pc, mark)
            answer = self.device.ask(data, self.encoder.end(mark), self.encoder.seconds)
        except PartlySent as broken:
            raise broken.refusal from broken
        read = self.encoder.read_back(answer, code, mark)
        self._may_die()
        self.encoder.bind(asset_id, read, self.actor, "")

    def _may_die(self) -> None:
        if self.chance.random() < self.rate:
            raise Killed

    def _trouble(self, asset_id: str) -> None:
        """Now and then: nothing there, two tags, another piece's tag, somebody else's. None of it may be written."""
        if self.chance.random() >= self.rate:
            return
        own, kind = self.field[0], self.chance.choice(("none", "two", "foreign", "others"))
        stranger = self._new()
        stranger.faults = Faults()
        if kind == "foreign":
            others = [row for row in self.services.queries.find_assets("", 3) if row.id != asset_id]
            stranger.bear(bytes.fromhex(epc_of(others[0].tag_number, self.tags.scheme())[0]))
        elif kind == "others":
            stranger.bear(bytes.fromhex("3474257BF40000000000162E"))
        before = [bytes(bank) for bank in stranger.banks]
        self.field[:] = {"none": [], "two": [own, stranger]}.get(kind, [stranger])
        try:
            self.tags.write(asset_id, self.writer)
            self.tally.false_written.append(kind)
        except Refused as refusal:
            self.tally.refusals[refusal.code] += 1
        finally:
            self.field[:] = [own]
        if [bytes(bank) for bank in stranger.banks] != before:
            self.tally.false_written.append(f"{kind}: written to")

    def _look(self, asset_id: str) -> None:
        """Whether the chip that the row names holds what the row says."""
        (row,) = self.services.queries.assets([asset_id])
        chips = [*self.field, *(self.labels.printed[-_PATIENCE:] if self.way == "zpl" else ())]
        chip = next((it for it in chips if it.tid.hex().upper() == row.tid), None)
        code, pc = epc_of(row.tag_number, self.tags.scheme())
        true = chip is not None and chip.epc.hex().upper() == row.epc == code and epc.same_pc(chip.pc, pc)
        if not true:
            self.tally.false_written.append(row.tag_number)
        self.tally.bound += 1


def encode_all(
    folder: Path,
    pieces: int,
    *,
    rate: float = 0.05,
    seed: int = 7,
    prefixes: tuple[str, ...] = ("", "0614141", "690123456789"),
    told: Callable[[str, Tally], object] = lambda way, tally: None,
) -> dict[str, Tally]:
    """So many pieces over the three ways, each with a scheme of its own.

    Raises AssertionError where a row and its tag tell different stories.
    """
    tallies: dict[str, Tally] = {}
    whole = sum(WAYS.values())
    with open_counter(folder, create=True) as services:
        actor, assets = counter_with(services, pieces)
        rest = iter(assets)
        for at, (way, part) in enumerate(WAYS.items()):
            services.bus.execute(SetTagScheme(prefixes[at % len(prefixes)]), actor=actor)
            last = at == len(WAYS) - 1
            share = list(rest) if last else list(itertools.islice(rest, pieces * part // whole))
            with ExitStack() as stack:
                rig = Rig(services, actor, way, rate, seed + at, stack)
                for asset_id in share:
                    rig.encode(asset_id)
            tallies[way] = rig.tally
            told(way, rig.tally)
            assert rig.tally.false_written == [], rig.tally.false_written
        rows = services.queries.assets(assets)
        assert all(row.epc and row.tid for row in rows)
        assert len({row.epc for row in rows}) == len({row.tid for row in rows}) == pieces, "a duplicate"
    return tallies
