"""Import of an asset ledger: file, columns, check, result; each step in place."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.exchange import LedgerPeek, LedgerReading
from ui.i18n import tr
from ui.inventory.ledger_check import ALL_OR_NOTHING, CheckStep
from ui.inventory.ledger_choose import ChooseStep, EarlierImport
from ui.inventory.ledger_flow import Finished, LedgerFlow
from ui.inventory.ledger_mapping import MappingStep
from ui.inventory.ledger_result import ResultStep
from ui.inventory.papers import show_labels
from ui.widgets import Button, PageHeader, ProgressPanel, ask
from ui.workplace import Workplace


class ImportView(QWidget):
    """Shows the step that `LedgerFlow` is at."""

    left = Signal()
    said = Signal(str, str, object)
    show_asked = Signal(str)
    """The id of an import whose assets are to be listed."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.flow = LedgerFlow(work, self)
        self.choose, self.mapping = ChooseStep(work), MappingStep(work)
        self.check, self.result = CheckStep(work), ResultStep()
        self._peek: LedgerPeek | None = None
        self._before: QWidget = self.choose
        self.progress: ProgressPanel | None = None
        self._wait = QWidget()
        self._wait_box = QVBoxLayout(self._wait)
        self._wait_box.setContentsMargins(0, 0, 0, 0)
        self._wait_box.addStretch(1)
        self.header = PageHeader(
            tr("Import a ledger"), "", Button(tr("Back to the in&ventory"), on_click=self.left.emit)
        )
        self._steps = QStackedWidget()
        for step in (self.choose, self.mapping, self.check, self.result, self._wait):
            self._steps.addWidget(step)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self._steps, 1)
        self._wire()
        self._go(self.choose)

    def _wire(self) -> None:
        flow = self.flow
        flow.peeked.connect(self._show_peek)
        flow.read.connect(self._show_reading)
        flow.finished.connect(self._show_result)
        flow.failed.connect(self._show_failure)
        flow.stopped.connect(self._show_stopped)
        flow.undone.connect(self._show_undone)
        flow.earlier.connect(self.choose.show_earlier)
        self.choose.chosen.connect(self.open_file)
        self.choose.undo_asked.connect(self._ask_undo)
        self.choose.show_asked.connect(self.show_asked)
        self.mapping.sheet_asked.connect(lambda sheet: flow.peek(flow.path, sheet))
        self.mapping.check_asked.connect(self._read)
        self.mapping.left.connect(lambda: self._go(self.choose))
        self.check.left.connect(lambda: self._go(self.mapping))
        self.check.import_asked.connect(self._take)
        self.result.labels_asked.connect(self._print_labels)
        self.result.show_asked.connect(self._show_assets)
        self.result.undo_asked.connect(self._undo_result)
        self.result.another_asked.connect(lambda: self._go(self.choose))

    def shown(self) -> None:
        self.flow.list_earlier()
        if self._steps.currentWidget() is self.choose:
            self.choose.choose.setFocus()

    def step(self) -> QWidget | None:
        return self._steps.currentWidget()

    def step_back(self) -> bool:
        """One step back (Esc); False where the page itself is to be left. A run under way goes on."""
        before: dict[QWidget, QWidget] = {self.mapping: self.choose, self.check: self.mapping, self.result: self.choose}
        step = self.step()
        found = before.get(step) if step is not None else None
        if found is None:
            return False
        self._go(found)
        return True

    def open_file(self, path: Path) -> None:
        """Look into a file that was chosen or dropped."""
        if not self.flow.busy:
            self.choose.notice.hide()
            self._wait_for(tr("Looking into {file}").format(file=path.name), stoppable=False)
            self.flow.peek(path)

    def _go(self, step: QWidget) -> None:
        self._steps.setCurrentWidget(step)
        words: dict[QWidget, str] = {
            self.choose: tr("1 of 3: choose the file"),
            self.mapping: tr("2 of 3: {file}, what its columns mean").format(file=self.flow.path.name),
            self.check: tr("3 of 3: {file}, what was read").format(file=self.flow.path.name),
            self.result: self.flow.path.name,
        }
        self.header.set_subtitle(words.get(step, ""))
        if step is self.choose:
            self.choose.choose.setFocus()

    def _wait_for(self, title: str, *, stoppable: bool = True) -> None:
        step = self.step()
        if step is not None and step is not self._wait:
            self._before = step
        if self.progress is not None:
            self.progress.deleteLater()
        self.progress = ProgressPanel(title)
        self._wait_box.insertWidget(0, self.progress)
        if stoppable:
            self.progress.cancelled.connect(self.flow.stop)
        self.flow.progressed.connect(self.progress.show_progress)
        self._steps.setCurrentWidget(self._wait)

    def _show_peek(self, peek: LedgerPeek) -> None:
        self._peek = peek
        self.mapping.show_peek(peek)
        self._go(self.mapping)
        self.mapping.check.setFocus()

    def _read(self) -> None:
        if self._peek is not None and self.mapping.mapping is not None:
            self._wait_for(tr("Reading {file}").format(file=self.flow.path.name))
            self.flow.read_all(self._peek, self.mapping.mapping)

    def _show_reading(self, reading: LedgerReading) -> None:
        self.mapping.notice.hide()
        self.check.show_reading(reading, self.flow.path)
        self._go(self.check)

    def _take(self) -> None:
        rejects = self.check.rejects_path if self.check.saves_rejects else None
        if rejects is not None and self.check.choice.key() == ALL_OR_NOTHING:
            return
        self._wait_for(tr("Importing {file}").format(file=self.flow.path.name))
        organization = self.mapping.organization.text().strip()
        self.flow.take(organization, self.mapping.code.text().strip(), rejects, self.mapping.corrected)

    def _show_result(self, finished: Finished) -> None:
        rejected = len(finished.reading.rejections)
        self.result.show_result(finished.taken, finished.organization, rejected, finished.rejects)
        self._go(self.result)
        self.flow.list_earlier()
        undo = finished.undo
        words = tr("{n} cards imported from {file}").format(n=f"{finished.taken.cards:,}", file=finished.reading.name)
        self.said.emit(words, "good", self._undo_result if undo is not None else None)

    def _show_failure(self, error: BaseException) -> None:
        if self.step() is self._wait:
            self._go(self._before)
        step = self.step()
        banner = step.notice if isinstance(step, ChooseStep | MappingStep) else None
        self._work.errors.show(error, banner=banner)

    def _show_stopped(self) -> None:
        self._go(self._before)
        self.said.emit(tr("Stopped. Nothing was changed."), "information", None)

    def _show_undone(self, words: str) -> None:
        self.said.emit(words, "information", None)
        if self.step() is self.result:
            self._go(self.choose)

    def _ask_undo(self, earlier: EarlierImport) -> None:
        ledger = earlier.ledger
        ask(
            self,
            tr("Undo this import?"),
            tr(
                "{n} pieces of {organization} from {file} leave the inventory. This works as long as nothing was done "
                "with them."
            ).format(n=f"{ledger.pieces:,}", organization=earlier.organization, file=ledger.file_name),
            tr("Un&do the import"),
            kind="danger",
            on_accept=lambda: self.flow.undo(ledger.id, ledger.file_name),
        )

    def _undo_result(self) -> None:
        finished = self.flow.result
        if finished is not None and finished.undo is not None:
            self.flow.undo(finished.undo.import_id, finished.reading.name)

    def _show_assets(self) -> None:
        finished = self.flow.result
        if finished is not None and finished.undo is not None:
            self.show_asked.emit(finished.undo.import_id)

    def _print_labels(self) -> None:
        finished = self.flow.result
        changes = finished.taken.changes if finished is not None else None
        if changes is not None:
            show_labels(self._work, sorted(changes.of("asset")), self)
