"""Jobs on a real database, sent to a printer on a real socket that misbehaves."""

import json
import shutil
import threading
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.services.paper import PlaceLabel
from app.services.printing.devices import Language, PartlySent, Printer
from app.services.printing.jobs import ItemState, JobState
from app.words import explain
from printing.printers.devices import SystemDevices
from printing.printers.file import FileDevice
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import TEMPLATE, fill, opened

S = ItemState


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled") / "data"
    fill(folder, 120)
    return folder


@pytest.fixture
def counter(filled, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    with opened(folder) as made:
        made.desk._parts.devices = made.services.devices = SystemDevices(stall_seconds=0.3)
        yield made


def test_labels_come_out_once_each_in_their_order_and_are_counted(counter):
    with LabelPrinter() as there:
        printer = counter.printer(there.address, template=TEMPLATE, media_count=500, media_left=130)
        job = counter.labels(printer)
        assert counter.desk.job(job).state is JobState.QUEUED
        row = counter.run(job)
        there.wait_for(120)
    assert (row.state, row.done, row.total, row.fault) == (JobState.SENT, 120, 120, None)
    assert there.numbers() == counter.tags
    assert counter.reports[0] == (1, 120), "the first label goes alone, at once"
    assert counter.reports[-1] == (120, 120)
    assert counter.desk.printers()[0].media_left == 10


def test_a_job_that_was_run_does_nothing_more(counter):
    with LabelPrinter() as there:
        job = counter.labels(counter.printer(there.address), 3)
        counter.run(job)
        assert counter.run(job).state is JobState.SENT
        there.wait_for(3)
    assert len(there.labels) == 3


def test_cancelled_in_the_middle_leaves_things_whole_and_goes_on_later(counter):
    with LabelPrinter() as there:
        job = counter.labels(counter.printer(there.address))
        row = counter.run(job, cancelled=lambda: len(counter.reports) >= 4)
        sent = row.done
        assert row.state is JobState.CANCELLED
        assert 0 < sent < 120
        assert counter.states(job) == [S.SENT] * sent + [S.QUEUED] * (120 - sent)
        there.wait_for(sent)
        assert there.numbers() == counter.tags[:sent]
        assert counter.run(job).state is JobState.SENT
        there.wait_for(120)
    assert there.numbers() == counter.tags


def test_a_thousand_labels_cancelled_at_five_hundred_lose_none_and_double_none(counter):
    with LabelPrinter() as there:
        job = counter.labels(counter.printer(there.address), copies=9)
        row = counter.run(job, cancelled=lambda: bool(counter.reports) and counter.reports[-1][0] >= 500)
        assert (row.state, row.total) == (JobState.CANCELLED, 1080)
        assert 500 <= row.done < 500 + 16
        there.wait_for(row.done)
        assert counter.states(job) == [S.SENT] * row.done + [S.QUEUED] * (row.total - row.done)
        assert counter.run(job).state is JobState.SENT
        there.wait_for(1080)
    assert there.numbers() == [tag for tag in counter.tags for _ in range(9)]


BAD_CODES = ["", "库位一", "１２３", "A" * 80, "^XZ^XA", "A\rB", "A\nB", 'A"B', "A~B"]


@pytest.mark.parametrize("language", [Language.ZPL, Language.TSPL])
def test_a_label_whose_code_cannot_be_printed_fails_and_nothing_of_it_is_sent(counter, language):
    """The others are printed."""
    labels = [PlaceLabel("东区一排", code) for code in ["A-01", *BAD_CODES, "A-02"]]
    with LabelPrinter() as there:
        printer = counter.printer(there.address, language)
        job = counter.desk.add_plain_labels(labels, template="place-60x40", printer_id=printer, actor=counter.actor)
        row = counter.run(job)
        there.wait_for(2)
        assert (row.state, row.failed, len(there.labels)) == (JobState.FAILED, len(BAD_CODES), 2)
    assert counter.states(job) == [S.SENT, *[S.FAILED] * len(BAD_CODES), S.SENT]
    faults = {it.fault.code for it in counter.desk.items(job) if it.fault}
    assert faults == {"code.empty", "code.too_long", "code.character"}


def test_cancel_from_another_thread_stops_it_and_closing_leaves_it_queued(counter):
    with LabelPrinter() as there:
        printer = counter.printer(there.address)
        job = counter.labels(printer)

        def stop(done, total):
            if done >= 7:
                counter.desk.cancel(job)

        assert counter.desk.run(job, stop, lambda: False).state is JobState.CANCELLED
        other = counter.labels(printer)
        row = counter.desk.run(other, lambda done, total: counter.desk.close(), lambda: False)
        assert (row.state, row.done) == (JobState.QUEUED, 1)


def test_a_job_is_never_run_twice_at_once(counter):
    with LabelPrinter() as there:
        there.reading.clear()
        counter.services.devices._stall_seconds = 20
        job = counter.labels(counter.printer(there.address))
        desk, jobs = counter.desk, counter.desk._jobs
        ran = threading.Thread(target=lambda: counter.run(job))
        ran.start()
        while desk.job(job).state is not JobState.RUNNING:
            assert ran.is_alive()
        with pytest.raises(Refused) as refusal:
            jobs.claim(job)  # as another program on the same rows would
        assert refusal.value.code == "print.running"
        for refused in (lambda: desk.void(job, reason="x", actor=counter.actor), lambda: desk.settle(job, [1], True)):
            with pytest.raises(Refused) as refusal:
                refused()
            assert refusal.value.code == "print.running"
        there.reading.set()
        ran.join(20)
        there.wait_for(120)
    assert there.numbers() == counter.tags


def test_a_job_that_is_not_finished_stays_in_sight(counter, tmp_path):
    printer = counter.printer(f"file:{tmp_path / 'a.zpl'}")
    left, cancelled, *done = sorted(counter.labels(printer, 1) for _ in range(4))
    counter.desk.cancel(cancelled)
    for job in done:
        counter.run(job)
    assert [row.id for row in counter.desk.jobs(1)] == [done[-1], left]
    assert [row.id for row in counter.desk.jobs(4)] == [*reversed(done), cancelled, left]


def test_a_printer_that_breaks_off_leaves_the_last_labels_unknown_and_asks(counter):
    with LabelPrinter(breaks_after=20) as there:
        job = counter.labels(counter.printer(there.address))
        row = counter.run(job)
        assert (row.state, row.fault.code) == (JobState.UNSURE, "printer.broke_off")
        unsure = [it.position for it in counter.desk.items(job) if it.state is S.SENDING]
        assert row.unsure == len(unsure) <= 16
        assert len(there.labels) == 20
        assert unsure[0] <= 21
        with pytest.raises(Refused) as refusal:
            counter.run(job)
        assert refusal.value.code == "print.unsure"
        came_out = [place for place in unsure if place <= 20]
        counter.desk.settle(job, came_out, True)
        counter.desk.settle(job, [place for place in unsure if place > 20], False)
        assert counter.run(job).state is JobState.SENT
        there.wait_for(120)
    assert there.numbers() == counter.tags


def test_a_program_that_died_while_sending_asks(counter):
    with LabelPrinter() as there:
        job = counter.labels(counter.printer(there.address), 5)
        jobs = counter.desk._jobs
        jobs.claim(job)
        jobs.move(job, [1, 2], [S.QUEUED], S.SENDING, counter.services.clock.now())
        assert counter.desk.job(job).state is JobState.RUNNING
        jobs.release_all()  # as the next start does
        row = counter.desk.job(job)
        assert (row.state, row.unsure) == (JobState.UNSURE, 2)
        assert [it.id for it in counter.desk.unfinished()] == [job]
        counter.desk.settle(job, [1, 2, 3], True)
        assert counter.states(job) == [S.SENT, S.SENT, S.QUEUED, S.QUEUED, S.QUEUED]
        counter.run(job)
        there.wait_for(3)
    assert there.numbers() == counter.tags[2:5]


@pytest.mark.parametrize(
    ("trouble", "code"),
    [("paper", "printer.paper_out"), ("head", "printer.head_open"), ("pause", "printer.paused")],
)
def test_a_printer_that_complains_is_sent_nothing(counter, trouble, code):
    with LabelPrinter(paper=0 if trouble == "paper" else None) as there:
        there.head_open, there.paused = trouble == "head", trouble == "pause"
        printer = counter.printer(there.address)
        state = counter.desk.state(printer)
        assert (state.online, state.alarms, state.two_way) == (True, (code,), True)
        job = counter.labels(printer, 5)
        row = counter.run(job)
        assert (row.state, row.fault.code) == (JobState.FAILED, code)
        assert counter.states(job) == [S.QUEUED] * 5
        there.paper, there.head_open, there.paused = None, False, False
        assert counter.run(job).state is JobState.SENT
        there.wait_for(5)
    assert there.numbers() == counter.tags[:5]


def test_out_of_paper_on_the_way_stops_and_nothing_is_lost(counter):
    with LabelPrinter(paper=10) as there:
        job = counter.labels(counter.printer(there.address))
        row = counter.run(job)
        assert (row.state, row.fault.code) == (JobState.FAILED, "printer.paper_out")
        assert 10 <= row.done < 40
        there.paper = 1000
        assert counter.run(job).state is JobState.SENT
        there.wait_for(120)
    assert there.numbers() == counter.tags


def test_a_stalling_printer_is_told_of(counter):
    with LabelPrinter() as there:
        job = counter.labels(counter.printer(there.address))
        counter.reports.clear()

        def stall(done, total):
            there.reading.clear()

        row = counter.desk.run(job, stall, lambda: False)
        assert (row.state, row.fault.code) == (JobState.UNSURE, "printer.stalled")
        assert row.done == 1


def test_a_printer_that_answers_nothing_is_one_way(counter):
    with LabelPrinter(silent=True) as there:
        printer = counter.printer(there.address)
        assert counter.desk.state(printer).two_way is False
        assert counter.run(counter.labels(printer, 5)).state is JobState.SENT
        there.wait_for(5)
    assert there.numbers() == counter.tags[:5]


def test_tspl_too(counter):
    with LabelPrinter() as there:
        printer = counter.printer(there.address, Language.TSPL)
        assert counter.desk.state(printer).two_way
        assert counter.run(counter.labels(printer, 5)).state is JobState.SENT
        there.wait_for(5)
    assert all(b"BITMAP" in label for label in there.labels)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tcp:127.0.0.1:1", "printer.refused"),
        ("tcp:no-such-printer.invalid", "printer.host_unknown"),
        ("windows:ZDesigner", "printer.not_windows"),
        ("file:/no/such/folder/labels.zpl", "storage.not_found"),
    ],
)
def test_what_cannot_be_reached_keeps_its_job(counter, address, code):
    printer = counter.printer(address)
    state = counter.desk.state(printer)
    assert (state.online, state.alarms) == (False, (code,))
    job = counter.labels(printer, 2)
    row = counter.run(job)
    assert (row.state, row.fault.code) == (JobState.FAILED, code)
    assert counter.states(job) == [S.QUEUED, S.QUEUED]


def test_a_renamed_printer_keeps_its_jobs_and_a_removed_one_is_told_of(counter, tmp_path):
    printer = counter.printer(f"file:{tmp_path / 'a.zpl'}")
    job = counter.labels(printer, 2)
    counter.desk.save_printer(Printer(printer, "窗口标签机", f"file:{tmp_path / 'b.zpl'}", Language.ZPL))
    assert counter.run(job).state is JobState.SENT
    assert (tmp_path / "b.zpl").read_bytes().count(b"^XZ") == 2
    assert not (tmp_path / "a.zpl").exists()
    other = counter.labels(printer, 2)
    counter.desk.remove_printer(printer)
    with pytest.raises(Refused) as refusal:
        counter.run(other)
    assert refusal.value.code == "printer.removed"
    assert counter.desk.job(other).state is JobState.QUEUED
    assert counter.desk.preview(other).startswith(b"%PDF")


def test_labels_wait_while_others_are_loaded(counter):
    """The roll was changed between two runs: nothing goes onto labels of another size."""
    with LabelPrinter() as there:
        printer = counter.printer(there.address, template=TEMPLATE)
        job = counter.labels(printer, 3)
        as_it_was = counter.desk.printers()[0]
        counter.desk.save_printer(replace(as_it_was, template="roll-70x40"))
        row = counter.run(job)
        assert (row.state, row.fault.code) == (JobState.FAILED, "print.other_labels_loaded")
        assert "roll-70x40" not in explain(row.fault).meaning, "people call it otherwise"
        assert counter.states(job) == [S.QUEUED] * 3
        counter.desk.save_printer(as_it_was)
        assert counter.run(job).state is JobState.SENT
        there.wait_for(3)


def test_what_was_asked_for_is_printed_whatever_changed_since(counter, tmp_path):
    template = counter.services.print_desk._parts.composer.template(TEMPLATE)
    counter.services.label_templates.put("own", template)
    printer = counter.printer(f"file:{tmp_path / 'a.zpl'}")
    desk = counter.desk
    first = desk.add_labels(counter.pieces[:2], template="own", printer_id=printer, actor=counter.actor)
    counter.services.label_templates.put("own", template.replace('"height": 30', '"height": 31'))
    second = desk.add_labels(counter.pieces[:2], template="own", printer_id=printer, actor=counter.actor)
    counter.services.label_templates.remove("own")
    for job in (first, second):
        assert counter.run(job).state is JobState.SENT
    one, two = (tmp_path / "a.zpl").read_bytes(), (tmp_path / "a-2.zpl").read_bytes()
    assert one != two
    with pytest.raises(Invalid):
        desk.add_labels(counter.pieces[:2], template="own", printer_id=printer, actor=counter.actor)


def test_one_label_that_cannot_be_printed_does_not_keep_its_sheet_back(counter, tmp_path):
    labels = [PlaceLabel("东区一排", code) for code in ["A" * 80, "A-01", "库位一", "A-02"]]
    printer = counter.printer(f"file:{tmp_path / 'out.pdf'}", Language.PDF)
    job = counter.desk.add_plain_labels(
        labels, template="place-a4-10-99x57", printer_id=printer, actor=counter.actor, first_position=10
    )
    row = counter.run(job)
    assert (row.state, row.done, row.failed) == (JobState.FAILED, 2, 2)
    assert counter.states(job) == [S.FAILED, S.SENT, S.FAILED, S.SENT]
    assert counter.reports[-1] == (4, 4)
    with pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes()) as paper:
        words = [page.get_textpage().get_text_range() for page in paper]
    assert len(words) == 2, "they begin where the clerk said, on the last label of a sheet"
    assert "A-01" in words[0]
    assert "A-02" in words[1]


def test_sheets_can_be_stopped_while_their_labels_are_read(counter, tmp_path):
    asked = iter(range(1000))
    job = counter.labels(counter.printer(f"file:{tmp_path / 'out.pdf'}", Language.PDF), 30)
    row = counter.run(job, cancelled=lambda: next(asked) > 10)
    assert (row.state, row.done) == (JobState.CANCELLED, 0)
    assert not (tmp_path / "out.pdf").exists()
    assert counter.run(job).state is JobState.SENT


@pytest.mark.parametrize("language", Language)
def test_a_label_that_a_scanner_could_not_read_is_not_sent(counter, tmp_path, language):
    """A template of one's own, with its codes blacked out."""
    bar = {"type": "frame", "x": 0, "y": 10, "width": 50, "height": 15, "weight": 0}
    values = json.loads(counter.services.composer.template(TEMPLATE))
    counter.services.label_templates.put("own", json.dumps(values | {"elements": [*values["elements"], bar]}))
    printer = counter.printer(f"file:{tmp_path / 'out'}", language)
    job = counter.desk.add_labels(counter.pieces[:3], template="own", printer_id=printer, actor=counter.actor)
    row = counter.run(job)
    assert row.state is JobState.FAILED
    faults = [item.fault for item in counter.desk.items(job)]
    assert {fault.code for fault in faults} == {"label.not_read"}
    assert faults[0].params == {"number": counter.tags[0]}
    assert not (tmp_path / "out").exists()
    assert counter.desk.preview(job).startswith(b"%PDF"), "what is wrong can be looked at"


def test_a_reprint_needs_a_reason_and_keeps_it(counter, tmp_path):
    printer = counter.printer(f"file:{tmp_path / 'a.zpl'}")
    job = counter.labels(printer, 3)
    counter.run(job)
    with pytest.raises(Refused) as refusal:
        counter.desk.reprint(job, [2], reason="  ", actor=counter.actor)
    assert refusal.value.code == "print.reason_needed"
    again = counter.desk.reprint(job, [2], reason="撕破了", actor=counter.actor)
    row = counter.run(again)
    assert (row.reprint_of, row.reprint_reason, row.total, row.state) == (job, "撕破了", 1, JobState.SENT)
    assert counter.tags[1].encode() in (tmp_path / "a-2.zpl").read_bytes()
    counter.desk.void(job, [2], reason="撕破了", actor=counter.actor)
    item = counter.desk.items(job)[1]
    assert (item.state, item.reason) == (S.VOIDED, "撕破了 (admin)")
    with pytest.raises(Refused):
        counter.desk.void(job, [1], reason="", actor=counter.actor)
    counter.desk.void(job, reason="打歪了", actor=counter.actor)
    assert counter.desk.job(job).state is JobState.VOIDED


def test_a_reprint_of_a_stopped_job_leaves_what_that_job_will_print_itself(counter):
    with LabelPrinter() as device:
        job = counter.labels(counter.printer(device.address), 12)
        done = counter.run(job, cancelled=lambda: len(counter.reports) >= 3).done
        assert 0 < done < 12
        again = counter.desk.reprint(job, reason="打歪了", actor=counter.actor)
        assert counter.run(again).total == done
        assert counter.run(job).state is JobState.SENT
        device.wait_for(12 + done)
    assert len(device.labels) == 12 + done


def test_a_slip_is_printed_once_and_then_only_with_a_reason_that_it_shows(counter, tmp_path):
    number = counter.lend()
    printer = counter.printer(f"file:{tmp_path}", Language.PDF)
    desk, actor = counter.desk, counter.actor
    job = desk.add_slip(number, printer_id=printer, actor=actor)
    assert desk.preview(job).startswith(b"%PDF")
    assert counter.run(job).state is JobState.SENT
    first = (tmp_path / f"{number}.pdf").read_bytes()
    assert first == counter.services.slip_papers().paper(number)
    with pytest.raises(Refused) as refusal:
        desk.add_slip(number, printer_id=printer, actor=actor)
    assert refusal.value.code == "print.reason_needed"
    again = desk.add_slip(number, printer_id=printer, actor=actor, reason="客户丢失")
    row = counter.run(again)
    assert (row.reprint_of, row.reprint_reason) == (job, "客户丢失")
    assert (tmp_path / f"{number}-2.pdf").read_bytes() != first, "it says that it is a reprint"
    assert [it.reason for it in counter.services.slip_papers().prints(number)] == ["", "客户丢失"]
    with pytest.raises(NotFound):
        desk.add_slip("JY3708832026112201000100", printer_id=printer, actor=actor)


class BreaksOff(FileDevice):
    """In the middle of its second document it is gone."""

    documents = 0

    def send(self, data, title, cancelled):
        self.documents += 1
        if self.documents == 2:
            raise PartlySent(1, Refused("printer.broke_off"))
        return super().send(data, title, cancelled)


@pytest.mark.parametrize("came_out", [True, False])
def test_the_copies_of_a_slip_go_on_as_they_began(counter, tmp_path, monkeypatch, came_out):
    number = counter.lend()
    printer = counter.printer(f"file:{tmp_path}", Language.PDF)
    desk, papers = counter.desk, counter.services.slip_papers()
    job = desk.add_slip(number, printer_id=printer, actor=counter.actor, copies=3)
    with monkeypatch.context() as broken:
        broken.setattr(counter.services.devices, "open", lambda it: BreaksOff(tmp_path, it.language))
        assert counter.run(job).state is JobState.UNSURE
    assert counter.states(job) == [S.SENT, S.SENDING, S.QUEUED]
    assert [it.reason for it in papers.prints(number)] == [""], "one has left: from now on it is a reprint"
    with pytest.raises(Refused) as refusal:
        desk.add_slip(number, printer_id=printer, actor=counter.actor, reason="再来一份")
    assert refusal.value.code == "print.unsure"
    desk.settle(job, [2], came_out)
    row = counter.run(job)
    assert (row.state, row.fault) == (JobState.SENT, None)
    made = sorted(tmp_path.glob("*.pdf"))
    assert len(made) == (2 if came_out else 3)
    assert {it.read_bytes() for it in made} == {papers.paper(number)}, "the same paper, without a mark"
    assert len(papers.prints(number)) == 1
    again = desk.reprint(job, reason="客户丢失", actor=counter.actor)
    assert desk.job(again).total == 3, "all of it"


def test_a_void_slip_that_may_have_come_out_is_marked_when_it_is_printed_again(counter, tmp_path, monkeypatch):
    number = counter.lend()
    printer = counter.printer(f"file:{tmp_path}", Language.PDF)
    desk = counter.desk
    job = desk.add_slip(number, printer_id=printer, actor=counter.actor)
    monkeypatch.setattr(BreaksOff, "documents", 1)
    with monkeypatch.context() as broken:
        broken.setattr(counter.services.devices, "open", lambda it: BreaksOff(tmp_path, it.language))
        counter.run(job)
    desk.void(job, reason="卡纸", actor=counter.actor)
    counter.run(desk.add_slip(number, printer_id=printer, actor=counter.actor, reason="卡纸"))
    (made,) = tmp_path.glob("*.pdf")
    assert made.read_bytes() != counter.services.slip_papers().paper(number)


def test_sheets_of_labels_are_one_document_that_goes_on_with_a_sheet_of_its_own(counter, tmp_path):
    printer = counter.printer(f"file:{tmp_path}", Language.PDF)
    job = counter.desk.add_labels(
        counter.pieces[:30], template="a4-24-64x34", printer_id=printer, actor=counter.actor, first_position=5
    )
    assert counter.run(job).state is JobState.SENT
    (made,) = tmp_path.glob("*.pdf")
    assert made.read_bytes() == counter.desk.preview(job)


def test_a_test_page_in_each_language(counter, tmp_path):
    for language in Language:
        printer = counter.printer(f"file:{tmp_path / language.value}", language)
        assert counter.run(counter.desk.add_test(printer, actor=counter.actor)).state is JobState.SENT
        assert (tmp_path / language.value).stat().st_size > 200
    assert [row.done for row in counter.desk.jobs()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"address": "9100"}, "printer.address_unclear"),
        ({"address": "tcp:a b"}, "printer.host_wrong"),
        ({"address": "tcp:host:99999"}, "printer.port_wrong"),
        ({"address": "cups:-o evil"}, "printer.name_wrong"),
        ({"address": "file:/tmp/x\n"}, None),
        ({"address": "file:a\x00b"}, "printer.address_unclear"),
        ({"name": " "}, "printer.no_name"),
        ({"name": "taken"}, "printer.name_taken"),
        ({"dots_per_inch": 20}, "printer.resolution_wrong"),
        ({"rfid": True, "language": Language.TSPL}, "printer.tags_need_zpl"),
    ],
)
def test_a_printer_is_checked_when_it_is_set_up(counter, change, code):
    counter.desk.save_printer(Printer("", "taken", "tcp:host", Language.ZPL))
    values = {"id": "", "name": "new", "address": "tcp:host", "language": Language.ZPL} | change
    if code is None:
        counter.desk.save_printer(Printer(**values))
        return
    with pytest.raises(DomainError) as refusal:
        counter.desk.save_printer(Printer(**values))
    assert refusal.value.code == code


def test_what_does_not_fit_the_printer_is_refused_when_it_is_asked_for(counter):
    label_printer = counter.printer("tcp:host", template="roll-70x40")
    desk, actor = counter.desk, counter.actor
    for ask, code in (
        (lambda: counter.labels(label_printer), "print.other_labels_loaded"),
        (lambda: desk.add_sheet(b"%PDF", "x", printer_id=label_printer, actor=actor), "print.takes_labels_only"),
        (lambda: desk.add_labels([], template=TEMPLATE, printer_id=label_printer, actor=actor), "label.none"),
        (lambda: desk.add_labels(["?"], template=TEMPLATE, printer_id=label_printer, actor=actor), "asset.unknown"),
        (lambda: counter.labels(counter.printer("tcp:other"), encode=True), "print.writes_no_tags"),
    ):
        with pytest.raises(DomainError) as refusal:
            ask()
        assert refusal.value.code == code
        assert "roll-70x40" not in explain(refusal.value).meaning, "people call it otherwise"
    assert desk.jobs() == []
