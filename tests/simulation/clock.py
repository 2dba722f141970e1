"""Time and chance that a seed decides alone."""

import datetime as dt
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from app.domain import ids
from app.services.operations import CHINA

START = dt.datetime(2026, 3, 2, 0, 30, tzinfo=dt.UTC)
_READERS = ("app.persistence.", "sync.")  # whose `datetime.now` is ours


class VirtualTime:
    """One true time; each party reads it with the fault of its own clock."""

    def __init__(self, seed: int) -> None:
        self.true = START
        self.fault = dt.timedelta()  # of the clock that is being read
        self.chance = random.Random(f"ids {seed}")

    def now(self) -> dt.datetime:
        self.true += dt.timedelta(milliseconds=7)  # reading a clock takes time: no two instants are one
        return self.true + self.fault

    def today(self) -> dt.date:
        return self.now().astimezone(CHINA).date()

    def pass_by(self, **how_long: float) -> None:
        self.true += dt.timedelta(**how_long)

    @contextmanager
    def read_with(self, fault: dt.timedelta) -> Iterator[None]:
        before, self.fault = self.fault, fault
        try:
            yield
        finally:
            self.fault = before


class _Plain(type(dt.datetime)):
    def __instancecheck__(cls, it: object) -> bool:
        return isinstance(it, dt.datetime)


@contextmanager
def virtual(time: VirtualTime) -> Iterator[None]:
    """Let the databases, the line and the ids take their time and chance from here."""

    class Datetime(dt.datetime, metaclass=_Plain):
        def __new__(cls, *values: int, **named: object) -> dt.datetime:  # type: ignore[misc]
            return dt.datetime(*values, **named)  # type: ignore[arg-type] # noqa: DTZ001

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return time.now().astimezone(tz)

        fromisoformat = staticmethod(dt.datetime.fromisoformat)  # type: ignore[assignment]

    readers = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith(_READERS) and getattr(module, "datetime", None) is dt.datetime
    ]
    clock, chance = ids.time, ids.os
    for module in readers:
        module.datetime = Datetime  # type: ignore[attr-defined]
    ids.time = SimpleNamespace(time_ns=lambda: int(time.now().timestamp() * 1e9))  # type: ignore[assignment]
    ids.os = SimpleNamespace(urandom=time.chance.randbytes)  # type: ignore[assignment]
    try:
        yield
    finally:
        ids.time, ids.os = clock, chance
        for module in readers:
            module.datetime = dt.datetime  # type: ignore[attr-defined]
