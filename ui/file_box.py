"""The path of a file, typed or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.i18n import tr
from ui.widgets import Button, TextField


class FileBox(QWidget):
    """The path of a file, typed or chosen."""

    def __init__(self, title: str, kinds: str) -> None:
        """`kinds` is a name filter of Qt's."""
        super().__init__()
        self._title, self._kinds = title, kinds
        self.text = TextField()
        self.text.setAccessibleName(title)
        self.choose_button = Button(tr("Choose…"), on_click=self.choose)
        self.choose_button.setAccessibleName(tr("Choose: {what}").format(what=title))
        self.setFocusProxy(self.text)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.text, 1)
        box.addWidget(self.choose_button)

    def path(self) -> Path | None:
        text = self.text.text().strip().strip('"')
        return Path(text) if text else None

    def fault(self) -> str:
        path = self.path()
        return tr("There is no such file.") if path is not None and not path.is_file() else ""

    def choose(self) -> QFileDialog:
        dialog = QFileDialog(self, self._title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._kinds)
        dialog.fileSelected.connect(self.text.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
