"""Papers that go with what is issued already, and bear its number: a reminder to a borrower, a pass for the gate.

Scanning one opens the loan or the transfer that it is about. It is kept under a name of number, form, day and a digest
of its words: what says the same on the same day is the same paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.numbering import DocumentKind, is_document_number, is_tag_number
from app.services.operations import CHINA
from app.services.paper import Slip, SlipLine
from app.services.queries import AssetRow, LoanDetail
from app.services.slip_codes import slip_digest
from app.services.transfer_queries import TransferDetail

DAYS_TO_ANSWER = 7
_NAME = re.compile(r"([0-9A-Z]{16,23})-([a-z_]{1,20})-([0-9]{8})-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class CompanionName:
    """What the name of a kept companion says."""

    number: str
    form: str
    day: date


def companion_name(slip: Slip) -> str:
    """The name under which such a paper is kept. Who makes it does not count: the next clerk finds the same one."""
    digest = slip_digest(replace(slip, handed_over_by="")).hex()[:8]
    return f"{slip.number}-{slip.form}-{slip.issued_on:%Y%m%d}-{digest}"


def read_companion_name(name: str) -> CompanionName | None:
    """None where it is no such name."""
    parts = _NAME.fullmatch(name)
    if parts is None or not (is_document_number(parts[1]) or is_tag_number(parts[1])):
        return None
    try:
        return CompanionName(parts[1], parts[2], date.fromisoformat(parts[3]))
    except ValueError:
        return None


def _lines(assets: Iterable[AssetRow]) -> tuple[SlipLine, ...]:
    return tuple(
        SlipLine(
            position,
            it.tag_number,
            it.name,
            it.model,
            it.unit,
            value_fen=it.value_fen,
            condition=it.condition.value,
            remark=it.plate,
            extra=(("card_number", it.card_number), ("place", it.place), ("warehouse", it.warehouse)),
        )
        for position, it in enumerate(assets, start=1)
    )


def _number(loan: LoanDetail, assets: list[AssetRow]) -> str:
    """A loan from before records began has no number: its first piece stands for it at the desk."""
    return loan.row.number or assets[0].tag_number


def reminder(loan: LoanDetail, *, site_name: str, clerk: str, today: date) -> Slip:
    """催还函: what of a loan is overdue, to be back within seven days. Raises Refused where nothing is."""
    out = [piece.asset for piece in loan.pieces if piece.returned_at is None]
    row = loan.row
    if not out or row.due_on is None or row.due_on >= today:
        raise Refused("loan.not_overdue", number=row.number)
    return Slip(
        number=_number(loan, out),
        kind=DocumentKind.LOAN,
        form="reminder",
        site_name=site_name,
        issued_on=today,
        organization=row.organization,
        person=row.person,
        due_on=row.due_on,
        lines=_lines(out),
        reason=row.reason,
        handed_over_by=clerk,
        copies=2,
        fields=(
            ("days_late", f"{(today - row.due_on).days} 天"),
            ("handed_out", _day(row.handed_out_at.astimezone(CHINA).date())),
            ("return_by", _day(today + timedelta(days=DAYS_TO_ANSWER))),
        ),
    )


def loan_gate_pass(loan: LoanDetail, *, site_name: str, clerk: str, today: date) -> Slip:
    """出门证 for what is out on a loan, good for the day. Raises Refused where all of it is back."""
    out = [piece.asset for piece in loan.pieces if piece.returned_at is None]
    if not out:
        raise Refused("loan.closed", number=loan.row.number)
    return Slip(
        number=_number(loan, out),
        kind=DocumentKind.LOAN,
        form="gate_pass",
        site_name=site_name,
        issued_on=today,
        organization=loan.row.organization,
        person=loan.row.person,
        due_on=today,
        lines=_lines(out),
        reason=" ".join(part for part in ("借用", loan.row.reason) if part),
        handed_over_by=clerk,
        received_by=loan.row.person,
        copies=2,
    )


def transfer_gate_pass(transfer: TransferDetail, *, site_name: str, clerk: str, today: date) -> Slip:
    """出门证 for what a transfer has on the way, good for the day. Raises Refused where nothing is."""
    going = [piece for piece in transfer.pieces if piece.on_the_way]
    if not going:
        raise Refused("transfer.nothing_on_the_way", number=transfer.row.number)
    return Slip(
        number=transfer.row.number,
        kind=DocumentKind.TRANSFER,
        form="gate_pass",
        site_name=site_name,
        issued_on=today,
        organization=transfer.row.to_site,
        person="",
        due_on=today,
        lines=tuple(SlipLine(n, it.tag_number, it.name, it.model) for n, it in enumerate(going, start=1)),
        reason="移库",
        handed_over_by=clerk,
        copies=2,
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
