"""ZPL II, the language of Zebra's printers and many others.

Codes are the printer's own (^BC, ^BQ), all else is one picture (^GFA): no font need be in the printer, and no
name can be taken for a command.
"""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import b64encode

from PIL import Image, ImageChops

from printing.codes import check
from printing.layout import CodeMark, Layout
from printing.raster import dots, raster

MOST_DOTS = 10  # the largest module of ^BY and ^BQ
_ENDS = re.compile(rb"0+$|F+$")
_RUNS = re.compile(rb"([0-9A-F])\1{2,}")
_PAIRS = re.compile(r"([0-9]{2})+")
_RUN_OF_DIGITS = re.compile(r"[0-9]{4}")
_COMMANDS = re.compile(rb"[^ -}]|[\^_]")


def zpl(layout: Layout, dots_per_inch: int, *, acs: bool = False) -> bytes:
    """One label. `acs`: pictures in hex with run lengths, for printers that do not know Z64.

    Raises Invalid where a code cannot hold its text or does not fit.
    """
    size = f"^PW{dots(layout.width, dots_per_inch)}^LL{dots(layout.height, dots_per_inch)}^LH0,0"
    parts = [b"^XA", size.encode()]
    parts += _picture(raster(layout, dots_per_inch, codes=False), acs)
    parts += [_code(mark, dots_per_inch) for mark in layout.marks if isinstance(mark, CodeMark)]
    return b"".join([*parts, b"^XZ\n"])


def field(data: bytes) -> bytes:
    """^FD with the data, and in hex what could be a command."""
    escaped = _COMMANDS.sub(lambda found: b"_%02X" % found[0][0], data)
    return (b"^FH_^FD" if escaped != data else b"^FD") + escaped + b"^FS"


def _code(mark: CodeMark, dots_per_inch: int) -> bytes:
    place = mark.place(dots_per_inch, MOST_DOTS)
    module, x, y = (dots(mm, dots_per_inch) for mm in (place.module, place.x, place.y))
    if mark.kind == "code128":
        height = dots(place.height, dots_per_inch)
        mode, data = _sets(check(mark.text))
        return b"^BY%d,2,%d^FO%d,%d^BCN,%d,N,N,N%b" % (module, height, x, y, height, mode) + field(data)
    # The height left by an earlier ^BY moves ^BQ down on some printers; 1 is the least.
    return b"^BY1,2,1^FO%d,%d^BQN,2,%d,Q" % (x, y, module) + field(b"QA," + check(mark.text).encode())


def _sets(text: str) -> tuple[bytes, bytes]:
    """^BC's mode and data: a text of one code set says which, one of several leaves it to the printer, for not all
    understand a change of sets in the data.
    """
    if _PAIRS.fullmatch(text):
        return b"", b">;" + text.encode()
    return (b",A", text.encode()) if _RUN_OF_DIGITS.search(text) else (b"", b">:" + text.encode())


def _picture(picture: Image.Image, acs: bool) -> list[bytes]:
    """The inked part of a picture, black dots set."""
    ink = ImageChops.invert(picture)
    box = ink.getbbox()
    if box is None:
        return []
    left = box[0] - box[0] % 8
    ink = ink.crop((left, box[1], box[2], box[3]))
    data, row = ink.tobytes(), (ink.width + 7) // 8
    packed = _acs(data, row) if acs else _z64(data)
    return [b"^FO%d,%d^GFA,%d,%d,%d," % (left, box[1], len(data), len(data), row), packed, b"^FS"]


def _z64(data: bytes) -> bytes:
    packed = b64encode(zlib.compress(data, 6))
    return b":Z64:%s:%04X" % (packed, binascii.crc_hqx(packed, 0))


def _acs(data: bytes, row: int) -> bytes:
    """Zebra's alternative compression: runs of a hex digit counted by letters, rows ended by "," (all white) or "!"
    (all black), a row like the one before as ":".
    """
    lines, above = [], b""
    for at in range(0, len(data), row):
        line = data[at : at + row].hex().upper().encode()
        lines.append(b":" if line == above else _RUNS.sub(_counted, _ENDS.sub(_ended, line)))
        above = line
    return b"".join(lines)


def _ended(found: re.Match[bytes]) -> bytes:
    return b"," if found[0][:1] == b"0" else b"!"


def _counted(found: re.Match[bytes]) -> bytes:
    """G to Y stand for 1 to 19, g to z for 20 to 400 in twenties."""
    length, digit = len(found[0]), found[0][:1]
    said = b""
    while length:
        many = min(length, 419)
        length -= many
        said += bytes([102 + many // 20] if many >= 20 else []) + bytes([70 + many % 20] if many % 20 else []) + digit
    return said
