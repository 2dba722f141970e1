"""The queue: newest first, what needs a person above all; the job in sight at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.services.printing.jobs import JobRow
from ui.i18n import tr
from ui.moments import exact
from ui.print_centre.deeds import JobDeeds
from ui.print_centre.looks import job_look, job_title, kind_words, trouble
from ui.print_centre.media import Media, media_title
from ui.print_centre.reason_form import Deed, ReasonForm
from ui.print_runner import Run, needs_person
from ui.widgets import (
    Button,
    Column,
    DataTable,
    DetailPanel,
    EmptyState,
    RowsModel,
    StatusChip,
    TablePanel,
)
from ui.workplace import Workplace

SIDE = 320


class JobSide(QStackedWidget):
    """Details of the job, or the form that asks for a reason."""

    opened = Signal(object)
    """JobRow: its pieces and pages are asked for."""

    def __init__(self, work: Workplace, deeds: JobDeeds, *, opens: bool = True) -> None:
        super().__init__()
        self._work, self._deeds, self._opens = work, deeds, opens
        self.media: list[Media] = []
        self._facts_shown: tuple[object, ...] | None = None
        self.setFixedWidth(SIDE)
        self.details = DetailPanel(tr("Details of the print job"))
        self.reprint, self.void = ReasonForm(Deed.REPRINT), ReasonForm(Deed.VOID)
        for part in (self.details, self.reprint, self.void):
            self.addWidget(part)
        for form in (self.reprint, self.void):
            form.left.connect(self.show_details)
        self.reprint.accepted.connect(self._reprint)
        self.void.accepted.connect(self._void)

    def form(self) -> ReasonForm | None:
        """The form in sight."""
        part = self.currentWidget()
        return part if isinstance(part, ReasonForm) else None

    def show_details(self) -> None:
        self.setCurrentWidget(self.details)

    def ask(self, deed: Deed, row: JobRow, positions: Sequence[int] = ()) -> None:
        form = self.reprint if deed is Deed.REPRINT else self.void
        self.setCurrentWidget(form)
        form.begin(row, positions)

    def show_job(self, row: JobRow | None) -> None:
        """A form in sight stays in sight, and details that say the same already are left as they are."""
        runner = self._work.printing
        facts_shown = (row, job_look(row, runner), self.media) if row is not None else ()
        if facts_shown == self._facts_shown:
            return
        self._facts_shown = facts_shown
        if row is None:
            self.details.show_nothing(tr("Choose a print job to see what it is."))
            return
        run = runner.run_of(row.id)
        buttons = self._deeds.buttons(row)
        if self._opens:
            buttons.append(
                Button(tr("Pi&eces and pages…"), "quiet", icon_name="search", on_click=lambda: self.opened.emit(row))
            )
        why = self._work.errors.explain(row.fault) if row.fault is not None else None
        facts = [
            (tr("Printer"), row.printer_name or tr("no longer set up")),
            (tr("Media"), media_title(self.media, row.template)),
            (
                tr("Printed"),
                "" if run else tr("{done} of {total}").format(done=f"{row.done:,}", total=f"{row.total:,}"),
            ),
            (tr("Failed"), f"{row.failed:,}" if row.failed else ""),
            (tr("Begun"), exact(row.created_at)[:16]),
            (tr("By"), row.created_by),
            (tr("Reason"), row.reprint_reason),
        ]
        self.details.show_details(
            job_title(row),
            kind_words(row.kind),
            badges=[StatusChip(*job_look(row, runner))],
            buttons=buttons,
            sections=[*([] if why is None else [trouble(why)]), ("", facts)],
        )

    def _reprint(self, row: JobRow, positions: Sequence[int], reason: str) -> None:
        def done(_row: JobRow) -> None:
            self.reprint.forget()
            self.show_details()

        self._deeds.reprint(row, positions, reason, done, self._not_done(self.reprint))

    def _void(self, row: JobRow, positions: Sequence[int], reason: str) -> None:
        def done(_none: object) -> None:
            self.void.forget()
            self.show_details()

        self._deeds.void(row, positions, reason, done, self._not_done(self.void))

    def _not_done(self, form: ReasonForm) -> Callable[[BaseException], None]:
        return lambda error: self._work.errors.show(error, banner=form.notice)


class JobList(QWidget):
    """Enter opens a job; where it is not known what came out, Enter asks that."""

    opened = Signal(object)
    """JobRow."""

    def __init__(self, work: Workplace, deeds: JobDeeds, set_up: Callable[[], object]) -> None:
        super().__init__()
        self._work, self._deeds = work, deeds
        self._text = ""
        self._rows: list[JobRow] = []
        self._set_up = False
        self.model = RowsModel(self._columns())
        self.table = DataTable(self.model, name=tr("Print jobs"), memory=work.memory, memory_key="print_centre/jobs")
        self.side = JobSide(work, deeds)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "print",
            tr("Nothing has been printed yet"),
            tr(
                "Labels and slips that are printed stand here: what came out, what did not, and why. "
                "First set up a printer."
            ),
            Button(tr("Set &up a printer"), "primary", icon_name="add", on_click=set_up),
        )
        self._unused = EmptyState(
            "print",
            tr("Nothing has been printed yet"),
            tr(
                "Labels and slips that are printed stand here: what came out, what did not, and why. Labels begin in "
                "the inventory with “Labels”, slips where they are issued."
            ),
        )
        self._none = EmptyState(
            "search", tr("No such print job"), tr("Any part of a title, a number, a printer or a person is found.")
        )
        self._full = QWidget()
        middle = QHBoxLayout(self._full)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        middle.addWidget(TablePanel(self.table), 1)
        middle.addWidget(self.side)
        for part in (self._empty, self._unused, self._none, self._full):
            self._stack.addWidget(part)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.table.current_changed.connect(lambda _id: self.show_current())
        self.table.opened.connect(lambda _id: self.open_current())
        self.side.opened.connect(self.opened)
        work.printing.progressed.connect(self._progressed)

    def _columns(self) -> list[Column]:
        runner = self._work.printing

        def look(row: JobRow) -> tuple[str, str, str]:
            return job_look(row, runner)

        def count(row: JobRow) -> str:
            run = runner.run_of(row.id)
            return f"{run.done if run is not None else row.done:,} / {row.total:,}"

        return [
            Column("state", tr("State"), lambda r: look(r)[0], width=130, look=look),
            Column("title", tr("What"), job_title, width=270),
            Column("count", tr("Printed"), count, width=84),
            Column("printer", tr("Printer"), lambda r: r.printer_name, width=140),
            Column("at", tr("When"), lambda r: r.created_at, "moment", 104),
            Column("by", tr("By"), lambda r: r.created_by, width=80),
            Column("template", tr("Media"), lambda r: media_title(self.side.media, r.template), width=120, shown=False),
            Column("why", tr("Reason"), lambda r: r.reprint_reason, width=160, shown=False),
        ]

    def rows(self) -> list[JobRow]:
        """All of them, in the order in which they are shown."""
        return self._rows

    def show_rows(self, rows: Sequence[JobRow], media: Sequence[Media] = (), *, set_up: bool = False) -> None:
        """What needs a person stands first, else the newest; the job in sight stays in sight.

        `set_up`: there is a printer, so that an empty queue asks for none.
        """
        self._set_up = set_up
        self.side.media = list(media)
        self._rows = sorted(rows, key=lambda row: not needs_person(row, self._work.printing))
        self._fill()

    def search(self, text: str) -> None:
        self._text = text.strip()
        self._fill()

    def searching(self) -> bool:
        return bool(self._text)

    def current(self) -> JobRow | None:
        row = self.model.row(self.table.currentIndex().row())
        return row if isinstance(row, JobRow) else None

    def show_job(self, job_id: str) -> None:
        """Bring a job in sight."""
        self._text = ""
        self._fill(job_id)

    def show_current(self) -> None:
        self.side.show_job(self.current())

    def open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def _fill(self, wanted: str = "") -> None:
        text = self._text.casefold()
        rows = [row for row in self._rows if text in _words(row).casefold()]
        kept, before = wanted or self.table.current_id(), self.table.currentIndex().row()
        if rows != self.model.rows():
            self.model.set_rows(rows)
        else:
            self.table.viewport().update()
        empty = self._unused if self._set_up else self._empty
        self._stack.setCurrentWidget(self._full if rows else self._none if self._rows else empty)
        if rows:
            at = next((n for n, row in enumerate(rows) if row.id == kept), min(max(before, 0), len(rows) - 1))
            self.table.select_number(at)
        self.show_current()

    def _progressed(self, run: Run) -> None:
        self.table.viewport().update()
        row = self.current()
        if row is not None and row.id == run.row.id:
            self.show_current()


def _words(row: JobRow) -> str:
    return f"{job_title(row)} {row.printer_name} {row.created_by} {row.reprint_reason}"
