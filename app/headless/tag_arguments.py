"""What the commands of RAIN tags take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.domain.epc import Scheme
from app.headless.numbers import whole
from app.words import LANGUAGES

Run = Callable[[argparse.Namespace], int]
_TAG = "tag number (or card number, serial, plate, EPC)"


def add_tag(top: argparse.ArgumentParser, later: Callable[[str, str], Run]) -> None:
    affairs = top.add_subparsers(metavar="AFFAIR", required=True, help="what to do")

    def add(name: str, help_: str, function: str, *, person: bool = False) -> argparse.ArgumentParser:
        affair = affairs.add_parser(name, help=help_, description=help_)
        affair.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="of what is said")
        affair.set_defaults(run=later("app.headless.tag", function))
        if person:
            affair.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder of the counter")
            affair.add_argument("--as", dest="user", required=True, help="user name; password in GWC_PASSWORD")
        return affair

    it = add("encode", "a GS1 code as a tag holds it, in hexadecimal", "encode")
    it.add_argument("--scheme", choices=[scheme.value for scheme in Scheme], required=True)
    it.add_argument("--prefix", required=True, help="GS1 company prefix, 6–12 digits")
    it.add_argument("--reference", required=True, help="as in its URI: 5678, TYPE.SERIAL of a GRAI, 32a%%2Fb")
    it.add_argument("--filter", type=whole(0, 7), default=0, help="filter value, 0–7 (default: 0)")
    it.add_argument("--tag-bits", type=whole(16, 496), help="refuse what a tag with so much EPC memory cannot hold")

    it = add("decode", "what a tag's EPC says, as JSON", "decode")
    it.add_argument("epc", metavar="HEX", help="hexadecimal, as a reader types it")

    it = add("write", "give an asset its tag: write it, read it back, bind it", "write", person=True)
    it.add_argument("asset", metavar="ASSET", help=_TAG)
    it.add_argument("--writer", required=True, help="zpl:HOST[:PORT] (prints a label), llrp:HOST[:PORT] or serial:PORT")
    it.add_argument("--reason", default="", help="why it takes the place of another tag")
    it.add_argument("--template", default="roll-70x40", help="of a printed label (default: roll-70x40)")
    given = "lock the EPC with the password in GWC_TAG_PASSWORD (hexadecimal, 32 bits)"
    it.add_argument("--lock", action="store_true", help=given)
    it.add_argument("--json", action="store_true", help="answer as JSON")

    it = add("unbind", "an asset has its tag no longer", "unbind", person=True)
    it.add_argument("asset", metavar="ASSET", help=_TAG)
    it.add_argument("--reason", required=True, help="what became of it")

    it = add("scheme", "how this site's tags are written", "scheme", person=True)
    it.add_argument("--prefix", default="", help="GS1 company prefix; without one: ISO codes")
    it.add_argument("--afi", type=_afi, default=0, help="of ISO codes: 01–FF (default: 01)")


def _afi(text: str) -> int:
    try:
        value = int(text, 16)
    except ValueError:
        value = 0
    if not 0 < value < 0x100:
        raise argparse.ArgumentTypeError(f"{text!r} is no hexadecimal number from 01 to FF")
    return value
