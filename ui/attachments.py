"""Photos and scans at the desk: choosing one before a deed, and what lies beside a record."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.attachment import Attachment
from app.files import written_whole
from app.services.attachments import SUFFIXES, Kept
from app.services.commands.attachments import AttachFile, DetachFile
from app.services.ports import Changes
from ui.i18n import tr
from ui.moments import ago
from ui.widgets import Banner, Button, Card, IconButton, Label, row
from ui.workplace import Workplace

_NAME = 104
"""Width in px that the name of a file may take beside who added it and when."""


def choose(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> QFileDialog:
    """Ask for a photo or scan; returns the open dialog."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(tr("Photos and scans (*.jpg *.jpeg *.png *.pdf)"))
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class PhotoField(QWidget):
    """A photo that goes along with what is about to be done: chosen, named, taken off again."""

    changed = Signal()

    def __init__(self, work: Workplace, title: str) -> None:
        super().__init__()
        self._work, self._title = work, title
        self.kept: Kept | None = None
        self.button = Button(tr("&Photo or scan…"), icon_name="attach", on_click=self.ask)
        self._name = Label("", "muted")
        self.remove_button = IconButton("close", tr("Take the photo off"), on_click=self.clear)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row(self.button, self._name, self.remove_button, None))
        self._show()

    def ask(self) -> QFileDialog:
        return choose(self, self._title, self.take)

    def take(self, path: Path) -> None:
        store = self._work.attachments
        if store is None:
            return
        self._work.tasks.run(lambda: store.keep(path), owner=self, done=self._taken, failed=self._work.errors.show)

    def clear(self) -> None:
        self.kept = None
        self._show()
        self.changed.emit()

    def _taken(self, kept: Kept) -> None:
        self.kept = kept
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._name.setText(self.kept.name if self.kept else "")
        self._name.setVisible(self.kept is not None)
        self.remove_button.setVisible(self.kept is not None)


class AttachmentShelf(Card):
    """What was attached to one record: open it, add to it, take away what was attached by mistake."""

    said = Signal(str, str, object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._subject = ""
        self.notice = Banner("information", "")
        self.notice.hide()
        self.add_button = Button(tr("Add a p&hoto or scan…"), icon_name="attach", on_click=self.ask)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._shown: list[QWidget] = []
        self.body.addWidget(self.notice)
        self.body.addLayout(self._rows)
        self.body.addLayout(row(self.add_button, None))

    def show_subject(self, id: str) -> None:
        """The files of that record; "" for none."""
        if id != self._subject:
            self.notice.hide()
        self._subject = id
        self.setVisible(bool(id))
        if id:
            self.reload()

    def reload(self) -> None:
        wanted = self._subject

        def show(found: Sequence[Attachment]) -> None:
            if self._subject == wanted:
                self._fill(found)

        self._work.tasks.run(
            lambda: self._work.queries.attachments(wanted), owner=self, done=show, failed=self._work.errors.show
        )

    def ask(self) -> QFileDialog:
        return choose(self, tr("Add a photo or scan"), self.add)

    def add(self, path: Path) -> None:
        store, subject = self._work.attachments, self._subject
        if store is None or not subject:
            return

        def kept(it: Kept) -> None:
            self._do(AttachFile(subject, it.sha256, it.name, it.media_type, it.size), tr("{name} was added"), it.name)

        self._work.tasks.run(lambda: store.keep(path), owner=self, done=kept, failed=self._refused)

    def open(self, it: Attachment) -> None:
        """Show it in the system's viewer; have it fetched where another counter keeps it."""
        store = self._work.attachments
        path = store.path_of(it.sha256) if store is not None else None
        if path is None:
            self._work.fetch(it.sha256, it.size)
            self.notice.tell(
                "information", tr("{name} is being fetched").format(name=it.name), tr("Open it again in a moment.")
            )
            return
        named = path.with_name(it.sha256[:16] + SUFFIXES.get(it.media_type, ""))  # viewers go by the ending

        def copy() -> Path:
            if not named.exists():
                with written_whole(named) as draft:
                    shutil.copyfile(path, draft)
            return named

        self._work.tasks.run(copy, owner=self, done=self._open_file, failed=self._work.errors.show)

    def _open_file(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _fill(self, found: Sequence[Attachment]) -> None:
        for widget in self._shown:
            self._rows.removeWidget(widget)
            widget.deleteLater()
        self._shown = []
        for it in found:
            line = QWidget()
            box = QVBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            name = Button(it.name, icon_name="attach", on_click=partial(self.open, it))
            short = name.fontMetrics().elidedText(it.name, Qt.TextElideMode.ElideMiddle, _NAME)
            name.setText(short.replace("&", "&&"))  # in a file's name it marks no key
            name.setToolTip(it.name)
            about = Label(f"{it.added_by} · {ago(it.added_at)}", "muted")
            take_away = IconButton(
                "close", tr("Take {name} away").format(name=it.name), on_click=partial(self._take_away, it)
            )
            box.addLayout(row(name, about, None, take_away))
            self._rows.addWidget(line)
            self._shown.append(line)

    def _take_away(self, it: Attachment) -> None:
        self._do(DetachFile(it.id), tr("{name} was taken away"), it.name)

    def _do(self, command: AttachFile | DetachFile, text: str, name: str) -> None:
        self.notice.hide()

        def done(_changes: Changes) -> None:
            self.said.emit(text.format(name=name), "good", None)
            self.reload()

        self._work.perform(command, owner=self, done=done, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self._work.errors.show(error, banner=self.notice)
