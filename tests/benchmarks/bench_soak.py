"""Look long for an order of events in which an invariant of sync does not hold.

python3 dev.py bench soak [--seeds 10000] [--examples 2000] [--minutes M] [--first 0] [--processes 2]
python3 dev.py bench soak --seed N     one seed again, with all its steps
python3 dev.py bench soak --lot N      one lot of the state machine again; a failing example comes shrunk
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter as Tally
from collections.abc import Iterator

from app.domain.case import CaseKind
from tests.simulation.seeds import STEPS, Result, replay_command, run
from tests.simulation.test_machine import examine

EXAMPLES_AT_ONCE = 50
MACHINE_STEPS = 80
PROGRESS = 1000  # seeds and examples
LEAST_CASES = 100  # of each class
Work = tuple[str, int, int]


def work(it: Work) -> tuple[Work, Result]:
    what, number, steps = it
    if what == "seed":
        return it, run(number, steps)
    result = Result(number)
    try:
        result.took, result.cases = examine(number, EXAMPLES_AT_ONCE, steps)
    except Exception as error:
        each = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
        result.fault = "\n".join(map(_told, each))
    return it, result


def _told(error: Exception) -> str:
    """The fault, with Hypothesis's notes on the steps that lead to it."""
    return "\n".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])


def replay(what: str, number: int) -> str:
    if what == "seed":
        return replay_command(number)
    return f"python3 dev.py bench soak --lot {number}"


def plan(first: int, seeds: int, examples: int) -> Iterator[Work]:
    """The two kinds side by side."""
    lots = -(-examples // EXAMPLES_AT_ONCE)
    every = max(1, seeds // lots) if lots else seeds + 1
    lot = 0
    for position in range(seeds):
        yield "seed", first + position, STEPS
        if lot < lots and position % every == every - 1:
            yield "machine", 1000 + first + lot, MACHINE_STEPS
            lot += 1
    for rest in range(lot, lots):
        yield "machine", 1000 + first + rest, MACHINE_STEPS


def again(seed: int, steps: int) -> int:
    result = run(seed, steps)
    print("\n".join(result.trace))
    print(f"seed {seed}: {result.fault or 'all invariants hold'}")
    return 1 if result.fault else 0


def soak(arguments: argparse.Namespace) -> int:
    began = time.monotonic()
    took: Tally[str] = Tally()
    cases: Tally[str] = Tally()
    outcomes: Tally[str] = Tally()
    seeds = examples = told = 0
    faults: list[str] = []
    with multiprocessing.get_context("spawn").Pool(arguments.processes) as pool:
        for it, result in pool.imap_unordered(work, plan(arguments.first, arguments.seeds, arguments.examples)):
            what, number, _ = it
            took += result.took
            cases += result.cases
            outcomes += result.outcomes
            seeds += what == "seed"
            examples += EXAMPLES_AT_ONCE * (what == "machine")
            if result.fault:
                faults.append(f"{what} {number}: {result.fault}\n  see it again: {replay(what, number)}")
                print(faults[-1], flush=True)
            if seeds + examples >= told + PROGRESS:
                told += PROGRESS
                reached = ", ".join(f"{kind.value} {cases[kind.value]}" for kind in CaseKind)
                print(f"{seeds} seeds, {examples} examples, {time.monotonic() - began:.0f} s: {reached}", flush=True)
            if arguments.minutes and time.monotonic() - began > 60 * arguments.minutes:
                pool.terminate()
                break
    taken = time.monotonic() - began
    print(f"{seeds} seeds of {STEPS} steps and {examples} examples of {MACHINE_STEPS} steps in {taken:.0f} s")
    print("what took effect: " + ", ".join(f"{name} {count}" for name, count in sorted(took.items())))
    print("outcomes: " + ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))
    print("cases that the city opened:")
    for kind in CaseKind:
        print(f"  {kind.value:<20} {cases[kind.value]:>8}")
    few = [kind.value for kind in CaseKind if cases[kind.value] < LEAST_CASES]
    if few and not arguments.minutes:
        faults.append(f"fewer than {LEAST_CASES} cases of {', '.join(few)}")
    print("\n".join([f"{len(faults)} faults", *faults]) if faults else "all invariants hold")
    return 1 if faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench soak", description=__doc__)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--lot", type=int)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--examples", type=int, default=2_000)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    if arguments.seed is not None:
        return again(arguments.seed, arguments.steps)
    if arguments.lot is not None:
        _, result = work(("machine", arguments.lot, MACHINE_STEPS))
        print(result.fault or "all invariants hold")
        return 1 if result.fault else 0
    return soak(arguments)


if __name__ == "__main__":
    sys.exit(main())
