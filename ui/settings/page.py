"""The window of the settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.ports import Changes
from ui.i18n import tr
from ui.settings.administration import Administration
from ui.settings.forms import FormsSection
from ui.settings.look import LookSection
from ui.settings.own_password import OwnPasswordSection
from ui.settings.reader import ReaderSection
from ui.settings.reference import ReferenceSection
from ui.settings.scanner import ScannerSection
from ui.settings.section import Section
from ui.settings.server import ServerSection
from ui.settings.site import SiteSection
from ui.settings.staff import StaffSection
from ui.settings.warehouses import WarehousesSection
from ui.shell import Action
from ui.theme import icon
from ui.widgets import FormArea, Page, PageHeader
from ui.workplace import Workplace

_KINDS = {"site": "site", "warehouse": "warehouses", "staff": "staff"}  # kind of entity → key of its section


class SettingsPage(Page):
    """Sections at the left, the chosen one at the right."""

    said = Signal(str, str, object)

    def __init__(self, work: Workplace, *, administration: Administration) -> None:
        super().__init__()
        self._work = work
        self.site = SiteSection(work)
        self.warehouses = WarehousesSection(work)
        self.staff = StaffSection(work, administration)
        self.password = OwnPasswordSection(work, administration)
        self.server = ServerSection(work, administration)
        self.look = LookSection(work, administration)
        self.scanner = ScannerSection(work, administration)
        self.reader = ReaderSection(work)
        self.reference = ReferenceSection(work, administration)
        self.forms = FormsSection(work, administration)
        self.sections: tuple[Section, ...] = (
            self.look,
            self.password,
            self.scanner,
            self.reader,
            self.server,
            self.site,
            self.warehouses,
            self.staff,
            self.reference,
            self.forms,
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Sections of the settings"))
        self.list.setFixedWidth(200)
        self.list.setIconSize(QSize(20, 20))
        self._stack = QStackedWidget()
        for section in self.sections:
            item = QListWidgetItem(icon(section.icon_name), section.name)
            item.setSizeHint(QSize(0, 40))
            self.list.addItem(item)
            self._stack.addWidget(_with_notice(section))
            section.said.connect(self.said)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(self.list)
        line.addWidget(self._stack, 1)
        self.body.addWidget(PageHeader(tr("Settings"), tr("Of this counter and of this computer")))
        self.body.addLayout(line, 1)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.step_back)
        self.list.currentRowChanged.connect(self._show)
        work.changes.changed.connect(self._hear)
        self.list.setCurrentRow(0)

    # The shell asks

    def shown(self) -> None:
        self.scanner.box.watch(True)
        for section in self.sections:
            section.show_rights()
        self.current().load()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.scanner.box.watch(False)

    def take_scan(self, text: str) -> None:
        """A scan means nothing here but to the reader's section; the scanner's saw its keys itself."""
        if self.current() is self.reader:
            self.reader.take_scan(text)

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        title = tr("Settings: {section}")
        return [
            Action(
                f"settings/{section.key}",
                title.format(section=section.name),
                partial(self.show_section, section.key),
                icon_name=section.icon_name,
            )
            for section in self.sections
        ]

    def keys(self) -> list[tuple[str, str]]:
        return [("Up, Down", tr("Another section, in the list")), ("Esc", tr("Close the notice, back to the list"))]

    # Sections

    def current(self) -> Section:
        return self.sections[self.list.currentRow()]

    def show_section(self, key: str) -> None:
        """Bring a section to the front; KeyError where there is none of that key."""
        numbers = {section.key: number for number, section in enumerate(self.sections)}
        self.list.setCurrentRow(numbers[key])

    def step_back(self) -> None:
        if not self.current().step_back():
            self.list.setFocus()

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.sections[number].load()

    def _hear(self, changes: Changes, origin: object) -> None:
        """Somebody else's change of what is in sight; its own are shown already."""
        if not self.isVisible() or origin is self.current():
            return
        if self.current() is self.server or any(
            changes.of(kind) and key == self.current().key for kind, key in _KINDS.items()
        ):
            self.current().load()


def _with_notice(section: Section) -> QWidget:
    """A refusal is told where it is seen, however far down the button is that was pressed."""
    whole = QWidget()
    box = QVBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(12)
    box.addWidget(section.notice)
    box.addWidget(FormArea(section), 1)
    return whole
