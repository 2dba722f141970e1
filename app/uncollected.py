"""Work that makes many objects which all live until its end."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Uncollected:
    """How many such works are under way, on whichever threads: the last to end turns collection on again."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._under_way = 0
        self._was_on = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Without cyclic garbage collection, which would look through the living again and again, in every thread."""
        with self._turn:
            if not self._under_way:
                self._was_on = gc.isenabled()
                gc.disable()
            self._under_way += 1
        try:
            yield
        finally:
            with self._turn:
                self._under_way -= 1
                if not self._under_way and self._was_on:
                    gc.enable()


uncollected = _Uncollected()
