"""Assets: rows of lists, search, order, sums, one asset with its history."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, Select, column, func, literal_column, or_, select

from app.domain.asset import Condition, Status
from app.domain.organization import WarehouseKind
from app.persistence import search_tokens
from app.persistence.reading import matching
from app.persistence.reading.matching import InOrder, Match, Office, index
from app.persistence.records import instant
from app.persistence.rows import chunks
from app.persistence.tables import (
    asset,
    asset_event,
    dispatch,
    ledger_import,
    loan,
    loan_line,
    organization,
    person,
    request,
    request_line,
    setting,
    site,
    transfer,
    transfer_line,
    vehicle,
    warehouse,
)
from app.services.queries import AssetFilter, AssetRow, HistoryEntry, SortKey, Totals

_open_line = loan_line.alias("open_line")
_trip = dispatch.alias("open_trip")
_borrower = person.alias("borrower")
_borrowing = organization.alias("borrowing")
OWN_SITE = select(setting.c.value).where(setting.c.name == "site").scalar_subquery()
_ORDERS: dict[SortKey, ColumnElement[Any]] = {
    SortKey.TAG: asset.c.tag_number,
    SortKey.NAME: asset.c.name,
    SortKey.CARD: asset.c.card_number,
    SortKey.STATUS: asset.c.status,
    SortKey.PLACE: asset.c.place,
    SortKey.ORGANIZATION: organization.c.name,
    SortKey.VALUE: asset.c.value_fen,
    SortKey.ACQUIRED: asset.c.acquired_on,
}

_holder = func.coalesce(_borrower.c.name + ", " + _borrowing.c.name, _borrowing.c.name, _borrower.c.name, "")
# The columns are AssetRow's fields in their order, then the key: a list reads thousands of them.
# "disputed = 0" stands as it does in the index, or SQLite would not use that index.
ASSET_ROWS = (
    select(
        asset.c.id,
        asset.c.tag_number,
        asset.c.card_number,
        asset.c.name,
        asset.c.model,
        asset.c.brand,
        asset.c.serial,
        asset.c.unit,
        asset.c.category_code,
        asset.c.status,
        asset.c.condition,
        func.coalesce(warehouse.c.name, "").label("warehouse"),
        warehouse.c.kind.label("warehouse_kind"),
        asset.c.place,
        func.coalesce(organization.c.name, "").label("organization"),
        asset.c.site_id.label("custody"),
        func.coalesce(site.c.name, "").label("custody_name"),
        asset.c.value_fen,
        asset.c.depreciation_fen,
        asset.c.acquired_on,
        asset.c.department,
        asset.c.keeper,
        asset.c.remark,
        asset.c.dirty.is_not(None).label("pending"),
        _holder.label("holder"),
        loan.c.due_on,
        func.coalesce(vehicle.c.plate, "").label("plate"),
        func.coalesce(asset.c.epc, "").label("epc"),
        func.coalesce(asset.c.tid, "").label("tid"),
        asset.c.key,
    )
    .select_from(asset)
    .outerjoin(warehouse, warehouse.c.id == asset.c.warehouse_id)
    .outerjoin(organization, organization.c.id == asset.c.organization_id)
    .outerjoin(site, site.c.id == asset.c.site_id)
    .outerjoin(vehicle, vehicle.c.id == asset.c.id)
    .outerjoin(
        _open_line,
        (_open_line.c.asset_id == asset.c.id)
        & _open_line.c.returned_at.is_(None)
        & (_open_line.c.disputed == literal_column("0")),
    )
    .outerjoin(loan, loan.c.id == _open_line.c.loan_id)
    .outerjoin(_trip, (_trip.c.asset_id == asset.c.id) & _trip.c.in_at.is_(None) & (_trip.c.disputed == 0))
    .outerjoin(_borrower, _borrower.c.id == func.coalesce(loan.c.person_id, _trip.c.person_id))
    .outerjoin(_borrowing, _borrowing.c.id == func.coalesce(loan.c.organization_id, _trip.c.organization_id))
)
_FIELDS = [column.name for column in ASSET_ROWS.selected_columns]
_STATUS, _CONDITION, _KIND = (_FIELDS.index(name) for name in ("status", "condition", "warehouse_kind"))
_ACQUIRED, _PENDING, _DUE = (_FIELDS.index(name) for name in ("acquired_on", "pending", "due_on"))
_STATUSES = {status.value: status for status in Status}
_CONDITIONS = {condition.value: condition for condition in Condition}
_KINDS = {kind.value: kind for kind in WarehouseKind}


def asset_row(row: Sequence[Any]) -> AssetRow:
    """An AssetRow from a row of ASSET_ROWS."""
    values = list(row)
    values[_STATUS] = _STATUSES[values[_STATUS]]
    values[_CONDITION] = _CONDITIONS[values[_CONDITION]]
    values[_KIND] = _KINDS.get(values[_KIND])
    values[_PENDING] = bool(values[_PENDING])
    for at in (_ACQUIRED, _DUE):
        if values[at] is not None:
            values[at] = date.fromisoformat(values[at])
    return AssetRow(*values[:-1])


def offices(connection: Connection) -> list[Office]:
    """Every organization, for search."""
    rows = connection.execute(select(organization.c.id, organization.c.name, organization.c.code))
    return [Office(id, search_tokens.fold(name), search_tokens.fold(code)) for id, name, code in rows]


def asset_page(connection: Connection, keys: Sequence[int]) -> list[AssetRow]:
    query = ASSET_ROWS.where(asset.c.key.in_(_given(keys)))
    found = {row.key: asset_row(row) for row in connection.execute(query)}
    return [found[key] for key in keys if key in found]


def assets_by_id(connection: Connection, ids: Sequence[str]) -> list[AssetRow]:
    """In the order of the ids; those that are not known are left out."""
    query = ASSET_ROWS.where(asset.c.id.in_(_given(ids)))
    found = {row.id: asset_row(row) for row in connection.execute(query)}
    return [found[id] for id in ids if id in found]


def tagged(connection: Connection, epcs: Sequence[str], tids: Sequence[str]) -> list[AssetRow]:
    """The assets whose RAIN tag has one of those EPCs or TIDs."""
    query = ASSET_ROWS.where(or_(asset.c.epc.in_(epcs), asset.c.tid.in_(tids))).order_by(asset.c.tag_number)
    return list({row.id: asset_row(row) for row in connection.execute(query)}.values())


def _given(values: Sequence[Any]) -> Select[Any]:
    """The values as one bound parameter, however many they are."""
    text = msgspec.json.encode(list(values)).decode()
    return select(func.json_each(text).table_valued(column("value", BigInteger)).c.value)


def find_keys(connection: Connection, text: str, all_offices: Sequence[Office], limit: int) -> list[int]:
    """Keys of the newest matching assets; of the newest at all where the text is empty."""
    matching.equip(connection)
    if not text.strip():
        return list(connection.execute(select(asset.c.key).order_by(asset.c.key.desc()).limit(limit)).scalars())
    match = matching.match(text, all_offices)
    keys = matching.identifier_keys(connection, text)
    if match is not None:
        keys += connection.execute(matching.found_keys(match).limit(limit)).scalars().all()
    return sorted(set(keys), reverse=True)[:limit]


def asset_keys(
    connection: Connection, which: AssetFilter, all_offices: Sequence[Office], limit: int | None
) -> array[int]:
    matching.equip(connection)
    matched = _matched(connection, which, all_offices)
    if matched is None:
        return array("q")
    match, plates = matched
    tests = _tests(which)
    if match is not None and plates and which.sort is None:
        # The index gives the newest matches at once, but not where a plate is the other possibility.
        keys = _keys_in_order(connection, which, match, [], tests, limit)
        for key in _keys_in_order(connection, which, None, plates, tests, limit):
            _put(keys, key, 1 if which.descending else -1)
        return keys if limit is None else keys[:limit]
    return _keys_in_order(connection, which, match, plates, tests, limit)


def _keys_in_order(
    connection: Connection,
    which: AssetFilter,
    match: Match | None,
    plates: Sequence[int],
    tests: Sequence[ColumnElement[bool]],
    limit: int | None,
) -> array[int]:
    if match is not None and not tests and not plates and which.sort is None and not which.descending:
        return matching.read_keys(connection, matching.found_keys(match).limit(limit))
    query = _filtered(select(asset.c.key), match, plates, tests)
    if which.sort is None:
        query = query.order_by(asset.c.key if which.descending else asset.c.key.desc())
    else:
        if which.sort is SortKey.ORGANIZATION:
            query = query.outerjoin(organization, organization.c.id == asset.c.organization_id)
        order = _ORDERS[which.sort]
        # The same direction for both, so that an index on the column gives the order.
        orders = [order, asset.c.value_fen, asset.c.key] if which.sort is SortKey.STATUS else [order, asset.c.key]
        query = query.order_by(*(one.desc() if which.descending else one for one in orders))
    return matching.read_keys(connection, query.limit(limit))


def _put(keys: array[int], key: int, sign: int) -> None:
    """Add a key to keys that ascend (sign 1) or descend (-1), unless it is there."""
    at = bisect_left(keys, sign * key, key=lambda one: sign * one)
    if keys[at : at + 1] != array("q", [key]):
        keys.insert(at, key)


def totals(connection: Connection, which: AssetFilter, all_offices: Sequence[Office]) -> Totals:
    matching.equip(connection)
    matched = _matched(connection, which, all_offices)
    if matched is None:
        return Totals(0, 0)
    columns = select(asset.c.status, func.count(), func.sum(asset.c.value_fen))
    query = _filtered(columns, matched[0], matched[1], _tests(which)).group_by(asset.c.status)
    rows = [(Status(status), int(pieces), int(value)) for status, pieces, value in connection.execute(query)]
    return Totals(
        pieces=sum(pieces for _, pieces, _ in rows),
        value_fen=sum(value for _, _, value in rows),
        by_status={status: pieces for status, pieces, _ in rows},
    )


def _matched(
    connection: Connection, which: AssetFilter, all_offices: Sequence[Office]
) -> tuple[Match | None, list[int]] | None:
    """(match, keys found by plate or RAIN tag) of the filter's text; None where nothing can match it."""
    if not which.text.strip():
        if which.organization_id:  # the index knows a shorter way than reading every row
            return Match(f'"{search_tokens.organization(which.organization_id)}"', None), []
        return None, []
    match = matching.match(which.text, all_offices)
    others = matching.identifier_keys(connection, which.text)
    return None if match is None and not others else (match, others)


def _tests(which: AssetFilter) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if which.statuses:
        tests.append(asset.c.status.in_([status.value for status in which.statuses]))
    if which.warehouse_id:
        tests.append(asset.c.warehouse_id == which.warehouse_id)
    if which.place:
        tests.append(asset.c.place == which.place)
    if which.organization_id and which.text.strip():
        tests.append(asset.c.organization_id == which.organization_id)
    if which.import_id:
        tests.append(asset.c.import_id == which.import_id)
    if which.own_site_only:
        tests.append(asset.c.site_id == OWN_SITE)
    return tests


def _filtered(
    query: Select[Any], match: Match | None, plates: Sequence[int], tests: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    if match is not None and not plates:
        query = query.select_from(InOrder(index, asset, asset.c.key == index.c.rowid))
        query = query.where(index.c.asset_search.op("MATCH")(match.expression))
        if match.check is not None:
            query = query.where(match.check)
    else:
        query = query.select_from(asset)
        either: list[ColumnElement[bool]] = [asset.c.key.in_(_given(plates))] if plates else []
        if match is not None:
            either.append(asset.c.key.in_(matching.found_keys(match).order_by(None)))
        if either:
            query = query.where(or_(*either))
    return query.where(*tests)


def history(connection: Connection, asset_id: str) -> tuple[HistoryEntry, ...]:
    """What happened to it, newest first; the ledger that brought it is the beginning."""
    events = connection.execute(
        select(asset_event)
        .where(asset_event.c.asset_id == asset_id)
        .order_by(asset_event.c.at.desc(), asset_event.c.id.desc())
    )
    entries = [
        HistoryEntry(instant(row.at), row.what, row.actor, row.number, row.detail, row.dirty is None) for row in events
    ]
    entries += _moves(connection, asset_id, {(entry.what, entry.number) for entry in entries})
    entries.sort(key=lambda entry: entry.at, reverse=True)
    origin = connection.execute(
        select(ledger_import).join(asset, asset.c.import_id == ledger_import.c.id).where(asset.c.id == asset_id)
    ).first()
    if origin is not None:
        entries.append(
            HistoryEntry(
                instant(origin.imported_at),
                "start_import",
                origin.imported_by,
                origin.number,
                origin.file_name,
                origin.dirty is None,
            )
        )
    return tuple(entries)


def _moves(connection: Connection, asset_id: str, told: set[tuple[str, str]]) -> list[HistoryEntry]:
    """What another site did of a transfer that this one sees: its events stay there."""
    line, head = transfer_line.c, transfer.c
    rows = connection.execute(
        select(head.number, head.sent_at, head.sent_by, line.received_at, line.received_number)
        .join_from(transfer_line, transfer, head.id == line.transfer_id)
        .where(line.asset_id == asset_id)
    )
    moves = []
    for row in rows:
        if ("transfer_out", row.number) not in told:
            moves.append(HistoryEntry(instant(row.sent_at), "transfer_out", row.sent_by, row.number, "{}", True))
        if row.received_at and ("transfer_in", row.received_number) not in told:
            moves.append(HistoryEntry(instant(row.received_at), "transfer_in", "", row.received_number, "{}", True))
    return moves


def reserved_for(connection: Connection, asset_id: str) -> str:
    """ "person, organization" of the open request that names it, or nothing."""
    row = connection.execute(
        select(func.coalesce(person.c.name, "").label("person"), func.coalesce(organization.c.name, "").label("office"))
        .select_from(request_line)
        .join(request, request.c.id == request_line.c.request_id)
        .outerjoin(person, person.c.id == request.c.person_id)
        .outerjoin(organization, organization.c.id == request.c.organization_id)
        .where(request_line.c.asset_id == asset_id, request_line.c.open == 1)
        .limit(1)
    ).first()
    return ", ".join(part for part in (row.person, row.office) if part) if row else ""


def known_cards(connection: Connection, organization_id: str, numbers: Sequence[str]) -> frozenset[str]:
    """Which of these card numbers this site has of that organization already."""
    found: set[str] = set()
    for part in chunks(numbers):
        query = select(asset.c.card_number).where(
            asset.c.card_number.in_(part), asset.c.organization_id == organization_id, asset.c.site_id == OWN_SITE
        )
        found.update(connection.execute(query).scalars())
    return frozenset(found)
