"""A ledger through the import, end to end, with real files."""

import json
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.ledger import Column
from app.exchange import read_ledger
from app.services.bus import Bus
from app.services.queries import AssetFilter
from tests.gui.inventory.conftest import DATA, Counter
from ui.inventory import InventoryPage
from ui.inventory.ledger_check import ALL_OR_NOTHING

EXPECTED = json.loads((DATA / "county-ledger.expected.json").read_text(encoding="utf-8"))


def to_mapping(page: InventoryPage, qtbot: QtBot, path: Path) -> None:
    page.show_import()
    page.ledgers.open_file(path)
    qtbot.waitUntil(lambda: page.ledgers.step() is page.ledgers.mapping)


def to_check(page: InventoryPage, qtbot: QtBot, path: Path) -> None:
    to_mapping(page, qtbot, path)
    page.ledgers.mapping.check.click()
    qtbot.waitUntil(lambda: page.ledgers.step() is page.ledgers.check, timeout=20_000)


def import_county(page: InventoryPage, qtbot: QtBot, rejects: Path) -> None:
    to_check(page, qtbot, DATA / "county-ledger.xlsx")
    page.ledgers.check.rejects_path = rejects
    page.ledgers.check.accept.click()
    qtbot.waitUntil(lambda: page.ledgers.step() is page.ledgers.result, timeout=60_000)


def pieces(counter: Counter) -> int:
    return counter.services.queries.totals(AssetFilter()).pieces


def test_the_county_ledger_comes_in_whole(page: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path) -> None:
    rejects = tmp_path / "退回.xlsx"
    import_county(page, qtbot, rejects)

    assert pieces(counter) == EXPECTED["pieces_in_importable_rows"]
    assert "2,829" in page.ledgers.result.title.text()
    assert EXPECTED["unit"] in page.ledgers.result.facts.text()
    reading = read_ledger(rejects)
    assert reading.rows == EXPECTED["rejected_rows"]
    # Alone, the second of two equal numbers is no longer a repetition.
    assert len(reading.cards) == EXPECTED["rejected_by_reason"]["asset number repeated"]

    page.ledgers.result.assets.click()
    qtbot.waitUntil(lambda: page.assets.totals is not None and page.assets.totals.pieces == 5737)
    assert page.assets.model.rowCount() == 5737
    assert "49,546,195.82" in page.browse.header._subtitle.text()


def test_the_check_says_what_was_read(page: InventoryPage, qtbot: QtBot) -> None:
    to_check(page, qtbot, DATA / "county-ledger.xlsx")
    check = page.ledgers.check

    assert check.rows.rowCount() == EXPECTED["rejected_rows"]
    assert check.rows.row(0).row == 42
    assert check.accept.isEnabled()
    check.choice.set_key(ALL_OR_NOTHING)
    check.choice.changed.emit(ALL_OR_NOTHING)
    assert not check.accept.isEnabled()


def test_a_second_import_adds_nothing(page: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path) -> None:
    import_county(page, qtbot, tmp_path / "a.xlsx")
    before = pieces(counter)
    page.ledgers.result.another.click()
    import_county(page, qtbot, tmp_path / "b.xlsx")

    assert pieces(counter) == before
    assert page.ledgers.result.title.text() == "这份台账里没有新内容"
    assert len(counter.services.queries.imports()) == 1


def test_an_import_is_undone_from_the_result_and_from_the_list(
    page: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    import_county(page, qtbot, tmp_path / "a.xlsx")
    page.ledgers.result.undo.click()
    qtbot.waitUntil(lambda: page.ledgers.step() is page.ledgers.choose, timeout=20_000)
    assert pieces(counter) == 0

    import_county(page, qtbot, tmp_path / "b.xlsx")
    page.ledgers.result.another.click()
    choose = page.ledgers.choose
    qtbot.waitUntil(lambda: choose.earlier.rowCount() == 2)
    choose.table.select_number(0)
    qtbot.waitUntil(choose.undo.isEnabled)
    page.ledgers.flow.undo(choose.earlier.row(0).id, "county-ledger.xlsx")
    qtbot.waitUntil(lambda: choose.earlier.rowCount() == 2 and bool(choose.earlier.row(0).ledger.undone_at))
    assert pieces(counter) == 0
    choose.table.select_number(0)
    assert not choose.undo.isEnabled()


def test_cancelling_changes_nothing(
    page: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = threading.Event(), threading.Event()
    execute = Bus.execute

    def slow(self: Bus, *commands: object, **circumstances: object) -> object:
        began.set()
        assert go_on.wait(20)
        return execute(self, *commands, **circumstances)  # type: ignore[arg-type]

    monkeypatch.setattr(Bus, "execute", slow)
    to_check(page, qtbot, DATA / "county-ledger.xlsx")
    rejects = tmp_path / "退回.xlsx"
    page.ledgers.check.rejects_path = rejects
    page.ledgers.check.accept.click()
    qtbot.waitUntil(began.is_set)
    assert page.ledgers.progress is not None
    page.ledgers.progress.cancelled.emit()
    with qtbot.waitSignal(page.ledgers.flow.stopped, timeout=20_000):
        go_on.set()

    assert pieces(counter) == 0
    assert list(tmp_path.glob("*.xlsx")) == []
    assert page.ledgers.step() is page.ledgers.check


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("写的.xlsx", b"this is no workbook", "没有找到表头"),
        ("空的.csv", b"", "表中没有卡片"),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00", "这不是电子表格"),
        ("断的.xlsx", (DATA / "county-ledger.xlsx").read_bytes()[:9000], "文件已损坏"),
        ("加密.xlsx", (DATA / "password-protected.xlsx").read_bytes(), "文件设有密码"),
    ],
)
def test_a_bad_file_is_told_in_place(
    page: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path, name: str, content: bytes, title: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page.show_import()
    if title == "没有找到表头":  # it is text, so a person may still name its columns
        to_mapping(page, qtbot, path)
        assert not page.ledgers.mapping.check.isEnabled()
        assert page.ledgers.mapping.notice.isVisible()
        return
    with qtbot.waitSignal(counter.errors.told) as told:
        page.ledgers.open_file(path)
    assert told.args == [title]
    assert page.ledgers.step() is page.ledgers.choose
    assert page.ledgers.choose.notice.isVisible()
    assert pieces(counter) == 0


def test_a_corrected_column_is_remembered_for_the_office(
    page: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "台账.csv"
    head = "编制单位:邹城市图书馆(370883)\n资产编号,资产名称,国标代码,账上的钱,使用状况\n"
    path.write_text(head + "T1,书柜,A05010501,1200.00,在库\n", encoding="utf-8")
    to_mapping(page, qtbot, path)
    mapping = page.ledgers.mapping
    assert not mapping.check.isEnabled()
    mapping.columns[Column.VALUE].set_key(3)
    mapping.columns[Column.VALUE].chosen.emit(3)
    assert mapping.check.isEnabled()
    assert mapping.rows.row(0).value(Column.VALUE) == 120000
    mapping.check.click()
    qtbot.waitUntil(lambda: page.ledgers.step() is page.ledgers.check)
    page.ledgers.check.accept.click()
    qtbot.waitUntil(lambda: page.ledgers.step() is page.ledgers.result)
    assert pieces(counter) == 1

    path.write_text(head + "T2,书柜,A05010501,900.00,在库\n", encoding="utf-8")
    page.ledgers.result.another.click()
    to_mapping(page, qtbot, path)
    assert mapping.columns[Column.VALUE].key() == 3
    assert mapping.check.isEnabled()
