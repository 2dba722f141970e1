"""Operations as counters hand them in: known ones answered, the others carried out. Functions over an open transaction.

What several counters hand in at the same time is carried out together, as one batch is: read ahead in one query for
each kind, written by the hundred, one commit. Each hand-in is answered, or fails, as if it had come by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import attrgetter

import msgspec
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.persistence import bulk, city_devices, city_feed
from app.persistence.city_cases import Done
from app.persistence.city_operations import Runner
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import forked_operation, received_operation
from app.persistence.records import instant_text
from app.services.city import BrokenChain, Device, Fork, SequenceGap
from app.services.operations import Operation, Outcome, Verdict
from app.uncollected import uncollected

_OPERATION = ("device", "dseq", "op_id", "type", "version", "actor", "occurred_at", "pre", "body", "prev", "hash")
_RECEIVED = (*_OPERATION, "received_at", "outcome", "seq", "case_id", "reason")
_in_order = attrgetter(*_OPERATION)
MOST_AT_ONCE = 500  # operations of several hand-ins that are carried out together


@dataclass(eq=False, slots=True)
class HandIn:
    """Operations of one device, and then what is answered: verdicts, or what to raise (`refusal`)."""

    device: str
    operations: Sequence[Operation]
    verdicts: list[Verdict] = field(default_factory=list)
    refusal: BaseException | None = None
    done: bool = False

    def answer(self) -> list[Verdict]:
        """Raises the refusal, where there is one."""
        if self.refusal is not None:
            raise self.refusal
        return self.verdicts


class Intake:
    """What is handed in on other threads while a lot is carried out makes up the next one."""

    def __init__(self, write: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._write = write
        self._waiting: list[HandIn] = []
        self._changing = threading.Lock()
        self._carrying_out = threading.Lock()

    def hand_in(self, device: str, operations: Sequence[Operation]) -> list[Verdict]:
        """As City.accept."""
        mine = HandIn(device, operations)
        with self._changing:
            self._waiting.append(mine)
        while not mine.done:
            with self._carrying_out:
                if not mine.done:
                    self._carry_out(self._next())
        return mine.answer()

    def _next(self) -> list[HandIn]:
        """The oldest that wait, no two of one device, of no more operations than one request may have."""
        lot: dict[str, HandIn] = {}
        room = MOST_AT_ONCE
        with self._changing:
            for it in self._waiting:
                room -= len(it.operations)
                if lot and room < 0:
                    break
                lot.setdefault(it.device, it)
            taken = list(lot.values())
            self._waiting = [it for it in self._waiting if it not in taken]
        return taken

    def _carry_out(self, lot: list[HandIn]) -> None:
        try:
            with uncollected(), self._write() as connection:
                take_in(connection, lot)
        except (OperationalError, PoolTimeout) as error:  # the database does not answer, whoever asks
            _refuse(lot, error)
        except Exception as error:
            if len(lot) > 1:  # the fault is one's, not the others'
                for it in lot:
                    self._carry_out([it])
            else:
                _refuse(lot, error)
        except BaseException as error:
            _refuse(lot, error)
            raise
        else:
            for it in lot:
                it.done = True


def _refuse(lot: list[HandIn], error: BaseException) -> None:
    for it in lot:
        it.refusal, it.done = error, True


def take_in(connection: Connection, lot: Sequence[HandIn]) -> None:
    """Answer each of them, no two of one device."""
    known = city_devices.find_all(connection, [it.device for it in lot])
    fresh: list[tuple[HandIn, Device, list[Operation]]] = []
    for it in lot:
        it.verdicts, it.refusal = [], None
        device = known.get(it.device)
        if device is None or device.suspended:
            it.refusal = Fork() if device is None else device.why_out()
            continue
        try:
            operations, foreign = _sorted_out(connection, device, it)
        except (SequenceGap, BrokenChain) as refusal:
            it.refusal = refusal
            continue
        if foreign:
            _keep_apart(connection, device.id, foreign)
            city_devices.suspend(connection, device.id)
            it.refusal = Fork()
        elif operations:
            fresh.append((it, device, operations))
    if fresh:
        verdicts = carry_out(connection, [(device, operations) for _, device, operations in fresh])
        for it, device, _ in fresh:
            it.verdicts += verdicts[device.id]


def carry_out(
    connection: Connection, batches: Sequence[tuple[Device, Sequence[Operation]]]
) -> dict[str, list[Verdict]]:
    """Run the next operations of these devices and publish what came of it. Returns verdicts by device."""
    runner = Runner(connection, [device for device, _ in batches])
    done = runner.run([it for _, operations in batches for it in operations])
    head = city_feed.publish(connection, runner.touched, runner.people)
    now = instant_text(datetime.now(UTC))
    bulk.insert(connection, received_operation, _RECEIVED, [_received(one, head.seq, now) for one in done])
    ends = [(operations[-1].dseq, operations[-1].hash, device.id) for device, operations in batches if operations]
    bulk.update(connection, devices, ("dseq", "hash"), ends)
    verdicts: dict[str, list[Verdict]] = {device.id: [] for device, _ in batches}
    for one in done:
        it = one.operation
        verdicts[it.device].append(Verdict(it.op_id, it.dseq, one.outcome, head.seq, one.case_id, one.reason))
    return verdicts


def _sorted_out(connection: Connection, device: Device, it: HandIn) -> tuple[list[Operation], list[Operation]]:
    """(operations to carry out, operations of another history of the device); duplicates are answered.

    Raises SequenceGap, BrokenChain.
    """
    it.verdicts, foreign = _duplicates(connection, device, it.operations)
    fresh = [one for one in it.operations if one.dseq > device.dseq]
    if fresh and not foreign:
        if fresh[0].dseq != device.dseq + 1:
            raise SequenceGap(device.dseq + 1)
        if fresh[0].prev != device.hash:
            foreign = fresh[:1]
    if not foreign:
        dseq, prev = device.dseq, device.hash
        for one in fresh:
            if one.dseq != dseq + 1 or one.prev != prev or one.device != device.id:
                raise BrokenChain(one.dseq)
            dseq, prev = one.dseq, one.hash
    return fresh, foreign


def _duplicates(
    connection: Connection, device: Device, operations: Sequence[Operation]
) -> tuple[list[Verdict], list[Operation]]:
    """Answers to what is known already, and operations that share a dseq with another one."""
    again = {it.dseq: it for it in operations if it.dseq <= device.dseq}
    if not again:
        return [], []
    table = received_operation.c
    query = select(received_operation).where(
        table.device == device.id, table.dseq >= min(again), table.dseq <= max(again)
    )
    stored = {row.dseq: row for row in connection.execute(query)}
    foreign = [it for dseq, it in again.items() if stored[dseq].hash != it.hash]
    verdicts = [
        Verdict(row.op_id, dseq, Outcome.DUPLICATE, row.seq, row.case_id, row.reason, first=Outcome(row.outcome))
        for dseq in again
        for row in (stored[dseq],)
    ]
    return verdicts, foreign


def _keep_apart(connection: Connection, device: str, operations: list[Operation]) -> None:
    """Keep another history of a device's operations, for a person to look at."""
    for it in operations:
        key = {"device": device, "hash": it.hash}
        known = select(forked_operation.c.dseq).filter_by(**key)
        if connection.execute(known).first() is None:
            content = msgspec.json.encode(it).decode()
            now = instant_text(datetime.now(UTC))
            connection.execute(insert(forked_operation).values(**key, dseq=it.dseq, content=content, received_at=now))


def _received(done: Done, seq: int, now: str) -> tuple[object, ...]:
    return (*_in_order(done.operation), now, done.outcome.value, seq, done.case_id, done.reason)
