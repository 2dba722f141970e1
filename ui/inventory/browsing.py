"""What happens at the list: search, scans, order, details."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal

from app.domain.classification import Classification
from app.domain.organization import Warehouse
from app.services.ports import Changes
from app.services.queries import AssetDetail, AssetFilter, AssetRow, ScanHit, ScanKind
from ui.i18n import tr
from ui.inventory.browse import BrowseView
from ui.inventory.columns import sort_key
from ui.inventory.deeds import AssetDeeds
from ui.rfid.setting import ReaderSetting
from ui.scanning.place import place_to_go, unclear_words
from ui.tasks import Job
from ui.widgets import Button
from ui.workplace import Workplace

_DETAIL_MS = 40


class BrowseController(QObject):
    """Holds the conditions of the list; `BrowseView` shows them."""

    said = Signal(str, str, object)
    wanted = Signal(str, str)
    """Another page of the shell, and what to find there."""

    def __init__(self, work: Workplace, view: BrowseView) -> None:
        super().__init__(view)
        self._work, self._view, self._assets = work, view, view.assets
        self._detail: AssetDetail | None = None
        self._asking: Job | None = None
        self._wanted_scan = ""
        self._place: tuple[object, int] = (None, 0)
        self._rest = QTimer(self, singleShot=True, interval=_DETAIL_MS)
        self._rest.timeout.connect(self._ask_details)
        self.deeds = AssetDeeds(work, view)
        self.deeds.said.connect(self.said)
        view.shelf.said.connect(self.said)
        self.deeds.finished.connect(self.show_details)
        self._wire()
        self._show_marked()

    def _wire(self) -> None:
        view, assets = self._view, self._assets
        view.filters.asked.connect(lambda parts: assets.ask(**parts))
        view.filters.cleared.connect(self.clear)
        view.table.current_changed.connect(lambda _key: self._rest.start())
        view.table.selection_changed.connect(self._show_marked)
        view.table.opened.connect(self._open)
        view.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        view.columns_button.clicked.connect(self._choose_columns)
        for part in (view.amend, view.moving, view.labels, view.export):
            part.left.connect(self.show_details)
        assets.changed.connect(self._list_changed)
        assets.model.modelAboutToBeReset.connect(self._keep_place)
        assets.model.modelReset.connect(self._find_place)
        assets.model.loaded.connect(self._rows_loaded)
        self._work.changes.changed.connect(self._hear)

    # What is asked

    def begin(self) -> None:
        """The page came into sight: ask again what may have changed meanwhile."""
        self._view.tags_button.setVisible(ReaderSetting.read(self._work.memory).writes)
        if self._assets.answered:
            self._assets.refresh()
        else:
            self._assets.ask()
        queries = self._work.queries
        self._work.tasks.run(
            lambda: (
                queries.warehouses(active_only=False),
                {site.id: site.name for site in queries.sites()},
                self._work.classification(),
            ),
            owner=self,
            done=self._learn_names,
            failed=self._work.errors.show,
            lane="background",
        )

    def _learn_names(self, found: tuple[Sequence[Warehouse], Mapping[str, str], Classification]) -> None:
        warehouses, sites, classification = found
        usable = [one for one in warehouses if one.active]
        self._view.filters.show_warehouses(usable)
        self._view.moving.show_warehouses(usable)
        details = self._view.details
        details.warehouses = {one.id: one.name for one in warehouses}
        details.sites, details.classification = sites, classification

    def search(self, text: str) -> None:
        self._assets.ask(text=text.strip())

    def show_import(self, import_id: str) -> None:
        """List what one imported ledger brought."""
        self._assets.ask(**_all_but_order(AssetFilter(import_id=import_id)))
        self._view.filters.show_filter(self._assets.filter)

    def clear(self) -> None:
        """Take every condition away; the order stays."""
        self._assets.ask(**_all_but_order(AssetFilter()))
        self._view.filters.show_filter(self._assets.filter)

    def step_back(self) -> bool:
        """One step back (Esc): out of a form, then out of the conditions. False where there is none left."""
        if self._view.side() is not self._view.details:
            self.show_details()
        elif self._assets.narrowed:
            self.clear()
        else:
            return False
        return True

    def take_scan(self, text: str) -> None:
        self._work.tasks.run(
            lambda: self._work.queries.resolve(text),
            owner=self,
            done=self._show_hit,
            failed=self._work.errors.show,
            lane="background",
        )

    def _show_hit(self, hit: ScanHit) -> None:
        if hit.kind in (ScanKind.ASSET, ScanKind.SEVERAL):
            self._work.sounds.play("done")
            found = hit.assets[0]
            number = self._assets.number_of(found.id) if hit.kind is ScanKind.ASSET else None
            if number is not None:
                self._select(number)
            else:
                self._wanted_scan = found.id
                self.clear()
                self.search(found.tag_number if hit.kind is ScanKind.ASSET else hit.text)
            self._tell_old_label(hit)
        elif hit.kind is ScanKind.PLACE:
            self._show_place(hit)
        elif self._assets.filter.text and self._assets.model.rowCount():
            self._view.table.setFocus()  # Enter after a search, not a scan
            self._select(max(0, self._view.table.currentIndex().row()))
        else:
            self._work.sounds.play("unknown")
            self.said.emit(tr("“{text}” is no asset known here.").format(text=hit.text), "attention", None)

    def _tell_old_label(self, hit: ScanHit) -> None:
        """A label of before may be on a piece that has another number by now, which the list does not find by it."""
        if all(one.tag_number != hit.text for one in hit.assets):
            return
        for one in hit.assets:
            if one.tag_number != hit.text:
                words = tr("Or it is an old label of {name}, which is {tag} now.")
                self.said.emit(words.format(name=one.name, tag=one.tag_number), "attention", None)

    def _show_place(self, hit: ScanHit) -> None:
        """What lies there; in the form of a move it is where the pieces go to."""
        moving = self._view.side() is self._view.moving
        target = place_to_go(hit, self._view.moving.warehouse) if moving else None
        if not hit.places or (moving and target is None):
            self._work.sounds.play("unknown")
            self.said.emit(unclear_words(hit), "attention", None)
            return
        self._work.sounds.play("done")
        if target is not None:
            self._view.moving.set_place(target)
            return
        (warehouse, *others) = {one.warehouse_id for one in hit.places}
        which = AssetFilter(place=hit.places[0].name, warehouse_id="" if others else warehouse)
        self._assets.ask(**_all_but_order(which))
        self._view.filters.show_filter(self._assets.filter)

    def _select(self, number: int) -> None:
        self._view.table.select_number(number)
        self._view.table.scrollTo(self._assets.model.index(number, 0))

    def _sort(self, section: int, order: object) -> None:
        header = self._view.table.horizontalHeader()
        key = sort_key(self._assets.model.columns[section].key) if section >= 0 else None
        if section >= 0 and key is None:
            header.setSortIndicator(-1, header.sortIndicatorOrder())
            self.said.emit(tr("The list cannot be ordered by this column."), "information", None)
            return
        self._assets.ask(sort=key, descending=key is not None and order == Qt.SortOrder.DescendingOrder)

    # What is shown

    def _list_changed(self) -> None:
        view, assets = self._view, self._assets
        view.show_summary()
        view.panel.footer.refresh()
        view.filters.clear.setEnabled(assets.narrowed)
        if assets.totals is not None:
            view.filters.show_counts(assets.by_status)
        if assets.model.rowCount():
            view.show_rows()
        elif assets.narrowed:
            view.show_no_hit(self.clear)
        else:
            view.show_no_assets()
        if self._wanted_scan:
            number = assets.number_of(self._wanted_scan)
            self._wanted_scan = ""
            if number is not None:
                self._select(number)
        view.export_button.setEnabled(assets.model.rowCount() > 0)
        self._rest.start()

    def _keep_place(self) -> None:
        table = self._view.table
        keep = self._assets.same_question
        self._place = (table.current_id(), table.verticalScrollBar().value()) if keep else (None, 0)

    def _find_place(self) -> None:
        key, scroll = self._place
        if key is not None:
            try:
                number = self._assets.model.ids().index(key)
            except ValueError:
                return
            self._view.table.select_number(number)
        self._view.table.verticalScrollBar().setValue(scroll)

    def _rows_loaded(self, first: int, last: int) -> None:
        if first <= self._view.table.currentIndex().row() <= last:
            self._rest.start()

    def _show_marked(self) -> None:
        count = self._view.table.selected_count()
        for button in self._view.for_marked():
            button.setEnabled(count > 0)

    def current(self) -> AssetRow | None:
        """The asset of the current row, once it is here."""
        index = self._view.table.currentIndex()
        row: AssetRow | None = self._assets.model.row(index.row()) if index.isValid() else None
        return row

    def show_details(self) -> None:
        """Back from a form to the details."""
        self._view.show_side(self._view.details)
        self._view.table.setFocus()

    def _ask_details(self) -> None:
        asset = self.current()
        if self._asking is not None:
            self._asking.cancel()
        if asset is None:
            if not self._view.table.currentIndex().isValid():
                self._detail = self.deeds.asset = None
                self._view.details.show_nothing(tr("Choose an asset to see its details."))
                self._view.shelf.show_subject("")
            return
        self._asking = self._work.tasks.run(
            lambda: self._work.queries.asset(asset.id),
            owner=self,
            done=self._show_detail,
            failed=self._work.errors.show,
            lane="background",
        )

    def _show_detail(self, detail: AssetDetail | None) -> None:
        self._detail = detail
        self.deeds.asset = detail.row if detail is not None else None
        if detail is None:
            self._view.details.show_nothing(tr("This asset is no longer here."))
            self._view.shelf.show_subject("")
            return
        buttons = self.deeds.buttons(detail.row)
        if detail.cases:
            tag = detail.row.tag_number
            see = Button(tr("See the &case"), icon_name="conflict", on_click=lambda: self.wanted.emit("conflicts", tag))
            buttons.insert(0, see)
        self._view.details.show_asset(detail, buttons)
        own = detail.row.custody == self._work.here().site_id and self._work.attachments is not None
        self._view.shelf.show_subject(detail.row.id if own else "")

    def _open(self, _key: object) -> None:
        self._view.show_side(self._view.details)
        first = self._view.details.findChild(Button)
        (first or self._view.details).setFocus()

    def _choose_columns(self) -> None:
        header = self._view.table.horizontalHeader()
        header.customContextMenuRequested.emit(QPoint(max(0, header.width() - 220), header.height()))

    def _hear(self, changes: Changes, _origin: object) -> None:
        if self._detail is not None and (self._detail.row.id in changes.of("asset") or changes.of("conflict_case")):
            self._rest.start()


def _all_but_order(which: AssetFilter) -> dict[str, object]:
    return {
        "text": which.text,
        "statuses": which.statuses,
        "warehouse_id": which.warehouse_id,
        "place": which.place,
        "organization_id": which.organization_id,
        "import_id": which.import_id,
        "own_site_only": which.own_site_only,
    }
