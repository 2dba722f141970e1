"""Taking in: typing, what is wrong, slip and labels, undo, the draft."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.asset import Condition, Source, Status
from app.domain.ids import organization_id
from app.domain.numbering import place_code
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import EditWarehouse, RegisterOrganization
from app.services.queries import AssetFilter
from tests.gui.inventory.conftest import Counter
from ui.inventory import InventoryPage
from ui.inventory.intake import IntakeView
from ui.inventory.intake_lines import FIELDS
from ui.paper import PaperPreview


def put(intake: IntakeView, number: int, **texts: str) -> None:
    for name, text in texts.items():
        intake.lines.setData(intake.lines.index(number, FIELDS.index(name)), text)


def opened(page: InventoryPage, qtbot: QtBot) -> IntakeView:
    page.show_intake()
    qtbot.waitUntil(lambda: page.intake.warehouse.key() is not None)
    return page.intake


def close_previews(page: InventoryPage, qtbot: QtBot, count: int) -> None:
    seen: set[PaperPreview] = set()
    for _ in range(count):
        qtbot.waitUntil(
            lambda: any(one.isVisible() and one not in seen for one in page.findChildren(PaperPreview)), timeout=20_000
        )
        preview = next(one for one in page.findChildren(PaperPreview) if one.isVisible() and one not in seen)
        qtbot.waitUntil(lambda shown=preview: shown.page_count() > 0, timeout=20_000)
        seen.add(preview)
        preview.reject()


def test_several_lines_come_in_with_slip_and_labels(page: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    intake = opened(page, qtbot)
    intake.organization.setText("邹城市𬍛𫖯办公室")
    intake.source.set_key(Source.OVER_STANDARD)
    intake.handed_over_by.setText("周敏")
    put(intake, 0, name="台式计算机", quantity="3", value="4,899.00", acquired_on="2021-09-03")
    put(intake, 1, name="会议椅", condition="损坏", serial="C-1")
    assert intake.total.text() == "2 行，4 件，合计 14,697.00 元"
    undo: list[object] = []
    page.said.connect(lambda _text, _meaning, back: undo.append(back))
    intake.take_in.click()
    close_previews(page, qtbot, 2)

    queries = counter.services.queries
    assert queries.totals(AssetFilter()).by_status == {Status.AVAILABLE: 3, Status.REPAIR: 1}
    (chair,) = queries.find_assets("会议椅")
    assert (chair.condition, chair.serial, chair.organization) == (Condition.DAMAGED, "C-1", "邹城市𬍛𫖯办公室")
    computer = queries.find_assets("台式计算机")[0]
    assert (computer.category_code, computer.unit, computer.value_fen) == ("A02010105", "台", 489900)
    assert len(list(counter.work.papers.glob("RK*.pdf"))) == 1
    assert len(list(counter.work.papers.glob("labels-*.pdf"))) == 1
    assert intake.lines.lines() == []
    undo[0]()  # type: ignore[operator]
    qtbot.waitUntil(lambda: queries.totals(AssetFilter()).pieces == 0)


def test_what_is_wrong_is_said_at_its_cell(page: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    intake = opened(page, qtbot)
    intake.take_in.click()
    assert intake._organization.error() == "请填写上交单位。"
    intake.organization.setText("某局")
    intake.take_in.click()
    assert intake.problem.text() == "请至少填写一行物品。"
    put(intake, 0, quantity="0", value="3,2OO", acquired_on="2999-01-01", category="12", condition="碎")
    assert set(intake.lines.lines()[0].errors) == {"quantity", "value", "acquired_on", "category", "condition"}
    put(intake, 0, quantity="2", value="", acquired_on="", category="", condition="", serial="S1")
    assert set(intake.lines.lines()[0].errors) == {"serial"}
    put(intake, 0, serial="")
    intake.take_in.click()
    assert intake.problem.text() == "第 1 行，资产名称：请填写资产名称。"
    assert intake.table.currentIndex().column() == FIELDS.index("name")
    assert counter.services.queries.totals(AssetFilter()).pieces == 0


def test_typing_goes_on_from_cell_to_cell(page: InventoryPage, qtbot: QtBot) -> None:
    intake = opened(page, qtbot)
    page.activateWindow()
    intake.table.go_to(0, "name")
    for text in ("投影仪", ""):
        qtbot.keyClick(intake.table, Qt.Key.Key_F2)
        editor = intake.table.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert intake.lines.lines()[0].text("name") == "投影仪"
    assert intake.table.currentIndex().column() == FIELDS.index("model")


def test_a_scan_is_the_serial_number_of_the_line(page: InventoryPage, qtbot: QtBot) -> None:
    intake = opened(page, qtbot)
    put(intake, 0, name="打印机")
    intake.table.go_to(0, "name")
    page.take_scan("SN20240981")
    assert intake.lines.lines()[0].text("serial") == "SN20240981"


def test_the_code_of_a_place_says_where_the_line_goes(page: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    """One named by a code is on its label as it is, and is no serial number."""
    queries = counter.services.queries
    first, *_, other = queries.warehouses()
    items = (IntakeItem("办公桌", place="东区 3 架"), IntakeItem("书柜", place="A-01-03"))
    take_in = TakeIn(organization_id("某局"), Source.IDLE, other.id, items)
    counter.services.bus.execute(RegisterOrganization("某局"), take_in, actor=counter.actor)
    intake = opened(page, qtbot)
    intake.warehouse.set_key(first.id)
    put(intake, 0, name="打印机", serial="SN-1")
    intake.table.go_to(0, "name")
    page.take_scan(place_code(queries.site().id, other.name, "东区 3 架"))
    qtbot.waitUntil(lambda: intake.lines.lines()[0].text("place") == "东区 3 架")
    assert (intake.lines.lines()[0].text("serial"), intake.warehouse.key()) == ("SN-1", other.id)
    put(intake, 1, name="打印机")
    intake.table.go_to(1, "name")
    page.take_scan("A-01-03")
    qtbot.waitUntil(lambda: intake.lines.lines()[1].text("place") == "A-01-03")
    assert intake.lines.lines()[1].text("serial") == ""
    with qtbot.waitSignal(page.said) as said:
        page.take_scan(place_code(queries.site().id, other.name, "空架"))
    assert "库位编码" in said.args[0]


def test_a_place_is_scanned_before_anything_is_typed(page: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    """Its label has the same code in every window; two warehouses may have a place of one name."""
    queries = counter.services.queries
    first, *_, other = queries.warehouses()
    organization = RegisterOrganization("某局")
    items = (IntakeItem("办公桌", place="东区 3 架"), IntakeItem("书柜", place="A-01-03"))
    takes = [TakeIn(organization_id("某局"), Source.IDLE, one.id, items) for one in (first, other)]
    counter.services.bus.execute(organization, *takes, actor=counter.actor)
    intake = opened(page, qtbot)
    intake.warehouse.set_key(first.id)
    page.take_scan(place_code(queries.site().id, other.name, "东区 3 架"))
    qtbot.waitUntil(lambda: intake.warehouse.key() == other.id)
    assert intake.lines.text("place", 0) == "东区 3 架"

    put(intake, 1, name="打印机")
    intake.table.go_to(1, "name")
    page.take_scan("A-01-03")
    qtbot.waitUntil(lambda: intake.lines.text("place", 1) == "A-01-03")
    assert intake.warehouse.key() == other.id, "of two the one in the warehouse that is chosen"

    with qtbot.waitSignal(page.said) as said:
        page.take_scan(place_code(queries.site().id, first.name, "东区 3 架"))
    assert other.name in said.args[0]
    assert intake.warehouse.key() == other.id, "the other lines' places stay where they are"

    counter.services.bus.execute(EditWarehouse(first.id, first.name, False), actor=counter.actor)
    intake.warehouse.removeItem(intake.warehouse.findData(first.id))
    with qtbot.waitSignal(page.said) as said:
        page.take_scan(place_code(queries.site().id, first.name, "东区 3 架"))
    assert "手工选择" in said.args[0]
    assert intake.warehouse.key() == other.id


def test_the_draft_stays(page: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    intake = opened(page, qtbot)
    intake.organization.setText("某局")
    put(intake, 0, name="打印机", value="980")
    page.step_back()
    page.show_intake()
    assert intake.lines.lines()[0].text("value") == "980"

    intake.keep_draft()
    after_restart = counter.page(qtbot)
    again = opened(after_restart, qtbot)
    assert again.organization.text() == "某局"
    assert [line.texts for line in again.lines.lines()] == [line.texts for line in intake.lines.lines()]
    again.start_anew()
