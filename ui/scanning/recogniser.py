"""Telling a scanner from a person by the time between keys. No Qt here: times come with the keys."""

import unicodedata
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

GAP_MS = 40
"""Longest time between two keys of one scan. Wedges send every 1 to 30 ms; people roll two keys at best."""
SHORTEST = 4
"""Fewest characters of a scan."""
LONGEST = 4_300
"""Most characters held for one scan: a full QR code has 4,296 (ISO/IEC 18004); beyond it the run is let go."""
_MOST_QUOTED = 32


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """What to do now: first hand back `release`, in order; then the key itself, unless it was `taken`."""

    taken: bool
    release: tuple[T, ...] = ()
    scan: str | None = None


@dataclass(slots=True)
class Recogniser(Generic[T]):
    """Holds back a fast run of characters until it ends: in Enter or Tab, and it was a scan; or in a pause
    or any other key, and it was a person, who gets every key back in order.

    `T` is whatever stands for a key event. Times are milliseconds of any steady clock.
    """

    gap_ms: int = GAP_MS
    shortest: int = SHORTEST
    _held: list[tuple[T, str]] = field(default_factory=list)
    _length: int = 0  # characters held: a long code is counted as it comes
    _last: int | None = None
    _ended: int | None = None

    @property
    def holding(self) -> bool:
        return bool(self._held)

    def character(self, event: T, text: str, at: int) -> Verdict[T]:
        """Printable text arrived: one key, or several characters that an input method committed at once."""
        released = () if self._fast(at) else self._let_go()
        self._held.append((event, text))
        self._length += len(text)
        self._last, self._ended = at, None
        if self._length > LONGEST:
            return Verdict(True, released + self._let_go())
        return Verdict(True, released)

    def ending(self, event: T, at: int) -> Verdict[T]:
        """Enter or Tab arrived. It ends a scan, belongs to one just ended (CR LF), or is a person's."""
        if self._ended is not None and not self._held and 0 <= at - self._ended <= self.gap_ms:
            self._ended = at
            return Verdict(True)
        self._ended = None
        if self._held and self._fast(at) and self._length >= self.shortest:
            text = "".join(part for _event, part in self._held)
            self._held.clear()
            self._length = 0
            self._ended = at
            return Verdict(True, scan=text)
        return Verdict(False, self._let_go())

    def companion(self, event: T) -> bool:
        """A key release: held, in its place, while the run it belongs to is held. True where it was."""
        if self._held:
            self._held.append((event, ""))
            return True
        return False

    def other(self) -> Verdict[T]:
        """Any other key: what was held was a person's."""
        self._ended = None
        return Verdict(False, self._let_go())

    def pause(self, at: int) -> tuple[T, ...]:
        """Time has passed: the keys to hand back, if the run has gone cold."""
        return () if self._held and self._fast(at) else self._let_go()

    def _fast(self, at: int) -> bool:
        return self._last is not None and 0 <= at - self._last <= self.gap_ms

    def _let_go(self) -> tuple[T, ...]:
        events = tuple(event for event, _text in self._held)
        self._held.clear()
        self._length = 0
        return events


def normalise(text: str) -> str:
    """A scanned or typed text as a number is written: half-width (GB/T 1988 forms), no control characters,
    no blanks at the ends. Ideographs stay, so that a name stays a name.
    """
    half = "".join(
        unicodedata.normalize("NFKC", one) if "\uff01" <= one <= "\uff5e" or one == "\u3000" else one for one in text
    )
    return "".join(one for one in half if unicodedata.category(one) != "Cc").strip()


def shorten(text: str) -> str:
    """A scan as it is quoted to a person: the beginning of a long code is enough to know it by."""
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


def spoiled(text: str) -> bool:
    """Whether an input method has turned a scan into ideographs: our codes are ASCII, plates begin with one."""
    return any(ord(one) > 0x7E for one in normalise(text)[1:])
