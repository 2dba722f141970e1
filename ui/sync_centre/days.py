"""The last days: the picture, its numbers beside it, and both as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from app.exchange import ExportColumn, Kind, export_assets
from app.exchange.export import CsvEncoding, Value
from app.services.sync_queries import SyncDay
from ui.i18n import tr
from ui.sync_centre.chart import DaysChart
from ui.widgets import Button, Column, DataTable, Label, RowsModel, TablePanel, row
from ui.workplace import Workplace


def day_columns() -> list[Column]:
    return [
        Column("day", tr("Date"), lambda one: one.day, "date", 96),
        Column("pushed", tr("Sent"), lambda one: one.pushed, "number", 64),
        Column("pulled", tr("Received"), lambda one: one.pulled, "number", 64),
        Column(
            "cut_off", tr("Hours without the city"), lambda one: round(one.cut_off / 3600, 2) or None, "number", 120
        ),
        Column("sent_bytes", tr("Bytes up"), lambda one: one.sent_bytes, "number", 84),
        Column("received_bytes", tr("Bytes down"), lambda one: one.received_bytes, "number", 84),
    ]


def write_days(path: Path, days: Sequence[SyncDay], encoding: CsvEncoding = "utf-8-sig") -> int:
    """Write the numbers to .xlsx or .csv; gives the number of rows. Raises LedgerError."""
    columns = day_columns()
    heads = [ExportColumn(one.title, Kind.DATE if one.kind == "date" else Kind.NUMBER, 16) for one in columns]
    rows: list[list[Value]] = [[column.value(day) for column in columns] for day in days]
    return export_assets(path, heads, rows, sheet=tr("Sync"), encoding=encoding)


class Days(QWidget):
    said = Signal(str, str, object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._days: tuple[SyncDay, ...] = ()
        self.chart = DaysChart()
        self.model = RowsModel(day_columns(), id_of=lambda one: one.day)
        self.table = DataTable(
            self.model,
            name=tr("The numbers of the picture"),
            memory=work.memory,
            memory_key="sync_centre/days",
            dense=True,
        )
        self.export_button = Button(tr("&Export the numbers"), icon_name="export", on_click=self.choose_file)
        note = Label(tr("Hours without the city: not reached, or refused, while this program was open."), "muted")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(self.chart)
        split.addWidget(TablePanel(self.table))
        split.setStretchFactor(0, 1)
        split.setSizes([580, 580])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(row(note, None, self.export_button))
        box.addWidget(split, 1)
        self.chart.current_changed.connect(self._mark)
        self.table.current_changed.connect(self.chart.set_current)

    def show_days(self, days: Sequence[SyncDay]) -> None:
        """Oldest first; the table has the newest on top."""
        if tuple(days) == self._days:
            return
        self._days = tuple(days)
        current = self.table.current_id()
        self.chart.show_days(days)
        self.model.set_rows(reversed(self._days))
        if current is not None:
            self._mark(current)

    def choose_file(self) -> QFileDialog:
        """Ask where to; returns the open dialog."""
        dialog = QFileDialog(self, tr("Export the numbers"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {tr("Excel workbook (*.xlsx)"): "xlsx", tr("CSV, UTF-8 (*.csv)"): "csv"}
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
        dialog.selectFile(tr("Sync of the last days") + ".xlsx")
        dialog.fileSelected.connect(lambda path: self.export(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def export(self, path: Path) -> None:
        days = self._days
        self._work.tasks.run(
            lambda: write_days(path, days),
            owner=self,
            done=lambda count: self.said.emit(
                tr("{n} rows written to {path}").format(n=count, path=path), "good", None
            ),
            failed=self._work.errors.show,
            lane="background",
        )

    def _mark(self, day: object) -> None:
        at = next((n for n, one in enumerate(self.model.rows()) if one.day == day), None)
        if at is not None:
            self.table.select_number(at)
