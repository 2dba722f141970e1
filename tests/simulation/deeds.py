"""What clerks do. Every deed takes a counter and two numbers that choose; the same numbers choose the same."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.domain.asset import Condition, Source
from app.domain.ids import organization_id, person_id
from app.persistence.city_tables import received_operation
from app.services.commands.inventory import AmendAsset, FinishRepair, IntakeItem, MoveAssets, TakeIn
from app.services.commands.loans import (
    ApproveRequest,
    ConfirmPaperApproval,
    ExtendLoan,
    HandOut,
    RefuseRequest,
    Returned,
    SubmitRequest,
    TakeBack,
    WithdrawRequest,
)
from app.services.commands.setup import EditSite, EditWarehouse, RegisterOrganization, RegisterPerson
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard
from app.services.undo import undo_of
from tests.simulation.parties import Counter
from tests.simulation.strange import write_operation
from tests.simulation.world import OFFICES, PEOPLE, World

Deed = Callable[[World, Counter, int, int], None]
DEEDS: dict[str, Deed] = {}
T = TypeVar("T")
OFFICE = organization_id(OFFICES[0])


class Idle(Exception):
    """There is nothing here that this could be done with."""


def deed(function: Deed) -> Deed:
    DEEDS[function.__name__] = function
    return function


def one_of(among: Sequence[T], number: int) -> T:
    if not among:
        raise Idle
    return among[number % len(among)]


def ids(it: Counter, sql: str, *values: object) -> list[str]:
    return [str(row[0]) for row in it.rows(sql, *values)]


def pieces(it: Counter, status: str = "") -> list[str]:
    """Of the own site, without cars; by tag, so that two stations mean the same by a number."""
    where = "AND status = ?" if status else ""
    return ids(
        it,
        f"SELECT id FROM asset WHERE site_id = ? {where} AND id NOT IN (SELECT id FROM vehicle) ORDER BY tag_number",  # noqa: S608
        it.site,
        *([status] if status else []),
    )


def borrower(number: int) -> str:
    return person_id(OFFICE, PEOPLE[number % len(PEOPLE)])


@deed
def take_in(world: World, it: Counter, a: int, b: int) -> None:
    warehouse = one_of(ids(it, "SELECT id FROM warehouse WHERE site_id = ? ORDER BY id", it.site), b)
    condition = Condition.DAMAGED if a % 5 == 0 else Condition.GOOD
    item = IntakeItem(("投影仪", "打印机")[a % 2], 1 + b % 2, condition=condition)
    it.do(TakeIn(organization_id(OFFICES[1]), Source.IDLE, warehouse, (item,)))


@deed
def hand_out(world: World, it: Counter, a: int, b: int) -> None:
    """Mostly of the first few pieces, so that two counters meet at one."""
    here = pieces(it, "available")[:3] if a % 4 else pieces(it)
    named = dict.fromkeys([one_of(here, a // 4), one_of(here, a // 4 + (b % 3 == 0))])
    due = it.today() + dt.timedelta(days=30)
    it.do(HandOut(OFFICE, borrower(b), tuple(named), due, approval_reference="批条"))


@deed
def hand_out_of_the_pool(world: World, it: Counter, a: int, b: int) -> None:
    """A piece that lies at another site: seen, and not to be handed out from here."""
    foreign = ids(it, "SELECT id FROM asset WHERE site_id <> ? ORDER BY tag_number", it.site)
    it.do(HandOut(OFFICE, borrower(b), (one_of(foreign, a),), it.today()))


@deed
def take_back(world: World, it: Counter, a: int, b: int) -> None:
    condition = Condition.DAMAGED if b % 4 == 0 else Condition.GOOD
    it.do(TakeBack((Returned(one_of(pieces(it, "lent"), a), condition),)))


@deed
def take_back_anything(world: World, it: Counter, a: int, b: int) -> None:
    """Also where no loan is known here."""
    it.do(TakeBack((Returned(one_of(pieces(it), a)),)))


@deed
def take_back_without_loan(world: World, it: Counter, a: int, b: int) -> None:
    """It lies on the counter, nothing here says that it was out, and the clerk says so. Mostly of the first few."""
    here = pieces(it, "available")[: 3 if a % 4 else None]
    it.do(TakeBack((Returned(one_of(here, a // 4), without_loan=True),)))


@deed
def submit_request(world: World, it: Counter, a: int, b: int) -> None:
    due = it.today() + dt.timedelta(days=10)
    it.do(SubmitRequest(OFFICE, borrower(b), (one_of(pieces(it, "available")[:4], a),), due, "会议"))


def _request(it: Counter, number: int, *statuses: str) -> str:
    marks = ", ".join("?" for _ in statuses)
    sql = f"SELECT id FROM request WHERE status IN ({marks}) ORDER BY number"  # noqa: S608
    return one_of(ids(it, sql, *statuses), number)


@deed
def approve_request(world: World, it: Counter, a: int, b: int) -> None:
    it.do(ApproveRequest(_request(it, a, "pending")))


@deed
def refuse_request(world: World, it: Counter, a: int, b: int) -> None:
    it.do(RefuseRequest(_request(it, a, "pending"), "不符合规定"))


@deed
def withdraw_request(world: World, it: Counter, a: int, b: int) -> None:
    it.do(WithdrawRequest(_request(it, a, "pending", "approved")))


def _hand_out_on(it: Counter, request: str) -> None:
    ((person, due),) = it.rows("SELECT person_id, due_on FROM request WHERE id = ?", request)
    named = ids(it, "SELECT asset_id FROM request_line WHERE request_id = ?", request)
    it.do(HandOut(OFFICE, person, tuple(named), max(dt.date.fromisoformat(due), it.today()), request))


@deed
def hand_out_requested(world: World, it: Counter, a: int, b: int) -> None:
    _hand_out_on(it, _request(it, a, "approved", "pending"))


def _beside(world: World, it: Counter, number: int) -> Counter:
    """Another counter of the same site."""
    return one_of([one for one in world.counters if one.site == it.site and one is not it], number)


@deed
def overtake(world: World, it: Counter, a: int, b: int) -> None:
    """Approved here for one person, and at the next desk given to another who comes first."""
    beside = _beside(world, it, a)
    asset = one_of(pieces(it, "available"), b)
    due = it.today() + dt.timedelta(days=10)
    request = SubmitRequest(OFFICE, borrower(a), (asset,), due, "会议")
    it.do(request, ApproveRequest(request.request_id))
    beside.do(HandOut(OFFICE, borrower(a + 1), (asset,), due, approval_reference="批条"))


@deed
def hand_out_on_what_is_withdrawn(world: World, it: Counter, a: int, b: int) -> None:
    """Approved and known at two desks: withdrawn at one, handed out at the other."""
    beside = _beside(world, it, b)
    request = _request(it, a, "approved")
    one_of(ids(beside, "SELECT id FROM request WHERE id = ?", request), 0)
    beside.do(WithdrawRequest(request))
    _hand_out_on(it, request)


@deed
def hand_out_on_a_late_request(world: World, it: Counter, a: int, b: int) -> None:
    """Requested, approved and handed out here; where the next desk, which gave it away, comes first, on no request."""
    beside = _beside(world, it, a)
    asset = one_of(pieces(it, "available"), b)
    due = it.today() + dt.timedelta(days=10)
    beside.do(HandOut(OFFICE, borrower(a + 1), (asset,), due, approval_reference="批条"))
    request = SubmitRequest(OFFICE, borrower(a), (asset,), due, "会议")
    it.do(request, ApproveRequest(request.request_id))
    _hand_out_on(it, request.request_id)


@deed
def close_or_open_a_warehouse(world: World, it: Counter, a: int, b: int) -> None:
    """What the other desk lays into it meanwhile is there."""
    rows = it.rows("SELECT id, name, active FROM warehouse WHERE site_id = ? ORDER BY id", it.site)
    id, name, active = one_of(rows, a)
    it.do(EditWarehouse(id, name, not active))


def _loan(it: Counter, number: int) -> str:
    return one_of(ids(it, "SELECT id FROM loan WHERE closed_at IS NULL ORDER BY number"), number)


@deed
def extend_loan(world: World, it: Counter, a: int, b: int) -> None:
    loan = _loan(it, a)
    ((due,),) = it.rows("SELECT due_on FROM loan WHERE id = ?", loan)
    it.do(ExtendLoan(loan, dt.date.fromisoformat(due) + dt.timedelta(days=1 + b % 30)))


@deed
def confirm_approval(world: World, it: Counter, a: int, b: int) -> None:
    it.do(ConfirmPaperApproval(_loan(it, a), f"政办〔2026〕{b % 9}号"))


@deed
def amend(world: World, it: Counter, a: int, b: int) -> None:
    field = ("place", "keeper")[b % 2]
    asset = one_of(pieces(it)[:2], a)
    ((seen,),) = it.rows(f"SELECT {field} FROM asset WHERE id = ?", asset)  # noqa: S608
    it.do(AmendAsset(asset, {field: f"{it.label} {b}"}, {field: seen}))


@deed
def amend_at_two_desks(world: World, it: Counter, a: int, b: int) -> None:
    """Neither sees what the other writes into the same field."""
    asset = one_of(pieces(it), a)
    for desk in (it, _beside(world, it, b)):
        seen = one_of(ids(desk, "SELECT place FROM asset WHERE id = ?", asset), 0)  # not known there yet: nothing
        desk.do(AmendAsset(asset, {"place": f"{desk.label} {a}"}, {"place": seen}))


@deed
def move(world: World, it: Counter, a: int, b: int) -> None:
    warehouse = one_of(ids(it, "SELECT id FROM warehouse WHERE site_id = ? ORDER BY id", it.site), b)
    it.do(MoveAssets((one_of(pieces(it), a),), warehouse, f"{b % 5}号架"))


@deed
def finish_repair(world: World, it: Counter, a: int, b: int) -> None:
    it.do(FinishRepair((one_of(pieces(it, "repair"), a),)))


@deed
def undo(world: World, it: Counter, a: int, b: int) -> None:
    """One of the last few deeds, for which there may be no way back by now."""
    command = undo_of(one_of(it.changes[-4:], a))
    if command is None:
        raise Idle
    it.do(command)


@deed
def register(world: World, it: Counter, a: int, b: int) -> None:
    name = f"某局{a % 3}"
    it.do(RegisterOrganization(name, f"{b % 2}"), RegisterPerson(organization_id(name), "赵六", f"1380000{b % 3}"))


@deed
def edit_site(world: World, it: Counter, a: int, b: int) -> None:
    it.do(EditSite(f"{it.site}公物仓", True, 30 + a % 3, 2 + b % 3))


def _car(it: Counter) -> tuple[str, int]:
    sql = "SELECT id, odometer_km FROM vehicle WHERE site_id = ? ORDER BY id"
    return one_of([(str(id), int(km)) for id, km in it.rows(sql, it.site)], 0)


@deed
def dispatch_out(world: World, it: Counter, a: int, b: int) -> None:
    car, km = _car(it)
    it.do(DispatchOut(car, OFFICE, borrower(b), "子路", "公务", "曲阜", km + a % 20))


@deed
def dispatch_in(world: World, it: Counter, a: int, b: int) -> None:
    trips = it.rows("SELECT id, odometer_out_km FROM dispatch WHERE in_at IS NULL ORDER BY number")
    trip, km = one_of(trips, a)
    it.do(DispatchIn(trip, km + b % 50))


@deed
def set_vehicle_card(world: World, it: Counter, a: int, b: int) -> None:
    car, km = _car(it)
    it.do(SetVehicleCard(car, f"鲁H{it.site[-5:]}", odometer_km=km + a % 3, remark=f"{b % 7}"))


@deed
def newer_operation(world: World, it: Counter, a: int, b: int) -> None:
    """As a newer version would write it: unknown here and at the city."""
    write_operation(it, type="levitate" if a % 2 else "hand_out", version=1 + 8 * (1 - a % 2), body='{"height":3}')


@deed
def poison(world: World, it: Counter, a: int, b: int) -> None:
    """Nothing that this version writes; a damaged PC may."""
    asset = one_of(pieces(it), b)
    bad = json.dumps({"asset_id": asset, "fields": {"place": "一楼"}}, ensure_ascii=False)
    change = (
        {"body": "no json"},
        {"body": '{"asset_id":5,"fields":{}}'},
        {"body": bad, "pre": "[]"},
        {"body": bad, "actor": "{}"},
        {"body": bad, "occurred_at": "yesterday"},
    )[a % 5]
    write_operation(it, type="amend_asset", **change)


@deed
def reused_id(world: World, it: Counter, a: int, b: int) -> None:
    """An operation under another one's id."""
    known = it.city.rows(f"SELECT op_id FROM {received_operation.name} WHERE device <> ?", it.device)  # noqa: S608
    own = {record.op_id for record in it.log}
    free = sorted(str(row[0]) for row in known if row[0] not in own)
    asset = one_of(pieces(it), b)
    write_operation(it, op_id=one_of(free, a), type="amend_asset", body=json.dumps({"asset_id": asset, "fields": {}}))
