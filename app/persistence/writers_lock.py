"""Who writes next: the desk before what the feed brings."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType


class WritersLock:
    """Re-entrant. One who takes it patiently waits until nobody else wants it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._state = threading.Condition()
        self._waiting = 0  # who are not patient

    def __enter__(self) -> None:
        with self._state:
            self._waiting += 1
        self._lock.acquire()
        with self._state:
            self._waiting -= 1
            self._state.notify_all()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    @contextmanager
    def patiently(self) -> Iterator[None]:
        with self._state:
            self._state.wait_for(lambda: self._waiting == 0)
        with self._lock:
            yield
