"""The city server as a process, or on a thread of the demonstration and the tests."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import uvicorn

from app.services.sync_ports import City, CityKeys
from sync.server.app import city_app

log = logging.getLogger("sync.server")

LOOPBACK = "127.0.0.1"
_MOST_AT_ONCE = 128  # connections; more are answered 503 and come again


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening()


def _config(city: City, keys: CityKeys | None) -> uvicorn.Config:
    return uvicorn.Config(
        city_app(city, keys=keys),
        lifespan="off",
        loop="asyncio",
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
    )


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # Windows: nobody listens beside us
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def run_city_server(
    city: City,
    host: str = LOOPBACK,
    port: int = 8443,
    on_listening: Callable[[int], None] = lambda port: None,
    keys: CityKeys | None = None,
) -> None:
    """Serve until interrupted (Ctrl+C, SIGTERM). `port` 0 takes a free one; `on_listening` hears which.

    Speaks plain HTTP: beyond this machine a reverse proxy carries TLS. Raises OSError where the port is taken.
    """
    with _bound(host, port) as listener:
        number: int = listener.getsockname()[1]
        if host not in (LOOPBACK, "::1", "localhost"):
            log.warning("listening on %s without TLS: put a reverse proxy in front", host)
        _Server(_config(city, keys), lambda: on_listening(number)).run(sockets=[listener])


class EmbeddedServer:
    """A city server on a thread of this process, on loopback. A context manager."""

    def __init__(self, city: City, port: int = 0, keys: CityKeys | None = None) -> None:
        self._listener = _bound(LOOPBACK, port)
        self.port: int = self._listener.getsockname()[1]
        self._ready = threading.Event()
        self._server = _Server(_config(city, keys), self._ready.set)
        self._thread = threading.Thread(target=self._run, name="city-server", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Returns when it listens. Raises RuntimeError where it does not within ten seconds."""
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the city server did not start")

    def stop(self) -> None:
        """Answer what is under way, then end."""
        self._server.should_exit = True
        self._thread.join(20)

    def _run(self) -> None:
        with self._listener:
            self._server.run(sockets=[self._listener])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
