"""Printers: added, changed, removed; how they are; what is loaded; the test page."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton

from app.services.printing.devices import Language
from tests.fakes.printer import LabelPrinter
from tests.gui.print_centre.conftest import ROLL, Counter
from ui.widgets import Label


def test_a_printer_in_the_network_is_added(counter: Counter, label_printer: LabelPrinter) -> None:
    page = counter.page()
    page.add_printer()
    counter.settle()
    form = page.printers.form
    form.connection.set_key("tcp")
    form.connection.chosen.emit("tcp")
    form.save_button.click()
    assert form._fields["host"].error()
    assert form._fields["name"].error()
    form.host.setText(f"127.0.0.1:{label_printer.port}")
    form.name.setText("柜台标签机")
    form.language.set_key(Language.ZPL)
    form.template.set_key(ROLL)
    form.roll.setValue(500)
    form.left_now.setValue(12)
    form.save_button.click()
    counter.until(lambda: bool(counter.desk.printers()))
    counter.settle()

    (one,) = counter.desk.printers()
    assert (one.name, one.address, one.language) == ("柜台标签机", label_printer.address, Language.ZPL)
    assert (one.template, one.media_count, one.media_left, one.rfid) == (ROLL, 500, 12, False)
    counter.until(lambda: page.printers.model.cell(0, 1).text == "就绪")
    assert page.printers.model.cell(0, 3).text == "12 / 500"


def test_what_is_loaded_goes_through_such_a_printer(counter: Counter) -> None:
    """A label printer has rolls and never plain paper; an office printer has sheets."""
    page = counter.page()
    page.add_printer()
    counter.settle()
    form = page.printers.form
    sheets = {one.name for one in page.printers._media if one.places}
    assert sheets

    def offered() -> dict[str, str]:
        return {str(form.template.itemData(at)): form.template.itemText(at) for at in range(form.template.count())}

    assert ROLL in offered()
    assert not sheets & set(offered())
    assert offered()[""] == "未填写"
    form.template.set_key(ROLL)
    form.language.set_key(Language.PDF)
    form.language.chosen.emit(Language.PDF)
    assert sheets == set(offered()) - {""}
    assert (form.template.key(), offered()[""]) == ("", "普通纸")


@pytest.mark.parametrize("mode", ["jobs", "printers", "templates"])
def test_no_letter_is_given_twice_while_there_is_no_printer(counter: Counter, mode: str) -> None:
    """Of two buttons with one letter none is pressed by it."""
    page = counter.page()
    page.show_mode(mode)
    counter.settle()
    shown = [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
    letters = [letter for text in shown if (letter := QKeySequence.mnemonic(text).toString())]
    assert sorted(set(letters)) == sorted(letters)


def test_an_address_that_cannot_be_meant_is_told_in_the_form(counter: Counter) -> None:
    page = counter.page()
    page.add_printer()
    counter.settle()
    form = page.printers.form
    form.connection.set_key("tcp")
    form._show_parts()
    form.host.setText("10.0.0.1:99999999")
    form.name.setText("错")
    form.save_button.click()
    counter.until(lambda: form.notice.isVisible())
    assert not counter.desk.printers()
    assert form.host.text() == "10.0.0.1:99999999"


def test_its_alarms_are_said_in_words(counter: Counter, label_printer: LabelPrinter) -> None:
    label_printer.head_open = True
    counter.printer(label_printer.address)
    page = counter.page()
    page.show_mode("printers")
    counter.until(lambda: page.printers.model.cell(0, 1).text == "需要处理")
    counter.settle()

    def words() -> str:
        labels = page.printers.details.findChildren(Label)
        return " ".join(label.text() for label in labels if label.isVisible())

    counter.until(lambda: "打印头" in words() or "盖" in words())


def test_one_that_does_not_answer_is_offline(counter: Counter) -> None:
    with LabelPrinter() as gone:
        address = gone.address
    counter.printer(address)
    page = counter.page()
    page.show_mode("printers")
    counter.until(lambda: page.printers.model.cell(0, 1).text == "没有应答")


def test_a_printer_that_was_just_added_is_in_sight(counter: Counter) -> None:
    counter.file_printer()
    page = counter.page()
    page.add_printer()
    counter.settle()
    form = page.printers.form
    form.connection.set_key("tcp")
    form.connection.chosen.emit("tcp")
    form.host.setText("127.0.0.1")
    form.name.setText("另一台")
    form.save_button.click()
    counter.until(lambda: len(counter.desk.printers()) == 2)
    counter.settle()
    counter.until(lambda: (one := page.printers.current()) is not None and one.name == "另一台")


def test_a_new_roll_begins_the_count_anew(counter: Counter) -> None:
    counter.file_printer(media_count=300, media_left=0)
    page = counter.page()
    page.show_mode("printers")
    counter.settle()
    counter.button(page.printers.details, "已换新卷").click()
    counter.until(lambda: counter.desk.printers()[0].media_left == 300)


def test_the_test_page_prints(counter: Counter, label_printer: LabelPrinter) -> None:
    counter.printer(label_printer.address)
    page = counter.page()
    page.show_mode("printers")
    counter.settle()
    counter.button(page.printers.details, "测试页").click()
    counter.came_out(label_printer, 1)
    counter.settle()
    assert counter.desk.jobs()[0].done == 1


def test_a_printer_is_changed_and_removed(counter: Counter) -> None:
    counter.file_printer()
    page = counter.page()
    page.show_mode("printers")
    counter.settle()
    page.printers.edit()
    counter.settle()
    form = page.printers.form
    assert form.path.text().endswith("labels.zpl")
    assert form.template.key() == ROLL
    form.name.setText("南库标签机")
    form.save_button.click()
    counter.until(lambda: counter.desk.printers()[0].name == "南库标签机")
    counter.settle()
    page.printers._remove(counter.desk.printers()[0])
    counter.until(lambda: not counter.desk.printers())
    counter.settle()
    counter.until(lambda: page.printers._left.currentIndex() == 0)
