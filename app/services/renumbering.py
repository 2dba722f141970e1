"""Numbers of a PC that worked under another station before the city gave it one.

Two PCs of a site that are set up with no line may both number as station 1. The city keeps that number for one of them
and gives the other one of its own. The other's operations come as they were sealed, but what they drew under the
former station is carried out, at the city and in the PC's own replays, under the station that it was given: the running
numbers stay. They meet nobody's: no other PC draws under that station, and this one's sequences go on.

A command names by number only what it draws itself and, to undo it (undo.py), what the same PC drew before. So its own
numbers follow from the command alone, whichever stations the PC had before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

import msgspec

from app.domain.errors import DomainError, Refused
from app.domain.numbering import tag_number, under_station
from app.services.commands.base import Command
from app.services.commands.cases import ResolveCase
from app.services.commands.inventory import ImportCards, StartImport, TakeIn

_TOLD = frozenset({"numbers.renewed", "numbers.of_ledger_renewed"})

_STATION = slice(16, 18)  # of a document number

C = TypeVar("C", bound=Command)


def at_station(command: C, site_id: str, station: int) -> C:
    """The command with the numbers of its PC, which is that station of the site; itself where it bears them already."""
    changes: dict[str, object] = {}
    number: str = getattr(command, "number", "")
    if number and number[_STATION] != f"{station:02d}":  # nearly all bear it: one look has to do
        own = under_station(number, site_id, station)
        if own != number:
            changes["number"] = own
    match command:
        case TakeIn(station=drawn) | ImportCards(station=drawn) if drawn not in (0, station):
            changes["station"] = station
        case ResolveCase(tag_number=tag) if changes and tag[:8] == number[2:8] + number[16:18]:  # drawn with it
            changes["tag_number"] = under_station(tag, site_id, station)
    return replace(command, **changes) if changes else command


def labels_to_renew(before: Command, now: Command, site_id: str) -> DomainError | None:
    """What the staff is told of a command of which `at_station` made another one: which labels bear numbers of before.

    A ledger is told of once, where it begins. None where no labels belong to the command.
    """
    match before, now:
        case TakeIn(), TakeIn():
            count = sum(item.quantity for item in now.items)
            first, last = now.first_running, now.first_running + count - 1
            return Refused(
                "numbers.renewed",
                count=count,
                before=before.station,
                station=now.station,
                first=tag_number(site_id, now.station, first),
                last=tag_number(site_id, now.station, last),
                first_before=tag_number(site_id, before.station, first),
                last_before=tag_number(site_id, before.station, last),
                first_asset=now.first_asset_id,
            )
        case StartImport(), StartImport():
            return Refused(
                "numbers.of_ledger_renewed",
                count=now.pieces,
                file=now.file_name,
                before=int(before.number[16:18]),
                station=int(now.number[16:18]),
                import_id=now.import_id,
            )
    return None


class LabelsToRenew(msgspec.Struct, frozen=True):
    """What a case tells by `labels_to_renew`: pieces of an intake, `count` from `first_asset` on, or of a ledger."""

    before: int
    station: int
    count: int
    first_before: str = ""
    last_before: str = ""
    first_asset: str = ""
    import_id: str = ""

    def bore(self, tag: str) -> bool:
        """Whether the label of one of the pieces may bear that tag number."""
        if self.import_id:
            return tag[6:8] == f"{self.before:02d}"
        return self.first_before <= tag <= self.last_before


@lru_cache(256)
def told_labels(reason: str) -> LabelsToRenew | None:
    """Read the reason of a case; None where it tells of something else."""
    try:
        told = msgspec.json.decode(reason)
        return msgspec.convert(told["params"], LabelsToRenew) if told["code"] in _TOLD else None
    except (msgspec.MsgspecError, KeyError, TypeError):
        return None  # of another version


def of_enrolment(before: int, station: int) -> DomainError | None:
    """What a person is told where the city gave this PC another number than its pieces and papers had; None else.

    `before`: that number; 0 where there are no such pieces and papers, or they keep it.
    """
    return Refused("enrol.renumbered", before=before, station=station) if before not in (0, station) else None
