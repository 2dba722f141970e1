"""TSPL, the language of TSC's printers and of most label printers made in China.

The whole label is pictures. Printers that speak it differ in how they choose Code 128's sets and QR versions, so a
code of their own might not fit the room that was found for it; dots they all print alike.
"""

from __future__ import annotations

from PIL import Image, ImageChops

from printing.layout import Layout
from printing.raster import WHITE, raster


def tspl(layout: Layout, dots_per_inch: int, *, gap: float = 2.0) -> bytes:
    """One label, `gap` mm from the next. Raises Invalid where a code does not fit."""
    size = f"SIZE {layout.width:g} mm,{layout.height:g} mm\r\nGAP {gap:g} mm,0 mm\r\n"
    begin = f"{size}DIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n".encode()
    return b"".join([begin, _picture(raster(layout, dots_per_inch)), b"PRINT 1,1\r\n"])


def _picture(picture: Image.Image) -> bytes:
    """The inked part of a picture; a dark dot is 0."""
    box = ImageChops.invert(picture).getbbox()
    if box is None:
        return b""
    left, right = box[0] - box[0] % 8, -(-box[2] // 8) * 8
    inked = Image.new("1", (right - left, box[3] - box[1]), WHITE)
    inked.paste(picture.crop((left, *box[1:])), (0, 0))
    return b"BITMAP %d,%d,%d,%d,0," % (left, box[1], inked.width // 8, inked.height) + inked.tobytes() + b"\r\n"
