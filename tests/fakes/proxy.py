"""A TCP line between counters and a city that drops, cuts and delays answers, by seed."""

import contextlib
import random
import socket
import threading
import time
from collections import Counter
from types import TracebackType

_PIECE = 65_536


class BadProxy:
    """Passes connections on to `port`. Of the answers a share is dropped after the city has acted, a share is cut
    short, and a share comes in small pieces. `did` counts what became of the answers."""

    def __init__(self, port: int, seed: int, *, dropped: float = 0.0, cut: float = 0.0, slow: float = 0.0) -> None:
        self._port, self._draw = port, random.Random(seed)
        self._shares = (dropped, cut, slow)
        self.did: Counter[str] = Counter()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._ends: list[socket.socket] = []
        self._accepting = threading.Thread(target=self._accept)

    def __enter__(self) -> "BadProxy":
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._accepting.join()
        for end in self._ends:
            _close(end)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._ends += (near, far)
            for pump in (self._up, self._down):
                thread = threading.Thread(target=pump, args=(near, far))
                self._threads.append(thread)
                thread.start()

    def _up(self, near: socket.socket, far: socket.socket) -> None:
        try:
            while piece := near.recv(_PIECE):
                far.sendall(piece)
        except OSError:
            pass
        _close(near, far)

    def _down(self, near: socket.socket, far: socket.socket) -> None:
        dropped, cut, slow = self._shares
        try:
            while piece := far.recv(_PIECE):  # the city has committed when the first byte comes
                luck = self._draw.random()
                if luck < dropped:
                    self.did["dropped"] += 1
                    break
                if luck < dropped + cut:
                    self.did["cut"] += 1
                    near.sendall(piece[: self._draw.randrange(1, len(piece) + 1) - 1])
                    break
                if luck < dropped + cut + slow:
                    self.did["slow"] += 1
                    for start in range(0, len(piece), 200):
                        near.sendall(piece[start : start + 200])
                        time.sleep(0.001)
                else:
                    self.did["whole"] += 1
                    near.sendall(piece)
        except OSError:
            pass
        _close(near, far)


def _close(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
