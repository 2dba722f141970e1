"""A warehouse's id follows from its name, as people read it."""

import pytest

from app.domain.errors import Refused
from app.domain.ids import warehouse_id
from app.domain.organization import WarehouseKind
from app.services.commands.setup import AddWarehouse, EditWarehouse
from tests.unit.services.conftest import Desk


@pytest.mark.parametrize("again", ["2 号仓", "２号仓", "2号仓"])
def test_a_name_that_reads_alike_is_taken(desk: Desk, again: str) -> None:
    desk.do(AddWarehouse(WarehouseKind.GENERAL, "2号仓"), actor=desk.administrator)
    with pytest.raises(Refused) as caught:
        desk.do(AddWarehouse(WarehouseKind.GENERAL, again), actor=desk.administrator)
    assert (caught.value.code, caught.value.params["name"]) == ("warehouse.name_taken", "2号仓")


def test_a_name_that_another_warehouse_had_before(desk: Desk) -> None:
    desk.do(AddWarehouse(WarehouseKind.GENERAL, "2号仓"), actor=desk.administrator)
    renamed = EditWarehouse(warehouse_id("370883", "2号仓"), "东仓", active=True)
    desk.do(renamed, actor=desk.administrator)
    with pytest.raises(Refused) as caught:
        desk.do(AddWarehouse(WarehouseKind.GENERAL, "2号仓"), actor=desk.administrator)
    assert caught.value.code == "warehouse.was_named"
    assert caught.value.params == {"name": "2号仓", "now": "东仓"}
