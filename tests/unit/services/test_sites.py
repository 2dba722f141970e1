"""What belongs to another site is changed there, whatever a counter asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import Refused
from app.domain.organization import Role, Staff, Warehouse, WarehouseKind
from app.services.commands.loans import Returned, TakeBack, UndoTakeBack
from app.services.commands.setup import EditStaff, EditWarehouse, OpenSite
from tests.unit.services.conftest import Desk

OTHER = "370800"


@pytest.mark.parametrize(
    "command",
    [
        OpenSite(OTHER, "济宁市公物仓", ((WarehouseKind.GENERAL, "通用仓"),), "wolf"),
        EditWarehouse("theirs", "通用仓", active=False),
        EditStaff("theirs", "赵主任", Role.ADMINISTRATOR, active=True),
    ],
)
def test_a_counter_changes_nothing_of_another_site(desk: Desk, command: object) -> None:
    desk.counter.state["warehouses"]["theirs"] = Warehouse("theirs", OTHER, WarehouseKind.GENERAL, "仓")
    desk.counter.state["staff"]["theirs"] = Staff("theirs", OTHER, "wolf", "狼", Role.CLERK)
    with pytest.raises(Refused) as refusal:
        desk.do(command, actor=desk.administrator)
    assert refusal.value.code == "site.other"


def test_a_return_to_another_site_is_not_undone_here(desk: Desk) -> None:
    (piece,) = desk.stock(1)
    desk.lend(piece)
    number = desk.do(TakeBack((Returned(piece),))).documents[0]
    lines = desk.counter.state["loan_lines"]
    for id, line in list(lines.items()):
        lines[id] = replace(line, site_id=OTHER)
    with pytest.raises(Refused) as refusal:
        desk.do(UndoTakeBack(number))
    assert refusal.value.code == "site.other"
