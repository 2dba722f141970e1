"""The way back: which command undoes what was just done."""

from __future__ import annotations

from app.domain.epc import normal_hex
from app.services.commands.base import Command
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.commands.inventory import StartImport, TakeIn, UndoImport, UndoTakeIn
from app.services.commands.loans import (
    HandOut,
    SubmitRequest,
    TakeBack,
    UndoHandOut,
    UndoTakeBack,
    WithdrawRequest,
)
from app.services.commands.tags import BindTag, UnbindTag
from app.services.commands.transfers import CancelTransfer, TransferOut
from app.services.commands.vehicles import DispatchIn, DispatchOut, UndoDispatchIn, UndoDispatchOut
from app.services.ports import Changes


def undo_of(changes: Changes) -> Command | None:
    """The command that undoes these changes, or None where there is no simple way back."""
    for command in reversed(changes.commands):
        match command:
            case HandOut():
                return UndoHandOut(command.loan_id)
            case TakeBack():
                return UndoTakeBack(command.number)
            case TakeIn():
                return UndoTakeIn(command.number)
            case StartImport():
                return UndoImport(command.import_id)
            case SubmitRequest():
                return WithdrawRequest(command.request_id)
            case TransferOut():
                return CancelTransfer(command.transfer_id, "")
            case ResolveCase():
                return ReopenCase(command.case_id, "")
            case BindTag() if not command.reason:  # one that took another's place has no simple way back
                return UnbindTag(command.asset_id, "", normal_hex(command.tid, "TID"))
            case DispatchIn():
                return UndoDispatchIn(command.dispatch_id, command.odometer_km)
            case DispatchOut():
                return UndoDispatchOut(command.dispatch_id)
    return None
