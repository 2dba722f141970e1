"""A place on the line that counts what passes: bytes both ways, headers and all, and requests."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_REQUEST = re.compile(rb"(?:GET|POST|PUT|HEAD|DELETE) \S+ HTTP/1\.[01]\r\n")
_PIECE = 1 << 16


@dataclass
class Count:
    """`sent` and `received` as the client sees them."""

    url: str
    sent: int = 0
    received: int = 0
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> tuple[int, int]:
        """(bytes, requests) since the last time."""
        with self._lock:
            taken = (self.sent + self.received, self.requests)
            self.sent = self.received = self.requests = 0
        return taken

    def note(self, piece: bytes, *, up: bool) -> None:
        with self._lock:
            if up:
                self.sent += len(piece)
                self.requests += len(_REQUEST.findall(piece))
            else:
                self.received += len(piece)


@contextmanager
def counted(url: str) -> Iterator[Count]:
    """A way to the server at `url` on which everything is counted."""
    there = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        count = Count(f"http://127.0.0.1:{listener.getsockname()[1]}{there.path}")

        def pump(source: socket.socket, target: socket.socket, *, up: bool) -> None:
            try:
                while piece := source.recv(_PIECE):
                    count.note(piece, up=up)
                    target.sendall(piece)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                source.close()
                target.close()

        def accept() -> None:
            while True:
                try:
                    near, _ = listener.accept()
                except OSError:
                    return
                far = socket.create_connection((there.hostname or "", there.port or 80))
                for ends, up in (((near, far), True), ((far, near), False)):
                    threading.Thread(target=pump, args=ends, kwargs={"up": up}, daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield count
        listener.shutdown(socket.SHUT_RDWR)
