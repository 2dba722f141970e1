"""Operations that could not be read are tried again: by a newer program."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from app.persistence import city_devices, city_feed
from app.persistence.city_operations import Runner
from app.persistence.city_tables import received_operation
from app.services.operations import Operation, Outcome

_COLUMNS = Operation.__struct_fields__


def rerun_quarantined(connection: Connection) -> int:
    """Carry them out now, each device's in its order. Returns how many could be; their cases are healed.

    What could be read and met a rule becomes a case of its own, as if it had come today.
    """
    table = received_operation
    query = select(table).where(table.c.outcome == Outcome.QUARANTINED.value).order_by(table.c.device, table.c.dseq)
    done = 0
    for row in connection.execute(query).all():
        device = city_devices.find(connection, row.device)
        if device is None:
            continue
        runner = Runner(connection, (device,))
        result = runner.run_again(Operation(*(getattr(row, name) for name in _COLUMNS)), row.case_id)
        if result is None:
            continue
        head = city_feed.publish(connection, runner.touched, runner.people)
        connection.execute(
            update(table)
            .where(table.c.device == row.device, table.c.dseq == row.dseq)
            .values(outcome=result.outcome.value, seq=head.seq, case_id=result.case_id, reason=result.reason)
        )
        done += 1
    return done
