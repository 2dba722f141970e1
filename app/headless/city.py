"""city-server, city-admin."""

from __future__ import annotations

import argparse
import signal
import sys

from app.bootstrap import open_city
from app.domain.errors import Invalid, Refused
from app.domain.organization import is_region_code
from app.headless.report import say
from app.logs import start_log
from app.paths import DataFolder
from sync.server.serve import run_city_server


def serve(options: argparse.Namespace) -> int:
    folder = _folder(options)
    # uvicorn answers what is under way, stops, and then raises the signal again: by then all is well.
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    start_log(folder.logs)
    with open_city(folder.root, options.database_url) as city:

        def listening(port: int) -> None:
            say(f"http://{options.host}:{port}")
            sys.stdout.flush()  # a script waits for this line

        try:
            run_city_server(city, options.host, options.port, listening)
        except OSError as fault:
            cause = fault.strerror or str(fault)
            raise Refused("city.cannot_listen", host=options.host, port=options.port, cause=cause) from fault
    return 0


def admin(options: argparse.Namespace) -> int:
    if not is_region_code(options.site):
        raise Invalid("site.bad_code", site=options.site)
    with open_city(_folder(options).root, options.database_url) as city:
        say(city.make_code(options.site))
    return 0


def _folder(options: argparse.Namespace) -> DataFolder:
    return DataFolder(options.data) if options.data else DataFolder(DataFolder.default().root / "city")
