"""The page of the inventory window: the list, the intake form, the import and the RFID tags, one at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from ui.i18n import tr
from ui.inventory.assets import AssetList
from ui.inventory.browse import BrowseView
from ui.inventory.browsing import BrowseController
from ui.inventory.importing import ImportView
from ui.inventory.intake import IntakeView
from ui.rfid.wizard import EncodeView
from ui.shell.page import Action
from ui.widgets import Page
from ui.workplace import Workplace


class InventoryPage(Page):
    """What the shell asks of it: see `ui/shell/page.py`."""

    said = Signal(str, str, object)
    wanted = Signal(str, str)
    reader_settings_asked = Signal()
    transfer_asked = Signal(object)
    """Ids of pieces that are to go to another site; none: the form alone."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self.assets = AssetList(work, self)
        self.browse = BrowseView(work, self.assets)
        self.controller = BrowseController(work, self.browse)
        self.intake = IntakeView(work)
        self.ledgers = ImportView(work)
        self.tags = EncodeView(work)
        self._views = QStackedWidget()
        for view in (self.browse, self.intake, self.ledgers, self.tags):
            self._views.addWidget(view)
        self.body.addWidget(self._views)
        self.browse.intake_asked.connect(self.show_intake)
        self.browse.import_asked.connect(self.show_import)
        self.intake.left.connect(self.show_list)
        self.ledgers.left.connect(self.show_list)
        self.tags.left.connect(self.show_list)
        self.tags.settings_asked.connect(self.reader_settings_asked)
        self.tags.print_asked.connect(self.print_labels)
        self.intake.tags_asked.connect(self.show_tags)
        self.controller.deeds.tags_asked.connect(self.show_tags)
        self.ledgers.show_asked.connect(self._show_imported)
        for speaker in (self.controller, self.intake, self.ledgers, self.tags):
            speaker.said.connect(self.said)
        self.controller.wanted.connect(self.wanted)
        self.controller.deeds.transfer_asked.connect(self.transfer_asked)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.step_back)

    def show_list(self) -> None:
        """The list of assets."""
        self._views.setCurrentWidget(self.browse)
        self.controller.begin()
        self.browse.table.setFocus()

    def show_intake(self) -> None:
        """The intake form, with what was typed there before."""
        self._views.setCurrentWidget(self.intake)
        self.intake.shown()

    def show_import(self) -> None:
        """The import, at the step at which it was left."""
        self._views.setCurrentWidget(self.ledgers)
        self.ledgers.shown()

    def show_tags(self, ids: Sequence[str] = ()) -> None:
        """Write the RFID tags of these pieces, and of those that were left before."""
        self._views.setCurrentWidget(self.tags)
        self.tags.begin(ids)

    def print_labels(self, ids: Sequence[str]) -> None:
        """The list, with the form for the labels of these."""
        self.show_list()
        self.controller.deeds.print_labels(ids)

    def step_back(self) -> None:
        """Esc."""
        view = self._views.currentWidget()
        if view is self.browse:
            self.controller.step_back()
        elif not isinstance(view, IntakeView | ImportView | EncodeView) or not view.step_back():
            self.show_list()

    def shown(self) -> None:
        self.controller.begin()

    def search(self, text: str) -> None:
        """What is typed in the scan box narrows the list."""
        if self._views.currentWidget() is self.browse:
            self.controller.search(text)

    def take_scan(self, text: str) -> None:
        """A scan selects the asset; in the intake form it is a serial number."""
        if self._views.currentWidget() is self.intake:
            self.intake.take_scan(text)
        elif self._views.currentWidget() is self.tags:
            self.tags.take_scan(text)
        else:
            self._views.setCurrentWidget(self.browse)
            self.controller.take_scan(text)

    def actions(self) -> list[Action]:  # type: ignore[override]
        return [
            Action("inventory/list", tr("List of assets"), self.show_list, "", "inventory"),
            Action("inventory/intake", tr("Take in property"), self.show_intake, "Ctrl+N", "in"),
            Action("inventory/import", tr("Import a ledger"), self.show_import, "Ctrl+I", "import"),
            Action("inventory/export", tr("Export the list"), self._export, "Ctrl+E", "export"),
            Action("inventory/transfer", tr("Transfer to another site"), self._transfer, "", "transit"),
            Action("inventory/tags", tr("Write RFID tags"), self._write_tags, "", "rfid"),
            Action("inventory/clear", tr("Show all assets"), self._show_all, "", "close"),
        ]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+N", tr("Take in property")),
            ("Ctrl+I", tr("Import a ledger")),
            ("Ctrl+E", tr("Export the list")),
            ("Ctrl+F", tr("Go to the list")),
            ("Alt+S", tr("Status filter")),
            ("Alt+W", tr("Warehouse filter")),
            ("Alt+O", tr("Organization filter")),
            ("Alt+K", tr("Choose columns")),
            ("Ctrl+S", tr("Save a correction")),
            ("Ctrl+Return", tr("Take in, or the next step of an import")),
            ("Ctrl+T", tr("Open the RFID tray of an intake")),
            ("Ctrl+Del", tr("Take a line out of the intake")),
        ]

    def _show_imported(self, import_id: str) -> None:
        self.show_list()
        self.controller.show_import(import_id)

    def _write_tags(self) -> None:
        if self._views.currentWidget() is self.browse and self.browse.table.selected_count():
            self.controller.deeds.write_tags()
        else:
            self.show_tags()

    def _transfer(self) -> None:
        if self.browse.table.selected_count():
            self.controller.deeds.transfer()
        else:
            self.transfer_asked.emit([])

    def _export(self) -> None:
        self.show_list()
        self.controller.deeds.export()

    def _show_all(self) -> None:
        self.show_list()
        self.controller.clear()
