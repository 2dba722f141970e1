"""city-server, city-admin."""

from __future__ import annotations

import argparse
import signal
import sys

from app.bootstrap import open_city
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

        run_city_server(city, options.host, options.port, listening)
    return 0


def admin(options: argparse.Namespace) -> int:
    with open_city(_folder(options).root, options.database_url) as city:
        say(city.make_code(options.site))
    return 0


def _folder(options: argparse.Namespace) -> DataFolder:
    return DataFolder(options.data) if options.data else DataFolder(DataFolder.default().root / "city")
