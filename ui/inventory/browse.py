"""The list of assets: filters above, details at the right, sums below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.money import format_yuan
from ui.attachments import AttachmentShelf
from ui.i18n import tr
from ui.inventory.assets import AssetList
from ui.inventory.details import AssetPanel
from ui.inventory.exporting import ExportPanel
from ui.inventory.filters import FilterBar
from ui.inventory.labels import LabelForm
from ui.inventory.side import AmendForm, MoveForm
from ui.widgets import Button, DataTable, EmptyState, IconButton, PageHeader, TablePanel, bind_keys
from ui.workplace import Workplace

NARROW = 960
"""Width in px of the page below which buttons go without pictures."""


class BrowseView(QWidget):
    """The layout; what its buttons do is in `BrowseController`."""

    intake_asked = Signal()
    import_asked = Signal()

    def __init__(self, work: Workplace, assets: AssetList) -> None:
        super().__init__()
        self.assets = assets
        self.labels_button = Button(tr("&Labels"), icon_name="tag")
        self.tags_button = Button(tr("RFID ta&gs"), icon_name="rfid")
        self.move_button = Button(tr("&Move"), icon_name="transit")
        self.transfer_button = Button(tr("Transfer (&J)…"), icon_name="transit")
        self.export_button = Button(tr("&Export"), icon_name="export")
        self.columns_button = IconButton("columns", tr("Choose columns (Alt+K)"), shortcut="Alt+K")
        self.import_button = Button(
            tr("&Import a ledger"), icon_name="import", shortcut="Ctrl+I", on_click=self.import_asked.emit
        )
        self.intake_button = Button(
            tr("Take i&n"), "primary", icon_name="in", shortcut="Ctrl+N", on_click=self.intake_asked.emit
        )
        self.header = PageHeader(tr("Inventory"), "", self.transfer_button, self.import_button, self.intake_button)
        self.filters = FilterBar(
            work,
            self.labels_button,
            self.tags_button,
            self.move_button,
            self.export_button,
            self.columns_button,
        )
        self.table = DataTable(
            assets.model, name=tr("Assets"), memory=work.memory, memory_key="inventory/assets", dense=False
        )
        self.panel = TablePanel(self.table)
        self.details = AssetPanel(work.here)
        self.amend, self.moving, self.labels = AmendForm(), MoveForm(), LabelForm(work)
        self.export = ExportPanel(work)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.panel)
        self._empty: EmptyState | None = None
        self.shelf = AttachmentShelf(work)
        self.shelf.show_subject("")
        self._about = QWidget()
        about = QVBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(8)
        about.addWidget(self.details, 1)
        about.addWidget(self.shelf)
        self._side = QStackedWidget()
        for one in (self._about, self.amend, self.moving, self.labels, self.export):
            self._side.addWidget(one)
        self._side.setMinimumWidth(264)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(self._middle)
        split.addWidget(self._side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([900, 300])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self.filters)
        box.addWidget(split, 1)
        bind_keys(self, {"Ctrl+F": self.table.setFocus, "Ctrl+E": self.export_button.click})

    def for_marked(self) -> tuple[Button, ...]:
        """The buttons that act on the marked rows."""
        return self.labels_button, self.tags_button, self.move_button, self.transfer_button

    def show_side(self, part: QWidget) -> None:
        """Bring a part to the right side."""
        self._side.setCurrentWidget(self._about if part is self.details else part)

    def side(self) -> QWidget | None:
        part = self._side.currentWidget()
        return self.details if part is self._about else part

    def show_summary(self) -> None:
        """Say above the list how much it holds."""
        totals, asked = self.assets.totals, self.assets.filter
        count = self.assets.model.rowCount() if totals is None else totals.pieces
        more = "+" if totals is None and count else ""
        words = tr("{n} pieces").format(n=f"{count:,}{more}")
        if totals is not None:
            words += tr(" · value {value} yuan").format(value=format_yuan(totals.value_fen))
        if asked.import_id:
            words = tr("of one imported ledger: {count}").format(count=words)
        if asked.place:
            words = tr("at {place}: {count}").format(place=asked.place, count=words)
        if asked.text:
            words = tr("with “{text}”: {count}").format(text=asked.text, count=words)
        self.header.set_subtitle(words)

    def show_rows(self) -> None:
        self._middle.setCurrentWidget(self.panel)

    def show_no_assets(self) -> None:
        """Nothing is in the pool yet."""
        self._show_empty(
            EmptyState(
                "inventory",
                tr("Nothing in stock yet"),
                tr(
                    "This is where all property of the pool stands: what lies here, what is out, what was disposed of. "
                    "Begin with an office's asset ledger, or take in what is being handed in."
                ),
                Button(tr("Import a ledger (&1)"), "primary", icon_name="import", on_click=self.import_asked.emit),
                Button(tr("Take in (&2)"), icon_name="in", on_click=self.intake_asked.emit),
            )
        )

    def show_no_hit(self, clear: Callable[[], object]) -> None:
        """Nothing answers the question: say what was asked."""
        parts = self.filters.words()
        if self.assets.filter.text:
            parts.insert(0, tr("“{text}”").format(text=self.assets.filter.text))
        if self.assets.filter.import_id:
            parts.append(tr("of one imported ledger"))
        self._show_empty(
            EmptyState(
                "search",
                tr("Nothing found"),
                tr(
                    "Asked for: {parts}.\nAny part of a name, model, place, organization or number is found, and "
                    "pinyin initials."
                ).format(parts=tr(", ").join(parts)),
                Button(tr("Clear and show all (&1)"), "primary", icon_name="close", on_click=clear),
            )
        )

    def _show_empty(self, empty: EmptyState) -> None:
        before, self._empty = self._empty, empty
        self._middle.addWidget(empty)
        self._middle.setCurrentWidget(empty)
        if before is not None:
            self._middle.removeWidget(before)
            before.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filters.set_narrow(self.width() < NARROW)
