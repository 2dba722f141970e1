"""The tags in the field against what is expected there. Pure: whoever hears tags hands in the time.

A reader misses a tag now and then and hears a passing one: so a tag is there once it has been heard for `dwell`
seconds, and gone once it has not been heard for as long. Weak answers, from the next table, do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.services.rfid import SeenTag


class TrayState(StrEnum):
    EXPECTED = "expected"  # not there yet
    PRESENT = "present"
    FOREIGN = "foreign"  # there, and not expected
    REMOVED = "removed"  # was there a moment ago


@dataclass(frozen=True, slots=True)
class TrayItem:
    """A piece that is expected. `tid` of its tag, where it is known: another tag with the same EPC is foreign."""

    asset_id: str
    caption: str
    tag_number: str = ""
    tid: str = ""


@dataclass(frozen=True, slots=True)
class TrayRow:
    """`item` is None for what was not expected. `settled`: it has been there for as long as it takes to count."""

    epc: str
    state: TrayState
    item: TrayItem | None = None
    tid: str = ""
    rssi: float | None = None
    settled: bool = True


@dataclass(slots=True)
class _Heard:
    """A tag that is, or was, in the field: heard from `first` to `last` without a longer pause."""

    first: float
    last: float
    tag: SeenTag


@dataclass(slots=True)
class Tray:
    """`expected` by EPC. `least_rssi` in dBm; a reader that tells none is believed. `dwell`, `linger` in seconds.

    All times are seconds of one steady clock. What has gone is shown as removed for `linger`.
    """

    expected: Mapping[str, TrayItem]
    least_rssi: float = -65.0
    dwell: float = 1.5
    linger: float = 8.0
    _heard: dict[tuple[str, str], _Heard] = field(default_factory=dict)
    _last: float | None = None

    def hear(self, seen: Iterable[SeenTag], now: float) -> None:
        """What one round of the reader heard."""
        self._last = now
        for tag in seen:
            if tag.rssi is not None and tag.rssi < self.least_rssi:
                continue
            known = self._heard.get((tag.epc, tag.tid))
            if known is None or now - known.last > self.dwell:
                self._heard[tag.epc, tag.tid] = _Heard(now, now, tag)
            else:
                known.last, known.tag = now, tag
        for key in [key for key, it in self._heard.items() if now - it.last > self.dwell + self.linger]:
            del self._heard[key]

    def rows(self, now: float) -> list[TrayRow]:
        """What is expected in its order, then what else was heard, as it came."""
        rows = {epc: TrayRow(epc, TrayState.EXPECTED, item) for epc, item in self.expected.items()}
        others: list[TrayRow] = []
        for it in self._heard.values():
            epc, item = it.tag.epc, self.expected.get(it.tag.epc)
            if item is not None and item.tid and it.tag.tid and item.tid != it.tag.tid:
                item = None
            there = now - it.last <= self.dwell
            settled = it.last - it.first >= self.dwell
            if not there and (not settled or now - it.last > self.dwell + self.linger):
                continue
            state = TrayState.REMOVED if not there else TrayState.PRESENT if item else TrayState.FOREIGN
            row = TrayRow(epc, state, item, it.tag.tid, it.tag.rssi if there else None, settled)
            if item is None:
                others.append(row)
            elif rows[epc].state is not TrayState.PRESENT:
                rows[epc] = row
        return [*rows.values(), *others]

    def stable(self, now: float) -> bool:
        """Whether what is there can be taken as it stands.

        Something is there, all that is there has settled and was heard lately, and nothing has left within `dwell`.
        """
        if self._last is None or now - self._last > self.dwell:
            return False
        there = [it for it in self._heard.values() if now - it.last <= self.dwell]
        leaving = any(self.dwell < now - it.last <= 2 * self.dwell for it in self._heard.values())
        return (
            bool(there)
            and not leaving
            and all(it.last - it.first >= self.dwell and self._last - it.last <= self.dwell / 2 for it in there)
        )

    def present(self, now: float) -> tuple[str, ...]:
        """Ids of the assets that are expected and there, in their order; only what has settled."""
        return tuple(
            row.item.asset_id
            for row in self.rows(now)
            if row.state is TrayState.PRESENT and row.settled and row.item is not None
        )

    def forget(self) -> None:
        """Begin anew: what was heard is over."""
        self._heard.clear()
        self._last = None
