"""One job: its pieces, its pages, and what can be done with some of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.printing.jobs import ItemRow, ItemState, JobRow
from ui.i18n import tr
from ui.print_centre.deeds import JobDeeds
from ui.print_centre.listing import JobSide
from ui.print_centre.looks import item_look, job_look, job_title
from ui.print_centre.pages import PagesView
from ui.print_centre.reason_form import Deed
from ui.print_runner import Run
from ui.widgets import Button, Column, DataTable, PageHeader, RowsModel, Segmented, StatusChip, TablePanel
from ui.workplace import Workplace

_SOON = 400
"""Milliseconds between two readings of the pieces while they print."""
_OUT = (ItemState.SENT, ItemState.VERIFIED, ItemState.FAILED)


class JobView(QWidget):
    """Pieces at the left with their states; at the right the details, or the pages (Alt+G)."""

    left = Signal()

    def __init__(self, work: Workplace, deeds: JobDeeds) -> None:
        super().__init__()
        self._work = work
        self._deeds = deeds
        self.row: JobRow | None = None
        self._asked = 0
        self.chip = StatusChip()
        self.again_button = Button(tr("Print marked a&gain…"), icon_name="undo", on_click=self.ask_reprint)
        self.void_button = Button(tr("Marked vo&id…"), icon_name="disposed", on_click=self.ask_void)
        self.bind_button = Button(tr("Bind marked &late ones"), icon_name="rfid", on_click=self.bind_late)
        self.header = PageHeader(
            "",
            "",
            self.chip,
            self.bind_button,
            self.again_button,
            self.void_button,
            Button(tr("Back to the &queue"), "quiet", on_click=self.left.emit),
        )
        self.model = RowsModel(_columns(work), id_of=lambda one: one.position)
        self.table = DataTable(
            self.model, name=tr("Pieces of the job"), memory=work.memory, memory_key="print_centre/items"
        )
        self.pages = PagesView(work)
        self.side = JobSide(work, deeds, opens=False)
        self.parts = Segmented([("pages", tr("Pages  Alt+1")), ("job", tr("Job  Alt+2"))], name=tr("At the right"))
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.parts, self.pages, self.side):
            right.addWidget(part, 0 if part is self.parts else 1)
        self.pages.setFixedWidth(self.side.width())
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(TablePanel(self.table), 1)
        middle.addLayout(right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addLayout(middle, 1)
        self.show_part("pages")
        self.parts.changed.connect(lambda key: self.show_part(str(key)))
        self.table.selection_changed.connect(self._show_buttons)
        for keys, key in (("Alt+1", "pages"), ("Alt+2", "job")):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda key=key: self.show_part(key))
        work.printing.progressed.connect(self._progressed)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.reload)

    def show_part(self, key: str) -> None:
        """`pages` or `job`."""
        self.parts.set_key(key)
        self.pages.setVisible(key == "pages")
        self.side.setVisible(key == "job")

    def show_job(self, row: JobRow) -> None:
        """Show a job, or the one in sight anew."""
        fresh = self.row is None or self.row.id != row.id
        self.row = row
        if fresh:
            self.model.set_rows([])
            self.side.show_details()
            self.show_part("pages")
        self.header.set_title(job_title(row))
        self.chip.show_state(*job_look(row, self._work.printing))
        self.side.show_job(row)
        self.pages.show_job(row.id)
        self.reload()

    def reload(self) -> None:
        """Read the pieces again; what is marked stays marked."""
        if self.row is None:
            return
        self._asked += 1
        number, id = self._asked, self.row.id

        def show(items: Sequence[ItemRow]) -> None:
            if number == self._asked:
                self._show_items(items)

        self._work.tasks.run(
            lambda: self._work.print_desk.items(id),
            owner=self,
            done=show,
            failed=self._work.errors.show,
            lane="background",
        )

    def step_back(self) -> bool:
        """Esc: out of the form first."""
        if self.side.form() is None or self.side.isHidden():
            return False
        self.side.show_details()
        return True

    def marked(self) -> list[int]:
        """Positions of the marked pieces that were printed or failed."""
        numbers = self.table.selected_numbers()
        rows = [self.model.row(number) for number in numbers]
        return [one.position for one in rows if isinstance(one, ItemRow) and one.state in _OUT]

    def marked_late(self) -> list[int]:
        """Positions of the marked pieces whose label came out when nobody waited for it any more."""
        rows = [self.model.row(number) for number in self.table.selected_numbers()]
        return [one.position for one in rows if isinstance(one, ItemRow) and one.came_late]

    def _show_items(self, items: Sequence[ItemRow]) -> None:
        before = self.model.rows()
        if len(before) == len(items):
            for old, new in zip(before, items, strict=True):
                if old != new:
                    self.model.replace(new)
        else:
            self.model.set_rows(items)
            if items:
                self.table.select_number(0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        any_marked = bool(self.marked())
        self.again_button.setEnabled(any_marked)
        self.void_button.setEnabled(any_marked)
        self.bind_button.setVisible(any(one.came_late for one in self.model.rows()))
        self.bind_button.setEnabled(bool(self.marked_late()))

    def ask_reprint(self) -> None:
        self._ask(Deed.REPRINT)

    def ask_void(self) -> None:
        self._ask(Deed.VOID)

    def bind_late(self) -> None:
        """The labels are good: their tags become their pieces'."""
        if self.row is not None and self.marked_late():
            self._deeds.bind_late(self.row, self.marked_late())

    def _ask(self, deed: Deed) -> None:
        if self.row is not None and self.marked():
            self.show_part("job")
            self.side.ask(deed, self.row, self.marked())

    def _progressed(self, run: Run) -> None:
        if self.row is not None and run.row.id == self.row.id and self.isVisible() and not self._soon.isActive():
            self._soon.start()


def _columns(work: Workplace) -> list[Column]:
    def why(one: ItemRow) -> str:
        return work.errors.explain(one.fault).title if one.fault is not None else one.reason

    return [
        Column("position", tr("No."), lambda one: str(one.position), width=56),
        Column("state", tr("State"), lambda one: item_look(one)[0], width=150, look=item_look),
        Column("caption", tr("Piece"), lambda one: one.caption, width=300),
        Column("why", tr("Why"), why, width=180),
        Column("at", tr("When"), lambda one: one.changed_at, "moment", 104),
        Column("epc", "EPC", lambda one: one.epc, width=220, shown=False),
        Column("tid", "TID", lambda one: one.tid, width=220, shown=False),
    ]
