"""Tags between counters: bindings travel, and two that cannot both be true become one binding and a case."""

import pytest

from app.domain.case import Decision
from app.domain.errors import Refused
from app.domain.ids import new_id
from app.domain.organization import Role
from app.services.commands.base import Actor
from app.services.commands.cases import ResolveCase
from app.services.commands.tags import BindTag, SetTagScheme, UnbindTag
from app.services.operations import Outcome
from app.services.undo import undo_of
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk, assert_same_books

EPC, TID = "A10000003708830100000013", "E28068942000500000000001"
OTHER_EPC, OTHER_TID = "A10000003708830100000021", "E28068942000500000000002"


@pytest.fixture
def pair(desk: MakeDesk) -> tuple[Desk, Desk]:
    """Two stations of one site that know the same."""
    first = desk()
    first.take_in(2)
    first.sync()
    second = desk(opens=False, station=2)
    second.sync()
    return first, second


def settle(*desks: Desk) -> list[int]:
    conflicts = [it.sync().outcomes[Outcome.CONFLICT] for it in desks]
    for it in desks:
        it.sync()
    return conflicts


def tags(desk: Desk) -> dict[str, tuple[str | None, str | None]]:
    return {id: (row["epc"], row["tid"]) for id, row in desk.all("asset").items()}


def test_a_binding_and_its_end_travel(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, other = sorted(first.all("asset"))
    first.do(BindTag(piece, EPC, TID))
    assert settle(first, second) == [0, 0]
    assert tags(second) == {piece: (EPC, TID), other: (None, None)}
    second.do(UnbindTag(piece, "脱落"), BindTag(other, EPC, TID))
    assert settle(second, first) == [0, 0]
    assert tags(first) == {piece: (None, None), other: (EPC, TID)}
    assert_same_books(city, first, second)


@pytest.mark.parametrize(("epc", "tid"), [(EPC, OTHER_TID), (OTHER_EPC, TID)])
def test_one_code_or_chip_on_two_pieces_is_a_case(city: CityWorld, pair: tuple[Desk, Desk], epc: str, tid: str) -> None:
    first, second = pair
    piece, other = sorted(first.all("asset"))
    first.do(BindTag(piece, EPC, TID))
    second.do(BindTag(other, epc, tid))
    assert settle(first, second) == [0, 1]
    assert_same_books(city, first, second)
    for it in pair:
        assert tags(it) == {piece: (EPC, TID), other: (None, None)}
    (case,) = city.books.cases()
    assert (case.kind, case.asset_id) == ("unapplied", other)


def test_of_one_piece_that_turns_out_to_be_two_only_one_has_the_tag(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    piece, other = sorted(first.all("asset"))
    first.do(BindTag(piece, EPC, TID))
    settle(first, second)
    first.hand_out(piece, person="张三")
    second.hand_out(piece, person="李四")
    assert settle(first, second) == [0, 1]
    (case,) = city.books.cases()
    second.do(ResolveCase(case.id, Decision.RELABEL, "是两件"))
    settle(second, first)
    assert [it for it in tags(first).values() if it != (None, None)] == [(EPC, TID)]
    assert tags(first)[piece] == (EPC, TID)
    assert len(tags(first)) == 3
    assert tags(first)[other] == (None, None)


def test_how_tags_are_written_is_the_sites(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    administrator = Actor(new_id(), "管理员", Role.ADMINISTRATOR)
    first.bus.execute(SetTagScheme("0614141", 0xA1), actor=administrator)
    settle(first, second)
    (site,) = second.all("site").values()
    assert (site["gs1_prefix"], site["tag_afi"]) == ("0614141", 0xA1)
    assert_same_books(city, first, second)


def test_what_is_taken_off_is_the_tag_that_was_there(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    """One desk bound the next tag before it heard that the other took the first one off; or both took it off."""
    first, second = pair
    piece, other = sorted(first.all("asset"))
    undo = undo_of(first.do(BindTag(piece, EPC, TID)))
    assert isinstance(undo, UnbindTag)
    first.do(BindTag(other, OTHER_EPC, OTHER_TID))
    settle(first, second)
    first.do(UnbindTag(other, "脱落", OTHER_TID), BindTag(piece, OTHER_EPC, OTHER_TID, "损坏"))
    second.do(undo, UnbindTag(other, "脱落", OTHER_TID))
    assert settle(first, second) == [0, 0]
    settle(first, second)
    assert tags(second) == {piece: (OTHER_EPC, OTHER_TID), other: (None, None)}
    assert_same_books(city, first, second)


def test_at_the_counter_another_tag_than_was_meant_stays(pair: tuple[Desk, Desk]) -> None:
    first, _ = pair
    piece = min(first.all("asset"))
    first.do(BindTag(piece, EPC, TID))
    with pytest.raises(Refused, match=r"tag\.asset_has_tag"):
        first.do(UnbindTag(piece, "脱落", OTHER_TID))
