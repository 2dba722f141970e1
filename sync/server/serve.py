"""The city server as a process, or on a thread of the demonstration and the tests."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette

from app.services.city import City
from app.services.replica import CityKeys
from sync.server.app import city_app
from sync.server.call import Service
from sync.server.metrics import Metrics, metrics_port
from sync.server.patience import PatientProtocol
from sync.server.throttle import Admission, Rates

log = logging.getLogger("sync.server")

LOOPBACK = "127.0.0.1"
_MOST_CONNECTIONS = 2048  # of one process; counters keep theirs open while they wait for news


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files. `client_ca`: whoever connects must show a certificate of that CA."""

    certificate: Path
    key: Path
    client_ca: Path | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. `port` 0 takes a free one; `metrics_port` is on loopback, None where nobody measures."""

    host: str = LOOPBACK
    port: int = 8370
    tls: Tls | None = None
    keys: CityKeys | None = None
    rates: Rates = field(default_factory=Rates)
    metrics_port: int | None = None


class Server(uvicorn.Server):
    """Tells when it listens, and its requests when it begins to stop: those that wait for news end at once."""

    def __init__(self, service: Service, tls: Tls | None, listening: Callable[[], None] = lambda: None) -> None:
        super().__init__(config(city_app(service), tls))
        self._service = service
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._service.stopping.set()
        await super().shutdown(sockets)


def config(app: Starlette | Callable[[], Starlette], tls: Tls | None, workers: int = 1) -> uvicorn.Config:
    """`app` is a factory where it is made in each of several worker processes."""
    return uvicorn.Config(
        app,
        factory=not isinstance(app, Starlette),
        workers=workers,
        lifespan="on",
        loop="asyncio",
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
        ssl_ca_certs=tls.client_ca if tls else None,
        ssl_cert_reqs=ssl.CERT_REQUIRED if tls and tls.client_ca else ssl.CERT_NONE,
    )


def bound(host: str, port: int) -> socket.socket:
    """A socket at that address, not listening yet. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named: only then asyncio turns off Nagle, for which each answer would wait 40 ms for an ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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


def warn_of_plain_http(options: Options) -> None:
    if options.tls is None and options.host not in (LOOPBACK, "::1", "localhost"):
        log.warning("listening on %s without TLS: put a reverse proxy in front", options.host)


def run_city_server(
    city: City, options: Options | None = None, on_listening: Callable[[int], None] = lambda port: None
) -> None:
    """Serve in this process until interrupted (Ctrl+C, SIGTERM, Ctrl+Break); what is under way is answered.

    `on_listening` hears the port. Raises OSError where a port is taken or a PEM file cannot be read (ssl.SSLError).
    """
    options = options or Options()
    warn_of_plain_http(options)
    service = Service(city, Metrics(), Admission(options.rates), options.keys)
    with ExitStack() as stack:
        listener = stack.enter_context(bound(options.host, options.port))
        if options.metrics_port is not None:
            stack.enter_context(metrics_port(city, options.metrics_port, metrics=service.metrics))
        number: int = listener.getsockname()[1]
        Server(service, options.tls, lambda: on_listening(number)).run(sockets=[listener])


class EmbeddedServer:
    """A city server on a thread of this process, on loopback. A context manager."""

    def __init__(
        self,
        city: City,
        port: int = 0,
        keys: CityKeys | None = None,
        *,
        rates: Rates | None = None,
        tls: Tls | None = None,
    ) -> None:
        self._listener = bound(LOOPBACK, port)
        self.port: int = self._listener.getsockname()[1]
        self.service = Service(city, Metrics(), Admission(rates or Rates()), keys)
        self._scheme = "https" if tls else "http"
        self._ready = threading.Event()
        self._server = Server(self.service, tls, self._ready.set)
        self._thread = threading.Thread(target=self._run, name="city-server", daemon=True)

    @property
    def url(self) -> str:
        return f"{self._scheme}://{LOOPBACK}:{self.port}"

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
