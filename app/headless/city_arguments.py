"""What city-server and city-admin take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.headless.numbers import whole
from app.words import LANGUAGES

Run = Callable[[argparse.Namespace], int]
_JSON = "answer as JSON"


def add_city_server(it: argparse.ArgumentParser) -> None:
    it.add_argument("--database-url", help="postgresql+psycopg://…; SQLite in the data folder without it")
    it.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, this machine only)")
    it.add_argument("--port", type=whole(0, 65_535), default=8370, help="0 takes a free one (default: 8370)")
    it.add_argument("--workers", type=whole(1, 64), default=1, help="server processes; needs PostgreSQL (default: 1)")
    it.add_argument("--tls-cert", type=Path, metavar="PEM", help="the server's certificate with its chain")
    it.add_argument("--tls-key", type=Path, metavar="PEM", help="and its private key")
    it.add_argument("--client-ca", type=Path, metavar="PEM", help="counters must show a certificate of this CA")
    it.add_argument(
        "--metrics-port", type=whole(0, 65_535), help="answer Prometheus there, on 127.0.0.1 alone (default: nowhere)"
    )
    it.add_argument(
        "--address-rate",
        type=whole(0, 1_000_000),
        default=1000,
        help="requests per second admitted from one address (default: 1000; 0: any number)",
    )
    it.add_argument("--log", choices=("json", "text"), help="write the log to stderr too, in this form")


def add_city_admin(top: argparse.ArgumentParser, later: Callable[[str, str], Run]) -> None:
    affairs = top.add_subparsers(metavar="AFFAIR", required=True, help="what to do")

    def add(name: str, help_: str, module: str = "city_admin", *, json: bool = False) -> argparse.ArgumentParser:
        affair = affairs.add_parser(name, help=help_, description=help_)
        affair.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder of the city server")
        affair.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="of what is said")
        affair.add_argument("--database-url", help="as for city-server")
        if json:
            affair.add_argument("--json", action="store_true", help=_JSON)
        affair.set_defaults(run=later(f"app.headless.{module}", name.replace("-", "_")))
        return affair

    add("sites", "the sites, their devices and open cases", json=True)

    it = add("code", "a one-time enrolment code")
    it.add_argument("--site", required=True, help="6-digit region code of the site that enrols")

    it = add("devices", "the devices, when they were seen, how many operations they sent", json=True)
    it.add_argument("--site", help="of this site alone")

    it = add("revoke", "shut a device out at once; only a fresh code lets it in again")
    it.add_argument("device", metavar="DEVICE", help="its id, or the beginning of it, as `devices` shows it")
    it.add_argument("--reason", required=True, help="why; it goes into the server's log")

    it = add("cases", "the open cases", json=True)
    it.add_argument("--site", help="of this site alone")

    it = add("key", "the city's public keys, for counters without a line", "city_bundle", json=True)
    it.add_argument("--out", type=Path, required=True, help="file to write; its name ends in .gwckey")

    it = add("bundle-in", "carry out a counter's bundle and write the answer", "city_bundle", json=True)
    it.add_argument("file", type=Path, metavar="FILE", help="what the counter saved for the city")
    it.add_argument("--out", type=Path, required=True, help="the answer: a file, or a folder to write it in")

    it = add("takeover", "give a site custody of pieces whose counter is gone", "city_custody")
    it.add_argument("tags", nargs="+", metavar="TAG", help="tag number")
    it.add_argument("--to", required=True, metavar="SITE", help="6-digit region code of the site that gets them")
    it.add_argument("--reason", required=True, help="why; it goes with the operation")

    it = add("quarantined", "operations that this city could not read", "city_custody")
    it.add_argument("--rerun", action="store_true", help="try them again, with a newer program")

    it = add("backup", "copy the city's books to a file, and prove the copy", "city_copies")
    it.add_argument("--out", type=Path, required=True, help="file to write")

    it = add("restore", "put the city's books back from a copy", "city_copies")
    it.add_argument("file", type=Path, metavar="FILE", help="a file that `backup` wrote")
    it.add_argument("--force", action="store_true", help="even over books that are not empty")


def add_enrol(it: argparse.ArgumentParser) -> None:
    how = it.add_mutually_exclusive_group(required=True)
    how.add_argument("--code", help="one-time code, from city-admin code")
    how.add_argument("--renew-key", action="store_true", help="sign with a new key from now on; no code is needed")
    it.add_argument("--server", metavar="URL", help="address of the city server")
    it.add_argument("--ca", type=Path, metavar="PEM", help="the city's own authority: from now on it alone is trusted")
    it.add_argument("--client-cert", type=Path, metavar="PEM", help="this counter's certificate, where the city asks")
    it.add_argument("--client-key", type=Path, metavar="PEM", help="and its private key")
