"""The form designer: what is chosen is seen at once, kept, printed, and taken to another counter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Invalid
from app.domain.organization import Role
from app.services.commands.base import Actor
from printing.documents.form import FormChanges, form_names, shipped
from printing.documents.form_file import form_file, read_form_file
from printing.documents.sample import sample_slip
from ui.settings import SettingsPage
from ui.settings.forms import FormsSection


@pytest.fixture
def section(page: SettingsPage, qtbot: Any) -> Iterator[FormsSection]:
    page.show_section("forms")
    section = page.forms
    qtbot.waitUntil(lambda: not section.preview.pixmap().isNull())
    yield section
    section._timer.stop()  # what was changed last would be drawn after the program has ended


def choose(section: FormsSection, name: str) -> None:
    section.show_form(name)


def names(section: FormsSection) -> list[str]:
    return [column.field for column in section.columns.columns()]


def printed(section: FormsSection, office: Any, name: str) -> list[tuple[tuple[float, float], str]]:
    """(size in mm, text) of each page that this counter would print now."""
    slip = sample_slip(name, shipped(name), office.work.bus.clock.today())
    document = pypdfium2.PdfDocument(office.services.typesetter.slip_pdf(slip))
    return [
        (tuple(round(side / 72 * 25.4) for side in page.get_size()), page.get_textpage().get_text_bounded())
        for page in document
    ]


def test_every_form_is_shown(section: FormsSection, qtbot: Any) -> None:
    for name in form_names():
        choose(section, name)
        assert section.form.key() == name
        assert section.wanted() == shipped(name)
        assert section.save.isEnabled()


def test_what_is_chosen_is_kept_and_printed(section: FormsSection, office: Any, qtbot: Any) -> None:
    choose(section, "loan")
    section.form_title.setText("本仓借用单")
    section.sheet.set_key("241x140")
    section.copies.set_key(3)
    section.seal.set_key("round")
    section.signers.setText("移交人，接收人, 保管员")
    section.footer.setText("一式三联")
    with qtbot.waitSignal(section.said):
        section.try_save()
    [page, *others] = printed(section, office, "loan")
    assert page[0] == (241, 140)
    assert len(others) == 2
    for words in ("本仓借用单", "保管员", "一式三联", "盖章处", "第一联（共三联）"):
        assert words in page[1]
    assert "监交人" not in page[1]
    assert "李四" in page[1], "the one who hands over is still named"
    assert "本仓借用单" not in printed(section, office, "return")[0][1]


def test_columns_are_ticked_moved_and_named_by_keys(section: FormsSection, office: Any, qtbot: Any) -> None:
    choose(section, "loan")
    columns = section.columns
    before = names(section)
    columns.list.setFocus()
    columns.list.setCurrentRow(before.index("model"))
    qtbot.keyClick(columns.list, Qt.Key.Key_Space)
    assert names(section) == [name for name in before if name != "model"]
    columns.list.setCurrentRow(before.index("name"))
    qtbot.keyClick(columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert names(section)[1:3] == ["name", "tag_number"]
    assert columns.list.currentRow() == 1
    columns.caption.clear()
    qtbot.keyClicks(columns.caption, "Name")
    columns.width_box.setValue(80)
    named = next(column for column in section.wanted().columns if column.field == "name")
    assert (named.caption, named.width) == ("Name", 80)
    shares = [
        text.split()[-2] for n in range(columns.list.count()) if (text := columns.list.item(n).text())[-2:] == "毫米"
    ]
    assert len(shares) == len(names(section))
    assert sum(map(int, shares)) == pytest.approx(175, abs=4)


def test_a_width_on_narrow_paper_is_its_own(section: FormsSection, office: Any, qtbot: Any) -> None:
    choose(section, "loan")
    for _ in range(2):
        qtbot.keyClick(section.sheet, Qt.Key.Key_Down)
    assert section.sheet.key() == "a5-upright"
    columns = section.columns
    columns.list.setCurrentRow(names(section).index("name"))
    assert columns.width_box.value() == 26
    columns.width_box.setValue(30)
    [named] = [column for column in section.wanted().columns if column.field == "name"]
    assert (named.width, named.narrow) == (39, 30)
    for _ in range(2):
        qtbot.keyClick(section.sheet, Qt.Key.Key_Up)
    assert columns.width_box.value() == 39
    assert section.save.isEnabled()


def test_what_cannot_be_set_is_said_and_not_saved(section: FormsSection, office: Any, qtbot: Any) -> None:
    choose(section, "loan")
    for row in range(section.columns.list.count()):
        section.columns.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    section.show_preview()
    assert not section.fault.isHidden()
    assert "栏" in section.fault.text()
    assert not section.save.isEnabled()
    section.try_save()
    assert office.administration.preference("forms") is None
    section.show_shipped()
    qtbot.waitUntil(section.save.isEnabled)


def test_the_shipped_form_comes_back(section: FormsSection, office: Any, qtbot: Any) -> None:
    choose(section, "loan")
    section.form_title.setText("别的")
    section.try_save()
    assert set(office.administration.preference("forms")) == {"loan"}
    choose(section, "return")
    choose(section, "loan")
    assert section.form_title.text() == "别的"
    section.show_shipped()
    section.try_save()
    assert office.administration.preference("forms") == {}
    assert "公物借用交接单" in printed(section, office, "loan")[0][1]


def test_a_form_travels_as_a_file(section: FormsSection, tmp_path: Path, qtbot: Any) -> None:
    choose(section, "loan")
    section.form_title.setText("本仓借用单")
    with qtbot.waitSignal(section.said):
        section.export_file(tmp_path / "loan.json")
    section.show_shipped()
    section.import_file(tmp_path / "loan.json")
    qtbot.waitUntil(lambda: section.form_title.text() == "本仓借用单")
    choose(section, "return")
    section.import_file(tmp_path / "loan.json")
    qtbot.waitUntil(lambda: not section.notice.isHidden())
    assert section.form_title.text() == "公物归还交接单"


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b"[" * 60_000, b'{"gongwucang-form": 2}', b" " * 70_000],
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match=r"form\.malformed"):
        read_form_file(content, "loan")
    with pytest.raises(Invalid, match=r"form\.of_other"):
        read_form_file(form_file("return", FormChanges()), "loan")
    with pytest.raises(Invalid, match=r"form\.no_such_sheet"):
        read_form_file(form_file("loan", FormChanges(sheet="a0")), "loan")


def test_damaged_choices_do_not_stop_the_counter(section: FormsSection, office: Any) -> None:
    office.administration.set_preference("forms", {"loan": {"sheet": "a0"}, "return": 7})
    for name in ("loan", "return"):
        assert shipped(name).title in printed(section, office, name)[0][1]


def test_only_an_administrator_changes_forms(page: SettingsPage, office: Any) -> None:
    office.actor = Actor("clerk", "王五", Role.CLERK)
    page.shown()
    page.show_section("forms")
    assert not page.forms.inside.isEnabled()
    assert not page.forms.locked.isHidden()
