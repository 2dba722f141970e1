"""Labels and slips from before the city gave this site's PC another number (app/services/renumbering.py).

While a case says that labels are to be printed anew, an old one may mean its own piece as well as the other PC's that
bears that number. A slip keeps its old number on paper for good: it is looked for where nothing else answers to that.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from app.domain.case import CaseKind, Decision
from app.domain.numbering import under_station
from app.persistence.tables import asset, conflict_case
from app.services.renumbering import LabelsToRenew, told_labels


def pieces_labelled(connection: Connection, tag: str) -> list[str]:
    """Tag numbers, as they are now, of pieces of which a label still to be replaced bears that one."""
    found = []
    for told in _told(connection, conflict_case.c.decision == Decision.OPEN.value):
        if not told.bore(tag):
            continue
        now = under_station(tag, tag[:6], told.station)
        there = select(asset.c.id).where(asset.c.tag_number == now)
        if told.import_id:
            there = there.where(asset.c.import_id == told.import_id)
        if connection.execute(there).first() is not None:
            found.append(now)
    return found


def slip_renumbered(connection: Connection, number: str) -> list[str]:
    """What the document of that number may be called now."""
    stations = {told.station for told in _told(connection) if number[16:18] == f"{told.before:02d}"}
    return [under_station(number, number[2:8], station) for station in sorted(stations)]


def _told(connection: Connection, *which: object) -> Iterator[LabelsToRenew]:
    table = conflict_case.c
    query = select(table.reason).where(table.kind == CaseKind.IRREGULAR.value, *which)  # type: ignore[arg-type]
    yield from filter(None, map(told_labels, connection.execute(query).scalars()))
