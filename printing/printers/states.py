"""How a label printer says it is, in its own language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.services.printing.devices import Language

MOST_ANSWER = 4096
"""Bytes of an answer about the state; more is noise."""

# ~HS answers with three lines STX … ETX CR LF (Zebra, ZPL II Programming Guide, "~HS Host Status Return"): those
# fields of the first two that are 1 where something is wrong.
_ZPL_FIRST = ((1, "printer.paper_out"), (9, "printer.failing"), (11, "printer.too_hot"), (2, "printer.paused"))
_ZPL_SECOND = ((2, "printer.head_open"), (3, "printer.ribbon_out"))
_LINE = re.compile(rb"\x02([^\x02\x03]*)\x03")
_WHOLE_LINE = re.compile(rb"\x02[^\x02\x03]*\x03(?:\r\n)?")

# ESC ! ? answers with one byte (TSC, TSPL/TSPL2 Programming Language, "<ESC>!?").
_TSPL = ((0x04, "printer.paper_out"), (0x01, "printer.head_open"), (0x08, "printer.ribbon_out"), (0x02, "printer.jam"),
         (0x80, "printer.failing"), (0x10, "printer.paused"))  # fmt: skip


def zpl_alarms(answer: bytes) -> tuple[str, ...] | None:
    """What the answer to ~HS complains of; None where it is not whole."""
    lines = [line.split(b",") for line in _LINE.findall(answer)]
    if len(lines) < 3 or len(lines[0]) < 12 or len(lines[1]) < 4:
        return None
    first, second = lines[0], lines[1]
    found = [code for place, code in _ZPL_FIRST[:1] if first[place] == b"1"]
    found += [code for place, code in _ZPL_SECOND if second[place] == b"1"]
    return (*found, *(code for place, code in _ZPL_FIRST[1:] if first[place] == b"1"))


def tspl_alarms(answer: bytes) -> tuple[str, ...] | None:
    """What the answer to ESC ! ? complains of; None where there is none."""
    if not answer:
        return None
    return tuple(code for bit, code in _TSPL if answer[-1] & bit)


@dataclass(frozen=True, slots=True)
class Question:
    """How a printer of that language is asked. Printers take these before what waits in their buffer.

    `beside`: what came with the answer and is none of it.
    """

    text: bytes
    alarms: Callable[[bytes], tuple[str, ...] | None]
    beside: Callable[[bytes], bytes]


QUESTIONS = {
    Language.ZPL: Question(b"~HS\r\n", zpl_alarms, lambda answer: _WHOLE_LINE.sub(b"", answer)),
    Language.TSPL: Question(b"\x1b!?\r\n", tspl_alarms, lambda answer: b""),
}
