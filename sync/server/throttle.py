"""So many attempts in so much time, whoever makes them: guessing a code must stay hopeless."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable


class Throttle:
    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._admitted: deque[float] = deque()

    def admit(self) -> bool:
        """Count this attempt, unless there were `most` within the last `seconds`."""
        with self._lock:
            now = self._clock()
            while self._admitted and now - self._admitted[0] >= self._seconds:
                self._admitted.popleft()
            if len(self._admitted) >= self._most:
                return False
            self._admitted.append(now)
            return True
