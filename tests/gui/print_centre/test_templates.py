"""Label templates: copied, drawn, kept, printed, taken for categories, read in and saved."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from app.services.printing.devices import Language
from printing.labels.template import Style, TextBox, extent, read_template, template, template_json
from tests.gui.print_centre.conftest import ROLL, Counter
from ui.inventory.labels import LabelForm
from ui.inventory.papers import LabelOrder, show_labels
from ui.label_designer import Designer
from ui.label_designer.questions import Defaults, NewTemplate
from ui.print_centre import PrintCentrePage
from ui.widgets import Dialog


def templates_of(counter: Counter) -> PrintCentrePage:
    page = counter.page()
    page.show_mode("templates")
    counter.settle()
    return page


def copy_of(counter: Counter, page: PrintCentrePage, name: str = ROLL) -> Designer:
    page.templates.show_template(name)
    page.templates.edit()
    return page.designer


def test_one_of_the_product_s_is_changed_as_a_copy(counter: Counter) -> None:
    page = templates_of(counter)
    designer = copy_of(counter, page)
    draft = designer.draft()
    assert draft is not None
    draft.mark(0)
    designer.canvas.setFocus()
    before = extent(draft.template.elements[0])
    QTest.keyClick(designer.canvas, Qt.Key.Key_Down)
    assert extent(draft.template.elements[0])[1] == pytest.approx(before[1] + 0.5)
    designer.save()
    counter.settle()
    [name] = counter.desk.templates.names()
    kept = read_template(json.loads(counter.desk.templates.get(name) or ""))
    assert kept == draft.template
    assert template(ROLL).elements[0].y == before[1]
    assert not designer.unsaved()


def test_keys_of_the_designer_come_before_the_same_ones_of_the_window(counter: Counter) -> None:
    page = templates_of(counter)
    heard: list[str] = []
    for keys in ("Ctrl+D", "Ctrl+Z"):
        QShortcut(QKeySequence(keys), page).activated.connect(partial(heard.append, keys))
    designer = copy_of(counter, page)
    draft = designer.draft()
    assert draft is not None
    before = draft.template
    draft.mark(0)
    designer.canvas.setFocus()
    QTest.keyClick(designer.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(draft.template.elements) == len(before.elements) + 1
    QTest.keyClick(designer.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.template == before
    assert heard == []


def test_the_mouse_drags_and_one_undo_takes_it_back(counter: Counter) -> None:
    page = templates_of(counter)
    designer = copy_of(counter, page)
    canvas, draft = designer.canvas, designer.draft()
    assert draft is not None
    before = draft.template
    left, top, right, bottom = extent(before.elements[2])
    scale, corner = canvas.scale(), canvas._label_rect().topLeft()
    start = QPoint(round(corner.x() + (left + right) / 2 * scale), round(corner.y() + (top + bottom) / 2 * scale))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 20, 30):
        QTest.mouseMove(canvas, start + QPoint(0, step))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 30))
    assert draft.marked == (2,)
    assert extent(draft.template.elements[2])[1] == pytest.approx(top + 30 / scale, abs=0.8)
    designer.undo()
    assert draft.template == before


def test_what_cannot_be_read_at_its_printer_says_so(counter: Counter) -> None:
    page = templates_of(counter)
    designer = copy_of(counter, page)
    draft = designer.draft()
    assert draft is not None
    assert not designer.complaint.isVisible()
    qr = next(number for number, one in enumerate(draft.template.elements) if getattr(one, "kind", "") == "qr")
    draft.change(qr, width=8.0, height=8.0)
    designer._show()
    assert designer.complaint.isVisible()
    assert "条码放不下" in designer.complaint._title.text()


def test_a_wrong_field_is_said_and_nothing_changes(counter: Counter) -> None:
    page = templates_of(counter)
    designer = copy_of(counter, page)
    draft = designer.draft()
    assert draft is not None
    draft.mark(0)
    designer._show()
    text = designer.properties.editors["text"]
    text.setText("{password}")  # type: ignore[attr-defined]
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert designer.properties.notice.isVisible()
    assert draft.template.elements[0] == template(ROLL).elements[0]


def test_leaving_asks_for_what_is_not_saved(counter: Counter) -> None:
    page = templates_of(counter)
    designer = copy_of(counter, page)
    draft = designer.draft()
    assert draft is not None
    draft.mark(0)
    draft.shift(0, 1)
    page.step_back()
    assert designer.isVisible()
    counter.button(page.window(), "离开").click()
    assert page.mode() == "templates"
    assert page.templates.isVisible()


def test_a_test_label_is_printed_with_the_template_as_drawn(counter: Counter) -> None:
    _printer, path = counter.file_printer()
    page = templates_of(counter)
    designer = copy_of(counter, page)
    designer.print_one()
    counter.until(lambda: bool(counter.desk.jobs()) and counter.desk.jobs()[0].done == 1)
    assert b"^XA" in path.read_bytes()
    assert len(counter.desk.templates.names()) == 1


def test_pieces_of_a_category_are_offered_its_template(counter: Counter) -> None:
    ids = counter.take_in(1)
    counter.printer(f"file:{counter.folder / 'labels.zpl'}", Language.ZPL, ROLL)
    counter.desk.templates.put("own-1", json.dumps(template_json(template(ROLL))))
    page = templates_of(counter)
    page.templates.show_template("own-1")
    page.templates.ask_defaults()
    [dialog] = page.findChildren(Defaults)
    dialog.heads.setText("B12")
    dialog.try_accept()
    assert dialog.isVisible()
    dialog.heads.setText("*")
    dialog.try_accept()
    counter.settle()
    assert counter.desk.templates.defaults() == {"": "own-1"}
    form = LabelForm(counter.work)
    counter.show(form)
    form.print_labels(ids)
    counter.settle()
    assert form.template.key() == "own-1"


def test_a_new_one_is_drawn_from_nothing(counter: Counter) -> None:
    page = templates_of(counter)
    page.templates.new()
    [dialog] = page.findChildren(NewTemplate)
    dialog.name.setText("小标签")
    dialog.label_size.set_key("50 × 25")
    dialog.try_accept()
    draft = page.designer.draft()
    assert draft is not None
    assert (draft.template.title, draft.template.width) == ("小标签", 50)


def test_a_template_is_saved_as_a_file_and_read_in_again(counter: Counter, tmp_path: Path) -> None:
    page = templates_of(counter)
    page.templates.show_template(ROLL)
    page.templates.write_out(tmp_path / "mine.json")
    counter.settle()
    page.templates.read_in(tmp_path / "mine.json")
    counter.settle()
    shown = page.templates.current()
    assert shown is not None
    assert shown.own
    assert shown.template == template(ROLL)


@pytest.mark.parametrize("content", [b"", b"[1, 2", b"{}", b"\xff\xfe", b"[" * 100_000, b" " * 300_000])
def test_a_file_that_is_no_template_is_refused_in_words(counter: Counter, tmp_path: Path, content: bytes) -> None:
    page = templates_of(counter)
    (tmp_path / "bad.json").write_bytes(content)
    page.templates.read_in(tmp_path / "bad.json")
    counter.until(page.notice.isVisible)
    assert counter.desk.templates.names() == []


def test_removing_can_be_taken_back(counter: Counter) -> None:
    counter.desk.templates.put("own-1", json.dumps(template_json(template(ROLL))))
    page = templates_of(counter)
    undo = []
    page.said.connect(lambda _text, _meaning, back: undo.append(back))
    page.templates.show_template("own-1")
    page.templates.ask_remove()
    [question] = page.templates.findChildren(Dialog)
    question.accept_button.click()
    counter.until(lambda: bool(undo))
    assert counter.desk.templates.names() == []
    undo[-1]()
    counter.settle()
    assert counter.desk.templates.names() == ["own-1"]


def test_the_preview_of_labels_says_what_the_job_says(counter: Counter) -> None:
    words = TextBox("{site} {card_number}", 1, 1, 55, 4, (Style(8),))
    own = msgspec.structs.replace(template(ROLL), elements=(words,))
    counter.desk.templates.put("own-1", json.dumps(template_json(own)))
    (id,) = counter.take_in(1)
    opened: list[object] = []
    show_labels(
        counter.work, [id], counter.page(), lambda preview, _n: opened.append(preview), order=LabelOrder("own-1")
    )
    counter.until(lambda: bool(opened))
    [path] = counter.work.papers.glob("labels-*.pdf")
    said = pdfium.PdfDocument(path.read_bytes())[0].get_textpage().get_text_range().split()
    [asset] = counter.work.queries.assets([id])
    assert said == [counter.work.queries.site().name, *asset.card_number.split()]


def test_fields_are_written_in_the_words_of_the_counter(counter: Counter) -> None:
    page = templates_of(counter)
    designer = copy_of(counter, page)
    draft = designer.draft()
    assert draft is not None
    draft.mark(0)
    designer._show()
    text = designer.properties.editors["text"]
    assert text.text() == "{单位}"  # type: ignore[attr-defined]
    text.setText("借自{单位}")  # type: ignore[attr-defined]
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert draft.template.elements[0].text == "借自{organization}"  # type: ignore[union-attr]
