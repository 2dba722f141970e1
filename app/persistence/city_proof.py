"""Is a city's database whole: its feed, and the operations of each device, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.domain.errors import Refused
from app.persistence import city_feed
from app.persistence.city_tables import change, received_operation
from app.persistence.city_tables import device as devices
from app.services.feed import Cursor
from app.services.operations import Operation, first_break

_AT_ONCE = 2000  # rows in memory
_FEED = ("scope", "site_id", "kind", "pool_kind", "entity", "id", "version", "body")
_OPERATION = (
    "op_id", "device", "dseq", "type", "version", "actor", "occurred_at", "pre", "body", "prev", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved to be there."""

    head: Cursor
    operations: int


def prove(connection: Connection) -> Proof:
    """Raises Refused (backup.damaged) at the first hole, foreign link or changed content."""
    return Proof(_prove_feed(connection), _prove_operations(connection))


def _prove_feed(connection: Connection) -> Cursor:
    seq, chain = 0, ""
    query = select(change.c.seq, *(change.c[name] for name in _FEED), change.c.chain).order_by(change.c.seq)
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as entries:
        for row in entries:
            if row.seq != seq + 1 or row.chain != city_feed.link(chain, row.seq, *row[1:-1]):
                raise Refused("backup.damaged", cause=f"change {row.seq}")
            seq, chain = row.seq, row.chain
    head = city_feed.head(connection)
    if (head.seq, head.chain) != (seq, chain) or not head.epoch:
        raise Refused("backup.damaged", cause="feed")
    return head


def _prove_operations(connection: Connection) -> int:
    total = 0
    for row in connection.execute(select(devices.c.id, devices.c.dseq, devices.c.hash).order_by(devices.c.id)).all():
        last: Operation | None = None
        for part in _operations(connection, row.id):
            dseq, prev = (last.dseq, last.hash) if last else (0, "")
            broken = first_break(part, prev, dseq)
            if broken is not None:
                raise Refused("backup.damaged", cause=f"operation {row.id} {broken.dseq}")
            last = part[-1]
        if (row.dseq, row.hash) != ((last.dseq, last.hash) if last else (0, "")):
            raise Refused("backup.damaged", cause=f"operation {row.id} {row.dseq}")
        total += row.dseq
    return total


def _operations(connection: Connection, device: str) -> Iterator[list[Operation]]:
    columns = [received_operation.c[name] for name in _OPERATION]
    after = 0
    while True:
        query = (
            select(*columns)
            .where(received_operation.c.device == device, received_operation.c.dseq > after)
            .order_by(received_operation.c.dseq)
            .limit(_AT_ONCE)
        )
        part = [Operation(*row) for row in connection.execute(query)]
        if not part:
            return
        after = part[-1].dseq
        yield part
