"""Requests that wait for news: one look at the feed for all of them, not a thread or a query for each."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from app.services.city import City
from app.services.feed import Touched

log = logging.getLogger("sync.server")

_TICK = 1.0  # seconds between looks: what other processes took in is seen by then
_ELSEWHERE = 5.0  # seconds at the least between wakings of everybody: the pool changes with each hand-out anywhere
_MOST_WAKINGS = 50  # a second, of everybody: a thousand counters are not to ask all day long


@dataclass(eq=False, slots=True)
class News:
    """The waiting requests of one server process; for its event loop alone."""

    clock: Callable[[], float] = time.monotonic
    _waiting: dict[str, set[asyncio.Event]] = field(default_factory=dict)  # by site
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)
    _seq: int = 0  # the feed was looked at so far
    _looking: asyncio.Task[None] | None = None
    _all_woken_at: float = 0.0
    _all_waiting: bool = False

    def stir(self) -> None:
        """Something was taken in here: look now."""
        self._stirred.set()

    async def wait(self, city: City, site_id: str, seq: int, seconds: float, stopping: asyncio.Event) -> None:
        """Until something concerns the site that came after `seq`, or the time is over, or the server stops."""
        if self._looking is not None and not self._looking.done() and seq < self._seq:
            return  # what came meanwhile was told before this request waited
        event = asyncio.Event()
        self._waiting.setdefault(site_id, set()).add(event)
        if self._looking is None or self._looking.done():
            self._seq = seq
            self._looking = asyncio.create_task(self._look(city))
        ends = [asyncio.create_task(event.wait()), asyncio.create_task(stopping.wait())]
        try:
            await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
            here = self._waiting[site_id]
            here.discard(event)
            if not here:
                del self._waiting[site_id]
            if not self._waiting:
                self.stir()  # nobody is left to look for

    async def _look(self, city: City) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), _TICK)
            self._stirred.clear()
            try:
                touched = await run_in_threadpool(city.touched, self._seq)
            except Exception:
                log.exception("the feed cannot be looked at")
                await asyncio.sleep(_TICK)
                continue
            self._seq = touched.seq
            self._tell(touched)

    def _tell(self, touched: Touched) -> None:
        self._all_waiting = self._all_waiting or touched.everybody
        now = self.clock()
        pause = max(_ELSEWHERE, sum(map(len, self._waiting.values())) / _MOST_WAKINGS)
        if self._all_waiting and now - self._all_woken_at >= pause:
            self._all_waiting, self._all_woken_at = False, now
            sites = list(self._waiting)
        else:
            sites = [site for site in touched.sites if site in self._waiting]
        for site in sites:
            for event in self._waiting[site]:
                event.set()
