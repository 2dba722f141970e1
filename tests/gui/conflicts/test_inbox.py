"""The inbox: what is listed in which order, both sides, decisions by keys, what heals, who may decide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from app.domain.asset import Status
from app.domain.case import CASE_ZH, CaseKind, Decision, Urgency
from app.domain.ids import person_id, relabelled_id
from app.domain.numbering import group_tag_number, under_station
from app.services.commands.cases import ResolveCase
from app.services.commands.loans import UndoTakeBack
from app.services.queries import CaseRow
from tests.gui.conflicts.conftest import OFFICE_ID, SITE, Driver, World
from ui.conflicts import CaseBadge, ConflictsPage
from ui.conflicts.listing import CasesModel, case_look, case_title
from ui.conflicts.story import kind_look, piece_words, versus
from ui.finder import Finder
from ui.inventory import InventoryPage
from ui.loan_desk import LoanDeskPage
from ui.shell.page import Action
from ui.theme import body_font
from ui.widgets import Button, EmptyState
from ui.workplace import Workplace


def test_an_empty_inbox_says_what_would_be_here(driver: Driver) -> None:
    (empty,) = [one for one in driver.page.findChildren(EmptyState) if one.isVisible()]
    words = "\n".join(label.text() for label in empty.findChildren(object) if hasattr(label, "text"))
    assert "没有待处理事项" in words
    assert "借给了两个人" in words


def test_the_most_urgent_comes_first_and_the_piece_in_sight_stays(world: World, driver: Driver) -> None:
    world.field_edit()
    driver.settle()
    assert driver.page.list.current() is not None
    world.double_handout(piece=1)
    driver.settle()

    assert [case.kind for case in driver.rows()] == [CaseKind.DOUBLE_HANDOUT, CaseKind.FIELD_EDIT]
    current = driver.page.list.current()
    assert current is not None
    assert current.kind is CaseKind.FIELD_EDIT, "what arrives moves nothing under the eyes"


def test_both_sides_are_shown_with_their_papers_and_clocks(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    driver.settle()
    words = driver.words()
    for side in case.sides:
        for fact in (side.person, side.organization, side.number, f"{side.site_name} {side.station} 号柜台"):
            assert fact in words
    assert "借用人 · 不同" in words
    assert "送到市里" in words
    assert "double" not in words

    papers = [button for button in driver.page.card.sides.findChildren(Button) if button.isVisible()]
    papers[0].click()
    assert case.sides[0].number in driver.slip()


def test_of_a_car_two_trips_are_told_and_one_of_them_is_kept(world: World, driver: Driver) -> None:
    world.two_trips()
    driver.settle()
    words = driver.words()
    for part in (
        "派了两次：一次给 张三，一次给 李四",
        "先到“车辆”里补登那次回场",
        "李四 那次若还没登记回场，按更正单结束",
    ):
        assert part in words
    (case,) = driver.rows()
    assert [choice.decision for choice in case.choices] == [Decision.KEEP_FIRST, Decision.KEEP_SECOND]

    driver.answer(2)
    driver.slip()
    (trip,) = world.services.queries.dispatches(open_only=True)
    assert (trip.person, trip.disputed) == ("李四", False)


def test_an_irregular_hand_out_says_to_whom_by_whom_and_what_to_do(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.IRREGULAR)
    driver.settle()
    words = driver.words()
    assert "借出：张三" in words
    assert "赵主任" in words
    assert "待确认" in words, "where its approval is made up for"
    assert (piece_words(case), versus(case)) == ("借出：张三", "赵主任"), "in the list one is told from the other"


@pytest.mark.parametrize(
    ("kind", "words"), [(CaseKind.DOUBLE_HANDOUT, "本仓保管 · 以此为准"), (CaseKind.CUSTODY_LOST, "济宁市公物仓")]
)
def test_the_card_says_whose_word_counts_for_its_piece(
    world: World, driver: Driver, kind: CaseKind, words: str
) -> None:
    world.make(kind)
    driver.settle()
    driver.settle()
    assert words in driver.words()


@pytest.mark.parametrize(
    ("kind", "digit", "decision"),
    [
        (CaseKind.DOUBLE_HANDOUT, 1, Decision.KEEP_FIRST),
        (CaseKind.DOUBLE_HANDOUT, 2, Decision.KEEP_SECOND),
        (CaseKind.DOUBLE_HANDOUT, 3, Decision.RELABEL),
        (CaseKind.HOLD_OVERTAKEN, 2, Decision.KEEP_SECOND),
        (CaseKind.IRREGULAR, 1, Decision.ACKNOWLEDGE),
        (CaseKind.RETURN_WITHOUT_LOAN, 1, Decision.ACKNOWLEDGE),
        (CaseKind.FIELD_EDIT, 3, Decision.KEEP_SECOND),
        (CaseKind.QUARANTINED, 1, Decision.ACKNOWLEDGE),
        (CaseKind.CUSTODY_LOST, 1, Decision.KEEP_FIRST),
        (CaseKind.UNAPPLIED, 1, Decision.KEEP_SECOND),
    ],
)
def test_a_digit_a_reason_and_ctrl_enter_decide(
    world: World, driver: Driver, kind: CaseKind, digit: int, decision: Decision
) -> None:
    case = world.make(kind)
    assert kind_look(case)[0] == CASE_ZH[kind], "papers call it as the inbox does"
    driver.settle()
    driver.answer(digit)

    decided = world.services.queries.case(case.id)
    assert decided is not None
    assert (decided.decision, decided.decision_reason) == (decision, "已打电话核实")
    assert decided.number in driver.slip()
    assert "已处理" in driver.words()
    assert driver.page.list.current() == decided, "it stays in sight until one goes on"
    assert driver.said[-1][2] is not None

    undo = driver.said[-1][2]
    assert undo is not None
    undo()
    driver.settle()
    driver.settle()
    again = world.services.queries.case(case.id)
    assert again is not None
    assert again.open


def test_the_second_of_two_pieces_tells_its_number_and_offers_its_label(
    world: World, driver: Driver, qtbot: QtBot
) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    driver.settle()
    assert driver.page.card.label_button.isHidden()
    driver.answer(3)
    driver.slip()
    driver.settle()

    (piece,) = world.services.queries.assets([relabelled_id(case.id)])
    number = group_tag_number(piece.tag_number)
    assert piece.tag_number != case.tag_number
    assert number in driver.said[-1][0], "at once"
    assert number in driver.words(), "and as long as the case is in sight"
    assert "李四" in driver.page.card.new_number.text()
    with qtbot.waitSignal(driver.page.labels_asked) as asked:
        driver.page.card.label_button.click()
    assert asked.args == [[piece.id]]

    undo = driver.said[-1][2]
    assert undo is not None
    undo()
    driver.settle()
    driver.settle()
    assert driver.page.card.label_button.isHidden()
    assert number not in driver.words()


def test_labels_to_print_anew_are_told_with_their_numbers_and_offered(
    world: World, driver: Driver, qtbot: QtBot
) -> None:
    world.renumbered()
    driver.settle()
    driver.settle()
    rows = sorted(world.services.queries.find_assets("投影仪"), key=lambda row: row.tag_number)
    now = [row.tag_number for row in rows]
    before = [under_station(tag, SITE, 1) for tag in now]
    words = driver.words()
    assert "标签要重打" in words
    assert "手续" not in words, "no formality is missing"
    assert driver.page.card.badge.isHidden(), "it is about no single piece"
    for tag in (*now, *before):
        assert group_tag_number(tag) in words
    with qtbot.waitSignal(driver.page.labels_asked) as asked:
        driver.page.card.label_button.click()
    assert asked.args == [[row.id for row in rows]]
    driver.answer(1, "已重贴")
    driver.settle()
    assert "新标签已贴好" in driver.words()
    assert world.services.queries.cases() == []


def test_another_piece_is_offered_to_whom_it_was_promised(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.HOLD_OVERTAKEN)
    driver.settle()
    driver.page.list.setFocus()
    driver.key(Qt.Key.Key_1)
    form = driver.page.card.form
    form.reason.setText("已与对方说好")
    driver.carry_out()
    assert "请选出" in driver.words(), "the piece is missing"
    form.substitute.setFocus()
    driver.key(Qt.Key.Key_Down)
    driver.settle()
    offered = form.substitute.suggestions()
    assert {choice.key for choice in offered} == set(world.pieces[1:])
    form.substitute.set_choice(offered[0])
    (chosen,) = world.services.queries.assets([str(offered[0].key)])
    assert group_tag_number(chosen.tag_number) in form.substitute.text(), "of many alike, which one was chosen"
    driver.carry_out()

    decided = world.services.queries.case(case.id)
    assert decided is not None
    assert decided.decision is Decision.SUBSTITUTE
    (spare,) = world.services.queries.assets([str(offered[0].key)])
    assert spare.status is Status.RESERVED
    driver.slip()


def test_fields_are_chosen_one_by_one(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.FIELD_EDIT)
    driver.settle()
    driver.answer(1)
    after = world.services.queries.case(case.id)
    assert after is not None
    assert after.open
    assert "存放地点" in driver.page.card.form.notice.accessibleDescription()

    values = {one.text(): one for one in driver.page.card.sides.findChildren(QRadioButton)}
    assert set(values) == {"一楼", "二楼"}
    values["二楼"].setFocus()
    driver.key(Qt.Key.Key_Space)
    driver.carry_out()
    (piece,) = world.services.queries.assets([world.pieces[0]])
    assert piece.place == "二楼"
    driver.slip()


def test_a_reason_is_needed_and_what_was_written_is_kept(world: World, driver: Driver) -> None:
    world.make(CaseKind.DOUBLE_HANDOUT)
    driver.settle()
    driver.answer(1, reason=" ")
    assert "请填写理由" in driver.words()
    driver.page.card.form.reason.setText("还没写完")
    driver.key(Qt.Key.Key_Escape)
    assert not driver.page.card.form.isVisible()
    driver.page.list.setFocus()
    driver.key(Qt.Key.Key_2)
    assert driver.page.card.form.reason.text() == "还没写完"
    (case,) = world.services.queries.cases()
    assert case.open


def test_a_refusal_is_told_in_place(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    driver.settle()
    driver.page.list.setFocus()
    driver.key(Qt.Key.Key_2)
    driver.page.card.form.reason.setText("李四拿着")
    world.second.sync()
    world.second.do(ResolveCase(case.id, Decision.KEEP_FIRST, "张三拿着"))
    world.second.sync()
    sync_quietly(world)
    driver.carry_out()

    assert driver.page.card.form.notice.isVisible()
    assert driver.page.card.form.notice.accessibleName()
    assert driver.said == []


def sync_quietly(world: World) -> None:
    """News arrive in the moment between the look and the key."""
    told, world.told = world.told, lambda rows: None
    world.sync()
    world.told = told


def test_a_case_that_heals_while_one_looks_stays_and_says_so(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.RETURN_WITHOUT_LOAN)
    driver.settle()
    world.double_handout(piece=1)
    driver.settle()
    assert driver.rows()[0].kind is CaseKind.DOUBLE_HANDOUT
    world.second.do(UndoTakeBack(case.sides[-1].number))
    world.second.sync()
    world.sync()
    driver.settle()

    assert [row.decision for row in driver.rows()] == [Decision.OPEN, Decision.HEALED]
    current = driver.page.list.current()
    assert current is not None
    assert current.id == case.id
    assert "自行解决" in driver.words()
    assert not any(button.isVisible() for button in driver.page.card.answers.buttons.values())


def test_a_clerk_sees_all_and_is_told_who_decides(world: World, work: Workplace, qtbot: QtBot) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    world.actor = world.clerk
    page = ConflictsPage(work)
    page.resize(1206, 668)
    qtbot.addWidget(page)
    page.show()
    driver = Driver(page, work, qtbot)
    driver.settle()
    page.list.setFocus()
    driver.key(Qt.Key.Key_1)

    words = driver.words()
    assert "李四" in words
    assert "赵主任" in words
    assert not page.card.form.isVisible()
    assert world.services.queries.case(case.id) == case


def test_decided_cases_can_be_looked_at_and_taken_back(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    world.do(ResolveCase(case.id, Decision.KEEP_FIRST, "电话核实"))
    driver.page.show_mode("decided")
    driver.settle()
    assert [row.id for row in driver.rows()] == [case.id]
    assert "电话核实" in driver.words()

    driver.page.card.reopen_button.click()
    driver.page.card.form.reason.setText("决定错了")
    driver.carry_out()
    driver.slip()
    after = world.services.queries.case(case.id)
    assert after is not None
    assert after.open


def test_search_and_scan_narrow_the_list(world: World, driver: Driver) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    driver.settle()
    for text in ("李四", case.tag_number, case.sides[0].number, "计算"):
        driver.page.take_scan(text)
        driver.settle()
        assert [row.id for row in driver.rows()] == [case.id], text
    driver.page.search("王五")
    driver.settle()
    assert driver.rows() == []
    driver.page.step_back()
    driver.settle()
    assert [row.id for row in driver.rows()] == [case.id]


def test_everything_that_takes_the_focus_has_a_name(world: World, driver: Driver) -> None:
    world.make(CaseKind.FIELD_EDIT)
    driver.settle()
    driver.page.list.setFocus()
    driver.key(Qt.Key.Key_1)
    unnamed = [
        type(widget).__name__
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView)
        for widget in driver.page.findChildren(kind)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.accessibleName()
    ]
    assert not [name for name in unnamed if name != "_Segment"]


def test_the_badge_counts_and_is_urgent(world: World, work: Workplace, qtbot: QtBot) -> None:
    badge = CaseBadge(work)
    world.field_edit()
    qtbot.waitUntil(lambda: badge.count == 1)
    assert badge.meaning == "neutral"
    world.double_handout(piece=1)
    qtbot.waitUntil(lambda: badge.count == 2)
    assert badge.meaning == "attention"
    assert world.services.queries.case_counts() == {Urgency.NOW: 1, Urgency.SOON: 1}


def test_the_finder_finds_a_case_by_tag_person_and_number(world: World, work: Workplace, qtbot: QtBot) -> None:
    case = world.make(CaseKind.DOUBLE_HANDOUT)
    finder = Finder(work, lambda key: None)
    for text in (case.tag_number, "李四", case.sides[-1].number):
        found: list[Action] = []
        finder.find(text, found.extend)
        qtbot.waitUntil(lambda found=found: bool(found))
        assert f"case/{case.id}" in [action.key for action in found], text


def test_the_loan_desk_and_the_details_lead_to_the_case(world: World, work: Workplace, qtbot: QtBot) -> None:
    case: CaseRow = world.make(CaseKind.RETURN_WITHOUT_LOAN)
    desk = LoanDeskPage(work)
    qtbot.addWidget(desk)
    desk.show()
    desk.hand_out.form.set_person(person_id(OFFICE_ID, "张三"), "张三", OFFICE_ID, "教育和体育局")
    qtbot.waitUntil(lambda: not work.tasks.busy, timeout=20_000)
    desk.take_scan(case.tag_number)
    qtbot.waitUntil(lambda: not work.tasks.busy, timeout=20_000)
    (row,) = [(number, row) for number, row in desk.hand_out.scans.log().open_rows() if row.word == "待处理"]
    with qtbot.waitSignal(desk.wanted) as wanted:
        desk.hand_out.mend(*row)
    assert wanted.args == ["conflicts", case.tag_number]

    inventory = InventoryPage(work)
    qtbot.addWidget(inventory)
    inventory.show()
    inventory.shown()
    inventory.take_scan(case.tag_number)
    details = inventory.browse.details

    def see() -> list[Button]:
        return [button for button in details.findChildren(Button) if button.accessibleName() == "看待处理事项"]

    qtbot.waitUntil(lambda: bool(see()), timeout=20_000)
    with qtbot.waitSignal(inventory.wanted) as wanted:
        see()[0].click()
    assert wanted.args == ["conflicts", case.tag_number]
    qtbot.waitUntil(lambda: not work.tasks.busy, timeout=20_000)


def test_at_150_percent_the_answers_are_in_sight_without_scrolling(world: World, work: Workplace, qtbot: QtBot) -> None:
    world.make(CaseKind.HOLD_OVERTAKEN)
    page = ConflictsPage(work)
    page.resize(846, 412)  # what 1366 × 768 leaves at 150 %
    qtbot.addWidget(page)
    page.show()
    Driver(page, work, qtbot).settle()
    answers = page.card.answers
    qtbot.waitUntil(lambda: answers.buttons and answers.visibleRegion().boundingRect() == answers.rect())
    assert page.card.sides.mapTo(page, QPoint()).y() > answers.mapTo(page, QPoint()).y()


def test_a_title_without_room_says_the_kind(world: World, work: Workplace, chinese: object) -> None:
    """The icon says how urgent it is, and the tip all of it."""
    case = world.make(CaseKind.HOLD_OVERTAKEN)
    metrics = QFontMetrics(body_font())
    urgency, kind = case_look(case)[0], kind_look(case)[0]
    assert case_title(case, metrics, 1_000) == f"{urgency} · {kind}"
    assert case_title(case, metrics, metrics.horizontalAdvance(kind) + 1) == kind
    model = CasesModel()
    model.set_rows([case])
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert all(word in tip for word in (urgency, kind, piece_words(case), versus(case)))
