"""The parts: what they say, what they take, how they are reached."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.gallery import build_gallery, specimen_shell
from ui.i18n import install_language
from ui.moments import ago, say_date, say_duration
from ui.widgets import (
    ActivityBar,
    Banner,
    Button,
    Choice,
    ChoiceBox,
    DateField,
    DetailPanel,
    Dialog,
    Field,
    ProgressPanel,
    ScanBox,
    ScanLog,
    ScanRow,
    StatusChip,
    SuggestBox,
    TextField,
    plain,
    read_date,
    row,
    suggest_from,
)
from ui.widgets.scan_log import KEEP

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("20261231", date(2026, 12, 31)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("2026/1/5", date(2026, 1, 5)),
        ("1231", date(2026, 12, 31)),
        ("12-31", date(2026, 12, 31)),
        ("1月5日", date(2027, 1, 5)),
        ("+30", date(2026, 12, 22)),
        ("+0", TODAY),
        ("2026-02-30", None),
        ("31", None),
        ("tomorrow", None),
        ("", None),
        ("+99999", None),
        ("0229", None),
        ("²026-12-31", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, day: date | None) -> None:
    assert read_date(typed, TODAY) == day


def test_date_field_shows_in_full_and_keeps_what_is_wrong(qtbot: QtBot) -> None:
    field = DateField(date(2026, 12, 31))
    qtbot.addWidget(field)
    edit = field.focusProxy()
    assert isinstance(edit, QWidget)
    assert edit.property("text") == "2026年12月31日"
    edit.setProperty("text", "nonsense")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (field.wrong(), field.day(), edit.property("text")) == (True, None, "nonsense")
    edit.setProperty("text", "2027-01-05")
    with qtbot.waitSignal(field.changed) as changed:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert changed.args == [date(2027, 1, 5)]


def test_moments_are_said_in_both_languages(chinese: QApplication) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert ago(now - timedelta(hours=3), now) == "3 小时前"
    assert ago(now - timedelta(seconds=5), now) == "刚刚"
    assert say_date(TODAY) == "2026年11月22日"
    assert say_duration(3_900) == "1 小时 5 分钟"
    install_language(chinese, "en")
    assert ago(now - timedelta(days=2), now) == "2 d ago"
    assert say_date(TODAY) == "2026-11-22"


def test_labels_without_their_letters() -> None:
    assert [plain(t) for t in ("&Save", "保存(&S)", "A && B", "打开(&O)…")] == ["Save", "保存", "A & B", "打开"]


def test_field_says_what_is_wrong(qtbot: QtBot) -> None:
    field = Field("名称(&N)", TextField(), hint="hint", required=True)
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "名称，必填"
    field.set_error("空着")
    assert (field.error(), field.editor.accessibleDescription()) == ("空着", "空着")
    field.set_error("")
    assert field.error() == ""


def test_choice_box_speaks_in_keys(qtbot: QtBot) -> None:
    box = ChoiceBox([("a", "A"), ("b", "B")], "b")
    qtbot.addWidget(box)
    assert box.key() == "b"
    box.set_choices([])
    assert box.key() is None


def test_suggestions_are_walked_and_taken_by_key(qtbot: QtBot) -> None:
    people = [Choice(1, "张三", "教育局"), Choice(2, "张㛃", "财政局")]
    box = SuggestBox(suggest_from(people), delay_ms=0)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.insert("张")
    box.textEdited.emit("张")
    qtbot.waitUntil(lambda: len(box.suggestions()) == 2)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [people[1]]
    assert (box.key(), box.text(), box.suggestions()) == (2, "张㛃", [])
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert box.choice() is None


def test_a_late_suggestion_is_dropped(qtbot: QtBot) -> None:
    answers = []
    box = SuggestBox(lambda text, deliver: answers.append(deliver), delay_ms=0)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    box.setFocus()
    for asked, text in enumerate(("a", "ab"), 1):
        box.setText(text)
        box.textEdited.emit(text)
        qtbot.waitUntil(lambda n=asked: len(answers) == n)
    answers[1]([Choice(2, "abacus")])
    answers[0]([Choice(1, "apple")])
    assert [c.label for c in box.suggestions()] == ["abacus"]


def test_scan_log_is_newest_first_and_keeps_what_is_open(qtbot: QtBot) -> None:
    log = ScanLog()
    qtbot.addWidget(log)
    refused = log.add(ScanRow("refused", "desk"))
    for n in range(KEEP + 10):
        log.add(ScanRow("done", f"chair {n}"))
    model = log.log()
    assert model.rowCount() == KEEP
    assert model.index(0).data(Qt.ItemDataRole.UserRole).item == f"chair {KEEP + 9}"
    assert [row.item for _n, row in model.open_rows()] == ["desk"]
    model.clear_settled()
    assert model.rowCount() == 1
    log.settle(refused)
    model.clear_settled()
    assert model.rowCount() == 0
    with pytest.raises(KeyError):
        log.settle(refused)


def test_the_mending_key_acts_on_the_newest_open_row(qtbot: QtBot) -> None:
    log = ScanLog()
    qtbot.addWidget(log)
    log.resize(800, 400)
    log.show()
    qtbot.waitExposed(log)
    log.activateWindow()
    log.setFocus()
    qtbot.waitUntil(log.isActiveWindow)
    first = log.add(ScanRow("refused", "desk", remedy="移库", remedy_key="Alt+T"))
    second = log.add(ScanRow("refused", "chair", remedy="移库", remedy_key="Alt+T"))
    for expected in (second, first):
        with qtbot.waitSignal(log.remedy_chosen) as chosen:
            qtbot.keyClick(log, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
        assert chosen.args[0] == expected
        log.settle(expected)


def test_the_mending_words_can_be_clicked(qtbot: QtBot) -> None:
    log = ScanLog()
    qtbot.addWidget(log)
    log.resize(800, 400)
    log.show()
    qtbot.waitExposed(log)
    number = log.add(ScanRow("unknown", "X", remedy="入库", remedy_key="Alt+N"))
    rect = log.visualRect(log.log().index(0))
    with qtbot.waitSignal(log.remedy_chosen) as chosen:
        place = QPoint(rect.right() - 90, rect.center().y())
        qtbot.mouseClick(log.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args[0] == number


def test_scan_box_gives_what_is_typed(qtbot: QtBot) -> None:
    box = ScanBox()
    qtbot.addWidget(box)
    box.setText(" ３７０８ ")
    with qtbot.waitSignal(box.submitted) as given:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert given.args == ["3708"]
    assert box.text() == ""


def test_undo_is_offered_once(qtbot: QtBot) -> None:
    bar = ActivityBar()
    qtbot.addWidget(bar)
    bar.show()
    undone: list[int] = []
    bar.say("two lent", undo=lambda: undone.append(1))
    button = bar.findChild(Button)
    assert button is not None
    button.click()
    button.click()
    assert undone == [1]
    assert not button.isVisible()


def test_progress_tells_count_and_time(qtbot: QtBot) -> None:
    now = [0.0]
    panel = ProgressPanel("import", clock=lambda: now[0])
    qtbot.addWidget(panel)
    now[0] = 10.0
    panel.show_progress(5_000, 20_000)
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert "5,000 / 20,000" in words
    assert "约剩 30 秒" in words


def test_banner_comes_back_when_it_tells_again(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    banner = Banner("good", "a", parent=ground)
    ground.show()
    banner.hide()
    banner.tell("problem", "b", "c", "d")
    assert banner.isVisible()
    assert (banner.accessibleName(), banner.accessibleDescription()) == ("b", "c d")


def test_alt_and_a_letter_types_nothing(qtbot: QtBot) -> None:
    """They are a button's, which may be greyed."""
    field = TextField()
    qtbot.addWidget(field)
    field.show()
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier, "c"))
    assert field.text() == ""
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, modifiers, "C"))
    assert field.text() == "CC"


def test_the_scan_box_takes_what_a_slow_scanner_types_of_a_long_code(qtbot: QtBot) -> None:
    """One with pauses between its keys is not told from typing; a transfer's code has several hundred characters."""
    box = ScanBox()
    qtbot.addWidget(box)
    box.show()
    code = "GWCY" + "K1AP722H" * 150
    with qtbot.waitSignal(box.submitted) as given:
        qtbot.keyClicks(box, code)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert given.args == [code]


def test_escape_keeps_the_entries_of_a_dialog(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    dialog = Dialog("title", ground, accept_text="好(&O)")
    entry = TextField()
    dialog.body.addWidget(entry)
    dialog.open()
    entry.setText("half typed")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.open()
    assert entry.text() == "half typed"
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept_button.click()


def nameless(root: QWidget) -> list[str]:
    """Controls that a keyboard reaches and a screen reader has no name for."""
    found = []
    for widget in root.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root)
        inner = isinstance(widget.parent(), QAbstractScrollArea) or widget.focusProxy() is not None
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        if reached and not inner and not named:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
def test_every_control_has_a_name(qtbot: QtBot, chinese: QApplication, tongue: str) -> None:
    install_language(chinese, tongue)
    for window in (build_gallery(), specimen_shell()):
        qtbot.addWidget(window)
        window.show()
        assert nameless(window) == []


def test_every_labelled_field_has_its_own_letter(qtbot: QtBot, chinese: QApplication) -> None:
    for tongue in ("zh_CN", "en"):
        install_language(chinese, tongue)
        gallery = build_gallery()
        qtbot.addWidget(gallery)
        buttons = gallery.findChildren(Button)
        drawn = [b.text() for b in buttons if not b.icon().isNull()]
        assert [text for text in drawn if "&" not in text and "Ctrl+" not in text] == []


def test_no_two_buttons_of_a_window_share_a_letter(qtbot: QtBot, chinese: QApplication) -> None:
    for tongue in ("zh_CN", "en"):
        install_language(chinese, tongue)
        shell = specimen_shell()
        qtbot.addWidget(shell)
        shell.show()
        buttons = [b for b in shell.findChildren(QAbstractButton) if b.isVisible()]
        letters = [QKeySequence.mnemonic(b.text()).toString() for b in buttons]
        used = [letter for letter in letters if letter]
        assert len(used) > 2
        assert sorted(set(used)) == sorted(used)


def test_gallery_changes_theme_and_language(qtbot: QtBot, chinese: QApplication) -> None:
    from ui.gallery import Gallery
    from ui.theme import apply_theme, colours

    gallery = Gallery()
    qtbot.addWidget(gallery)
    try:
        gallery.switch(theme="dark", tongue="en")
        assert colours().name == "dark"
        assert "Buttons and choices" in [label.text() for label in gallery.findChildren(QLabel)]
    finally:
        apply_theme(chinese, "light")


def test_ctrl_z_is_the_windows_while_nothing_was_typed(qtbot: QtBot) -> None:
    undone: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    field = TextField()
    field.setParent(window)
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), window)
    shortcut.activated.connect(lambda: undone.append("window"))
    window.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["window"]
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["window"]
    assert field.text() == ""


def test_a_long_number_is_not_cut_off_in_the_details(qtbot: QtBot) -> None:
    panel = DetailPanel("Details")
    qtbot.addWidget(panel)
    panel.show_details("Copier", sections=[("On loan", [("Loan number", "JY37088320261122010001U"), ("Place", "3-2")])])
    panel.resize(300, 400)
    panel.show()
    area = panel.findChild(QAbstractScrollArea)
    (number,) = [one for one in panel.findChildren(QLabel) if one.text().startswith("JY")]
    qtbot.waitUntil(lambda: number.height() > 0)
    assert number.mapTo(area.viewport(), number.rect().topRight()).x() < area.viewport().width()


def test_a_field_beside_one_that_says_what_is_wrong_stays_in_line(qtbot: QtBot) -> None:
    window = QWidget()
    wrong, right = Field("甲", TextField()), Field("乙", TextField())
    window.setLayout(row(wrong, right))
    qtbot.addWidget(window)
    window.show()
    wrong.set_error("请填写")
    qtbot.waitUntil(lambda: right.height() > right.sizeHint().height())
    assert wrong.editor.mapTo(window, QPoint()).y() == right.editor.mapTo(window, QPoint()).y()


def test_icons_beside_words_take_the_colour_of_the_theme(qtbot: QtBot, chinese: QApplication) -> None:
    from ui.theme import apply_theme, colours

    chip = StatusChip("网络正常", "good", "line-up")
    qtbot.addWidget(chip)
    chip.show()
    try:
        apply_theme(chinese, "dark")
        picture = chip._icon.pixmap().toImage()
        shades = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        assert colours().role("good") in {shade.name() for shade in shades if shade.alpha() == 255}
    finally:
        apply_theme(chinese, "light")
