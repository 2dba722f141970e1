import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.domain import ids


def test_new_ids_are_version_7_and_differ():
    made = [ids.new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {uuid.UUID(it).version for it in made} == {7}
    assert {uuid.UUID(it).variant for it in made} == {uuid.RFC_4122}


@given(st.integers(0, 500))
def test_the_pieces_of_one_import_follow_each_other(count):
    first = ids.new_id()
    pieces = ids.piece_ids(first, count)
    assert len(set(pieces)) == count
    assert pieces == sorted(pieces)
    assert pieces[:1] == [first][:count]


def test_two_spellings_of_a_name_are_one_organization():
    assert ids.organization_id("邹城市 机关事务服务中心") == ids.organization_id("邹城市机关事务服务中心")
    assert ids.organization_id("ＡＢ局") == ids.organization_id("ab局")
    assert ids.person_id("a", "孔令䶮") != ids.person_id("b", "孔令䶮")
