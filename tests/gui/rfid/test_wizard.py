"""Writing tags one after the other, with real devices' protocols and a real database."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.services.queries import AssetRow
from app.services.rfid import EncodeTag, Lock
from tests.fakes.rfid import Chip, LlrpReaderThread
from tests.gui.rfid.conftest import Bench
from ui.inventory import InventoryPage
from ui.rfid.encoding import Stage
from ui.rfid.queue import KEY, Standing
from ui.rfid.setting import ReaderKind, ReaderSetting
from ui.rfid.wizard import EncodeView


@pytest.fixture
def view(bench: Bench) -> EncodeView:
    view = EncodeView(bench.work)
    view.resize(1180, 660)
    bench.qtbot.addWidget(view)
    view.show()
    return view


def begin(bench: Bench, view: EncodeView, pieces: list[AssetRow]) -> None:
    view.begin([one.id for one in pieces])
    bench.settle()
    bench.wait(lambda: view.flow.stage is not Stage.OFF)


def target(bench: Bench, asset: AssetRow) -> str:
    return EncodeTag(bench.counter.services.queries, bench.counter.services.bus).number(asset.id)[0]


def held(chip: Chip) -> str:
    return chip.epc.hex().upper()


def test_place_hear_next(bench: Bench, view: EncodeView) -> None:
    pieces = bench.counter.stock(count=3)
    chips = [bench.chip() for _ in pieces]
    begin(bench, view, pieces)
    assert view.flow.stage is Stage.EMPTY
    assert view.card.name.text() == "台式计算机"
    assert bench.work.memory.read(KEY)

    for number, (piece, chip) in enumerate(zip(pieces, chips, strict=True), start=1):
        bench.lay(chip)
        bench.wait(lambda n=number: view.queue.count(Standing.WRITTEN) == n)
        row = bench.counter.row(piece)
        assert (row.epc, row.tid) == (held(chip), chip.tid.hex().upper())
        assert held(chip) == target(bench, piece)
        assert view.flow.stage is Stage.WRITTEN
        bench.lay()
        bench.wait(lambda: view.flow.stage in (Stage.EMPTY, Stage.FINISHED))
    assert view.flow.stage is Stage.FINISHED
    assert bench.sounds.played == ["done"] * 3
    assert not bench.work.memory.read(KEY)  # nothing is left for another day


def test_a_tag_that_still_lies_there_is_not_the_next_ones(bench: Bench, view: EncodeView) -> None:
    pieces = bench.counter.stock(count=2)
    chip = bench.chip()
    begin(bench, view, pieces)
    bench.lay(chip)
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    rounds: list[object] = []
    assert bench.work.tags is not None
    bench.work.tags.heard.connect(rounds.append)
    bench.wait(lambda: len(rounds) > 8)
    assert held(chip) == target(bench, pieces[0])
    assert bench.counter.row(pieces[1]).epc == ""
    assert view.flow.stage is Stage.WRITTEN


def test_another_pieces_tag_stops_it_and_nothing_is_written(bench: Bench, view: EncodeView) -> None:
    first, second = bench.counter.stock(count=2)
    other = bench.counter.stock("会议桌")[0]
    foreign = bench.tagged(other)
    before = held(foreign)
    begin(bench, view, [first, second])
    bench.lay(foreign)
    bench.wait(lambda: view.flow.stage is Stage.STOPPED)

    assert held(foreign) == before
    assert bench.sounds.played == ["refused"]
    assert view.card.stop.isVisible()
    assert not view.card.again_button.isVisible()
    assert view.queue.count(Standing.WRITTEN) == 0

    blank = bench.chip()  # taking it away is an answer too
    bench.lay()
    bench.wait(lambda: view.flow.stage is Stage.EMPTY)
    bench.lay(blank)
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    assert bench.counter.row(first).epc == held(blank)


def test_a_tag_of_the_list_leads_to_its_piece(bench: Bench, view: EncodeView) -> None:
    first, second = bench.counter.stock(count=2)
    chip = bench.chip()
    chip.bear(bytes.fromhex(target(bench, second)))  # written, and the power went before it was bound
    begin(bench, view, [first, second])
    bench.lay(chip)
    bench.wait(lambda: view.flow.stage is Stage.STOPPED)
    assert view.card.owner_button.isVisible()
    view.card.owner_button.click()
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    assert bench.counter.row(second).tid == chip.tid.hex().upper()
    assert view.queue.current is not None
    assert view.queue.current.id == first.id


def test_two_tags_are_not_written(bench: Bench, view: EncodeView) -> None:
    (piece,) = bench.counter.stock()
    chips = [bench.chip(), bench.chip()]
    begin(bench, view, [piece])
    bench.lay(*chips)
    bench.wait(lambda: view.flow.stage is Stage.SEVERAL)
    bench.lay(chips[0])
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    assert held(chips[1]) != held(chips[0])


def test_skip_back_and_another_day(bench: Bench, view: EncodeView) -> None:
    pieces = bench.counter.stock(count=3)
    begin(bench, view, pieces)
    bench.qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    bench.wait(lambda: view.queue.number == 1)
    bench.qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    bench.wait(lambda: view.queue.number == 0)
    assert view.queue.count(Standing.SKIPPED) == 0
    view.card.skip_button.click()
    bench.lay(bench.chip())
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    view.hide()

    again = EncodeView(bench.work)
    bench.qtbot.addWidget(again)
    again.show()
    again.begin([])
    bench.settle()
    left = [(turn.id, turn.standing) for turn in again.queue.turns]
    assert left == [(pieces[0].id, Standing.SKIPPED), (pieces[2].id, Standing.WAITING)]


def test_a_void_tag_is_unbound_and_not_written_again(bench: Bench, view: EncodeView) -> None:
    first, second = bench.counter.stock(count=2)
    chip = bench.chip()
    begin(bench, view, [first, second])
    bench.lay(chip)
    bench.wait(lambda: view.flow.stage is Stage.WRITTEN)
    bench.wait(view.card.void_button.isEnabled)
    view.card.void_button.click()
    assert view.chooser.isVisible()
    bench.qtbot.keyClick(view.chooser.list, Qt.Key.Key_3)
    bench.settle()

    assert bench.counter.row(first).tid == ""
    assert view.queue.current is not None
    assert view.queue.current.id == first.id
    bench.wait(lambda: view.flow.stage is Stage.THROWN)
    bench.lay(bench.chip())
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    assert bench.counter.row(first).tid != chip.tid.hex().upper()


def test_another_tag_needs_a_reason(bench: Bench, view: EncodeView) -> None:
    (piece,) = bench.counter.stock()
    old = bench.tagged(piece)
    begin(bench, view, [piece])
    assert view.flow.stage is Stage.FINISHED  # it has its tag
    view.flow.go_to(piece.id)
    new = bench.chip()
    bench.lay(new)
    bench.wait(lambda: view.flow.stage is Stage.STOPPED)
    assert bench.counter.row(piece).tid == old.tid.hex().upper()
    view.card.replace_button.click()
    bench.qtbot.keyClick(view.chooser.list, Qt.Key.Key_1)
    bench.wait(lambda: bench.counter.row(piece).tid == new.tid.hex().upper())
    bench.wait(lambda: view.flow.stage is Stage.WRITTEN)


def test_a_tag_that_cannot_be_written_is_not_said_to_be(bench: Bench, view: EncodeView) -> None:
    (piece,) = bench.counter.stock()
    chip = bench.chip()
    begin(bench, view, [piece])
    chip.locked = True
    bench.lay(chip)
    bench.wait(lambda: view.flow.stage is Stage.STOPPED)
    assert bench.counter.row(piece).epc == ""
    chip.locked = False
    view.card.again_button.click()
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)


def test_tags_are_locked_where_a_person_says_so(bench: Bench, view: EncodeView) -> None:
    pieces = bench.counter.stock(count=3)
    open_chip, locked, after = bench.chip(), bench.chip(), bench.chip()
    begin(bench, view, pieces)
    bench.lay(open_chip)
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
    assert not open_chip.locked
    bench.lay()
    bench.wait(lambda: view.flow.stage is Stage.EMPTY)

    view.lock_button.click()
    assert view.lock_form.isVisible()
    assert not view.flow.running, "nothing is written while the password is typed"
    bench.lay(locked)
    form = view.lock_form
    for first, second in (("", ""), ("00000000", "00000000"), ("CAFE", "CAFE"), ("0000CAFG", "0000CAFG")):
        form.password.setText(first)
        form.again.setText(second)
        form.accept()
        assert form._password.error()
    form.password.setText("0000CAFE")
    form.again.setText("0000CAFF")
    form.accept()
    assert form._again.error()
    assert view.flow.lock is None
    form.again.setText("0000cafe".upper())
    form.accept_button.click()
    assert (form.isVisible(), form.password.text(), form.again.text()) == (False, "", "")
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 2)
    assert (locked.locked, locked.password) == (True, 0xCAFE)
    assert bench.counter.row(pieces[1]).tid == locked.tid.hex().upper()

    bench.lay()
    bench.wait(lambda: view.flow.stage is Stage.EMPTY)
    view.lock_button.click()
    view.lock_form.none_button.click()
    bench.lay(after)
    bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 3)
    assert (after.locked, after.password) == (False, 0)


def test_the_lock_is_forgotten_when_one_leaves(bench: Bench, view: EncodeView) -> None:
    begin(bench, view, bench.counter.stock(count=1))
    view.lock_button.click()
    view.lock_form.password.setText("0000CAFE")
    assert view.step_back()
    assert not view.lock_form.isVisible()
    assert view.flow.running
    view.set_lock(Lock(7))
    view.hide()
    assert view.flow.lock is None


def test_the_lock_stays_while_the_window_is_only_out_of_sight(bench: Bench, view: EncodeView) -> None:
    """Minimised: whoever comes back goes on locking, and nothing is written meanwhile."""
    begin(bench, view, bench.counter.stock(count=1))
    view.set_lock(Lock(7))
    view.lock_button.click()
    view.lock_form.password.setText("0000CAFE")
    view.showMinimized()
    bench.settle()
    assert not view.flow.running
    assert view.lock_form.password.text() == ""
    view.showNormal()
    bench.wait(lambda: view.flow.running)
    assert view.flow.lock == Lock(7)


def test_a_network_reader(bench: Bench) -> None:
    (piece,) = bench.counter.stock()
    chip = bench.chip()
    with LlrpReaderThread([chip]) as reader:
        ReaderSetting(ReaderKind.LLRP, llrp=f"127.0.0.1:{reader.port}").write(bench.work.memory)
        view = EncodeView(bench.work)
        bench.qtbot.addWidget(view)
        view.show()
        view.begin([piece.id])
        bench.wait(lambda: view.queue.count(Standing.WRITTEN) == 1)
        assert held(chip) == target(bench, piece)
        view.hide()
        assert bench.work.tags is not None
        assert bench.work.tags.close()


def test_from_the_marked_rows_of_the_inventory(bench: Bench) -> None:
    pieces = bench.counter.stock(count=2)
    page = InventoryPage(bench.work)
    page.resize(1180, 640)
    bench.qtbot.addWidget(page)
    page.show()
    page.shown()
    bench.settle()
    bench.wait(lambda: page.browse.table.model().rowCount() == 2)
    page.browse.table.selectAll()
    bench.settle()
    assert page.browse.tags_button.isVisible()
    page.browse.tags_button.click()
    bench.settle()
    assert page.tags.isVisible()
    assert {turn.id for turn in page.tags.queue.turns} == {one.id for one in pieces}
    bench.lay(bench.chip())
    bench.wait(lambda: page.tags.queue.count(Standing.WRITTEN) == 1)
    bench.qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.browse.isVisible()
    assert page.tags.flow.stage is Stage.OFF
