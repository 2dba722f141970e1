"""Labels whose tags are written as they are printed: only what was read back is verified and bound."""

import json
import random

import pytest

from app.domain.errors import Invalid, Refused
from app.services.commands.base import Actor
from app.services.printing.jobs import ItemState, JobState
from printing.rfid.zpl import ZplEncoder
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


def told_unbound(counter):
    """The reasons with which tags were taken from their pieces, and by whom."""
    with counter.services.database.reading() as connection:
        query = "SELECT body, actor FROM operation WHERE type = 'unbind_tag' ORDER BY rowid"
        rows = connection.exec_driver_sql(query).all()
    return [(json.loads(body)["reason"], json.loads(actor)["name"]) for body, actor in rows]


@pytest.mark.parametrize("when", ["state", "label"])
@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_that_comes_late_is_taken_for_its_own_label(counter, when, count):
    """Nobody waits for it any more: its label has come out with its number all the same, and is bound by its mark."""
    late = {1: when} if count > 1 or when == "state" else {}
    with LabelPrinter(writer=LabelWriter(roll()), late=late) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), count, encode=True)
        row = counter.run(job)
        printed = [chip.tid.hex().upper() for chip in there.writer.printed]
    assert (row.state, row.done, row.failed) == (JobState.VERIFIED, count, 0)
    here = bound(counter)
    assert [here[id][1] for id in counter.pieces[:count]] == printed, "each piece has the tag of its own label"


def test_every_answer_too_late_does_not_stop_the_job(counter):
    with LabelPrinter(writer=LabelWriter(roll()), late=dict.fromkeys(range(1, 6), "state")) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 5, encode=True)
        assert counter.run(job).state is JobState.VERIFIED
    assert len(bound(counter)) == 5


def test_a_late_label_is_bound_to_no_piece_that_may_not_have_it(counter):
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "label"}) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 2, encode=True)

        def leaves(*_counts):
            counter.run_sql("UPDATE asset SET status = 'disposed' WHERE id = ?", counter.pieces[0])

        row = counter.desk.run(job, leaves, lambda: False)
    assert (row.state, counter.states(job)) == (JobState.FAILED, [S.FAILED, S.VERIFIED])
    assert counter.desk.items(job)[0].fault.code == "asset.is_disposed"
    assert set(bound(counter)) == {counter.pieces[1]}


def late_for_the_next_run(counter, there):
    """A job of one label whose answer comes to the next connection; the job has failed. Returns its id."""
    job = counter.labels(counter.printer(there.address, rfid=True), 1, encode=True)
    row = counter.run(job)
    assert (row.state, counter.desk.items(job)[0].fault.code) == (JobState.FAILED, "tag.no_answer")
    return job


def test_an_answer_to_a_former_run_binds_nothing_and_is_told(counter):
    """A second label with the same number would be written: the first is out, and its chip known now."""
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "line"}) as there:
        job = late_for_the_next_run(counter, there)
        first = there.writer.printed[0].tid.hex().upper()
        counter.desk.retry(job)
        row = counter.run(job)
        (item,) = counter.desk.items(job)
        assert (row.state, item.fault.code, item.tid) == (JobState.FAILED, "tag.came_late", first)
        assert (len(there.labels), bound(counter)) == (1, {}), "no second label was spent"
        counter.desk.bind_late(job, [1], actor=counter.actor)
    assert counter.states(job) == [S.VERIFIED]
    assert bound(counter)[counter.pieces[0]][1] == first


def test_a_late_tag_that_is_not_as_it_was_to_be_is_not_offered(counter):
    """Its PC word says another length; in time it would have been refused as well."""
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "line"}) as there:
        job = late_for_the_next_run(counter, there)
        there.spoil_late("line", rb"PC=....", b"PC=1000")
        counter.desk.retry(job)
        assert counter.run(job).state is JobState.VERIFIED
        second = there.writer.printed[1].tid.hex().upper()
    assert bound(counter)[counter.pieces[0]][1] == second


def test_an_answer_to_another_job_is_told_in_that_one(counter):
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "line"}) as there:
        late = late_for_the_next_run(counter, there)
        printer = counter.desk.job(late).printer_id
        counter.pieces.reverse()  # another piece
        assert counter.run(counter.labels(printer, 1, encode=True)).state is JobState.VERIFIED
        (item,) = counter.desk.items(late)
        assert (item.state, item.fault.code) == (S.FAILED, "tag.came_late")
        assert set(bound(counter)) == {counter.pieces[0]}
        counter.desk.bind_late(late, [1], actor=counter.actor)
    assert len(bound(counter)) == 2


def test_a_label_that_a_person_saw_come_out_can_be_bound_when_its_answer_comes(counter):
    """The line broke before the answer; it was settled as come out, and its tag was nobody's."""
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "line"}) as there:
        late = late_for_the_next_run(counter, there)
        counter.desk._jobs.move(late, [1], [S.FAILED], S.SENDING, counter.services.clock.now())
        counter.desk.settle(late, [1], True)
        assert counter.states(late) == [S.SENT]
        printer = counter.desk.job(late).printer_id
        counter.pieces.reverse()  # another piece
        counter.run(counter.labels(printer, 1, encode=True))
        counter.desk.bind_late(late, [1], actor=counter.actor)
    assert counter.states(late) == [S.VERIFIED]
    assert bound(counter)[counter.pieces[-1]][1] == there.writer.printed[0].tid.hex().upper()


def test_a_piece_whose_label_is_heard_of_at_another_printer_is_not_printed(counter):
    """Between the last look and the sending, on another thread."""

    class Meanwhile(ZplEncoder):
        def mark(self):
            fault = Refused("tag.came_late", epc="", tid="E2" + "0" * 22)
            counter.desk._jobs.move(job, [1], [S.QUEUED], S.FAILED, counter.services.clock.now(), fault=fault)
            return super().mark()

    parts = counter.services.print_desk._parts
    parts.encoder = Meanwhile(parts.encoder.tags, seconds=0.3)
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 1, encode=True)
        row = counter.run(job)
    assert (row.state, there.labels, bound(counter)) == (JobState.FAILED, [], {})
    assert counter.desk.items(job)[0].came_late


def test_a_late_label_can_be_made_void_or_printed_again(counter):
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "line"}) as there:
        job = late_for_the_next_run(counter, there)
        counter.desk.retry(job)
        counter.run(job)
        counter.desk.retry(job)
        assert counter.run(job).state is JobState.VERIFIED
        assert bound(counter)[counter.pieces[0]][1] == there.writer.printed[1].tid.hex().upper()
        with pytest.raises(Refused) as refusal:
            counter.desk.bind_late(job, [1], actor=counter.actor)
        assert refusal.value.code == "print.nothing_late"
        counter.desk.void(job, reason="撕掉了", actor=counter.actor)
    assert (counter.states(job), bound(counter)) == ([S.VOIDED], {})


def test_a_twin_of_a_label_is_told(counter):
    """Its answer comes together with the second label's."""
    with LabelPrinter(writer=LabelWriter(roll()), late={1: "twin"}) as there:
        job = late_for_the_next_run(counter, there)
        there.late_now("twin", "label")
        counter.desk.retry(job)
        row = counter.run(job)
        first, second = (chip.tid.hex().upper() for chip in there.writer.printed)
    (item,) = counter.desk.items(job)
    assert (row.fault.code, row.fault.params["tid"], item.fault.code) == ("tag.twin", first, "tag.twin")
    assert (item.state, item.tid) == (S.VERIFIED, second)
    assert bound(counter)[counter.pieces[0]][1] == second


LEFT = {
    "asset.is_disposed": "UPDATE asset SET status = 'disposed' WHERE id = ?",
    "asset.is_allocated": "UPDATE asset SET status = 'allocated' WHERE id = ?",
    "asset.custody_elsewhere": "UPDATE asset SET site_id = '370800' WHERE id = ?",
}


@pytest.mark.parametrize("left", LEFT)
def test_a_piece_that_has_left_since_costs_no_label(counter, left):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 2, encode=True)
        counter.run_sql(LEFT[left], counter.pieces[0])
        row = counter.run(job)
        assert there.numbers() == counter.tags[1:2]
    assert (row.state, counter.states(job)) == (JobState.FAILED, [S.FAILED, S.VERIFIED])
    assert counter.desk.items(job)[0].fault.code in (
        "asset.is_disposed",
        "asset.is_allocated",
        "asset.custody_elsewhere",
    )


def test_a_void_label_takes_its_tag_from_the_piece(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 3, encode=True)
        counter.run(job)
    before = bound(counter)
    counter.desk.void(job, [2], reason="贴错了", actor=counter.actor)
    assert counter.states(job) == [S.VERIFIED, S.VOIDED, S.VERIFIED]
    assert bound(counter) == {id: tag for id, tag in before.items() if id != counter.pieces[1]}
    counter.desk.void(job, reason="整卷作废", actor=counter.actor)
    assert bound(counter) == {}
    assert told_unbound(counter) == [("贴错了", "admin")] + [("整卷作废", "admin")] * 2


def test_a_void_label_leaves_a_tag_that_has_taken_its_place(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        printer = counter.printer(there.address, rfid=True)
        job = counter.labels(printer, 1, encode=True)
        counter.run(job)
        again = counter.desk.reprint(job, reason="标签撕破", actor=counter.actor)
        counter.run(again)
    after = bound(counter)
    counter.desk.void(job, reason="标签撕破", actor=counter.actor)
    assert bound(counter) == after
    counter.desk.void(again, reason="又撕破了", actor=counter.actor)
    assert bound(counter) == {}


def test_a_tag_is_taken_from_its_piece_by_somebody_who_has_signed_in(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 1, encode=True)
        counter.run(job)
    before = bound(counter)
    nobody = Actor("", "somebody", counter.actor.role)
    with pytest.raises(Refused) as refusal:
        counter.desk.void(job, reason="打歪了", actor=nobody)
    assert refusal.value.code == "print.void_needs_person"
    assert (counter.states(job), bound(counter)) == ([S.VERIFIED], before)


def test_a_job_that_is_being_made_void_cannot_be_run(counter):
    """Whoever has the job has it alone: a run that begins in the middle would print what is void a moment later."""
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 3, encode=True)
        counter.run(job, cancelled=lambda: len(counter.reports) >= 1)
        assert counter.states(job) == [S.VERIFIED, S.QUEUED, S.QUEUED]
        refusals = []

        class RunsMeanwhile(ZplEncoder):
            def unbind(self, *args):
                super().unbind(*args)
                for deed in (counter.run, lambda job: counter.desk.settle(job, [2], True), counter.desk.retry):
                    with pytest.raises(Refused) as refusal:
                        deed(job)
                    refusals.append(refusal.value.code)

        encoder = counter.desk._parts.encoder
        counter.desk._parts.encoder = RunsMeanwhile(encoder.tags, seconds=encoder.seconds)
        counter.desk.void(job, reason="不要了", actor=counter.actor)
        assert refusals == ["print.running"] * 3
        assert counter.states(job) == [S.VOIDED] * 3
        assert counter.run(job).state is JobState.VOIDED, "whoever waits for it has it afterwards"
        assert there.numbers() == counter.tags[:1]
    assert bound(counter) == {}


def died_before_the_row_was_moved(counter, there):
    """One label whose tag was written, read back and bound; then the program was gone. Returns the job."""
    job = counter.labels(counter.printer(there.address, rfid=True), 1, encode=True)
    encoder = counter.desk._parts.encoder
    bind = encoder.bind

    def bind_and_die(*args):
        bind(*args)
        raise SystemError("killed")

    type(encoder).bind, kept = lambda _self, *args: bind_and_die(*args), type(encoder).bind
    try:
        with pytest.raises(SystemError):
            counter.run(job)
    finally:
        type(encoder).bind = kept
    assert (counter.states(job), len(bound(counter))) == ([S.SENDING], 1)
    return job


def test_a_label_that_is_lost_after_its_tag_was_bound_is_printed_again_with_another(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = died_before_the_row_was_moved(counter, there)
        before = bound(counter)
        counter.desk.settle(job, [1], False)
        assert counter.run(job).state is JobState.VERIFIED
        assert len(there.writer.printed) == 2
    assert bound(counter).keys() == before.keys()
    assert bound(counter) != before


def test_a_label_that_came_out_after_its_tag_was_bound_is_verified(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = died_before_the_row_was_moved(counter, there)
        counter.desk.settle(job, [1], True)
    assert counter.desk.job(job).state is JobState.VERIFIED


def test_a_label_that_is_void_after_its_tag_was_bound_takes_it_along(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        job = died_before_the_row_was_moved(counter, there)
        counter.desk.void(job, reason="找不到了", actor=counter.actor)
    assert (counter.states(job), bound(counter)) == ([S.VOIDED], {})


def test_a_piece_that_has_a_tag_costs_no_second_one_without_a_reason(counter):
    with LabelPrinter(writer=LabelWriter(roll())) as there:
        printer = counter.printer(there.address, rfid=True)
        counter.run(counter.labels(printer, 1, encode=True))
        before = bound(counter)
        more = counter.labels(printer, 2, encode=True)
        row = counter.run(more)
        assert (row.state, counter.states(more)) == (JobState.FAILED, [S.FAILED, S.VERIFIED])
        assert counter.desk.items(more)[0].fault.code == "tag.asset_has_tag"
        assert there.numbers() == counter.tags[:2], "nothing was printed of the first"
    assert bound(counter).items() >= before.items()


def test_a_piece_that_is_named_twice_gets_one_tag(counter):
    printer = counter.printer("tcp:127.0.0.1:9", rfid=True)
    with pytest.raises(Invalid) as refusal:
        counter.desk.add_labels(
            counter.pieces[:1] * 2, template=TEMPLATE, printer_id=printer, actor=counter.actor, encode=True
        )
    assert refusal.value.code == "print.one_tag_each"


def test_a_label_that_waits_for_paper_is_not_known_to_have_failed(counter):
    """It lies in the printer's memory and comes out, with its tag, once there is paper."""
    with LabelPrinter(writer=LabelWriter(roll()), paper=1) as there:
        job = counter.labels(counter.printer(there.address, rfid=True), 3, encode=True)
        row = counter.run(job)
        assert (row.state, row.fault.code) == (JobState.UNSURE, "printer.paper_out")
        assert counter.states(job) == [S.VERIFIED, S.SENDING, S.QUEUED]
