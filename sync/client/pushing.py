"""Operations go up: the next ones are read, and the last answer is stored, while the city works on those sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from app.services.city import SequenceGap
from app.services.operations import Operation, Verdict
from app.services.replica import Replica
from sync.client.line import CityLine, CityRefused
from sync.client.report import SyncReport
from sync.protocol import MOST_OPS, MOST_RAW, TooLarge, Trouble

_ENVELOPE = 1024  # bytes that an operation's other fields may take in the request


def push(replica: Replica, line: CityLine, report: SyncReport, stopping: Callable[[], bool]) -> None:
    """Hand in all that waits, in order, one request after the other.

    An answer is stored while the city has the next request already. Whatever ends this before it is stored, its
    operations still wait then, and come back as duplicates. Raises TooLarge, SequenceGap, or as `CityLine` does.
    """
    most = line.limits.ops
    rewound = False
    answered: list[Verdict] = []  # and not stored yet
    with ThreadPoolExecutor(1, "sync-push") as ahead:
        operations = next_batch(replica, most)
        while operations and not stopping():
            following: list[Operation] = []
            try:
                if answered or len(operations) == most:
                    coming = ahead.submit(line.push, operations)
                    take_verdicts(replica, answered, report)
                    answered = []
                    following = next_batch(replica, most, after=operations[-1].dseq)
                    answer = coming.result()
                else:  # nothing is to be done meanwhile
                    answer = line.push(operations)
            except TooLarge:
                if len(operations) == 1:
                    raise
                most = len(operations) // 2
                operations = operations[:most]
                continue
            except SequenceGap as gap:
                if rewound or gap.expected > operations[0].dseq:
                    raise
                rewound = True
                replica.rewind(gap.expected)
                operations = next_batch(replica, most)
                continue
            sent = {(it.dseq, it.op_id) for it in operations}
            answered = [it for it in answer.results if (it.dseq, it.op_id) in sent]
            if not answered:  # to send them again would never end
                raise CityRefused(Trouble("sync.no_verdicts"))
            if not following or len(answered) < len(operations):  # look again for what came or was left
                take_verdicts(replica, answered, report)
                answered = []
                following = next_batch(replica, most)
            operations = following
        take_verdicts(replica, answered, report)


def next_batch(replica: Replica, most: int = MOST_OPS, after: int = 0) -> list[Operation]:
    """The oldest operations beyond `after` that wait and fit into one request; empty where none waits."""
    return _that_fit(replica.pending(most, MOST_RAW - MOST_OPS * _ENVELOPE, after))


def take_verdicts(replica: Replica, verdicts: Sequence[Verdict], report: SyncReport) -> None:
    """Store what the city says of operations, and count it."""
    replica.settle(verdicts)
    for verdict in verdicts:
        report.outcomes[verdict.outcome] += 1
        if verdict.case is not None:
            report.cases.append(verdict.case)


def _that_fit(operations: list[Operation]) -> list[Operation]:
    """As many as stay below the limit as JSON in JSON, where each quote takes two bytes; at least one."""
    total = 0
    for position, operation in enumerate(operations):
        total += _ENVELOPE + len(operation.body.encode()) + len(operation.pre.encode())
        total += operation.body.count('"') + operation.body.count("\\") + operation.pre.count('"')
        if total > MOST_RAW and position:
            return operations[:position]
    return operations
