"""Above the activity bar while something prints: how far it is, and a button to stop; after a failure, why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from app.services.printing.jobs import JobRow, JobState
from ui.errors import ErrorDesk
from ui.i18n import tr
from ui.print_centre.looks import job_title
from ui.print_runner import PrintRunner, Run
from ui.widgets import Banner, Button, Label, column


class PrintStrip(QFrame):
    """Seen in every window of the shell; out of sight while nothing prints and nothing went wrong."""

    open_asked = Signal()
    """Show the print centre."""
    said = Signal(str, str, object)

    def __init__(self, runner: PrintRunner, errors: ErrorDesk) -> None:
        super().__init__()
        self._runner, self._errors = runner, errors
        self._title, self._count = Label("", "strong"), Label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Printing"))
        self.stop_button = Button(tr("Stop printing"), "quiet", icon_name="pause", shortcut="Ctrl+Shift+X")
        self.stop_button.clicked.connect(lambda _on=False: self.stop())
        self._running = QFrame()
        box = QHBoxLayout(self._running)
        box.setContentsMargins(16, 4, 8, 4)
        box.setSpacing(12)
        for part, stretch in ((self._title, 0), (self.bar, 1), (self._count, 0), (self.stop_button, 0)):
            box.addWidget(part, stretch)
        show = Button(tr("Print centre"), icon_name="print", on_click=self.open_asked.emit)
        self.trouble = Banner("attention", "", "", "", show)
        outer = column(self._running, self.trouble, spacing=0)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)
        self._running.hide()
        self.trouble.hide()
        self.hide()
        self.trouble.closed.connect(self.refresh)
        runner.progressed.connect(self._progressed)
        runner.changed.connect(self.refresh)
        runner.ended.connect(self._ended)
        runner.refused.connect(self._refused)

    def refresh(self) -> None:
        """Show the run that is longest under way."""
        runs = self._runner.runs()
        self._running.setVisible(bool(runs))
        if runs:
            self._show(runs[0], len(runs))
        self.setVisible(bool(runs) or not self.trouble.isHidden())

    def stop(self) -> None:
        """Stop the run that is shown before its next item."""
        runs = self._runner.runs()
        if runs:
            self.stop_button.setEnabled(False)
            self._runner.stop(runs[0].row.id)

    def _progressed(self, _run: Run) -> None:
        self.refresh()

    def _show(self, run: Run, running: int) -> None:
        words = _where(run.row)
        if running > 1:
            words = tr("{words} · {n} printers print").format(words=words, n=running)
        self._title.setText(words)
        self.bar.setRange(0, run.total)
        self.bar.setValue(run.done)
        self._count.setText(tr("{done} of {total}").format(done=f"{run.done:,}", total=f"{run.total:,}"))
        self.stop_button.setEnabled(not run.stop.is_set())

    def _ended(self, row: JobRow) -> None:
        if row.fault is not None or row.state is JobState.UNSURE:
            self._tell(row, row.fault)
        elif row.state in (JobState.SENT, JobState.VERIFIED):
            words = tr("{title}: sent to {printer}").format(title=job_title(row), printer=row.printer_name)
            self.said.emit(words, "good", None)
            self.trouble.hide()
        elif row.state is JobState.FAILED:
            self.trouble.tell("problem", _where(row), tr("{n} could not be printed.").format(n=f"{row.failed:,}"))
        else:
            words = tr("{title}: stopped after {done} of {total}")
            self.said.emit(words.format(title=job_title(row), done=row.done, total=row.total), "information", None)
        self.refresh()

    def _refused(self, row: JobRow, error: Exception) -> None:
        self._tell(row, error)
        self.refresh()

    def _tell(self, row: JobRow, error: Exception | None) -> None:
        title = _where(row)
        if error is None:
            self.trouble.tell("attention", title, tr("It is not known whether everything came out."))
            return
        words = self._errors.explain(error)
        self.trouble.tell("problem", f"{title}: {words.title}", words.meaning, words.remedy)


def _where(row: JobRow) -> str:
    return tr("{title} on {printer}").format(title=job_title(row), printer=row.printer_name)
