"""The tag of a piece: bound as a fact, of one piece only, told in its history, and taken back."""

import json

import pytest

from app.domain.asset import Status
from app.domain.errors import DomainError
from app.services.commands.tags import BindTag, SetTagScheme, UnbindTag
from app.services.undo import undo_of

EPC, TID = "A10000003708830100000013", "E28068942000500000000001"
OTHER_EPC, OTHER_TID = "A10000003708830100000021", "E28068942000500000000002"


@pytest.fixture
def pieces(desk):
    return desk.stock(2)


def refused(desk, *commands, actor=None):
    with pytest.raises(DomainError) as refusal:
        desk.do(*commands, actor=actor)
    return refusal.value.code


def events(desk, id):
    return [it for it in desk.counter.state["events"].values() if it.asset_id == id]


def test_a_tag_is_bound_and_its_history_tells(desk, pieces):
    desk.do(BindTag(pieces[0], EPC.lower(), TID.lower()), actor=desk.clerk)
    asset = desk.asset(pieces[0])
    assert (asset.epc, asset.tid) == (EPC, TID)
    told = events(desk, pieces[0])[-1]
    assert told.what == "bind_tag"
    assert json.loads(told.detail) == {"epc": [None, EPC], "tid": [None, TID]}


def test_binding_the_same_again_changes_nothing(desk, pieces):
    desk.do(BindTag(pieces[0], EPC, TID))
    before = len(events(desk, pieces[0]))
    desk.do(BindTag(pieces[0], EPC, TID))
    assert len(events(desk, pieces[0])) == before


def test_an_epc_and_a_chip_belong_to_one_piece(desk, pieces):
    desk.do(BindTag(pieces[0], EPC, TID))
    assert refused(desk, BindTag(pieces[1], EPC, OTHER_TID)) == "epc.in_use"
    assert refused(desk, BindTag(pieces[1], OTHER_EPC, TID)) == "tag.tid_in_use"
    desk.do(BindTag(pieces[1], OTHER_EPC, OTHER_TID))


def test_another_tag_in_place_of_the_first_needs_a_reason(desk, pieces):
    desk.do(BindTag(pieces[0], EPC, TID))
    assert refused(desk, BindTag(pieces[0], EPC, OTHER_TID)) == "tag.asset_has_tag"
    changes = desk.do(BindTag(pieces[0], EPC, OTHER_TID, "标签脱落"))
    assert desk.asset(pieces[0]).tid == OTHER_TID
    assert undo_of(changes) is None, "which tag it had before is not what an undo could prove"
    desk.do(BindTag(pieces[1], OTHER_EPC, TID))


@pytest.mark.parametrize(
    ("epc", "tid", "code"),
    [
        ("", TID, "epc.not_hex"),
        ("XYZ", TID, "epc.not_hex"),
        (EPC[:-1], TID, "epc.no_whole_words"),
        ("0" * 128, TID, "epc.wrong_length"),
        (EPC, "", "epc.not_hex"),
        (EPC, "E2806894", "tag.no_serial"),
        (EPC, "E" * 132, "tag.no_serial"),
    ],
)
def test_what_is_no_tag_is_refused(desk, pieces, epc, tid, code):
    assert refused(desk, BindTag(pieces[0], epc, tid)) == code


@pytest.mark.parametrize("status", [Status.DISPOSED, Status.ALLOCATED])
def test_what_has_left_for_good_gets_no_tag(desk, pieces, status):
    desk.asset(pieces[0]).status = status
    assert refused(desk, BindTag(pieces[0], EPC, TID)) == f"asset.is_{status.value}"


def test_a_piece_of_another_site_is_not_ours_to_tag(desk, pieces):
    desk.asset(pieces[0]).site_id = "370881"
    assert refused(desk, BindTag(pieces[0], EPC, TID)) == "asset.custody_elsewhere"
    assert refused(desk, UnbindTag(pieces[0], "丢失")) == "asset.custody_elsewhere"


def test_undo_takes_a_first_tag_off_again(desk, pieces):
    changes = desk.do(BindTag(pieces[0], EPC, TID))
    desk.do(undo_of(changes))
    assert (desk.asset(pieces[0]).epc, desk.asset(pieces[0]).tid) == (None, None)
    assert json.loads(events(desk, pieces[0])[-1].detail) == {"epc": [EPC, None], "tid": [TID, None]}
    assert refused(desk, UnbindTag(pieces[0], "丢失")) == "tag.asset_has_none"


def test_an_auditor_binds_nothing(desk, pieces):
    from app.domain.organization import Role
    from app.services.commands.base import Actor

    assert refused(desk, BindTag(pieces[0], EPC, TID), actor=Actor("x", "审计", Role.AUDITOR)) == "role.may_not"


def test_the_scheme_is_the_administrators(desk):
    assert refused(desk, SetTagScheme("0614141")) == "role.may_not"
    desk.do(SetTagScheme(" 0614141 "), actor=desk.administrator)
    (site,) = desk.counter.state["sites"].values()
    assert (site.gs1_prefix, site.tag_afi) == ("0614141", 0)
    for prefix, afi, code in (("12345", 0, "epc.bad_prefix"), ("", 256, "epc.bad_afi")):
        assert refused(desk, SetTagScheme(prefix, afi), actor=desk.administrator) == code
