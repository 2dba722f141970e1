"""Counters without a database: each keeps its chain, its cursor and the pieces that it knows to be in or out."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from app.domain.asset import Source
from app.domain.ids import new_id, organization_id, person_id, piece_ids, warehouse_id
from app.domain.numbering import DocumentKind, document_number
from app.domain.organization import Role, WarehouseKind
from app.services.commands.base import Actor, Command, encode_body
from app.services.commands.inventory import AmendAsset, IntakeItem, TakeIn
from app.services.commands.loans import ExtendLoan, HandOut, Returned, TakeBack
from app.services.commands.setup import OpenSite, RegisterOrganization, RegisterPerson
from app.services.feed import Cursor, Rows
from app.services.operations import CHINA, Operation, encode_actor, seal
from sync.protocol import MOST_OPS, ChangesAnswer
from tests.benchmarks.load.line import LightAnswer, Line
from tests.fakes.sync_world import OFFICE

WAREHOUSE, PERSON = "通用仓", "张三"
STOCK = 10  # pieces that a counter begins the day with
LOST_SESSION = 0.3  # share of reconnections after a restart of the program
DOUBLE = 0.02  # share of hand-outs that are of a piece which another counter of the site may have lent


@dataclass
class Site:
    """What the counters of one site have on their shelves; nobody tells them of each other's hand-outs."""

    id: str
    pieces: list[str] = field(default_factory=list)


class SimulatedCounter:
    """A device that speaks the protocol. `online` changes with its spells; what is done offline waits."""

    def __init__(self, site: Site, device: str, station: int, line: Line) -> None:
        self.site, self.id, self.station, self.line = site, device, station, line
        self.chance = random.Random(f"{site.id} {station}")
        self.actor = encode_actor(Actor(new_id(), "孔令辉", Role.MANAGER))
        self.dseq, self.hash, self.running, self.numbers = 0, "", 1, 0
        self.waiting: list[Operation] = []
        self.cursor: Cursor | None = None
        self.online, self.offline_ticks = True, 0
        self.inside: list[str] = []
        self.outside: list[tuple[str, str]] = []  # piece, loan
        self.to_extend: list[str] = []  # loans that were not extended yet
        self.outcomes: Counter[str] = Counter()
        self.rows = 0
        self.holds: dict[str, dict[str, int]] | None = None  # kind → id → hash of the row, where it is a whole follower

    def do(self, command: Command, actor: str = "") -> None:
        """Seal an operation and let it wait."""
        now = datetime.now(UTC).isoformat()
        about = (new_id(), self.id, self.dseq + 1, command.TYPE, command.VERSION, actor or self.actor, now)
        sealed = seal(Operation(*about, "{}", encode_body(command), self.hash, ""))
        self.dseq, self.hash = sealed.dseq, sealed.hash
        self.waiting.append(sealed)

    def open_site(self) -> None:
        administrator = encode_actor(Actor(new_id(), "管理员", Role.ADMINISTRATOR))
        warehouses = ((WarehouseKind.GENERAL, WAREHOUSE),)
        self.do(OpenSite(self.site.id, f"公物仓{self.site.id}", warehouses, "管理员"), administrator)
        self.do(RegisterOrganization(OFFICE))
        self.do(RegisterPerson(organization_id(OFFICE), PERSON))

    def take_in(self, pieces: int) -> None:
        first, self.running = self.running, self.running + pieces
        serial = f"{self.chance.getrandbits(48):X}" if pieces == 1 else ""
        item = IntakeItem("台式计算机", pieces, model="启天M455", serial=serial, value_fen=450000)
        place, number = warehouse_id(self.site.id, WAREHOUSE), self._number(DocumentKind.INTAKE)
        office = organization_id(OFFICE)
        command = TakeIn(office, Source.IDLE, place, (item,), "", number, self.station, first)
        self.do(command)
        made = piece_ids(command.first_asset_id, pieces)
        self.inside += made
        self.site.pieces += made

    def act(self) -> None:
        """One deed of a clerk: mostly out and in, at times an edit, an extension, an intake."""
        deed = self.chance.random()
        if deed < 0.08 or not (self.inside or self.outside):
            self.take_in(self.chance.randint(1, 3))
        elif deed < 0.18 and self.inside:
            remark = f"{self.chance.getrandbits(32):X}"
            self.do(AmendAsset(self.chance.choice(self.inside), {"remark": remark}))
        elif deed < 0.25 and self.to_extend:
            loan = self.to_extend.pop()
            self.do(ExtendLoan(loan, self._today() + timedelta(days=self.chance.randint(31, 90))))
        elif self.inside and (deed < 0.65 or not self.outside):
            self._hand_out()
        else:
            piece, _ = self.outside.pop(self.chance.randrange(len(self.outside)))
            self.to_extend = [it for it in self.to_extend if it in {loan for _, loan in self.outside}]
            self.do(TakeBack((Returned(piece),), number=self._number(DocumentKind.RETURN)))
            self.inside.append(piece)

    def _hand_out(self) -> None:
        due, office = self._today() + timedelta(days=30), organization_id(OFFICE)
        number = self._number(DocumentKind.LOAN)
        if self.chance.random() < DOUBLE:
            piece = self.chance.choice(self.site.pieces)
            self.do(HandOut(office, person_id(office, PERSON), (piece,), due, number=number))
            return
        piece = self.inside.pop(self.chance.randrange(len(self.inside)))
        command = HandOut(office, person_id(office, PERSON), (piece,), due, number=number)
        self.do(command)
        self.outside.append((piece, command.loan_id))
        self.to_extend.append(command.loan_id)

    async def push_waiting(self, *, singly: bool) -> None:
        """As they were made, one by one, or what an offline spell left by the batch."""
        kind = "push" if singly else "push of a batch"
        while self.waiting:
            lot = self.waiting[: 1 if singly else MOST_OPS]
            answer = await self.line.push(kind, lot)
            self.outcomes.update(verdict.outcome.value for verdict in answer.results)
            del self.waiting[: len(lot)]

    async def pull_all(self) -> None:
        page: ChangesAnswer | LightAnswer | None
        while True:
            if self.holds is None:
                page = await self.line.pull(self.cursor, LightAnswer)
            else:
                page = whole = await self.line.pull(self.cursor, ChangesAnswer)
                self._keep(self.holds, whole.tables if whole else {})
            if page is None:
                return
            self.rows += sum(len(rows.put) + len(rows.gone) for rows in page.tables.values())
            self.cursor = page.next
            if not page.more:
                return

    @staticmethod
    def _keep(holds: dict[str, dict[str, int]], tables: dict[str, Rows]) -> None:
        for kind, rows in tables.items():
            known, where = holds.setdefault(kind, {}), rows.columns.index("id")
            for id in rows.gone:
                known.pop(id, None)
            for row in rows.put:
                known[str(row[where])] = row_hash(dict(zip(rows.columns, row, strict=True)))

    async def reconnect(self) -> None:
        """The line is back: perhaps with a new session; what waited goes up, then what is new comes down."""
        if self.chance.random() < LOST_SESSION:
            await self.line.open_session(self.cursor, self.dseq + 1)
        await self.push_waiting(singly=False)
        await self.pull_all()

    def _today(self) -> date:
        return datetime.now(CHINA).date()

    def _number(self, kind: DocumentKind) -> str:
        self.numbers += 1
        return document_number(kind, self.site.id, self._today(), self.station, self.numbers)


def row_hash(row: dict[str, object]) -> int:
    """Equal for equal rows within one run, whatever the order of their columns."""
    return hash(frozenset(row.items()))
