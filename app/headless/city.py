"""city-server."""

from __future__ import annotations

import argparse
import signal
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from app.bootstrap import open_city
from app.domain.errors import Invalid, Refused
from app.headless.city_log import start_city_log
from app.headless.report import say
from app.paths import DataFolder
from app.services.city import City
from sync.bundle.keys import city_key_pair
from sync.server.serve import Options, Tls, run_city_server
from sync.server.throttle import Rates
from sync.server.workers import WorkersFailed, run_workers


def serve(options: argparse.Namespace) -> int:
    folder = city_folder(options)
    if options.workers > 1 and not options.database_url:
        raise Invalid("city.workers_need_postgres", workers=options.workers)
    settings = Options(
        host=options.host,
        port=options.port,
        tls=_tls(options),
        rates=Rates(address=options.address_rate, workers=options.workers),
        metrics_port=options.metrics_port,
        keys=city_key_pair(folder.root).public,
    )
    _end_well()
    folder.root.mkdir(parents=True, exist_ok=True)
    with alone(folder.root), _plain_faults(options):
        start_city_log(folder.logs, options.log)
        if options.workers > 1:
            with open_city(folder.root, options.database_url) as city:  # migrates, once, and says what is wrong
                city.rerun_quarantined()  # by a program that may be newer
            opening = partial(_worker_city, folder.root, options.database_url, options.log)
            run_workers(opening, settings, options.workers, folder.root / "metrics", partial(_listening, settings))
        else:
            with open_city(folder.root, options.database_url) as city:
                city.rerun_quarantined()
                run_city_server(city, settings, partial(_listening, settings))
    return 0


def city_folder(options: argparse.Namespace) -> DataFolder:
    return DataFolder(options.data) if options.data else DataFolder(DataFolder.default().root / "city")


@contextmanager
def _worker_city(root: Path, database_url: str, log: str | None) -> Iterator[City]:
    start_city_log(DataFolder(root).logs, log)
    with open_city(root, database_url) as city:
        yield city


def _listening(settings: Options, port: int) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(f"{'https' if settings.tls else 'http'}://{host}:{port}")
    sys.stdout.flush()  # a script waits for this line


def _tls(options: argparse.Namespace) -> Tls | None:
    given = (options.tls_cert, options.tls_key)
    if given == (None, None) and options.client_ca is None:
        return None
    if None in given:
        raise Invalid("city.tls_incomplete")
    for path in filter(None, (*given, options.client_ca)):
        with path.open("rb"):
            pass  # says by name which of the files cannot be read
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.tls_cert, options.tls_key)
        if options.client_ca is not None:
            context.load_verify_locations(options.client_ca)
    except ssl.SSLError as fault:
        raise Invalid("city.tls_unusable", cause=str(fault)) from fault
    return Tls(options.tls_cert, options.tls_key, options.client_ca)


def _end_well() -> None:
    """The server answers what is under way, stops, and then raises the signal again: by then all is well."""
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    if sys.platform == "win32":
        signal.signal(signal.SIGBREAK, lambda number, frame: None)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One server in a data folder, and none while its database is put back. Raises Refused."""
    try:
        with FileLock(root / "server.lock", timeout=0):
            yield
    except Timeout:
        raise Refused("city.folder_in_use", folder=str(root)) from None


@contextmanager
def _plain_faults(options: argparse.Namespace) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.filename is not None:
            raise  # of a file, not of the address
        cause = fault.strerror or str(fault)
        raise Refused("city.cannot_listen", host=options.host, port=options.port, cause=cause) from fault
    except WorkersFailed:
        raise Refused("city.workers_failed", folder=str(city_folder(options).logs)) from None
