"""Carrying out a device's operations at the city: applied, recorded as a case, refused, or kept for later."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, and_, bindparam, select

from app.domain.case import CaseKind, Decision
from app.domain.errors import DomainError, Invalid, Refused
from app.persistence import bulk
from app.persistence.city_cases import Cases, Done
from app.persistence.city_reads import assets_of, read_ahead
from app.persistence.city_tables import received_operation
from app.persistence.tables import conflict_case
from app.persistence.unit_of_work import POISON, SqlUnitOfWork, Touched
from app.services.city import Device
from app.services.commands.base import Command, Context, Nature, decode_body
from app.services.commands.inventory import ImportCards
from app.services.commands.setup import MAKES_KNOWN
from app.services.handlers import handle, without_right
from app.services.handlers.custody import case_class, formality, survives
from app.services.operations import Operation, Outcome, context_of, encode_refusal, epochs_of
from app.services.renumbering import at_station, labels_to_renew
from app.services.sides import sides_of_conflict

log = logging.getLogger("sync.city")

People = dict[str, set[str]]
"""Site → ids of people whom its operations mentioned."""
_OPERATION = Operation.__struct_fields__


class _NotUnderstood(Exception):
    """The operation cannot be read here; it is kept until it can."""

    def __init__(self, refusal: DomainError) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class _Stumble(Exception):
    """The operation at this position of a lot failed."""

    def __init__(self, position: int, error: Exception) -> None:
        super().__init__(position)
        self.position = position
        self.error = error


_TOLD_ELSEWHERE = (*MAKES_KNOWN, ImportCards)
"""What a formality is missing for is told with the deed that a name was needed for, or where the ledger begins."""

_EVER = 1 << 62
_HELD = (
    select(received_operation)
    .join(
        conflict_case,
        and_(
            conflict_case.c.device == received_operation.c.device,
            conflict_case.c.id == received_operation.c.case_id,
        ),
    )
    .where(conflict_case.c.device.in_(bindparam("devices", expanding=True)))
    .where(conflict_case.c.kind == CaseKind.QUARANTINED.value, conflict_case.c.decision == "")
    .where(received_operation.c.outcome == Outcome.QUARANTINED.value)
    .where(received_operation.c.dseq < bindparam("next"))
    .order_by(received_operation.c.dseq)
)


class Runner:
    """Runs operations within the caller's transaction.

    Many share a unit of work; where one of them fails, the lot is taken back and cut so that the failing one stands
    alone: each operation ends as if it had come by itself.
    """

    def __init__(self, connection: Connection, devices: Iterable[Device]) -> None:
        """`devices`: those whose operations are run."""
        self.touched: Touched = {}
        self.people: People = {}  # whom the operations mentioned
        self._connection = connection
        self._devices = {it.id: it for it in devices}
        self._now = datetime.now(UTC)
        self._cases = Cases(connection, self._devices, self._now)
        self._next = _EVER
        self._quarantined: dict[str, dict[str, int]] | None = None  # by device
        self._as_drawn: dict[str, Command] = {}  # by operation: the command where it drew under another station

    def run(self, operations: Sequence[Operation]) -> list[Done]:
        done: list[Done] = []
        known = self._known_ids(operations)
        self._cases.own.update((it.op_id, self._devices[it.device]) for it in operations)
        run: list[Operation] = []
        for it in operations:
            if it.op_id not in known:
                known.add(it.op_id)
                run.append(it)
                continue
            done += self._run_in_lots(run)
            run = []
            done.append(self._set_aside(it, Outcome.REUSED, Invalid("operation.id_reused", id=it.op_id)))
        return done + self._run_in_lots(run)

    def run_again(self, it: Operation, case_id: str | None) -> Done | None:
        """Carry out what was quarantined, and heal that case; None, and nothing written, where it cannot be yet."""
        self._cases.own[it.op_id] = self._devices[it.device]
        self._next, self._cases.first = it.dseq, 1  # the first one was that of the quarantine
        with self._connection.begin_nested() as attempt:
            uow = SqlUnitOfWork(self._connection)
            case = uow.cases.get(case_id) if case_id else None
            if case is not None and case.decision is Decision.OPEN:
                case.decision, case.decided_at = Decision.HEALED, self._now
            self._write(uow, {})
            (done,) = self._run_in_lots([it])
            if done.outcome is Outcome.QUARANTINED:
                attempt.rollback()
                return None
        return done

    def _known_ids(self, operations: Sequence[Operation]) -> set[str]:
        ids = [it.op_id for it in operations]
        return {row[0] for row in bulk.read(self._connection, received_operation, ("op_id",), "op_id", ids)}

    def _run_in_lots(self, operations: list[Operation]) -> list[Done]:
        """A lot that stumbles over an operation is run again up to that one, which then comes first in the next."""
        done: list[Done] = []
        size = len(operations)
        while len(done) < len(operations):
            lot = operations[len(done) : len(done) + size]
            try:
                with self._connection.begin_nested():
                    carried_out = self._attempt(lot)
            except _Stumble as stumble:
                size = stumble.position
                carried_out = [] if size else [self._failed(lot[0], stumble.error)]
            except POISON as error:  # found only when it was written: which one it is has to be tried
                size = len(lot) // 2
                carried_out = [] if size else [self._failed(lot[0], error)]
            done += carried_out
            if carried_out:
                size = 2 * max(size, 4)
        return done

    def _attempt(self, operations: list[Operation]) -> list[Done]:
        """Raises _Stumble, or one of POISON where the database finds it."""
        uow = SqlUnitOfWork(self._connection)
        read: list[tuple[Command, Context]] = []
        done: list[Done] = []
        people: People = {}
        stumble: _Stumble | None = None
        for position, it in enumerate(operations):
            try:
                read.append(self._read(it))
            except _NotUnderstood as error:
                stumble = _Stumble(position, error)
                break
        read_ahead(uow, read)
        for position, (it, (command, context)) in enumerate(zip(operations, read, strict=False)):
            try:
                self._require_free(it, command, context)
                done.append(self._carry_out(it, command, context, uow))
            except (DomainError, _NotUnderstood, *POISON) as error:
                raise _Stumble(position, error) from error
            uow.settle()
            people.setdefault(context.site_id, set()).update(uow.people_since())
        if stumble is not None:
            raise stumble
        self._write(uow, people)
        return done

    def _require_free(self, it: Operation, command: Command, context: Context) -> None:
        """Raises _NotUnderstood where the operation builds on one of its device's that is still quarantined."""
        held = self._held().get(it.device, {})
        waits_for = [held[id] for id in assets_of(command, context) if held.get(id, it.dseq) < it.dseq] if held else []
        if waits_for:
            raise _NotUnderstood(Invalid("operation.after_quarantined", type=command.TYPE, dseq=min(waits_for)))

    def _held(self) -> dict[str, dict[str, int]]:
        """Assets that quarantined operations are about, until a person decides: device → id → its first dseq."""
        if self._quarantined is None:
            self._quarantined = {}
            given = {"devices": list(self._devices), "next": self._next}
            for row in self._connection.execute(_HELD, given).mappings():
                self._hold(Operation(**{name: row[name] for name in _OPERATION}))
        return self._quarantined

    def _hold(self, it: Operation) -> None:
        held = self._held().setdefault(it.device, {})
        try:
            about = assets_of(*self._read(it))
        except _NotUnderstood:
            about = set(epochs_of(it))
        for id in about:
            held.setdefault(id, it.dseq)

    def _act_as_known(self, command: Command, context: Context, uow: SqlUnitOfWork) -> None:
        """Where the city knows the actor as staff of the site, its word on the role counts, not the counter's.

        Staff that it does not know acts as stated: their account may come later in the same chain.
        """
        known = uow.staff.get(context.actor.staff_id)
        if known is None or known.site_id != context.site_id:
            return
        if not known.active:
            without_right(Refused("staff.inactive", name=known.name), command, context)
        if known.role is not context.actor.role:
            context.actor = replace(context.actor, role=known.role)

    def _write(self, uow: SqlUnitOfWork, people: People) -> None:
        for key, (before, after) in uow.write(dirty=None).items():
            first = self.touched.get(key)
            self.touched[key] = (first[0] if first else before, after)
        for site, ids in people.items():
            self.people.setdefault(site, set()).update(ids)

    def _carry_out(self, it: Operation, command: Command, context: Context, uow: SqlUnitOfWork) -> Done:
        done = Done(it, Outcome.APPLIED)
        disputed: list[tuple[CaseKind, DomainError, str]] = []
        missing: set[str] = set()

        def dispute(refusal: DomainError, kind: str, asset_id: str) -> bool:
            if not survives(kind, command.NATURE):
                return False
            if kind == CaseKind.IRREGULAR:
                if isinstance(command, _TOLD_ELSEWHERE) or formality(refusal) in missing:
                    return True
                missing.add(formality(refusal))
            disputed.append((CaseKind(kind), refusal, asset_id))
            return True

        context.dispute = dispute
        self._act_as_known(command, context, uow)
        handle(command, uow, context)
        as_drawn = self._as_drawn.get(it.op_id)
        labels = labels_to_renew(as_drawn, command, context.site_id) if as_drawn is not None else None
        if labels is not None:
            disputed.append((CaseKind.IRREGULAR, labels, ""))
        for kind, refusal, asset_id in disputed:
            done.outcome = Outcome.CONFLICT
            done.reason = done.reason or encode_refusal(refusal)
            sides = sides_of_conflict(uow, command, context, kind, asset_id, self._cases.origin)
            self._cases.open(done, uow, kind, refusal, sides, asset_id)
        return done

    def _read(self, it: Operation) -> tuple[Command, Context]:
        """Raises _NotUnderstood."""
        try:
            as_drawn = decode_body(it.type, it.version, it.body)
            device = self._devices[it.device]
            command = at_station(as_drawn, device.site_id, device.station)
            if command is not as_drawn:
                self._as_drawn[it.op_id] = as_drawn
            context = context_of(it, device.site_id)
            context.authority = not device.public_key  # the city's own devices have none: nobody signs in as they
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
        if outcome is Outcome.QUARANTINED:
            self._hold(it)
        uow = SqlUnitOfWork(self._connection)
        self._cases.open(done, uow, CaseKind.QUARANTINED, refusal, (self._cases.bare_side(it, uow),))
        self._write(uow, self._mentioned(it, uow))
        return done

    def _not_applied(self, it: Operation, command: Command, context: Context, refusal: DomainError) -> Done:
        """A fact of which nothing but its case is written."""
        done = Done(it, Outcome.CONFLICT, encode_refusal(refusal))
        uow = SqlUnitOfWork(self._connection)
        kind = case_class(refusal)
        tagged = uow.assets.find(tag_number=str(refusal.params["tag"])) if refusal.params.get("tag") else []
        asset_id = tagged[0].id if tagged else getattr(command, "asset_id", "")
        sides = sides_of_conflict(uow, command, context, kind, asset_id, self._cases.origin)
        self._cases.open(done, uow, kind, refusal, sides, asset_id)
        self._write(uow, self._mentioned(it, uow))
        return done

    def _mentioned(self, it: Operation, uow: SqlUnitOfWork) -> People:
        return {self._devices[it.device].site_id: uow.people_since()}
