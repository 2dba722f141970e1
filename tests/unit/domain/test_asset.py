"""Which status may follow which: every change is named, everything else is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.asset import STATUS_ZH, Asset, Condition, Status
from app.domain.errors import Refused
from app.domain.organization import MOVEMENTS, Movement, WarehouseKind

Change = Callable[[Asset], None]
CHANGES: dict[str, tuple[Change, dict[Status, Status]]] = {
    "reserve": (Asset.reserve, {Status.AVAILABLE: Status.RESERVED}),
    "release": (Asset.release, {Status.RESERVED: Status.AVAILABLE}),
    "hand out": (
        lambda it: it.hand_out(reserved_for_borrower=True),
        {Status.AVAILABLE: Status.LENT, Status.RESERVED: Status.LENT},
    ),
    "hand out to a stranger": (
        lambda it: it.hand_out(reserved_for_borrower=False),
        {Status.AVAILABLE: Status.LENT},
    ),
    "take back good": (lambda it: it.take_back(Condition.GOOD), {Status.LENT: Status.AVAILABLE}),
    "take back damaged": (lambda it: it.take_back(Condition.DAMAGED), {Status.LENT: Status.REPAIR}),
    "take back incomplete": (lambda it: it.take_back(Condition.INCOMPLETE), {Status.LENT: Status.REPAIR}),
    "reopen": (Asset.reopen_loan, {Status.AVAILABLE: Status.LENT, Status.REPAIR: Status.LENT}),
    "repaired": (Asset.repaired, {Status.REPAIR: Status.AVAILABLE}),
}


def asset(status: Status) -> Asset:
    return Asset("a", "3708830100000013", "台式计算机", "o", "370883", "w", status)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("before", Status)
def test_a_change_is_allowed_from_its_statuses_and_refused_from_all_others(name: str, before: Status) -> None:
    change, allowed = CHANGES[name]
    piece = asset(before)

    if before in allowed:
        change(piece)
        assert piece.status is allowed[before]
    else:
        with pytest.raises(Refused) as caught:
            change(piece)
        assert caught.value.code == ("undo.built_upon" if name == "reopen" else f"asset.is_{before.value}")
        assert caught.value.params["tag"] == piece.tag_number
        assert piece.status is before


def test_the_condition_follows_the_return_and_the_repair() -> None:
    piece = asset(Status.LENT)
    piece.take_back(Condition.INCOMPLETE)
    assert piece.condition is Condition.INCOMPLETE
    piece.repaired()
    assert piece.condition is Condition.GOOD


def test_custody_is_of_one_site() -> None:
    piece = asset(Status.AVAILABLE)
    piece.require_custody("370883")
    with pytest.raises(Refused) as caught:
        piece.require_custody("370881")
    assert (caught.value.code, caught.value.params["site"]) == ("asset.custody_elsewhere", "370883")


def test_confiscated_goods_are_kept_and_disposed_of_but_never_used() -> None:
    assert MOVEMENTS[WarehouseKind.CONFISCATED] == {Movement.DISPOSE, Movement.TRANSFER}
    assert MOVEMENTS.keys() == set(WarehouseKind)


def test_every_status_has_its_chinese_word() -> None:
    assert STATUS_ZH.keys() == set(Status)
    assert len(set(STATUS_ZH.values())) == len(Status)
