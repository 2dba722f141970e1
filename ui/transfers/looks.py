"""How transfers and their pieces read: states as word, meaning and icon."""

from __future__ import annotations

from app.domain.errors import Invalid
from app.domain.numbering import DocumentKind, is_document_number
from app.services.proofs import is_proof
from app.services.slip_codes import slip_number
from app.services.transfer_queries import TransferPiece, TransferRow
from ui.authority import Look
from ui.i18n import tr
from ui.transfers.arrival import Mark


def is_slip(text: str) -> bool:
    """Whether a scan is of a transfer slip: one of its signed codes, or its number."""
    code = text.strip().upper()
    if is_proof(code):
        return True
    try:
        number = slip_number(code)
    except Invalid:
        return False
    return number.startswith(DocumentKind.TRANSFER.value) and is_document_number(number)


def transfer_look(row: TransferRow, own_site: str) -> Look:
    if row.waiting:
        if row.missing:
            return tr("{n} not arrived").format(n=row.missing), "attention", "missing"
        if row.received:
            return tr("Partly arrived"), "attention", "pending"
        if row.to_site_id == own_site:
            return tr("On its way here"), "information", "in"
        return tr("On its way"), "information", "transit"
    if row.cancelled == row.pieces:
        return tr("Taken back"), "neutral", "undo"
    if row.cancelled:
        return tr("Partly taken back"), "neutral", "undo"
    return tr("Arrived"), "good", "check"


def piece_look(piece: TransferPiece) -> Look:
    """Of a piece in a transfer's details."""
    if piece.received_at is not None:
        return tr("Arrived"), "good", "check"
    if piece.cancelled_at is not None:
        return tr("Taken back"), "neutral", "undo"
    if piece.missing_at is not None:
        return tr("Not arrived"), "attention", "missing"
    return tr("On its way"), "information", "transit"


def mark_look(mark: Mark) -> Look:
    """Of a piece while it is being received."""
    match mark:
        case Mark.EXPECTED:
            return tr("Expected"), "information", "pending"
        case Mark.PRESENT:
            return tr("Here", "a piece that has arrived"), "good", "check"
        case Mark.FOREIGN:
            return tr("Not on the slip"), "problem", "refused"
        case Mark.EARLIER:
            return tr("Arrived before"), "neutral", "check"
        case Mark.TAKEN_BACK:
            return tr("Taken back"), "attention", "undo"


def how_many(row: TransferRow) -> str:
    """`5`, or `5, 3 on the way` while some are still on it."""
    if row.waiting in (0, row.pieces):
        return f"{row.pieces:,}"
    return tr("{all}, {n} on the way").format(n=row.waiting, all=row.pieces)
