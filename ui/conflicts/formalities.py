"""What is to be done where something happened without a formality: it depends on what was missing."""

from __future__ import annotations

from collections.abc import Callable

from ui.i18n import tr


def to_make_up(code: str) -> str:
    """One sentence for the code of the refusal that a case of irregularity began with."""
    return _SENTENCES.get(code, _anything)()


def _approval() -> str:
    return tr(
        "The borrower has it, and the record stands. Have it approved, enter the approval's number at the loan desk "
        "(On loan, to be confirmed), then press “It is made up for”."
    )


def _right() -> str:
    return tr(
        "The record stands. Find out who did this and whether it is in order; where they are to go on, an "
        "administrator gives the account its right back in the settings. Then press “It is made up for”."
    )


def _warehouse() -> str:
    return tr(
        "The pieces are recorded there. Move them to another warehouse (Inventory, Move), or have this one opened "
        "again in the settings. Then press “It is made up for”."
    )


def _car() -> str:
    return tr(
        "The trip is recorded. See to it that the car is in order, enter what is new on its card, then press “It is "
        "made up for”."
    )


def _two_of_one_name() -> str:
    return tr(
        "Two warehouses have one name now, and each has its own pieces. Rename one of them in the settings, then press "
        "“It is made up for”."
    )


def _other_kind() -> str:
    return tr(
        "It stays of the kind that it was given first. Move what does not belong there to another warehouse "
        "(Inventory, Move), then press “It is made up for”."
    )


def _one_ledger() -> str:
    return tr(
        "Each card is in the books once, under the numbers of the counter that was first. Replace the labels which the "
        "other one has printed for it, then press “It is made up for”."
    )


def _anything() -> str:
    return tr("The record stands. Make up for what is missing, then press “It is made up for”.")


_SENTENCES: dict[str, Callable[[], str]] = {
    "loan.needs_manager": _right,
    "loan.needs_request": _approval,
    "request.names_fewer": _approval,
    "request.not_approved": _approval,
    "request.of_other_person": _approval,
    "request.unknown": _approval,
    "role.may_not": _right,
    "staff.inactive": _right,
    "import.no_warehouse": _warehouse,
    "import.same_file": _one_ledger,
    "warehouse.name_taken": _two_of_one_name,
    "warehouse.not_usable": _warehouse,
    "warehouse.of_other_kind": _other_kind,
    "dispatch.odometer_backwards": _car,
    "vehicle.inspection_expired": _car,
    "vehicle.insurance_expired": _car,
}
