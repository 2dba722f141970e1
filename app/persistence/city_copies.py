"""Copies of a city's database that are proved, and putting one back.

SQLite by its online backup, PostgreSQL by pg_dump: both while the server runs.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from app.domain.errors import Invalid, Refused
from app.domain.ids import new_id
from app.files import written_whole
from app.persistence import city_devices, city_feed
from app.persistence.city_proof import Proof, prove
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import received_operation, session_token, verified_backup
from app.persistence.engine import server_engine, sqlite_engine
from app.persistence.records import instant_text
from app.persistence.schema import migrate

_SQLITE = b"SQLite format 3\0"
_DUMP = b"PGDMP"


class Depth(StrEnum):
    """How far a copy was proved."""

    WHOLE = "whole"  # each entry and operation, in the copy itself
    RESTORED = "restored"  # the same, in a scratch database that was made of it
    READ = "read"  # the file was read from end to end


def back_up(engine: Engine, target: Path) -> tuple[Proof, Depth]:
    """Copy the database to `target` and prove it; then operations up to its head count as safe.

    Raises Invalid (the file exists), Refused (damaged; a program of PostgreSQL is missing or fails), OSError.
    """
    if target.exists():
        raise Invalid("backup.exists", file=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(target) as draft:
        proof, depth = _copy_sqlite(engine, draft) if _is_sqlite(engine) else _copy_postgres(engine, draft)
    with engine.begin() as connection:
        now = instant_text(datetime.now(UTC))
        row = {"made_at": now, "seq": proof.head.seq, "chain": proof.head.chain, "place": str(target.resolve())}
        connection.execute(insert(verified_backup).values(row))
    return proof, depth


def put_back(engine: Engine, source: Path, force: bool) -> Proof:
    """Replace the database by the copy, which is proved first. No server may run.

    What counters were told since the copy was made is forgotten: they open their next session with any mark, hear 410
    where they have read further, and offer their operations again. Raises as `back_up` does, and Refused where the
    database holds operations, without `force`.
    """
    with source.open("rb") as file:
        start = file.read(len(_SQLITE))
    if not start.startswith(_SQLITE if _is_sqlite(engine) else _DUMP):
        raise Invalid("backup.not_ours", file=str(source))
    with engine.begin() as connection:
        held = connection.execute(select(func.count()).select_from(received_operation)).scalar_one()
    if held and not force:
        raise Refused("restore.not_empty", operations=held)
    if _is_sqlite(engine):
        _replace_sqlite(engine, source)
    else:
        _prove_postgres(engine, source)
        _pg("pg_restore", engine.url, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(source))
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(delete(session_token))
        connection.execute(update(devices).values(session="", session_before=None))
        city_devices.doubt_stations(connection)
        return prove(connection)


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _copy_sqlite(engine: Engine, draft: Path) -> tuple[Proof, Depth]:
    raw = engine.raw_connection()
    try:
        with closing(sqlite3.connect(draft)) as copy:
            raw.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
    finally:
        raw.close()
    return _prove_sqlite(draft), Depth.WHOLE


def _prove_sqlite(path: Path) -> Proof:
    """Raises Refused."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise Refused("backup.damaged", cause=found)
    except sqlite3.DatabaseError as fault:
        raise Refused("backup.damaged", cause=str(fault)) from fault
    with _opened(sqlite_engine(path, writes=True, searchable=False)) as engine, engine.begin() as connection:
        return prove(connection)


def _replace_sqlite(engine: Engine, source: Path) -> None:
    place = Path(str(engine.url.database))
    with written_whole(place.with_name("restored.db")) as draft:
        shutil.copyfile(source, draft)
        with _opened(sqlite_engine(draft, writes=True, searchable=False)) as copy:
            migrate(copy)  # a copy of an older version is proved in the form of this one
        _fold_log(draft)
        _prove_sqlite(draft)
        _fold_log(draft)
    engine.dispose()
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)  # they belong to the file that goes
    os.replace(place.with_name("restored.db"), place)


def _fold_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _copy_postgres(engine: Engine, draft: Path) -> tuple[Proof, Depth]:
    with engine.begin() as connection:
        head = city_feed.head(connection)  # the dump begins later: it holds this at the least
        operations = connection.execute(select(func.count()).select_from(received_operation)).scalar_one()
    _pg("pg_dump", engine.url, "--format=custom", "--no-owner", f"--file={draft}")
    with _scratch(engine) as scratch:
        proof = _restored(scratch, draft)
    return (Proof(head, operations), Depth.READ) if proof is None else (proof, Depth.RESTORED)


def _prove_postgres(engine: Engine, source: Path) -> None:
    """Before anything is replaced. Raises Refused."""
    with _scratch(engine) as scratch:
        _restored(scratch, source)


def _restored(scratch: Engine | None, dump: Path) -> Proof | None:
    """The proof of a dump restored into an empty database; None, and it was read to its end, where there is none."""
    if scratch is None:
        _pg("pg_restore", None, f"--file={os.devnull}", str(dump))
        return None
    _pg("pg_restore", scratch.url, "--no-owner", "--exit-on-error", str(dump))
    migrate(scratch)  # a copy of an older version is proved in the form of this one
    with scratch.begin() as connection:
        return prove(connection)


@contextmanager
def _scratch(engine: Engine) -> Iterator[Engine | None]:
    """An empty database on the same server, dropped afterwards; None where it may not be made."""
    name = f"gwc_proof_{new_id().replace('-', '')}"
    apart = engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with apart.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except DBAPIError:
        yield None
        return
    try:
        url = engine.url.set(database=name).render_as_string(hide_password=False)
        with _opened(server_engine(url)) as scratch:
            yield scratch
    finally:
        with apart.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}"))


@contextmanager
def _opened(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.dispose()


def _pg(tool: str, url: URL | None, *words: str) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, so that no process list shows it."""
    path = shutil.which(tool)
    if path is None:
        raise Refused("backup.tool_missing", tool=tool)
    environment = dict(os.environ)
    target: list[str] = []
    if url is not None:
        if url.password is not None:
            environment["PGPASSWORD"] = str(url.password)
        plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        target = [f"--dbname={plain.render_as_string()}"]
    done = subprocess.run([path, *target, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused("backup.tool_failed", tool=tool, cause=done.stderr.strip()[:500])
