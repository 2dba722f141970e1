"""Seeded runs on virtual time. A failing seed says how to see it again."""

from collections import Counter as Tally

import pytest

from tests.simulation.deeds import DEEDS
from tests.simulation.seeds import replay_command, run

SEEDS, PARTS = 500, 10


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_invariants_hold_for_every_seed(part: int) -> None:
    took: Tally[str] = Tally()
    cases: Tally[str] = Tally()
    share = SEEDS // PARTS
    for seed in range(part * share, (part + 1) * share):
        result = run(seed)
        assert not result.fault, f"seed {seed}: {result.fault}\nSee it again: {replay_command(seed)}"
        took += result.took
        cases += result.cases
    # It must not be that all holds because nothing happened.
    assert took["hand_out"] > share
    assert took["sync"] > share
    assert sum(count for name, count in took.items() if name.startswith(("sync_", "power_cut"))) > share
    assert took["a copy was found"] + took["put_the_city_back"] > 0
    assert cases["double_handout"] > 0
    assert len([name for name in DEEDS if took[name]]) > len(DEEDS) * 3 // 4


def test_a_seed_is_the_same_each_time() -> None:
    first, second = run(7), run(7)
    assert first.trace == second.trace
    assert (first.took, first.cases, first.outcomes) == (second.took, second.cases, second.outcomes)
    assert len(first.trace) > 10
