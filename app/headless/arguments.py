"""The command line: which commands there are and what each takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.domain.asset import Condition
from app.headless.bundle_arguments import add_bundle
from app.headless.city_arguments import add_city_admin, add_city_server, add_enrol
from app.headless.numbers import whole as _whole
from app.headless.tag_arguments import add_tag
from app.words import LANGUAGES

Run = Callable[[argparse.Namespace], int]
_DATA = "data folder of the counter (or city server); the user's own where it is not given"
_LANGUAGE = "of what is said (default: zh_CN)"
_TAG = "tag number (or card number, serial, plate, EPC)"
_JSON = "answer as JSON"


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m app",
        description="Gongwucang Counter (公物仓柜台). Without a command: the windows.",
        epilog="Where a person acts, the password is taken from the environment variable GWC_PASSWORD. "
        "Exit code: 0 all is well, 1 refused or failed (said on stderr), 2 wrong arguments.",
    )
    top.add_argument("--data", type=Path, help=_DATA)
    top.add_argument("--language", choices=LANGUAGES, default="zh_CN", help=_LANGUAGE)
    top.set_defaults(run=_later("app.windows", "run_window"))
    commands = top.add_subparsers(metavar="COMMAND")

    def add(name: str, help_: str, module: str, function: str, *, person: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_, description=help_)
        command.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=_DATA)
        command.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=_LANGUAGE)
        if person:
            command.add_argument("--as", dest="user", required=True, help="user name; password in GWC_PASSWORD")
        command.set_defaults(run=_later(module, function))
        return command

    it = add("init", "set up a counter", "app.headless.counter", "init")
    it.add_argument("--site", required=True, help="6-digit region code (GB/T 2260)")
    it.add_argument("--name", required=True, help="name of the site")
    it.add_argument("--admin", required=True, help="user name of the first administrator; password in GWC_PASSWORD")
    it.add_argument("--station", type=_whole(1, 98), default=1, help="number of this PC at the site, 1–98 (default: 1)")

    it = add("import", "take over a card ledger", "app.headless.ledger", "import_", person=True)
    it.add_argument("ledger", type=Path, help=".xlsx, .xls or .csv (UTF-8 or GB 18030)")
    it.add_argument("--report", type=Path, help="write what happened as JSON")
    it.add_argument("--rejects", type=Path, help="save the rejected rows with reasons as .xlsx")
    it.add_argument("--organization", help="whose ledger it is, where its heading does not say")
    it.add_argument("--all-or-nothing", action="store_true", help="import only where no row is rejected")

    it = add("export", "write all assets to .xlsx or .csv", "app.headless.ledger", "export")
    it.add_argument("--out", type=Path, required=True, help="file; its name ends in .xlsx or .csv")

    it = add("find", "search assets", "app.headless.counter", "find")
    it.add_argument("text", help="parts of name, place, organization; pinyin initials; the tail of a number")
    it.add_argument("--json", action="store_true", help=_JSON)
    it.add_argument("--limit", type=_whole(1, 1_000_000), default=50, help="assets at the most (default: 50)")

    it = add("show", "one asset with its history and open loan", "app.headless.counter", "show")
    it.add_argument("tag", metavar="TAG", help=_TAG)
    it.add_argument("--json", action="store_true", help=_JSON)

    it = add("hand-out", "lend", "app.headless.desk", "hand_out", person=True)
    it.add_argument("tags", nargs="+", metavar="TAG", help=_TAG)
    it.add_argument("--organization", required=True, help="the borrower's office; registered where it is new")
    it.add_argument("--person", required=True, help="the borrower; registered where new")
    it.add_argument("--due", type=_day, required=True, help="last day of the loan, as in 2026-12-31")
    it.add_argument("--reason", default="", help="what it is lent for")
    it.add_argument("--approval", default="", help="number of the approval on paper")
    it.add_argument("--slip", type=Path, help="write the handover slip there as PDF")
    it.add_argument("--json", action="store_true", help=_JSON)

    it = add("take-back", "take back", "app.headless.desk", "take_back", person=True)
    it.add_argument("tags", nargs="+", metavar="TAG", help=_TAG)
    conditions = [condition.value for condition in Condition]
    it.add_argument("--condition", choices=conditions, default=Condition.GOOD.value, help="default: good")
    it.add_argument("--slip", type=Path, help="write the return slip there as PDF")
    it.add_argument("--json", action="store_true", help=_JSON)

    it = add("slip", "a slip as PDF, as it was issued; marked where it was printed before", "app.headless.desk", "slip")
    it.add_argument("number", metavar="NUMBER", help="document number, or the name of a paper that --list told")
    what = it.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, help="PDF file")
    what.add_argument("--list", action="store_true", help="the names of all papers kept here that bear the number")
    it.add_argument("--reason", default="", help="why it is printed again; stands on the paper")

    help_ = "labels of assets, vehicles, places, or the sheet of command codes"
    it = add("labels", help_, "app.headless.labels", "labels")
    it.add_argument("--query", default="", help="which assets: as in find (not for command codes)")
    it.add_argument("--template", default="a4-24-64x34", help="a file in resources/labels (default: a4-24-64x34)")
    to = it.add_mutually_exclusive_group(required=True)
    to.add_argument("--out", type=Path, help="file: .pdf, .zpl or .tspl")
    to.add_argument("--printer", help="file:NAME.pdf (.zpl, .tspl), tcp:HOST[:PORT], windows:NAME, cups:NAME")
    it.add_argument("--speaks", choices=("pdf", "zpl", "tspl"), help="default: by the file's name; tcp: zpl; else pdf")
    it.add_argument(
        "--dpi", type=_whole(100, 1200), default=203, help="dots per inch of a label printer (default: 203)"
    )
    it.add_argument("--acs", action="store_true", help="for a ZPL printer that does not know Z64")
    it.add_argument("--first", type=_whole(1, 10_000), default=1, help="first free label of a begun sheet (default: 1)")
    it.add_argument("--limit", type=_whole(1, 100_000), default=10_000, help="labels at the most (default: 10000)")

    add_jobs(add("jobs", "this PC's prints: list them, print on, make void", "app.headless.jobs", "jobs"))

    add_tag(commands.add_parser("tag", help="RAIN tags: codes, writing, binding"), _later)

    add_city_server(add("city-server", "run the city server", "app.headless.city", "serve"))
    add_city_admin(commands.add_parser("city-admin", help="run a city server's affairs"), _later)

    it = add("enrol", "connect this counter to a city server", "app.headless.sync", "enrol")
    add_enrol(it)

    it = add("sync", "push and pull once", "app.headless.sync", "sync")
    it.add_argument("--verify", action="store_true", help="compare all rows with the city's and put right what differs")
    it.add_argument("--json", action="store_true", help=_JSON)

    add_bundle(commands.add_parser("bundle", help="sync by file, where there is no line"), _later)

    it = add("check", "prove database, operation chain and journal", "app.headless.check", "check")
    it.add_argument("--json", action="store_true", help=_JSON)

    help_ = "make a new database from the operations, where check finds damage or the counter does not open"
    it = add("recover", help_, "app.headless.recover", "recover")
    given = "give the first administrator the password in GWC_PASSWORD; needed where none can be read"
    it.add_argument("--new-password", action="store_true", help=given)
    it.add_argument("--json", action="store_true", help=_JSON)

    it = add("demo", "play a scripted day, or open the windows on it", "app.headless.demo", "demo")
    it.add_argument("--out", type=Path, default=Path("out"), help="folder for all it leaves (default: out)")
    it.add_argument("--window", action="store_true", help="open the county's windows on that data")

    it = add("gallery", "every part in every state", "app.windows", "run_gallery")
    it.add_argument("--out", type=Path, help="save pictures instead of opening a window")
    return top


def add_jobs(it: argparse.ArgumentParser) -> None:
    what = it.add_mutually_exclusive_group()
    what.add_argument("--unfinished", action="store_true", help="list only what is not finished")
    resume = "send what is still to be sent, of that job or of all that were not cancelled"
    what.add_argument("--resume", nargs="?", const="", metavar="ID", help=resume)
    what.add_argument("--void", metavar="ID", help="make a job void")
    it.add_argument("--reason", default="", help="why it is made void")
    who = "user name; password in GWC_PASSWORD (with --void, where a tag is taken from its piece)"
    it.add_argument("--as", dest="user", help=who)
    known = it.add_mutually_exclusive_group()
    known.add_argument("--came-out", action="store_true", help="what is not known did come out (with --resume)")
    known.add_argument("--print-again", action="store_true", help="what is not known did not: print it (with --resume)")
    it.add_argument("--json", action="store_true", help=_JSON)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-12-31") from None


def _later(module: str, function: str) -> Run:
    """Import a command's module only when it runs: `find` need not wait for Qt or the server."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        code: int = getattr(import_module(module), function)(options)
        return code

    return run
