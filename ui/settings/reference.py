"""Reference data that a site may bring along: the table of category codes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog

from ui.i18n import tr
from ui.settings.administration import Administration
from ui.settings.section import Section
from ui.widgets import Button, Label, row
from ui.workplace import Workplace


class ReferenceSection(Section):
    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work,
            "reference",
            tr("Reference data"),
            "document",
            tr("Category codes of GB/T 14885. The product brings the common ones; a site may load its full table."),
            administrators=True,
        )
        self._administration = administration
        self.choose = Button(tr("&Load a category table…"), icon_name="import", on_click=self.choose_file)
        self.result = Label("", "muted", wrap=True)
        self.body.addWidget(
            Label(
                tr(
                    "A CSV file with the columns edition, code, name, unit and min_service_years, in UTF-8 or GB 18030."
                ),
                wrap=True,
            )
        )
        self.body.addLayout(row(self.choose, None))
        self.body.addWidget(self.result)

    def show_rights(self) -> None:
        super().show_rights()
        self.inside.setEnabled(self.may_change)

    def choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose a category table"), QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("CSV (*.csv)")
        dialog.fileSelected.connect(lambda path: self.load_file(Path(path)))
        dialog.open()

    def load_file(self, path: Path) -> None:
        """Take the table over, all of it or nothing."""
        self.notice.hide()
        self.choose.setEnabled(False)
        self.work.tasks.run(
            lambda: self._administration.load_categories(path),
            owner=self,
            done=lambda count: self._loaded(path.name, count),
            failed=self._refused,
            lane="background",
        )

    def _loaded(self, name: str, count: int) -> None:
        self.choose.setEnabled(True)
        text = tr("{n} codes loaded from {file}").format(n=f"{count:,}", file=name)
        self.result.setText(text)
        self.said.emit(text, "good", None)

    def _refused(self, error: Exception) -> None:
        self.choose.setEnabled(True)
        self.tell_error(error)
