"""Hypothesis chooses and shrinks the steps: three counters, the city's own side and the server.

`python3 dev.py bench soak` looks further.
"""

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

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._stack.enter_context(quiet())
        self._world = self._stack.enter_context(new_world(0))

    def teardown(self) -> None:
        with self._stack:
            settle(self._world)
            invariants.hold_at_the_end(self._world)


def _rule(name: str) -> Callable[..., None]:
    def carry_out(self: Sync, which: int, a: int, b: int) -> None:
        step(self._world, name, which, a, b)

    carry_out.__name__ = name
    numbers = st.integers(0, 99)
    return rule(which=st.integers(0, 2), a=numbers, b=numbers)(carry_out)


for _name in DEEDS:
    setattr(Sync, _name, _rule(_name))


def examine(number: int, examples: int, steps: int) -> None:
    """The examples that belong to this number. Raises as the first failing one does, shrunk."""
    machine = seed(number)(type("Sync", (Sync,), {}))
    bounds = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=bounds)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_in_whichever_order(part: int) -> None:
    examine(part, EXAMPLES // PARTS, STEPS)
