"""The reader's section of the settings, and what the site's tags bear."""

from __future__ import annotations

import pytest

from app.domain.tag_scheme import TagScheme
from app.services.rfid import epc_of
from tests.gui.rfid.conftest import Bench
from ui.inventory.details import AssetPanel
from ui.rfid.setting import ReaderKind, ReaderSetting
from ui.rfid.what import group_hex
from ui.settings.reader import ReaderSection
from ui.widgets import Label, SessionMemory


@pytest.fixture
def section(bench: Bench) -> ReaderSection:
    bench.counter.actor = bench.counter.administrator
    section = ReaderSection(bench.work)
    section.resize(900, 900)
    bench.qtbot.addWidget(section)
    section.show()
    section.show_rights()
    section.load()
    bench.settle()
    return section


def choose(section: ReaderSection, kind: ReaderKind) -> None:
    section.kind.set_key(kind)
    section.kind.chosen.emit(kind)


def test_what_is_entered_is_kept(bench: Bench, section: ReaderSection) -> None:
    choose(section, ReaderKind.LLRP)
    assert section.llrp.isVisible()
    assert not section.port.isVisible()
    section.llrp.clear()
    assert not section.try_save()
    section.llrp.setText("192.0.2.7")
    section.least.set_key(-55)
    section.dwell.set_key(2.0)
    assert section.try_save()
    kept = ReaderSetting.read(bench.work.memory)
    assert kept == ReaderSetting(ReaderKind.LLRP, bench.module.port, "192.0.2.7", -55, 2.0)
    assert kept.address == "llrp:192.0.2.7"


def test_what_was_kept_and_cannot_be_is_as_if_never_chosen() -> None:
    memory = SessionMemory()
    for key, value in (("kind", "telepathy"), ("least_rssi", "loud"), ("dwell", "-3")):
        memory.write(f"rfid/{key}", value)
    assert ReaderSetting.read(memory) == ReaderSetting()


def test_what_does_it_see(bench: Bench, section: ReaderSection) -> None:
    (piece,) = bench.counter.stock()
    weak = bench.chip(rssi_dbm=-80)
    bench.lay(bench.tagged(piece), weak)
    section.test.click()
    bench.wait(lambda: len(section.model.lines()) == 2)
    bench.wait(lambda: any(line.name.startswith("台式计算机") for line in section.model.lines()))
    found = {line.name.split("  ")[0]: line.word for line in section.model.lines()}
    assert found == {"台式计算机": "读到", "没有写过编号": "太弱"}
    assert section.result.accessibleName() == "读写器已连上"
    section.test.click()
    assert not section.list.isVisible()


def test_a_reader_that_types(bench: Bench, section: ReaderSection) -> None:
    (piece,) = bench.counter.stock()
    bench.tagged(piece)
    choose(section, ReaderKind.WEDGE)
    assert not section.test.isVisible()
    section.take_scan(bench.counter.row(piece).epc.lower())
    bench.settle()
    assert section.result.accessibleDescription().startswith("台式计算机")
    section.take_scan(piece.tag_number)
    assert section.result.accessibleName() == "这不是从 RFID 标签读来的"


def test_the_example_is_what_is_written(bench: Bench, section: ReaderSection) -> None:
    form = section.scheme
    assert "A100 0000 3708" in form.example.text()
    form.scheme.set_key("gs1")
    form.scheme.changed.emit("gs1")
    form.prefix.setText("69012")
    assert not form.save.isEnabled()
    form.prefix.setText("69012345")
    form.save.click()
    bench.settle()
    site = bench.counter.services.queries.site()
    assert site.gs1_prefix == "69012345"
    (piece,) = bench.counter.stock()
    epc, _pc = epc_of(piece.tag_number, TagScheme(site.gs1_prefix))
    assert group_hex(epc)[:9] in form.example.text()  # header, filter, partition and the prefix's first bits


def test_only_administrators_change_what_tags_bear(bench: Bench, section: ReaderSection) -> None:
    bench.counter.actor = bench.counter.clerk
    section.show_rights()
    assert not section.scheme.save.isEnabled()
    assert section.kind.isEnabled()  # the reader is this PC's


def test_the_details_of_a_piece_show_its_tag(bench: Bench) -> None:
    (piece,) = bench.counter.stock()
    chip = bench.tagged(piece)
    panel = AssetPanel(bench.work.here)
    bench.qtbot.addWidget(panel)
    detail = bench.counter.services.queries.asset(piece.id)
    assert detail is not None
    panel.show_asset(detail, [])
    texts = [label.text() for label in panel.findChildren(Label)]
    assert chip.epc.hex().upper() in texts
    assert chip.tid.hex().upper() in texts
