"""What a device reads of the feed, page by page. Functions over an open transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Text, bindparam, case, or_, select

from app.persistence.bodies import COLUMNS, DEFAULTS
from app.persistence.city_feed import REFERENCE, head, is_of_this_feed
from app.persistence.city_tables import change
from app.services.city import Device
from app.services.feed import Cursor, FeedRewound, Kind, Page, Rows, Touched, Value

B = TypeVar("B")

_MANY = 5000  # entries

_BODIES: dict[str, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(
        msgspec.defstruct(kind, [(name, str | int | None, default) for name, default in columns.items()])
    )
    for kind, columns in DEFAULTS.items()
}
"""A body that was published by an earlier version lacks columns: they have their defaults."""


_in_full = change.c.scope.in_((bindparam("site", type_=Text), REFERENCE))
CONCERNED: ColumnElement[bool] = or_(_in_full, change.c.pool_kind.is_not(None))
"""Whether an entry concerns the site that is bound to `site`."""
_is_to_it = case((_in_full, change.c.kind), else_=change.c.pool_kind)  # outside its scopes, pool_kind says so
_PAGE = (
    select(change.c.seq, _is_to_it, change.c.entity, change.c.id, change.c.body, change.c.chain)
    .where(change.c.seq > bindparam("after"), change.c.seq <= bindparam("newest"), CONCERNED)
    .order_by(change.c.seq)
    .limit(bindparam("most"))
)


def touched(connection: Connection, after: int) -> Touched:
    """See City.touched. Where there are very many entries, everybody is to look for themselves."""
    columns = change.c
    query = select(columns.seq, columns.scope, columns.pool_kind).where(columns.seq > after)
    rows = connection.execute(query.order_by(columns.seq).limit(_MANY)).all()
    if len(rows) == _MANY:
        return Touched(head(connection).seq, frozenset(), everybody=True)
    everybody = any(row.scope == REFERENCE or row.pool_kind is not None for row in rows)
    return Touched(rows[-1].seq if rows else after, frozenset(row.scope for row in rows), everybody)


def page(connection: Connection, newest: Cursor, device: Device, cursor: Cursor | None, limit: int) -> Page:
    """See City.changes. `limit` counts entries; of an entity's several entries on the page the last one counts.

    `newest` is the feed's head as it was read first: entries that are committed after it wait for the next page.
    """
    if cursor is not None and not is_of_this_feed(connection, cursor):
        raise FeedRewound
    after = cursor.seq if cursor else 0
    bounds = {"site": device.site_id, "after": after, "newest": newest.seq, "most": limit + 1}
    rows = connection.execute(_PAGE, bounds).all()
    more = len(rows) > limit
    if more:
        rows = rows[:limit]
        newest = Cursor(newest.epoch, rows[-1][0], rows[-1][5])
    last = LastSaid[str]()
    for _, what, entity, id, body, _ in rows:
        last.say(entity, id, body if what == Kind.PUT else None)
    return Page(last.tables(row_of), newest, more)


def row_of(kind: str, body: str) -> tuple[Value, ...]:
    """The values of an entry's body, in the order of the kind's columns."""
    values: tuple[Value, ...] = msgspec.structs.astuple(_BODIES[kind].decode(body))
    return values


class LastSaid(Generic[B]):
    """What a page says of each entity: the last that its entries say."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, B | None]] = {}

    def say(self, kind: str, id: str, what: B | None) -> None:
        """`what`: the row, in whatever form; None where it is gone."""
        of_kind = self._kinds.setdefault(kind, {})
        of_kind.pop(id, None)  # to the end: in the order of their last entries
        of_kind[id] = what

    def tables(self, row: Callable[[str, B], tuple[Value, ...]]) -> dict[str, Rows]:
        """`row` makes a row of its form and kind."""
        return {
            kind: Rows(
                COLUMNS[kind],
                [row(kind, it) for it in of_kind.values() if it is not None],
                [id for id, it in of_kind.items() if it is None],
            )
            for kind, of_kind in self._kinds.items()
        }
