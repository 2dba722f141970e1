"""The six invariants of sync, as they can be seen from outside."""

import json
from collections import Counter as Tally

import msgspec

from app.persistence import tables
from app.persistence.city_feed import REFERENCE, is_pooled, scopes_of
from app.persistence.integrity import findings
from app.services.operations import Operation, first_break
from tests.fakes.sync_world import bare
from tests.simulation import oracle
from tests.simulation.parties import City, Counter
from tests.simulation.world import World

_KINDS = tuple(table.name for table in tables.ENTITIES.values())
Books = dict[tuple[str, str], dict[str, object]]


def no_row_missing(world: World, it: Counter) -> None:
    """5: a counter that has read to the feed's end has every row, or a shadow of it. And 6: its log stands.

    Beside them it holds nothing, but for what a lost feed brought: that stays until the compare, which the line may
    cut off after the feed was read.
    """
    it.read_log()
    if it.replica.cursor() == world.city.books.head():
        told, known = seen_by(world.city, it.site)[it.site], confirmed(it)
        keys = told.keys() if _must_compare(it) else told.keys() | known.keys()
        differ = sorted(key for key in keys if told.get(key) != known.get(key))
        assert not differ, (
            f"{it.label} has read all, and {len(differ)} rows are not what the feed said, as {differ[0]}:"
            f" told {told.get(differ[0])}, has {known.get(differ[0])}"
        )


def _must_compare(it: Counter) -> bool:
    """Whether it has forgotten a lost feed and not compared its rows since."""
    return it.rows("SELECT 1 FROM setting WHERE name = 'sync.verify' AND value = '1'") != []


def seen_by(city: City, *sites: str) -> dict[str, Books]:
    """What a counter of each site is to hold."""
    members: dict[str, set[str]] = {}
    for id, scope in city.rows("SELECT id, scope FROM scope_member"):
        members.setdefault(id, set()).add(scope)
    wanted: dict[str, Books] = {site: {} for site in sites}
    for kind in _KINDS:
        for row in city.whole(kind):
            seen = scopes_of(kind, row, members.get(row["id"], set()))
            for site, books in wanted.items():
                if seen & {site, REFERENCE} or is_pooled(kind, row):
                    books[kind, row["id"]] = bare(row)
    return wanted


def confirmed(it: Counter) -> Books:
    """What the counter holds as said by the city: shadows, and rows that no local operation touched."""
    found = {(kind, row["id"]): bare(row) for kind in _KINDS for row in it.whole(kind) if row["dirty"] is None}
    for kind, id, body in it.rows("SELECT entity, id, body FROM shadow"):
        found[kind, id] = msgspec.json.decode(body)
    return found


def one_loan_each(it: Counter | City) -> None:
    """2: at most one open, undisputed loan of a piece."""
    twice = it.rows(
        "SELECT asset_id FROM loan_line WHERE returned_at IS NULL AND disputed = 0"
        " GROUP BY asset_id HAVING count(*) > 1"
    )
    assert not twice, f"{twice} are lent twice, undisputed, at {it.folder.name}"


def _in_one_hand(it: Counter | City) -> None:
    """2: a car that is on a trip is on one, and not lent besides."""
    twice = it.rows(
        "SELECT asset_id FROM (SELECT asset_id FROM loan_line WHERE returned_at IS NULL AND disputed = 0 UNION ALL"
        " SELECT asset_id FROM dispatch WHERE in_at IS NULL AND disputed = 0) GROUP BY asset_id HAVING count(*) > 1"
    )
    assert not twice, f"{twice} are out twice, undisputed, at {it.folder.name}"


def at_rest(world: World) -> bool:
    """Whether nobody waits for anything."""
    if world.twins:
        return False
    head = world.city.books.head()
    return all(it.replica.cursor() == head and not it.replica.pending(1, 1 << 20) for it in world.counters)


def hold_at_the_end(world: World) -> None:
    """Everything, once everybody has synced in peace."""
    one_loan_each(world.city)
    _in_one_hand(world.city)
    for it in world.counters:
        no_row_missing(world, it)
        one_loan_each(it)
        _in_one_hand(it)
        _exactly_once(world, it)
        wrong = findings(it.database)
        assert not wrong, f"{it.label}: {wrong}"
    _same_books(world)
    _history(world.city)
    _one_case_each(world.city)
    oracle.expect_cases(world.city)


def _exactly_once(world: World, it: Counter) -> None:
    """1."""
    it.read_log()
    received = world.city.rows(
        "SELECT dseq, op_id, hash, type FROM received_operation WHERE device = ? ORDER BY dseq", it.device
    )
    committed = [(record.dseq, record.op_id, record.hash, record.type) for record in it.log]
    assert received == committed, f"{it.label}: the city has {len(received)} operations of {len(committed)}"
    (left,) = it.rows("SELECT count(*) FROM operation WHERE outcome IS NULL")
    assert left == (0,), f"{it.label}: {left[0]} operations have no verdict"


def _same_books(world: World) -> None:
    """4: each counter holds what the city says its site is to see, and nothing waits."""
    wanted = seen_by(world.city, *(it.site for it in world.counters))
    for it in world.counters:
        rows = {(kind, row["id"]): row for kind in _KINDS for row in it.whole(kind)}
        held = {key: bare(row) for key, row in rows.items()}
        theirs = wanted[it.site]
        differ = sorted(key for key in theirs.keys() | held.keys() if theirs.get(key) != held.get(key))
        assert not differ, (
            f"{it.label}: {len(differ)} rows differ from the city's, as {differ[0]}:"
            f" {held.get(differ[0])} here, {theirs.get(differ[0])} there"
        )
        waiting = Tally(kind for (kind, _), row in rows.items() if row["dirty"] is not None)
        assert not waiting, f"{it.label}: rows are still unconfirmed: {waiting}"


def _history(city: City) -> None:
    """Every device's chain is whole at the city, and the feed has no hole."""
    names = ", ".join(Operation.__struct_fields__)
    chains: dict[str, list[Operation]] = {}
    for row in city.rows(f"SELECT {names} FROM received_operation ORDER BY device, dseq"):  # noqa: S608
        chains.setdefault(row[1], []).append(Operation(*row))
    for device, operations in chains.items():
        assert first_break(operations) is None, f"the chain of {device} is broken at the city"
    ((count, last),) = city.rows("SELECT count(*), coalesce(max(seq), 0) FROM change")
    assert count == last, "the feed has a hole"


def _thing(device: str, dseq: int, asset: str, kind: str, reason: str) -> tuple[object, ...]:
    """What a case is about; of what was irregular each formality."""
    return device, dseq, asset, kind, json.loads(reason)["code"] if kind == "irregular" else ""


def _one_case_each(city: City) -> None:
    """3: what could not be applied is in front of a person, once."""
    cases = city.rows("SELECT device, dseq, asset_id, kind, reason FROM conflict_case")
    twice = [key for key, count in Tally(_thing(*case) for case in cases).items() if count > 1]
    assert not twice, f"two cases of one thing: {twice}"
    of_operation = {(device, dseq) for device, dseq, *_ in cases}
    for device, dseq, type, outcome, reason in city.rows(
        "SELECT device, dseq, type, outcome, reason FROM received_operation"
    ):
        if outcome in ("conflict", "quarantined", "op_id_reused"):
            assert (device, dseq) in of_operation, f"{type} {dseq} of {device} was {outcome} ({reason}) without a case"
        assert "operation.poison" not in (reason or ""), f"a handler broke on {type} {dseq} of {device}"
