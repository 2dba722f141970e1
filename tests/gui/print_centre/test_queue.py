"""The queue: what printed, what stands still and why; print on, stop, again, void; and the question afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.printing.jobs import ItemState, JobState
from printing.labels.template import template
from tests.fakes.printer import LabelPrinter
from tests.fakes.rfid import Chip, LabelWriter
from tests.gui.print_centre.conftest import ROLL, Counter
from ui.i18n import install_language
from ui.print_centre import PrintBadge, PrintCentrePage, PrintStrip
from ui.print_centre.reason_form import Deed
from ui.widgets import Button, column


def unsure(counter: Counter, label_printer: LabelPrinter, count: int = 3) -> str:
    """A job whose first labels were going out when the program was killed."""
    job = counter.labels(counter.take_in(count), counter.printer(label_printer.address))
    jobs = counter.desk._jobs
    jobs.move(job, [1, 2], [ItemState.QUEUED], ItemState.SENDING, counter.services.clock.now())
    return job


def test_an_empty_queue_says_what_to_do(counter: Counter) -> None:
    page = counter.page()
    assert page.jobs._stack.currentWidget() is page.jobs._empty
    counter.button(page.jobs, "设置打印机").click()
    assert page.mode() == "printers"
    assert page.printers.form.isVisible()


def test_an_empty_queue_asks_for_no_printer_where_there_is_one(counter: Counter, label_printer: LabelPrinter) -> None:
    counter.printer(label_printer.address)
    page = counter.page()
    counter.settle()
    assert page.jobs._stack.currentWidget() is page.jobs._unused
    assert not page.jobs._unused.findChildren(Button)


def test_labels_come_out_and_stand_in_the_queue(counter: Counter, label_printer: LabelPrinter) -> None:
    ids = counter.take_in(3)
    printer = counter.printer(label_printer.address, media_count=500, media_left=100)
    page = counter.page()
    strip = PrintStrip(counter.runner, counter.errors)
    counter.show(strip)
    strip.said.connect(lambda text, meaning, _undo: counter.said.append((text, meaning)))

    ended: list[JobState] = []
    counter.runner.ended.connect(lambda row: ended.append(row.state))
    counter.runner.print(lambda: counter.labels(ids, printer), owner=page, failed=page.tell)
    counter.until(lambda: bool(ended))
    counter.came_out(label_printer, 3)
    counter.settle()

    assert ended == [JobState.SENT]
    row = page.jobs.current()
    assert row is not None
    assert (row.done, row.total) == (3, 3)
    assert page.jobs.model.cell(0, 0).text == "已打印"
    assert counter.said[-1] == ("标签：台式计算机等 3 张：已送到“打印机 1”", "good")
    assert not strip.isVisible()
    assert counter.desk.printers()[0].media_left == 97


def test_a_printer_without_paper_is_told_with_the_remedy(counter: Counter, label_printer: LabelPrinter) -> None:
    label_printer.paper = 0
    job = counter.labels(counter.take_in(2), counter.printer(label_printer.address))
    page, badge = counter.page(), PrintBadge(counter.work)
    strip = PrintStrip(counter.runner, counter.errors)
    counter.show(strip)
    counter.runner.run(counter.desk.job(job))
    counter.until(lambda: strip.trouble.isVisible())
    counter.settle()

    assert "缺纸" in strip.trouble.accessibleName()
    assert page.jobs.model.cell(0, 0).text == "失败"
    assert badge.count == 1
    asked: list[bool] = []
    strip.open_asked.connect(lambda: asked.append(True))
    counter.button(strip, "打印中心").click()
    assert asked

    label_printer.paper = None
    counter.button(page.jobs, "打印").click()
    counter.came_out(label_printer, 2)
    counter.until(lambda: counter.desk.job(job).state is JobState.SENT)
    counter.settle()
    counter.until(lambda: badge.count == 0)
    assert len(label_printer.labels) == 2


def test_stopped_half_way_it_is_printed_on_without_doubles(counter: Counter, label_printer: LabelPrinter) -> None:
    label_printer.seconds = 0.01
    job = counter.labels(counter.take_in(120), counter.printer(label_printer.address))
    page, strip = counter.page(), PrintStrip(counter.runner, counter.errors)
    counter.show(strip)
    counter.runner.progressed.connect(lambda run: strip.stop() if run.done >= 3 else None)
    counter.runner.run(counter.desk.job(job))
    counter.until(lambda: bool(counter.runner.runs()))
    assert strip.isVisible()
    counter.until(lambda: not counter.runner.runs())
    counter.settle()
    stopped = counter.desk.job(job)
    assert stopped.state is JobState.CANCELLED
    assert 0 < stopped.done < 120

    counter.runner.progressed.disconnect()
    counter.button(page.jobs, "继续打印").click()
    counter.until(lambda: counter.desk.job(job).state is JobState.SENT)
    counter.settle()
    counter.came_out(label_printer, 120)
    assert len(set(label_printer.numbers())) == len(label_printer.numbers()) == 120


def test_a_reprint_needs_a_reason_and_names_what_it_repeats(counter: Counter, label_printer: LabelPrinter) -> None:
    job = counter.labels(counter.take_in(3), counter.printer(label_printer.address))
    counter.run(job)
    page = counter.page()
    page.open_job(counter.desk.job(job))
    counter.settle()
    view = page.job
    counter.until(lambda: view.model.rowCount() == 3)
    view.table.select_number(1)
    counter.until(view.again_button.isEnabled)
    view.again_button.click()
    form = view.side.form()
    assert form is view.side.reprint
    form.accept_button.click()
    assert form._choice.error()
    assert len(counter.desk.jobs()) == 1

    form.choice.set_key("卡纸")
    form.words.setText("第 2 张")
    form.accept_button.click()
    counter.until(lambda: len(counter.desk.jobs()) == 2)
    counter.settle()
    again = counter.desk.jobs()[0]
    assert (again.reprint_of, again.reprint_reason, again.total) == (job, "卡纸：第 2 张", 1)
    counter.came_out(label_printer, 4)
    assert label_printer.numbers()[3] == label_printer.numbers()[1]


def test_void_keeps_the_reason_beside_the_piece(counter: Counter, label_printer: LabelPrinter) -> None:
    job = counter.labels(counter.take_in(2), counter.printer(label_printer.address))
    counter.run(job)
    page = counter.page()
    page.open_job(counter.desk.job(job))
    counter.settle()
    counter.until(lambda: page.job.model.rowCount() == 2)
    page.job.table.select_number(0)
    counter.until(page.job.void_button.isEnabled)
    page.job.void_button.click()
    page.job.side.void.choice.set_key("打错了")
    page.job.side.void.accept_button.click()
    counter.until(lambda: counter.desk.items(job)[0].state is ItemState.VOIDED)
    counter.settle()
    assert page.job.model.cell(0, 1).text == "已作废"
    assert page.job.model.cell(0, 3).text.startswith("打错了")
    assert counter.desk.items(job)[1].state is ItemState.SENT


def test_a_label_that_came_late_is_bound_by_hand(counter: Counter) -> None:
    """Its answer came to the next run: what it bears is known, whose it is a person says."""
    counter.desk._parts.encoder.seconds = 0.2  # type: ignore[union-attr]
    [piece] = counter.take_in(1)
    with LabelPrinter(writer=LabelWriter(iter([Chip.numbered(1)])), late={1: "line"}) as there:
        printer = counter.printer(there.address, rfid=True)
        job = counter.desk.add_labels([piece], template=ROLL, printer_id=printer.id, actor=counter.actor, encode=True)
        counter.run(job)
        counter.desk.retry(job)
        counter.run(job)
        page = counter.page()
        page.open_job(counter.desk.job(job))
        counter.settle()
        counter.until(lambda: page.job.model.rowCount() == 1)
        assert page.job.model.cell(0, 3).text == "这件实物的标签迟到了"
        page.job.table.select_number(0)
        counter.until(page.job.bind_button.isEnabled)
        letters_differ(counter, page)
        page.job.ask_void()
        letters_differ(counter, page)
        page.job.step_back()
        page.job.bind_button.click()
        counter.until(lambda: counter.desk.items(job)[0].state is ItemState.VERIFIED)
        counter.settle()
    [row] = counter.services.queries.assets([piece])
    assert row.tid == Chip.numbered(1).tid.hex().upper()


def test_no_late_label_no_button(counter: Counter, label_printer: LabelPrinter) -> None:
    job = counter.labels(counter.take_in(1), counter.printer(label_printer.address))
    page = counter.page()
    page.open_job(counter.desk.job(job))
    counter.settle()
    assert page.job.bind_button.isHidden()


def test_the_pages_are_shown_and_turned(counter: Counter, label_printer: LabelPrinter) -> None:
    job = counter.labels(counter.take_in(2), counter.printer(label_printer.address))
    page = counter.page()
    page.open_job(counter.desk.job(job))
    pages = page.job.pages
    counter.until(lambda: pages.page_count() == 2 and not pages._picture.pixmap().isNull())
    assert (pages.before.isEnabled(), pages.after.isEnabled()) == (False, True)
    pages.after.click()
    counter.settle()
    assert (pages.before.isEnabled(), pages.after.isEnabled()) == (True, False)


def test_after_a_power_cut_it_asks_and_prints_nothing_by_itself(counter: Counter, label_printer: LabelPrinter) -> None:
    job = unsure(counter, label_printer)
    page = counter.page()
    assert counter.desk.job(job).state is JobState.UNSURE
    assert not label_printer.labels
    page.jobs.open_current()
    counter.settle()
    assert page._views.currentWidget() is page.settle
    assert page.settle.question.text() == "这 2 张打出来了吗？"
    assert [box.text()[:9] for box in page.settle.boxes] == ["1.  台式计算机"[:9], "2.  台式计算机"[:9]]
    assert all("370883 01" in box.text() for box in page.settle.boxes)

    page.settle.boxes[0].setChecked(True)
    page.settle.some.click()
    counter.came_out(label_printer, 2)
    counter.until(lambda: counter.desk.job(job).state is JobState.SENT)
    counter.settle()
    assert len(label_printer.labels) == 2  # the second and the third, not the first


def test_what_came_out_is_not_printed_again(counter: Counter, label_printer: LabelPrinter) -> None:
    job = unsure(counter, label_printer, count=2)
    page = counter.page()
    page.settle_first()
    counter.settle()
    page.settle.yes.click()
    counter.until(lambda: counter.desk.job(job).state is JobState.SENT)
    counter.settle()
    assert not label_printer.labels
    assert page.jobs.model.cell(0, 0).text == "已打印"


def test_the_whole_of_it_by_the_keyboard(counter: Counter, label_printer: LabelPrinter, qtbot: QtBot) -> None:
    unsure(counter, label_printer, count=2)
    page = counter.page()
    page.activateWindow()
    counter.until(page.isActiveWindow)
    page.jobs.table.setFocus()
    qtbot.keyClick(page.jobs.table, Qt.Key.Key_Return)
    counter.settle()
    assert page._views.currentWidget() is page.settle
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page._views.currentWidget() is page._overview
    counter.button(page.jobs, "打出来了吗")
    qtbot.keyClick(page.jobs.table, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    counter.until(lambda: page._views.currentWidget() is page.settle)  # a button pressed by its letter clicks later
    counter.until(page.settle.no.isEnabled)
    qtbot.keyClick(page.settle, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    counter.came_out(label_printer, 2)
    counter.settle()
    qtbot.keyClick(page.jobs.table, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.mode() == "printers"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.mode() == "jobs"


def test_what_is_typed_narrows_the_queue(counter: Counter) -> None:
    printer, _path = counter.file_printer()
    ids = counter.take_in(2)
    counter.run(counter.labels(ids, printer))
    counter.run(counter.desk.add_test(printer.id, actor=counter.actor))
    page = counter.page()
    assert page.jobs.model.rowCount() == 2
    page.search("测试")
    assert page.jobs.model.rowCount() == 1
    page.search("没有的")
    assert page.jobs._stack.currentWidget() is page.jobs._none
    page.step_back()
    assert page.jobs.model.rowCount() == 2


def test_a_form_in_sight_keeps_what_was_typed(counter: Counter) -> None:
    printer, _path = counter.file_printer()
    job = counter.labels(counter.take_in(1), printer)
    counter.run(job)
    page = counter.page()
    page._ask_reason(Deed.REPRINT, counter.desk.job(job))
    page.jobs.side.reprint.words.setText("弄湿了")
    page.reload()
    counter.settle()
    assert page.jobs.side.form() is page.jobs.side.reprint
    page.step_back()
    page._ask_reason(Deed.REPRINT, counter.desk.job(job))
    assert page.jobs.side.reprint.words.text() == "弄湿了"


def letters_differ(counter: Counter, page: PrintCentrePage) -> None:
    """Alt and a letter presses one of what is in sight."""
    counter.settle()
    counter.qtbot.wait(20)
    buttons = [one for one in page.findChildren(Button) if one.isVisible()]
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    found = [QKeySequence.mnemonic(one.text()).toString() for one in (*buttons, *labels)]
    found = sorted(letter for letter in found if letter)
    assert found
    assert len(set(found)) == len(found), found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_two_letters_are_the_same_in_a_view(counter: Counter, dressed: QApplication, language: str) -> None:
    """Alt and a letter presses one button: those in sight at the same time have letters of their own."""
    install_language(dressed, language)
    printer, _path = counter.file_printer(media_count=10, media_left=3)
    job = counter.labels(counter.take_in(2), printer)
    page = counter.page()

    def distinct() -> None:
        letters_differ(counter, page)

    distinct()
    counter.run(job)
    page.show_queue()
    distinct()
    page._ask_reason(Deed.REPRINT, counter.desk.job(job))
    distinct()
    page.open_job(counter.desk.job(job))
    distinct()
    page.job.show_part("job")
    distinct()
    page.show_mode("printers")
    distinct()
    page.printers.edit()
    distinct()
    page.show_mode("templates")
    page.templates.keep("own-1", template(ROLL), page.templates.shown)
    counter.settle()
    page.templates.show_template("own-1")
    distinct()
    page.templates.edit()
    distinct()


def test_modes_by_key_while_the_scan_box_has_the_focus(counter: Counter, qtbot: QtBot) -> None:
    page = counter.page()
    window = QWidget()
    box = QLineEdit()
    window.setLayout(column(box, page))
    counter.show(window)
    window.activateWindow()
    counter.until(window.isActiveWindow)
    box.setFocus()
    for key, mode in ((Qt.Key.Key_3, "templates"), (Qt.Key.Key_2, "printers"), (Qt.Key.Key_1, "jobs")):
        qtbot.keyClick(box, key, Qt.KeyboardModifier.AltModifier)
        assert (page.mode(), box.text()) == (mode, "")
