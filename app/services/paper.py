"""What goes on paper, and who makes paper of it: plain values, complete in themselves.

A slip is stored as the snapshot of its document, so a reprint years later says what was signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Protocol

from app.domain.numbering import DocumentKind


class SlipStanding(StrEnum):
    """Whether the slip settles where its pieces are, as it was known when it was issued."""

    HELD_HERE = "held_here"  # by the site that issues it: final
    IN_TRANSIT = "in_transit"  # between two sites until the other one has signed
    PROVISIONAL = "provisional"  # until the city has confirmed it


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One row of a slip: one piece, or several of a kind. `value_fen` is the value of the whole row."""

    position: int
    tag_number: str
    name: str
    model: str = ""
    unit: str = ""
    quantity: int = 1
    value_fen: int | None = None  # None: not known
    condition: str = ""  # a key of the form's conditions, else the words themselves
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A handover slip as it is signed. An empty `title` stands for the one that the form gives to `kind`.

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

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values; dates in ISO 8601."""
        return asdict(self) | {
            "kind": self.kind.value,
            "issued_on": self.issued_on.isoformat(),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "lines": [asdict(line) for line in self.lines],
            "remarks": list(self.remarks),
            "standing": self.standing.value if self.standing else None,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Slip:
        """The slip that `to_json` gave. Raises ValueError, KeyError or TypeError for anything else."""
        due_on, standing = values["due_on"], values.get("standing")
        return cls(
            **{
                **values,
                "kind": DocumentKind(values["kind"]),
                "issued_on": date.fromisoformat(values["issued_on"]),
                "due_on": None if due_on is None else date.fromisoformat(due_on),
                "lines": tuple(SlipLine(**line) for line in values["lines"]),
                "remarks": tuple(values["remarks"]),
                "standing": SlipStanding(standing) if standing else None,
            }
        )


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

    def labels_pdf(
        self, labels: Sequence[Label], *, template: str = "a4-24-64x34", first_position: int = 1
    ) -> bytes:
        """Sheets of labels. `first_position` is the first free label of a sheet begun before, from 1.

        Raises Invalid where a tag number cannot be a code, a code does not fit the template, there is no
        such template or position, the template is for other things, or there are no labels.
        """

    def label_commands(
        self,
        label: Label,
        language: Literal["zpl", "tspl"],
        *,
        template: str,
        dots_per_inch: int,
        acs: bool = False,
    ) -> bytes:
        """One label in a printer's own language; `acs` for printers that do not know ZPL's Z64. Raises Invalid so."""

    def slip_pdf(self, slip: Slip, proofs: Sequence[str] = ()) -> bytes:
        """The slip on A4, all copies; then a sheet with its signed codes (proofs.py) where it has any.

        Raises Invalid where its number or a signed text cannot be a code, or it has no lines.
        """
