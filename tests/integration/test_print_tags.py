"""Labels whose tags are written as they are printed: only what was read back is verified and bound."""

import random

import pytest

from app.services.printing.jobs import ItemState, JobState
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import TEMPLATE, fill, opened
from tests.fakes.rfid import Chip, Faults, LabelWriter

S = ItemState


@pytest.fixture
def counter(tmp_path):
    fill(tmp_path / "data", 12)
    with opened(tmp_path / "data") as made:
        made.services.print_desk._parts.encoder.seconds = 0.3
        yield made


def roll(faults=None):
    number = 0
    while True:
        number += 1
        yield Chip.numbered(number, faults=faults or Faults())


def bound(counter):
    """EPC and TID of each piece, as the rows have them."""
    with counter.services.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, epc, tid FROM asset").all()
    return {id: (epc, tid) for id, epc, tid in rows if epc}


def test_each_label_is_written_read_back_and_bound(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 5, encode=True)
        row = counter.run(job)
    assert (row.state, row.done) == (JobState.VERIFIED, 5)
    items = counter.desk.items(job)
    assert [(it.epc, it.tid) for it in items] == [bound(counter)[it.asset_id] for it in items]
    assert there.numbers() == counter.tags[:5]
    held = {chip.banks[2].hex().upper(): chip.banks[1][4:16].hex().upper() for chip in there.writer.printed}
    assert {it.tid: it.epc[:24] for it in items} == held


def test_with_faults_nothing_is_bound_that_was_not_read_back(counter):
    faults = Faults(0.1, random.Random(4))
    writer = LabelWriter(roll(faults), line=Faults(0.2, random.Random(5)))
    with LabelPrinter(writer=writer) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), encode=True)
        for _ in range(20):
            row = counter.run(job)
            if row.state is JobState.VERIFIED:
                break
            counter.desk.retry(job)
    assert row.state is JobState.VERIFIED
    assert faults.happened or writer.line.happened
    here = bound(counter)
    chips = {chip.banks[2].hex().upper(): chip for chip in writer.printed}
    assert len({epc for epc, _ in here.values()}) == len(here) == 12
    for epc, tid in here.values():
        size = len(epc) // 2
        assert chips[tid].banks[1][4 : 4 + size].hex().upper() == epc


@pytest.mark.parametrize("trouble", ["cut", "void"])
def test_a_printer_that_does_not_prove_its_tags_is_stopped(counter, trouble):
    """An answer that is cut short; a roll of which every label is void."""
    faults = Faults(1.0) if trouble == "void" else None
    with LabelPrinter(writer=LabelWriter(roll(faults))) as there:
        printer = counter.printer(there.address, rfid=True)
        job = counter.labels(printer, encode=True)
        there.cut_tags = 20 if trouble == "cut" else None
        row = counter.run(job)
    assert (row.state, row.fault.code, row.failed) == (JobState.FAILED, "print.tags_fail", 3)
    assert counter.states(job) == [S.FAILED] * 3 + [S.QUEUED] * 9
    assert {it.fault.code for it in counter.desk.items(job) if it.fault} == {"tag.no_answer"}
    assert bound(counter) == {}


def test_a_line_that_breaks_before_the_answer_leaves_the_label_unknown(counter):
    with LabelPrinter(writer=LabelWriter(roll()), breaks_after=2) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 4, encode=True)
        row = counter.run(job)
        assert (row.state, row.unsure, row.done) == (JobState.UNSURE, 1, 2)
        counter.desk.settle(job, [3], False)
        assert counter.run(job).state is JobState.VERIFIED
    assert len(bound(counter)) == 4


def test_a_one_way_printer_sends_and_verifies_nothing(counter, tmp_path):
    printer = counter.printer(f"file:{tmp_path / 'out.zpl'}", rfid=True)
    row = counter.run(counter.labels(printer, 3, encode=True))
    assert (row.state, row.done) == (JobState.SENT, 3)
    assert (tmp_path / "out.zpl").read_bytes().count(b"^RFW") == 1
    assert (tmp_path / "out-3.zpl").exists()
    assert bound(counter) == {}


def test_a_tag_number_that_is_taken_over_needs_its_reason(counter):
    """A reprint puts a new tag in the place of the old one."""
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        printer = counter.printer(there.address, rfid=True, template=TEMPLATE)
        job = counter.labels(printer, 1, encode=True)
        counter.run(job)
        before = bound(counter)
        again = counter.desk.reprint(job, [1], reason="标签撕破", actor=counter.actor)
        assert counter.run(again).state is JobState.VERIFIED
    after = bound(counter)
    assert after.keys() == before.keys()
    assert after != before
