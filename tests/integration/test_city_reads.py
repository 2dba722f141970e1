"""What is read ahead of an operation: every command says what it names, whatever its fields are called."""

from app.domain.asset import Condition
from app.persistence.city_reads import named
from app.services.commands.inventory import StartImport
from app.services.commands.loans import Returned, TakeBack


def test_the_number_of_pieces_of_an_import_names_nothing():
    command = StartImport("office", "台账.xlsx", "0" * 64, cards=3, pieces=7, value_fen=100, import_id="import")
    assert set(named(command)) == {("organization", "office"), ("ledger_import", "import")}


def test_what_is_taken_back_is_named_piece_by_piece():
    command = TakeBack((Returned("one"), Returned("two", Condition.DAMAGED)), "张三")
    assert set(named(command)) == {("asset", "one"), ("asset", "two")}
