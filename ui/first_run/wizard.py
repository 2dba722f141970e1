"""The wizard of the first start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget

from ui.errors import ErrorDesk
from ui.first_run.setup import SetUp
from ui.first_run.steps import AdministratorStep, ServerStep, SiteStep, Step, SummaryStep, WarehousesStep
from ui.first_run.trust import TrustFiles
from ui.i18n import tr
from ui.tasks import Tasks
from ui.theme import icon, pixmap
from ui.widgets import Banner, Button, Card, FormArea, Label, Page, column, row


class FirstRunWizard(Page):
    """Site, warehouses, administrator, city server, summary. Enter goes on, Esc one step back; entries stay."""

    finished_setup = Signal(object)
    """The SetUp that was carried out."""
    cancelled = Signal()
    """Closed before that."""

    def __init__(self, set_up: Callable[[SetUp], None], tasks: Tasks, errors: ErrorDesk) -> None:
        """`set_up` runs on the database lane and may take as long as a server does to answer."""
        super().__init__()
        self._set_up, self._tasks, self._errors = set_up, tasks, errors
        self._done = self._busy = False
        self.setWindowTitle(tr("Set up this counter"))
        self.setWindowIcon(icon("inventory", "accent"))
        self.resize(768, 480)
        self.site, self.warehouses, self.administrator = SiteStep(), WarehousesStep(), AdministratorStep()
        self.server, self.summary = ServerStep(), SummaryStep()
        self.steps: tuple[Step, ...] = (self.site, self.warehouses, self.administrator, self.server, self.summary)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(FormArea(step))
        self.notice = Banner("attention", "", closable=False)
        self.back = Button(tr("&Back"), on_click=self.go_back)
        self.next = Button(tr("&Next"), "primary", on_click=self.go_on)
        self._list = _StepList([step.name for step in self.steps])
        side = Card(margin=16)
        side.setFixedWidth(184)
        side.body.addLayout(self._list)
        side.body.addStretch(1)
        self.body.setContentsMargins(16, 16, 24, 16)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(side)
        line.addWidget(self._stack, 1)
        self.body.addLayout(line, 1)
        self.body.addWidget(self.notice)
        self.body.addLayout(row(None, self.back, self.next))
        self.notice.hide()
        self._show(0)

    @property
    def at(self) -> int:
        """Number of the step in sight."""
        return self._stack.currentIndex()

    def wanted(self) -> SetUp:
        """What has been said so far."""
        connects = self.server.connects()
        return SetUp(
            site_id=self.site.code.text().strip(),
            site_name=self.site.site_name.text().strip(),
            station=self.site.station_number(),
            warehouses=self.warehouses.chosen(),
            administrator=self.administrator.administrator.text().strip(),
            password=self.administrator.password.text(),
            server=self.server.address() if connects else "",
            code=self.server.code.text().strip() if connects else "",
            trust=self.server.trust.files() if connects else TrustFiles(),
        )

    def go_on(self) -> None:
        """To the next step, or, at the summary, set up; stays where an entry is not right."""
        if self._busy or not self.steps[self.at].check():
            return
        if self.at + 1 < len(self.steps):
            self._show(self.at + 1)
            return
        wanted = self.wanted()
        self._wait(True)
        self._tasks.run(
            lambda: self._set_up(wanted), owner=self, done=lambda _none: self._finish(wanted), failed=self._failed
        )

    def go_back(self) -> None:
        if self.at and not self._busy:
            self._show(self.at - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._done:
            self._done = True
            self.cancelled.emit()

    def _show(self, number: int) -> None:
        if self.steps[number] is self.summary:
            self.summary.show_set_up(self.wanted())
        self._stack.setCurrentIndex(number)
        self._list.show_current(number)
        self.notice.hide()
        self.back.setEnabled(number > 0)
        self.next.set_text(tr("&Set up") if number + 1 == len(self.steps) else tr("&Next"))
        self._focus()

    def _focus(self) -> None:
        (self.steps[self.at].first_editor() or self.next).setFocus()

    def _wait(self, waiting: bool) -> None:
        self._busy = waiting
        self.back.setEnabled(not waiting)
        self.next.setEnabled(not waiting)
        self.next.set_text(tr("Setting up…") if waiting else tr("&Set up"))

    def _finish(self, wanted: SetUp) -> None:
        self._done = True
        self.finished_setup.emit(wanted)

    def _failed(self, error: Exception) -> None:
        self._wait(False)
        self._errors.show(error, banner=self.notice)
        self.next.setFocus()


class _StepList(QHBoxLayout):
    """The steps, with what is done and where one stands."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._signs = [QLabel() for _name in names]
        self._names = [Label(name) for name in names]
        for sign in self._signs:
            sign.setFixedSize(20, 24)
        self.setSpacing(12)
        self.addLayout(column(*self._signs, spacing=16))
        self.addLayout(column(*self._names, spacing=16))
        for name in self._names:
            name.setFixedHeight(24)
        self.addStretch(1)

    def show_current(self, current: int) -> None:
        for number, (sign, name) in enumerate(zip(self._signs, self._names, strict=True)):
            done = number < current
            here = number == current
            if done or here:
                sign.setPixmap(pixmap("done", "good", 20) if done else pixmap("right", "accent", 20))
            else:
                sign.clear()
            name.set_tone("strong" if here else "plain" if done else "muted")
