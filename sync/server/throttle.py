"""How much is admitted: enrolments in all, requests of one device and of one address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]
_MOST_KEYS = 10_000  # whoever has not been heard of for longest is forgotten first


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests per second, and how many may come at once. A server process takes its share of `workers`.

    `under_way`: requests in work at once in one process; those that wait for a body or for news do not count.
    """

    enrolments: int = 10  # a minute, whoever asks: guessing a code must stay hopeless
    sessions: float = 2.0  # of one device
    requests: float = 100.0  # of one device, in its sessions
    address: float = 1000.0  # of one address; 0: any number, for many counters behind one proxy
    under_way: int = 64
    workers: int = 1


class Throttle:
    """So many attempts in so much time, whoever makes them."""

    def __init__(self, most: int, seconds: float, clock: Clock = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._admitted: deque[float] = deque()

    def admit(self) -> float:
        """Count this attempt and return 0; where there were `most` within the last `seconds`, how long to wait."""
        with self._lock:
            now = self._clock()
            while self._admitted and now - self._admitted[0] >= self._seconds:
                self._admitted.popleft()
            if len(self._admitted) >= self._most:
                return self._seconds - (now - self._admitted[0])
            self._admitted.append(now)
            return 0.0


class Buckets:
    """A bucket of tokens for each key: `rate` flow in per second, up to `burst`. Rate 0 admits everything.

    For one thread alone, the event loop's.
    """

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate = rate
        self._burst = max(burst, 1.0)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key → (tokens, when)

    def admit(self, key: str) -> float:
        """Take a token and return 0; where there is none, take none and return the seconds until there is one."""
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        tokens, when = self._buckets.pop(key, (self._burst, now))
        tokens = min(tokens + (now - when) * self._rate, self._burst)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
        self._buckets[key] = (tokens if wait else tokens - 1, now)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        return wait


class Admission:
    """The throttles of one server process."""

    def __init__(self, rates: Rates) -> None:
        share = 1 / rates.workers
        self.enrolments = Throttle(max(1, rates.enrolments // rates.workers), 60.0)
        self.sessions = Buckets(rates.sessions * share, 200 * rates.sessions * share)
        self.requests = Buckets(rates.requests * share, 20 * rates.requests * share)
        self.address = Buckets(rates.address * share, 4 * rates.address * share)
        self.most_under_way = rates.under_way
        self.under_way = 0
