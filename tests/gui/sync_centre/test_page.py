"""The sync centre as a person meets it."""

from datetime import timedelta
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.persistence.attachments import FileAttachments
from tests.gui.sync_centre.conftest import Office
from ui.sync_centre import SyncCentrePage
from ui.widgets import column


def read(page: SyncCentrePage, qtbot) -> None:
    page.reading = None
    page.shown()
    qtbot.waitUntil(lambda: page.reading is not None)


def value(page: SyncCentrePage, key: str) -> str:
    values = {**page.overview.queue.values, **page.overview.counter.values}
    return values[key].text()


def test_without_a_city_it_says_what_it_is_for_and_leads_to_the_settings(page, office, qtbot) -> None:
    read(page, qtbot)
    assert page.alone.isVisible()
    assert not page.sync_button.isVisible()
    with qtbot.waitSignal(page.settings_asked):
        page.connect_button.click()


def test_what_waits_is_told_in_words(page, office: Office, qtbot) -> None:
    office.enrol()
    office.lend_two_of_three()
    read(page, qtbot)
    page.show_mode("waiting")
    rows = {one.what: one for one in page.waiting.model.rows()}
    assert rows["hand_out"].pieces == 2
    assert "借出 1" in page.waiting.summary.text()
    texts = [column.text(rows["hand_out"]) for column in page.waiting.model.columns]
    assert texts[0] == "借出"
    assert texts[2].startswith("JY370883")
    assert texts[3] == "张丽华"
    assert value(page, "waiting") == "5 笔，最早一笔 刚刚"


def test_the_last_fault_of_a_file_is_told_in_words(page, office: Office, qtbot, tmp_path) -> None:
    office.enrol()
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    files = FileAttachments(office.services.database, tmp_path / "files")
    files.failed(files.keep(tmp_path / "photo.png").sha256, "sync.unreachable")
    read(page, qtbot)
    assert "1 个文件" in value(page, "files")
    assert "连不上市级服务器" in value(page, "files")
    assert "请检查网络" in page.overview.queue.values["files"].toolTip()


def test_a_fault_is_told_with_its_remedy_and_goes_when_it_ended(page, office: Office, qtbot) -> None:
    office.enrol()
    office.note(timedelta(minutes=1), 5.0, fault="sync.unreachable")
    read(page, qtbot)
    assert page.notice.isVisible()
    assert "连不上市级服务器" in page.notice.accessibleName()
    assert "请检查网络" in page.notice.accessibleDescription()
    office.note(timedelta(), pushed=1)
    read(page, qtbot)
    assert not page.notice.isVisible()
    page.show_mode("lately")
    page.lately.which.set_key("faults")
    page.lately.which.changed.emit("faults")
    assert [one.fault for one in page.lately.model.rows()] == ["sync.unreachable"]
    words = " ".join(label.text() for label in page.lately.details.findChildren(QLabel))
    assert "怎么办" in words
    assert "请检查网络" in words


def test_pause_is_remembered_and_taken_back(page, office: Office, qtbot) -> None:
    office.enrol()
    read(page, qtbot)
    page.pause_button.click()
    qtbot.waitUntil(lambda: page.reading is not None and page.reading.facts.paused)
    assert office.services.replica.paused()
    assert not page.sync_button.isEnabled()
    assert page.pause_button.accessibleName() == "继续"
    assert page.notice.isVisible()
    qtbot.waitUntil(page.pause_button.isEnabled)
    page.pause_button.click()
    qtbot.waitUntil(lambda: not office.services.replica.paused() and page.sync_button.isEnabled())
    assert not page.notice.isVisible()


def test_it_hears_of_the_line_while_it_is_in_sight(page, office: Office, qtbot) -> None:
    office.enrol()
    read(page, qtbot)
    assert value(page, "waiting") == "1 笔，最早一笔 刚刚"
    office.lend_two_of_three()
    office.state.set_line("up", 5)
    qtbot.waitUntil(lambda: value(page, "waiting").startswith("5 笔"))
    page.sync_button.click()
    assert office.steering.syncs == 1


def test_ages_come_from_the_last_whole_pull_and_news_by_kind(page, office: Office, qtbot) -> None:
    office.enrol()
    office.note(timedelta(hours=3), 1.0, pulled=3, kinds={"request": 3})
    read(page, qtbot)
    requests = page.overview.ages.rows[0]
    assert [label.text() for label in requests] == ["申请与审批", "从不", "2 小时前"]
    office.services.replica.synced()
    read(page, qtbot)
    assert [label.text() for label in requests] == ["申请与审批", "刚刚", "2 小时前"]
    assert "最近一次把市级新信息全部收完" in requests[1].toolTip()


def test_a_full_disk_and_a_wrong_clock_stand_out(page, office: Office, qtbot) -> None:
    office.enrol()
    office.steering.free = 100 * 2**20
    office.note(timedelta(), clock_ahead=-4000.0)
    read(page, qtbot)
    assert "请腾出空间" in value(page, "disk")
    assert page.overview.counter.values["disk"].property("tone") == "problem"
    assert "慢 1 小时 6 分" in value(page, "clock")


def test_the_numbers_of_the_picture_can_be_taken_along(page, office: Office, qtbot, tmp_path: Path) -> None:
    office.enrol()
    office.a_fortnight()
    read(page, qtbot)
    page.show_mode("days")
    target = tmp_path / "同步.xlsx"
    with qtbot.waitSignal(page.said):
        page.days.export(target)
    sheet = load_workbook(target).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("日期", "上传", "接收")
    assert len(rows) == 15
    shown = [day.pushed for day in page.reading.days]
    assert [row[1] for row in rows[1:]] == shown
    assert sum(shown) > 400


def test_the_picture_is_walked_by_keys_and_marks_its_row(page, office: Office, qtbot) -> None:
    office.enrol()
    office.a_fortnight()
    read(page, qtbot)
    page.show_mode("days")
    chart = page.days.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert page.days.table.current_id() == page.reading.days[-2].day
    assert "上传" in chart.accessibleDescription()
    picture = chart.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 7) for y in range(picture.height())}
    assert {"#1d55a5", "#0b6076", "#b0241c"} <= colours  # all three rows of bars are drawn


def test_modes_by_key_and_every_control_has_a_name(page, office: Office, qtbot) -> None:
    office.enrol()
    read(page, qtbot)
    page.activateWindow()
    for key, mode in (("2", "waiting"), ("4", "days"), ("1", "overview")):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
        assert page.mode() == mode
    assert all(button.accessibleName() or button.text() for button in page.findChildren(QPushButton))
    keys = {action.key for action in page.actions()}
    assert {"sync_centre/now", "sync_centre/pause", "sync_centre/lately"} <= keys


def test_modes_by_key_while_the_scan_box_has_the_focus(page, office: Office, qtbot) -> None:
    office.enrol()
    read(page, qtbot)
    window = QWidget()
    box = QLineEdit()
    window.setLayout(column(box, page))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert (page.mode(), box.text()) == ("lately", "")
    page.setParent(None)
