"""Tables and their models."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.widgets import Column, DataTable, PagedModel, RowsModel, ScanLogModel, ScanRow, SessionMemory, TablePanel


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    value: int | None
    status: str = "available"


COLUMNS = [
    Column("name", "Name", lambda r: r.name, width=100),
    Column("value", "Value", lambda r: r.value, "money"),
    Column("status", "Status", lambda r: r.status, "status"),
    Column("id", "Number", lambda r: r.id, "number", shown=False),
]
ROWS = [Row(1, "desk", 140_950), Row(2, "chair", 32_504), Row(3, "=1+1", None, "lent"), Row(4, "abacus", 1_640_902)]


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable(RowsModel(COLUMNS, ROWS), name="Inventory")
    qtbot.addWidget(made)
    return made


def shown(model: RowsModel | PagedModel, column: int) -> list[str]:
    return [model.index(n, column).data() for n in range(model.rowCount())]


def test_models_are_sound(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(RowsModel(COLUMNS, ROWS))


def test_scan_log_model_is_sound(qtmodeltester: ModelTester) -> None:
    model = ScanLogModel()
    model.add(ScanRow("done", "desk"))
    number = model.add(ScanRow("refused", "chair"))
    model.settle(number)
    qtmodeltester.check(model)


def test_values_are_written_by_kind() -> None:
    model = RowsModel(COLUMNS, ROWS)
    assert shown(model, 1) == ["1,409.50", "325.04", "", "16,409.02"]
    assert shown(model, 2) == ["在库", "在库", "借出", "在库"]
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_sorting_keeps_the_current_row_and_puts_empty_last(table: DataTable) -> None:
    table.select_number(0)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert shown(table.table_model(), 0) == ["abacus", "desk", "chair", "=1+1"]  # type: ignore[arg-type]
    assert table.current_id() == 1
    assert table.selected_ids() == [1]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_row_that_the_program_selects_is_the_only_one_whatever_key_is_held(
    table: DataTable, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    """Ctrl is still down when Ctrl+Enter has done something and its row is brought in sight."""
    table.select_number(0)
    qtbot.keyPress(table, Qt.Key.Key_F12, held)
    table.select_number(2)
    table.select_number(2)
    chosen = table.selected_ids()
    qtbot.keyRelease(table, Qt.Key.Key_F12)
    assert chosen == [3]
    assert table.current_id() == 3


def test_rows_change_in_place(qtmodeltester: ModelTester) -> None:
    model = RowsModel(COLUMNS, ROWS)
    model.replace(Row(2, "stool", 1))
    model.add(Row(5, "lamp", 2), at=0)
    model.remove(1)
    assert [row.name for row in model.rows()] == ["lamp", "stool", "=1+1", "abacus"]
    with pytest.raises(KeyError):
        model.remove(99)
    qtmodeltester.check(model)


def test_copy_is_a_table_and_holds_no_formula(table: DataTable, qtbot: QtBot) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Name\tValue\tStatus"
    assert lines[1] == "desk\t1409.50\t在库"
    assert lines[3] == "'=1+1\t\t借出"


def test_enter_opens_space_marks_letters_find(table: DataTable, qtbot: QtBot) -> None:
    table.select_number(0)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]
    table.clearSelection()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.selected_ids() == [1, 2]
    qtbot.keyClicks(table, "aba")
    assert table.selected_ids() == [4]


def test_footer_counts_and_sums_the_selection(qtbot: QtBot) -> None:
    panel = TablePanel(DataTable(RowsModel(COLUMNS, ROWS), name="Inventory"))
    qtbot.addWidget(panel)
    panel.table.selectAll()
    assert panel.footer.text() == "4 行 · 已选 4 行  Value 18,143.56"


def test_columns_are_remembered(qtbot: QtBot) -> None:
    memory = SessionMemory()
    first = DataTable(RowsModel(COLUMNS, ROWS), name="Inventory", memory=memory, memory_key="inventory")
    qtbot.addWidget(first)
    first.setColumnWidth(0, 333)
    first.show_column(3, True)
    first.show_column(2, False)
    first.horizontalHeader().moveSection(1, 0)
    qtbot.waitUntil(lambda: memory.read("table/inventory") is not None)
    second = DataTable(RowsModel(COLUMNS, ROWS), name="Inventory", memory=memory, memory_key="inventory")
    qtbot.addWidget(second)
    assert second.columnWidth(0) == 333
    assert [second.isColumnHidden(c) for c in range(4)] == [False, False, True, False]
    assert second.horizontalHeader().visualIndex(1) == 0


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"order": ["gone"], "widths": {"name": "wide"}}'])
def test_a_broken_memory_is_overlooked(qtbot: QtBot, broken: str) -> None:
    memory = SessionMemory()
    memory.write("table/x", broken)
    table = DataTable(RowsModel(COLUMNS, ROWS), name="x", memory=memory, memory_key="x")
    qtbot.addWidget(table)
    assert not table.isColumnHidden(0)


class Source:
    """A fetch that answers when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[int], Callable[[Mapping[int, Any]], None]]] = []
        self.name = "row"

    def __call__(self, ids: Sequence[int], deliver: Callable[[Mapping[int, Any]], None]) -> None:
        self.asked.append((ids, deliver))

    def answer(self) -> None:
        ids, deliver = self.asked.pop(0)
        deliver({one: Row(one, f"{self.name} {one}", one) for one in ids})


def test_paged_model_is_sound_while_pages_arrive(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    source = Source()
    model = PagedModel(COLUMNS, source, page=10)
    model.set_ids(range(35))
    qtmodeltester.check(model)
    qtbot.waitUntil(lambda: bool(source.asked))
    source.answer()
    qtmodeltester.check(model)


def test_paged_model_shows_a_placeholder_then_the_row(qtbot: QtBot) -> None:
    source = Source()
    model = PagedModel(COLUMNS, source, page=10)
    model.set_ids(range(1_000_000))
    assert model.index(999_999, 0).data() == "…"
    with qtbot.waitSignal(model.loaded) as loaded:
        qtbot.waitUntil(lambda: bool(source.asked))
        source.answer()
    assert loaded.args == [999_990, 999_999]
    assert model.index(999_999, 0).data() == "row 999999"


def test_paged_model_keeps_few_pages_and_fetches_the_newest_wish_first(qtbot: QtBot) -> None:
    source = Source()
    model = PagedModel(COLUMNS, source, page=10, keep=2)
    model.set_ids(range(1_000))
    for number in (5, 105, 205, 305):
        model.row(number)
    qtbot.waitUntil(lambda: len(source.asked) == 2)
    assert [ids[0] for ids, _ in source.asked] == [300, 200]
    while source.asked:
        source.answer()
        qtbot.wait(1)
    assert model.row(5) is not None
    assert model.row(305) is None


def test_an_answer_to_an_old_question_is_dropped(qtbot: QtBot) -> None:
    source = Source()
    model = PagedModel(COLUMNS, source, page=10)
    model.set_ids(range(10))
    model.row(0)
    qtbot.waitUntil(lambda: bool(source.asked))
    model.set_ids(range(50, 60))
    source.answer()
    assert model.row(0) is None


def test_refresh_fetches_the_page_again_without_blinking(qtbot: QtBot) -> None:
    source = Source()
    model = PagedModel(COLUMNS, source, page=10)
    model.set_ids(range(20))
    model.row(3)
    qtbot.waitUntil(lambda: bool(source.asked))
    source.answer()
    source.name = "new"
    model.refresh([3])
    assert model.index(3, 0).data() == "row 3"
    qtbot.waitUntil(lambda: bool(source.asked))
    source.answer()
    assert model.index(3, 0).data() == "new 3"


def test_rows_at_hand_show_at_once(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Source(), page=2)
    model.set_ids([7, 8, 9], {7: Row(7, "a", 1), 8: Row(8, "b", 1)})
    assert [model.index(n, 0).data() for n in range(3)] == ["a", "b", "…"]


def test_header_asks_the_query_to_sort_a_paged_model(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Source())
    table = DataTable(model, name="x")
    qtbot.addWidget(table)
    with qtbot.waitSignal(model.sort_requested) as asked:
        table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["value", True]
