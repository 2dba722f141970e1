"""The tray beside a transfer that is received: real counters, and a module on a pseudo-terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.commands.tags import BindTag
from app.services.queries import AssetRow
from app.services.rfid import EncodeTag
from app.services.tray import TrayState
from printing.rfid.devices import open_writer
from tests.fakes.rfid import Chip, SerialModule
from tests.gui.transfers.conftest import Counter
from tests.gui.transfers.test_receive import scan, sent
from ui.rfid.field import TagField
from ui.rfid.setting import ReaderKind, ReaderSetting
from ui.transfers import TransfersPage
from ui.transfers.arrival import Mark


@pytest.fixture
def module(receiver: Counter) -> Iterator[SerialModule]:
    with SerialModule([]) as module:
        setting = ReaderSetting(ReaderKind.SERIAL, serial=module.port, least_rssi=-65, dwell=0.5)
        setting.write(receiver.work.memory)
        field = TagField(lambda: open_writer(setting.address))
        receiver.work.tags = field
        yield module
        assert field.close()


def tagged(counter: Counter, piece: AssetRow, number: int) -> Chip:
    """A chip that bears the piece's number and is bound to it."""
    chip = Chip.numbered(number)
    epc, pc = EncodeTag(counter.services.queries, counter.services.bus).number(piece.id)
    chip.bear(bytes.fromhex(epc), pc)
    counter.do(BindTag(piece.id, epc, chip.tid.hex().upper()))
    return chip


def states(page: TransfersPage) -> list[tuple[TrayState, str]]:
    return sorted((line.state, line.name) for line in page.receive.tray.panel.model.lines())


@pytest.mark.parametrize("known", [True, False], ids=["from the city", "from the codes alone"])
def test_what_lies_there_is_ticked_off_once_it_is_stable(
    sender: Counter, receiver: Counter, module: SerialModule, qtbot: QtBot, known: bool
) -> None:
    pieces = sender.take_in(3)
    (stranger,) = receiver.take_in(1, "打印机")
    chips = [tagged(sender, piece, number) for number, piece in enumerate(pieces, start=1)]
    foreign = tagged(receiver, stranger, 9)
    _id, codes = sent(sender, pieces)
    if known:
        sender.sync()
        receiver.sync()
    page = receiver.page()
    scan(receiver, page, *codes)
    arrival, tray = page.receive.arrival, page.receive.tray.panel
    assert arrival is not None
    page.activateWindow()
    qtbot.keyClick(page.receive, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert tray.isVisible()
    receiver.settle()
    assert states(page) == [(TrayState.EXPECTED, "台式计算机")] * 3

    module.field[:] = [*chips[:2], foreign]
    qtbot.keyClick(page.receive, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert arrival.marked(Mark.PRESENT) == [], "nothing before it is stable"
    qtbot.waitUntil(tray.take_button.isEnabled, timeout=30_000)
    receiver.settle()
    tray.refresh()
    assert [state for state, _name in states(page)] == [
        TrayState.EXPECTED,
        TrayState.FOREIGN,
        TrayState.PRESENT,
        TrayState.PRESENT,
    ]
    assert tray.count.text() == "2/3 件"
    qtbot.keyClick(page.receive, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    receiver.settle()
    assert {piece.id for piece in arrival.marked(Mark.PRESENT)} == {piece.id for piece in pieces[:2]}
    assert arrival.marked(Mark.FOREIGN) == [], "what is foreign is put aside, not put on the list"

    module.field[:] = chips[1:2]
    qtbot.waitUntil(lambda: TrayState.REMOVED in {state for state, _name in states(page)}, timeout=30_000)
    assert len(arrival.marked(Mark.PRESENT)) == 2, "a tick stays: a person takes it away"

    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not tray.isVisible()
    assert page.receive.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.list.isVisible()


def test_a_foreign_piece_is_met_as_by_a_scan_when_a_person_says_so(
    sender: Counter, receiver: Counter, module: SerialModule, qtbot: QtBot
) -> None:
    _id, codes = sent(sender, sender.take_in(1))
    (stranger,) = receiver.take_in(1, "打印机")
    module.field[:] = [tagged(receiver, stranger, 9)]
    page = receiver.page()
    scan(receiver, page, *codes)
    tray = page.receive.tray.panel
    tray.open()
    qtbot.waitUntil(lambda: (TrayState.FOREIGN, "打印机") in states(page), timeout=30_000)
    at = next(n for n, line in enumerate(tray.model.lines()) if line.state is TrayState.FOREIGN)
    tray.list.setCurrentIndex(tray.model.index(at))
    qtbot.keyClick(tray.list, Qt.Key.Key_Return)
    receiver.settle()
    assert page.receive.arrival is not None
    assert [piece.id for piece in page.receive.arrival.marked(Mark.FOREIGN)] == [stranger.id]


def test_without_a_reader_no_button(sender: Counter, receiver: Counter, module: SerialModule) -> None:
    replace(ReaderSetting.read(receiver.work.memory), kind=ReaderKind.NONE).write(receiver.work.memory)
    _id, codes = sent(sender, sender.take_in(1))
    page = receiver.page()
    scan(receiver, page, *codes)
    assert page.receive.tray.panel.opener.isHidden()
