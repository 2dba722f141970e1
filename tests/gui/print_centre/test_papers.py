"""Labels from the inventory's form and slips from their preview: both go through the queue."""

import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.services.paper import issued_slip
from app.services.printing.devices import Language, Printer
from app.services.printing.jobs import JobKind, JobState
from tests.fakes.printer import LabelPrinter
from tests.gui.print_centre.conftest import ROLL, SHEET, Counter
from ui.companion import show_companion
from ui.inventory.labels import LabelForm
from ui.paper import PaperPreview, paint_pages, set_up, show_slip
from ui.print_centre.looks import job_title


@pytest.fixture
def form(counter: Counter) -> LabelForm:
    form = LabelForm(counter.work)
    counter.show(form)
    return form


def test_labels_go_to_the_label_printer_that_has_them_loaded(
    counter: Counter, form: LabelForm, label_printer: LabelPrinter
) -> None:
    counter.office()
    printer = counter.printer(label_printer.address)
    form.print_labels(counter.take_in(2))
    counter.settle()
    assert form.printer.key() == printer.address
    assert form.template.key() == ROLL
    assert not form._first.isVisible()
    form.print_button.click()
    counter.came_out(label_printer, 2)
    counter.settle()
    assert counter.desk.jobs()[0].state is JobState.SENT


def test_sheets_go_to_an_office_printer_from_the_first_free_label(counter: Counter, form: LabelForm) -> None:
    office, path = counter.office()
    counter.file_printer()
    form.print_labels(counter.take_in(2))
    counter.settle()
    form.printer.set_key(office.address)
    form.printer.chosen.emit(office.address)
    form.template.set_key(SHEET)
    form._show_parts()
    assert form._first.isVisible()
    form.first.setValue(24)
    form.print_button.click()
    counter.until(lambda: bool(counter.desk.jobs()) and counter.desk.jobs()[0].state is JobState.SENT)
    counter.settle()
    document = pypdfium2.PdfDocument(path.read_bytes())
    assert len(document) == 2  # one on the last place of the first sheet, one on the next
    document.close()


def test_other_labels_than_are_loaded_are_refused_in_the_form(counter: Counter, form: LabelForm) -> None:
    counter.file_printer()
    form.print_labels(counter.take_in(1))
    counter.settle()
    form.template.set_key("roll-50x30")
    form.print_button.click()
    counter.until(lambda: form.notice.isVisible())
    assert not counter.desk.jobs()
    assert form.print_button.isEnabled()


def test_without_a_printer_it_says_where_to_set_one_up(counter: Counter, form: LabelForm) -> None:
    asked: list[str] = []
    counter.runner.centre_asked.connect(asked.append)
    form.print_labels(counter.take_in(1))
    counter.settle()
    assert not form.print_button.isEnabled()
    form.set_up_button.click()
    assert asked == [""]


def preview_of(counter: Counter, parent: QWidget) -> PaperPreview:
    shown: list[PaperPreview] = []
    show_slip(counter.work, counter.number, parent, shown.append)
    counter.until(lambda: bool(shown) and shown[0].page_count() > 0)
    counter.settle()
    return shown[0]


def test_a_slip_is_a_job_and_a_second_print_asks_for_the_reason(counter: Counter) -> None:
    counter.take_in(1)
    _office, path = counter.office()
    window = QWidget()
    counter.show(window)
    preview = preview_of(counter, window)
    with counter.qtbot.waitSignal(preview.printed, timeout=15_000):
        preview.accept_button.click()
    first = path.read_bytes()
    assert first.startswith(b"%PDF")

    preview.accept_button.click()
    counter.until(preview._reason.isVisible)
    assert len(counter.desk.jobs()) == 1
    preview.accept_button.click()
    assert preview._reason.error()
    preview.reason.setText("第一张弄湿了")
    with counter.qtbot.waitSignal(preview.printed, timeout=15_000):
        preview.accept_button.click()
    again, before = counter.desk.jobs()
    assert (again.kind, again.subject, again.reprint_of) == (JobKind.SLIP, counter.number, before.id)
    assert again.reprint_reason == "第一张弄湿了"
    text = pypdfium2.PdfDocument((path.parent / "pages-2.pdf").read_bytes())
    pages = [text[n].get_textpage().get_text_range() for n in range(len(text))]
    assert any("第一张弄湿了" in page for page in pages)
    text.close()
    preview.reject()


def test_a_gate_pass_is_printed_as_a_slip_is(counter: Counter) -> None:
    counter.take_in(1)
    _, path = counter.office()
    document = counter.services.queries.document(counter.number)
    assert document is not None
    made = replace(issued_slip(document.content), form="gate_pass")
    window = QWidget()
    counter.show(window)
    show_companion(counter.work, lambda: made, window)
    counter.until(lambda: bool(window.findChildren(PaperPreview)))
    [preview] = window.findChildren(PaperPreview)
    counter.until(preview.accept_button.isEnabled)
    with counter.qtbot.waitSignal(preview.printed, timeout=15_000):
        preview.accept_button.click()
    [name] = counter.work.slip_papers.companions(counter.number)
    assert path.read_bytes() == counter.work.slip_papers.paper(name)
    preview.accept_button.click()
    counter.until(preview._reason.isVisible)
    preview.reject()

    [job] = counter.desk.jobs()
    assert job_title(job) == f"出门证 {counter.number}"
    again = counter.run(counter.desk.reprint(job.id, reason="弄湿了", actor=counter.actor))
    assert job_title(again) == f"重打：出门证 {counter.number}"
    text = pypdfium2.PdfDocument((path.parent / "pages-2.pdf").read_bytes())
    assert "重打 第 1 次" in text[0].get_textpage().get_text_range()
    text.close()


def test_a_slip_that_cannot_be_printed_is_told_and_leads_to_the_print_centre(counter: Counter) -> None:
    counter.take_in(1)
    with LabelPrinter() as gone:
        address = gone.address
    counter.printer(address, Language.PDF, "")
    window = QWidget()
    counter.show(window)
    preview = preview_of(counter, window)
    preview.accept_button.click()
    counter.until(lambda: preview.notice.isVisible() and preview.centre_button.isVisible())
    asked: list[str] = []
    counter.runner.centre_asked.connect(asked.append)
    preview.centre_button.click()
    assert asked == [counter.desk.jobs()[0].id]


def test_pages_are_painted_at_their_own_size(counter: Counter, tmp_path: Path) -> None:
    counter.take_in(1)
    pdf = counter.work.slip_papers.paper(counter.number)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    done: list[object] = []
    counter.tasks.run(
        lambda: paint_pages(pdf, printer, lambda: False), done=done.append, failed=done.append, lane="printing"
    )
    counter.until(lambda: bool(done))
    assert done == [None]
    sizes = []
    for path in (tmp_path / "printed.pdf", None):
        document = pypdfium2.PdfDocument(path.read_bytes() if path else pdf)
        sizes.append([tuple(round(side) for side in document.get_page_size(n)) for n in range(len(document))])
        document.close()
    assert sizes[0] == sizes[1]


def test_the_window_stays_quick_while_a_slow_printer_prints(counter: Counter, label_printer: LabelPrinter) -> None:
    label_printer.seconds = 0.005
    job = counter.labels(counter.take_in(100), counter.printer(label_printer.address))
    page = counter.page()
    gaps: list[float] = []
    worked: list[float] = []  # by this thread itself between two ticks, whatever else this machine does
    last, last_worked = time.perf_counter(), time.thread_time()

    def tick() -> None:
        nonlocal last, last_worked
        now, now_worked = time.perf_counter(), time.thread_time()
        gaps.append(now - last)
        worked.append(now_worked - last_worked)
        last, last_worked = now, now_worked

    timer = QTimer(interval=5)
    timer.timeout.connect(tick)
    timer.start()
    counter.runner.run(counter.desk.job(job))
    counter.until(lambda: counter.desk.job(job).state is JobState.SENT)
    timer.stop()
    counter.settle()
    gaps.sort()
    assert gaps[int(len(gaps) * 0.95)] < 0.05, gaps[-5:]
    assert max(worked) < 0.05
    assert page.jobs.model.cell(0, 0).text == "已打印"


def test_a_printer_of_the_system_is_set_up_once(counter: Counter, tmp_path: Path) -> None:
    """A preview that stays open still has it as it was found: without an id."""
    found = Printer("", "大厅", f"file:{tmp_path / 'a.pdf'}", Language.PDF)
    first = set_up(counter.desk, found)
    assert set_up(counter.desk, found) == first
    assert [one.address for one in counter.desk.printers()] == [found.address]
