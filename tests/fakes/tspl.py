"""A label printer that speaks TSPL, as far as its manual says what SIZE, GAP, CLS, BITMAP and PRINT do."""

from __future__ import annotations

import re

from PIL import Image

_SIZE = re.compile(rb"SIZE ([0-9.]+) mm,([0-9.]+) mm")
_BITMAP = re.compile(rb"BITMAP ([0-9]+),([0-9]+),([0-9]+),([0-9]+),0,")
_PRINT = re.compile(rb"PRINT ([0-9]+),([0-9]+)")
_IGNORED = (b"GAP ", b"DIRECTION ", b"REFERENCE ")


def printed(data: bytes, dots_per_inch: int) -> list[Image.Image]:
    """What comes out, 1 bit, black on white. Raises ValueError where it meets what it does not know."""
    out: list[Image.Image] = []
    size, picture, at = (0, 0), Image.new("1", (1, 1), 255), 0
    while at < len(data):
        if found := _BITMAP.match(data, at):  # binary follows: no line end tells where it stops
            x, y, stride, rows = map(int, found.groups())
            end = found.end() + stride * rows
            part = Image.frombytes("1", (stride * 8, rows), data[found.end() : end])
            picture.paste(part, (x, y))
            if data[end : end + 2] != b"\r\n":
                raise ValueError("a BITMAP has not as many bytes as it says")
            at = end + 2
            continue
        end = data.index(b"\r\n", at)
        line, at = data[at:end], end + 2
        if found := _SIZE.fullmatch(line):
            size = (round(float(found[1]) * dots_per_inch / 25.4), round(float(found[2]) * dots_per_inch / 25.4))
        elif line == b"CLS":
            picture = Image.new("1", size, 255)
        elif found := _PRINT.fullmatch(line):
            out += [picture.copy() for _ in range(int(found[1]) * int(found[2]))]
        elif not line.startswith(_IGNORED):
            raise ValueError(f"{line[:40]!r} is not understood")
    return out
