"""Several server processes on one socket, over one PostgreSQL: a parent that starts, watches and stops them."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from app.services.city import City
from sync.server.app import city_app
from sync.server.call import Service
from sync.server.metrics import Metrics, metrics_port
from sync.server.serve import Options, bound, config, warn_of_plain_http
from sync.server.throttle import Admission

log = logging.getLogger("sync.server")

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where prometheus-client keeps the counts of several processes
_START_SECONDS = 60.0


class WorkersFailed(Exception):
    """The server processes did not start; their log says why."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Makes the application within each process. `opening` opens the books there; it travels by pickle."""

    opening: Callable[[], AbstractContextManager[City]]
    options: Options

    def __call__(self) -> Starlette:
        stack = ExitStack()
        try:
            city = stack.enter_context(self.opening())
        except Exception:
            log.exception("a server process cannot open the books")
            sys.exit(STARTUP_FAILURE)  # the parent then stops: its service manager tries again
        service = Service(city, Metrics(), Admission(self.options.rates), self.options.keys)
        _tell_of_stopping(service)

        @asynccontextmanager
        async def life(app: Starlette) -> AsyncIterator[None]:
            with stack:
                yield

        return city_app(service, life)


def _tell_of_stopping(service: Service) -> None:
    """Let requests that wait for news end at once when this process is asked to stop."""
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(service.stopping.set)
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, stop)


class _Workers(Multiprocess):
    """Tells when all of them serve."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], listening: Callable[[], None]) -> None:
        super().__init__(config, sockets)
        self._listening = listening

    def init_processes(self) -> None:
        super().init_processes()
        if all(process.wait_until_ready(_START_SECONDS, self.should_exit) for process in self.processes):
            self._listening()


def run_workers(
    opening: Callable[[], AbstractContextManager[City]],
    options: Options,
    workers: int,
    folder: Path,
    on_listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve with that many processes until interrupted; each of them answers what is under way.

    `folder` is emptied and then holds the processes' counts. A process that dies is replaced; SIGHUP replaces all, one
    after the other. Raises OSError where a port is taken, WorkersFailed.
    """
    warn_of_plain_http(options)
    with ExitStack() as stack:
        listener = stack.enter_context(bound(options.host, options.port))
        stack.enter_context(_counts(folder))
        if options.metrics_port is not None:
            city = stack.enter_context(opening())
            stack.enter_context(metrics_port(city, options.metrics_port, folder=folder))
        number: int = listener.getsockname()[1]
        settings = config(Worker(opening, options), options.tls, workers)
        supervisor = _Workers(settings, [listener], lambda: on_listening(number))
        supervisor.run()
        if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
            raise WorkersFailed


@contextmanager
def _counts(folder: Path) -> Iterator[None]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[_FOLDER] = str(folder)  # the processes inherit it, and prometheus-client looks for it when imported
    try:
        yield
    finally:
        del os.environ[_FOLDER]
        shutil.rmtree(folder, ignore_errors=True)
