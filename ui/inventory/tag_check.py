"""The tray beside an intake: has each piece its tag, and is none of what is to be taken in part of the pool already?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.numbering import is_tag_number
from app.services.ports import Changes
from app.services.queries import AssetRow
from ui.i18n import tr
from ui.rfid.tray_panel import TrayPanel
from ui.rfid.tray_watch import TrayUse
from ui.widgets import write
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.inventory.intake import IntakeView


class TagCheck(QObject):
    """Expects the pieces of the last intake. A tag that no piece bears is taken as a scan: as a serial number."""

    def __init__(self, work: Workplace, view: "IntakeView") -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self._ids: list[str] = []
        self._pieces: list[AssetRow] = []
        self._checked: set[str] = set()
        use = TrayUse(
            lambda: self._pieces,
            lambda: False,
            self._checked.__contains__,
            self.take,
            tr("Check {n} off"),
            tr("{n} are not of this intake. Enter on a maker's tag takes it as a serial number."),
        )
        self.tray = TrayPanel(work, use, view)
        self.tray.taken.connect(self._check_off)
        work.changes.changed.connect(self._hear)

    def expect(self, ids: Sequence[str]) -> None:
        """These pieces were taken in."""
        self._ids = list(ids)
        self._checked.clear()
        self._read()

    def take(self, text: str) -> None:
        """What a tag of the tray means here: a piece of the intake, one that is in the pool already, or a serial."""
        if any(one.tag_number == text for one in self._pieces):
            return
        if is_tag_number(text):
            self._work.sounds.play("unknown")
            words = tr("{tag} is in the pool already, and no part of this intake").format(tag=write(text, "code"))
            self._view.said.emit(words, "attention", None)
            return
        self._view.take_scan(text)

    def _check_off(self, ids: Sequence[str]) -> None:
        self._checked.update(ids)
        words = tr("{n} of {all} pieces of the intake have their tag")
        self._view.said.emit(words.format(n=len(self._checked), all=len(self._pieces)), "good", None)
        self.tray.refresh()

    def _read(self) -> None:
        ids = list(self._ids)

        def show(rows: Sequence[AssetRow]) -> None:
            self._pieces = list(rows)
            self.tray.expect_anew()

        self._work.tasks.run(
            lambda: self._work.queries.assets(ids), owner=self, done=show, failed=self._work.errors.show
        )

    def _hear(self, changes: Changes, _origin: object) -> None:
        if not changes.of("asset").isdisjoint(self._ids):
            self._read()
