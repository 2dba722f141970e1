"""Commands that a scanner gives: bar codes on a sheet beside the counter, for hands that are full.

Their codes are tag numbers of a site that there cannot be (GB/T 2260 has no region 000000): digits alone, so no input
method touches them, with a check digit, and never an asset's.
"""

from __future__ import annotations

from enum import StrEnum

from app.domain.numbering import tag_number

_NO_SITE = "000000"


class DeskCommand(StrEnum):
    """In the order of their codes: new ones come last, for sheets are on desks."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    PRINT_SLIP = "print_slip"
    NEXT_BORROWER = "next_borrower"
    HAND_OUT = "hand_out"
    TAKE_BACK = "take_back"
    GOOD = "good"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"
    SUBMIT_REQUEST = "submit_request"


CODES = {command: tag_number(_NO_SITE, 1, number) for number, command in enumerate(DeskCommand, 1)}
_COMMANDS = {code: command for command, code in CODES.items()}
KEYS = {
    DeskCommand.CONFIRM: "Ctrl+Enter",
    DeskCommand.CANCEL: "Esc",
    DeskCommand.PRINT_SLIP: "Ctrl+P",
    DeskCommand.NEXT_BORROWER: "Alt+X",
    DeskCommand.HAND_OUT: "Alt+1",
    DeskCommand.TAKE_BACK: "Alt+2",
    DeskCommand.GOOD: "Ctrl+1",
    DeskCommand.DAMAGED: "Ctrl+2",
    DeskCommand.INCOMPLETE: "Ctrl+3",
    DeskCommand.SUBMIT_REQUEST: "Ctrl+Shift+Enter",
}
"""The keys that do the same at the loan desk."""


def command_of(text: str) -> DeskCommand | None:
    """The command that this scan is; None for anything else."""
    return _COMMANDS.get(text)


def is_command_code(text: str) -> bool:
    """Whether it is meant as one, also of a version that has more of them."""
    return len(text) == 16 and text.startswith(_NO_SITE)
