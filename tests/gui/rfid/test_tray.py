"""The tray beside the loan desk, on a real database and a module on a pseudo-terminal."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.asset import Status
from app.services.commands.loans import ApproveRequest, SubmitRequest
from app.services.tray import TrayState
from tests.fakes.rfid import SerialModule
from tests.gui.loan_desk.conftest import OFFICE, OFFICE_ID, ZHANG
from tests.gui.rfid.conftest import Bench
from ui.loan_desk import LoanDeskPage
from ui.rfid.setting import ReaderKind
from ui.rfid.tray_list import TrayLine
from ui.rfid.tray_panel import TrayPanel


@pytest.fixture
def page(bench: Bench) -> LoanDeskPage:
    page = LoanDeskPage(bench.work)
    page.resize(1200, 660)
    bench.qtbot.addWidget(page)
    page.show()
    page.shown()
    bench.settle()
    return page


def lines(tray: TrayPanel) -> list[TrayLine]:
    return tray.model.lines()


def states(tray: TrayPanel) -> list[tuple[TrayState, str]]:
    return [(line.state, line.name) for line in lines(tray)]


def words(page: LoanDeskPage) -> list[tuple[str, str]]:
    log = (page.take_back if page.mode() == "take_back" else page.hand_out).scans.log()
    rows = [log.get(log.number_at(place)) for place in range(log.rowCount())]
    return [(row.outcome, row.item) for row in rows]


def test_what_lies_there_goes_on_the_list_once_it_is_stable(bench: Bench, page: LoanDeskPage) -> None:
    desk, lent = bench.counter.stock(count=1), bench.counter.stock("会议桌")
    bench.counter.lend(*lent)
    bench.lay(bench.tagged(desk[0]), bench.tagged(lent[0]))
    page.hand_out.form.set_person(ZHANG, "张三", OFFICE_ID, OFFICE)
    bench.settle()

    bench.qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.tray.isVisible()
    assert not page.tray.take_button.isEnabled()
    bench.qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert words(page) == []  # nothing before it is stable

    bench.wait(page.tray.take_button.isEnabled)
    bench.settle()
    assert {name for state, name in states(page.tray) if state is TrayState.PRESENT} == {"台式计算机", "会议桌"}
    bench.sounds.played.clear()
    bench.qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    bench.settle()

    assert sorted(words(page)) == [("done", "台式计算机"), ("refused", "会议桌")]  # the rules of a scan hold
    assert sorted(bench.sounds.played) == ["done", "refused"]
    assert page.hand_out.basket.holds(desk[0].id)
    bench.wait(lambda: any(line.held for line in lines(page.tray)))
    assert not page.tray.take_button.isEnabled()  # nothing is given twice


def test_a_request_makes_others_foreign(bench: Bench, page: LoanDeskPage) -> None:
    wanted, other = bench.counter.stock(count=2), bench.counter.stock("会议桌")
    ask = SubmitRequest(OFFICE_ID, ZHANG, tuple(one.id for one in wanted), bench.counter.clock.today(), "会议")
    bench.counter.do(ask)
    (request,) = bench.counter.services.queries.requests()
    bench.counter.do(ApproveRequest(request.id, "批 1"))
    chips = [bench.tagged(wanted[0]), bench.tagged(other[0]), bench.chip()]
    tagless = wanted[1]
    (request,) = bench.counter.services.queries.requests()
    page.hand_out.fill_from(request, bench.counter.services.queries.assets(request.asset_ids))
    page.tray.open()
    assert page.tray.count.text() == "0/2 件"
    assert "1" in page.tray.rest.text()  # one awaited piece has no tag

    bench.lay(*chips)
    bench.wait(page.tray.take_button.isEnabled)
    bench.settle()
    page.tray.refresh()

    assert sorted(states(page.tray)) == [
        (TrayState.FOREIGN, "会议桌"),
        (TrayState.FOREIGN, "没有写过编号"),
        (TrayState.PRESENT, "台式计算机"),
    ]
    page.tray.take_button.click()
    bench.settle()
    assert page.hand_out.basket.holds(wanted[0].id)
    assert not page.hand_out.basket.holds(other[0].id)
    assert not page.hand_out.basket.holds(tagless.id)

    at = next(n for n, line in enumerate(lines(page.tray)) if line.name == "会议桌")
    page.tray.list.setCurrentIndex(page.tray.model.index(at))
    bench.qtbot.keyClick(page.tray.list, Qt.Key.Key_Return)
    bench.settle()
    assert page.hand_out.basket.holds(other[0].id)  # all the same, since a person said so


def test_what_is_taken_away_is_said_and_sounds_once(bench: Bench, page: LoanDeskPage) -> None:
    pieces = bench.counter.stock(count=2)
    chips = [bench.tagged(one) for one in pieces]
    bench.lay(*chips)
    page.tray.open()
    bench.wait(page.tray.take_button.isEnabled)
    bench.settle()
    page.tray.take_button.click()
    bench.settle()
    bench.sounds.played.clear()

    bench.lay(chips[0])
    bench.wait(lambda: TrayState.REMOVED in [line.state for line in lines(page.tray)])
    bench.wait(page.tray.watch.stable)
    assert bench.sounds.played == ["refused"]  # it is on the list, and it is gone
    assert page.tray.count.text() == "1 件"


def test_esc_closes_the_reader(bench: Bench, page: LoanDeskPage) -> None:
    page.tray.open()
    bench.wait(lambda: bench.work.tags is not None and bench.work.tags.ready)
    assert not page._sides.isVisible()
    bench.qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.tray.isVisible()
    assert page._sides.isVisible()
    assert bench.work.tags is not None
    thread = bench.work.tags._thread
    assert thread is not None
    bench.wait(lambda: not thread.is_alive())


def test_a_returned_pile_with_more_than_one_loan(bench: Bench, page: LoanDeskPage) -> None:
    pieces = bench.counter.stock(count=3)
    chips = [bench.tagged(one) for one in pieces]
    bench.counter.lend(*pieces[:2])
    bench.counter.lend(pieces[2])
    page.show_mode("take_back")
    page.take_scan(pieces[0].tag_number)
    bench.settle()
    page.tray.open()
    assert page.tray.count.text() == "0/2 件"  # all that is out on the loan met

    bench.lay(*chips[1:])
    bench.wait(page.tray.take_button.isEnabled)
    bench.settle()
    page.tray.take_button.click()
    bench.settle()
    assert all(page.take_back.basket.holds(one.id) for one in pieces)
    assert bench.counter.row(pieces[2]).status is Status.LENT  # only the list, until it is agreed to


def test_a_weak_tag_does_not_count_until_the_threshold_says_so(bench: Bench, page: LoanDeskPage) -> None:
    (piece,) = bench.counter.stock()
    chip = bench.tagged(piece)
    chip.rssi_dbm = -70
    bench.lay(chip)
    page.tray.open()
    bench.wait(lambda: bench.work.tags is not None and bench.work.tags.ready)
    heard = []
    assert bench.work.tags is not None
    bench.work.tags.heard.connect(heard.append)
    bench.wait(lambda: len([seen for seen in heard if seen]) >= 2)
    assert lines(page.tray) == []

    page.tray.adjust.click()
    page.tray.least.set_key(-75)
    page.tray.least.chosen.emit(-75)
    bench.wait(page.tray.take_button.isEnabled)
    assert [line.name for line in lines(page.tray)] == ["台式计算机"]


def test_unplugged_and_plugged_in_again(bench: Bench, page: LoanDeskPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.rfid.field.RETRY_SECONDS", 0.2)
    (piece,) = bench.counter.stock()
    bench.lay(bench.tagged(piece))
    port = bench.module.port
    bench.set_up(serial=port + "-gone")
    page.tray.open()
    bench.wait(page.tray.notice.isVisible)
    assert page.tray.chip.accessibleName() == "没有连上读写器"
    assert bench.sounds.played == ["refused"]

    bench.set_up(serial=port)
    bench.wait(page.tray.take_button.isEnabled)
    assert not page.tray.notice.isVisible()


def test_without_a_reader_it_says_what_to_do(bench: Bench, page: LoanDeskPage) -> None:
    bench.set_up(kind=ReaderKind.WEDGE)
    page.shown()
    assert not page.tray.opener.isVisible()
    page.tray.press()
    assert page.tray.notice.isVisible()
    assert page.tray.chip.accessibleName() == "没有连上读写器"


def test_another_tag_with_a_pieces_number_is_never_taken(bench: Bench, page: LoanDeskPage) -> None:
    (piece,) = bench.counter.stock()
    true = bench.tagged(piece)
    false = bench.chip()
    false.bear(true.epc)
    bench.lay(false)
    page.tray.open()
    bench.wait(lambda: any(line.text == "编号相同的另一张标签" for line in lines(page.tray)))
    bench.wait(page.tray.watch.stable)
    assert not page.tray.take_button.isEnabled()
    page.tray.list.setCurrentIndex(page.tray.model.index(0))
    bench.qtbot.keyClick(page.tray.list, Qt.Key.Key_Return)
    bench.settle()
    assert words(page) == []


def test_a_module_that_is_pulled_out_is_heard_again(
    bench: Bench, page: LoanDeskPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.rfid.field.RETRY_SECONDS", 0.1)
    (piece,) = bench.counter.stock()
    chip = bench.tagged(piece)
    with SerialModule([chip]) as module:
        bench.set_up(serial=module.port)
        page.tray.open()
        bench.wait(page.tray.take_button.isEnabled)
    bench.wait(page.tray.notice.isVisible)
    assert lines(page.tray) == []
    with SerialModule([chip]) as module:
        bench.set_up(serial=module.port)
        bench.wait(page.tray.take_button.isEnabled)
        page.tray.close_it()
        assert bench.work.tags is not None
        assert bench.work.tags.close()
