"""What a job prints, as pictures: one page at a time, drawn off the UI thread at the width there is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.paper import page_image, page_sizes
from ui.widgets import IconButton, Label, row
from ui.workplace import Workplace

_POINT = 72
_MARGIN = 24  # px: the frame of the scroll area and its bar
_LEAST = 120  # px
_MOST_DPI = 160


class PagesView(QWidget):
    """PgUp and PgDn turn the pages."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._job_id = ""
        self._pdf = b""
        self._sizes: list[tuple[float, float]] = []
        self._page = 0
        self._asked = 0
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setWidget(self._picture)
        self.view.setAccessibleName(tr("Preview"))
        self._words = Label("", "muted")
        self.before = IconButton("left", tr("Page before"), shortcut="Ctrl+PgUp", on_click=lambda: self.turn(-1))
        self.after = IconButton("right", tr("Next page"), shortcut="Ctrl+PgDown", on_click=lambda: self.turn(1))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.view, 1)
        box.addLayout(row(self.before, self.after, 4, self._words, None))
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._draw)

    def show_job(self, job_id: str) -> None:
        """Draw the first page of a job; one that is shown already stays."""
        if job_id == self._job_id:
            return
        self._job_id = job_id
        self._asked += 1
        number = self._asked
        self._sizes, self._page = [], 0
        self._picture.clear()
        self._words.setText(tr("Preview is being made…"))

        def made(found: tuple[bytes, list[tuple[float, float]]]) -> None:
            if number == self._asked:
                self._pdf, self._sizes = found
                self._draw()

        def make() -> tuple[bytes, list[tuple[float, float]]]:
            pdf = self._work.print_desk.preview(job_id)
            return pdf, page_sizes(pdf)

        self._work.tasks.run(make, owner=self, done=made, failed=self._not_made, lane="background")

    def page_count(self) -> int:
        """Pages of the job in sight; 0 before they are made."""
        return len(self._sizes)

    def turn(self, step: int) -> None:
        """Another page; nothing beyond the first and the last."""
        if 0 <= self._page + step < len(self._sizes):
            self._page += step
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def _draw(self) -> None:
        if not self._sizes:
            return
        pdf, page, ratio = self._pdf, self._page, self.devicePixelRatioF()
        wide = self._sizes[page][0]
        dpi = min(_MOST_DPI, max(_LEAST, self.view.width() - _MARGIN) * _POINT / wide) * ratio
        self._words.setText(tr("Page {n} of {all}").format(n=page + 1, all=len(self._sizes)))
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < len(self._sizes))
        self._asked += 1
        number = self._asked

        def drawn(image: QImage) -> None:
            if number == self._asked:
                picture = QPixmap.fromImage(image)
                picture.setDevicePixelRatio(ratio)
                self._picture.setPixmap(picture)
                self._picture.setAccessibleName(self._words.text())

        self._work.tasks.run(
            lambda: page_image(pdf, page, dpi), owner=self, done=drawn, failed=self._not_made, lane="background"
        )

    def _not_made(self, error: Exception) -> None:
        self._words.setText(self._work.errors.explain(error).title)
