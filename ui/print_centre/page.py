"""The page: the queue and the printers; one job with its pieces; the question after a power cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.printing.devices import Printer
from app.services.printing.jobs import JobRow, JobState
from printing.labels.template import Template
from ui.i18n import tr
from ui.label_designer import Designer, TemplateList
from ui.print_centre.deeds import JobDeeds
from ui.print_centre.job_view import JobView
from ui.print_centre.listing import JobList
from ui.print_centre.media import Media, all_media
from ui.print_centre.printers import PrinterList
from ui.print_centre.reason_form import Deed
from ui.print_centre.settle import SettleView
from ui.print_runner import needs_person
from ui.shell.page import Action
from ui.widgets import Banner, Button, Page, PageHeader, Segmented, bind_keys, plain
from ui.workplace import Workplace

JOBS, PRINTERS, TEMPLATES = "jobs", "printers", "templates"
MOST_JOBS = 200
"""Older jobs are found by their number or title."""


class PrintCentrePage(Page):
    """What the shell asks of it: see `ui/shell/page.py`. `mode()` is "jobs", "printers" or "templates"."""

    said = Signal(str, str, object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._asked = 0
        self._wanted = ""
        self._printers: list[Printer] = []
        self.deeds = JobDeeds(work, self)
        self._modes = {
            JOBS: (tr("Queue  Alt+1"), "Alt+1"),
            PRINTERS: (tr("Printers  Alt+2"), "Alt+2"),
            TEMPLATES: (tr("Label templates  Alt+3"), "Alt+3"),
        }
        self.modes = Segmented([(key, title) for key, (title, _keys) in self._modes.items()], name=tr("Print centre"))
        self.add_button = Button(tr("&Add a printer"), icon_name="add", on_click=self.add_printer)
        self.header = PageHeader(tr("Print centre"), "", self.add_button, self.modes)
        self.notice = Banner("attention", "")
        self.jobs = JobList(work, self.deeds, self.add_printer)
        self.printers = PrinterList(work)
        self.templates, self.designer = TemplateList(work, work.print_desk.templates), Designer(work)
        self.job, self.settle = JobView(work, self.deeds), SettleView(work, self.deeds)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.jobs)
        self._parts.addWidget(self.printers)
        self._parts.addWidget(self.templates)
        self._overview = QWidget()
        box = QVBoxLayout(self._overview)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self._parts, 1)
        self._views = QStackedWidget()
        for view in (self._overview, self.job, self.settle, self.designer):
            self._views.addWidget(view)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._views, 1)
        self.notice.hide()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.reload)
        self._wire()

    def _wire(self) -> None:
        self.modes.changed.connect(self.show_mode)
        self.jobs.opened.connect(self.open_job)
        self.job.left.connect(self.show_queue)
        self.settle.left.connect(self.show_queue)
        self.deeds.settle_asked.connect(self.ask_settle)
        self.deeds.reprint_asked.connect(partial(self._ask_reason, Deed.REPRINT))
        self.deeds.void_asked.connect(partial(self._ask_reason, Deed.VOID))
        self.templates.edit_asked.connect(self._draw)
        self.designer.left.connect(lambda: self.show_mode(TEMPLATES))
        self.designer.saved.connect(self._keep_template)
        for speaker in (self.deeds, self.printers, self.templates):
            speaker.said.connect(self.said)
            speaker.refused.connect(self.tell)
        self._work.printing.changed.connect(self._hear)
        self._work.printing.refused.connect(self._refused)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.step_back)
        bind_keys(self._overview, {keys: partial(self.show_mode, key) for key, (_title, keys) in self._modes.items()})
        for keys, act in (("F5", self.shown), ("Ctrl+F", self._focus)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The shell asks

    def shown(self) -> None:
        self.reload()
        self.printers.shown()

    def search(self, text: str) -> None:
        """What is typed in the scan box narrows the queue."""
        if self._views.currentWidget() is self._overview and self.mode() == JOBS:
            self.jobs.search(text)

    def take_scan(self, text: str) -> None:
        """A number that was scanned narrows the queue to its jobs."""
        self.show_mode(JOBS)
        self.jobs.search("".join(text.split()))
        self._focus()

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        found = [
            Action(f"print_centre/{key}", plain(title).removesuffix(keys).strip(), partial(self.show_mode, key), keys)
            for key, (title, keys) in self._modes.items()
        ]
        return [
            *found,
            Action("print_centre/add", tr("Add a printer"), self.add_printer, "", "add"),
            Action("print_centre/settle", tr("Did these come out?"), self.settle_first, "", "unknown"),
        ]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Alt+1, Alt+2, Alt+3", tr("The queue, the printers, the label templates")),
            ("Return", tr("Pieces and pages of a job; settings of a printer")),
            ("Ctrl+Return", tr("Print on with the job in sight")),
            ("Alt+D", tr("Did it come out? After a power cut")),
            ("Ctrl+PgUp, Ctrl+PgDown", tr("Turn the pages of the preview")),
            ("F5", tr("Look again")),
            ("Ctrl+Shift+X", tr("Stop printing, in any window")),
            ("Esc", tr("Back")),
        ]

    # Views

    def mode(self) -> str:
        return str(self.modes.key())

    def show_mode(self, key: object) -> None:
        """`jobs`, `printers` or `templates`."""
        self.modes.set_key(key)
        self._show_add()
        self._views.setCurrentWidget(self._overview)
        self._parts.setCurrentIndex(list(self._modes).index(str(key)))
        if key == PRINTERS:
            self.printers.shown()
        elif key == TEMPLATES:
            self.templates.shown()
        self._focus()

    def show_queue(self) -> None:
        self.show_mode(JOBS)
        self.reload()

    def open_job(self, row: JobRow) -> None:
        """The pieces and pages of a job; where it is not known what came out, that question."""
        if row.state is JobState.UNSURE and self._work.printing.run_of(row.id) is None:
            self.ask_settle(row)
            return
        self._views.setCurrentWidget(self.job)
        self.job.show_job(row)
        self.job.table.setFocus()

    def ask_settle(self, row: JobRow) -> None:
        self._views.setCurrentWidget(self.settle)
        self.settle.ask(row)

    def settle_first(self) -> None:
        """The first job of which it is not known what came out."""
        row = next((one for one in self.jobs.rows() if one.state is JobState.UNSURE), None)
        if row is not None:
            self.ask_settle(row)

    def show_job(self, job_id: str) -> None:
        """Bring a job in sight in the queue."""
        self.show_mode(JOBS)
        self._wanted = job_id
        self.reload()

    def add_printer(self) -> None:
        self.show_mode(PRINTERS)
        self.printers.add()

    def step_back(self) -> None:
        """Esc: out of what is in front; what was typed stays."""
        view = self._views.currentWidget()
        if self.notice.isVisible():
            self.notice.hide()
        elif view is self.job:
            if not self.job.step_back():
                self.show_queue()
        elif view is self.settle:
            self.show_queue()
        elif view is self.designer:
            self.designer.leave()
        elif self.mode() == TEMPLATES:
            self.show_mode(JOBS)
        elif self.mode() == PRINTERS:
            if not self.printers.step_back():
                self.show_mode(JOBS)
        elif self.jobs.side.form() is not None:
            self.jobs.side.show_details()
            self._focus()
        elif self.jobs.searching():
            self.jobs.search("")

    def _draw(self, name: str, template: Template) -> None:
        self._views.setCurrentWidget(self.designer)
        self.designer.edit(name, template)

    def _keep_template(self, name: str, template: Template, test: bool) -> None:
        def done() -> None:
            self.designer.was_saved(template)
            if test:
                self.templates.print_one(name, template, self._printers)

        self.templates.keep(name, template, done)

    # Acting

    def _ask_reason(self, deed: Deed, row: JobRow) -> None:
        side = self.job.side if self._views.currentWidget() is self.job else self.jobs.side
        side.ask(deed, row)

    def tell(self, error: Exception) -> None:
        """Above the page: what happened, what it means, what to do."""
        self._work.errors.show(error, banner=self.notice)

    def _refused(self, _row: JobRow, error: Exception) -> None:
        self.tell(error)

    def reload(self) -> None:
        """Read queue and printers again."""
        self._asked += 1
        number, desk = self._asked, self._work.print_desk

        def read() -> tuple[Sequence[JobRow], Sequence[Printer], Sequence[Media]]:
            return desk.jobs(MOST_JOBS), desk.printers(), all_media(desk.templates)

        def show(found: tuple[Sequence[JobRow], Sequence[Printer], Sequence[Media]]) -> None:
            if number == self._asked:
                self._show(*found)

        self._work.tasks.run(read, owner=self, done=show, failed=self.tell, lane="background")

    def _show(self, jobs: Sequence[JobRow], printers: Sequence[Printer], media: Sequence[Media]) -> None:
        runner = self._work.printing
        self._printers = list(printers)
        self.jobs.show_rows(jobs, media, set_up=bool(printers))
        self.printers.show_printers(printers, media)
        self._show_add()
        if self._wanted:
            self.jobs.show_job(self._wanted)
            self._wanted = ""
        waiting, running = sum(needs_person(row, runner) for row in jobs), len(runner.runs())
        parts = [
            tr("{n} print now").format(n=running) if running else "",
            tr("{n} wait for a person").format(n=waiting) if waiting else "",
        ]
        self.header.set_subtitle(" · ".join(part for part in parts if part))
        if self.job.row is not None:
            after = next((row for row in jobs if row.id == self.job.row.id), None)
            if after is not None and self._views.currentWidget() is self.job:
                self.job.show_job(after)

    def _show_add(self) -> None:
        """While there is no printer, the empty place has the button."""
        self.add_button.setVisible(self.mode() == PRINTERS and self.printers.model.rowCount() > 0)

    def _hear(self) -> None:
        if self.isVisible():
            self._again.start()

    def _focus(self) -> None:
        part = self._parts.currentWidget()
        if isinstance(part, JobList | PrinterList | TemplateList):
            part.table.setFocus()
