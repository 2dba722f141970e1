"""The list as a file: written off the UI thread, page by page, whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange import export_assets
from app.exchange.export import CsvEncoding, Value
from app.services.queries import AssetFilter
from ui.i18n import tr
from ui.inventory.assets import rows_by_key
from ui.inventory.columns import export_columns, export_row
from ui.tasks import Job
from ui.widgets import Button, Card, Column, Label, ProgressPanel, row
from ui.workplace import Workplace

_PAGE = 500


def write_list(
    work: Workplace,
    job: Job,
    path: Path,
    columns: Sequence[Column],
    keys: Callable[[], Sequence[int]],
    encoding: CsvEncoding,
) -> int:
    """Write the rows of `keys()` to an .xlsx or .csv; gives their number. Raises LedgerError, Cancelled."""
    wanted = keys()

    def rows() -> Iterator[list[Value]]:
        for first in range(0, len(wanted), _PAGE):
            job.check()
            for asset in rows_by_key(work.queries, wanted[first : first + _PAGE]).values():
                yield export_row(columns, asset)
            job.report(min(first + _PAGE, len(wanted)), len(wanted))

    return export_assets(path, export_columns(columns), rows(), encoding=encoding)


class ExportPanel(Card):
    """In the side panel: how far the file is, and then where it lies."""

    left = Signal()
    written = Signal(str, int)
    """Path and number of rows."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(margin=16)
        self._work = work
        self._job: Job | None = None
        self._path = Path()
        self._progress: ProgressPanel | None = None
        self.result = Label("", wrap=True, selectable=True)
        self.open_button = Button(tr("Open the &file"), "primary", icon_name="document", on_click=self._open)
        self.back = Button(tr("&Back"), on_click=self.left.emit)
        self.body.addWidget(Label(tr("Export"), large=True))
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.body.addLayout(row(None, self.back, self.open_button))

    def choose(
        self, asked: AssetFilter, keys: Sequence[int], columns: Sequence[Column], parent: QWidget
    ) -> QFileDialog:
        """Ask where to; `keys` are the marked rows, none means all that answer `asked`. Returns the open dialog."""
        dialog = QFileDialog(parent, tr("Export the list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds: dict[str, tuple[str, CsvEncoding]] = {
            tr("Excel workbook (*.xlsx)"): ("xlsx", "utf-8-sig"),
            tr("CSV, UTF-8 (*.csv)"): ("csv", "utf-8-sig"),
            tr("CSV, GB 18030 (*.csv)"): ("csv", "gb18030"),
        }
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind][0]))
        dialog.selectFile(tr("Asset list") + ".xlsx")
        dialog.fileSelected.connect(
            lambda path: self.export(Path(path), asked, keys, columns, kinds[dialog.selectedNameFilter()][1])
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def export(
        self,
        path: Path,
        asked: AssetFilter,
        keys: Sequence[int],
        columns: Sequence[Column],
        encoding: CsvEncoding = "utf-8-sig",
    ) -> None:
        """Write it now."""
        self.cancel()
        self._path = path
        find = (lambda: keys) if len(keys) else (lambda: self._work.queries.asset_keys(asked))
        self._show_progress(path)
        self._job = self._work.tasks.run(
            lambda job: write_list(self._work, job, path, columns, find, encoding),
            owner=self,
            done=self._done,
            failed=self._failed,
            progress=self._show_count,
            lane="background",
        )

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show_progress(self, path: Path) -> None:
        self._clear()
        self._progress = ProgressPanel(path.name)
        self._progress.cancelled.connect(self._stop)
        self.body.insertWidget(1, self._progress)
        self.result.hide()
        self.open_button.hide()

    def _show_count(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress.show_progress(done, total)

    def _clear(self) -> None:
        if self._progress is not None:
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None

    def _stop(self) -> None:
        self.cancel()
        self._say(tr("Stopped. No file was written."), opens=False)

    def _done(self, count: int) -> None:
        self._job = None
        self._say(tr("{n} rows written to\n{path}").format(n=f"{count:,}", path=self._path), opens=True)
        self.written.emit(str(self._path), count)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        words = self._work.errors.explain(error)
        self._say(f"{words.title}\n{words.meaning}\n{words.remedy}", opens=False)

    def _say(self, text: str, *, opens: bool) -> None:
        self._clear()
        self.result.setText(text)
        self.result.show()
        self.open_button.setVisible(opens)
        (self.open_button if opens else self.back).setFocus()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
