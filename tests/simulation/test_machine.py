"""Hypothesis chooses and shrinks the steps: three counters, the city's own side and the server.

`python3 dev.py bench soak` looks further.
"""

from collections import Counter as Tally
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.simulation import invariants
from tests.simulation.deeds import DEEDS
from tests.simulation.seeds import quiet, settle, step
from tests.simulation.world import new_world

EXAMPLES, STEPS, PARTS = 200, 50, 4  # examples are spread over the parts, so that two cores share them


class Sync(RuleBasedStateMachine):
    """Every deed and mishap is a rule; what must hold after each is checked there, the rest at the end."""

    took: Tally[str]  # over all examples of a number
    cases: Tally[str]

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._stack.enter_context(quiet())
        self._world = self._stack.enter_context(new_world(0))

    def teardown(self) -> None:
        with self._stack:
            settle(self._world, compare=len(self._world.trace) % 2 == 0)
            invariants.hold_at_the_end(self._world)
            self.took.update(self._world.took)
            self.cases.update(str(kind) for (kind,) in self._world.city.rows("SELECT kind FROM conflict_case"))


def _rule(name: str) -> Callable[..., None]:
    def carry_out(self: Sync, which: int, a: int, b: int) -> None:
        step(self._world, name, which, a, b)

    carry_out.__name__ = name
    numbers = st.integers(0, 99)
    return rule(which=st.integers(0, 2), a=numbers, b=numbers)(carry_out)


for _name in DEEDS:
    setattr(Sync, _name, _rule(_name))


def examine(number: int, examples: int, steps: int) -> tuple[Tally[str], Tally[str]]:
    """The examples that belong to this number: what took effect, and the cases.

    Raises as the first failing one does, shrunk.
    """
    machine = seed(number)(type("Sync", (Sync,), {"took": Tally(), "cases": Tally()}))
    bounds = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=bounds)
    return machine.took, machine.cases


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_in_whichever_order(part: int) -> None:
    took, cases = examine(part, EXAMPLES // PARTS, STEPS)
    assert sum(took.values()) > EXAMPLES // PARTS * STEPS // 8, "most rules find nothing to do"
    assert len([name for name in DEEDS if took[name]]) > len(DEEDS) * 3 // 4
    assert sum(cases.values()) > 0
