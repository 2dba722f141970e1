"""What the sheet of command codes does at the loan desk: what the keys do, by the same methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.asset import Condition
from app.services.desk_commands import CODES, KEYS, DeskCommand
from app.services.paper import CommandLabel
from app.services.printing.devices import Printer
from app.words import word
from ui.i18n import language, tr
from ui.paper import PaperPreview
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.loan_desk.page import LoanDeskPage

_SHEET = "commands-a4"
_CONDITIONS = {
    DeskCommand.GOOD: Condition.GOOD,
    DeskCommand.DAMAGED: Condition.DAMAGED,
    DeskCommand.INCOMPLETE: Condition.INCOMPLETE,
}


def commands_of(page: LoanDeskPage) -> dict[DeskCommand, Callable[[], object]]:
    """What each command would do now; those that mean nothing in this mode are left out."""
    found: dict[DeskCommand, Callable[[], object]] = {
        DeskCommand.CANCEL: page.step_back,
        DeskCommand.HAND_OUT: partial(page.show_mode, "hand_out"),
        DeskCommand.TAKE_BACK: partial(page.show_mode, "take_back"),
    }
    if page.last_slip:
        found[DeskCommand.PRINT_SLIP] = page.show_last_slip
    if page.mode() == "hand_out":
        found[DeskCommand.CONFIRM] = page.hand_out.hand_out
        found[DeskCommand.SUBMIT_REQUEST] = page.hand_out.submit_request
        found[DeskCommand.NEXT_BORROWER] = page.hand_out.ask_clear
    elif page.mode() == "take_back":
        found[DeskCommand.CONFIRM] = page.take_back.take_back
        found[DeskCommand.NEXT_BORROWER] = page.take_back.clear
        for command, condition in _CONDITIONS.items():
            found[command] = partial(page.take_back.set_condition, condition)
    return found


def show_sheet(work: Workplace, parent: QWidget) -> None:
    """Set the sheet of command codes off the UI thread and open its preview, to be printed and laid on the desk."""
    desk, actor, title = work.print_desk, work.actor(), tr("Sheet of command codes")
    labels = [CommandLabel(word("desk_command", one, language()), code, KEYS[one]) for one, code in CODES.items()]

    def show(pdf: bytes) -> None:
        def order(printer: Printer, copies: int, _reason: str) -> str:
            jobs = [desk.add_sheet(pdf, title, printer_id=printer.id, actor=actor) for _ in range(copies)]
            return jobs[0]

        PaperPreview(work, title, pdf, f"{_SHEET}.pdf", order, parent).open()

    work.tasks.run(
        lambda: work.typesetter.labels_pdf(labels, template=_SHEET),
        owner=parent,
        done=show,
        failed=work.errors.show,
        lane="background",
    )
