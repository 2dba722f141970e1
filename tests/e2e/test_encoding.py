"""Kill -9 while tags are written (a hundred times: dev.py bench rfid)."""

from tests.e2e.encoding import encode_under_kills


def test_a_program_killed_while_it_writes_tags_takes_up_where_it_was(tmp_path):
    record = encode_under_kills(tmp_path / "data", pieces=4, kills=2, seed=3)
    assert record.kills == 2
    assert len(record.bound) == 4
