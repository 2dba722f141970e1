"""What goes on paper, and who makes paper of it: plain values, complete in themselves.

A slip is stored as the snapshot of its document, so a reprint years later says what was signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from app.domain.numbering import DocumentKind


class SlipStanding(StrEnum):
    """Whether the slip settles where its pieces are, as it was known when it was issued."""

    HELD_HERE = "held_here"  # by the site that issues it: final
    IN_TRANSIT = "in_transit"  # between two sites until the other one has signed
    PROVISIONAL = "provisional"  # until the city has confirmed it


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One row of a slip: one piece, or several of a kind. `value_fen` is the value of the whole row.

    `extra` are cells that its form names besides: (field, text); whole numbers as digits, amounts as "1409.50".
    """

    position: int
    tag_number: str
    name: str
    model: str = ""
    unit: str = ""
    quantity: int = 1
    value_fen: int | None = None  # None: not known
    condition: str = ""  # a key of the form's conditions, else the words themselves
    remark: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip as it is signed. `form` names the form that it is set in (empty: the one for its `kind`); an empty
    `title` stands for the form's. `fields` are what the form says besides: (field, words); one that the form does not
    name is printed under its own name.

    `remarks` are what the signers must not miss, such as a provisional state: keys of the form's remarks, or
    words. `standing` is printed below the table; slips from before there was one have none. `copies` is how many
    sheets are printed, each named after who keeps it.
    """

    number: str
    kind: DocumentKind
    site_name: str
    issued_on: date
    organization: str
    person: str
    lines: tuple[SlipLine, ...]
    due_on: date | None = None
    title: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    handed_over_by: str = ""
    received_by: str = ""
    copies: int = 1
    standing: SlipStanding | None = None
    form: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def issued_slip(content: str) -> Slip:
    """The slip that a document holds. Raises msgspec.ValidationError or DecodeError where it holds none."""
    return msgspec.json.decode(content, type=Slip)


def slip_content(slip: Slip) -> str:
    """The slip as a document holds it: JSON that `issued_slip` reads."""
    return msgspec.json.encode(slip).decode()


@dataclass(frozen=True, slots=True)
class Reprint:
    """Why a paper is printed once more: the `nth` time after the first, 0 where it is only looked at. `remade`: from
    the records, because the first print was made at another PC or is no longer here; its words may differ then.
    """

    reason: str
    at: datetime
    nth: int
    by: str = ""
    remade: bool = False


@dataclass(frozen=True, slots=True)
class AssetLabel:
    """What one label says. The tag number is also its bar code and its QR. `plate` is a vehicle's alone."""

    tag_number: str
    name: str
    organization: str
    model: str = ""
    acquired_on: date | None = None
    card_number: str = ""
    place: str = ""
    plate: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """What the label of a place in a warehouse says; `code` is what its codes hold."""

    name: str
    code: str
    warehouse: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class CommandLabel:
    """A command that a scanner can give, and the key that does the same."""

    name: str
    code: str
    note: str = ""


Label = AssetLabel | PlaceLabel | CommandLabel


class Typesetter(Protocol):
    """Makes pages of them, as PDF."""

    def labels_pdf(self, labels: Sequence[Label], *, template: str = "a4-24-64x34", first_position: int = 1) -> bytes:
        """Sheets of labels. `first_position` is the first free label of a sheet begun before, from 1.

        Raises Invalid where a tag number cannot be a code, a code does not fit the template, there is no
        such template or position, the template is for other things, or there are no labels.
        """

    def slip_pdf(self, slip: Slip, proofs: Sequence[str] = (), *, code: str = "") -> bytes:
        """The slip with all its copies, on the paper that this counter has chosen for its form; then a sheet with its
        signed codes (proofs.py) where it has any. `code`: its signed code (slip_codes.py), in place of its bare number.

        Raises Invalid where its number or a signed text cannot be a code, it has no lines, or there is no such form.
        """

    def reprinted(self, pdf: bytes, reprint: Reprint) -> bytes:
        """A paper as it was kept, each page marked as printed again: 重打, which time, when, why and by whom."""
