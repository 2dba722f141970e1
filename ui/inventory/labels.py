"""Print labels: on which printer, on what, and where on a sheet they begin."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox

from app.services.printing.devices import Printer
from app.services.printing.jobs import JobRow
from app.services.printing.templates import default_template
from ui.i18n import tr
from ui.inventory.papers import PRINTER_KEY, TEMPLATE_KEY, LabelOrder, add_labels, label_template
from ui.paper import printers_here
from ui.print_centre.media import Media, all_media, suits
from ui.widgets import Button, CheckBox, ChoiceBox, Field, SideForm
from ui.workplace import Workplace


class LabelForm(SideForm):
    """Print labels of the marked pieces: at once, as a job in the queue, or first on the screen."""

    queued = Signal(object)
    """JobRow: it is in the queue and runs as soon as its printer is free."""
    preview_asked = Signal(object, object)
    """Ids of the assets, and LabelOrder."""

    def __init__(self, work: Workplace) -> None:
        self.print_button = Button(tr("&Print"), "primary", icon_name="print", on_click=self.accept)
        super().__init__(tr("Print labels"), self.print_button)
        self._work = work
        self._ids: tuple[str, ...] = ()
        self._printers: list[Printer] = []
        self._media: list[Media] = []  # labels of assets
        self._sizes: dict[str, tuple[tuple[float, float], int]] = {}  # of every template, by its name
        self._default = ""
        self.printer, self.template = ChoiceBox(), ChoiceBox()
        for choice in (self.printer, self.template):
            choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.first, self.copies = QSpinBox(), QSpinBox()
        self.copies.setRange(1, 20)
        self.encode = CheckBox(tr("Write the RFID tags as well (&V)"))
        self.preview_button = Button(tr("Look at them firs&t"), icon_name="search", on_click=self._preview)
        self.set_up_button = Button(
            tr("Set up a printer (&Z)…"), icon_name="add", on_click=lambda: work.printing.centre_asked.emit("")
        )
        self._first = Field(
            tr("First &free label"), self.first, hint=tr("For a sheet that was begun: count row by row.")
        )
        self.fields.addWidget(Field(tr("On p&rinter"), self.printer))
        self.fields.addWidget(self.set_up_button)
        self.fields.addWidget(Field(tr("L&abels"), self.template))
        self.fields.addWidget(self._first)
        self.fields.addWidget(Field(tr("Copies of each (&Y)"), self.copies))
        self.fields.addWidget(self.encode)
        self.fields.addWidget(self.preview_button)
        self.fields.addStretch(1)
        self.printer.chosen.connect(lambda _key: self._printer_chosen())
        self.template.chosen.connect(lambda _key: self._show_parts())
        self._show_parts()

    def print_labels(self, ids: Sequence[str]) -> None:
        """Ask how these are to be printed; the printers are looked for anew."""
        self._ids = tuple(ids)
        self.subject.setText(tr("{n} pieces marked").format(n=f"{len(ids):,}"))
        self.notice.hide()
        self.print_button.setEnabled(False)
        self.printer.setFocus()
        desk, queries = self._work.print_desk, self._work.queries

        def read() -> tuple[Sequence[Printer], Sequence[Media], str]:
            codes = {one.category_code for one in queries.assets(self._ids)}
            return printers_here(desk), all_media(desk.templates), default_template(desk.templates.defaults(), codes)

        self._work.tasks.run(
            read,
            owner=self,
            done=lambda found: self._show(*found),
            failed=self._failed,
            lane="background",
        )

    def order(self) -> LabelOrder:
        """As the form says."""
        return LabelOrder(
            str(self.template.key() or ""), self.first.value(), self.copies.value(), self.encode.isChecked()
        )

    def accept(self) -> None:
        """Into the queue, and print."""
        printer = self._chosen()
        if printer is None:
            return
        ids, order, desk, actor = self._ids, self.order(), self._work.print_desk, self._work.actor()
        self._remember(printer)
        self.print_button.setEnabled(False)
        self.notice.hide()
        self._work.printing.print(
            lambda: add_labels(desk, ids, order, printer, actor), owner=self, done=self._queued, failed=self._failed
        )

    # Inside

    def _show(self, printers: Sequence[Printer], media: Sequence[Media], default: str) -> None:
        """`default`: the template that is taken for such pieces; "" for none."""
        self._media, self._default = [one for one in media if one.subject == "asset"], default
        self._sizes = {one.name: (one.size, one.places) for one in media}
        self._printers = [one for one in printers if any(suits(label, one.language) for label in self._media)]
        kept = self.printer.key() or self._work.memory.read(PRINTER_KEY)
        loaded = next((one.address for one in self._printers if one.template), None)
        known = any(one.address == kept for one in self._printers)
        self.printer.set_choices(
            [(one.address, one.name) for one in self._printers] or [("", tr("No fitting printer is set up"))],
            kept if known else loaded,
        )
        self._printer_chosen()

    def _printer_chosen(self) -> None:
        printer = self._chosen()
        fitting = [one for one in self._media if printer is None or suits(one, printer.language)]
        current = self._template_for(printer)
        self.template.set_choices([(one.name, one.title) for one in fitting], current)
        self._show_parts()

    def _template_for(self, printer: Printer | None) -> str:
        """What such pieces are given, where that paper is loaded; else what is loaded, else what was used last.

        A roll that was loaded for labels of places takes those of assets that are as large.
        """
        loaded = printer.template if printer is not None else ""
        alike = [one.name for one in self._media if self._sizes[one.name] == self._sizes.get(loaded)]
        if self._default and (not loaded or self._default in alike):
            return self._default
        if loaded and loaded not in alike and alike:
            return alike[0]
        return loaded or label_template(self._work)

    def _show_parts(self) -> None:
        printer = self._chosen()
        media = next((one for one in self._media if one.name == self.template.key()), None)
        places = media.places if media is not None else 0
        self.first.setRange(1, max(1, places))
        self._first.setVisible(places > 0)
        self.encode.setVisible(printer is not None and printer.rfid)
        if printer is None or not printer.rfid:
            self.encode.setChecked(False)
        self.set_up_button.setVisible(printer is None)
        self.print_button.setEnabled(printer is not None and media is not None)
        self.preview_button.setEnabled(media is not None)

    def _chosen(self) -> Printer | None:
        return next((one for one in self._printers if one.address == self.printer.key()), None)

    def _remember(self, printer: Printer | None) -> None:
        self._work.memory.write(TEMPLATE_KEY, str(self.template.key() or ""))
        if printer is not None:
            self._work.memory.write(PRINTER_KEY, printer.address)

    def _preview(self) -> None:
        self._remember(self._chosen())
        self.preview_asked.emit(self._ids, self.order())
        self.first.setValue(1)

    def _queued(self, job: JobRow) -> None:
        self.print_button.setEnabled(True)
        self.first.setValue(1)
        self.queued.emit(job)

    def _failed(self, error: Exception) -> None:
        self._show_parts()
        self._work.errors.show(error, banner=self.notice)
