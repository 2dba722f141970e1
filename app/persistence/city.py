"""The city's books: operations of every counter, carried out by the handlers that the counters use."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from app.domain.case import ConflictCase
from app.persistence import (
    city_administration,
    city_desk,
    city_devices,
    city_feed,
    city_intake,
    city_pages,
    city_rerun,
)
from app.persistence.city_blobs import SqlBlobs
from app.persistence.city_holdings import SqlHoldings
from app.persistence.city_tail import Tail
from app.persistence.engine import checkpoint
from app.persistence.schema import is_current
from app.persistence.store import codec_of
from app.persistence.tables import conflict_case
from app.services.attachments import CityBlobs
from app.services.city import Device, Figures, Fork, KnownDevice, KnownSite, Session
from app.services.commands.base import Actor, Command
from app.services.feed import Cursor, FeedRewound, Page, Touched
from app.services.holdings import CityHoldings
from app.services.operations import Operation, Verdict

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
        self._intake = city_intake.Intake(self._write)
        self._tail = Tail()
        self.blobs: CityBlobs = SqlBlobs(self._write, reader, folder / "attachments")
        self.holdings: CityHoldings = SqlHoldings(self._write, reader, folder / "snapshots")
        with self._write() as connection:
            city_feed.prepare(connection)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._lock:  # a queue of our own: nobody waits in SQLite's busy loop, or keeps a reader's connection
            with self.writer.begin() as connection:
                if connection.dialect.name != "sqlite":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
                yield connection
            if self.writer.dialect.name == "sqlite":
                checkpoint(self.writer)

    def make_code(self, site_id: str) -> str:
        with self._write() as connection:
            return city_devices.make_code(connection, site_id, _now())

    def enrol(self, code: str, device: str, site_id: str, public_key: str, station: int = 0) -> Device:
        with self._write() as connection:
            enrolled = city_devices.enrol(connection, code, device, site_id, public_key, _now(), station)
            city_devices.publish(connection, enrolled)
            return enrolled

    def device(self, id: str) -> Device | None:
        with self.reader.begin() as connection:
            return city_devices.find(connection, id)

    def open_session(self, device: str, session: str, cursor: Cursor | None, app_version: str = "") -> Session:
        refusal: type[Fork | FeedRewound]
        with self._write() as connection:
            known = city_devices.find(connection, device)
            if known is None:
                raise Fork
            if known.suspended:
                raise known.why_out()
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
        return self._intake.hand_in(device, operations)

    def carry_out(self, *commands: Command, site_id: str, actor: Actor) -> list[Verdict]:
        """The city itself acts at a site: all of the commands in order, or none.

        Raises NotFound (no such site), or Refused with what stood against the first one.
        """
        with self._write() as connection:
            device, operations = city_desk.prepare(connection, site_id, commands, actor)
            verdicts = city_intake.carry_out(connection, [(device, operations)])
            return city_desk.require_applied(verdicts[device.id])

    def rerun_quarantined(self) -> int:
        """Try again what an older program could not read. Returns how many operations could be carried out."""
        with self._write() as connection:
            return city_rerun.rerun_quarantined(connection)

    def changes(self, device: Device, cursor: Cursor | None, limit: int) -> Page:
        with self.reader.begin() as connection:
            newest = city_feed.head(connection)
            page = self._tail.page(connection, newest, device, cursor, limit)
            return city_pages.page(connection, newest, device, cursor, limit) if page is None else page

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


def _now() -> datetime:
    return datetime.now(UTC)
