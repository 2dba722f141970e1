"""Operations that no command of this version makes, written as the database writes its own."""

from typing import Any

import msgspec
from sqlalchemy import insert

from app.domain.ids import new_id
from app.persistence import tables
from app.persistence.records import instant_text
from app.services.operations import Operation, encode_actor, seal
from tests.simulation.parties import CLERK, Counter


def write_operation(it: Counter, **fields: Any) -> Operation:
    """Append an operation with these fields to the counter's log and journal; its rows stay as they are."""
    dseq, hash = it.replica.head()
    operation = Operation(
        op_id=new_id(),
        device=it.device,
        dseq=dseq + 1,
        type="amend_asset",
        version=1,
        actor=encode_actor(CLERK),
        occurred_at=instant_text(it.now()),
        pre="{}",
        body="{}",
        prev=hash,
        hash="",
    )
    operation = seal(msgspec.structs.replace(operation, **fields))
    with it.database.transaction() as connection:
        names = Operation.__struct_fields__
        connection.execute(insert(tables.operation), {name: getattr(operation, name) for name in names})
    it.database.journal.append([operation])
    return operation
