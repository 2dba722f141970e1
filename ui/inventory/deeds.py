"""What is done with assets of the list: corrections, moves, repairs, labels, files."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.asset import Status
from app.services.commands.base import Command
from app.services.commands.inventory import AmendAsset, FinishRepair, MoveAssets
from app.services.commands.tags import BindTag, UnbindTag
from app.services.ports import Changes
from app.services.printing.jobs import JobRow
from app.services.queries import AssetRow
from ui.i18n import tr
from ui.inventory.assets import rows_by_key
from ui.inventory.browse import BrowseView
from ui.inventory.papers import LabelOrder, show_labels
from ui.paper import PaperPreview
from ui.widgets import Button, SideForm
from ui.workplace import Workplace

MOST_MARKED = 5_000
"""More marked rows than this are not labelled or moved in one go."""


class AssetDeeds(QObject):
    """Carries out what the buttons of the list and of the details ask for. `asset` is the one in the details."""

    said = Signal(str, str, object)
    transfer_asked = Signal(object)
    """Ids of the marked pieces, which are to go to another site."""
    tags_asked = Signal(object)
    """Ids of the marked pieces, whose RFID tags are to be written."""
    finished = Signal()
    """A form is done with; the details may come back."""

    def __init__(self, work: Workplace, view: BrowseView) -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self.asset: AssetRow | None = None
        view.labels_button.clicked.connect(lambda: self._show_form(view.labels, view.labels.print_labels))
        view.move_button.clicked.connect(lambda: self._show_form(view.moving, view.moving.move_assets))
        view.transfer_button.clicked.connect(self.transfer)
        view.tags_button.clicked.connect(self.write_tags)
        view.export_button.clicked.connect(self.export)
        view.export.written.connect(self._exported)
        view.amend.accepted.connect(self._amend)
        view.moving.accepted.connect(self._move)
        view.labels.queued.connect(self._labels_queued)
        view.labels.preview_asked.connect(self._show_labels)

    def buttons(self, asset: AssetRow) -> list[Button]:
        """What can be done with one asset; nothing where another site holds it."""
        if asset.custody != self._work.here().site_id:
            return []
        found = [Button(tr("Correct the recor&d"), icon_name="edit", on_click=self.edit)]
        if asset.status is Status.REPAIR:
            found.append(Button(tr("&Repair finished"), icon_name="repair", on_click=self.finish_repair))
        if asset.tid:
            found.append(Button(tr("RFID tag is off (&X)"), icon_name="rfid", on_click=self.unbind_tag))
        return found

    def edit(self) -> None:
        if self.asset is not None:
            self._view.show_side(self._view.amend)
            self._view.amend.edit(self.asset)

    def finish_repair(self) -> None:
        if self.asset is not None:
            words = tr("Repair of {name} finished: available again.").format(name=self.asset.name)
            self._perform(FinishRepair((self.asset.id,)), words, None)

    def unbind_tag(self) -> None:
        """The piece has its RFID tag no longer; what the tag bears stays in it."""
        asset = self.asset
        if asset is not None and asset.tid:
            words = tr("{name} has no RFID tag any more.").format(name=asset.name)
            undo = BindTag(asset.id, asset.epc, asset.tid)
            back = partial(self._perform, undo, tr("The tag is its tag again."), None)
            self._perform(UnbindTag(asset.id, tr("taken off by hand"), asset.tid), words, None, back)

    def export(self) -> None:
        """Write the marked rows, or all that are listed, to a file."""
        view = self._view
        header = view.table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        columns = [view.assets.model.columns[at] for at in order if not view.table.isColumnHidden(at)]
        keys = view.table.selected_ids() if view.table.selected_count() > 1 else []
        view.export.choose(view.assets.filter, keys, columns, view)

    def _exported(self, path: str, count: int) -> None:
        self.said.emit(tr("{n} rows exported to {name}").format(n=f"{count:,}", name=Path(path).name), "good", None)

    def transfer(self) -> None:
        """Ask for the marked pieces to be sent to another site."""
        self._with_marked(self.transfer_asked.emit)

    def write_tags(self) -> None:
        """Ask for the tags of the marked pieces to be written."""
        self._with_marked(self.tags_asked.emit)

    def print_labels(self, ids: Sequence[str]) -> None:
        """Bring the form for labels, for these pieces."""
        self._view.show_side(self._view.labels)
        self._view.labels.print_labels(ids)

    def _show_form(self, form: SideForm, begin: Callable[[Sequence[str]], None]) -> None:
        def show(ids: Sequence[str]) -> None:
            self._view.show_side(form)
            begin(ids)

        self._with_marked(show)

    def _with_marked(self, act: Callable[[Sequence[str]], object]) -> None:
        if self._view.table.selected_count() > MOST_MARKED:
            words = tr("At most {n} pieces in one go: mark fewer.").format(n=f"{MOST_MARKED:,}")
            self.said.emit(words, "attention", None)
            return
        keys = self._view.table.selected_ids()

        def found(rows: dict[int, AssetRow]) -> None:
            if rows:
                act([row.id for row in rows.values()])

        self._work.tasks.run(
            lambda: rows_by_key(self._work.queries, keys),
            owner=self,
            done=found,
            failed=self._work.errors.show,
            lane="background",
        )

    def _amend(self, command: AmendAsset) -> None:
        before = self.asset
        undo = None
        if before is not None and before.id == command.asset_id:
            old = {name: str(getattr(before, name)) for name in command.fields}
            said = tr("The correction was undone.")
            undo = partial(self._perform, AmendAsset(command.asset_id, old, command.fields), said, None)
        self._perform(command, tr("The record was corrected."), self._view.amend, undo)
        self._view.amend.forget()

    def _move(self, command: MoveAssets) -> None:
        words = tr("{n} pieces moved.").format(n=f"{len(command.asset_ids):,}")
        self._perform(command, words, self._view.moving)

    def _labels_queued(self, job: JobRow) -> None:
        words = tr("Labels of {n} pieces are in the queue of {printer}")
        self.said.emit(words.format(n=f"{job.total:,}", printer=job.printer_name), "good", None)
        self.finished.emit()

    def _show_labels(self, ids: Sequence[str], order: LabelOrder) -> None:
        def shown(preview: PaperPreview, count: int) -> None:
            words = tr("Labels of {n} pieces are ready to print").format(n=f"{count:,}")
            preview.finished.connect(lambda _result: self.said.emit(words, "good", None))

        show_labels(self._work, ids, self._view, shown, order=order)
        self.finished.emit()

    def _perform(
        self, command: Command, words: str, form: SideForm | None, undo: Callable[[], object] | None = None
    ) -> None:
        def done(_changes: Changes) -> None:
            self.said.emit(words, "good", undo)
            if form is not None and self._view.side() is form:
                self.finished.emit()

        def failed(error: BaseException) -> None:
            self._work.errors.show(error, banner=form.notice if form is not None else None)

        self._work.perform(command, owner=self, done=done, failed=failed)
