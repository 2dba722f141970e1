"""`tag write` without a window: over a label printer, a serial module and a network reader; and what it refuses."""

from __future__ import annotations

import pytest

from tests.e2e.program import ENVIRONMENT, run
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import PASSWORD, fill, opened
from tests.fakes.rfid import Chip, LabelWriter, LlrpReaderThread, SerialModule


@pytest.fixture
def data(tmp_path):
    fill(tmp_path / "data", 2)
    return tmp_path / "data"


@pytest.fixture
def tags(data):
    with opened(data) as counter:
        return counter.tags


def write(data, tag, writer, *more):
    given = ("--data", data, "--as", "admin", "--writer", writer, "--json", *more)
    return run("tag", "write", tag, *given, password=PASSWORD)


def bound(data):
    with opened(data) as counter:
        rows = counter.services.queries.assets(counter.pieces)
        return {row.tag_number: (row.epc, row.tid) for row in rows if row.tid}


def test_over_a_label_printer(data, tags, monkeypatch):
    chips = [Chip.numbered(1), Chip.numbered(2)]
    monkeypatch.setitem(ENVIRONMENT, "GWC_TAG_PASSWORD", "0000CAFE")
    with LabelPrinter(writer=LabelWriter(iter(chips))) as there:
        said = write(data, tags[0], f"zpl:127.0.0.1:{there.port}", "--template", "roll-70x40", "--lock")
        assert (said.code, there.numbers()) == (0, tags[:1])
        assert write(data, tags[0], f"zpl:127.0.0.1:{there.port}").refusal == "tag.asset_has_tag"
        there.paper = 0
        assert write(data, tags[1], f"zpl:127.0.0.1:{there.port}").refusal == "printer.paper_out"
        assert there.numbers() == tags[:1], "nothing was sent"
    assert (chips[0].locked, chips[0].password) == (True, 0xCAFE)
    assert bound(data) == {tags[0]: (said.json["epc"], chips[0].tid.hex().upper())}


def test_over_a_serial_module(data, tags, monkeypatch):
    chip = Chip.numbered(1)
    with SerialModule([chip]) as module:
        monkeypatch.setitem(ENVIRONMENT, "GWC_TAG_PASSWORD", "0")
        assert write(data, tags[0], f"serial:{module.port}", "--lock").refusal == "tag.lock_needs_password"
        assert write(data, tags[0], f"serial:{module.port}").code == 0
        assert write(data, tags[1], f"serial:{module.port}").refusal == "tag.tid_in_use"
    assert not chip.locked
    assert bound(data) == {tags[0]: (chip.epc.hex().upper(), chip.tid.hex().upper())}


def test_over_a_network_reader(data, tags):
    chip = Chip.numbered(1)
    with LlrpReaderThread([chip]) as reader:
        assert write(data, tags[0], f"llrp:127.0.0.1:{reader.port}").code == 0
    assert bound(data) == {tags[0]: (chip.epc.hex().upper(), chip.tid.hex().upper())}
