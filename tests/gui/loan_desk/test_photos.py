"""Photos of approvals: taken in with a hand-out, added to a loan, taken away again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage

from tests.gui.loan_desk.conftest import OFFICE, OFFICE_ID, ZHANG, Counter, Driver
from ui.attachments import AttachmentShelf
from ui.workplace import Workplace


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "审批单.png"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(path))
    return path


@pytest.fixture
def shelf(driver: Driver, counter: Counter, work: Workplace, qtbot) -> AttachmentShelf:
    """The files of a loan."""
    shelf = AttachmentShelf(work)
    qtbot.addWidget(shelf)
    shelf.show_subject(counter.lend(*counter.stock()))
    driver.settle()
    return shelf


def test_the_photo_of_a_paper_approval_is_recorded_with_the_hand_out(counter, driver, photo):
    form = driver.page.hand_out.form
    form.set_person(ZHANG, "张三", OFFICE_ID, OFFICE)
    driver.scan(counter.stock()[0].tag_number)
    form.photo.take(photo)
    driver.settle()
    assert form.photo.remove_button.isVisibleTo(form)
    driver.page.hand_out.hand_out()
    driver.settle()
    driver.agree()

    (loan,) = counter.services.queries.loans()
    (attached,) = counter.services.queries.attachments(loan.id)
    assert (attached.name, attached.media_type, attached.added_by) == ("审批单.png", "image/png", "赵主任")
    assert counter.services.attachments.path_of(attached.sha256).read_bytes() == photo.read_bytes()
    assert [one.sha256 for one in counter.services.attachments.waiting()] == [attached.sha256]
    assert form.photo.kept is None

    driver.undo()
    assert counter.row(counter.services.queries.loan(loan.id).pieces[0].asset).status == "available"


def test_a_photo_is_added_to_a_loan_opened_and_taken_away(shelf, driver, counter, photo, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shelf.add(photo)
    driver.settle()
    (attached,) = counter.services.queries.attachments(shelf._subject)
    shelf.open(attached)
    driver.settle()
    assert Path(opened[0].toLocalFile()).read_bytes() == photo.read_bytes()
    assert opened[0].toLocalFile().endswith(".png")
    shelf._take_away(attached)
    driver.settle()
    assert counter.services.queries.attachments(shelf._subject) == []


def test_a_photo_is_not_left_half_copied(shelf, driver, counter, photo, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr(shelf._work.errors, "show", lambda error: None)
    shelf.add(photo)
    driver.settle()
    (attached,) = counter.services.queries.attachments(shelf._subject)

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"\x89PNG")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as once:
        once.setattr(shutil, "copyfile", full)
        shelf.open(attached)
        driver.settle()
    shelf.open(attached)
    driver.settle()
    assert [Path(it.toLocalFile()).read_bytes() for it in opened] == [photo.read_bytes()]


def test_what_is_no_photo_is_refused_in_words(shelf, driver, counter, tmp_path):
    path = tmp_path / "审批单.jpg"
    path.write_bytes(b"PK\x03\x04 not a photo")
    shelf.add(path)
    driver.settle()
    assert shelf.notice.isVisibleTo(shelf)
    assert counter.services.queries.attachments(shelf._subject) == []


def test_a_photo_that_another_counter_keeps_is_asked_for(shelf, driver, counter, photo, work):
    shelf.add(photo)
    driver.settle()
    (attached,) = counter.services.queries.attachments(shelf._subject)
    counter.services.attachments.path_of(attached.sha256).unlink()
    asked: list[tuple[str, int]] = []
    work.fetch = lambda sha256, size: asked.append((sha256, size))
    shelf.open(attached)
    assert asked == [(attached.sha256, photo.stat().st_size)]
    assert shelf.notice.isVisibleTo(shelf)
