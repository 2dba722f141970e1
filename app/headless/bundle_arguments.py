"""What the commands of sync by file take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.words import LANGUAGES

Run = Callable[[argparse.Namespace], int]


def add_bundle(top: argparse.ArgumentParser, later: Callable[[str, str], Run]) -> None:
    affairs = top.add_subparsers(metavar="AFFAIR", required=True, help="what to do")

    def add(name: str, help_: str, function: str) -> argparse.ArgumentParser:
        affair = affairs.add_parser(name, help=help_, description=help_)
        affair.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder of the counter")
        affair.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="of what is said")
        affair.add_argument("--json", action="store_true", help="answer as JSON")
        affair.set_defaults(run=later("app.headless.bundle", function))
        return affair

    it = add("trust", "make the city's keys known to a counter without a line", "trust")
    it.add_argument("file", type=Path, metavar="FILE", help="from city-admin key")
    it.add_argument(
        "--fingerprint", required=True, help="the eight groups of digits that the city's administrator reads out"
    )

    it = add("export", "save all that waits for the city", "export")
    it.add_argument("--out", type=Path, required=True, help="file to write, on the stick")
    it.add_argument("--code", default="", help="one-time code, to be enrolled by this file")

    it = add("import", "bring in the city's answer", "import_")
    it.add_argument("file", type=Path, metavar="FILE", help="what the city wrote")
