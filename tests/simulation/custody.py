"""Custody between sites, the city's own side, and cases decided by people."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.case import ConflictCase, Decision
from app.persistence.store import codec_of
from app.services.cases import choices, sides_of
from app.services.commands.base import Command
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.commands.transfers import CancelTransfer, TakeOver, TransferIn, TransferOut
from app.services.proofs import ProvenPiece, proof_texts
from sync.client.keys import DeviceKeys
from tests.simulation.deeds import deed, ids, one_of, pieces
from tests.simulation.parties import CLERK, Counter
from tests.simulation.world import World


class _Signer:
    def __init__(self, it: Counter) -> None:
        self._it = it

    def device(self) -> str:
        return self._it.device

    def sign(self, content: bytes) -> tuple[str, bytes]:
        key: Ed25519PrivateKey = DeviceKeys(self._it.folder).private_key(self._it.device)
        return self._it.device, key.sign(content)


def _elsewhere(it: Counter) -> str:
    return one_of(ids(it, "SELECT id FROM site WHERE id <> ? ORDER BY id", it.site), 0)


def _warehouse(it: Counter, number: int) -> str:
    return one_of(ids(it, "SELECT id FROM warehouse WHERE site_id = ? ORDER BY id", it.site), number)


@deed
def transfer_out(world: World, it: Counter, a: int, b: int) -> None:
    """The slip with its signed codes travels with the pieces, whatever the line does."""
    here = pieces(it, "available")
    named = tuple(dict.fromkeys([one_of(here, a), one_of(here, a + b % 2)]))
    command = TransferOut(named, _elsewhere(it), "调剂")
    it.do(command)
    ((number,),) = it.rows("SELECT number FROM transfer WHERE id = ?", command.transfer_id)
    lines = it.rows(
        "SELECT l.asset_id, a.tag_number, l.epoch, a.name FROM transfer_line l JOIN asset a ON a.id = l.asset_id"
        " WHERE l.transfer_id = ? ORDER BY l.id",
        command.transfer_id,
    )
    proof = proof_texts(
        command.transfer_id, number, it.site, command.to_site_id, [ProvenPiece(*line) for line in lines], _Signer(it)
    )
    world.slips.append((command, " ".join(proof)))


@deed
def transfer_in(world: World, it: Counter, a: int, b: int) -> None:
    """By the slip in hand; every other time its codes are not needed, or so the clerk thinks."""
    command, proof = one_of([slip for slip in world.slips if slip[0].to_site_id == it.site], a)
    named = command.asset_ids[: 1 + b % 2]
    it.do(TransferIn(command.transfer_id, named, _warehouse(it, b), proof if b % 3 else ""))


@deed
def cancel_transfer(world: World, it: Counter, a: int, b: int) -> None:
    sql = "SELECT id FROM transfer WHERE closed_at IS NULL AND site_id = ? ORDER BY number"
    it.do(CancelTransfer(one_of(ids(it, sql, it.site), a), "不去了"))


def _at_the_city(world: World, site: str, command: Command) -> None:
    with world.city.own_time() as books:
        books.carry_out(command, site_id=site, actor=CLERK)


@deed
def take_over(world: World, it: Counter, a: int, b: int) -> None:
    """An administrator at the city gives a piece to another site, whatever its site is doing with it."""
    rows = world.city.rows(
        "SELECT id, site_id FROM asset WHERE id NOT IN (SELECT id FROM vehicle) ORDER BY tag_number LIMIT 4"
    )
    asset, holder = one_of(rows, a)
    others = world.city.rows("SELECT id, site_id FROM warehouse WHERE site_id <> ? ORDER BY id", holder)
    warehouse, site = one_of(others, b)
    _at_the_city(world, site, TakeOver((asset,), site, warehouse, "原站点电脑损坏"))


def _decision(case: ConflictCase, free: list[str], a: int) -> dict[str, Any]:
    decision = one_of(choices(case), a).decision
    more: dict[str, Any] = {}
    if decision is Decision.MERGE:
        named = {field for side in sides_of(case) for field in side.fields}
        more["fields"] = dict.fromkeys(sorted(named), ("first", "second")[a % 2])
    if decision is Decision.SUBSTITUTE:
        more["substitute_id"] = one_of(free, a)
    return {"decision": decision, "reason": "核对过", **more}


@deed
def resolve_case(world: World, it: Counter, a: int, b: int) -> None:
    """At a counter, or at the city."""
    at: Any = world.city if b % 5 == 0 else it
    open_cases = [row for row in at.whole("conflict_case") if not row["decision"]]
    case = codec_of(ConflictCase).load(one_of(sorted(open_cases, key=lambda row: str(row["id"])), a))
    command = ResolveCase(case.id, **_decision(case, pieces(it, "available"), b))
    if at is it:
        it.do(command)
    else:
        _at_the_city(world, case.site_id, command)


@deed
def reopen_case(world: World, it: Counter, a: int, b: int) -> None:
    sql = "SELECT id FROM conflict_case WHERE decision NOT IN ('', 'healed') ORDER BY id"
    it.do(ReopenCase(one_of(ids(it, sql), a), "再想想"))
