"""What is done with cars: each deed, what it says when it is done, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.services.commands.base import Command
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard
from app.services.ports import Changes
from app.services.undo import undo_of
from ui.i18n import tr
from ui.vehicle_pool.side import SideForm
from ui.vehicle_pool.side_panel import SidePanel
from ui.vehicle_pool.standing import show_plate
from ui.workplace import Workplace


class Deeds(QObject):
    """Carries out what the forms ask for. A refusal is told in the form, and what was typed stays."""

    said = Signal(str, str, object)
    done = Signal(str)
    """Asset id of the car that something was done with."""
    issued = Signal(str)
    """The number of a new slip."""

    def __init__(self, work: Workplace, side: SidePanel) -> None:
        super().__init__(side)
        self._work, self._side = work, side
        side.out_form.accepted.connect(self._let_out)
        side.in_form.accepted.connect(self._take_back)
        side.card_form.accepted.connect(self._save_card)
        side.new_form.taken_in.connect(self._take_new)

    def _let_out(self, commands: Sequence[Command]) -> None:
        out = commands[-1]
        plate = self._side.out_form.plate()

        def finish(changes: Changes) -> None:
            self._side.out_form.clear()
            self._tell(tr("{plate} is dispatched").format(plate=plate), changes)
            if isinstance(out, DispatchOut):
                self.done.emit(out.asset_id)
            for number in changes.documents:
                self.issued.emit(number)

        self._do(self._side.out_form, commands, finish)

    def _take_back(self, command: DispatchIn) -> None:
        plate, asset_id = self._side.in_form.plate(), self._side.in_form.asset_id()

        def finish(changes: Changes) -> None:
            self._side.in_form.clear()
            self._tell(tr("{plate} is back").format(plate=plate), changes)
            self.done.emit(asset_id)

        self._do(self._side.in_form, [command], finish)

    def _save_card(self, command: SetVehicleCard) -> None:
        def finish(changes: Changes) -> None:
            self._tell(tr("Vehicle card of {plate} saved").format(plate=show_plate(command.plate.upper())), changes)
            self.done.emit(command.asset_id)

        self._do(self._side.card_form, [command], finish)

    def _take_new(self, commands: Sequence[Command]) -> None:
        card = commands[-1]

        def finish(changes: Changes) -> None:
            self._side.new_form.clear()
            if isinstance(card, SetVehicleCard):
                self._tell(tr("{plate} is in the pool").format(plate=show_plate(card.plate.upper())), changes)
                self.done.emit(card.asset_id)
            for number in changes.documents:
                self.issued.emit(number)

        self._do(self._side.new_form, commands, finish)

    def _do(self, form: SideForm, commands: Sequence[Command], finish: Callable[[Changes], None]) -> None:
        form.notice.hide()
        form.wait(True)

        def finished(changes: Changes) -> None:
            form.wait(False)
            self._work.sounds.play("done")
            self._side.show_details()
            finish(changes)

        def refused(error: Exception) -> None:
            form.wait(False)
            self._work.sounds.play("refused")
            self._work.errors.show(error, banner=form.notice)

        self._work.perform(*commands, owner=self, done=finished, failed=refused)

    def _tell(self, text: str, changes: Changes) -> None:
        """Say it, with the way back where the last of the commands has one."""
        command = undo_of(changes) if isinstance(changes.commands[-1], DispatchIn | DispatchOut) else None
        undo = None if command is None else lambda: self._undo(command)
        self.said.emit(text, "good", undo)

    def _undo(self, command: Command) -> None:
        self._work.perform(command, owner=self, done=lambda _changes: self.said.emit(tr("Undone"), "information", None))
