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
from typing import TypeVar

from app.domain.errors import DomainError, Refused
from app.domain.numbering import tag_number, under_station
from app.services.commands.base import Command
from app.services.commands.cases import ResolveCase
from app.services.commands.inventory import ImportCards, StartImport, TakeIn

LABELS_TO_RENEW = frozenset({"numbers.renewed", "numbers.of_ledger_renewed"})
"""Codes of what `labels_to_renew` tells."""

C = TypeVar("C", bound=Command)


def at_station(command: C, site_id: str, station: int) -> C:
    """The command with the numbers of its PC, which is that station of the site; itself where it bears them already."""
    changes: dict[str, object] = {}
    number: str = getattr(command, "number", "")
    if number and (own := under_station(number, site_id, station)) != number:
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
                station=int(now.number[16:18]),
                before=int(before.number[16:18]),
            )
    return None
