"""What hand-out and take-back have in common: a scan log, a place to choose, a notice, a foot."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import DomainError
from app.services.commands.base import Command
from app.services.ports import Changes
from app.services.queries import AssetRow, CaseRow, ScanHit
from app.services.undo import undo_of
from ui.i18n import tr
from ui.loan_desk.basket import Basket, Piece, Standing
from ui.loan_desk.chooser import Chooser
from ui.loan_desk.rows import Mend, case_row, dropped_row
from ui.loan_desk.tally import Tally
from ui.widgets import Banner, Choice, EmptyState, ScanLog, ScanRow
from ui.workplace import Workplace


class Desk(QWidget):
    """Top (a form), notice, chooser, scan log, foot. Subclasses say what a scan means."""

    said = Signal(str, str, object)
    issued = Signal(str)
    """The number of a slip that is to be shown."""
    asset_met = Signal(object)
    """The AssetRow that was just scanned or marked."""
    elsewhere = Signal(str, str)
    """A mode of the page, or another page of the shell, and a text to scan or find there."""

    def __init__(self, work: Workplace, name: str) -> None:
        super().__init__()
        self.work = work
        self.basket = Basket()
        self.notice = Banner("attention", "")
        self.chooser = Chooser()
        self.scans = ScanLog(name=name)
        self.tally = Tally()
        self._stack = QStackedWidget()
        self.cases: dict[str, CaseRow] = {}  # of the assets scanned last
        self._choices: dict[str, Callable[[], object]] = {}
        self.notice.hide()
        self.scans.remedy_chosen.connect(self.mend)
        self.scans.selectionModel().currentChanged.connect(lambda _now, _before: self._row_changed())
        self.chooser.chosen.connect(self._answered)
        drop = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.scans)
        drop.setContext(Qt.ShortcutContext.WidgetShortcut)
        drop.activated.connect(self.drop_current)

    def arrange(self, top: QWidget, empty: EmptyState, tally: Tally) -> None:
        """Put it together, from top to foot; `empty` shows while nothing is scanned."""
        self.tally = tally
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.scans)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (top, self.notice, self.chooser, self._stack, tally):
            box.addWidget(part, 1 if part is self._stack else 0)

    def today(self) -> date:
        return self.work.bus.clock.today()

    # What subclasses do

    def take_scan(self, text: str) -> None:
        raise NotImplementedError

    def mend(self, number: int, row: ScanRow) -> None:
        """The mending key of a refused or unknown row."""
        raise NotImplementedError

    def changed(self) -> None:
        """What lies on the desk has changed."""
        raise NotImplementedError

    # The log

    def put(self, asset: AssetRow, standing: Standing, row: ScanRow, refusal: DomainError | None = None) -> Piece:
        """A new row on top for the piece; an older open one of the same piece is settled."""
        known = self.basket.get(asset.id)
        if known is not None and known.standing is Standing.REFUSED:
            self.show_row(known.row, dropped_row(asset))
        piece = Piece(asset, self.add_row(row), standing, refusal)
        self.basket.put(piece)
        return piece

    def add_row(self, row: ScanRow) -> int:
        self._stack.setCurrentWidget(self.scans)
        return self.scans.add(row)

    def show_row(self, number: int, row: ScanRow) -> None:
        """Beyond 500 rows the oldest have left the log."""
        with contextlib.suppress(KeyError):
            self.scans.log().update_row(number, row)

    def add_case(self, asset: AssetRow) -> None:
        """Say above the piece's row that there is something to decide about it."""
        case = self.cases.get(asset.id)
        if case is not None:
            self.add_row(case_row(asset, case))

    def see_elsewhere(self, number: int, row: ScanRow) -> bool:
        """The mending key of what another window settles: a case, a car on the road. False where it is another row."""
        page = {"case": "conflicts", "car": "vehicle_pool"}.get(row.about.kind) if isinstance(row.about, Mend) else None
        if page is None or not isinstance(row.about, Mend):
            return False
        piece = self.basket.at_row(number)
        if piece is not None and piece.standing is Standing.REFUSED:
            piece.standing, piece.refusal = Standing.DROPPED, None
        self.scans.settle(number)
        self.changed()
        self.elsewhere.emit(page, str(row.about.about))
        return True

    def add_unknown(self, hit: ScanHit, text: str, remedy: str = "", key: str = "", about: object = None) -> None:
        self.add_row(ScanRow("unknown", hit.text, text, remedy=remedy, remedy_key=key, about=about))
        self.work.sounds.play("unknown")

    def current_piece(self) -> Piece | None:
        """The piece whose row is marked, else the one scanned last."""
        index = self.scans.currentIndex()
        if index.isValid():
            piece = self.basket.at_row(self.scans.log().number_at(index.row()))
            if piece is not None:
                return piece
        taken = self.basket.of(Standing.TAKEN)
        return taken[-1] if taken else None

    def drop_current(self) -> None:
        """Delete: take the marked piece off the list again."""
        index = self.scans.currentIndex()
        if not index.isValid():
            return
        number = self.scans.log().number_at(index.row())
        piece = self.basket.at_row(number)
        if piece is None:
            self.scans.settle(number)
        elif piece.standing in (Standing.TAKEN, Standing.REFUSED):
            piece.standing, piece.refusal = Standing.DROPPED, None
            self.show_row(number, dropped_row(piece.asset))
            self.changed()

    def clear(self) -> None:
        """Nothing lies on the desk any more."""
        self.basket.clear()
        log = self.scans.log()
        for number, _row in log.open_rows():
            log.settle(number)
        log.clear_settled()
        self.notice.hide()
        self.chooser.close_it()
        self.tally.show_offer("")
        self._stack.setCurrentIndex(0)
        self.changed()

    # Choosing

    def choose(self, title: str, choices: Sequence[tuple[Choice, Callable[[], object]]], *, many: bool) -> None:
        """Let the clerk choose; the callables of what was chosen run."""
        self._choices = {str(choice.key): run for choice, run in choices}
        self.chooser.offer(title, [choice for choice, _run in choices], many=many)

    def step_back(self) -> bool:
        """Esc; whether there was something to go back from."""
        if self.chooser.isVisible():
            self.chooser.close_it()
            return True
        if self.notice.isVisible():
            self.notice.hide()
            return True
        return False

    def _answered(self, keys: list[object]) -> None:
        for key in keys:
            self._choices[str(key)]()

    def _row_changed(self) -> None:
        piece = self.current_piece()
        if piece is not None:
            self.asset_met.emit(piece.asset)

    # Doing

    def perform(self, *commands: Command, done: Callable[[Changes], None]) -> None:
        """Carry out; a refusal is told in the notice and what lies on the desk stays."""
        self.notice.hide()
        self.work.perform(
            *commands,
            owner=self,
            done=done,
            failed=lambda error: self.work.errors.show(error, banner=self.notice),
        )

    def tell(self, text: str, changes: Changes) -> None:
        """Say what was done, with the way back where there is one."""
        self.said.emit(text, "good", undo_offer(self.work, self, changes, self.said.emit))


def undo_offer(
    work: Workplace, owner: QWidget, changes: Changes, say: Callable[[str, str, object], object]
) -> Callable[[], object] | None:
    """What the activity bar's undo does; None where there is no simple way back."""
    command = undo_of(changes)
    if command is None:
        return None

    def undone(_changes: Changes) -> None:
        say(tr("Undone"), "information", None)

    return lambda: work.perform(command, owner=owner, done=undone)
