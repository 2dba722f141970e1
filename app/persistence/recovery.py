"""A new database from the operations: for a counter whose database file is damaged, gone or older than its journal.

The journal holds every operation, and so does the damaged file as far as it reads; each proves itself by the chain.
What is no operation (passwords, the way to the city) is read from the damaged file.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from app.domain.numbering import is_document_number, is_tag_number
from app.persistence import held, replay, settings, tables
from app.persistence.counter import COLUMNS, CounterDatabase
from app.persistence.journal import Journal, JournalDamaged
from app.persistence.replica import BUNDLE, BY_FILE, CITY_KEYS, SERVER, SESSION, STATION
from app.persistence.sync_history import PAUSED
from app.services.commands.base import decode_body, encode_body
from app.services.commands.inventory import ImportCards, TakeIn
from app.services.operations import Operation, hash_of
from app.services.ports import Station
from app.services.renumbering import at_station

_log = logging.getLogger("gwc.recovery")

_KEPT = (SERVER, SESSION, BY_FILE, CITY_KEYS, BUNDLE, PAUSED)
_DOCUMENT = re.compile(r"\b[A-Z]{2}\d{20}[0-9A-Z]\b")
_TAG = re.compile(r"\b\d{16}\b")


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read. `operations` are a proven chain from the first on; `lost` are known to have followed it."""

    operations: list[Operation]
    lost: int
    journal_whole: bool
    settings: dict[str, str]
    credentials: list[dict[str, Any]]
    sequences: dict[str, int]
    uploads: list[dict[str, Any]]

    @property
    def station(self) -> Station | None:
        """Whose operations these are; None where there is not even the first."""
        if not self.operations:
            return None
        site = msgspec.json.decode(self.operations[0].body).get("site_id", self.settings.get("site", ""))
        number = self.settings.get(STATION, "")
        if not (number.isdecimal() and 0 < int(number) < 100):
            number = next((it for one in reversed(self.operations) if (it := _station_of(one, site))), "1")
        return Station(site, int(number))


def salvage(database: Path, journal: Journal) -> Salvage:
    """Read journal and database, whatever their state; changes neither."""
    candidates: dict[int, list[Operation]] = {}
    whole = True
    try:
        for it in journal.read():
            candidates.setdefault(it.dseq, []).append(it)
    except JournalDamaged as damage:
        _log.warning("the journal reads up to byte %d", damage.offset)
        whole = False
    stored: dict[str, list[dict[str, Any]]] = {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(database.absolute().as_uri() + "?mode=ro", uri=True)) as raw:
        raw.row_factory = sqlite3.Row
        raw.text_factory = lambda content: content.decode(errors="replace")
        for name in ("setting", "credential", "sequence", "blob_upload", "operation"):
            stored[name] = list(_rows(raw, name))
    for row in stored.get("operation", ()):
        with suppress(KeyError):
            it = Operation(*(row[name] for name in COLUMNS))
            if _is_whole(it):
                candidates.setdefault(it.dseq, []).append(it)
    chain: list[Operation] = []
    prev = ""
    while follower := next((it for it in candidates.get(len(chain) + 1, ()) if it.prev == prev), None):
        chain.append(follower)
        prev = follower.hash
    return Salvage(
        operations=chain,
        lost=max(candidates, default=0) - len(chain),
        journal_whole=whole,
        settings={row["name"]: row["value"] for row in stored.get("setting", ()) if _are(str, row, "name", "value")},
        credentials=[row for row in stored.get("credential", ()) if _is_credential(row)],
        sequences={row["name"]: row["next"] for row in stored.get("sequence", ()) if isinstance(row["next"], int)},
        uploads=[row for row in stored.get("blob_upload", ()) if _are(str, row, "sha256", "added_at", "fault")],
    )


def fill(database: CounterDatabase, found: Salvage, station: Station) -> int:
    """Carry out the operations over an empty database, and have the next sync read all rows anew.

    Returns how many did not stand by themselves: they build on what other counters did, and the city knows them.
    """
    device = found.operations[0].device
    refused = 0
    database.set_up(device, station)
    with database.transaction() as connection:
        for it in found.operations:
            connection.execute(insert(tables.operation).values({name: getattr(it, name) for name in COLUMNS}))
            if replay.carry_out_again(connection, it, station) is None:
                refused += 1
        for name in _KEPT:
            if value := found.settings.get(name):
                settings.put(connection, name, value)
        if any(found.settings.get(name) for name in (SERVER, BY_FILE)):
            replay.ask(connection)
            held.ask_verify(connection)
        _put_back(connection, tables.credential, found.credentials)
        _put_back(connection, tables.blob_upload, found.uploads)
        running = numbers_drawn(found.operations, station)
        for name, after in found.sequences.items() if found.lost else ():
            if 0 < after < 10_000_000 and (name == "tag" or after < 10_000):
                running[name] = max(after, running.get(name, 1))
        connection.execute(delete(tables.sequence))
        if running:
            connection.execute(insert(tables.sequence), [{"name": k, "next": v} for k, v in running.items()])
    return refused


def numbers_drawn(operations: Sequence[Operation], station: Station) -> dict[str, int]:
    """Name of a sequence → the next running number, so that none is drawn twice for the station."""
    nexts: dict[str, int] = {}

    def seen(name: str, running: int) -> None:
        nexts[name] = max(nexts.get(name, 1), running + 1)

    place = f"{station.number:02d}"
    for it in operations:
        command = at_station(decode_body(it.type, it.version, it.body), station.site_id, station.number)
        body = encode_body(command)  # with what was drawn before the counter was given its number
        for number in filter(is_document_number, _DOCUMENT.findall(body)):
            if number[2:8] == station.site_id and number[16:18] == place:
                seen(number[:2] + number[8:16], int(number[18:22]))
        for tag in filter(is_tag_number, _TAG.findall(body)):
            if tag[:8] == station.site_id + place:
                seen("tag", int(tag[8:15]))
        match command:
            case TakeIn(items=pieces) | ImportCards(cards=pieces) if command.station == station.number:
                seen("tag", command.first_running + sum(each.quantity for each in pieces) - 1)
    return nexts


def _is_whole(it: Operation) -> bool:
    try:
        return hash_of(it) == it.hash
    except (TypeError, ValueError):  # a damaged row may hold anything
        return False


def _rows(raw: sqlite3.Connection, name: str) -> Iterator[dict[str, Any]]:
    """As many rows as read from the one end, then from the other."""
    seen: set[int] = set()
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            cursor = raw.execute(f"SELECT rowid AS place, * FROM {name} ORDER BY rowid {order}")  # noqa: S608 - ours
            for row in cursor:
                if row["place"] in seen:
                    break
                seen.add(row["place"])
                yield {key: row[key] for key in row.keys()[1:]}
            else:
                return


def _put_back(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        connection.execute(insert(table).prefix_with("OR REPLACE"), {name: row[name] for name in table.c.keys()})  # noqa: SIM118


def _are(kind: type, row: Mapping[str, Any], *names: str) -> bool:
    return all(isinstance(row.get(name), kind) for name in names)


def _is_credential(row: Mapping[str, Any]) -> bool:
    return (
        _are(str, row, "staff_id", "password_hash")
        and _are(int, row, "failures")
        and row["password_hash"].startswith("$argon2")
    )


def _station_of(operation: Operation, site: str) -> str:
    """The station that its document's number names; empty where it has none."""
    for number in filter(is_document_number, _DOCUMENT.findall(operation.body)):
        if number[2:8] == site:
            return str(number[16:18])
    return ""


def administrators(database: CounterDatabase) -> dict[str, bool]:
    """Staff id of each active administrator, and whether there is a password for them."""
    staff, credential = tables.staff.c, tables.credential.c
    with database.transaction() as connection:
        known = set(connection.execute(select(credential.staff_id)).scalars())
        query = select(staff.id).where(staff.role == "administrator", staff.active == 1)
        return {id: id in known for id in connection.execute(query).scalars()}
