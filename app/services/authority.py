"""Whose word counts for a piece: where it is held, whether that is final here, and how old the knowledge is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.asset import Status


@dataclass(frozen=True, slots=True)
class Here:
    """This counter: its site, whether it has a city, and when it last read all that the city had to tell (UTC)."""

    site_id: str = ""
    enrolled: bool = False
    as_of: datetime | None = None


class Standing(StrEnum):
    HELD = "held"  # by this site: what stands here is final
    ELSEWHERE = "elsewhere"  # by another site: provisional, as old as the last sync
    TRANSIT = "transit"  # between two sites: nobody may act on it


@dataclass(frozen=True, slots=True)
class Authority:
    """`site_name` is the site that holds it, `as_of` the age of what is known of a piece held elsewhere.

    `waiting`: something was done with it here that the city has not heard of. For a piece that is held here this
    changes nothing about who decides.
    """

    standing: Standing
    site_name: str = ""
    as_of: datetime | None = None
    waiting: bool = False

    @property
    def final(self) -> bool:
        return self.standing is Standing.HELD


def authority(custody: str, custody_name: str, status: Status, pending: bool, here: Here) -> Authority:
    """`custody` is the site that holds the piece, `pending` whether its row waits for the city's confirmation."""
    waiting = pending and here.enrolled
    if status is Status.IN_TRANSIT:
        return Authority(Standing.TRANSIT, custody_name or custody, here.as_of, waiting)
    if custody == here.site_id:
        return Authority(Standing.HELD, custody_name or custody, None, waiting)
    return Authority(Standing.ELSEWHERE, custody_name or custody, here.as_of, waiting)
