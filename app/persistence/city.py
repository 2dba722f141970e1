"""The city's books: operations of every counter, carried out by the handlers that the counters use."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, insert, select, text, update

from app.domain.case import ConflictCase
from app.persistence import bulk, city_administration, city_desk, city_devices, city_feed, city_pages, city_rerun
from app.persistence.city_blobs import SqlBlobs
from app.persistence.city_holdings import SqlHoldings
from app.persistence.city_operations import Done, Runner
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import forked_operation, received_operation
from app.persistence.engine import checkpoint
from app.persistence.records import instant_text
from app.persistence.schema import is_current
from app.persistence.store import codec_of
from app.persistence.tables import conflict_case
from app.services.attachments import CityBlobs
from app.services.commands.base import Actor, Command
from app.services.holdings import CityHoldings
from app.services.operations import first_break
from app.services.sync_ports import (
    BrokenChain,
    Cursor,
    Device,
    FeedRewound,
    Figures,
    Fork,
    KnownDevice,
    KnownSite,
    Operation,
    Outcome,
    Page,
    SequenceGap,
    Session,
    Touched,
    Verdict,
)

_WRITERS_LOCK = 0x67776300  # any number of our own, for pg_advisory_xact_lock


class SqlCity:
    """City over SQLite or PostgreSQL. There is one writing transaction at a time, whatever the database.

    PostgreSQL gives that by an advisory lock, taken first and freed by the commit: what a handler reads cannot
    change under it, and feed entries become visible in seq order.
    """

    def __init__(self, writer: Engine, reader: Engine, folder: Path) -> None:
        """The engines may be one on PostgreSQL; on SQLite one writes and the other reads.

        `folder` holds what lies beside the database as files; all processes of one city share it.
        """
        self.writer = writer
        self.reader = reader
        self.folder = folder
        self._lock = threading.Lock()
        self.blobs: CityBlobs = SqlBlobs(self._write, reader, folder / "attachments")
        self.holdings: CityHoldings = SqlHoldings(self._write, reader, folder / "snapshots")
        with self._write() as connection:
            city_feed.prepare(connection)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if self.writer.dialect.name == "sqlite":
            with self._lock:  # a queue of our own, so that none waits in SQLite's busy loop
                with self.writer.begin() as connection:
                    yield connection
                checkpoint(self.writer)
        else:
            with self.writer.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
                yield connection

    def make_code(self, site_id: str) -> str:
        with self._write() as connection:
            return city_devices.make_code(connection, site_id, _now())

    def enrol(self, code: str, device: str, site_id: str, public_key: str) -> Device:
        with self._write() as connection:
            enrolled = city_devices.enrol(connection, code, device, site_id, public_key, _now())
            city_devices.publish(connection, enrolled)
            return enrolled

    def device(self, id: str) -> Device | None:
        with self.reader.begin() as connection:
            return city_devices.find(connection, id)

    def open_session(self, device: str, session: str, cursor: Cursor | None, app_version: str = "") -> Session:
        refusal: type[Fork | FeedRewound]
        with self._write() as connection:
            known = city_devices.find(connection, device)
            if known is None or known.suspended:
                raise Fork
            if cursor is not None and not city_feed.is_of_this_feed(connection, cursor):
                city_devices.forget_marks(connection, device)
                refusal = FeedRewound
            elif not city_devices.shows_last_mark(connection, device, session):
                city_devices.suspend(connection, device)
                refusal = Fork
            else:
                city_devices.publish(connection, known)
                return city_devices.open_session(connection, known, session, _now(), app_version)
        raise refusal

    def bearer(self, token: str) -> Device | None:
        with self.reader.begin() as connection:
            found = city_devices.bearer(connection, token, _now())
        if found is None:
            return None
        device, unconfirmed, unseen = found
        if unconfirmed or unseen:
            with self._write() as connection:
                city_devices.confirm_mark(connection, device.id, unconfirmed)
                city_devices.note_seen(connection, device.id, _now())
        return device

    def renew_key(self, device: str, public_key: str) -> None:
        with self._write() as connection:
            city_devices.renew_key(connection, device, public_key)

    def revoke(self, device: str) -> None:
        """End its session at once and tell every counter; a fresh code reinstates it.

        Raises NotFound, or Refused (the city's own).
        """
        with self._write() as connection:
            city_devices.revoke(connection, device, _now())

    def accept(self, device: str, operations: Sequence[Operation]) -> list[Verdict]:
        with self._write() as connection:
            known = city_devices.find(connection, device)
            if known is None or known.suspended:
                raise Fork
            verdicts, foreign = self._duplicates(connection, known, operations)
            fresh = [it for it in operations if it.dseq > known.dseq]
            if fresh and not foreign:
                if fresh[0].dseq != known.dseq + 1:
                    raise SequenceGap(known.dseq + 1)
                if fresh[0].prev != known.hash:
                    foreign = fresh[:1]
            if not foreign:
                broken = first_break(fresh, known.hash, known.dseq)
                if broken is None:
                    broken = next((it for it in fresh if it.device != device), None)
                if broken is not None:
                    raise BrokenChain(broken.dseq)
                verdicts += self._carry_out(connection, known, fresh)
                return verdicts
            self._keep_apart(connection, device, foreign)
            city_devices.suspend(connection, device)
        raise Fork

    def carry_out(self, *commands: Command, site_id: str, actor: Actor) -> list[Verdict]:
        """The city itself acts at a site: all of the commands in order, or none.

        Raises NotFound (no such site), or Refused with what stood against the first one.
        """
        with self._write() as connection:
            device, operations = city_desk.prepare(connection, site_id, commands, actor)
            return city_desk.require_applied(self._carry_out(connection, device, operations))

    def rerun_quarantined(self) -> int:
        """Try again what an older program could not read. Returns how many operations could be carried out."""
        with self._write() as connection:
            return city_rerun.rerun_quarantined(connection)

    def changes(self, device: Device, cursor: Cursor | None, limit: int) -> Page:
        with self.reader.begin() as connection:
            return city_pages.page(connection, device, cursor, limit)

    def head(self) -> Cursor:
        with self.reader.begin() as connection:
            return city_feed.head(connection)

    def touched(self, after: int) -> Touched:
        with self.reader.begin() as connection:
            return city_pages.touched(connection, after)

    def known_sites(self) -> list[KnownSite]:
        with self.reader.begin() as connection:
            return city_administration.known_sites(connection)

    def known_devices(self, site_id: str = "") -> list[KnownDevice]:
        with self.reader.begin() as connection:
            return city_administration.known_devices(connection, site_id)

    def safe_seq(self) -> int:
        with self.reader.begin() as connection:
            return city_administration.safe_seq(connection)

    def is_current(self) -> bool:
        with self.reader.begin() as connection:
            return is_current(connection)

    def figures(self) -> Figures:
        with self.reader.begin() as connection:
            return city_administration.figures(connection, _now())

    def cases(self) -> list[ConflictCase]:
        table = conflict_case.c
        query = select(conflict_case).where(table.decision == "").order_by(table.opened_at, table.id)
        codec = codec_of(ConflictCase)
        with self.reader.begin() as connection:
            return [codec.load(dict(row)) for row in connection.execute(query).mappings()]

    @staticmethod
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

    @staticmethod
    def _keep_apart(connection: Connection, device: str, operations: list[Operation]) -> None:
        """Keep another history of a device's operations, for a person to look at."""
        for it in operations:
            key = {"device": device, "hash": it.hash}
            known = select(forked_operation.c.dseq).filter_by(**key)
            if connection.execute(known).first() is None:
                content = msgspec.json.encode(it).decode()
                connection.execute(
                    insert(forked_operation).values(
                        **key, dseq=it.dseq, content=content, received_at=instant_text(_now())
                    )
                )

    @staticmethod
    def _carry_out(connection: Connection, device: Device, operations: list[Operation]) -> list[Verdict]:
        if not operations:
            return []
        runner = Runner(connection, device)
        done = runner.run(operations)
        head = city_feed.publish(connection, device.site_id, runner.touched, runner.people)
        now = instant_text(_now())
        bulk.insert(connection, received_operation, _RECEIVED, [_received(one, head.seq, now) for one in done])
        last = operations[-1]
        connection.execute(update(devices).where(devices.c.id == device.id).values(dseq=last.dseq, hash=last.hash))
        return [
            Verdict(one.operation.op_id, one.operation.dseq, one.outcome, head.seq, one.case_id, one.reason)
            for one in done
        ]


_OPERATION = ("device", "dseq", "op_id", "type", "version", "actor", "occurred_at", "pre", "body", "prev", "hash")
_RECEIVED = (*_OPERATION, "received_at", "outcome", "seq", "case_id", "reason")
_in_order = attrgetter(*_OPERATION)


def _received(done: Done, seq: int, now: str) -> tuple[object, ...]:
    return (*_in_order(done.operation), now, done.outcome.value, seq, done.case_id, done.reason)


def _now() -> datetime:
    return datetime.now(UTC)
