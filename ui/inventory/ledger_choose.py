"""Import, first: which file; and the ledgers that were taken over before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.document import LedgerImport
from ui.i18n import tr
from ui.widgets import Banner, Button, Card, Column, DataTable, Label, Picture, RowsModel, column, row
from ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """A row of the list of imports."""

    ledger: LedgerImport
    organization: str

    @property
    def id(self) -> str:
        return self.ledger.id

    @property
    def state(self) -> str:
        return tr("Undone") if self.ledger.undone_at else tr("Taken over")


class ChooseStep(QWidget):
    """A place to drop a file on, and the earlier imports."""

    chosen = Signal(object)
    """The path of a file."""
    undo_asked = Signal(object)
    """An `EarlierImport`."""
    show_asked = Signal(str)
    """The id of an import."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.notice = Banner("attention", "")
        self.notice.hide()
        self.choose = Button(
            tr("Choose a &file"), "primary", icon_name="folder", shortcut="Ctrl+O", on_click=self.open_dialog
        )
        self._drop = Card(margin=20)
        picture = Picture("import", "accent", 40)
        what = tr(
            "Excel (.xlsx, .xls) or CSV as the office sent it. Header, page sums and signatures are recognised; "
            "nothing is changed before you have seen and confirmed what was read."
        )
        words = column(Label(tr("Drop an asset ledger here"), large=True), Label(what, "muted", wrap=True), spacing=4)
        line = row(picture, 12)
        line.addLayout(words, 1)
        line.addWidget(self.choose)
        self._drop.body.addLayout(line)
        self.earlier = RowsModel(
            (
                Column("at", tr("When"), lambda r: r.ledger.imported_at, "moment", 110),
                Column("file", tr("File"), lambda r: r.ledger.file_name, width=220),
                Column("organization", tr("Organization"), lambda r: r.organization, width=220),
                Column("cards", tr("Cards"), lambda r: r.ledger.cards, "number", 80),
                Column("pieces", tr("Pieces"), lambda r: r.ledger.pieces, "number", 80),
                Column("value", tr("Value, yuan"), lambda r: r.ledger.value_fen, "money", 130),
                Column("by", tr("By"), lambda r: r.ledger.imported_by, width=90),
                Column("state", tr("State"), lambda r: r.state, width=90),
            )
        )
        self.table = DataTable(
            self.earlier, name=tr("Earlier imports"), memory=work.memory, memory_key="inventory/imports"
        )
        self.undo = Button(tr("Un&do this import"), "danger", icon_name="undo", on_click=self._ask_undo)
        self.show_assets = Button(tr("Show its &assets"), icon_name="inventory", on_click=self._ask_show)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.notice)
        box.addWidget(self._drop)
        box.addLayout(row(Label(tr("Earlier imports"), "strong"), None, self.show_assets, self.undo))
        box.addWidget(self.table, 1)
        self.table.selection_changed.connect(self._selected)
        self.table.opened.connect(lambda _id: self._ask_show())
        self._selected()

    def show_earlier(self, imports: Sequence[LedgerImport], organizations: Mapping[str, str]) -> None:
        """Newest first; `organizations` are names by id."""
        rows = [EarlierImport(one, organizations.get(one.organization_id, "")) for one in imports]
        current = self.current()
        self.earlier.set_rows(sorted(rows, key=lambda one: one.ledger.imported_at, reverse=True))
        for number, one in enumerate(self.earlier.rows()):
            if current is not None and one.id == current.id:
                self.table.select_number(number)
        self._selected()

    def open_dialog(self) -> QFileDialog:
        """Ask for a file; returns the open dialog."""
        dialog = QFileDialog(self, tr("Choose an asset ledger"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Asset ledgers (*.xlsx *.xls *.csv)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def current(self) -> EarlierImport | None:
        index = self.table.currentIndex()
        found: EarlierImport | None = self.earlier.row(index.row()) if index.isValid() else None
        return found

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def _selected(self) -> None:
        earlier = self.current()
        self.show_assets.setEnabled(earlier is not None and earlier.ledger.undone_at is None)
        self.undo.setEnabled(earlier is not None and earlier.ledger.undone_at is None)

    def _ask_undo(self) -> None:
        if (earlier := self.current()) is not None:
            self.undo_asked.emit(earlier)

    def _ask_show(self) -> None:
        if (earlier := self.current()) is not None and earlier.ledger.undone_at is None:
            self.show_asked.emit(earlier.id)
