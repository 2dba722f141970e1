"""The printers of this PC: what is loaded, how they are, what they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.errors import Refused
from app.services.printing.devices import Language, Printer, PrinterState
from ui.i18n import tr
from ui.print_centre.looks import address_words, language_words, media_words, printer_look, trouble
from ui.print_centre.media import Media, loaded_title
from ui.print_centre.printer_form import PrinterForm
from ui.widgets import (
    Button,
    Column,
    DataTable,
    DetailPanel,
    EmptyState,
    RowsModel,
    StatusChip,
    TablePanel,
    ask,
)
from ui.workplace import Workplace

_SIDE = 320
_AGAIN = 15_000
"""Milliseconds between two looks at the printers while they are in sight."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A printer and how it was when it was last asked; None before."""

    printer: Printer
    state: PrinterState | None = None
    printing: bool = False

    @property
    def id(self) -> str:
        return self.printer.id


class PrinterList(QWidget):
    """Enter changes the settings of a printer."""

    said = Signal(str, str, object)
    refused = Signal(object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._states: dict[str, PrinterState] = {}
        self._printers: list[Printer] = []
        self._media: list[Media] = []
        self._wanted = ""  # id of a printer that was just set up: it comes in sight with the next rows
        self._asking: set[str] = set()
        self._details_of: tuple[Shown, list[Media]] | None = None
        self.model = RowsModel(self._columns())
        self.table = DataTable(self.model, name=tr("Printers"), memory=work.memory, memory_key="print_centre/printers")
        self.details = DetailPanel(tr("Details of the printer"))
        self.form = PrinterForm(work)
        self.side = QStackedWidget()
        self.side.setFixedWidth(_SIDE)
        self.side.addWidget(self.details)
        self.side.addWidget(self.form)
        empty = EmptyState(
            "print",
            tr("No printer is set up yet"),
            tr(
                "A printer of this PC, a label printer in the network, or a file. Set it up once: what it understands "
                "and which labels are loaded. The test page shows whether it prints right."
            ),
            Button(tr("&Add a printer"), "primary", icon_name="add", on_click=self.add),
        )
        self._left = QStackedWidget()
        self._left.addWidget(empty)
        self._left.addWidget(TablePanel(self.table))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._left, 1)
        box.addWidget(self.side)
        self.side.hide()
        self.table.current_changed.connect(lambda _id: self.show_current())
        self.table.opened.connect(lambda _id: self.edit())
        self.form.left.connect(self._show_details)
        self.form.accepted.connect(self.save)
        work.printing.changed.connect(self._runs_changed)
        self._again = QTimer(self, interval=_AGAIN)
        self._again.timeout.connect(lambda: self.ask_states() if self.isVisible() else None)
        self._again.start()

    def _columns(self) -> list[Column]:
        def look(row: Shown) -> tuple[str, str, str]:
            return printer_look(row.state, printing=row.printing)

        def loaded(row: Shown) -> str:
            return loaded_title(self._media, row.printer)

        return [
            Column("name", tr("Name"), lambda r: r.printer.name, width=140),
            Column("state", tr("State"), lambda r: look(r)[0], width=104, look=look),
            Column("loaded", tr("Loaded now"), loaded, width=236),
            Column("left", tr("Labels left"), lambda r: media_words(r.printer), width=88),
            Column("language", tr("Kind"), lambda r: language_words(r.printer.language), width=148),
            Column("address", tr("Connection"), lambda r: address_words(r.printer.address), width=150),
            Column("dots", tr("Dots per inch"), lambda r: r.printer.dots_per_inch, "number", 90, shown=False),
        ]

    # What is shown

    def show_printers(self, printers: Sequence[Printer], media: Sequence[Media]) -> None:
        """Printers as they are set up, and the label templates there are."""
        self._printers, self._media = list(printers), list(media)
        self._fill()
        self._left.setCurrentIndex(1 if printers else 0)
        self.side.setVisible(bool(printers) or self.side.currentWidget() is self.form)

    def shown(self) -> None:
        """Came into sight."""
        self.ask_states()

    def current(self) -> Printer | None:
        row = self.model.row(self.table.currentIndex().row())
        return row.printer if isinstance(row, Shown) else None

    def ask_states(self) -> None:
        """Ask each printer how it is; one that prints is left in peace."""
        for printer in self._printers:
            if printer.id in self._asking or self._printing(printer.id):
                continue
            self._asking.add(printer.id)
            self._work.tasks.run(
                partial(self._work.print_desk.state, printer.id),
                owner=self,
                done=partial(self._answered, printer.id),
                failed=partial(self._not_answered, printer.id),
                lane="printing",
            )

    def _answered(self, id: str, state: PrinterState) -> None:
        self._asking.discard(id)
        self._states[id] = state
        self._fill()

    def _not_answered(self, id: str, error: Exception) -> None:
        self._answered(id, PrinterState(online=False))

    def _printing(self, id: str) -> bool:
        return any(run.row.printer_id == id for run in self._work.printing.runs())

    def _runs_changed(self) -> None:
        if self.isVisible():
            self._fill()
            self.ask_states()

    def _fill(self) -> None:
        rows = [Shown(one, self._states.get(one.id), self._printing(one.id)) for one in self._printers]
        if rows == self.model.rows():
            return
        kept, before = self.table.current_id(), self.table.currentIndex().row()
        self.model.set_rows(rows)
        if rows:
            if any(row.id == self._wanted for row in rows):
                kept, self._wanted = self._wanted, ""
            at = next((n for n, row in enumerate(rows) if row.id == kept), min(max(before, 0), len(rows) - 1))
            self.table.select_number(at)
        self.show_current()

    def show_current(self) -> None:
        """The printer in sight with what can be done to it."""
        row = self.model.row(self.table.currentIndex().row())
        if not isinstance(row, Shown):
            self.details.show_nothing(tr("Choose a printer."))
            self._details_of = None
            return
        if (row, self._media) == self._details_of:
            return
        self._details_of = (row, self._media)
        printer, state = row.printer, row.state
        alarms = state.alarms if state is not None else ()
        if state is not None and not state.online and not alarms:
            alarms = ("printer.offline",)
        troubles = [trouble(self._work.errors.explain(Refused(code, name=printer.name))) for code in alarms]
        low = printer.media_left is not None and printer.media_left <= 0
        buttons = [
            Button(tr("&Test page"), icon_name="print", on_click=self.test),
            Button(tr("&Change…"), icon_name="edit", on_click=self.edit),
        ]
        if printer.media_count:
            full = tr("A new roll is &in ({n} labels)").format(n=f"{printer.media_count:,}")
            buttons.insert(0, Button(full, "primary" if low else "secondary", icon_name="add", on_click=self.refill))
        buttons.append(Button(tr("&Remove…"), "quiet", icon_name="remove", on_click=self.ask_remove))
        facts = [
            (tr("Loaded now"), loaded_title(self._media, printer)),
            (tr("Labels left"), media_words(printer)),
            (tr("Kind"), language_words(printer.language)),
            (
                tr("Resolution"),
                "" if printer.language is Language.PDF else tr("{n} dots per inch").format(n=printer.dots_per_inch),
            ),
            (tr("RFID"), tr("writes tags") if printer.rfid else ""),
            (tr("Connection"), address_words(printer.address)),
            (
                tr("Answers"),
                "" if state is None else tr("yes, says how it is") if state.two_way else tr("no, it only takes"),
            ),
        ]
        self.details.show_details(
            printer.name,
            badges=[StatusChip(*printer_look(state, printing=row.printing))],
            buttons=buttons,
            sections=[*troubles, ("", facts)],
        )

    # What is done

    def add(self) -> None:
        """Set up a printer; those that the system knows are listed."""
        self._begin(None)

    def edit(self) -> None:
        printer = self.current()
        if printer is not None:
            self._begin(printer)

    def _begin(self, printer: Printer | None) -> None:
        self.side.show()
        self.side.setCurrentWidget(self.form)
        self.form.edit(printer)
        taken = {one.address for one in self._printers if printer is None or one.id != printer.id}
        self.form.show_known((), self._media)

        def found(addresses: Sequence[str]) -> None:
            self.form.show_known([one for one in addresses if one not in taken], self._media)

        self._work.tasks.run(
            self._work.print_desk.found, owner=self, done=found, failed=self.refused.emit, lane="background"
        )

    def step_back(self) -> bool:
        """Esc: out of the form first."""
        if self.side.currentWidget() is not self.form or self.side.isHidden():
            return False
        self._show_details()
        return True

    def _show_details(self) -> None:
        self.side.setCurrentWidget(self.details)
        self.side.setVisible(bool(self._printers))
        self.table.setFocus()

    def save(self, printer: Printer) -> None:
        def done(saved: Printer) -> None:
            self._wanted = saved.id
            self._show_details()
            self._states.pop(saved.id, None)
            self.said.emit(tr("{name} is set up").format(name=printer.name), "good", None)
            self._work.printing.changed.emit()

        self._work.tasks.run(
            lambda: self._work.print_desk.save_printer(printer),
            owner=self,
            done=done,
            failed=lambda error: self._work.errors.show(error, banner=self.form.notice),
            lane="background",
        )

    def refill(self) -> None:
        """A new roll was put in: the count begins anew."""
        printer = self.current()
        if printer is not None:
            self.save(replace(printer, media_left=printer.media_count))

    def test(self) -> None:
        """Print the test page of the printer in sight."""
        printer = self.current()
        if printer is None:
            return
        desk, actor = self._work.print_desk, self._work.actor()
        self._work.printing.print(lambda: desk.add_test(printer.id, actor=actor), owner=self, failed=self.refused.emit)

    def ask_remove(self) -> None:
        printer = self.current()
        if printer is not None:
            ask(
                self,
                tr("Remove {name}?").format(name=printer.name),
                tr("What was printed there stays in the queue. The printer itself is not touched."),
                tr("Re&move it"),
                kind="danger",
                on_accept=lambda: self._remove(printer),
            )

    def _remove(self, printer: Printer) -> None:
        def done(_none: object) -> None:
            self.said.emit(tr("{name} is no longer set up").format(name=printer.name), "information", None)
            self._work.printing.changed.emit()

        self._work.tasks.run(
            lambda: self._work.print_desk.remove_printer(printer.id),
            owner=self,
            done=done,
            failed=self.refused.emit,
            lane="background",
        )
