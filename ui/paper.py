"""A paper before one: its pages on the screen, into the queue of a printer, in a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtCore import QDir, QMarginsF, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from app.domain.errors import DomainError, Refused
from app.files import write_whole
from app.services.ports import Cancelled
from app.services.printing.desk import PrintDesk
from app.services.printing.devices import Language, PartlySent, Printer
from app.services.printing.jobs import JobRow, JobState
from printing.pdfium import draw_page, pdfium_in_use
from ui.i18n import tr
from ui.widgets import Banner, Button, ChoiceBox, Dialog, Field, Label, TextField, plain, row
from ui.workplace import Workplace

PRINTER_KEY = "paper/printer"
MOST_DPI = 300
"""Enough for any bar code on a slip or a label; a page of A4 is then 26 MB while it is painted."""
_POINT = 72

Order = Callable[[Printer, int, str], str]
"""Put it into the queue: (printer, copies, why it is printed again) → the job's id. Slow, and raises DomainError."""


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points (1/72 inch). Raises PdfiumError where it is no PDF."""
    with pdfium_in_use:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()


def page_image(pdf: bytes, number: int, dpi: float) -> QImage:
    """A page as it looks at that resolution. Raises PdfiumError where it is no PDF, IndexError for no such page."""
    with pdfium_in_use:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[number]
            bitmap = draw_page(page, dpi, rev_byteorder=True)
            image = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888
            ).copy()
            bitmap.close()
            page.close()
        finally:
            document.close()
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


def print_pages(pdf: bytes, name: str, title: str, cancelled: Cancelled) -> None:
    """Paint a PDF on a printer of the system (`PaperPort`); off the UI thread. Raises Refused("printer.not_ready")."""
    if name not in QPrinterInfo.availablePrinterNames():
        raise Refused("printer.not_ready", name=name)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setDocName(title)
    paint_pages(pdf, printer, cancelled)


def paint_pages(pdf: bytes, printer: QPrinter, cancelled: Cancelled) -> None:
    """Each page at the printer's resolution and to the edges of its own paper, never fitted.

    Raises Refused("printer.not_ready") and, cancelled, Refused("print.stopped") where no page went out, PartlySent
    where some did: the system drops the document, but may have printed what it had.
    """
    dpi = min(MOST_DPI, printer.resolution())
    painter = QPainter()
    try:
        for number, (width, height) in enumerate(page_sizes(pdf)):
            if cancelled():
                printer.abort()
                raise _broken_off(number, Refused("print.stopped"))
            _turn_to(printer, width, height)
            began = painter.isActive() or painter.begin(printer)
            if not began or (number > 0 and not printer.newPage()):
                raise _broken_off(number, Refused("printer.not_ready", name=printer.printerName()))
            picture = page_image(pdf, number, dpi)
            sides = (round(side * printer.resolution() / dpi) for side in (picture.width(), picture.height()))
            painter.drawImage(QRect(0, 0, *sides), picture)
    finally:
        if painter.isActive():
            painter.end()


def _broken_off(pages: int, refusal: Refused) -> Exception:
    return PartlySent(pages, refusal) if pages else refusal


def _turn_to(printer: QPrinter, width: float, height: float) -> None:
    """The paper of a page, to its edges; sides in points."""
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point),
            QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )


def printers_here(desk: PrintDesk) -> list[Printer]:
    """Those that are set up, then the office printers that the system knows; those have no id until they are used.

    Slow: the system is asked.
    """
    known = desk.printers()
    taken = {one.address for one in known}
    found = [one for one in desk.found() if one not in taken]
    return [*known, *(Printer("", address.partition(":")[2], address, Language.PDF) for address in found)]


def set_up(desk: PrintDesk, printer: Printer) -> Printer:
    """The printer as it is set up at this PC; one that is not yet is so now."""
    if printer.id:
        return printer
    known = next((one for one in desk.printers() if one.address == printer.address), None)
    return known or desk.save_printer(printer)


def of_pages(printer: Printer) -> bool:
    """Whether it takes pages of paper: slips, forms, sheets of labels."""
    return printer.language is Language.PDF


class PaperPreview(Dialog):
    """The pages, and what to do with them: print (Ctrl+P), save (Ctrl+S), go back."""

    prints = True
    printed = Signal()
    """Its job has left for the printer."""
    saved = Signal(object)
    """The path."""

    def __init__(
        self,
        work: Workplace,
        title: str,
        pdf: bytes,
        file_name: str,
        order: Order,
        parent: QWidget | None = None,
        *,
        suits: Callable[[Printer], bool] = of_pages,
    ) -> None:
        """`order` puts it into the queue of a printer that `suits`."""
        super().__init__(title, parent, accept_text=tr("&Print"), width=720)
        self._work, self._pdf, self._file_name = work, pdf, file_name
        self._order, self._suits = order, suits
        self._printers: list[Printer] = []
        self._job_id = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.centre_button = Button(tr("Print &centre"), icon_name="print", on_click=self._show_centre)
        self.notice = Banner("good", "", "", "", self.centre_button)
        self.notice.hide()
        self._pages = QVBoxLayout()
        self._pages.setSpacing(12)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setLayout(self._pages)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setMinimumHeight(200)
        self.view.setAccessibleName(tr("Pages"))
        self.view.setWidget(inside)
        self.reason = TextField(hint=tr("e.g. the first one got wet"), limit=100)
        self._reason = Field(
            tr("Reaso&n for printing again"), self.reason, hint=tr("It is printed on the paper."), required=True
        )
        self._reason.hide()
        self.printer = ChoiceBox()
        self.printer.setMinimumWidth(200)
        self.copies = QSpinBox()
        self.copies.setRange(1, 20)
        self.copies.setFixedWidth(64)
        self.copies.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = Label("", "muted")
        self.save_button = Button(tr("&Save as…"), icon_name="export", shortcut="Ctrl+S", on_click=self.choose_file)
        self.accept_button.set_shortcut("Ctrl+P")
        self.accept_button.setEnabled(False)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._reason)
        self.body.addLayout(
            row(
                _named(tr("On p&rinter"), self.printer),
                self.printer,
                12,
                _named(tr("C&opies"), self.copies),
                self.copies,
                12,
                self._count,
                None,
                self.save_button,
            )
        )
        room = self.screen().availableSize()
        self.resize(760, min(860, room.height() - 60))
        work.printing.ended.connect(self._ended)
        work.printing.refused.connect(self._refused)
        work.tasks.run(
            lambda: [page_image(pdf, n, self._dpi()) for n in range(len(page_sizes(pdf)))],
            owner=self,
            done=self._show_pages,
            failed=self._tell,
            lane="background",
        )
        work.tasks.run(
            lambda: printers_here(work.print_desk),
            owner=self,
            done=self._show_printers,
            failed=self._tell,
            lane="background",
        )

    def _dpi(self) -> float:
        return 80 * self.devicePixelRatioF()

    def _show_pages(self, images: list[QImage]) -> None:
        for number, image in enumerate(images, start=1):
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            page = QLabel()
            page.setPixmap(picture)
            page.setAccessibleName(tr("Page {n} of {all}").format(n=number, all=len(images)))
            self._pages.addWidget(page)
        self._count.setText(tr("{n} pages").format(n=len(images)))

    def page_count(self) -> int:
        """How many pages are on the screen by now."""
        return self._pages.count()

    def _show_printers(self, printers: Sequence[Printer]) -> None:
        self._printers = [one for one in printers if self._suits(one)]
        self.printer.set_choices(
            [(one.address, one.name) for one in self._printers] or [("", tr("No fitting printer is set up"))],
            self._work.memory.read(PRINTER_KEY),
        )
        self.printer.setEnabled(bool(self._printers))
        self.accept_button.setEnabled(bool(self._printers))
        if not self._printers:
            self._say(
                "attention",
                tr("No fitting printer is set up"),
                tr("This PC knows no printer for it. It can be saved as a file."),
                tr("Set one up in the print centre."),
                centre=True,
            )

    def try_accept(self) -> None:
        """Print: into the queue of the printer that is chosen; the preview stays until it has left."""
        printer = next((one for one in self._printers if one.address == self.printer.key()), None)
        if printer is None:
            return
        copies, reason, desk = self.copies.value(), self.reason.text().strip(), self._work.print_desk
        if not self._reason.isHidden() and not reason:
            self._reason.set_error(tr("Write in a few words why."))
            self.reason.setFocus()
            return
        self._work.memory.write(PRINTER_KEY, printer.address)
        self.accept_button.setEnabled(False)

        def add() -> str:
            return self._order(set_up(desk, printer), copies, reason)

        self._work.printing.print(add, owner=self, done=self._queued, failed=self._not_queued)

    def choose_file(self) -> None:
        """Ask where to keep it as a PDF."""
        dialog = QFileDialog(self, tr("Save as"), str(Path(QDir.homePath()) / self._file_name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._file_name)
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, path: Path) -> None:
        self._work.tasks.run(
            lambda: write_whole(path, self._pdf),
            owner=self,
            done=lambda _none: self._saved(path),
            failed=self._tell,
            lane="background",
        )

    def _saved(self, path: Path) -> None:
        self._say("good", tr("Saved as {name}").format(name=path.name), str(path.parent))
        self.saved.emit(path)

    # Its job

    def _queued(self, job: JobRow) -> None:
        self._job_id = job.id
        self._reason.hide()
        self._say("information", tr("On its way to {printer}…").format(printer=job.printer_name))

    def _not_queued(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        self._tell(error)
        if isinstance(error, DomainError) and error.code == "print.reason_needed":
            self.centre_button.hide()
            self._reason.show()
            self.reason.setFocus()

    def _ended(self, job: JobRow) -> None:
        if job.id != self._job_id:
            return
        self.accept_button.setEnabled(True)
        self.reason.clear()
        if job.fault is not None:
            self._tell(job.fault)
        elif job.state in (JobState.SENT, JobState.VERIFIED):
            self._say("good", tr("Sent to {printer}").format(printer=job.printer_name))
            self.printed.emit()
        else:
            words = tr("It was stopped. The print centre shows what came out.")
            self._say("attention", tr("Not all of it was printed"), words, centre=True)

    def _refused(self, job: JobRow, error: Exception) -> None:
        if job.id == self._job_id:
            self.accept_button.setEnabled(True)
            self._tell(error)

    def _show_centre(self) -> None:
        self.reject()
        self._work.printing.centre_asked.emit(self._job_id)

    def _tell(self, error: Exception) -> None:
        self.centre_button.show()
        self._work.errors.show(error, banner=self.notice)

    def _say(self, meaning: str, title: str, text: str = "", remedy: str = "", *, centre: bool = False) -> None:
        self.centre_button.setVisible(centre)
        self.notice.tell(meaning, title, text, remedy)


def _named(words: str, editor: QWidget) -> Label:
    label = Label(words)
    label.setTextFormat(Qt.TextFormat.AutoText)
    label.setBuddy(editor)
    editor.setAccessibleName(plain(words))
    return label


def show_slip(
    work: Workplace, number: str, parent: QWidget, shown: Callable[[PaperPreview], Any] | None = None
) -> None:
    """Open the preview of an issued slip's paper, as it is kept or, the first time, as it is made now."""
    desk, actor = work.print_desk, work.actor()

    def order(printer: Printer, copies: int, reason: str) -> str:
        return desk.add_slip(number, printer_id=printer.id, actor=actor, copies=copies, reason=reason)

    def show(pdf: bytes) -> None:
        preview = PaperPreview(work, tr("Slip {number}").format(number=number), pdf, f"{number}.pdf", order, parent)
        preview.open()
        if shown is not None:
            shown(preview)

    work.tasks.run(lambda: work.slip_papers.paper(number), owner=parent, done=show, failed=work.errors.show)
