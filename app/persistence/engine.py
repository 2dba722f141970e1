"""Database engines. SQLite is set up so that a commit that was answered survives a power cut."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from app.persistence.page_sums import PageSums

_log = logging.getLogger("gwc.database")

SEARCHABLE = "searchable"
REPEATABLE = (
    "repeatable"  # option of a connection to a counter's writer: what it commits can be had from the city again
)
_MAPPED = 256 << 20  # bytes of the file; a counter's writer has its cache, for all that is mapped counts as memory
_PAGE = 4096  # bytes
_MOST_WAIT = 30_000  # ms for a lock that another connection has
_PAGES_OF_WAL = 4000  # about 16 MiB; beyond it the next commit is followed by a checkpoint
_FEW_PAGES_OF_WAL = 2000  # the same where rows of the feed are committed: the desk waits while they are moved
_PAGES_UNTIL_TRIED_AGAIN = 250  # by which the WAL has grown since a reading was in the way
_HELD_UP = "held_up"  # noted with the writer's connection: how long the WAL was then, in bytes


def sqlite_engine(path: Path, *, writes: bool, searchable: bool = True) -> Engine:
    """An engine on a SQLite file: the writer begins with IMMEDIATE, readers are read-only by pragma.

    `searchable`: what is written to assets goes into the search index too (a counter's does, the city's does not).

    WAL with synchronous=FULL (NORMAL may lose an answered commit at power loss). Automatic checkpoints are off:
    the WAL-reset fault of SQLite 3.7.0–3.51.2 needs a checkpoint beside a writer, so `checkpoint` runs under the
    writer's lock. What a REPEATABLE transaction committed may be lost with the power, unless any other was committed
    after it; the file stays whole, and cursor and rows are lost together.
    """
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        poolclass=QueuePool,
        pool_size=1 if writes else 4,
        max_overflow=0 if writes else 8,
        execution_options={SEARCHABLE: searchable},
        hide_parameters=True,  # logs and crash reports hold no names
        connect_args={"timeout": 30, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin event begins, not the driver
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={_MOST_WAIT}",
            "wal_autocheckpoint=0",
            "temp_store=MEMORY",
            "cache_size=-65536",
            f"mmap_size={0 if writes and searchable else _MAPPED}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if writes and searchable:
            repeatable = connection.get_execution_options().get(REPEATABLE, False)
            connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if repeatable else 'FULL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def checkpoint(engine: Engine, sums: PageSums | None = None, *, at_end: bool = False, soon: bool = False) -> bool:
    """Move the WAL into the file where it has grown; call it on the writing thread only, outside a transaction.

    `at_end`: however short it is; `soon`: while it is short. Nobody waits for a reading that is in the way (a long one
    takes seconds), but at the end: what it lets be moved is moved, and the rest a while later. A fault (disk full) is
    logged alone: what was committed stands, and a later checkpoint moves it. Returns whether all of it is in the file
    now.
    """
    wal = Path(f"{engine.url.database}-wal")
    least = -1 if at_end else _PAGE * (_FEW_PAGES_OF_WAL if soon else _PAGES_OF_WAL)
    raw: PoolProxiedConnection | None = None
    try:
        if not wal.exists() or (size := wal.stat().st_size) <= least:
            return False
        raw = engine.raw_connection()
        held_up = raw.info.get(_HELD_UP, 0)
        if not at_end and held_up <= size < held_up + _PAGE * _PAGES_UNTIL_TRIED_AGAIN:
            return False
        pages = sums.forget() if sums else set()
        patience = 2000 if at_end else 10  # ms; short readings end within
        raw.driver_connection.execute(f"PRAGMA busy_timeout={patience}")  # type: ignore[union-attr]
        busy, *_ = raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[union-attr]
        raw.info[_HELD_UP] = size if busy else 0
        if sums and not busy:
            sums.note(pages)
        return not busy
    except (sqlite3.Error, SQLAlchemyError, OSError):
        _log.exception("the WAL cannot be moved into the database file")
        return False
    finally:
        if raw is not None:
            raw.driver_connection.execute(f"PRAGMA busy_timeout={_MOST_WAIT}")  # type: ignore[union-attr]
            raw.close()


def server_engine(url: str) -> Engine:
    """An engine for the city's PostgreSQL. READ COMMITTED; commits are on disk before they are answered."""
    engine = create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
        connection.commit()

    return engine
