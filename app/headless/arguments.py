"""The command line: which commands there are and what each takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.domain.asset import Condition

Run = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m app", description="Gongwucang Counter (公物仓柜台). Without a command: the windows."
    )
    top.add_argument("--data", type=Path, help="data folder of the counter (or city server)")
    top.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN")
    top.set_defaults(run=_later("app.desktop", "run_window"))
    commands = top.add_subparsers(metavar="COMMAND")

    def add(name: str, help_: str, module: str, function: str, *, person: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_)
        command.add_argument("--data", type=Path, default=argparse.SUPPRESS)
        command.add_argument("--language", choices=("zh_CN", "en"), default=argparse.SUPPRESS)
        if person:
            command.add_argument("--as", dest="user", required=True, help="user name; password in GWC_PASSWORD")
        command.set_defaults(run=_later(module, function))
        return command

    it = add("init", "set up a counter", "app.headless.counter", "init")
    it.add_argument("--site", required=True, help="6-digit region code (GB/T 2260)")
    it.add_argument("--name", required=True, help="name of the site")
    it.add_argument("--admin", required=True, help="user name of the first administrator; password in GWC_PASSWORD")
    it.add_argument("--station", type=int, default=1, help="number of this PC at the site, 1–99")

    it = add("import", "take over a card ledger", "app.headless.ledger", "import_", person=True)
    it.add_argument("ledger", type=Path)
    it.add_argument("--report", type=Path, help="write what happened as JSON")
    it.add_argument("--rejects", type=Path, help="save the rejected rows with reasons as .xlsx")
    it.add_argument("--organization", help="whose ledger it is, where its heading does not say")
    it.add_argument("--all-or-nothing", action="store_true", help="import only where no row is rejected")

    it = add("export", "write all assets to .xlsx or .csv", "app.headless.ledger", "export")
    it.add_argument("--out", type=Path, required=True)

    it = add("find", "search assets", "app.headless.counter", "find")
    it.add_argument("text")
    it.add_argument("--json", action="store_true")
    it.add_argument("--limit", type=int, default=50)

    it = add("show", "one asset with its history and open loan", "app.headless.counter", "show")
    it.add_argument("tag")
    it.add_argument("--json", action="store_true")

    it = add("hand-out", "lend", "app.headless.desk", "hand_out", person=True)
    it.add_argument("tags", nargs="+", metavar="TAG")
    it.add_argument("--organization", required=True)
    it.add_argument("--person", required=True)
    it.add_argument("--due", type=date.fromisoformat, required=True)
    it.add_argument("--reason", default="")
    it.add_argument("--approval", default="", help="number of the approval on paper")
    it.add_argument("--slip", type=Path)
    it.add_argument("--json", action="store_true")

    it = add("take-back", "take back", "app.headless.desk", "take_back", person=True)
    it.add_argument("tags", nargs="+", metavar="TAG")
    it.add_argument("--condition", type=Condition, choices=list(Condition), default=Condition.GOOD)
    it.add_argument("--slip", type=Path)
    it.add_argument("--json", action="store_true")

    it = add("labels", "labels as PDF", "app.headless.desk", "labels")
    it.add_argument("--query", required=True, help="which assets: as in find")
    it.add_argument("--out", type=Path, required=True)
    it.add_argument("--limit", type=int, default=10_000)

    it = add("city-server", "run the city server", "app.headless.city", "serve")
    it.add_argument("--database-url", help="postgresql+psycopg://…; SQLite in the data folder without it")
    it.add_argument("--host", default="127.0.0.1")
    it.add_argument("--port", type=int, default=8370)

    it = add("city-admin", "run a city server's affairs", "app.headless.city", "admin")
    it.add_argument("affair", choices=("code",), help="code: a one-time enrolment code")
    it.add_argument("--database-url")
    it.add_argument("--site", required=True)

    it = add("enrol", "connect this counter to a city server", "app.headless.sync", "enrol")
    it.add_argument("--server", required=True)
    it.add_argument("--code", required=True)

    it = add("sync", "push and pull once", "app.headless.sync", "sync")
    it.add_argument("--json", action="store_true")

    it = add("check", "prove database, operation chain and journal", "app.headless.check", "check")
    it.add_argument("--json", action="store_true")

    it = add("demo", "play a scripted day, or open the windows on it", "app.headless.demo", "demo")
    it.add_argument("--out", type=Path, default=Path("out"))
    it.add_argument("--window", action="store_true")

    it = add("gallery", "every part in every state", "app.desktop", "run_gallery")
    it.add_argument("--out", type=Path, help="save pictures instead of opening a window")
    return top


def _later(module: str, function: str) -> Run:
    """Import a command's module only when it runs: `find` need not wait for Qt or the server."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        code: int = getattr(import_module(module), function)(options)
        return code

    return run
