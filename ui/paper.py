"""A paper before one: its pages on the screen, on a printer, in a file."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtCore import QDir, QMarginsF, QObject, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from app.domain.errors import NotFound, Refused
from app.files import write_whole
from app.services.paper import issued_slip
from ui.i18n import tr
from ui.tasks import Tasks
from ui.widgets import Banner, Button, Dialog, Label, row
from ui.workplace import Workplace

PRINTER_KEY = "paper/printer"
MOST_DPI = 300
"""Enough for any bar code on a slip or a label; a page of A4 is then 26 MB while it is painted."""
_POINT = 72
_pdfium = threading.Lock()
"""PDFium may be used by one thread at a time."""


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points (1/72 inch). Raises PdfiumError where it is no PDF."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()


def page_image(pdf: bytes, number: int, dpi: float) -> QImage:
    """A page as it looks at that resolution. Raises PdfiumError where it is no PDF, IndexError for no such page."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[number]
            bitmap = page.render(scale=dpi / _POINT, rev_byteorder=True)
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


class PrintRun(QObject):
    """Prints a PDF page by page: each is rendered off the UI thread and painted at the printer's resolution."""

    finished = Signal()

    def __init__(self, tasks: Tasks, pdf: bytes, printer: QPrinter, failed: Callable[[Exception], Any]) -> None:
        super().__init__()
        self._tasks, self._pdf, self._printer, self._failed = tasks, pdf, printer, failed
        self._painter = QPainter()
        self._sizes: list[tuple[float, float]] = []

    def start(self) -> None:
        self._tasks.run(
            lambda: page_sizes(self._pdf), owner=self, done=self._begin, failed=self._stop, lane="background"
        )

    def _begin(self, sizes: list[tuple[float, float]]) -> None:
        self._sizes = sizes
        self._turn_to(0)
        if not self._painter.begin(self._printer):
            self._stop(Refused("printer.not_ready", name=self._printer.printerName()))
            return
        self._render(0)

    def _turn_to(self, number: int) -> None:
        """The paper of this page, to its edges."""
        width, height = self._sizes[number]
        layout = QPageLayout(
            QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point),
            QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
        self._printer.setFullPage(True)
        self._printer.setPageLayout(layout)

    def _render(self, number: int) -> None:
        dpi = min(MOST_DPI, self._printer.resolution())
        self._tasks.run(
            lambda: page_image(self._pdf, number, dpi),
            owner=self,
            done=lambda image: self._paint(number, image),
            failed=self._stop,
            lane="background",
        )

    def _paint(self, number: int, image: QImage) -> None:
        width, height = (round(side * self._printer.resolution() / _POINT) for side in self._sizes[number])
        self._painter.drawImage(QRect(0, 0, width, height), image)
        if number + 1 < len(self._sizes):
            self._turn_to(number + 1)
            self._printer.newPage()
            self._render(number + 1)
        else:
            self._painter.end()
            self.finished.emit()

    def _stop(self, error: BaseException) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self._failed(error if isinstance(error, Exception) else RuntimeError(str(error)))


class PaperPreview(Dialog):
    """The pages, and what to do with them: print (Ctrl+P), save (Ctrl+S), go back."""

    printed = Signal()
    saved = Signal(object)
    """The path."""

    def __init__(self, work: Workplace, title: str, pdf: bytes, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, accept_text=tr("&Print…"), width=720)
        self._work, self._pdf, self._file_name = work, pdf, file_name
        self._run: PrintRun | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.notice = Banner("good", "")
        self.notice.hide()
        self._pages = QVBoxLayout()
        self._pages.setSpacing(12)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setLayout(self._pages)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setMinimumHeight(260)
        self.view.setAccessibleName(tr("Pages"))
        self.view.setWidget(inside)
        self.copies = QSpinBox()
        self.copies.setRange(1, 20)
        self.copies.setFixedWidth(64)
        self.copies.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label = Label(tr("&Copies"))
        label.setTextFormat(Qt.TextFormat.AutoText)
        label.setBuddy(self.copies)
        self.copies.setAccessibleName(tr("Copies"))
        self._count = Label("", "muted")
        self.save_button = Button(tr("&Save as…"), icon_name="export", shortcut="Ctrl+S", on_click=self.choose_file)
        self.accept_button.set_shortcut("Ctrl+P")
        self.body.addWidget(self.notice)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(row(label, self.copies, 12, self._count, None, self.save_button))
        room = self.screen().availableSize()
        self.resize(760, min(860, room.height() - 60))
        work.tasks.run(
            lambda: [page_image(pdf, n, self._dpi()) for n in range(len(page_sizes(pdf)))],
            owner=self,
            done=self._show_pages,
            failed=lambda error: work.errors.show(error, banner=self.notice),
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

    def try_accept(self) -> None:
        """Print: ask for the printer; the preview stays for another copy."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        kept = self._work.memory.read(PRINTER_KEY)
        if kept in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(kept)
        printer.setDocName(self._file_name)
        printer.setCopyCount(self.copies.value())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # QPrintDialog's own needs a slot by name

    def print_on(self, printer: QPrinter) -> None:
        """Print all pages there and remember the printer."""
        if printer.printerName():
            self._work.memory.write(PRINTER_KEY, printer.printerName())
        self.accept_button.setEnabled(False)
        run = PrintRun(self._work.tasks, self._pdf, printer, self._not_printed)
        run.setParent(self)
        run.finished.connect(self._on_paper)
        self._run = run
        run.start()

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
            failed=lambda error: self._work.errors.show(error, banner=self.notice),
            lane="background",
        )

    def _saved(self, path: Path) -> None:
        self.notice.tell("good", tr("Saved as {name}").format(name=path.name), str(path.parent))
        self.saved.emit(path)

    def _on_paper(self) -> None:
        self.accept_button.setEnabled(True)
        self.notice.tell("good", tr("Sent to the printer"))
        self.printed.emit()

    def _not_printed(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        self._work.errors.show(error, banner=self.notice)


def show_slip(
    work: Workplace, number: str, parent: QWidget, shown: Callable[[PaperPreview], Any] | None = None
) -> None:
    """Make the PDF of an issued slip, keep it in the folder of papers and open its preview."""

    def make() -> tuple[str, bytes]:
        document = work.queries.document(number)
        if document is None:
            raise NotFound("document.unknown", number=number)
        pdf = work.typesetter.slip_pdf(issued_slip(document.content), work.proofs(number))
        write_whole(work.papers / f"{number}.pdf", pdf)
        return number, pdf

    def show(made: tuple[str, bytes]) -> None:
        preview = PaperPreview(work, tr("Slip {number}").format(number=number), made[1], f"{number}.pdf", parent)
        preview.open()
        if shown is not None:
            shown(preview)

    work.tasks.run(make, owner=parent, done=show, failed=work.errors.show)
