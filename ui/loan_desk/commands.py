"""What the sheet of command codes does at the loan desk: what the keys do, by the same methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.domain.asset import Condition
from app.services.desk_commands import DeskCommand

if TYPE_CHECKING:
    from ui.loan_desk.page import LoanDeskPage

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
