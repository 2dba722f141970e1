"""The pieces whose tags are to be written, one after the other; kept, so that one can go on another day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from app.services.queries import AssetRow
from ui.widgets import Memory

KEY = "rfid/encode"
"""The preference under which what is left to do is kept."""
MOST = 5_000


class Standing(StrEnum):
    WAITING = "waiting"
    WRITTEN = "written"  # and read back
    SKIPPED = "skipped"


@dataclass(slots=True)
class Turn:
    """One piece and how it stands with its tag. `epc` and `tid` are those of its tag, once it has one."""

    asset: AssetRow
    standing: Standing = Standing.WAITING
    epc: str = ""
    tid: str = ""

    @property
    def id(self) -> str:
        return self.asset.id


@dataclass(slots=True)
class Kept:
    """What was left of a queue: the pieces, those passed over, and tags thrown away, by TID with the reason."""

    ids: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    thrown_away: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, memory: Memory) -> Self:
        """Nothing where nothing is kept, or what is kept does not read."""
        try:
            kept = json.loads(memory.read(KEY) or "{}")
            ids, skipped, away = kept.get("ids", []), kept.get("skipped", []), kept.get("thrown_away", {})
            return cls(
                [str(one) for one in ids], [str(one) for one in skipped], {str(k): str(v) for k, v in away.items()}
            )
        except (ValueError, TypeError, AttributeError):
            return cls()


class EncodeQueue:
    """The pieces in order; exactly one of them is at hand until all had their turn."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.turns: list[Turn] = []
        self.thrown_away: dict[str, str] = {}
        self._at = 0

    def begin(self, turns: Sequence[Turn], thrown_away: dict[str, str] | None = None) -> None:
        """Those that have a tag already keep it and are passed over."""
        self.turns, self.thrown_away, self._at = list(turns), dict(thrown_away or {}), 0
        self._go_on(0)
        self.keep()

    @property
    def current(self) -> Turn | None:
        return self.turns[self._at] if 0 <= self._at < len(self.turns) else None

    @property
    def number(self) -> int:
        """Place of the piece at hand, from 0; the count of all where none is left."""
        return self._at

    def count(self, standing: Standing) -> int:
        return sum(turn.standing is standing for turn in self.turns)

    def wrote(self, turn: Turn, epc: str, tid: str) -> None:
        """Its tag is written and known; on to the next that waits."""
        turn.standing, turn.epc, turn.tid = Standing.WRITTEN, epc, tid
        self._go_on(self._at + 1)
        self.keep()

    def unbound(self, turn: Turn) -> None:
        """Its tag is void: it waits again."""
        turn.standing, turn.epc, turn.tid = Standing.WAITING, "", ""
        self.keep()

    def skip(self) -> None:
        if self.current is not None:
            if self.current.standing is Standing.WAITING:
                self.current.standing = Standing.SKIPPED
            self._go_on(self._at + 1)
            self.keep()

    def back(self) -> bool:
        """To the piece before, whatever its standing; False at the first."""
        if self._at == 0:
            return False
        self._at -= 1
        self._wait_again()
        return True

    def go_to(self, asset_id: str) -> bool:
        """To that piece; False where it is none of them."""
        at = next((n for n, turn in enumerate(self.turns) if turn.id == asset_id), None)
        if at is None:
            return False
        self._at = at
        self._wait_again()
        return True

    def throw_away(self, tid: str, reason: str) -> None:
        self.thrown_away[tid] = reason
        self.keep()

    def keep(self) -> None:
        """Keep what is left for the next time; nothing where nothing is."""
        left = [turn for turn in self.turns if turn.standing is not Standing.WRITTEN]
        kept = {
            "ids": [turn.id for turn in left],
            "skipped": [turn.id for turn in left if turn.standing is Standing.SKIPPED],
            "thrown_away": self.thrown_away,
        }
        self._memory.write(KEY, json.dumps(kept) if left else "")

    def _go_on(self, start: int) -> None:
        """The next that waits, from there to the end; then those before it; the end where none waits."""
        order = [*range(start, len(self.turns)), *range(min(start, len(self.turns)))]
        waiting = (n for n in order if self.turns[n].standing is Standing.WAITING)
        self._at = next(waiting, len(self.turns))

    def _wait_again(self) -> None:
        turn = self.turns[self._at]
        if turn.standing is Standing.SKIPPED:
            turn.standing = Standing.WAITING
