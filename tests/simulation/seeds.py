"""One seed: a world, so many steps, a quiet end, and what must hold then."""

import contextlib
import logging
import random
import traceback
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.errors import DomainError
from tests.simulation import custody, invariants  # noqa: F401 - its deeds are known by being imported
from tests.simulation.deeds import DEEDS, Idle
from tests.simulation.mishaps import synced
from tests.simulation.parties import Counter
from tests.simulation.power import PowerCut
from tests.simulation.world import World, new_world

STEPS = 20
_ROUNDS = 12
WEIGHTS = {
    "hand_out": 12,
    "take_back": 6,
    "take_back_anything": 2,
    "take_back_without_loan": 3,
    "overtake": 3,
    "hand_out_on_a_late_request": 2,
    "amend": 4,
    "amend_at_two_desks": 2,
    "undo": 3,
    "submit_request": 3,
    "approve_request": 4,
    "hand_out_requested": 4,
    "sync": 14,
    "at_the_copy": 4,
    "transfer_out": 3,
    "transfer_in": 6,
    "resolve_case": 4,
    "take_over": 2,
    "copy_the_city": 2,
    "put_the_city_back": 3,
    "power_cut_at_the_desk": 2,
    "power_cut_while_syncing": 2,
    "power_cut_at_the_city": 2,
}


@dataclass
class Result:
    seed: int
    took: Tally[str] = field(default_factory=Tally)
    refused: Tally[str] = field(default_factory=Tally)
    cases: Tally[str] = field(default_factory=Tally)
    outcomes: Tally[str] = field(default_factory=Tally)
    fault: str = ""  # what did not hold
    trace: list[str] = field(default_factory=list)


def step(world: World, name: str, which: int, a: int, b: int) -> None:
    """Carry out one step at one counter, and what must hold after each."""
    it: Counter = world.counters[which % len(world.counters)]
    told = f"{name} at {it.label} ({which}, {a}, {b})"
    try:
        DEEDS[name](world, it, a, b)
        world.took[name] += 1
    except DomainError as refusal:
        world.refused[name] += 1
        told += f": {refusal.code}"
    except Idle:
        told += ": nothing"
    except PowerCut:
        told += ": the power fails"
    world.trace.append(told)
    if it in world.counters:
        it.read_log()
        invariants.one_loan_each(it)


def settle(world: World, *, compare: bool) -> None:
    """Everybody syncs in peace until nobody waits for anything; a copied PC has to be found on the way.

    So much later that each opens a session: that is when a counter learns that the city was put back. `compare`: a
    day later, when it compares its rows with the city's too. Else what it holds in the end comes by the feed alone.
    """
    world.time.pass_by(hours=25 if compare else 13)
    for _ in range(_ROUNDS):
        for it in world.parties():
            if world.twins:
                it.line.close()
            if it in world.parties():
                synced(world, it)
        if invariants.at_rest(world):
            break
    else:
        assert not world.twins, f"the copies of {list(world.twins)} were not found"
        raise AssertionError("the counters do not come to rest")


def run(seed: int, steps: int = STEPS) -> Result:
    """Never raises; what did not hold is told."""
    chance = random.Random(seed)
    names = list(DEEDS)
    weights = [WEIGHTS.get(name, 1) for name in names]
    result = Result(seed)
    with quiet(), contextlib.ExitStack() as stack:
        world = None
        try:
            world = stack.enter_context(new_world(seed))
            for _ in range(steps):
                (name,) = chance.choices(names, weights)
                step(world, name, chance.randrange(1000), chance.randrange(1000), chance.randrange(1000))
            settle(world, compare=seed % 2 == 0)
            invariants.hold_at_the_end(world)
            result.cases.update(str(kind) for (kind,) in world.city.rows("SELECT kind FROM conflict_case"))
            result.outcomes.update(str(it) for (it,) in world.city.rows("SELECT outcome FROM received_operation"))
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            result.fault = f"{type(error).__name__} in {last.name}: {error}"
            result.trace = [traceback.format_exc()]
        if world is not None:
            result.took, result.refused = world.took, world.refused
            result.trace = world.trace + result.trace
    return result


def replay_command(seed: int) -> str:
    return f"python3 dev.py bench soak --seed {seed}"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """The product's logs are not what is looked at here, and a million lines take their time."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
