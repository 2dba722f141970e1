"""The one place that tells a person of a refusal or a fault: what happened, what it means, what to do."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from app import faults, words
from app.domain.errors import DomainError
from app.words import Words
from ui.i18n import language, tr
from ui.widgets.basics import Button
from ui.widgets.dialog import Dialog
from ui.widgets.feedback import Banner

log = logging.getLogger(__name__)

WriteReport = Callable[[BaseException], Path | None]
"""Write a crash report and tell where; None where even that failed."""


class ErrorDesk(QObject):
    """Takes any exception. A refusal is explained by its code; anything else is calm words and a report file."""

    told = Signal(str)
    """The title of every error told, for the log and for tests."""

    def __init__(self, write_report: WriteReport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write_report = write_report
        self.names: dict[str, str] = {}  # names of sites, by code
        self._open: Dialog | None = None

    def explain(self, error: BaseException) -> Words:
        """The words for an error; writes a crash report where it was not foreseen."""
        return self._words(error)[0]

    def show(self, error: BaseException, parent: QWidget | None = None, banner: Banner | None = None) -> None:
        """Tell it: in the page's banner where one is given, else in a dialog (one at a time)."""
        found, report = self._words(error)
        meaning = "attention" if isinstance(error, DomainError) else "problem"
        self.told.emit(found.title)
        if banner is not None:
            banner.tell(meaning, found.title, found.meaning, found.remedy)
            return
        if self._open is not None:
            log.warning("another error is on screen; not shown: %s", found.title)
            return
        dialog = Dialog(found.title, parent or QApplication.activeWindow(), width=520)
        notice = Banner(meaning, found.meaning, found.remedy, closable=False)
        dialog.body.addWidget(notice)
        if report is not None:
            where = QUrl.fromLocalFile(str(report.parent))
            show = Button(
                tr("Show the &report"),
                icon_name="folder",
                on_click=lambda: QDesktopServices.openUrl(where),
            )
            dialog.body.addWidget(show)
        dialog.finished.connect(self._closed)
        self._open = dialog
        dialog.open()

    def _words(self, error: BaseException) -> tuple[Words, Path | None]:
        known = faults.translate(error)
        if known is not None:
            if known is not error:
                log.warning("told as %s", known.code, exc_info=error)
            return words.explain(known, language(), self.names), None
        log.error("not foreseen", exc_info=error)
        report = self._write_report(error)
        remedy = tr("Please try again. If it happens again, restart the program and tell your administrator.")
        if report is not None:
            remedy += "\n" + tr("A report was written: {path}").format(path=report)
        return (
            Words(
                title=tr("That did not work"),
                meaning=tr("Something happened that the program did not foresee. What was saved before is safe."),
                remedy=remedy,
            ),
            report,
        )

    def _closed(self, _result: int) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None
