"""What the tray has to say: which pieces lie there, which are awaited, which are foreign, and what has just changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.numbering import group_tag_number
from app.services.rfid import SeenTag
from app.services.tray import Tray, TrayItem, TrayRow, TrayState
from ui.i18n import tr
from ui.rfid.tray_list import TrayLine
from ui.rfid.what import group_hex, what_is

FRESH_SECONDS = 2.0
"""How long a row stays tinted after its state has changed."""
_TONES = {TrayState.PRESENT: "done", TrayState.FOREIGN: "unknown", TrayState.REMOVED: "refused"}


class Awaited(Protocol):
    """A piece, as a tray knows it (AssetRow is one). `epc` and `tid` of its tag, empty where they are not known."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def tag_number(self) -> str: ...
    @property
    def epc(self) -> str: ...
    @property
    def tid(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TrayUse:
    """What a page does with the tray.

    `expected` gives the pieces it waits for, `welcome` whether any other piece of the pool is as good. `holds` says of
    an asset's id whether it is on the page's list. `take` is the page's own way of a scan. `take_words` (of the button)
    and `foreign_words` (what to do about others) have a place `{n}`.
    """

    expected: Callable[[], Sequence[Awaited]]
    welcome: Callable[[], bool]
    holds: Callable[[str], bool]
    take: Callable[[str], object]
    take_words: str
    foreign_words: str


class TrayWatch:
    """The tray of one page. Knows no reader and no window: whoever hears tags and finds pieces hands them in."""

    def __init__(self, use: TrayUse, clock: Callable[[], float]) -> None:
        """`clock` gives seconds, monotonic."""
        self._use, self._clock = use, clock
        self.tray = Tray({})
        self.expected: list[Awaited] = []
        self.prefix, self.site = "", ""  # GS1 prefix and region code of this site
        self._welcome = True
        self._known: dict[str, Awaited | None] = {}  # by EPC, of those not expected; None: no piece bears it
        self._states: dict[tuple[str, str], tuple[TrayState, float]] = {}
        self._given: set[str] = set()  # ids of assets given to the page while they lie here

    def begin(self, least_rssi: float, dwell: float) -> None:
        """Hear anew, by this threshold in dBm and this dwell in seconds."""
        self.tray = Tray({}, least_rssi=least_rssi, dwell=dwell)
        self._states.clear()
        self._given.clear()
        self.expect()

    # What is expected

    def expect(self) -> None:
        """Ask the page what it waits for."""
        self.expected, self._welcome = list(self._use.expected()), self._use.welcome()
        by_tag = {one.epc: one for one in self.expected if one.epc}
        awaited = {one.id for one in self.expected if not one.epc}
        by_tag |= {
            epc: one for epc, one in self._known.items() if one is not None and (self._welcome or one.id in awaited)
        }
        self.tray.expected = {epc: TrayItem(one.id, one.name, one.tag_number, one.tid) for epc, one in by_tag.items()}

    def waits_for_others(self) -> bool:
        """Whether the page waits for other pieces than when it was asked."""
        now = [one.id for one in self._use.expected()]
        return now != [one.id for one in self.expected] or self._welcome != self._use.welcome()

    def without_tag(self) -> int:
        """How many awaited pieces bear no tag that is known."""
        met = {item.asset_id for item in self.tray.expected.values()}
        return sum(one.id not in met for one in self.expected)

    # What is heard

    def hear(self, seen: Sequence[SeenTag]) -> list[str]:
        """Takes what the reader heard; gives the EPCs of which nobody has said yet which piece bears them."""
        self.tray.hear(seen, self._clock())
        strange = [tag.epc for tag in seen if tag.epc not in self.tray.expected and tag.epc not in self._known]
        self._known.update(dict.fromkeys(strange))
        return strange

    def strange(self) -> list[str]:
        """EPCs that were asked about."""
        return list(self._known)

    def learn(self, found: Mapping[str, Awaited | None]) -> None:
        """Which piece bears each EPC; None where none does."""
        self._known.update(found)
        self.expect()

    # How it stands

    def stable(self) -> bool:
        """Whether what is there may be given to the page."""
        return self.tray.stable(self._clock())

    def rows(self) -> list[TrayRow]:
        """What is to be shown: of welcome pieces only those that are, or were a moment ago, there."""
        awaited = {one.id for one in self.expected}
        rows = [
            one
            for one in self.tray.rows(self._clock())
            if one.state is not TrayState.EXPECTED or (one.item is not None and one.item.asset_id in awaited)
        ]
        self._given &= {one.item.asset_id for one in rows if one.item and one.state is TrayState.PRESENT}
        return rows

    def waiting(self, rows: Iterable[TrayRow]) -> list[TrayItem]:
        """The pieces that are there and were not given to the page yet."""
        return [
            one.item
            for one in rows
            if one.state is TrayState.PRESENT and one.settled and one.item is not None and self._is_new(one.item)
        ]

    def _is_new(self, item: TrayItem) -> bool:
        return item.asset_id not in self._given and not self._use.holds(item.asset_id)

    def give(self, item: TrayItem) -> None:
        """To the page, as if it had been scanned; once while it lies there."""
        self._given.add(item.asset_id)
        self._use.take(item.tag_number)

    def take_all_the_same(self, key: str) -> TrayItem | None:
        """That one tag, though it was not expected; the item where it was. False tags of a piece are never taken."""
        one = next((one for one in self.rows() if _key(one) == key), None)
        if one is None or one.state in (TrayState.EXPECTED, TrayState.REMOVED):
            return None
        if one.item is not None:
            if self._is_new(one.item):
                self.give(one.item)
                return one.item
        elif not self._another_tag_of(one):
            known = self._known.get(one.epc)
            self._use.take(known.tag_number if known else one.epc)
        return None

    def _another_tag_of(self, one: TrayRow) -> str:
        """The name of the piece whose number a tag bears that is not the piece's tag; else empty."""
        if one.item is not None:
            return ""
        item, known = self.tray.expected.get(one.epc), self._known.get(one.epc)
        if item is not None:
            return item.caption
        return known.name if known is not None and known.tid and one.tid and known.tid != one.tid else ""

    # How it is shown

    def tone(self, rows: Sequence[TrayRow]) -> str:
        """The gravest tone of what has changed since the last time; empty where all stays as it was."""
        heard, now = set(), self._clock()
        states: dict[tuple[str, str], tuple[TrayState, float]] = {}
        for one in rows:
            key = (one.epc, one.tid)
            before = self._states.get(key)
            if before is not None and before[0] is one.state:
                states[key] = before
                continue
            if not one.settled:
                continue
            states[key] = (one.state, now)
            nobodys = one.state is TrayState.REMOVED and not (one.item and self._use.holds(one.item.asset_id))
            if one.state in _TONES and not nobodys:
                heard.add(_TONES[one.state])
        self._states = states
        return next((tone for tone in ("refused", "unknown", "done") if tone in heard), "")

    def line(self, one: TrayRow) -> TrayLine:
        state, since = self._states.get((one.epc, one.tid), (one.state, -FRESH_SECONDS))
        known, other = self._known.get(one.epc), self._another_tag_of(one)
        held = one.item is not None and one.state is TrayState.PRESENT and self._use.holds(one.item.asset_id)
        if one.item is not None:
            name, text = one.item.caption, group_tag_number(one.item.tag_number)
        elif other:
            name, text = other, tr("Another tag with this piece's number")
        elif known is not None:
            name, text = known.name, group_tag_number(known.tag_number)
        else:
            name, text = what_is(one.epc, self.prefix, self.site), group_hex(one.epc)
        rssi = None if one.rssi is None else round(one.rssi)
        fresh = state is one.state is not TrayState.EXPECTED and self._clock() - since < FRESH_SECONDS
        return TrayLine(_key(one), one.state, name, text, rssi, held, fresh)


def _key(one: TrayRow) -> str:
    return f"{one.epc}/{one.tid}"
