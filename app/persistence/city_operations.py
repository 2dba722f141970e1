"""Carrying out a device's operations at the city: applied, recorded as a case, refused, or kept for later."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DataError, IntegrityError

from app.domain.case import CaseKind, ConflictCase
from app.domain.errors import DomainError, Invalid
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import received_operation
from app.persistence.records import Row, instant
from app.persistence.rows import chunks
from app.persistence.unit_of_work import SqlUnitOfWork
from app.services.cases import Side, sides_text
from app.services.commands.base import Command, Context, Nature, decode_body
from app.services.handlers import handle
from app.services.handlers.custody import case_class, survives
from app.services.operations import context_of, decode_actor, encode_refusal
from app.services.sides import Origin, other_site, sides_of_conflict
from app.services.sync_ports import Device, Operation, Outcome

log = logging.getLogger("sync.city")

_TOGETHER = 100  # operations in one unit of work


@dataclass(slots=True)
class Done:
    """What became of an operation."""

    operation: Operation
    outcome: Outcome
    reason: str | None = None
    cases: list[ConflictCase] = field(default_factory=list)

    @property
    def case_id(self) -> str | None:
        return self.cases[0].id if self.cases else None


class _NotUnderstood(Exception):
    """The operation cannot be read here; it is kept until it can."""

    def __init__(self, refusal: DomainError) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


# What a handler or the database says of content that no rule foresaw. A lost connection is none of these.
_POISON = (ArithmeticError, AttributeError, DataError, IntegrityError, LookupError, TypeError, ValueError)


class Runner:
    """Runs operations within the caller's transaction.

    Many share a unit of work; where one of them fails, the lot is taken back and halved until the failing one
    stands alone, so that each operation ends as if it had come by itself.
    """

    def __init__(self, connection: Connection, device: Device) -> None:
        self.before: dict[tuple[str, str], Row | None] = {}  # what was touched, as it was
        self.people: set[str] = set()  # whom the operations mentioned
        self._connection = connection
        self._device = device
        self._now = datetime.now(UTC)
        self._own: set[str] = set()  # ids of the operations that are run
        self._first_case = 0

    def run(self, operations: Sequence[Operation]) -> list[Done]:
        done: list[Done] = []
        known = self._known_ids(operations)
        self._own.update(it.op_id for it in operations)
        run: list[Operation] = []
        for it in operations:
            if it.op_id not in known:
                known.add(it.op_id)
                run.append(it)
                continue
            done += self._run_in_parts(run)
            run = []
            done.append(self._set_aside(it, Outcome.REUSED, Invalid("operation.id_reused", id=it.op_id)))
        return done + self._run_in_parts(run)

    def _known_ids(self, operations: Sequence[Operation]) -> set[str]:
        known: set[str] = set()
        for part in chunks(it.op_id for it in operations):
            query = select(received_operation.c.op_id).where(received_operation.c.op_id.in_(part))
            known.update(self._connection.execute(query).scalars())
        return known

    def _run_in_parts(self, operations: list[Operation]) -> list[Done]:
        done: list[Done] = []
        for start in range(0, len(operations), _TOGETHER):
            done += self._run_together(operations[start : start + _TOGETHER])
        return done

    def _run_together(self, operations: list[Operation]) -> list[Done]:
        try:
            with self._connection.begin_nested():
                return self._attempt(operations)
        except (DomainError, _NotUnderstood, *_POISON) as error:
            if len(operations) > 1:
                half = len(operations) // 2
                return self._run_together(operations[:half]) + self._run_together(operations[half:])
            return [self._failed(operations[0], error)]

    def _attempt(self, operations: list[Operation]) -> list[Done]:
        uow = SqlUnitOfWork(self._connection)
        done: list[Done] = []
        people: set[str] = set()
        read = [self._read(it) for it in operations]
        uow.assets.many(id for _, context in read for id in context.epochs)  # in one go, what each will ask for
        for it, (command, context) in zip(operations, read, strict=True):
            done.append(self._carry_out(it, command, context, uow))
            people.update(person.id for person in uow.people.met())
        self._flush(uow)
        self.people |= people
        return done

    def _flush(self, uow: SqlUnitOfWork) -> None:
        written, before = uow.flush(dirty=None)
        stored = {(kind, row["id"]): row for kind, row in before}
        for kind, ids in written.items():
            name = str(kind)  # SQLAlchemy's names are a kind of str that JSON does not take
            for id in ids:
                self.before.setdefault((name, id), stored.get((kind, id)))

    def _carry_out(self, it: Operation, command: Command, context: Context, uow: SqlUnitOfWork) -> Done:
        done = Done(it, Outcome.APPLIED)
        disputed: list[tuple[CaseKind, DomainError, str]] = []

        def dispute(refusal: DomainError, kind: str, asset_id: str) -> bool:
            if not survives(kind, command.NATURE):
                return False
            disputed.append((CaseKind(kind), refusal, asset_id))
            return True

        context.dispute = dispute
        handle(command, uow, context)
        for kind, refusal, asset_id in disputed:
            done.outcome = Outcome.CONFLICT
            done.reason = done.reason or encode_refusal(refusal)
            sides = sides_of_conflict(uow, command, context, kind, asset_id, self._origin)
            self._open_case(done, uow, kind, refusal, sides, asset_id)
        return done

    def _read(self, it: Operation) -> tuple[Command, Context]:
        """Raises _NotUnderstood."""
        try:
            command = decode_body(it.type, it.version, it.body)
            context = context_of(it, self._device.site_id)
            context.authority = not self._device.public_key  # the city's own devices have none: nobody signs in as they
        except Invalid as refusal:
            raise _NotUnderstood(refusal) from None
        except (msgspec.MsgspecError, ValueError) as error:
            raise _NotUnderstood(Invalid("operation.malformed", type=it.type, detail=str(error))) from None
        return command, context

    def _failed(self, it: Operation, error: Exception) -> Done:
        if isinstance(error, _NotUnderstood):
            return self._set_aside(it, Outcome.QUARANTINED, error.refusal)
        if isinstance(error, DomainError):
            command, context = self._read(it)
            if command.NATURE is Nature.INTENT:
                return Done(it, Outcome.REJECTED, encode_refusal(error))
            return self._not_applied(it, command, context, error)
        log.error("operation %s (%s) cannot be carried out", it.op_id, it.type, exc_info=error)
        return self._set_aside(it, Outcome.QUARANTINED, Invalid("operation.poison", type=it.type))

    def _set_aside(self, it: Operation, outcome: Outcome, refusal: DomainError) -> Done:
        done = Done(it, outcome, encode_refusal(refusal))
        uow = SqlUnitOfWork(self._connection)
        self._open_case(done, uow, CaseKind.QUARANTINED, refusal, (self._bare_side(it, uow),))
        self._flush(uow)
        return done

    def _not_applied(self, it: Operation, command: Command, context: Context, refusal: DomainError) -> Done:
        """A fact of which nothing but its case is written."""
        done = Done(it, Outcome.CONFLICT, encode_refusal(refusal))
        uow = SqlUnitOfWork(self._connection)
        kind = case_class(refusal)
        tagged = uow.assets.find(tag_number=str(refusal.params["tag"])) if refusal.params.get("tag") else []
        asset_id = tagged[0].id if tagged else getattr(command, "asset_id", "")
        sides = sides_of_conflict(uow, command, context, kind, asset_id, self._origin)
        self._open_case(done, uow, kind, refusal, sides, asset_id)
        self._flush(uow)
        return done

    def _bare_side(self, it: Operation, uow: SqlUnitOfWork) -> Side:
        """What is known of an operation that cannot be read."""
        try:
            actor, occurred_at = decode_actor(it.actor).name, instant(it.occurred_at)
        except (msgspec.MsgspecError, ValueError):
            actor, occurred_at = "", self._now
        site = uow.sites.get(self._device.site_id)
        return Side(
            self._device.site_id,
            site.name if site else "",
            it.device,
            self._device.station,
            actor,
            it.type,
            occurred_at,
            self._now,
        )

    def _origin(self, op_id: str) -> Origin | None:
        if op_id in self._own:
            return Origin(self._device.id, self._device.station, self._now)
        table = received_operation.c
        query = (
            select(table.device, table.received_at, devices.c.station)
            .join_from(received_operation, devices, devices.c.id == table.device)
            .where(table.op_id == op_id, table.outcome != Outcome.REUSED)
        )
        row = self._connection.execute(query).first()
        return Origin(row.device, row.station, instant(row.received_at)) if row else None

    def _open_case(
        self,
        done: Done,
        uow: SqlUnitOfWork,
        kind: CaseKind,
        refusal: DomainError,
        sides: tuple[Side, ...],
        asset_id: str = "",
    ) -> None:
        it = done.operation
        case = ConflictCase(
            id=f"{it.device}.{it.dseq}.{self._first_case + len(done.cases)}",
            kind=kind,
            site_id=self._device.site_id,
            other_site_id=other_site(uow, sides, asset_id),
            asset_id=asset_id,
            device=it.device,
            dseq=it.dseq,
            operation_id=it.op_id,
            opened_at=self._now,
            reason=encode_refusal(refusal),
            sides=sides_text(sides),
        )
        if uow.cases.get(case.id) is None:  # known where the operation is carried out a second time
            uow.cases.add(case)
        done.cases.append(case)
