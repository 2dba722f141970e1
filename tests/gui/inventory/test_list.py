"""The list: search, order, scroll, details, corrections, moves, labels, files, scans."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.domain.asset import Condition, Source, Status
from app.domain.ids import organization_id
from app.domain.numbering import place_code
from app.exchange.workbook import open_workbook
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization
from app.services.printing.devices import Language, Printer
from app.services.queries import AssetFilter, AssetRow, ScanHit, ScanKind
from tests.gui.inventory.conftest import Counter
from ui.inventory import InventoryPage
from ui.paper import PaperPreview
from ui.print_centre.media import all_media
from ui.widgets import Button

OFFICE = "邹城市教育和体育局"


@pytest.fixture
def stocked(counter: Counter, qtbot: QtBot) -> InventoryPage:
    """1,200 desks, a computer, and a chair in repair."""
    warehouse = counter.services.queries.warehouses()[0].id
    counter.services.bus.execute(
        RegisterOrganization(OFFICE),
        TakeIn(
            organization_id=organization_id(OFFICE),
            source=Source.IDLE,
            warehouse_id=warehouse,
            items=(
                IntakeItem("办公桌", 1200, model="HS-2201", value_fen=254721, place="东库1排"),
                IntakeItem("台式计算机", model="启天 M437", serial="SN-8861", value_fen=489900, place="东库2排"),
                IntakeItem("会议椅", condition=Condition.DAMAGED, value_fen=32000),
            ),
        ),
        actor=counter.actor,
    )
    page = counter.page(qtbot)
    qtbot.waitUntil(lambda: page.assets.model.rowCount() == 1202)
    return page


def search(page: InventoryPage, qtbot: QtBot, text: str, count: int) -> None:
    page.search(text)
    qtbot.waitUntil(lambda: page.assets.totals is not None and page.assets.totals.pieces == count)


def the_one(counter: Counter, text: str) -> AssetRow:
    (row,) = counter.services.queries.find_assets(text)
    return row


def shown(page: InventoryPage, qtbot: QtBot, number: int) -> AssetRow:
    page.browse.table.select_number(number)
    row = page.assets.model.row(number)
    qtbot.waitUntil(lambda: page.controller.deeds.asset is not None and page.controller.deeds.asset.id == row.id)
    return row


def test_search_narrows_and_says_how_much(stocked: InventoryPage, qtbot: QtBot) -> None:
    search(stocked, qtbot, "启天", 1)
    assert stocked.assets.model.row(0).name == "台式计算机"
    assert stocked.browse.header._subtitle.text() == "含“启天”：1 件 · 原值 4,899.00 元"
    search(stocked, qtbot, "", 1202)


def test_pinyin_initials_find(stocked: InventoryPage, qtbot: QtBot) -> None:
    search(stocked, qtbot, "bgz", 1200)


def test_no_hit_says_what_was_asked_and_clears(stocked: InventoryPage, qtbot: QtBot) -> None:
    stocked.browse.filters.status.set_key("lent")
    stocked.browse.filters.asked.emit({"statuses": (Status.LENT,)})
    search(stocked, qtbot, "没有的", 0)
    empty = stocked.browse._empty
    assert empty is not None
    assert empty.isVisible()
    words = " ".join(label.text() for label in empty.findChildren(type(stocked.browse.header._subtitle)))
    assert "没有的" in words
    assert "借出" in words
    stocked.step_back()
    qtbot.waitUntil(lambda: stocked.assets.model.rowCount() == 1202)
    assert stocked.browse.table.isVisible()


def test_an_empty_pool_offers_the_first_steps(page: InventoryPage) -> None:
    assert page.browse._empty is not None
    assert page.browse._empty.isVisible()
    assert not page.browse.export_button.isEnabled()


def test_the_header_orders_by_what_the_database_keeps(stocked: InventoryPage, qtbot: QtBot) -> None:
    columns = [column.key for column in stocked.assets.model.columns]
    header = stocked.browse.table.horizontalHeader()
    header.setSortIndicator(columns.index("value_fen"), Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: stocked.assets.model.row(0) is not None and stocked.assets.model.row(0).value_fen == 489900)
    said: list[str] = []
    stocked.said.connect(lambda text, *_: said.append(text))
    header.setSortIndicator(columns.index("model"), Qt.SortOrder.AscendingOrder)
    assert said == ["列表不能按这一列排序。"]
    assert header.sortIndicatorSection() == -1


def test_rows_far_down_come_when_scrolled_to(stocked: InventoryPage, qtbot: QtBot) -> None:
    table = stocked.browse.table
    assert stocked.assets.model._pages.keys() == {0}
    table.scrollToBottom()
    table.viewport().repaint()
    qtbot.waitUntil(lambda: stocked.assets.model.row(1201) is not None)
    table.select_number(1201)
    assert "已选 1" in stocked.browse.panel.footer.text()


def test_correction_and_its_undo(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    search(stocked, qtbot, "启天", 1)
    row = shown(stocked, qtbot, 0)
    undo: list[object] = []
    stocked.said.connect(lambda _text, _meaning, back: undo.append(back))
    stocked.controller.deeds.edit()
    amend = stocked.browse.amend
    assert stocked.browse.side() is amend
    amend.editors["name"].setText(" ")
    amend.save.click()
    assert amend._fields["name"].error()
    amend.editors["name"].setText("台式计算机㛃")
    amend.editors["place"].setText("综合楼 B1")
    amend.save.click()
    qtbot.waitUntil(lambda: len(undo) == 1)
    assert stocked.browse.side() is stocked.browse.details
    changed = the_one(counter, "启天")
    assert (changed.id, changed.name, changed.place) == (row.id, "台式计算机㛃", "综合楼 B1")
    qtbot.waitUntil(lambda: stocked.assets.model.row(0).place == "综合楼 B1")
    undo[0]()  # type: ignore[operator]
    qtbot.waitUntil(lambda: len(undo) == 2)
    assert the_one(counter, "启天").place == "东库2排"


def test_the_history_is_told_in_plain_words(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    search(stocked, qtbot, "启天", 1)
    shown(stocked, qtbot, 0)
    stocked.browse.table.selectAll()
    stocked.browse.move_button.click()
    moving = stocked.browse.moving
    qtbot.waitUntil(lambda: stocked.browse.side() is moving)
    moving.move_button.click()
    assert moving._place.error()
    moving.place.setText("南库 3 号架")
    moving.move_button.click()
    qtbot.waitUntil(lambda: stocked.browse.side() is stocked.browse.details)

    def texts() -> str:
        inside = stocked.browse.details._scroll.widget()
        return "\n".join(label.text() for label in inside.findChildren(type(stocked.browse.header._subtitle)))

    qtbot.waitUntil(lambda: "存放地点：东库2排 → 南库 3 号架" in texts())
    assert "库内移位" in texts()
    assert "孟庆海" in texts()


def test_a_repair_is_finished_in_place(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    search(stocked, qtbot, "会议椅", 1)
    shown(stocked, qtbot, 0)
    with qtbot.waitSignal(stocked.said):
        stocked.controller.deeds.finish_repair()
    assert the_one(counter, "会议椅").status is Status.AVAILABLE


def test_a_scan_selects_the_asset(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    computer = the_one(counter, "启天")
    stocked.take_scan(computer.tag_number)
    qtbot.waitUntil(lambda: stocked.controller.deeds.asset is not None)
    assert stocked.controller.current() is not None
    assert stocked.controller.current().id == computer.id

    with qtbot.waitSignal(stocked.said) as said:
        stocked.take_scan("9999")
    assert "9999" in said.args[0]


def test_an_old_label_names_the_other_piece_that_may_bear_it(
    stocked: InventoryPage, counter: Counter, qtbot: QtBot
) -> None:
    """As `resolve` says it for a PC that was given another number: tests/integration/test_sync_renumbered.py."""
    computer, chair = the_one(counter, "启天"), the_one(counter, "会议椅")
    with qtbot.waitSignal(stocked.said) as said:
        stocked.controller._show_hit(ScanHit(ScanKind.SEVERAL, computer.tag_number, (computer, chair)))
    assert said.args[:2] == [f"也可能是 会议椅 的旧标签，它现在的标签号是 {chair.tag_number}。", "attention"]
    qtbot.waitUntil(lambda: stocked.assets.model.rowCount() == 1)


def test_the_code_of_a_place_shows_what_lies_there(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    warehouse = counter.services.queries.warehouses()[0]
    code = place_code(counter.services.queries.site().id, warehouse.name, "东库2排")
    stocked.take_scan(code)
    qtbot.waitUntil(lambda: stocked.assets.totals is not None and stocked.assets.totals.pieces == 1)
    assert stocked.browse.filters.warehouse.key() == warehouse.id
    assert "东库2排" in stocked.browse.header._subtitle.text()
    stocked.step_back()
    qtbot.waitUntil(lambda: stocked.assets.totals is not None and stocked.assets.totals.pieces == 1202)
    with qtbot.waitSignal(stocked.said) as said:
        stocked.take_scan(place_code("370883", warehouse.name, "无此处"))
    assert "库位编码" in said.args[0]


def test_the_code_of_a_place_says_where_pieces_are_moved(
    stocked: InventoryPage, counter: Counter, qtbot: QtBot
) -> None:
    search(stocked, qtbot, "启天", 1)
    shown(stocked, qtbot, 0)
    stocked.browse.table.selectAll()
    stocked.browse.move_button.click()
    moving = stocked.browse.moving
    qtbot.waitUntil(lambda: stocked.browse.side() is moving)
    warehouse = counter.services.queries.warehouses()[0]
    stocked.take_scan(place_code(counter.services.queries.site().id, warehouse.name, "东库1排"))
    qtbot.waitUntil(lambda: moving.place.text() == "东库1排")
    assert moving.warehouse.key() == warehouse.id
    moving.move_button.click()
    qtbot.waitUntil(lambda: the_one(counter, "启天").place == "东库1排")


def test_too_many_marked_rows_are_told_so(
    stocked: InventoryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A greyed button would not say why."""
    monkeypatch.setattr("ui.inventory.deeds.MOST_MARKED", 1_000)
    stocked.browse.table.selectAll()
    for button in stocked.browse.for_marked():
        if button.isVisible():
            with qtbot.waitSignal(stocked.said) as said:
                button.click()
            assert said.args == ["一次最多 1,000 件，请少选一些。", "attention", None]
    assert stocked.browse.side() is stocked.browse.details


def test_a_roll_that_was_loaded_for_places_takes_labels_of_pieces(
    stocked: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """Another size would be refused: what is as large is offered first."""
    desk = counter.services.print_desk
    media = all_media(desk.templates)
    place, pieces = next(
        (one, [like.name for like in media if like.subject == "asset" and (like.size, like.places) == (one.size, 0)])
        for one in media
        if one.subject == "place" and not one.places
    )
    desk.save_printer(Printer("", "标签机", f"file:{tmp_path / 'labels.zpl'}", Language.ZPL, template=place.name))
    search(stocked, qtbot, "启天", 1)
    shown(stocked, qtbot, 0)
    stocked.browse.labels_button.click()
    form = stocked.browse.labels
    qtbot.waitUntil(form.preview_button.isEnabled, timeout=10_000)
    assert form.template.key() in pieces


def test_labels_of_the_marked_are_previewed(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    search(stocked, qtbot, "启天", 1)
    shown(stocked, qtbot, 0)
    stocked.browse.labels_button.click()
    qtbot.waitUntil(lambda: stocked.browse.side() is stocked.browse.labels)
    form = stocked.browse.labels
    qtbot.waitUntil(form.preview_button.isEnabled, timeout=10_000)
    form.preview_button.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in stocked.findChildren(PaperPreview)), timeout=20_000)
    preview = next(one for one in stocked.findChildren(PaperPreview) if one.isVisible())
    qtbot.waitUntil(lambda: preview.page_count() == 1, timeout=20_000)
    preview.reject()
    (pdf,) = counter.work.papers.glob("labels-*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["清单.xlsx", "清单.csv"])
def test_the_list_is_exported_whole(stocked: InventoryPage, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    view = stocked.browse
    columns = [column for at, column in enumerate(stocked.assets.model.columns) if not view.table.isColumnHidden(at)]
    with qtbot.waitSignal(view.export.written, timeout=20_000) as written:
        view.export.export(path, AssetFilter(), [], columns)
    assert written.args == [str(path), 1202]
    book = open_workbook(path)
    rows = book.rows(book.sheets[0])
    assert len(rows) == 1203
    assert rows[0][:3] == ["状态", "标签号", "资产名称"]


def test_copying_gives_a_table(stocked: InventoryPage, qtbot: QtBot) -> None:
    search(stocked, qtbot, "启天", 1)
    stocked.browse.table.select_number(0)
    stocked.browse.table.copy_selection()
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head.startswith("状态\t标签号\t资产名称")
    assert "4899.00" in line


def test_the_place_is_kept_when_others_change_something(stocked: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    stocked.browse.table.select_number(50)
    key = stocked.browse.table.current_id()
    warehouse = counter.services.queries.warehouses()[0].id
    counter.services.bus.execute(
        TakeIn(organization_id(OFFICE), Source.IDLE, warehouse, (IntakeItem("打印机"),)), actor=counter.actor
    )
    qtbot.waitUntil(lambda: stocked.assets.model.rowCount() == 1203)
    assert stocked.browse.table.current_id() == key
    assert stocked.browse.table.currentIndex().row() == 51


def test_the_details_show_what_is_attached_to_the_piece(
    stocked: InventoryPage, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    page = stocked
    (tmp_path / "铭牌.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    row = shown(page, qtbot, 0)
    shelf = page.browse.shelf
    assert shelf.isVisible()
    shelf.add(tmp_path / "铭牌.png")
    qtbot.waitUntil(lambda: any(button.text() == "铭牌.png" for button in shelf.findChildren(Button)))
    (attached,) = counter.services.queries.attachments(row.id)
    assert attached.name == "铭牌.png"
    shown(page, qtbot, 1)
    qtbot.waitUntil(lambda: all(button.text() != "铭牌.png" for button in shelf.findChildren(Button)))
